package io.soroka.monitoring;

import io.soroka.testing.Browser;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's metrics say, as Prometheus would read it.
 *
 * @param text the answer as it came
 * @param samples values by series, such as {@code up{a="b"}}
 * @param types the words of {@code # TYPE} by metric
 */
record Scrape(String text, Map<String, Double> samples, Map<String, String> types) {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][^ {]*(?:\\{.*})?) (\\S+)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");

    /** Asks as Prometheus does, with a key. */
    static Scrape of(int port, String key) {
        try (Browser prometheus =
                new Browser(port)
                        .with("Authorization", "Bearer " + key)
                        .with("Accept", "text/plain;version=0.0.4")) {
            HttpResponse<String> answer = prometheus.get("/metrics");
            if (answer.statusCode() != 200) {
                throw new AssertionError("HTTP " + answer.statusCode() + ": " + answer.body());
            }
            return read(answer.body());
        }
    }

    /** Reads the answer to {@code /metrics}. */
    static Scrape read(String text) {
        Map<String, Double> samples = new LinkedHashMap<>();
        Map<String, String> types = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (!line.startsWith("#")) {
                if (!sample.matches()) {
                    throw new AssertionError("no sample: " + line);
                }
                samples.put(sample.group(1), number(sample.group(2)));
            }
        }
        return new Scrape(text, samples, types);
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** The sum of a metric's samples whose labels all look so. */
    double sum(String metric, String... labels) {
        return samples.entrySet().stream()
                .filter(one -> one.getKey().startsWith(metric + "{") || one.getKey().equals(metric))
                .filter(one -> {
                    for (String label : labels) {
                        if (!one.getKey().contains(label)) {
                            return false;
                        }
                    }
                    return true;
                })
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}

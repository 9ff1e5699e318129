package io.soroka.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.testing.Folders;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The alert rules that we ship, judged by Prometheus itself. */
public final class AlertRules {
    static final Path FILE =
            Path.of("../docs/alerts/soroka.rules.yml").toAbsolutePath().normalize();

    private AlertRules() {}

    /**
     * What fires when a server says this for three hours.
     *
     * @param metrics the answer to {@code /metrics}
     */
    public static List<String> firing(String metrics) throws Exception {
        Scrape scrape = Scrape.read(metrics);
        return firing(scrape, scrape);
    }

    /** Two hours as at first, then an hour on the way to what came after; what fires then. */
    static List<String> firing(Scrape first, Scrape then) throws Exception {
        var series = new StringBuilder();
        then.samples()
                .forEach((name, value) -> {
                    if (Double.isFinite(value)) {
                        double from =
                                counts(then, name)
                                        ? first.samples().getOrDefault(name, 0.0)
                                        : value;
                        series.append(series(labelled(name), from, value));
                    }
                });
        return judge(series.toString());
    }

    static List<String> firingWhenUpIs(double value) throws Exception {
        return judge(series(labelled("up"), value, value));
    }

    private static boolean counts(Scrape scrape, String series) {
        String metric = series.replaceFirst("\\{.*", "");
        return "counter".equals(scrape.types().get(metric))
                || "histogram"
                        .equals(
                                scrape.types()
                                        .get(metric.replaceFirst("_(bucket|count|sum)$", "")));
    }

    /** As a scrape job adds them. */
    private static String labelled(String series) {
        int brace = series.indexOf('{');
        String job = "{job=\"soroka\",instance=\"soroka\"";
        return brace < 0
                ? series + job + "}"
                : series.substring(0, brace) + job + "," + series.substring(brace + 1);
    }

    private static String series(String name, double from, double to) {
        return """
              - series: '%s'
                values: '%s+0x120 %s+%sx60'
        """
                .formatted(
                        name.replace("'", "''"), plain(from), plain(from), plain((to - from) / 60));
    }

    private static String plain(double number) {
        return new BigDecimal(number).setScale(9, java.math.RoundingMode.HALF_UP).toPlainString();
    }

    /** Rule and connection of what fires after three hours. */
    private static List<String> judge(String series) throws Exception {
        Path folder = Folders.fresh("alerts");
        Path test = folder.resolve("test.yml");
        Files.writeString(
                test,
                """
                rule_files: [%s]
                evaluation_interval: 1m
                tests:
                  - interval: 1m
                    input_series:
                %s
                    promql_expr_test:
                      - expr: group by (alertname, name) (ALERTS{alertstate="firing"})
                        eval_time: 180m
                        exp_samples:
                          - labels: '{alertname="nothing"}'
                            value: 2
                """
                        .formatted(FILE, series));
        // What was found is told only when something else was expected.
        Promtool.Verdict verdict = Promtool.run("", "test", "rules", test.toString());
        Matcher got =
                Pattern.compile("(?s)got:(.*)").matcher(verdict.words().replaceAll("\\s+", " "));
        assertThat(got.find()).as(verdict.words()).isTrue();
        Matcher alert = Pattern.compile("\\{([^}]*)}").matcher(got.group(1));
        var firing = new ArrayList<String>();
        while (alert.find()) {
            Map<String, String> labels =
                    Pattern.compile("(\\w+)=\\\\?\"(.*?)\\\\?\"")
                            .matcher(alert.group(1))
                            .results()
                            .collect(Collectors.toMap(one -> one.group(1), one -> one.group(2)));
            firing.add(labels.get("alertname") + " " + labels.getOrDefault("name", ""));
        }
        return firing;
    }
}

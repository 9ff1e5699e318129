package io.soroka.bench;

import io.soroka.platform.StartRefused;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of clients from the browser's first byte to the last saved client, with database and
 * server sharing the machine; then searches among them.
 */
@Command(name = "import", description = "Measure the import of a file of clients.")
final class ImportBench implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int SEARCHES = 40;
    private static final String OPERATOR = "{\"operators\": [{\"name\": \"bench\"}]}";

    @Option(names = "--rows", description = "How many rows, 1 to 1,000,000 (default: 1,000,000).")
    private int rows = 1_000_000;

    @Option(names = "--json", description = "Print the result as JSON in the last line.")
    private boolean json;

    @Option(names = "--keep", description = "Keep the data in this folder.")
    private @Nullable Path keep;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rows < 1 || rows > 1_000_000) {
            throw new StartRefused("--rows must be between 1 and 1,000,000, but is " + rows + ".");
        }
        try (BenchFolder folder = BenchFolder.open(keep)) {
            Path gcLog = folder.path().resolve("gc.log");
            Path file = folder.path().resolve("crowd.csv");
            System.out.printf("Writing a file of %,d clients …%n", rows);
            CrowdFile.write(file, rows);
            var plan =
                    new Stack.Plan(OPERATOR, 1, 10, List.of("-Xmx512m", "-Xlog:gc:file=" + gcLog));
            try (Stack stack = Stack.start(folder.path(), plan)) {
                return measure(stack, file, gcLog);
            }
        }
    }

    private int measure(Stack stack, Path file, Path gcLog)
            throws IOException, InterruptedException {
        System.out.printf("Importing %,d MB …%n", Files.size(file) / 1_000_000);
        double serverBefore = Usage.cpuSeconds(stack.server().handle());
        double databaseBefore = Usage.cpuSeconds(stack.database());
        long began = System.nanoTime();
        JsonNode uploaded = stack.api().upload("/api/v1/imports", file);
        double upload = since(began);
        String path = "/api/v1/imports/" + uploaded.get("id").asString();
        var ignored = stack.api().put(path + "/columns", columns(uploaded));
        ignored = stack.api().post(path + "/start", Map.of(), "-");
        double reading = upload;
        JsonNode now = stack.api().get(path);
        while (now.get("status").asString().equals("running")) {
            if (since(began) > LIMIT.toSeconds()) {
                throw new StartRefused(
                        "The import isn't done after " + LIMIT.toMinutes() + " minutes.");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            JsonNode progress = now.get("progress");
            if (!progress.isNull() && !progress.get("folding").asBoolean()) {
                reading = since(began);
            }
            now = stack.api().get(path);
        }
        double seconds = since(began);
        var result = new LinkedHashMap<String, Object>();
        result.put("rows", rows);
        result.put("seconds", rounded(seconds));
        result.put("uploadSeconds", rounded(upload));
        result.put("readSeconds", rounded(reading - upload));
        result.put("foldSeconds", rounded(seconds - reading));
        result.put(
                "serverCpuSeconds",
                rounded(Usage.cpuSeconds(stack.server().handle()) - serverBefore));
        result.put(
                "databaseCpuSeconds", rounded(Usage.cpuSeconds(stack.database()) - databaseBefore));
        result.put("heapPeakMiB", Usage.heapPeakMiB(gcLog));
        result.put("serverPeakMiB", Usage.peakMiB(stack.server().handle()));
        boolean whole =
                now.get("status").asString().equals("done")
                        && now.get("result").get("created").asLong() == rows;
        result.put("searchP95Ms", whole ? searches(stack.api()) : -1);
        result.forEach((key, value) -> System.out.printf("%-28s %s%n", key, value));
        if (!whole) {
            System.out.println("Not every row is a client now: " + now.get("failure"));
        }
        if (json) {
            System.out.println(JsonMapper.builder().build().writeValueAsString(result));
        }
        return whole ? 0 : 1;
    }

    /** The columns as they were guessed, sent back as a person who agrees does. */
    static Map<String, Object> columns(JsonNode uploaded) {
        var columns = new ArrayList<Map<String, Object>>();
        for (JsonNode column : uploaded.get("columns")) {
            columns.add(
                    Map.of(
                            "index",
                            column.get("index").asInt(),
                            "field",
                            column.get("field").asString()));
        }
        return Map.of("columns", columns);
    }

    /** Names with a mistake in them, ends of numbers, first names that thousands have. */
    private static long searches(ApiClient api) throws IOException, InterruptedException {
        var random = new Random(7);
        var millis = new ArrayList<Long>();
        for (int i = 0; i < SEARCHES; i++) {
            String surname = CrowdFile.surname(random);
            String query =
                    switch (i % 4) {
                        case 0 -> surname.substring(0, 3) + surname.substring(4);
                        case 1 -> "Анна " + surname;
                        case 2 -> "%04d".formatted(random.nextInt(10_000));
                        default -> "Пётр";
                    };
            long began = System.nanoTime();
            var ignored =
                    api.get(
                            "/api/v1/clients?query="
                                    + URLEncoder.encode(query, StandardCharsets.UTF_8));
            millis.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
        }
        Collections.sort(millis);
        return millis.get(SEARCHES * 95 / 100);
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}

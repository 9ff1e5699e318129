package io.soroka.bench;

import io.soroka.platform.StartRefused;
import io.soroka.platform.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients from another database: the first load, one per cent changed, and a first load in the
 * middle of which the server is killed. Afterwards every field is compared on both sides by SQL.
 */
@Command(name = "sync", description = "Measure the reading of a source of clients.")
final class SyncBench implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(60);
    private static final String OPERATOR = "{\"operators\": [{\"name\": \"bench\"}]}";

    /** How often is asked how far a run is. */
    private static final Duration LOOK = Duration.ofMillis(20);

    @Option(
            names = "--contacts",
            description = "How many clients, 10,000 to 5,000,000 (default: 2,000,000).")
    private int contacts = 2_000_000;

    @Option(names = "--json", description = "Print the result as JSON in the last line.")
    private boolean json;

    @Option(names = "--keep", description = "Keep the data in this folder.")
    private @Nullable Path keep;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        if (contacts < 10_000 || contacts > 5_000_000) {
            throw new StartRefused(
                    "--contacts must be between 10,000 and 5,000,000, but is " + contacts + ".");
        }
        try (BenchFolder folder = BenchFolder.open(keep)) {
            Path log = folder.path().resolve("gc-%p.log");
            var plan =
                    new Stack.Plan(
                            OPERATOR,
                            1,
                            10,
                            List.of(
                                    "-Xmx512m",
                                    "-Xlog:gc:file=" + log,
                                    "-Dsoroka.sources.addresses=127.0.0.1"));
            try (Stack stack = Stack.start(folder.path(), plan);
                    EmbeddedPostgres source =
                            EmbeddedPostgres.start(folder.path().resolve("source"));
                    Connection there =
                            DriverManager.getConnection(
                                    source.url(), source.user(), source.password());
                    Connection here = stack.sql()) {
                System.out.printf("Making a source of %,d clients …%n", contacts);
                var data = new SyncData(there, here, contacts);
                data.make();
                return new Measuring(stack, source, data, folder.path()).measure();
            }
        }
    }

    /** One measurement. */
    private final class Measuring {
        private final Stack stack;
        private final EmbeddedPostgres database;
        private final SyncData data;
        private final Path folder;
        private final Map<String, Object> result = new LinkedHashMap<>();
        private final List<String> wrong = new ArrayList<>();
        private ApiClient administrator;
        private long repeats;

        Measuring(Stack stack, EmbeddedPostgres database, SyncData data, Path folder)
                throws IOException, InterruptedException {
            this.stack = stack;
            this.database = database;
            this.data = data;
            this.folder = folder;
            this.administrator = stack.administrator();
        }

        int measure() throws IOException, InterruptedException, SQLException {
            result.put("contacts", contacts);
            String source = source("First");
            firstLoad(source);
            delta(source);
            data.forget();
            killed(source("Killed"));
            result.put("heapPeakMiB", heapPeak());
            result.put("repeats", repeats);
            result.put("equal", wrong.isEmpty());
            result.forEach((key, value) -> System.out.printf("%-28s %s%n", key, value));
            wrong.forEach(System.out::println);
            if (json) {
                System.out.println(JsonMapper.shared().writeValueAsString(result));
            }
            return wrong.isEmpty() && repeats == 0 ? 0 : 1;
        }

        private void firstLoad(String source)
                throws IOException, InterruptedException, SQLException {
            System.out.println("First load …");
            double cpu = Usage.cpuSeconds(stack.server().handle());
            double databaseCpu = Usage.cpuSeconds(stack.database());
            long began = System.nanoTime();
            JsonNode run = await(source, begin(source));
            result.put("firstLoadSeconds", since(began));
            result.put(
                    "serverCpuSeconds", rounded(Usage.cpuSeconds(stack.server().handle()) - cpu));
            result.put(
                    "databaseCpuSeconds",
                    rounded(Usage.cpuSeconds(stack.database()) - databaseCpu));
            result.put("serverPeakMiB", Usage.peakMiB(stack.server().handle()));
            look("first load", run, contacts);
        }

        private void delta(String source) throws IOException, InterruptedException, SQLException {
            System.out.println("One per cent changed …");
            long changed = data.change();
            long began = System.nanoTime();
            JsonNode run = await(source, begin(source));
            result.put("deltaSeconds", since(began));
            result.put("deltaRead", run.get("read").asLong());
            result.put("deltaChanged", run.get("changed").asLong());
            if (run.get("changed").asLong() != changed || run.get("created").asLong() != 0) {
                wrong.add("Of %,d changed rows: %s".formatted(changed, run));
            }
            compare("changes");
        }

        /** Whatever was done before the kill must be neither lost nor done again. */
        private void killed(String source) throws IOException, InterruptedException, SQLException {
            System.out.println("First load, killed in the middle …");
            long began = System.nanoTime();
            String run = begin(source);
            JsonNode now = run(source, run);
            while (now.get("read").asLong() < Math.min(contacts / 2, contacts - 20_000)
                    && isRunning(now)) {
                pause(began);
                now = run(source, run);
            }
            if (!isRunning(now)) {
                wrong.add("The run was over before the server could be killed.");
            }
            result.put("killedAfter", now.get("read").asLong());
            stack.killAndRestartServer();
            stack.awaitServer();
            administrator = stack.administrator();
            now = await(source, run);
            result.put("killedLoadSeconds", since(began));
            look("killed load", now, contacts);
        }

        private void look(String what, JsonNode run, long rows) throws SQLException {
            repeats += Math.abs(run.get("read").asLong() - rows);
            repeats += Math.abs(run.get("created").asLong() - rows);
            repeats += data.repeats();
            if (!run.get("status").asString().equals("done") || run.get("bad").asLong() != 0) {
                wrong.add(what + ": " + run);
            }
            compare(what);
        }

        private void compare(String what) throws SQLException {
            List<String> different = data.different();
            if (!different.isEmpty()) {
                wrong.add("After the " + what + " different: " + String.join(", ", different));
            }
        }

        private String source(String name) throws IOException, InterruptedException {
            String[] address =
                    database.url().replaceFirst("jdbc:postgresql://", "").split("[:/?]", -1);
            return administrator
                    .post(
                            "/api/v1/sources",
                            Map.of(
                                    "name",
                                    name,
                                    "kind",
                                    "postgresql",
                                    "options",
                                    Map.of(
                                            "host",
                                            address[0],
                                            "port",
                                            address[1],
                                            "database",
                                            address[2],
                                            "user",
                                            SyncData.READER),
                                    "secret",
                                    SyncData.READER_PASSWORD,
                                    "entity",
                                    "public.person",
                                    "key",
                                    "id",
                                    "changed",
                                    "changed",
                                    "mapping",
                                    SyncData.mapping()),
                            "-")
                    .get("id")
                    .asString();
        }

        private String begin(String source) throws IOException, InterruptedException {
            return administrator
                    .post("/api/v1/sources/" + source + "/runs", Map.of("mode", "incremental"), "-")
                    .get("id")
                    .asString();
        }

        private JsonNode run(String source, String run) throws IOException, InterruptedException {
            return administrator.get("/api/v1/sources/" + source + "/runs/" + run);
        }

        private JsonNode await(String source, String run) throws IOException, InterruptedException {
            long began = System.nanoTime();
            JsonNode now = run(source, run);
            while (isRunning(now)) {
                pause(began);
                now = run(source, run);
            }
            return now;
        }

        /** The most of all processes that the server was. */
        private long heapPeak() throws IOException {
            long peak = 0;
            try (Stream<Path> files = Files.list(folder)) {
                for (Path log :
                        files.filter(one -> one.getFileName().toString().startsWith("gc-"))
                                .toList()) {
                    peak = Math.max(peak, Usage.heapPeakMiB(log));
                }
            }
            return peak;
        }
    }

    private static boolean isRunning(JsonNode run) {
        return run.get("status").asString().equals("running");
    }

    private static void pause(long began) {
        if (System.nanoTime() - began > LIMIT.toNanos()) {
            throw new StartRefused("It isn't done after " + LIMIT.toMinutes() + " minutes.");
        }
        LockSupport.parkNanos(LOOK.toNanos());
    }

    private static double since(long began) {
        return rounded((System.nanoTime() - began) / 1e9);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}

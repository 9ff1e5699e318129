package io.soroka.bench;

import io.soroka.platform.StartRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A campaign from launch to its last stored receipt, with database, server and simulator sharing
 * the machine. Other people get a smaller one before, which does not count: what is measured is a
 * server at work, not one that is still compiling itself.
 */
@Command(name = "campaign", description = "Measure a campaign from launch to its last receipt.")
final class CampaignBench implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    /** Receipts 50 ms to 2 s later, shuffled, 3 % failed, 1 % repeated. */
    private static final String OPERATOR =
            """
            {"operators": [{"name": "bench", "window": 2000,
              "receipts": {"minMs": 50, "maxMs": 2000, "shuffled": true, "failedShare": 0.03, "repeatedShare": 0.01}}]}\
            """;

    /** A moment among the facts of a run's messages, in milliseconds since 1970. */
    private static final String EPOCH =
            """
            select extract(epoch from %s) * 1000 from %s
              join run_person p on p.message_id = %s and p.run_id = %s
            """;

    @Option(
            names = "--recipients",
            description = "How many people, 1 to 5,000,000 (default: 100,000).")
    private int recipients = 100_000;

    @Option(names = "--parts", description = "Parts of each message, 1 or 2 (default: 1).")
    private int parts = 1;

    @Option(names = "--sessions", description = "SMPP sessions (default: 4).")
    private int sessions = 4;

    @Option(names = "--window", description = "Window of each session (default: 500).")
    private int window = 500;

    @Option(
            names = "--warm-up",
            description =
                    "How many other people get a campaign before, as on a server that has been up for a while; "
                            + "0 measures one that has just started (default: a tenth).")
    private @Nullable Integer warmUp;

    @Option(
            names = "--alarms",
            description =
                    "Alarms to others that go out meanwhile, in ten runs; 0 for none "
                            + "(default: a hundredth, 5,000 at the most).")
    private @Nullable Integer alarms;

    @Option(names = "--json", description = "Print the result as JSON in the last line.")
    private boolean json;

    @Option(names = "--keep", description = "Keep the data in this folder.")
    private @Nullable Path keep;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        check("--recipients", recipients, 1, 5_000_000);
        check("--parts", parts, 1, 2);
        check("--sessions", sessions, 1, 10);
        check("--window", window, 1, 10_000);
        check("--warm-up", others(), 0, 1_000_000);
        check("--alarms", alarms(), 0, 100_000);
        try (BenchFolder folder = BenchFolder.open(keep)) {
            Path gcLog = folder.path().resolve("gc.log");
            var plan =
                    new Stack.Plan(
                            OPERATOR,
                            sessions,
                            window,
                            List.of("-Xmx512m", "-Xlog:gc:file=" + gcLog));
            try (Stack stack = Stack.start(folder.path(), plan);
                    Connection db = stack.sql()) {
                return measure(stack, db, folder.path(), gcLog);
            }
        }
    }

    private int others() {
        return warmUp == null ? recipients / 10 : warmUp;
    }

    private int alarms() {
        return alarms == null ? Math.min(5_000, recipients / 100) : alarms;
    }

    static void check(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new StartRefused(
                    "%s must be between %,d and %,d, but is %,d."
                            .formatted(option, min, max, value));
        }
    }

    private int measure(Stack stack, Connection db, Path folder, Path gcLog)
            throws IOException, InterruptedException, SQLException {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            System.out.println(setting + " = " + text(db, "show " + setting));
        }
        String text = parts == 1 ? Crowd.ONE_PART : Crowd.TWO_PARTS;
        if (others() > 0) {
            System.out.printf("Warming up with %,d messages to others …%n", others());
            Crowd.addOthers(db, others());
            var _ = await(stack, launch(stack, text, Crowd.OTHERS));
        }
        System.out.printf("Adding %,d clients …%n", recipients);
        Crowd.add(db, recipients);
        System.out.println("Checking …");
        double submittedBefore = number(db, "select count(*) from submission");
        double receiptsBefore = number(db, "select count(*) from receipt");
        var meanwhile = new Alarms(stack, db, alarms(), recipients);
        String campaign = campaign(stack, "service", text, Crowd.CROWD);
        Map<String, ?> order = stack.api().order(campaign);
        System.out.println("Sending …");
        double[] cpu = cpu(stack);
        long launched = System.currentTimeMillis();
        String run = begin(stack, campaign, order);
        meanwhile.start();
        JsonNode done = await(stack, run);
        double[] used = cpu(stack);
        meanwhile.await();
        try (Statement statement = db.createStatement()) {
            statement.execute("analyze receipt, submission, message, run_person");
        }

        double elapsed =
                (number(db, EPOCH.formatted("max(r.stored_at)", "receipt r", "r.message_id", run))
                                - launched)
                        / 1000;
        double planned =
                (number(
                                        db,
                                        "select extract(epoch from planned_at) * 1000 from run where id = "
                                                + run)
                                - launched)
                        / 1000;
        double submitted =
                (number(db, EPOCH.formatted("max(s.at)", "submission s", "s.message_id", run))
                                - launched)
                        / 1000;
        double submissions = number(db, "select count(*) from submission") - submittedBefore;
        double receipts = number(db, "select count(*) from receipt") - receiptsBefore;
        Comparison comparison = Comparison.of(stack.simulator().log(), db);
        double floor = Floor.seconds(db, Long.parseLong(run), folder);

        var result = new LinkedHashMap<String, Object>();
        result.put("recipients", recipients);
        result.put("parts", parts);
        result.put("sessions", sessions);
        result.put("window", window);
        result.put("warmUp", others());
        result.put("elapsedSeconds", rounded(elapsed));
        result.put("messagesPerSecond", Math.round(recipients / elapsed));
        result.put("floorSeconds", rounded(floor));
        result.put("floorRatio", rounded(elapsed / floor));
        result.put("planSeconds", rounded(planned));
        result.put("submitSeconds", rounded(submitted));
        result.put("partsPerSecond", Math.round(submissions / submitted));
        result.put("receiptsPerSecond", Math.round(receipts / elapsed));
        String[] names = {"server", "database", "simulator"};
        for (int i = 0; i < names.length; i++) {
            result.put(
                    names[i] + "CpuSecondsPer1000",
                    rounded((used[i] - cpu[i]) * 1000 / recipients));
        }
        result.put("alarms", alarms());
        result.put("alarmP99Seconds", rounded(meanwhile.p99Seconds(db)));
        result.put("heapPeakMiB", Usage.heapPeakMiB(gcLog));
        result.put("serverPeakMiB", Usage.peakMiB(stack.server().handle()));
        result.put("lost", comparison.lost());
        result.put("duplicates", comparison.duplicates());
        result.put("uncertain", comparison.uncertain());
        result.forEach((key, value) -> System.out.printf("%-28s %s%n", key, value));
        System.out.println(comparison.detail());
        boolean whole = done.get("delivered").asLong() + done.get("failed").asLong() == recipients;
        if (!whole) {
            System.out.println(
                    "Not every message is settled: "
                            + done.get("delivered")
                            + " delivered, "
                            + done.get("failed")
                            + " failed.");
        }
        if (json) {
            System.out.println(JsonMapper.builder().build().writeValueAsString(result));
        }
        return whole && comparison.lost() == 0 && comparison.duplicates() == 0 ? 0 : 1;
    }

    /** Launches a campaign to those who meet a condition, empty for everyone; returns its run. */
    static String launch(Stack stack, String text, Map<String, ?> criteria)
            throws IOException, InterruptedException {
        String campaign = campaign(stack, "service", text, criteria);
        return begin(stack, campaign, stack.api().order(campaign));
    }

    /** Makes a campaign; returns its id. */
    static String campaign(Stack stack, String messageClass, String text, Map<String, ?> criteria)
            throws IOException, InterruptedException {
        return stack.api()
                .post(
                        "/api/v1/campaigns",
                        Map.of(
                                "name",
                                "bench",
                                "messageClass",
                                messageClass,
                                "text",
                                text,
                                "list",
                                "live",
                                "audience",
                                Map.of("kind", "criteria", "criteria", criteria)),
                        "-")
                .get("id")
                .asString();
    }

    /** Launches a campaign; returns its run. */
    static String begin(Stack stack, String campaign, Map<String, ?> order)
            throws IOException, InterruptedException {
        return stack.api()
                .post("/api/v1/campaigns/" + campaign + "/runs", order, "bench")
                .get("id")
                .asString();
    }

    private static double[] cpu(Stack stack) throws IOException {
        return new double[] {
            Usage.cpuSeconds(stack.server().handle()),
            Usage.cpuSeconds(stack.database()),
            Usage.cpuSeconds(stack.simulator().process().handle())
        };
    }

    static JsonNode await(Stack stack, String run) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            JsonNode now = stack.api().get("/api/v1/runs/" + run);
            if (now.get("status").asString().equals("finished")) {
                return now;
            }
            if (System.nanoTime() > deadline) {
                throw new StartRefused(
                        "The run isn't finished after " + LIMIT.toMinutes() + " minutes: " + now);
            }
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static String text(Connection db, String query) throws SQLException {
        try (Statement statement = db.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static double number(Connection db, String query) throws SQLException {
        return Double.parseDouble(text(db, query));
    }
}

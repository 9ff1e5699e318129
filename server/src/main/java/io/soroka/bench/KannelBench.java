package io.soroka.bench;

import io.soroka.demo.SimulatedOperators;
import io.soroka.platform.StartRefused;
import io.soroka.simulator.SimulatorLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/**
 * Soroka and Kannel, one after the other: the same simulator with the same settings, the same
 * PostgreSQL with the same durability, four sessions, one-part texts. Measured from the first
 * submit that the simulator logged to the last receipt that is stored, or told by Kannel.
 */
@Command(
        name = "kannel",
        description = "Measure Soroka and Kannel on the same machine, simulator and database.")
final class KannelBench implements Callable<Integer> {
    /** Kannel is given the best of these. */
    private static final List<Integer> WINDOWS = List.of(10, 100, 500);

    private static final int SAMPLE = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int SESSIONS = 4;
    private static final int WINDOW = 500;
    private static final long FIRST_NUMBER = 79_700_000_000L;
    private static final String TEXT = "Анна, к оплате 1500 до 12.12.2026";

    /** As the campaign's, but for repeated receipts: Kannel counts none twice. */
    private static final String OPERATOR =
            """
            {"operators": [{"name": "bench", "window": 2000,
              "receipts": {"minMs": 50, "maxMs": 2000, "shuffled": true, "failedShare": 0.03}}]}\
            """;

    @Option(
            names = "--messages",
            description = "How many each sends, 10,000 to 1,000,000 (default: 100,000).")
    private int messages = 100_000;

    @Option(names = "--json", description = "Print the result as JSON in the last line.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        CampaignBench.check("--messages", messages, 10_000, 1_000_000);
        install();
        try (BenchFolder folder = BenchFolder.open(null)) {
            var plan =
                    new Stack.Plan(
                            OPERATOR, SESSIONS, WINDOW, List.of("-Xmx512m", "-XX:+UseSerialGC"));
            try (Stack stack = Stack.start(folder.path(), plan);
                    Connection db = stack.sql()) {
                double soroka = soroka(stack, db);
                System.out.printf("Soroka: %,.0f messages a second%n", soroka);
                stack.server().kill();
                var store = store(stack, db);
                int window = 0;
                double best = 0;
                for (int tried : WINDOWS) {
                    double speed = kannel(folder.path(), store, tried, SAMPLE);
                    System.out.printf(
                            "Kannel with window %d, %,d messages: %,.0f a second%n",
                            tried, SAMPLE, speed);
                    if (speed > best) {
                        best = speed;
                        window = tried;
                    }
                }
                double kannel = kannel(folder.path(), store, window, messages);
                tell(soroka, kannel, window);
            }
        }
        return 0;
    }

    private void tell(double soroka, double kannel, int window) {
        var result = new LinkedHashMap<String, Object>();
        result.put("messages", messages);
        result.put("kannelWindow", window);
        result.put("sorokaPerSecond", Math.round(soroka));
        result.put("kannelPerSecond", Math.round(kannel));
        result.put("ratio", Math.round(soroka / kannel * 10) / 10.0);
        result.forEach((key, value) -> System.out.printf("%-28s %s%n", key, value));
        if (json) {
            System.out.println(JsonMapper.builder().build().writeValueAsString(result));
        }
    }

    /** Kannel and the client of PostgreSQL that it needs come from Debian. */
    private static void install() throws IOException, InterruptedException {
        if (Files.isExecutable(Path.of("/usr/sbin/bearerbox"))) {
            return;
        }
        System.out.println("Installing Debian's kannel …");
        for (List<String> words :
                List.of(
                        List.of("apt-get", "-q", "update"),
                        List.of(
                                "apt-get",
                                "-q",
                                "install",
                                "-y",
                                "--no-install-recommends",
                                "kannel"))) {
            var installing = new ProcessBuilder(words).redirectErrorStream(true);
            installing.environment().put("DEBIAN_FRONTEND", "noninteractive");
            installing.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            if (installing.start().waitFor() != 0) {
                throw new StartRefused(
                        "Kannel can't be installed: run apt-get install kannel as root, and this again.");
            }
        }
    }

    private double soroka(Stack stack, Connection db)
            throws IOException, InterruptedException, SQLException {
        System.out.printf("Warming up with %,d messages to others …%n", messages / 10);
        Crowd.addOthers(db, messages / 10);
        var _ =
                CampaignBench.await(
                        stack, CampaignBench.launch(stack, Crowd.ONE_PART, Crowd.OTHERS));
        Crowd.add(db, messages);
        var before = new AtomicLong();
        SimulatorLog.read(stack.simulator().log(), event -> before.incrementAndGet());
        String run = CampaignBench.launch(stack, Crowd.ONE_PART, Crowd.CROWD);
        var _ = CampaignBench.await(stack, run);
        long first = firstSubmit(stack.simulator().log(), before.get());
        try (var statement =
                db.prepareStatement(
                        """
                        select extract(epoch from max(r.stored_at)) * 1000
                          from run_person p join receipt r on r.message_id = p.message_id
                         where p.run_id = ?
                        """)) {
            statement.setLong(1, Long.parseLong(run));
            try (var row = statement.executeQuery()) {
                row.next();
                return messages * 1_000.0 / (row.getDouble(1) - first);
            }
        }
    }

    /** When the simulator took its first part behind so many events of its log. */
    private static long firstSubmit(Path log, long behind) throws IOException {
        var first = new AtomicLong();
        var seen = new AtomicLong();
        SimulatorLog.read(
                log,
                event -> {
                    boolean isNew = seen.incrementAndGet() > behind;
                    if (isNew && event.kind() == SimulatorLog.Kind.ACCEPTED && first.get() == 0) {
                        first.set(event.at());
                    }
                });
        return first.get();
    }

    /** A database for Kannel in the same cluster, with an index on what it looks receipts up by. */
    private static Kannel.Store store(Stack stack, Connection db) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute("create database kannel");
        }
        String url = db.getMetaData().getURL().replaceFirst("/soroka$", "/kannel");
        var store =
                new Kannel.Store(
                        URI.create(url.substring("jdbc:".length())).getPort(),
                        "kannel",
                        db.getMetaData().getUserName(),
                        stack.databasePassword());
        try (Connection own = DriverManager.getConnection(url, store.user(), store.password());
                var statement = own.createStatement()) {
            statement.execute(
                    """
                    create table dlr (
                        smsc varchar(48), ts varchar(48), source varchar(48), destination varchar(48), service varchar(48),
                        url varchar(255), mask integer, status integer, boxc varchar(48));
                    create index dlr_key on dlr (ts, smsc);
                    """);
        }
        return store;
    }

    private static double kannel(Path folder, Kannel.Store store, int window, int messages)
            throws IOException {
        Path own = Files.createTempDirectory(folder, "kannel");
        try (var simulator = SimulatedOperators.start(own.resolve("simulator"), OPERATOR)) {
            Map.Entry<String, Integer> operator = simulator.ports().entrySet().iterator().next();
            try (var kannel =
                    new Kannel(own, operator.getValue(), operator.getKey(), window, store)) {
                long last = kannel.send(FIRST_NUMBER, messages, TEXT, PATIENCE);
                return messages * 1_000.0 / (last - firstSubmit(simulator.log(), 0));
            }
        }
    }
}

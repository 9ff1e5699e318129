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
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/**
 * Soroka and Kannel, one after the other: the same simulator with the same settings, the same
 * PostgreSQL with the same durability, four sessions, one-part texts. The simulator's log is the
 * judge of both: from the first submit it took to the last receipt that was acknowledged to it,
 * which both do when the database has it.
 */
@Command(
        name = "kannel",
        description = "Measure Soroka and Kannel on the same machine, simulator and database.")
final class KannelBench implements Callable<Integer> {
    /** Kannel is given the best of these. */
    private static final List<Integer> WINDOWS = List.of(10, 100, 500);

    /** How long Kannel may tell no receipt before the others count as lost; none takes so long. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long the simulator may take to write down what has happened. */
    private static final Duration LOG_LIMIT = Duration.ofSeconds(10);

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
            description = "How many each sends, 1,000 to 1,000,000 (default: 100,000).")
    private int messages = 100_000;

    @Option(names = "--json", description = "Print the result as JSON in the last line.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        CampaignBench.check("--messages", messages, 1_000, 1_000_000);
        install();
        try (BenchFolder folder = BenchFolder.open(null)) {
            var plan = new Stack.Plan(OPERATOR, SESSIONS, WINDOW, List.of("-Xmx512m"));
            try (Stack stack = Stack.start(folder.path(), plan);
                    Connection db = stack.sql()) {
                double soroka = soroka(stack, db);
                System.out.printf("Soroka: %,.0f a second%n", soroka);
                stack.server().kill();
                var store = store(stack, db);
                int window = 0;
                double best = 0;
                for (int tried : WINDOWS) {
                    double speed = kannel(folder.path(), store, tried, sample()).perSecond();
                    System.out.printf(
                            "Kannel with window %d, %,d messages: %,.0f a second%n",
                            tried, sample(), speed);
                    if (speed > best) {
                        best = speed;
                        window = tried;
                    }
                }
                System.out.printf("Kannel sends %,d with window %d …%n", messages, window);
                tell(soroka, kannel(folder.path(), store, window, messages), window);
            }
        }
        return 0;
    }

    private void tell(double soroka, Sent kannel, int window) {
        var result = new LinkedHashMap<String, Object>();
        result.put("messages", messages);
        result.put("kannelWindow", window);
        result.put("kannelReceiptsLost", kannel.receiptsLost());
        result.put("sorokaPerSecond", Math.round(soroka));
        result.put("kannelPerSecond", Math.round(kannel.perSecond()));
        result.put("ratio", Math.round(soroka / kannel.perSecond() * 10) / 10.0);
        result.forEach((key, value) -> System.out.printf("%-28s %s%n", key, value));
        if (json) {
            System.out.println(JsonMapper.builder().build().writeValueAsString(result));
        }
    }

    /** Kannel and the client of PostgreSQL that it needs come from Debian. */
    static void install() throws IOException, InterruptedException {
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
        int others = WINDOWS.size() * sample();
        System.out.printf("Soroka warms up with %,d messages to others …%n", others);
        Crowd.addOthers(db, others);
        var _ =
                CampaignBench.await(
                        stack, CampaignBench.launch(stack, Crowd.ONE_PART, Crowd.OTHERS));
        long before = Passage.of(stack.simulator().log(), 0).events();
        Crowd.add(db, messages);
        System.out.printf("Soroka sends %,d …%n", messages);
        var _ =
                CampaignBench.await(
                        stack, CampaignBench.launch(stack, Crowd.ONE_PART, Crowd.CROWD));
        return perSecond(stack.simulator().log(), before, messages);
    }

    /** How many each window is tried with. */
    private int sample() {
        return messages / 20;
    }

    /** What the simulator's log says of one sending. */
    private record Passage(long events, long accepted, long receipts, long first, long last) {

        /**
         * Reads it.
         *
         * @param behind how many events there were before it
         */
        static Passage of(Path log, long behind) throws IOException {
            // events, accepted, receipts, first, last
            var sum = new long[5];
            SimulatorLog.read(
                    log,
                    event -> {
                        if (sum[0]++ < behind) {
                            return;
                        }
                        if (event.kind() == SimulatorLog.Kind.ACCEPTED) {
                            if (sum[1]++ == 0) {
                                sum[3] = event.at();
                            }
                        } else if (event.kind() == SimulatorLog.Kind.RECEIPT_ACKNOWLEDGED) {
                            sum[2]++;
                            sum[4] = event.at();
                        }
                    });
            return new Passage(sum[0], sum[1], sum[2], sum[3], sum[4]);
        }
    }

    /** Messages a second, from the first submit to the last receipt that was acknowledged. */
    private static double perSecond(Path log, long behind, int messages) throws IOException {
        long deadline = System.nanoTime() + LOG_LIMIT.toNanos();
        Passage passage = Passage.of(log, behind);
        while (passage.receipts() < messages && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            passage = Passage.of(log, behind);
        }
        if (passage.accepted() != messages || passage.receipts() != messages) {
            throw new StartRefused(
                    "Of %,d messages the simulator took %,d and had %,d receipts acknowledged."
                            .formatted(messages, passage.accepted(), passage.receipts()));
        }
        return messages * 1_000.0 / (passage.last() - passage.first());
    }

    /**
     * A database for Kannel in the same cluster, with an index on what it looks receipts up by. It
     * deletes by the column {@code oid}, which PostgreSQL gives no table by itself any more.
     */
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
                        oid bigserial primary key,
                        smsc varchar(48), ts varchar(48), source varchar(48), destination varchar(48), service varchar(48),
                        url varchar(255), mask integer, status integer, boxc varchar(48));
                    create index dlr_key on dlr (ts, smsc);
                    """);
        }
        return store;
    }

    /**
     * What Kannel made of its messages.
     *
     * @param receiptsLost receipts that it acknowledged and told nobody of
     */
    private record Sent(double perSecond, int receiptsLost) {}

    private static Sent kannel(Path folder, Kannel.Store store, int window, int messages)
            throws IOException {
        Path own = Files.createTempDirectory(folder, "kannel");
        try (var simulator = SimulatedOperators.start(own.resolve("simulator"), OPERATOR)) {
            Map.Entry<String, Integer> operator = simulator.ports().entrySet().iterator().next();
            try (var kannel =
                    new Kannel(
                            own,
                            operator.getValue(),
                            operator.getKey(),
                            window,
                            store,
                            (number, kind) -> {})) {
                int lost = kannel.send(FIRST_NUMBER, messages, TEXT, PATIENCE);
                if (lost > messages / 2) {
                    throw new StartRefused(
                            "Kannel told only %,d of %,d receipts."
                                    .formatted(messages - lost, messages));
                }
                return new Sent(perSecond(simulator.log(), 0, messages), lost);
            }
        }
    }
}

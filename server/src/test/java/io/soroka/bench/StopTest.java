package io.soroka.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.testing.Browser;
import io.soroka.testing.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * SIGTERM ends a server within 30 seconds, in the middle of anything, and the next start goes on
 * where it was. Judged by the simulator's own log.
 */
@Tag("slow")
class StopTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int SIGTERM = 143;

    private static final List<String> OPTIONS =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @Test
    void aCampaignInTheMiddleLosesNobodyRepeatsNobodyAndLeavesNothingUncertain() throws Exception {
        int people = 16_000;
        String slow =
                """
                {"operators": [{"name": "slow", "window": 500, "latency": {"minMs": 200, "maxMs": 4000},
                  "receipts": {"minMs": 100, "maxMs": 3000, "failedShare": 0.03}}]}\
                """;
        var plan = new Stack.Plan(slow, 2, 500, OPTIONS);
        try (Stack stack = Stack.start(Folders.fresh("stop"), plan)) {
            try (Connection db = stack.sql()) {
                Crowd.add(db, people);
                launch(stack);
                await(db, "select audience >= 5000 from run");
            }
            stop(stack);
            stack.startServer();
            try (Connection db = stack.sql()) {
                long taken = number(db, "select coalesce(sum(taken), 0) from run_tally");
                await(db, "select sum(taken) >= " + (taken + 4_000) + " from run_tally");
                assertThat(number(db, "select sum(last_id - taken_through) from batch"))
                        .as("is stopped in the middle")
                        .isPositive();
            }
            Set<String> said = stop(stack);
            assertThat(said).as("what it said of itself meanwhile").contains("503");
            stack.startServer();
            try (Connection db = stack.sql()) {
                assertThat(number(db, "select count(*) from submission where outcome = 4"))
                        .as("parts of unknown fate")
                        .isZero();
                await(db, "select status = 'finished' from run");
                Comparison comparison = Comparison.of(stack.simulator().log(), db);
                assertThat(comparison.lost()).as(comparison.detail()).isZero();
                assertThat(comparison.duplicates()).isZero();
                assertThat(comparison.uncertain()).isZero();
                assertThat(comparison.accepted()).isEqualTo(people);
            }
        }
    }

    @Test
    void anOperatorThatDoesNotAnswerAndAnImportDoNotHoldItUp() throws Exception {
        String mute =
                """
                {"operators": [{"name": "mute", "latency": {"minMs": 300000, "maxMs": 300000}, "receipts": {"lostShare": 1}}]}\
                """;
        Path folder = Folders.fresh("stop");
        try (Stack stack = Stack.start(folder, new Stack.Plan(mute, 1, 10, OPTIONS))) {
            try (Connection db = stack.sql()) {
                Crowd.add(db, 30);
                launch(stack);
                await(db, "select sum(last_id - first_id + 1) >= 10 from intent");
            }
            String running = startImport(stack, folder);
            stop(stack);
            stack.startServer();
            JsonNode stopped = stack.api().get(running);
            assertThat(stopped.get("status").asString()).isEqualTo("failed");
            assertThat(stopped.get("failure").asString()).contains("Сервер остановился");
            try (Connection db = stack.sql()) {
                assertThat(number(db, "select count(*) from client"))
                        .as("nothing of the import is saved")
                        .isEqualTo(30);
                assertThat(number(db, "select count(*) from uncertain where settled_at is null"))
                        .as("what was on the wire when it stopped")
                        .isBetween(10L, 30L);
                assertThat(number(db, "select count(*) from intent"))
                        .as("intents: only those of the new start")
                        .isLessThanOrEqualTo(10);
            }
        }
    }

    private static String startImport(Stack stack, Path folder)
            throws IOException, InterruptedException {
        Path file = folder.resolve("crowd.csv");
        CrowdFile.write(file, 300_000);
        JsonNode uploaded = stack.api().upload("/api/v1/imports", file);
        String path = "/api/v1/imports/" + uploaded.get("id").asString();
        var _ = stack.api().put(path + "/columns", ImportBench.columns(uploaded));
        var _ = stack.api().post(path + "/start", Map.of(), "-");
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!stack.api().get(path).get("progress").toString().contains("\"rows\"")
                || stack.api().get(path).get("progress").get("rows").asLong() == 0) {
            assertThat(System.nanoTime()).as("waiting for the import").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertThat(stack.api().get(path).get("status").asString()).isEqualTo("running");
        return path;
    }

    /** Stops the server; the status codes with which it said meanwhile whether it is ready. */
    private static Set<String> stop(Stack stack) throws InterruptedException {
        ProcessHandle database = stack.database();
        Set<String> said = new ConcurrentSkipListSet<>();
        Thread asking = Thread.ofVirtual().start(() -> ask(stack.port(), said));
        long began = System.nanoTime();
        OptionalInt code = stack.server().stop(LIMIT);
        System.out.printf("stopped in %d ms%n", (System.nanoTime() - began) / 1_000_000);
        asking.interrupt();
        assertThat(code).as("its exit code within 30 seconds").hasValue(SIGTERM);
        assertThat(database.isAlive()).as("the database stopped before").isFalse();
        return said;
    }

    private static void ask(int port, Set<String> said) {
        try (Browser anybody = new Browser(port)) {
            while (!Thread.currentThread().isInterrupted()) {
                said.add(String.valueOf(anybody.get("/health/ready").statusCode()));
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        } catch (IllegalStateException e) {
            // It has stopped.
        }
    }

    private static void launch(Stack stack) throws Exception {
        JsonNode campaign =
                stack.api()
                        .post(
                                "/api/v1/campaigns",
                                Map.of(
                                        "name",
                                        "stop",
                                        "messageClass",
                                        "service",
                                        "text",
                                        Crowd.ONE_PART,
                                        "list",
                                        "live",
                                        "audience",
                                        Map.of("kind", "criteria", "criteria", Map.of())),
                                "-");
        String id = campaign.get("id").asString();
        var _ =
                stack.api()
                        .post("/api/v1/campaigns/" + id + "/runs", stack.api().order(id), "stop");
    }

    private static void await(Connection db, String condition) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (number(db, "select coalesce((" + condition + ")::int, 0)") == 0) {
            assertThat(System.nanoTime()).as("waiting for: " + condition).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    private static long number(Connection db, String query) throws SQLException {
        try (Statement statement = db.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}

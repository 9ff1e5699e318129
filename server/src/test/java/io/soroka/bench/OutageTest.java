package io.soroka.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.soroka.monitoring.AlertRules;
import io.soroka.testing.Folders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What the server stands on is killed or runs out of room in the middle of a campaign: nobody is
 * lost, nobody gets it twice, it is said what is the matter, and everything goes on without hands.
 * Judged by the simulator's own log. The moments are drawn from a fixed seed.
 */
@Tag("slow")
class OutageTest {
    private static final int SESSIONS = 2;
    private static final int WINDOW = 50;
    private static final int PEOPLE = 12_000;

    /** The most parts under one intent, see DispatchWork. */
    private static final int GROUP = 4_000;

    private static final String OPERATOR =
            """
            {"operators": [{"name": "bench", "window": 500, "latency": {"minMs": 120, "maxMs": 180},
              "receipts": {"minMs": 100, "maxMs": 2000, "shuffled": true, "failedShare": 0.03, "repeatedShare": 0.01}}]}\
            """;

    private static final List<String> OPTIONS =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Random random = new Random(20_261_126);
    private Stack stack;
    private ApiClient administrator;
    private Path mounted;

    @AfterEach
    void stop() throws Exception {
        if (stack != null) {
            stack.close();
        }
        if (mounted != null) {
            assertThat(run("umount", mounted.toString())).isTrue();
        }
    }

    private void start(boolean external, Path folder) throws Exception {
        stack = Stack.start(folder, new Stack.Plan(OPERATOR, SESSIONS, WINDOW, OPTIONS, external));
        administrator = stack.administrator();
        try (Connection db = stack.sql()) {
            Crowd.add(db, PEOPLE);
        }
        JsonNode campaign =
                stack.api()
                        .post(
                                "/api/v1/campaigns",
                                Map.of(
                                        "name",
                                        "outage",
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
                        .post("/api/v1/campaigns/" + id + "/runs", stack.api().order(id), "outage");
    }

    @Test
    void theBundledDatabaseIsStartedAgainHoweverItDies() throws Exception {
        Path folder = Folders.fresh("outage");
        start(false, folder);
        for (int kill = 0; kill < 2; kill++) {
            awaitMoreTaken();
            if (kill % 2 == 0) {
                kill(stack.database().pid());
            } else {
                kill(
                        number(
                                "select pid from pg_stat_activity where application_name like"
                                        + " 'soroka connection%' limit 1"));
            }
            awaitReady(200);
        }
        awaitMoreTaken();
        // As long as its programs are gone, it can't be started.
        Path programs = folder.resolve("data/postgresql-18.6.0");
        Files.move(programs, folder.resolve("gone"));
        kill(stack.database().pid());
        awaitReady(503);
        assertThat(ready().body()).contains("\"database\":\"down\"");
        assertThat(stack.server().isAlive()).isTrue();
        HttpResponse<String> page = get("/api/v1/connections", "ru");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Retry-After")).isPresent();
        assertThat(page.body())
                .contains("\"code\":\"database-away\"")
                .contains("потерял связь с базой данных");
        Path told = folder.resolve("server.out");
        await("it is tried in vain", () -> Files.readString(told).contains("does not start"));
        Files.move(folder.resolve("gone"), programs);
        awaitReady(200);
        judge(3 * (SESSIONS * WINDOW + GROUP));
        assertThat(Files.readString(told))
                .contains("The bundled PostgreSQL has died", "runs again");
    }

    @Test
    void anExternalDatabaseThatComesBackIsUsedAgain() throws Exception {
        start(true, Folders.fresh("outage"));
        for (int kill = 0; kill < 2; kill++) {
            awaitMoreTaken();
            kill(stack.database().pid());
            awaitReady(503);
            stack.startDatabase();
            awaitReady(200);
        }
        judge(2 * (SESSIONS * WINDOW + GROUP));
    }

    @Test
    void anOperatorThatDiesIsToldAndComesBack() throws Exception {
        start(false, Folders.fresh("outage"));
        for (int kill = 0; kill < 2; kill++) {
            awaitMoreTaken();
            stack.simulator().process().kill();
            await("the connection is told as down", () -> state().equals("down"));
            JsonNode health = health();
            assertThat(health.get("sessions").asInt()).isZero();
            assertThat(health.get("sessionsWanted").asInt()).isEqualTo(SESSIONS);
            assertThat(health.get("lastError").asString()).isNotBlank();
            assertThat(health.get("queued").asLong()).isPositive();
            assertThat(ready().statusCode()).as("Soroka itself is well").isEqualTo(200);
            stack.simulator().startAgain();
            await("the connection is up", () -> state().equals("up"));
        }
        await(
                "everything is out",
                () ->
                        number(
                                        """
                                        select coalesce((select sum(last_id - taken_through) from batch), 1)
                                             + (select count(*) from intent) + (select count(*) from put_back)
                                             + (select count(*) from run where planned_at is null)
                                        """)
                                == 0);
        // What the dead ones still had to tell will never come.
        awaitNoMoreReceipts();
        compare(2 * SESSIONS * WINDOW);
    }

    @Test
    void aFullDiskStopsSendingUntilThereIsRoom() throws Exception {
        Path folder = Folders.fresh("outage");
        Path data = Files.createDirectories(folder.resolve("data"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1g,mode=755", "tmpfs", data.toString()),
                "A small file system can't be mounted here, so nothing is shown about full disks.");
        mounted = data;
        start(false, folder);
        awaitMoreTaken();
        Path ballast = data.resolve("ballast");
        leave(ballast, 120 << 20);
        awaitReady(503);
        assertThat(ready().body()).contains("\"database\":\"up\"", "\"disk\":\"short\"");
        assertThat(administrator.get("/api/v1/connections").get("halted").asBoolean()).isTrue();
        String metrics = administrator.text("/metrics");
        assertThat(metrics).contains("\nsoroka_data_short 1.0\n");
        // More than a tenth is free: it fires for the want of the reserve.
        assertThat(AlertRules.firing(metrics)).contains("SorokaDiskNearlyFull ");
        awaitNoMoreReceipts();
        long taken = taken();
        assertThat(taken).isLessThan(PEOPLE);
        assertThat(number("select count(*) from intent"))
                .as("nothing waits for an answer")
                .isZero();
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        assertThat(taken()).as("nothing more is taken").isEqualTo(taken);
        assertThat(number("select count(*) from uncertain")).as("a clean halt").isZero();
        Files.delete(ballast);
        awaitReady(200);
        assertThat(administrator.get("/api/v1/connections").get("halted").asBoolean()).isFalse();

        awaitMoreTaken();
        leave(ballast, 0);
        awaitReady(503);
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        Files.delete(ballast);
        awaitReady(200);
        judge(SESSIONS * WINDOW + GROUP);
    }

    /** Fills the disk but for so many bytes. */
    private static void leave(Path ballast, long bytes) throws IOException {
        byte[] block = new byte[1 << 20];
        try (var out = Files.newOutputStream(ballast)) {
            while (ballast.toFile().getUsableSpace() > bytes) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private void awaitMoreTaken() throws Exception {
        long more = taken() + random.nextInt(300, 1_000);
        await("more is taken", () -> taken() >= more);
        assertThat(number("select sum(last_id - taken_through) from batch")).isPositive();
    }

    private long taken() throws SQLException {
        return number("select coalesce(sum(taken), 0) from run_tally");
    }

    private void awaitNoMoreReceipts() throws Exception {
        long[] last = {-1, System.nanoTime()};
        await(
                "no more receipts",
                () -> {
                    long now = number("select count(*) from receipt");
                    if (now != last[0]) {
                        last[0] = now;
                        last[1] = System.nanoTime();
                    }
                    // The operator sends each within two seconds.
                    return System.nanoTime() - last[1] > Duration.ofMillis(2_500).toNanos();
                });
    }

    private void judge(long mostUncertain) throws Exception {
        await(
                "the run is over",
                () -> number("select count(*) from run where status = 'finished'") == 1);
        compare(mostUncertain);
        assertThat(number("select sum(delivered + failed + uncertain) from run_tally"))
                .isEqualTo(PEOPLE);
    }

    private void compare(long mostUncertain) throws Exception {
        try (Connection db = stack.sql()) {
            Comparison comparison = Comparison.of(stack.simulator().log(), db);
            System.out.println(comparison);
            assertThat(comparison.lost()).as(comparison.detail()).isZero();
            assertThat(comparison.duplicates()).isZero();
            assertThat(comparison.uncertain()).isLessThanOrEqualTo(mostUncertain);
            assertThat(comparison.accepted()).isLessThanOrEqualTo(PEOPLE);
        }
    }

    private JsonNode health() throws Exception {
        return administrator.get("/api/v1/connections").get("items").get(0).get("health");
    }

    private String state() throws Exception {
        return health().get("state").asString();
    }

    private HttpResponse<String> ready() throws IOException, InterruptedException {
        return get("/health/ready", "en");
    }

    private void awaitReady(int status) throws Exception {
        await("readiness " + status, () -> ready().statusCode() == status);
    }

    private HttpResponse<String> get(String path, String language)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stack.port() + path))
                            .header("Accept-Language", language)
                            .header("Cookie", "SOROKA_SESSION=" + "a".repeat(43))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void kill(long pid) throws Exception {
        assertThat(run("kill", "-9", Long.toString(pid))).isTrue();
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /** Whatever is asked may be away meanwhile. */
    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!holds(condition)) {
            assertThat(System.nanoTime()).as("waiting until " + what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static boolean holds(Callable<Boolean> condition) throws Exception {
        try {
            return condition.call();
        } catch (SQLException | IOException e) {
            return false;
        }
    }

    /** Asks, and asks again while the database is away. */
    private long number(String query) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                return ask(query);
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    private long ask(String query) throws SQLException {
        try (Connection db = stack.sql();
                Statement statement = db.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}

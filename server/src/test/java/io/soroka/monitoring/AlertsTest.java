package io.soroka.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.soroka.access.ApiKeys;
import io.soroka.access.Departments;
import io.soroka.access.Scope;
import io.soroka.access.Users;
import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Draft;
import io.soroka.campaigns.Launch;
import io.soroka.delivery.Delivery;
import io.soroka.platform.Ids;
import io.soroka.platform.Settings;
import io.soroka.policy.MessageClass;
import io.soroka.testing.Browser;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each alert fires when it should and none when all is well: the states are provoked on a real
 * server, its metrics are scraped, and Prometheus' own tool judges the rules over the samples, as
 * if what lies between two scrapes had taken an hour.
 */
@Tag("slow")
class AlertsTest {
    private static final Path DOCS = Path.of("../docs").toAbsolutePath().normalize();

    /** Outcomes as they stand in the database. */
    private static final int ACCEPTED = 0;

    private static final int REFUSED = 1;
    private static final int THROTTLED = 2;

    /** Each prefix leads to the operator of this place. */
    private static final List<String> OPERATORS =
            List.of(
                    "good",
                    "refusing",
                    "throttling",
                    "silent",
                    "late",
                    "mute",
                    "partly",
                    "down",
                    "resting");

    private static final String SETTINGS =
            """
            {"operators": [
              {"name": "good", "receipts": {"minMs": 0, "maxMs": 50, "failedShare": 0}},
              {"name": "refusing", "errorShare": 1},
              {"name": "throttling", "perSecond": 20, "receipts": {"minMs": 0, "maxMs": 50}},
              {"name": "silent", "receipts": {"lostShare": 1}},
              {"name": "late", "receipts": {"minMs": 45000, "maxMs": 46000}},
              {"name": "mute", "latency": {"minMs": 600000, "maxMs": 600000}, "receipts": {"lostShare": 1}},
              {"name": "partly"},
              {"name": "down"},
              {"name": "resting"}]}\
            """;

    private TestServer server;
    private String key;
    private long department;
    private long lastClient;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(SETTINGS, "--soroka.campaigns.hold=0s");
        department = server.bean(Departments.class).all().getFirst().id();
        key = key();
        route();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String key() {
        long admin =
                server.sql()
                        .sql("select id from app_user where login = 'admin'")
                        .query(Long.class)
                        .single();
        return server.bean(ApiKeys.class)
                .create(
                        server.bean(Users.class).find(admin).orElseThrow(),
                        "Prometheus",
                        department,
                        Set.of(Scope.METRICS_READ),
                        null)
                .secret();
    }

    /** A restart of the sample company forgets it. */
    private void route() {
        for (int place = 0; place < OPERATORS.size(); place++) {
            server.sql()
                    .sql("update connection set prefixes = array[?] where name = ?")
                    .params("7916" + place, OPERATORS.get(place))
                    .update();
        }
        server.bean(Delivery.class).reload();
        TestServer.await(
                "all connections are up",
                () -> {
                    Scrape now = Scrape.of(server.port(), key);
                    return now.sum("soroka_connection_sessions") == 2 * OPERATORS.size();
                });
    }

    @Test
    void everyAlertFiresInItsStateAndNoneWhenAllIsWell() throws Exception {
        Scrape atFirst = scrape();
        send("good", 300);
        awaitReceipts("good", 300);
        Scrape healthy = scrape();
        assertThat(AlertRules.firing(atFirst, healthy)).isEmpty();

        uncertainAndLate();
        Scrape before = scrape();
        send("refusing", 300);
        send("silent", 300);
        send("throttling", 300);
        await(REFUSED, "refusing", 300);
        await(ACCEPTED, "silent", 300);
        await(THROTTLED, "throttling", 100);
        awaitReceipts("late", 300);
        try (var forwarder = new OneSession(connection("partly", "(options ->> 'port')::int"));
                Connection locked = server.database().source().getConnection()) {
            loseSessions("partly", forwarder.port());
            loseSessions("down", 1);
            oldMessages("down");
            oldMessages("resting");
            rest("resting");
            getStuckInPlanning(locked);
            // Takes longer than counts of the database are kept.
            exhaustPool();
            Scrape sick = inFullFolder(this::scrape);
            assertThat(AlertRules.firing(before, sick))
                    .containsExactlyInAnyOrder(
                            "SorokaAlarmsWait down",
                            "SorokaConnectionDown down",
                            "SorokaConnectionPartlyDown partly",
                            "SorokaDiskNearlyFull ",
                            "SorokaPlanningStuck ",
                            "SorokaPoolExhausted ",
                            "SorokaQueueStandsStill down",
                            "SorokaReceiptsLate late",
                            "SorokaReceiptsMissing silent",
                            "SorokaRefusals refusing",
                            "SorokaServerErrors ",
                            "SorokaThrottled throttling",
                            "SorokaTransactionalWait down",
                            "SorokaUncertainWait mute");
            locked.rollback();
        }
        int port = server.port();
        server.restart();
        // The process of before is gone, and with it its port.
        assertThat(port).isNotEqualTo(server.port());
        assertThat(AlertRules.firingWhenUpIs(up(port))).containsExactly("SorokaDown ");
        assertThat(AlertRules.firingWhenUpIs(up(server.port()))).isEmpty();
    }

    @Test
    void everyAlertHasItsRunbook() throws IOException {
        String operations = Files.readString(DOCS.resolve("operations.md"));
        Set<String> alerts = alerts();
        assertThat(alerts).hasSize(15);
        for (String alert : alerts) {
            assertThat(operations).as("the runbook of %s", alert).contains("\n### " + alert + "\n");
            assertThat(Files.readString(AlertRules.FILE))
                    .contains(
                            "runbook: docs/operations.md#"
                                    + alert.toLowerCase(java.util.Locale.ROOT));
        }
        Matcher runbook = Pattern.compile("\n### (Soroka\\w+)\n").matcher(operations);
        Set<String> described = new TreeSet<>();
        while (runbook.find()) {
            described.add(runbook.group(1));
        }
        assertThat(described).as("runbooks without an alert").isEqualTo(alerts);
    }

    private static Set<String> alerts() throws IOException {
        Matcher alert =
                Pattern.compile("- alert: (\\w+)").matcher(Files.readString(AlertRules.FILE));
        Set<String> names = new TreeSet<>();
        while (alert.find()) {
            names.add(alert.group(1));
        }
        return names;
    }

    /** One operator has not answered when the server stops; another answered an hour ago. */
    private void uncertainAndLate() {
        send("late", 300);
        await(ACCEPTED, "late", 300);
        send("mute", 5);
        TestServer.await(
                "the mute operator has them",
                () -> scrape().sum("soroka_connection_in_flight", "name=\"mute\"") == 5);
        server.sql()
                .sql(
                        """
                        update submission set at = at - interval '1 hour'
                         where connection_id = (select id from connection where name = 'late')
                        """)
                .update();
        // Whoever comes next reads back what was accepted since then.
        server.sql()
                .sql("update connection_memory set since = since - interval '2 hours'")
                .update();
        server.restart();
        route();
        assertThat(
                        server.sql()
                                .sql("update uncertain set since = since - interval '2 hours'")
                                .update())
                .isEqualTo(5);
    }

    private int connection(String operator, String what) {
        return server.sql()
                .sql("select " + what + " from connection where name = ?")
                .param(operator)
                .query(Integer.class)
                .single();
    }

    private void loseSessions(String operator, int port) {
        server.sql()
                .sql(
                        """
                        update connection set options = options || jsonb_build_object('port', ?::text)
                         where name = ?
                        """)
                .params(String.valueOf(port), operator)
                .update();
        server.bean(Delivery.class).reload();
        int left = port == 1 ? 0 : 1;
        int connection = connection(operator, "id");
        TestServer.await(
                operator + " has " + left + " sessions",
                () -> server.bean(Delivery.class).sessions(connection) == left);
    }

    private void rest(String operator) {
        var now = LocalTime.now(ZoneId.of("Europe/Moscow")).truncatedTo(ChronoUnit.MINUTES);
        server.sql()
                .sql(
                        """
                        update connection set opens_at = ?::text::time, closes_at = ?::text::time
                         where name = ?
                        """)
                .params(now.plusHours(2).toString(), now.minusHours(2).toString(), operator)
                .update();
        server.bean(Delivery.class).reload();
    }

    /** Two hours old, one of each class, or of those that may wait where an operator rests. */
    private void oldMessages(String operator) {
        Clock clock = Clock.systemUTC();
        long id =
                Ids.floor(clock.instant().minus(Duration.ofHours(2)))
                        + 16L * OPERATORS.indexOf(operator);
        for (MessageClass messageClass : MessageClass.values()) {
            if (operator.equals("resting") && messageClass.compareTo(MessageClass.SERVICE) < 0) {
                continue;
            }
            server.sql()
                    .sql(
                            """
                            insert into batch (first_id, last_id, connection_id, class, taken_through, department_id)
                            select :id, :id, c.id, :class, :id - 1, (select min(id) from department)
                              from connection c where c.name = :operator
                            """)
                    .param("id", id + messageClass.code())
                    .param("class", messageClass.code())
                    .param("operator", operator)
                    .update();
        }
    }

    /** Somebody holds every connection; whoever asks meanwhile gets none. */
    private void exhaustPool() throws Exception {
        var pool = server.bean(HikariDataSource.class);
        pool.setConnectionTimeout(500);
        var held = new ArrayList<Connection>();
        try (Browser person = new Browser(server.port())) {
            for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
                held.add(take(pool));
            }
            person.with("Authorization", "Bearer " + key);
            for (int i = 0; i < 20; i++) {
                assertThat(person.get("/metrics").statusCode()).isEqualTo(500);
            }
        } finally {
            for (Connection connection : held) {
                connection.close();
            }
            pool.setConnectionTimeout(30_000);
        }
    }

    private static Connection take(HikariDataSource pool) throws Exception {
        while (true) {
            try {
                return pool.getConnection();
            } catch (java.sql.SQLTransientConnectionException e) {
                // The server's own rounds had it; the next one is ours.
            }
        }
    }

    /** Nobody can write what becomes of a person. */
    private void getStuckInPlanning(Connection locked) throws Exception {
        locked.setAutoCommit(false);
        try (var statement = locked.createStatement()) {
            statement.execute("lock table run_person in share mode");
        }
        launch("good", 1);
        awaitCount(1, "select count(*) from run where status = 'active' and planned_at is null");
    }

    private interface Scraping {
        Scrape scrape() throws Exception;
    }

    /** The data folder on a disk of its own, nearly full; that takes a privileged user. */
    private Scrape inFullFolder(Scraping scraping) throws Exception {
        Path data = server.bean(Settings.class).data();
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", data.toString());
        try {
            Files.write(data.resolve("filling"), new byte[970_000]);
            return scraping.scrape();
        } finally {
            run("umount", "-l", data.toString());
        }
    }

    private static void run(String... words) throws Exception {
        Process process = new ProcessBuilder(words).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
    }

    private Scrape scrape() {
        return Scrape.of(server.port(), key);
    }

    /** What Prometheus itself notes of a scrape. */
    private int up(int port) {
        try {
            Scrape.of(port, key);
            return 1;
        } catch (IllegalStateException e) {
            return 0;
        }
    }

    private void await(int outcome, String operator, int count) {
        awaitCount(
                count,
                "select count(*) from submission s join connection c on c.id = s.connection_id"
                        + " where c.name = ? and s.outcome = "
                        + outcome,
                operator);
    }

    private void awaitReceipts(String operator, int count) {
        awaitCount(
                count,
                """
                select count(*) from receipt r
                  join submission s using (message_id, part, attempt)
                  join connection c on c.id = s.connection_id where c.name = ?
                """,
                operator);
    }

    private void awaitCount(int count, String query, Object... values) {
        TestServer.await(
                query + List.of(values),
                () -> server.sql().sql(query).params(values).query(Long.class).single() >= count);
    }

    /** Plans them, too: the next ones to be sent to take their places. */
    private void send(String operator, int people) {
        launch(operator, people);
        TestServer.await(
                "all is planned",
                () ->
                        server.sql()
                                        .sql("select count(*) from run where planned_at is null")
                                        .query(Long.class)
                                        .single()
                                == 0);
    }

    private void launch(String operator, int people) {
        server.sql().sql("update client set department_id = -1, external_id = null").update();
        server.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, created_at, updated_at)
                        select ?, ? + n, now(), now() from generate_series(1, ?) n
                        """)
                .params(
                        department,
                        79_160_000_000L + 1_000_000L * OPERATORS.indexOf(operator) + lastClient,
                        people)
                .update();
        lastClient += people;
        Campaigns campaigns = server.bean(Campaigns.class);
        Campaign campaign =
                campaigns.create(
                        department,
                        "test",
                        Draft.simple(operator, MessageClass.SERVICE, "Привет", "{}"));
        var _ = campaigns.launch(campaign, "test", Launch.unattended(UUID.randomUUID().toString()));
    }

    /** Lets one connection through and no second one. */
    private static final class OneSession implements AutoCloseable {
        private final ServerSocket listening;

        OneSession(int port) throws IOException {
            listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> forward(port));
        }

        int port() {
            return listening.getLocalPort();
        }

        private void forward(int port) {
            try (Socket near = listening.accept();
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), port)) {
                listening.close();
                Thread.ofVirtual().start(() -> copy(far, near));
                copy(near, far);
            } catch (IOException e) {
                // The test is over.
            }
        }

        private static void copy(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // One of them has hung up.
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}

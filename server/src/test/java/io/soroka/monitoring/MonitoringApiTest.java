package io.soroka.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.access.ApiKeys;
import io.soroka.access.Departments;
import io.soroka.access.Role;
import io.soroka.access.Scope;
import io.soroka.access.User;
import io.soroka.access.Users;
import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Draft;
import io.soroka.campaigns.Launch;
import io.soroka.campaigns.RunProgress;
import io.soroka.policy.MessageClass;
import io.soroka.testing.Browser;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Metrics and health of a real server: who gets them, and what they say. */
@Tag("slow")
class MonitoringApiTest {
    private static final String OPERATORS =
            """
            {"operators": [{"name": "severs", "latency": {"minMs": 0, "maxMs": 5},
              "receipts": {"minMs": 1100, "maxMs": 1500, "failedShare": 0}}]}\
            """;

    private TestServer server;
    private long department;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(OPERATORS, "--soroka.campaigns.hold=0s");
        department = server.bean(Departments.class).all().getFirst().id();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private User user(Role role) {
        return server.bean(Users.class)
                .create(role.code(), role.code(), role, department, TestServer.PASSWORD);
    }

    private String key(Scope... scopes) {
        User administrator =
                server.bean(Users.class)
                        .create(
                                UUID.randomUUID().toString().substring(0, 8),
                                "Ключник",
                                Role.ADMINISTRATOR,
                                department,
                                TestServer.PASSWORD);
        return server.bean(ApiKeys.class)
                .create(administrator, "Prometheus", department, Set.of(scopes), null)
                .secret();
    }

    @Test
    void metricsAreForKeysWithTheScopeAndForAdministrators() {
        try (Browser stranger = new Browser(server.port())) {
            assertThat(stranger.get("/metrics").statusCode()).isEqualTo(401);
            assertThat(stranger.get("/metrics").body()).doesNotContain("soroka_");
            assertThat(stranger.get("/%6Detrics").statusCode()).isEqualTo(401);
            assertThat(stranger.get("/metrics/").body()).doesNotContain("soroka_");
        }
        for (Role role : Role.values()) {
            if (role != Role.ADMINISTRATOR) {
                user(role);
                try (Browser person = server.browser(role.code())) {
                    assertThat(person.get("/metrics").statusCode()).as(role.code()).isEqualTo(403);
                }
            }
        }
        assertThat(asKey(key(Scope.CAMPAIGNS_READ, Scope.CLIENTS_WRITE)).statusCode())
                .isEqualTo(403);
        assertThat(asKey("srk_made-up").statusCode()).isEqualTo(401);
        HttpResponse<String> answer = asKey(key(Scope.METRICS_READ));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .isEqualTo("text/plain;version=0.0.4;charset=utf-8");
        try (Browser administrator = server.browser("admin")) {
            assertThat(administrator.get("/metrics").statusCode()).isEqualTo(200);
        }
        // A key for metrics opens nothing else.
        try (Browser program =
                new Browser(server.port())
                        .with("Authorization", "Bearer " + key(Scope.METRICS_READ))) {
            assertThat(program.get("/api/v1/campaigns").statusCode()).isEqualTo(403);
            assertThat(program.get("/api/v1/clients").statusCode()).isEqualTo(403);
        }
    }

    private HttpResponse<String> asKey(String key) {
        try (Browser program = new Browser(server.port()).with("Authorization", "Bearer " + key)) {
            return program.get("/metrics");
        }
    }

    @Test
    void prometheusReadsThemAndTheyCountWhatHappened() throws Exception {
        String key = key(Scope.METRICS_READ);
        Scrape before = Scrape.of(server.port(), key);
        Promtool.Verdict verdict = Promtool.run(before.text(), "check", "metrics");
        assertThat(verdict.words()).doesNotContain("soroka_");
        assertThat(verdict.code()).as(verdict.words()).isZero();
        assertThat(before.sum("soroka_submits_total")).isZero();
        assertThat(before.sum("soroka_connection_sessions", "name=\"severs\"")).isEqualTo(2);
        assertThat(before.sum("soroka_connection_sessions_wanted")).isEqualTo(2);
        assertThat(before.sum("soroka_connection_window")).isEqualTo(200);

        launch(40);
        TestServer.await(
                "the metrics have all receipts",
                () ->
                        Scrape.of(server.port(), key)
                                        .sum("soroka_receipts_total", "state=\"delivered\"")
                                == 40);
        Scrape after = Scrape.of(server.port(), key);
        assertThat(after.sum("soroka_submits_total", "outcome=\"accepted\"")).isEqualTo(40);
        assertThat(after.sum("soroka_submits_total")).isEqualTo(40);
        assertThat(after.sum("soroka_receipts_total")).isEqualTo(40);
        // The simulator says of each receipt that it waits between 1.1 and 1.5 seconds.
        assertThat(after.sum("soroka_receipt_delay_seconds_count")).isEqualTo(40);
        assertThat(after.sum("soroka_receipt_delay_seconds_bucket", "le=\"1.0\"")).isZero();
        assertThat(after.sum("soroka_receipt_delay_seconds_bucket", "le=\"5.0\"")).isEqualTo(40);
        assertThat(after.sum("soroka_receipt_delay_seconds_sum")).isBetween(40 * 1.1, 40 * 3.0);
        assertThat(after.sum("soroka_connection_in_flight")).isZero();
        assertThat(after.sum("soroka_database_pool_size")).isEqualTo(10);
        assertThat(after.sum("soroka_data_free_bytes")).isPositive();
        assertThat(after.sum("jvm_memory_used_bytes")).isPositive();
        assertThat(after.sum("process_cpu_seconds_total")).isPositive();
    }

    @Test
    void whatWaitsIsCountedByClassWithItsAge() {
        String key = key(Scope.METRICS_READ);
        server.sql().sql("update connection set options = options || '{\"port\":\"1\"}'").update();
        server.bean(io.soroka.delivery.Delivery.class).reload();
        RunProgress run = launch(7);
        TestServer.await(
                "the queue is seen", () -> queued(Scrape.of(server.port(), key), "service") == 7);
        Scrape queued = Scrape.of(server.port(), key);
        assertThat(queued.sum("soroka_queued_messages")).isEqualTo(7);
        assertThat(queued.sum("soroka_connection_sessions")).isZero();
        assertThat(queued.sum("soroka_campaign_runs", "state=\"sending\"")).isEqualTo(1);
        TestServer.await(
                "it grows older",
                () ->
                        Scrape.of(server.port(), key)
                                        .sum("soroka_queued_oldest_seconds", "class=\"service\"")
                                > 2);
        assertThat(
                        Scrape.of(server.port(), key)
                                .sum("soroka_queued_oldest_seconds", "class=\"advertising\""))
                .isZero();
        // A paused campaign is nobody's concern.
        server.bean(Campaigns.class).pause(run.id(), null, "test");
        TestServer.await(
                "the queue is empty", () -> queued(Scrape.of(server.port(), key), "service") == 0);
    }

    private static double queued(Scrape scrape, String messageClass) {
        return scrape.sum("soroka_queued_messages", "class=\"" + messageClass + "\"");
    }

    @Test
    void requestsAreMeasuredByRouteAndNeverByPath() {
        String key = key(Scope.METRICS_READ);
        try (Browser admin = server.browser("admin")) {
            admin.get("/api/v1/clients/79161234567");
            admin.get("/api/v1/runs/123456789012345/people?query=79161234567");
            admin.get("/79161234567");
            admin.get("/api/v1/79161234567");
            admin.send("BREW", "/api/v1/clients/79161234567", null);
        }
        Scrape scrape = Scrape.of(server.port(), key);
        assertThat(scrape.text()).doesNotContain("79161234567").doesNotContain("123456789012345");
        assertThat(scrape.text()).doesNotContain("BREW");
        assertThat(
                        scrape.sum(
                                "soroka_http_request_duration_seconds_count",
                                "method=\"GET\"",
                                "route=\"/api/v1/clients/{id}\"",
                                "status=\"404\""))
                .isEqualTo(1);
        assertThat(
                        scrape.sum(
                                "soroka_http_request_duration_seconds_count",
                                "method=\"POST\"",
                                "route=\"/api/v1/session\"",
                                "status=\"200\""))
                .isEqualTo(1);
    }

    @Test
    void healthIsUpForAnybodyAndDownWithoutTheDatabase() throws SQLException {
        try (Browser stranger = new Browser(server.port())) {
            assertThat(stranger.get("/health/live").body()).isEqualTo("{\"status\":\"up\"}");
            HttpResponse<String> ready = stranger.get("/health/ready");
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
            assertThat(ready.body())
                    .isEqualTo(
                            "{\"status\":\"up\",\"database\":\"up\",\"migration\":\"done\",\"disk\":\"enough\"}");

            allowConnections(false);
            TestServer.await(
                    "the lost database is noticed",
                    () -> stranger.get("/health/ready").statusCode() == 503);
            assertThat(stranger.get("/health/ready").body())
                    .isEqualTo(
                            "{\"status\":\"down\",\"database\":\"down\",\"migration\":\"missing\",\"disk\":\"enough\"}");
            assertThat(stranger.get("/health/live").statusCode()).isEqualTo(200);

            allowConnections(true);
            TestServer.await("it is back", () -> stranger.get("/health/ready").statusCode() == 200);

            asOwner(
                    server.database().url(),
                    "delete from flyway_schema_history where installed_rank ="
                            + " (select max(installed_rank) from flyway_schema_history)");
            TestServer.await(
                    "an older database is noticed",
                    () -> stranger.get("/health/ready").statusCode() == 503);
            assertThat(stranger.get("/health/ready").body())
                    .isEqualTo(
                            "{\"status\":\"down\",\"database\":\"up\",\"migration\":\"missing\",\"disk\":\"enough\"}");
        }
    }

    /** From another database: one can't close the door behind oneself. */
    private void allowConnections(boolean allowed) throws SQLException {
        String url = server.database().url();
        String name = url.substring(url.lastIndexOf('/') + 1);
        String other = url.substring(0, url.lastIndexOf('/') + 1) + "postgres";
        asOwner(other, "alter database " + name + " with allow_connections " + allowed);
        if (!allowed) {
            asOwner(
                    other,
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                            + name
                            + "'");
        }
    }

    private void asOwner(String url, String statement) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                url, server.database().owner(), server.database().ownerPassword());
                var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }

    private RunProgress launch(int people) {
        server.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, created_at, updated_at)
                        select ?, 79160000000 + n, now(), now() from generate_series(1, ?) n
                        """)
                .params(department, people)
                .update();
        Campaigns campaigns = server.bean(Campaigns.class);
        Campaign campaign =
                campaigns.create(
                        department,
                        "test",
                        Draft.simple("metrics", MessageClass.SERVICE, "Привет", "{}"));
        return campaigns.launch(campaign, "test", Launch.unattended(UUID.randomUUID().toString()));
    }
}

package io.soroka.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Draft;
import io.soroka.campaigns.Launch;
import io.soroka.campaigns.RunProgress;
import io.soroka.policy.MessageClass;
import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connections;
import io.soroka.simulator.SimulatorLog;
import io.soroka.testing.Browser;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Practice mode from its switch to the simulated operators inside the server. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("slow")
class PracticeTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static TestServer server;
    private static Browser anna;
    private static long own;

    @BeforeAll
    static void start() throws IOException {
        server =
                TestServer.start(
                        "{\"operators\": [{\"name\": \"severs\", \"receipts\": {\"minMs\": 10, \"maxMs\": 50}}]}");
        own = server.sql().sql("select min(id) from department").query(Long.class).single();
        server.sql().sql("update app_user set phone = 79161234567 where login = 'anna'").update();
        anna = server.browser("anna");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static long twin() {
        return server.sql()
                .sql("select id from department where practice_of = ?")
                .param(own)
                .query(Long.class)
                .single();
    }

    @Test
    @Order(1)
    void whoeverEntersFindsASampleOnce() {
        assertThat(connections().enabled(true)).isEmpty();
        turn(true);
        JsonNode segments = json(anna, "/api/v1/segments").get("items");
        assertThat(segments).hasSize(4);
        assertThat(json(anna, "/api/v1/texts").get("items")).hasSize(3);
        assertThat(count("client", twin())).isBetween(1_900L, 2_000L);
        assertThat(
                        server.sql()
                                .sql(
                                        "select count(*) from client where department_id = ? and left(msisdn::text, 4) not in ('7945', '7946', '7947')")
                                .param(twin())
                                .query(Long.class)
                                .single())
                .as("numbers that nobody has")
                .isZero();
        turn(false);
        assertThat(json(anna, "/api/v1/segments").get("items")).isEmpty();
        turn(true);
        assertThat(json(anna, "/api/v1/segments").get("items")).hasSize(4);
        assertThat(connections().enabled(true)).hasSize(3);
        assertThat(connections().enabled(true))
                .allMatch(one -> one.options().get("host").equals("127.0.0.1"));
        assertThat(connections().enabled(false))
                .extracting(ConnectionSettings::name)
                .containsExactly("severs");
    }

    @Test
    @Order(2)
    void practiceMessagesGoToTheSimulatorInsideAndOthersDoNot() throws IOException {
        turn(true);
        RunProgress run = finished(twin(), "учебная");
        assertThat(run.messages()).isGreaterThan(100);
        assertThat(run.connections()).allMatch(one -> one.name().endsWith("(учебная)"));
        String test = test();
        TestServer.await("it is over", () -> over(test));
        turn(false);
        server.sql()
                .sql(
                        "insert into client (department_id, msisdn, first_name, created_at, updated_at) values (?, 79160000001, 'Анна', now(), now())")
                .param(own)
                .update();
        RunProgress real = finished(own, "настоящая");
        assertThat(real.connections()).extracting(one -> one.name()).containsExactly("severs");
        assertThat(taken(server.simulatorLog())).containsExactly("79160000001");
        assertThat(taken(practiceLog()))
                .contains("79161234567")
                .doesNotContain("79160000001")
                .hasSizeGreaterThan(100);
    }

    @Test
    @Order(3)
    void theDatabaseKeepsThemApartToo() {
        int real = connections().enabled(false).getFirst().id();
        int practice = connections().enabled(true).getFirst().id();
        assertThatThrownBy(() -> batch(twin(), real)).hasMessageContaining("do not share");
        assertThatThrownBy(() -> batch(own, practice)).hasMessageContaining("do not share");
        assertThatThrownBy(() ->
                        server.sql()
                                .sql("update connection set practice = false where id = ?")
                                .param(practice)
                                .update())
                .hasMessageContaining("stays what it is for");
    }

    private static void batch(long department, int connection) {
        long id = server.bean(io.soroka.platform.Ids.class).next();
        server.sql()
                .sql(
                        "insert into message (id, department_id, msisdn, class, parts, text) values (?, ?, 79450000001, 1, 1, 'x')")
                .params(id, department)
                .update();
        server.sql()
                .sql(
                        "insert into batch (first_id, last_id, connection_id, class, taken_through, department_id) values (?, ?, ?, 1, ?, ?)")
                .params(id, id, connection, id - 1, department)
                .update();
    }

    @Test
    @Order(4)
    void theirConnectionsAreNotChangedByHand() {
        Browser admin = server.browser("admin");
        int practice = connections().enabled(true).getFirst().id();
        String path = "/api/v1/connections/" + practice;
        for (String verb : List.of("/disable", "/enable")) {
            assertThat(admin.send("POST", path + verb, null).statusCode()).isEqualTo(409);
        }
        assertThat(admin.send("DELETE", path, null).statusCode()).isEqualTo(409);
        assertThat(
                        admin.send(
                                        "POST",
                                        path + "/test",
                                        "{\"phone\":\"+79161234567\",\"text\":\"x\"}")
                                .statusCode())
                .isEqualTo(409);
        admin.send("PUT", "/api/v1/session/practice", "{\"on\":true}");
        JsonNode seen = json(admin, "/api/v1/connections").get("items");
        assertThat(seen).hasSize(3).allMatch(one -> one.get("practice").asBoolean());
        assertThat(admin.send("POST", "/api/v1/connections", "{}").statusCode()).isEqualTo(409);
        admin.send("PUT", "/api/v1/session/practice", "{\"on\":false}");
    }

    @Test
    @Order(5)
    void aRestartBringsThemBackAtOtherPorts() {
        List<String> before = ports();
        server.restart();
        assertThat(ports()).hasSize(3).doesNotContainAnyElementsOf(before);
        anna = server.browser("anna");
        turn(true);
        String test = test();
        TestServer.await("it is over", () -> over(test));
        assertThat(practiceLog().resolveSibling("operators-before.log")).exists();
        assertThat(practiceLog()).exists();
    }

    private static List<String> ports() {
        return connections().enabled(true).stream().map(one -> one.options().get("port")).toList();
    }

    private static Path practiceLog() {
        return server.bean(io.soroka.platform.Settings.class)
                .data()
                .resolve("practice/operators.log");
    }

    private static List<String> taken(Path log) throws IOException {
        var numbers = new ArrayList<String>();
        SimulatorLog.read(
                log,
                event -> {
                    if (event.kind() == SimulatorLog.Kind.ACCEPTED) {
                        numbers.add(event.destination());
                    }
                });
        return numbers;
    }

    private static RunProgress finished(long department, String name) {
        Campaigns campaigns = server.bean(Campaigns.class);
        RunProgress run =
                campaigns.launch(
                        campaigns.create(
                                department,
                                "test",
                                Draft.simple(
                                        name,
                                        MessageClass.SERVICE,
                                        "Привет",
                                        department == own
                                                ? "{}"
                                                : "{\"field\":\"city\",\"is\":\"in\",\"values\":[\"Казань\"]}")),
                        "test",
                        Launch.unattended(name));
        TestServer.await(
                name + " is finished",
                () -> campaigns.progress(run.id(), null).status() == RunProgress.Status.FINISHED);
        return campaigns.progress(run.id(), null);
    }

    private static String test() {
        var answer = anna.send("POST", "/api/v1/test-messages", "{\"text\":\"Проба\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("id").asString();
    }

    private static boolean over(String test) {
        return List.of("delivered", "failed")
                .contains(json(anna, "/api/v1/test-messages/" + test).get("state").asString());
    }

    private static void turn(boolean on) {
        var answer = anna.send("PUT", "/api/v1/session/practice", "{\"on\":" + on + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static Connections connections() {
        return server.bean(Connections.class);
    }

    private static long count(String table, long department) {
        return server.sql()
                .sql("select count(*) from " + table + " where department_id = ?")
                .param(department)
                .query(Long.class)
                .single();
    }

    private static JsonNode json(Browser browser, String path) {
        var answer = browser.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}

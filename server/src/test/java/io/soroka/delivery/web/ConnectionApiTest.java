package io.soroka.delivery.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.access.Role;
import io.soroka.access.Users;
import io.soroka.simulator.SimulatorLog;
import io.soroka.testing.Browser;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Connections and test messages over HTTP, with simulated operators over TCP. */
@Tag("slow")
class ConnectionApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long PHONE = 79161234567L;

    private static TestServer server;
    private static Browser admin;
    private static Browser anna;

    @BeforeAll
    static void start() throws IOException {
        server =
                TestServer.start(
                        """
                        {"operators": [
                          {"name": "severs", "receipts": {"minMs": 10, "maxMs": 50, "failedShare": 0}},
                          {"name": "raduga", "receipts": {"minMs": 10, "maxMs": 50, "failedShare": 1}}]}\
                        """,
                        "--soroka.demo.sessions=2");
        long own = server.sql().sql("select min(id) from department").query(Long.class).single();
        Users users = server.bean(Users.class);
        users.createForDemo("boris", "B", Role.CAMPAIGN_MANAGER, own, TestServer.PASSWORD);
        server.sql()
                .sql("update app_user set phone = ? where login = 'anna'")
                .param(PHONE)
                .update();
        admin = server.browser("admin");
        anna = server.browser("anna");
        TestServer.await(
                "both are up", () -> state("severs").equals("up") && state("raduga").equals("up"));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void kindsDescribeWhatTheyAskFor() {
        JsonNode smpp = json(admin.get("/api/v1/connection-kinds")).at("/items/0");
        assertThat(smpp.get("kind").asString()).isEqualTo("smpp");
        JsonNode port = option(smpp, "port");
        assertThat(port.get("type").asString()).isEqualTo("number");
        assertThat(port.get("default").asString()).isEqualTo("2775");
        assertThat(port.get("max").asInt()).isEqualTo(65_535);
        assertThat(option(smpp, "host").get("required").asBoolean()).isTrue();
        assertThat(option(smpp, "secret").get("type").asString()).isEqualTo("secret");
        assertThat(option(smpp, "secret").get("help").asString()).contains("encrypted");
        assertThat(anna.get("/api/v1/connection-kinds").statusCode()).isEqualTo(403);
    }

    @Test
    void aConnectionIsSetUpChangedSwitchedAndDeleted() {
        String port = connection("severs").at("/options/port").asString();
        HttpResponse<String> made =
                admin.send(
                        "POST",
                        "/api/v1/connections",
                        body(
                                "Новый",
                                port,
                                "mistaken",
                                "\"unitPrice\":1.9500,\"ratePerSecond\":20"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).doesNotContain("mistaken");
        JsonNode view = json(made);
        String path = "/api/v1/connections/" + view.get("id").asString();
        assertThat(view.get("hasSecret").asBoolean()).isTrue();
        assertThat(view.get("unitPrice").asDouble()).isEqualTo(1.95);
        assertThat(view.get("practice").asBoolean()).isFalse();
        TestServer.await(
                "the operator says that the password is wrong",
                () -> health("Новый").get("lastError").asString("").contains("does not let us in"));
        assertThat(health("Новый").get("state").asString()).isEqualTo("down");
        assertThat(health("Новый").get("sessionsWanted").asInt()).isEqualTo(2);

        // The right password takes effect at once; without one the password stays.
        JsonNode mended =
                json(admin.send("PUT", path, body("Новый", port, "secret", "\"priority\":7")));
        assertThat(mended.get("priority").asInt()).isEqualTo(7);
        TestServer.await("it is up", () -> state("Новый").equals("up"));
        json(
                admin.send(
                        "PUT",
                        path,
                        body("Новый", port, null, "\"prefixes\":[\"7999\"],\"ratePerSecond\":5")));
        TestServer.await("it is up again", () -> state("Новый").equals("up"));
        assertThat(connection("Новый").at("/prefixes/0").asString()).isEqualTo("7999");

        JsonNode switchedOff = json(admin.send("POST", path + "/disable", null)).get("health");
        assertThat(switchedOff.get("state").asString()).isEqualTo("off");
        assertThat(switchedOff.get("partsToday").isNull()).as("nobody counts").isTrue();
        assertThat(switchedOff.get("partsThisMonth").isNull()).isTrue();
        HttpResponse<String> off = admin.send("POST", path + "/test", trial("+7 916 000-00-01"));
        assertThat(off.statusCode()).isEqualTo(409);
        assertThat(json(off).get("code").asString()).isEqualTo("connection-off");
        admin.send("POST", path + "/enable", null);
        TestServer.await("it is on", () -> state("Новый").equals("up"));
        assertThat(admin.send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(admin.send("DELETE", path, null).statusCode()).isEqualTo(404);
        assertThat(
                        server.sql()
                                .sql(
                                        "select count(distinct action) from audit where action like 'connection.%'")
                                .query(Long.class)
                                .single())
                .isGreaterThanOrEqualTo(5);
        assertThat(
                        server.sql()
                                .sql(
                                        "select position('secret'::bytea in secret) from connection where name = 'severs'")
                                .query(Integer.class)
                                .single())
                .as("encrypted")
                .isZero();
    }

    @Test
    void limitsAndHoursAreKeptAndAConnectionIsPausedAndDrained() {
        String port = connection("severs").at("/options/port").asString();
        JsonNode made =
                make(
                        "Ночной",
                        port,
                        "\"perDay\":100,\"perMonth\":2000,\"opensAt\":\"22:30\",\"closesAt\":\"22:31\"");
        assertThat(made.get("perDay").asInt()).isEqualTo(100);
        assertThat(made.get("perMonth").asInt()).isEqualTo(2_000);
        assertThat(made.get("opensAt").asString()).isEqualTo("22:30");
        assertThat(made.at("/health/partsToday").asInt()).isZero();
        String path = "/api/v1/connections/" + made.get("id").asString();
        assertThat(flow(path, "paused").at("/health/opening").asString()).isEqualTo("paused");
        assertThat(connection("Ночной").get("flow").asString()).isEqualTo("paused");
        // It lasts when something else is changed.
        json(admin.send("PUT", path, body("Ночной", port, null, "\"priority\":3")));
        assertThat(connection("Ночной").get("flow").asString()).isEqualTo("paused");
        assertThat(connection("Ночной").get("opensAt").isNull()).isTrue();
        assertThat(flow(path, "draining").at("/health/opening").asString()).isEqualTo("draining");
        assertThat(flow(path, "open").at("/health/opening").asString()).isEqualTo("open");
        HttpResponse<String> unknown =
                admin.send("POST", path + "/flow", "{\"flow\":\"sideways\"}");
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(json(unknown).at("/errors/0/pointer").asString()).isEqualTo("/flow");
        assertThat(anna.send("POST", path + "/flow", "{\"flow\":\"open\"}").statusCode())
                .isEqualTo(403);
        assertThat(
                        server.sql()
                                .sql(
                                        "select count(*) from audit where action = 'connection.flow-changed' and object = ?")
                                .param("connection:" + made.get("id").asString())
                                .query(Long.class)
                                .single())
                .isEqualTo(3);
        assertThat(admin.send("DELETE", path, null).statusCode()).isEqualTo(204);
    }

    @Test
    void aTestMessageIsQueuedWhileItWaitsForTheFirstTimeOrAgain() {
        String port = connection("severs").at("/options/port").asString();
        JsonNode made = make("Ждущий", port, "\"prefixes\":[\"7000\"]");
        String path = "/api/v1/connections/" + made.get("id").asString();
        flow(path, "paused");
        String id = test(made, "8 (916) 000-00-04");
        assertThat(progress(admin, id)).isEqualTo("queued");
        assertThat(
                        server.sql()
                                .sql(
                                        """
                                        with taken as (update batch set taken_through = last_id where first_id = ?
                                                       returning first_id, connection_id, class)
                                        insert into put_back (message_id, part, attempt, connection_id, class, due_at)
                                        select first_id, 0, 1, connection_id, class, now() from taken
                                        """)
                                .param(Long.valueOf(id))
                                .update())
                .isEqualTo(1);
        assertThat(progress(admin, id)).as("to be handed over again").isEqualTo("queued");
        assertThat(admin.send("POST", path + "/disable", null).statusCode()).isEqualTo(200);
    }

    private static JsonNode make(String name, String port, String more) {
        return json(admin.send("POST", "/api/v1/connections", body(name, port, "secret", more)));
    }

    private static JsonNode flow(String path, String flow) {
        return json(admin.send("POST", path + "/flow", "{\"flow\":\"" + flow + "\"}"));
    }

    @Test
    void whatCannotBeUsedIsToldWithItsField() {
        refused(body("", "1", "x", "\"priority\":1"), "/name");
        refused(body("a", "0", "x", "\"priority\":1"), "/options/port");
        refused(body("a", "x", "x", "\"priority\":1"), "/options/port");
        refused(body("a", "1", "пароль", "\"priority\":1"), "/secret");
        refused(body("a", "1", "x", "\"priority\":-1"), "/priority");
        refused(body("a", "1", "x", "\"ratePerSecond\":-1"), "/ratePerSecond");
        refused(body("a", "1", "x", "\"perDay\":-1"), "/perDay");
        refused(body("a", "1", "x", "\"perMonth\":1000000001"), "/perMonth");
        refused(body("a", "1", "x", "\"opensAt\":\"nine\",\"closesAt\":\"21:00\""), "/opensAt");
        refused(body("a", "1", "x", "\"closesAt\":\"21:00\""), "/opensAt");
        refused(body("a", "1", "x", "\"opensAt\":\"09:00\""), "/closesAt");
        refused(body("a", "1", "x", "\"opensAt\":\"09:00\",\"closesAt\":\"09:00\""), "/closesAt");
        refused(body("a", "1", "x", "\"opensAt\":\"09:00:30\",\"closesAt\":\"21:00\""), "/opensAt");
        refused(
                body("a", "1", "x", "\"opensAt\":\"09:00\",\"closesAt\":\"21:00:00.5\""),
                "/closesAt");
        refused(body("a", "1", "x", "\"fallbacks\":[\"x\"]"), "/fallbacks");
        refused(body("a", "1", "x", "\"fallbacks\":[\"999\"]"), "/fallbacks");
        refused(body("a", "1", "x", "\"unitPrice\":-0.01"), "/unitPrice");
        refused(body("a", "1", "x", "\"unitPrice\":0.00001"), "/unitPrice");
        refused(body("a", "1", "x", "\"prefixes\":[\"+7\"]"), "/prefixes");
        refused("{\"name\":\"a\",\"kind\":\"telex\"}", "/kind");
        refused("{\"name\":\"a\",\"kind\":\"smpp\"}", "/options/host");
        refused(
                "{\"name\":\"a\",\"kind\":\"smpp\",\"options\":{\"host\":\"h\",\"systemId\":\"s\",\"sender\":\"Сорока\"}}",
                "/options/sender");
        refused(
                "{\"name\":\"a\",\"kind\":\"smpp\",\"options\":{\"host\":\"h\",\"color\":\"red\"}}",
                "/options/color");
        refused("{\"name\":\"a\",\"kind\":\"smpp\",\"options\":{\"secret\":\"x\"}}", "/secret");
        HttpResponse<String> taken =
                admin.send(
                        "POST", "/api/v1/connections", body("severs", "1", "x", "\"priority\":1"));
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(anna.get("/api/v1/connections").statusCode()).isEqualTo(403);
    }

    private static void refused(String body, String pointer) {
        HttpResponse<String> answer = admin.send("POST", "/api/v1/connections", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @Test
    void aTestGoesThroughTheVeryConnectionAndItsFateIsTold() {
        JsonNode severs = connection("severs");
        JsonNode raduga = connection("raduga");
        String good = test(severs, "8 (916) 000-00-02");
        String bad = test(raduga, "8 (916) 000-00-03");
        TestServer.await("delivered", () -> progress(admin, good).equals("delivered"));
        TestServer.await("failed", () -> progress(admin, bad).equals("failed"));
        assertThat(json(admin.get("/api/v1/test-messages/" + bad)).get("reason").asString())
                .startsWith("The message was not delivered");
        assertThat(operatorOf("79160000002")).containsExactly("severs");
        assertThat(operatorOf("79160000003")).containsExactly("raduga");
        assertThat(
                        server.sql()
                                .sql("select class from message where id = ?")
                                .param(Long.valueOf(good))
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
        TestServer.await(
                "health has counted them",
                () -> health("severs").get("deliveredShare").asDouble(0) == 1.0);
        assertThat(health("severs").get("submittedLastHour").asLong()).isPositive();
        assertThat(health("severs").get("receiptDelaySeconds").asDouble()).isBetween(0.0, 5.0);
        TestServer.await(
                "and those that failed", () -> health("raduga").get("failedShare").asDouble(0) > 0);
        assertThat(health("raduga").get("queued").asLong()).isZero();
        HttpResponse<String> used =
                admin.send("DELETE", "/api/v1/connections/" + raduga.get("id").asString(), null);
        assertThat(used.statusCode()).isEqualTo(409);
        assertThat(json(used).get("code").asString()).isEqualTo("connection-in-use");
        String path = "/api/v1/connections/" + severs.get("id").asString() + "/test";
        assertThat(admin.send("POST", path, trial("12")).statusCode()).isEqualTo(422);
        assertThat(
                        admin.send("POST", path, "{\"phone\":\"89160000002\",\"text\":\" \"}")
                                .statusCode())
                .isEqualTo(422);
        assertThat(
                        admin.send(
                                        "POST",
                                        path,
                                        "{\"phone\":\"89160000002\",\"text\":\"%s\"}"
                                                .formatted("я".repeat(1_000)))
                                .statusCode())
                .isEqualTo(422);
        assertThat(anna.send("POST", path, trial("89160000002")).statusCode()).isEqualTo(403);
    }

    @Test
    void aTextGoesToTheUsersOwnPhoneRenderedForAnExample() {
        long example =
                server.sql()
                        .sql(
                                """
                                insert into client (department_id, msisdn, first_name, debt, due_date, last_visit, app_user, sex,
                                    bonus_points, created_at, updated_at)
                                values (1, 79160000009, 'Алсу', 1234.5, '2026-12-05', '2026-11-20 22:30Z', true, 'female', 5,
                                        now(), now()) returning id
                                """)
                        .query(Long.class)
                        .single();
        String text =
                "{Имя|друг}: {Долг} до {Срок оплаты} {Последний визит} {Пользуется приложением} {Пол} {Бонусы} {Телефон} {Внешний код|-}";
        String id = sent(anna, "\"%s\"".formatted(text), "\"" + example + "\"");
        TestServer.await("delivered or not", () -> !progress(anna, id).matches("queued|pending"));
        assertThat(
                        server.sql()
                                .sql("select text from message where id = ? and msisdn = ?")
                                .params(Long.valueOf(id), PHONE)
                                .query(String.class)
                                .single())
                .isEqualTo("Алсу: 1 234,50 до 05.12.2026 21.11.2026 да женский 5 79160000009 -");
        String bare = sent(anna, "\"{Имя} и {Город|город}\"", "null");
        assertThat(
                        server.sql()
                                .sql("select text from message where id = ?")
                                .param(Long.valueOf(bare))
                                .query(String.class)
                                .single())
                .isEqualTo("First name и город");

        Browser boris = server.browser("boris");
        assertThat(boris.get("/api/v1/test-messages/" + id).statusCode()).isEqualTo(404);
        HttpResponse<String> phoneless =
                boris.send("POST", "/api/v1/test-messages", "{\"text\":\"x\"}");
        assertThat(phoneless.statusCode()).isEqualTo(409);
        assertThat(json(phoneless).get("code").asString()).isEqualTo("no-own-phone");
        refusedTest("{\"text\":\"{Имя\"}", "/text");
        refusedTest("{\"text\":\"x\",\"sender\":\"Сорока\"}", "/sender");
        refusedTest("{\"text\":\"x\",\"exampleClientId\":\"999999\"}", "/exampleClientId");
        refusedTest("{\"text\":\"x\",\"exampleClientId\":\"x\"}", "/exampleClientId");
        refusedTest("{\"text\":\"{Город}\",\"exampleClientId\":\"" + example + "\"}", "/text");

        int more = 0;
        HttpResponse<String> answer =
                anna.send("POST", "/api/v1/test-messages", "{\"text\":\"x\"}");
        while (answer.statusCode() == 200 && more < 20) {
            more++;
            answer = anna.send("POST", "/api/v1/test-messages", "{\"text\":\"x\"}");
        }
        assertThat(more + 2).as("ten an hour").isEqualTo(10);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(3_400L, 3_600L);
    }

    private static void refusedTest(String body, String pointer) {
        HttpResponse<String> answer = anna.send("POST", "/api/v1/test-messages", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    private static String sent(Browser browser, String text, String example) {
        HttpResponse<String> answer =
                browser.send(
                        "POST",
                        "/api/v1/test-messages",
                        "{\"text\":%s,\"sender\":\"Soroka\",\"exampleClientId\":%s}"
                                .formatted(text, example));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("id").asString();
    }

    private static String test(JsonNode connection, String phone) {
        HttpResponse<String> answer =
                admin.send(
                        "POST",
                        "/api/v1/connections/" + connection.get("id").asString() + "/test",
                        trial(phone));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("id").asString();
    }

    private static String trial(String phone) {
        return "{\"phone\":\"" + phone + "\",\"text\":\"Проверка\"}";
    }

    private static String progress(Browser browser, String id) {
        return json(browser.get("/api/v1/test-messages/" + id)).get("state").asString();
    }

    private static List<String> operatorOf(String number) {
        var operators = new ArrayList<String>();
        try {
            SimulatorLog.read(
                    server.simulatorLog(),
                    event -> {
                        if (event.kind() == SimulatorLog.Kind.ACCEPTED
                                && event.destination().equals(number)) {
                            operators.add(event.operator());
                        }
                    });
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return operators;
    }

    private static String body(String name, String port, String secret, String more) {
        return """
        {"name":"%s","kind":"smpp","options":{"host":"127.0.0.1","port":"%s","systemId":"severs","sender":"Soroka",
         "sessions":"2"}%s,%s}
        """
                .formatted(
                        name, port, secret == null ? "" : ",\"secret\":\"" + secret + "\"", more);
    }

    private static JsonNode connection(String name) {
        return json(admin.get("/api/v1/connections"))
                .get("items")
                .valueStream()
                .filter(one -> one.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode health(String name) {
        return connection(name).get("health");
    }

    private static String state(String name) {
        return health(name).get("state").asString();
    }

    private static JsonNode option(JsonNode kind, String key) {
        return kind.get("options")
                .valueStream()
                .filter(one -> one.get("key").asString().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isNotEqualTo(500);
        return JSON.readTree(answer.body());
    }
}

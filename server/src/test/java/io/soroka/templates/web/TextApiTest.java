package io.soroka.templates.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.access.Department;
import io.soroka.access.Departments;
import io.soroka.access.Role;
import io.soroka.access.Users;
import io.soroka.testing.Browser;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Texts over HTTP, as the editor uses them. */
@Tag("slow")
class TextApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static TestServer server;
    private static Browser anna;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start("{\"operators\": [{\"name\": \"severs\"}]}");
        Department other = server.bean(Departments.class).create("Other");
        Users users = server.bean(Users.class);
        users.createForDemo(
                "stranger", "S", Role.CAMPAIGN_MANAGER, other.id(), TestServer.PASSWORD);
        long own = server.sql().sql("select min(id) from department").query(Long.class).single();
        users.createForDemo("agent", "A", Role.AGENT, own, TestServer.PASSWORD);
        // Of three, one has no name and one only blanks for a city.
        server.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, first_name, city, debt, created_at, updated_at)
                        values (:own, 79160000001, 'Анна', 'Казань', 5, now(), now()),
                               (:own, 79160000002, null, 'Казань', null, now(), now()),
                               (:own, 79160000003, 'Пётр', E'\\u00a0 ', null, now(), now()),
                               (:other, 79160000004, null, null, null, now(), now())
                        """)
                .param("own", own)
                .param("other", other.id())
                .update();
        anna = server.browser("anna");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void textsAreKeptChangedAndDeleted() {
        HttpResponse<String> made =
                anna.send(
                        "POST",
                        "/api/v1/texts",
                        body(
                                " Напоминание ",
                                "{Имя|Здравствуйте}, пора платить",
                                "service",
                                "\"Soroka\""));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode text = json(made);
        assertThat(text.get("name").asString()).isEqualTo("Напоминание");
        assertThat(text.get("sender").asString()).isEqualTo("Soroka");
        assertThat(text.get("changedBy").asString()).isEqualTo("Анна Соловьёва");
        String path = "/api/v1/texts/" + text.get("id").asString();
        assertThat(json(anna.get(path))).isEqualTo(text);
        assertThat(json(server.browser("admin").get("/api/v1/texts")).get("items")).contains(text);

        String changed = body("Скидка", "Скидки! Отказ: СТОП", "advertising", "null");
        Browser stranger = server.browser("stranger");
        assertThat(stranger.get(path).statusCode()).isEqualTo(404);
        assertThat(stranger.send("PUT", path, changed).statusCode()).isEqualTo(404);
        assertThat(stranger.send("DELETE", path, null).statusCode()).isEqualTo(404);
        assertThat(json(stranger.get("/api/v1/texts")).get("items")).isEmpty();
        assertThat(server.browser("agent").get("/api/v1/texts").statusCode()).isEqualTo(403);

        JsonNode now = json(anna.send("PUT", path, changed));
        assertThat(now.get("messageClass").asString()).isEqualTo("advertising");
        assertThat(now.get("sender").isNull()).isTrue();
        assertThat(anna.send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(anna.get(path).statusCode()).isEqualTo(404);
        assertThat(
                        server.sql()
                                .sql(
                                        "select count(distinct action) from audit where action like 'text.%'")
                                .query(Long.class)
                                .single())
                .isEqualTo(3);
        assertThat(
                        server.sql()
                                .sql(
                                        "select count(*) from audit where details::text like '%латить%'")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void whatCannotBeKeptIsToldWithItsField() {
        anna.send("POST", "/api/v1/texts", body("Twice", "x", "service", "null"));
        refused(body("TWICE", "x", "service", "null"), 409, "/name");
        refused(body(" ", "x", "service", "null"), 422, "/name");
        refused(body("a", "{Nmae}", "service", "null"), 422, "/text");
        refused(body("a", "x", "urgent", "null"), 422, "/messageClass");
        refused(body("a", "x", "service", "\"Сорока\""), 422, "/sender");
    }

    private static void refused(String body, int status, String pointer) {
        HttpResponse<String> answer = anna.send("POST", "/api/v1/texts", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @Test
    void aRussianTextIsUnicodeAndItsEmojiCountDouble() {
        JsonNode check = check("{Имя|клиент}, привет 😀", "null");
        assertThat(check.get("alphabet").asString()).isEqualTo("unicode");
        // "клиент, привет " and two for the emoji.
        assertThat(check.get("size").asInt()).isEqualTo(17);
        assertThat(check.get("capacity").asInt()).isEqualTo(70);
        assertThat(check.get("parts").asInt()).isEqualTo(1);
        assertThat(check.at("/offenders/0/at").asInt()).isEqualTo(21);
        assertThat(check.at("/offenders/0/length").asInt()).isEqualTo(2);
        assertThat(check.at("/offenders/0/replacement").isNull()).isTrue();
        assertThat(check.at("/variables/0/title").asString()).isEqualTo("First name");
        assertThat(check.at("/variables/0/lacking").isNull()).isTrue();
    }

    @Test
    void aLatinTextShowsWhatForcesUnicode() {
        JsonNode check = check("Your order № 5 – ready", "null");
        assertThat(check.get("alphabet").asString()).isEqualTo("unicode");
        assertThat(check.at("/offenders/0/at").asInt()).isEqualTo(11);
        assertThat(check.at("/offenders/1/at").asInt()).isEqualTo(15);
        assertThat(check.at("/offenders/1/replacement").asString()).isEqualTo("-");
        JsonNode plain = check("x".repeat(161), "null");
        assertThat(plain.get("alphabet").asString()).isEqualTo("gsm7");
        assertThat(plain.get("capacity").asInt()).isEqualTo(306);
        assertThat(plain.get("offenders")).isEmpty();
        assertThat(check("x", "null").get("capacity").asInt()).isEqualTo(160);
        assertThat(check("ж".repeat(71), "null").get("capacity").asInt()).isEqualTo(134);
    }

    @Test
    void whoLacksAValueIsCountedForAllVariablesAtOnce() {
        JsonNode check = check("{Имя} {Город|-} {Долг|0} {Телефон} {Имя|x} {Ник}", "{}");
        assertThat(longs(check.get("variables"), "lacking"))
                .containsExactly(1L, 1L, 2L, 0L, 1L, null);
        assertThat(check.at("/variables/0/fallback").isNull()).isTrue();
        assertThat(check.at("/variables/5/key").isNull()).isTrue();
        JsonNode kazan =
                check("{Имя}", "{\"field\":\"city\",\"is\":\"in\",\"values\":[\"казань\"]}");
        assertThat(longs(kazan.get("variables"), "lacking")).containsExactly(1L);
        assertThat(check("Привет", "{}").get("variables")).isEmpty();
    }

    @Test
    void problemsAreToldWithTheirPlaces() {
        JsonNode check = check("Привет, {Имья|друг} и {", "null");
        assertThat(check.get("problems")).hasSize(2);
        assertThat(check.at("/problems/0/at").asInt()).isEqualTo(8);
        assertThat(check.at("/problems/0/length").asInt()).isEqualTo(11);
        assertThat(check.at("/problems/0/detail").asString()).contains("Имя");
        assertThat(check.at("/problems/1/at").asInt()).isEqualTo(22);
        HttpResponse<String> refused =
                anna.send(
                        "POST",
                        "/api/v1/texts/check",
                        "{\"text\":\"{Имя}\",\"criteria\":{\"all\":[]}}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).at("/errors/0/pointer").asString()).isEqualTo("/criteria/all");
    }

    private static JsonNode check(String text, String criteria) {
        return json(
                anna.send(
                        "POST",
                        "/api/v1/texts/check",
                        "{\"text\":\"%s\",\"criteria\":%s}".formatted(text, criteria)));
    }

    private static String body(String name, String text, String kind, String sender) {
        return "{\"name\":\"%s\",\"text\":\"%s\",\"messageClass\":\"%s\",\"sender\":%s}"
                .formatted(name, text, kind, sender);
    }

    private static List<Long> longs(JsonNode array, String member) {
        return java.util.Arrays.asList(
                array.valueStream()
                        .map(one -> one.get(member).isNull() ? null : one.get(member).asLong())
                        .toArray(Long[]::new));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isNotEqualTo(500);
        return JSON.readTree(answer.body());
    }
}

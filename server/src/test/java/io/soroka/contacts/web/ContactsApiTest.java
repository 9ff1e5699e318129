package io.soroka.contacts.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.access.Department;
import io.soroka.access.Departments;
import io.soroka.access.Role;
import io.soroka.access.Users;
import io.soroka.testing.Browser;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients and imports over HTTP, as each role meets them. */
@Tag("slow")
class ContactsApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FILE =
            """
            ID;Телефон;Фамилия;Имя;Город;Дата рождения;Долг;Последний визит;Бонусы;Пользуется приложением;Пол;Согласие
            A-1;8 (916) 123-45-67;Иванов;Пётр;Казань;05.03.1985;1 234,56;24.11.2026 10:00;1250;да;м;да
            A-2;нет;Орлова;Анна;;;;;;;;
            """;

    private static TestServer server;
    private static final Map<Role, Browser> PEOPLE = new HashMap<>();
    private static Browser stranger;
    private static String client;
    private static String imported;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start("{\"operators\": [{\"name\": \"severs\"}]}");
        Users users = server.bean(Users.class);
        long own = server.sql().sql("select min(id) from department").query(Long.class).single();
        Department other = server.bean(Departments.class).create("Other");
        for (Role role : Role.values()) {
            users.createForDemo(role.code(), role.code(), role, own, TestServer.PASSWORD);
            PEOPLE.put(role, server.browser(role.code()));
        }
        users.createForDemo(
                "stranger", "Stranger", Role.CAMPAIGN_MANAGER, other.id(), TestServer.PASSWORD);
        stranger = server.browser("stranger");
        JsonNode done = imported(FILE);
        imported = done.get("id").asString();
        client =
                json(manager().get("/api/v1/clients?query=A-1"))
                        .get("items")
                        .get(0)
                        .get("id")
                        .asString();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static Browser manager() {
        return PEOPLE.get(Role.CAMPAIGN_MANAGER);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return JSON.readTree(answer.body());
    }

    private static void problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo(code);
    }

    private static JsonNode uploaded(String text) {
        HttpResponse<String> answer =
                manager()
                        .upload(
                                "/api/v1/imports",
                                "клиенты.csv",
                                text.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private static JsonNode imported(String text) {
        String path = "/api/v1/imports/" + uploaded(text).get("id").asString();
        JsonNode started = json(manager().send("POST", path + "/start", null));
        assertThat(started.get("status").asString()).isIn("running", "done");
        TestServer.await(
                "imported",
                () -> !json(manager().get(path)).get("status").asString().equals("running"));
        return json(manager().get(path));
    }

    @Test
    void aFileIsUploadedMatchedImportedAndTakenBack() {
        JsonNode one = uploaded("Номер;X;Имя\n9160000001;Казань;Вера\n495;;Ира\n");
        assertThat(one.get("fileName").asString()).isEqualTo("клиенты.csv");
        assertThat(one.get("status").asString()).isEqualTo("uploaded");
        assertThat(one.get("createdBy").asString()).isEqualTo("campaign_manager");
        assertThat(one.get("columns").get(1).get("field").isNull()).isTrue();
        assertThat(one.get("preview").get(0).get("phone").asString()).isEqualTo("+7 916 000-00-01");
        assertThat(one.get("preview").get(1).get("problem").asString())
                .isEqualTo("The number has too few digits: 3 found.");
        String path = "/api/v1/imports/" + one.get("id").asString();
        JsonNode chosen =
                json(
                        manager()
                                .send(
                                        "PUT",
                                        path + "/columns",
                                        "{\"columns\":[{\"index\":1,\"field\":\"city\"},{\"index\":2,\"field\":null}]}"));
        assertThat(chosen.get("columns").get(1).get("field").asString()).isEqualTo("city");
        assertThat(chosen.get("columns").get(1).get("guessed").asBoolean()).isFalse();
        JsonNode ignored = json(manager().send("POST", path + "/start", null));
        TestServer.await(
                "imported",
                () -> json(manager().get(path)).get("status").asString().equals("done"));
        JsonNode done = json(manager().get(path));
        assertThat(done.get("result").get("created").asLong()).isEqualTo(1);
        assertThat(done.get("result").get("rejected").asLong()).isEqualTo(1);
        assertThat(done.get("rejections").get(0).get("row").asLong()).isEqualTo(3);
        HttpResponse<String> rejected =
                manager().with("Accept-Language", "ru").get(path + "/rejected.csv");
        manager().with("Accept-Language", "en");
        assertThat(rejected.headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment");
        assertThat(rejected.body())
                .isEqualTo(
                        "\ufeffНомер;X;Имя;Почему не загружено\r\n495;;Ира;В номере не хватает цифр: найдено 3.\r\n");
        JsonNode undone = json(manager().send("POST", path + "/undo", null));
        assertThat(undone.get("status").asString()).isEqualTo("undone");
        assertThat(undone.get("undo").get("removed").asLong()).isEqualTo(1);
        problem(manager().send("POST", path + "/undo", null), 409, "import-wrong-state");
        JsonNode list = json(manager().get("/api/v1/imports?limit=1"));
        assertThat(list.get("items")).hasSize(1);
        assertThat(list.get("next").isNull()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void eachRoleSeesWhatItMay(Role role) {
        HttpResponse<String> list =
                PEOPLE.get(role).get("/api/v1/clients?query=" + encoded("Иванов"));
        HttpResponse<String> card = PEOPLE.get(role).get("/api/v1/clients/" + client);
        if (role == Role.ALERT_OPERATOR) {
            problem(list, 403, "forbidden");
            problem(card, 403, "forbidden");
            return;
        }
        JsonNode line = json(list).get("items").get(0);
        JsonNode whole = json(card);
        boolean people =
                role == Role.ADMINISTRATOR || role == Role.CAMPAIGN_MANAGER || role == Role.AGENT;
        boolean numbers = role == Role.ADMINISTRATOR || role == Role.AGENT;
        String phone = numbers ? "+7 916 123-45-67" : "+7 ··· ··· 45-67";
        assertThat(line.get("phone").asString()).isEqualTo(phone);
        assertThat(whole.get("phone").asString()).isEqualTo(phone);
        assertThat(line.get("name").asString()).isEqualTo(people ? "Иванов Пётр" : "И••• П•••");
        assertThat(field(whole, "debt")).isEqualTo(people ? "1,234.56\u00a0₽" : "•••");
        assertThat(field(whole, "birth_date")).isEqualTo(people ? "5 Mar 1985" : "•••");
        assertThat(field(whole, "sex")).isEqualTo(people ? "male" : "•••");
        assertThat(field(whole, "city")).isEqualTo("Казань");
        assertThat(field(whole, "last_visit")).isEqualTo("24 Nov 2026, 10:00");
        assertThat(field(whole, "bonus_points")).isEqualTo("1,250");
        assertThat(field(whole, "app_user")).isEqualTo("yes");
        if (!numbers) {
            assertThat(list.body() + card.body())
                    .doesNotContain("9161234567")
                    .doesNotContain("123-45-67");
        }
        if (!people) {
            assertThat(card.body())
                    .doesNotContain("Mar 1985")
                    .doesNotContain("1985-03")
                    .doesNotContain("1,234")
                    .doesNotContain("1234.56");
        }
    }

    private static String field(JsonNode card, String key) {
        for (JsonNode one : card.get("fields")) {
            if (one.get("key").asString().equals(key)) {
                return one.get("value").asString();
            }
        }
        return "none";
    }

    @Test
    void theCardTellsWhereAnswersComeFrom() {
        Browser agent = PEOPLE.get(Role.AGENT);
        JsonNode card = json(agent.get("/api/v1/clients/" + client));
        assertThat(card.get("externalId").asString()).isEqualTo("A-1");
        assertThat(card.get("importId").asString()).isEqualTo(imported);
        assertThat(card.get("consents").get(0).get("source").asString())
                .isEqualTo("import:" + imported);
        assertThat(card.get("consents").get(0).get("sourceText").asString())
                .isEqualTo("a file, import " + imported);
        String path = "/api/v1/clients/" + client;
        JsonNode withdrawn = json(agent.send("POST", path + "/consent", "{\"given\":false}"));
        assertThat(withdrawn.get("consents").get(0).get("given").asBoolean()).isFalse();
        assertThat(withdrawn.get("consents").get(0).get("sourceText").asString())
                .isEqualTo("an employee");
        JsonNode silent = json(manager().send("POST", path + "/opt-out", null));
        assertThat(silent.get("optedOut").asBoolean()).isTrue();
        assertThat(
                        json(agent.get("/api/v1/clients?query=4567"))
                                .get("items")
                                .get(0)
                                .get("optedOut")
                                .asBoolean())
                .isTrue();
        JsonNode back = json(agent.send("POST", path + "/opt-in", null));
        assertThat(back.get("optedOut").asBoolean()).isFalse();
        assertThat(back.get("optOuts")).hasSize(2);
        problem(agent.send("POST", path + "/consent", "{}"), 422, "consent-missing");
        problem(PEOPLE.get(Role.ANALYST).send("POST", path + "/opt-out", null), 403, "forbidden");
    }

    @Test
    void theCardIsWrittenInTheReadersLanguage() {
        Browser russian = server.browser("agent").with("Accept-Language", "ru");
        JsonNode card = json(russian.get("/api/v1/clients/" + client));
        assertThat(field(card, "debt")).isEqualTo("1\u00a0234,56\u00a0₽");
        assertThat(field(card, "birth_date")).isEqualTo("05.03.1985");
        assertThat(field(card, "last_visit")).isEqualTo("24.11.2026, 10:00");
        assertThat(field(card, "sex")).isEqualTo("мужской");
        assertThat(field(card, "app_user")).isEqualTo("да");
    }

    @Test
    void anotherDepartmentsRowsAreNotFound() {
        problem(stranger.get("/api/v1/clients/" + client), 404, "not-found");
        problem(
                stranger.send("POST", "/api/v1/clients/" + client + "/opt-out", null),
                404,
                "not-found");
        problem(stranger.get("/api/v1/imports/" + imported), 404, "not-found");
        problem(stranger.get("/api/v1/imports/" + imported + "/rejected.csv"), 404, "not-found");
        problem(
                stranger.send("POST", "/api/v1/imports/" + imported + "/undo", null),
                404,
                "not-found");
        assertThat(json(stranger.get("/api/v1/clients?query=4567")).get("total").asLong()).isZero();
        assertThat(json(stranger.get("/api/v1/clients")).get("total").asLong()).isZero();
        assertThat(json(stranger.get("/api/v1/imports")).get("items")).isEmpty();
    }

    @Test
    void anApproverSeesImportsButNotWhatFilesHold() {
        JsonNode waiting = uploaded("Телефон;Имя\n9169999999;Секрет\n");
        String path = "/api/v1/imports/" + waiting.get("id").asString();
        HttpResponse<String> seen = PEOPLE.get(Role.APPROVER).get(path);
        assertThat(json(seen).get("columns")).hasSize(2);
        assertThat(seen.body()).doesNotContain("9169999999").doesNotContain("Секрет");
        problem(PEOPLE.get(Role.APPROVER).send("POST", path + "/start", null), 403, "forbidden");
        problem(PEOPLE.get(Role.AGENT).get(path), 403, "forbidden");
        assertThat(manager().send("DELETE", path, null).statusCode()).isEqualTo(204);
        problem(manager().get(path), 404, "not-found");
    }

    @Test
    void badRequestsAreAnsweredWithReasons() {
        problem(manager().upload("/api/v1/imports", "x.csv", new byte[0]), 422, "import-refused");
        HttpResponse<String> refused =
                manager().upload("/api/v1/imports", "x.zip", new byte[] {'P', 'K', 3, 4, 0, 0});
        problem(refused, 422, "import-refused");
        assertThat(JSON.readTree(refused.body()).get("detail").asString()).endsWith(".");
        assertThat(manager().send("POST", "/api/v1/imports", "{}").statusCode()).isEqualTo(415);
        problem(
                manager()
                        .uploadRaw(
                                "/api/v1/imports", "multipart/form-data; boundary=b", "--b--\r\n"),
                400,
                "import-no-file");
        problem(
                manager().uploadRaw("/api/v1/imports", "multipart/form-data", "x"),
                400,
                "import-no-file");
        problem(
                manager()
                        .uploadRaw(
                                "/api/v1/imports",
                                "multipart/form-data; boundary=b",
                                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nТелефон\n916"),
                400,
                "import-no-file");
        String path = "/api/v1/imports/" + uploaded("Имя\nОля\n").get("id").asString();
        problem(manager().send("POST", path + "/start", null), 422, "import-no-number");
        problem(
                manager().send("PUT", path + "/columns", "{\"columns\":[{\"field\":\"city\"}]}"),
                422,
                "import-column-unknown");
        problem(
                manager()
                        .send(
                                "PUT",
                                path + "/columns",
                                "{\"columns\":[{\"index\":0,\"field\":\"msisdn\"}]}"),
                422,
                "import-field-unknown");
        problem(manager().get("/api/v1/clients?query=" + "x".repeat(101)), 422, "search-too-long");
        problem(manager().get("/api/v1/clients/999999999"), 404, "not-found");
        assertThat(manager().get("/api/v1/clients/x").statusCode()).isEqualTo(400);
        assertThat(manager().get("/api/v1/clients?after=x").statusCode()).isEqualTo(400);
    }

    @Test
    void theSampleFileCanBeImported() {
        HttpResponse<String> sample = manager().get("/api/v1/imports/sample.csv");
        assertThat(sample.body()).startsWith("\ufeffPhone;Last name");
        JsonNode done = imported(sample.body());
        assertThat(done.get("result").get("created").asLong()).isEqualTo(2);
        assertThat(done.get("result").get("warnings").asLong()).isZero();
        assertThat(
                        json(manager()
                                        .send(
                                                "POST",
                                                "/api/v1/imports/"
                                                        + done.get("id").asString()
                                                        + "/undo",
                                                null))
                                .get("undo")
                                .get("removed")
                                .asLong())
                .isEqualTo(2);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package io.soroka.contacts.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.access.Role;
import io.soroka.access.Users;
import io.soroka.imports.ClientImport;
import io.soroka.testing.Browser;
import io.soroka.testing.Folders;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A field from the administrator's first thought to its end, through everything that uses it. */
@Tag("slow")
class FieldCatalogueApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CATALOGUE = "/api/v1/field-catalogue";

    private static TestServer server;
    private static Browser admin;
    private static Browser anna;
    private static long department;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start("{\"operators\": [{\"name\": \"severs\"}]}");
        department = server.sql().sql("select min(id) from department").query(Long.class).single();
        server.bean(Users.class)
                .createForDemo("agent", "A", Role.AGENT, department, TestServer.PASSWORD);
        admin = server.browser("admin");
        anna = server.browser("anna");
    }

    @AfterAll
    static void stop() throws IOException {
        admin.close();
        anna.close();
        server.close();
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static JsonNode ok(HttpResponse<String> answer) {
        return json(answer, 200);
    }

    private static JsonNode field(JsonNode list, String key) {
        for (JsonNode one : list.get("items")) {
            if (one.get("key").asString().equals(key)) {
                return one;
            }
        }
        throw new AssertionError("no field " + key);
    }

    private static List<String> keys(Browser who) {
        return ok(who.get("/api/v1/fields")).get("items").values().stream()
                .map(one -> one.get("key").asString())
                .toList();
    }

    private static long count(String condition) {
        return ok(anna.send("POST", "/api/v1/segments/count", "{\"criteria\":" + condition + "}"))
                .get("found")
                .asLong();
    }

    @Test
    void a_field_goes_its_whole_way() throws IOException {
        JsonNode hobbies =
                json(
                        admin.send(
                                "POST",
                                CATALOGUE,
                                """
                                {"key":"hobbies","type":"many_of","titleRu":"Увлечения","titleEn":"Hobbies","personalData":"none",
                                 "source":"CRM","synonyms":["хобби"],
                                 "options":[{"code":"ski","titleRu":"лыжи","titleEn":"skiing"},{"code":"tea","titleRu":"чай","titleEn":"tea"},
                                            {"code":"art","titleRu":"живопись","titleEn":"painting"}]}
                                """),
                        201);
        assertThat(hobbies.get("version").asInt()).isEqualTo(1);
        assertThat(hobbies.get("standard").asBoolean()).isFalse();
        json(
                admin.send(
                        "POST",
                        CATALOGUE,
                        """
                        {"key":"bill","type":"money","titleRu":"Счёт за связь","titleEn":"Phone bill","personalData":"none"}
                        """),
                201);
        Path file = Folders.fresh("fields").resolve("clients.csv");
        Files.writeString(
                file,
                """
                Телефон;Имя;Хобби;Счёт за связь
                79161230001;Вера;чай, лыжи;1200,50
                79161230002;Глеб;SKI;90
                79161230003;Нина;;
                79161230004;Олег;рыбалка;15
                """);
        var result = server.bean(ClientImport.class).run(file, department, "test");
        assertThat(result.warnings()).isEqualTo(1);
        assertThat(
                        server.sql()
                                .sql(
                                        "select x_hobbies::text || x_bill from client order by msisdn limit 2")
                                .query((row, number) -> row.getString(1))
                                .list())
                .containsExactly("{ski,tea}1200.50", "{ski}90.00");

        // Conditions.
        assertThat(count("{\"field\":\"hobbies\",\"is\":\"in\",\"values\":[\"ski\",\"art\"]}"))
                .isEqualTo(2);
        assertThat(count("{\"field\":\"hobbies\",\"is\":\"has_all\",\"values\":[\"ski\",\"tea\"]}"))
                .isEqualTo(1);
        assertThat(count("{\"field\":\"Увлечения\",\"is\":\"not_in\",\"values\":[\"tea\"]}"))
                .isEqualTo(3);
        assertThat(count("{\"field\":\"hobbies\",\"is\":\"empty\"}")).isEqualTo(2);
        assertThat(count("{\"field\":\"Phone bill\",\"is\":\"ge\",\"value\":90}")).isEqualTo(2);
        JsonNode values = ok(anna.get("/api/v1/fields/hobbies/values")).get("items");
        assertThat(values.get(0).get("value").asString()).isEqualTo("ski");
        assertThat(values.get(0).get("title").asString()).isEqualTo("skiing");
        assertThat(values.get(0).get("count").asLong()).isEqualTo(2);

        // A client's card.
        long vera =
                server.sql()
                        .sql("select id from client where msisdn = 79161230001")
                        .query(Long.class)
                        .single();
        JsonNode card = ok(anna.get("/api/v1/clients/" + vera));
        assertThat(card.get("fields").toString())
                .contains("\"hobbies\"", "skiing, tea", "\"ski,tea\"", "1,200.50");

        // Texts.
        JsonNode text =
                json(
                        anna.send(
                                "POST",
                                "/api/v1/texts",
                                """
                                {"name":"Счёт","text":"{Имя|Клиент}, ваш счёт {Счёт за связь|0}. {hobbies|-}","messageClass":"service"}
                                """),
                        201);
        assertThat(text.get("id").asString()).isNotBlank();

        // Another title: what called it by the former one goes on to work.
        json(
                admin.send(
                        "PUT",
                        CATALOGUE + "/bill",
                        """
                        {"titleRu":"Начислено","titleEn":"Charged","personalData":"none","version":1}
                        """),
                200);
        JsonNode checked =
                ok(
                        anna.send(
                                "POST",
                                "/api/v1/texts/check",
                                "{\"text\":\"{Счёт за связь} {Начислено}\"}"));
        assertThat(checked.get("problems")).isEmpty();
        assertThat(checked.get("variables").get(0).get("key").asString()).isEqualTo("bill");

        // In use, then in nobody's.
        json(
                anna.send(
                        "POST",
                        "/api/v1/segments",
                        """
                        {"name":"Лыжники","criteria":{"field":"hobbies","is":"in","values":["ski"]}}
                        """),
                201);
        ok(admin.send("PUT", CATALOGUE + "/hobbies/archived", "{\"archived\":true,\"version\":1}"));
        assertThat(keys(anna)).contains("bill").doesNotContain("hobbies");
        assertThat(count("{\"field\":\"hobbies\",\"is\":\"filled\"}")).isEqualTo(2);
        JsonNode held = json(admin.send("DELETE", CATALOGUE + "/hobbies", null), 409);
        assertThat(held.get("code").asString()).isEqualTo("field-in-use");
        assertThat(held.get("detail").asString()).contains("Лыжники");
        server.sql().sql("delete from segment").update();
        server.sql().sql("update text_template set text = 'Привет'").update();
        assertThat(admin.send("DELETE", CATALOGUE + "/hobbies", null).statusCode()).isEqualTo(204);
        JsonNode unknown =
                json(
                        anna.send(
                                "POST",
                                "/api/v1/segments/count",
                                "{\"criteria\":{\"field\":\"hobbies\",\"is\":\"filled\"}}"),
                        422);
        assertThat(unknown.get("errors").get(0).get("pointer").asString())
                .isEqualTo("/criteria/field");

        // The journal knows all of it.
        assertThat(
                        server.sql()
                                .sql(
                                        "select action from audit where object like 'field:%' order by id")
                                .query((row, number) -> row.getString(1))
                                .list())
                .startsWith(
                        "field.added",
                        "field.added",
                        "field.changed",
                        "field.archived",
                        "field.removed");
    }

    @Test
    void only_administrators_edit_the_catalogue() {
        try (Browser agent = server.browser("agent")) {
            for (Browser who : List.of(anna, agent)) {
                json(who.get(CATALOGUE), 403);
                json(who.send("POST", CATALOGUE, "{}"), 403);
                json(who.send("PUT", CATALOGUE + "/city", "{}"), 403);
                json(who.send("PUT", CATALOGUE + "/city/archived", "{}"), 403);
                json(who.send("DELETE", CATALOGUE + "/city", null), 403);
            }
        }
        JsonNode city = field(ok(admin.get(CATALOGUE)), "city");
        assertThat(city.get("standard").asBoolean()).isTrue();
        assertThat(city.get("version").asInt()).isZero();
    }

    @Test
    void what_has_readers_of_its_own_is_hidden_from_others() {
        json(
                admin.send(
                        "POST",
                        CATALOGUE,
                        """
                        {"key":"diagnosis","type":"text","titleRu":"Диагноз","titleEn":"Diagnosis","personalData":"special",
                         "readers":["agent"]}
                        """),
                201);
        long id =
                server.sql()
                        .sql(
                                """
                                insert into client (department_id, msisdn, x_diagnosis, created_at, updated_at)
                                values (?, 79165550001, 'насморк', now(), now()) returning id
                                """)
                        .param(department)
                        .query(Long.class)
                        .single();
        assertThat(keys(anna)).doesNotContain("diagnosis");
        assertThat(anna.get("/api/v1/clients/" + id).body()).doesNotContain("насморк");
        json(anna.get("/api/v1/fields/diagnosis/values"), 404);
        String tree = "{\"field\":\"diagnosis\",\"is\":\"contains\",\"value\":\"нас\"}";
        json(anna.send("POST", "/api/v1/segments/count", "{\"criteria\":" + tree + "}"), 422);
        json(anna.send("POST", "/api/v1/segments/sample", "{\"criteria\":" + tree + "}"), 422);
        json(
                anna.send(
                        "POST",
                        "/api/v1/segments",
                        "{\"name\":\"Больные\",\"criteria\":" + tree + "}"),
                422);
        json(
                anna.send(
                        "POST",
                        "/api/v1/texts",
                        "{\"name\":\"Т\",\"text\":\"{Диагноз|-}\",\"messageClass\":\"service\"}"),
                422);
        JsonNode checked = ok(anna.send("POST", "/api/v1/texts/check", "{\"text\":\"{Диагноз}\"}"));
        assertThat(checked.get("problems")).isNotEmpty();
        try (Browser agent = server.browser("agent")) {
            assertThat(agent.get("/api/v1/clients/" + id).body()).contains("насморк");
        }
        assertThat(admin.get("/api/v1/clients/" + id).body()).contains("насморк");
    }

    @Test
    void what_is_wrong_is_told_at_its_place() {
        JsonNode wrong =
                json(
                        admin.send(
                                "POST",
                                CATALOGUE,
                                """
                                {"key":"x","type":"blob","titleRu":"X","titleEn":"X","personalData":"none"}
                                """),
                        422);
        assertThat(wrong.get("errors").get(0).get("pointer").asString()).isEqualTo("/type");
        json(
                admin.send(
                        "POST",
                        CATALOGUE,
                        """
                        {"key":"x","type":"text","titleRu":"X","titleEn":"X","personalData":"none","readers":["king"]}
                        """),
                422);
        json(admin.send("POST", CATALOGUE, "{\"key\":\"x\",\"type\":\"text\"}"), 422);
        json(admin.send("DELETE", CATALOGUE + "/nothing", null), 404);
    }
}

package io.soroka.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.testing.Browser;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A source from the first look to its history, over the API. */
class SourcesApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SOURCES = "/api/v1/sources";

    private static TestServer server;
    private static TestDatabase crm;
    private static Browser admin;
    private static String place;

    @BeforeAll
    static void start() throws IOException {
        server =
                TestServer.start(
                        "{\"operators\": [{\"name\": \"severs\"}]}",
                        "--soroka.sources.addresses=127.0.0.0/8");
        crm = TestDatabase.fresh();
        crm.sql()
                .sql(
                        "create table \"Клиенты\" (id int primary key, \"Телефон\" text, \"Фамилия\" text, at timestamp)")
                .update();
        crm.sql()
                .sql(
                        """
                        insert into "Клиенты" values (1, '+7 916 123-45-61', 'Иванова', '2026-11-01 10:00'),
                            (2, 'none', '=1+1', '2026-11-01 10:00'), (3, '+7 916 123-45-63', null, '2026-11-01 10:00')
                        """)
                .update();
        String[] words = crm.url().replaceFirst("jdbc:postgresql://", "").split("[:/?]");
        place =
                """
                "kind": "postgresql", "options": {"host": "127.0.0.1", "port": "%s", "database": "%s", "user": "%s"}
                """
                        .formatted(words[1], words[2], crm.user());
        admin = server.browser("admin");
    }

    @AfterAll
    static void stop() throws IOException {
        admin.close();
        server.close();
        crm.close();
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain(crm.password());
        return JSON.readTree(answer.body());
    }

    private static JsonNode post(String path, String body, int status) {
        return json(admin.send("POST", SOURCES + path, body), status);
    }

    private static String look(String more) {
        return "{" + place + ", \"secret\": \"" + crm.password() + "\"" + more + "}";
    }

    private static String wanted(String name, String more) {
        return """
        {%s, "secret": "%s", "name": "%s", "entity": "public.Клиенты", "key": "id", "changed": "at",
         "mapping": [{"column": "id", "field": "external_id"}, {"column": "Телефон", "field": "phone"},
                     {"column": "Фамилия", "field": "last_name", "conflict": "keep"}]%s}
        """
                .formatted(place, crm.password(), name, more);
    }

    @Test
    void from_the_first_look_to_the_history() {
        JsonNode kinds = json(admin.get("/api/v1/source-kinds"), 200).get("items");
        assertThat(
                        Stream.iterate(0, i -> i < kinds.size(), i -> i + 1)
                                .map(i -> kinds.get(i).get("kind").asString()))
                .containsExactly("files", "jdbc", "mariadb", "postgresql", "rest", "sftp");
        assertThat(post("/entities", look(""), 200).get("items").toString())
                .contains("\"public.Клиенты\"");
        String entity = ", \"entity\": \"public.Клиенты\"";
        JsonNode columns = post("/columns", look(entity), 200).get("items");
        assertThat(columns.toString())
                .isEqualTo(
                        "[{\"name\":\"id\",\"type\":\"number\",\"key\":true,\"field\":\"external_id\"},"
                                + "{\"name\":\"Телефон\",\"type\":\"text\",\"key\":false,\"field\":\"phone\"},"
                                + "{\"name\":\"Фамилия\",\"type\":\"text\",\"key\":false,\"field\":\"last_name\"},"
                                + "{\"name\":\"at\",\"type\":\"moment\",\"key\":false,\"field\":null}]");
        JsonNode preview = post("/preview", look(entity), 200);
        assertThat(preview.get("rows").get(0).toString())
                .isEqualTo("[\"1\",\"+7 916 123-45-61\",\"Иванова\",\"2026-11-01T10:00\"]");
        JsonNode made = post("", wanted("CRM", ""), 201);
        String id = made.get("id").asString();
        assertThat(made.get("match").asString()).isEqualTo("external_id");
        assertThat(made.get("hasSecret").asBoolean()).isTrue();
        assertThat(made.get("nextRun").isNull()).isTrue();
        assertThat(made.get("mostRemoved").asInt()).isEqualTo(20);
        assertThat(made.get("mapping").get(1).get("conflict").asString()).isEqualTo("source");
        JsonNode run = post("/" + id + "/runs", "{\"mode\": \"incremental\"}", 201);
        String runPath = SOURCES + "/" + id + "/runs/" + run.get("id").asString();
        TestServer.await(
                "it has run",
                () -> !json(admin.get(runPath), 200).get("status").asString().equals("running"));
        JsonNode ended = json(admin.get(runPath), 200);
        assertThat(ended.get("status").asString()).isEqualTo("done");
        assertThat(
                        List.of(
                                ended.get("read").asInt(),
                                ended.get("created").asInt(),
                                ended.get("bad").asInt()))
                .containsExactly(3, 2, 1);
        assertThat(
                        json(admin.get(SOURCES), 200)
                                .get("items")
                                .get(0)
                                .get("lastRun")
                                .get("read")
                                .asInt())
                .isEqualTo(3);
        JsonNode listed = json(admin.get(runPath + "/problems"), 200);
        assertThat(listed.get("items")).hasSize(1);
        assertThat(listed.get("items").get(0).get("key").asString()).isEqualTo("2");
        assertThat(listed.get("items").get(0).get("column").asString()).isEqualTo("Телефон");
        assertThat(listed.get("items").get(0).get("reason").asString())
                .isNotBlank()
                .doesNotContain("none");
        assertThat(listed.get("next").isNull()).isTrue();
        JsonNode first = json(admin.get(runPath + "/problems?limit=1"), 200);
        assertThat(first.get("next").asString()).isEqualTo("1");
        assertThat(json(admin.get(runPath + "/problems?after=1"), 200).get("items")).isEmpty();
        HttpResponse<String> problems = admin.get(runPath + "/problems.csv");
        assertThat(problems.body())
                .startsWith(
                        "\ufeff\"Key of the row\";\"Column\";\"Reason\"\r\n\"2\";\"Телефон\";\"")
                .doesNotContain("none");
        assertThat(
                        post("/" + id + "/runs/" + run.get("id").asString() + "/stop", null, 409)
                                .get("code")
                                .asString())
                .isEqualTo("source-not-running");
        JsonNode page = json(admin.get(SOURCES + "/" + id + "/runs?limit=1"), 200);
        assertThat(page.get("next").asString()).isEqualTo(run.get("id").asString());
        assertThat(
                        json(
                                        admin.get(
                                                SOURCES
                                                        + "/"
                                                        + id
                                                        + "/runs?after="
                                                        + run.get("id").asString()),
                                        200)
                                .get("items"))
                .isEmpty();
        // Without a secret the kept one stays.
        String changed =
                wanted("CRM 2", ", \"version\": 1, \"everyMinutes\": 15, \"fullAt\": \"03:30\"");
        JsonNode after =
                json(
                        admin.send(
                                "PUT",
                                SOURCES + "/" + id,
                                changed.replace("\"secret\": \"" + crm.password() + "\", ", "")),
                        200);
        assertThat(after.get("hasSecret").asBoolean()).isTrue();
        assertThat(after.get("fullAt").asString()).isEqualTo("03:30");
        assertThat(after.get("nextRun").get("mode").asString()).isIn("incremental", "full");
        assertThat(preview.get("rows").get(2).get(2).isNull()).isTrue();
        assertThat(json(admin.get(SOURCES + "/" + id), 200).get("name").asString())
                .isEqualTo("CRM 2");
        assertThat(
                        server.sql()
                                .sql(
                                        "select action from audit where action like 'source.%' order by id")
                                .query(String.class)
                                .list())
                .containsExactly(
                        "source.looked-into",
                        "source.previewed",
                        "source.created",
                        "source.run",
                        "source.problems-listed",
                        "source.problems-listed",
                        "source.problems-listed",
                        "source.problems-fetched",
                        "source.changed");
        assertThat(
                        server.sql()
                                .sql("select count(*) from audit where details::text like ?")
                                .param("%" + crm.password() + "%")
                                .query(Long.class)
                                .single())
                .isZero();
        assertThat(admin.send("DELETE", SOURCES + "/" + id, null).statusCode()).isEqualTo(204);
        assertThat(admin.get(SOURCES + "/" + id).statusCode()).isEqualTo(404);
        assertThat(
                        server.sql()
                                .sql("select count(*) from client_source")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void what_can_not_be_is_told_at_its_place() {
        JsonNode invalid = post("", wanted("X", ", \"mostRemoved\": 0"), 422);
        assertThat(invalid.get("code").asString()).isEqualTo("source-invalid");
        assertThat(invalid.get("errors").get(0).get("pointer").asString())
                .isEqualTo("/mostRemoved");
        assertThat(invalid.get("detail").asString()).isEqualTo("A number from 1 to 100.");
        assertThat(post("", wanted("X", ", \"fullAt\": \"half past\""), 422).get("code").asString())
                .isEqualTo("source-time-unusable");
        assertThat(
                        post("", wanted("X", "").replace("\"keep\"", "\"win\""), 422)
                                .get("code")
                                .asString())
                .isEqualTo("source-conflict-unknown");
        JsonNode unusable = post("/entities", "{" + place + ", \"secret\": \"wrong\"}", 422);
        assertThat(unusable.get("code").asString()).isEqualTo("source-unusable");
        assertThat(unusable.get("detail").asString()).startsWith("The server did not accept");
        assertThat(
                        post("/entities", look("").replace("127.0.0.1", "10.0.0.1"), 422)
                                .get("detail")
                                .asString())
                .startsWith("This address is not allowed");
        assertThat(
                        post("/preview", look(", \"entity\": \"public.x; drop table y\""), 422)
                                .get("code")
                                .asString())
                .isEqualTo("source-unusable");
        assertThat(post("/entities", "{\"sourceId\": \"x\"}", 404).get("code").asString())
                .isEqualTo("not-found");
        assertThat(post("/1/runs", "{\"mode\": \"often\"}", 422).get("code").asString())
                .isEqualTo("source-mode-unknown");
    }

    @Test
    void not_in_practice() {
        try (Browser practising = server.browser("admin")) {
            assertThat(
                            practising
                                    .send("PUT", "/api/v1/session/practice", "{\"on\": true}")
                                    .statusCode())
                    .isLessThan(300);
            assertThat(practising.send("POST", SOURCES, wanted("P", "")).statusCode())
                    .isEqualTo(409);
            assertThat(practising.send("POST", SOURCES + "/preview", look("")).statusCode())
                    .isEqualTo(409);
        }
    }
}

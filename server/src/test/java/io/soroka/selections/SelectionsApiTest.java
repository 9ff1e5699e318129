package io.soroka.selections;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.testing.Browser;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A selection from the first look to its history, over the API. */
class SelectionsApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SELECTIONS = "/api/v1/selections";

    private static TestServer server;
    private static TestDatabase crm;
    private static Browser admin;
    private static Browser manager;
    private static String source;

    @BeforeAll
    static void start() throws IOException {
        server =
                TestServer.start(
                        "{\"operators\": [{\"name\": \"severs\"}]}",
                        "--soroka.sources.addresses=127.0.0.0/8");
        crm = TestDatabase.fresh();
        crm.sql().sql("create table debts (id int primary key, phone text, debt numeric)").update();
        crm.sql()
                .sql(
                        """
                        insert into debts values (1, '+7 916 123-45-61', 1500), (2, '=none', 2000), (3, '89161234563', 10),
                            (4, '89161234564', 9000)
                        """)
                .update();
        String[] words = crm.url().replaceFirst("jdbc:postgresql://", "").split("[:/?]");
        admin = server.browser("admin");
        manager = server.browser("anna");
        source =
                json(
                                admin.send(
                                        "POST",
                                        "/api/v1/sources",
                                        """
                                        {"kind": "postgresql", "options": {"host": "127.0.0.1", "port": "%s", "database": "%s", "user": "%s"},
                                         "secret": "%s", "name": "CRM", "entity": "public.debts", "key": "id",
                                         "mapping": [{"column": "phone", "field": "phone"}]}
                                        """
                                                .formatted(
                                                        words[1],
                                                        words[2],
                                                        crm.user(),
                                                        crm.password())),
                                201)
                        .get("id")
                        .asString();
    }

    @AfterAll
    static void stop() throws IOException {
        admin.close();
        manager.close();
        server.close();
        crm.close();
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static String wanted(String name, String query, String more) {
        return """
        {"name": "%s", "sourceId": "%s", "query": "%s", "parameters": [{"name": "min", "type": "money", "value": "1000"}],
         "match": "phone", "matchColumn": "phone", "createsUnknown": true,
         "variables": [{"name": "долг", "type": "money", "column": "debt"}]%s}
        """
                .formatted(name, source, query, more);
    }

    private static final String QUERY =
            "select phone, debt from debts where debt >= :min order by id";

    @Test
    void fromTheFirstLookToTheHistory() {
        JsonNode preview =
                json(
                        admin.send(
                                "POST",
                                SELECTIONS + "/preview",
                                wanted("", QUERY, ", \"values\": {\"min\": \"5000\"}")),
                        200);
        assertThat(preview.toString())
                .isEqualTo(
                        "{\"columns\":[{\"name\":\"phone\",\"type\":\"text\"},{\"name\":\"debt\",\"type\":\"number\"}],"
                                + "\"rows\":[[\"89161234564\",\"9000\"]]}");
        JsonNode made = json(admin.send("POST", SELECTIONS, wanted("Долги", QUERY, "")), 201);
        String id = made.get("id").asString();
        assertThat(made.get("query").asString()).isEqualTo(QUERY);
        // Whoever makes campaigns runs it and does not see what is asked.
        JsonNode seen = json(manager.get(SELECTIONS + "/" + id), 200);
        assertThat(seen.get("query").isNull()).isTrue();
        assertThat(seen.get("matchColumn").isNull()).isTrue();
        assertThat(seen.toString()).doesNotContain("debts");
        JsonNode begun =
                json(
                        manager.send("POST", SELECTIONS + "/" + id + "/runs", "{\"values\": {}}"),
                        201);
        String run = SELECTIONS + "/" + id + "/runs/" + begun.get("id").asString();
        TestServer.await(
                "it has run",
                () -> !json(manager.get(run), 200).get("status").asString().equals("running"));
        JsonNode ended = json(manager.get(run), 200);
        assertThat(ended.get("status").asString()).as(ended.toString()).isEqualTo("done");
        assertThat(
                        List.of(
                                ended.get("read").asInt(),
                                ended.get("people").asInt(),
                                ended.get("created").asInt(),
                                ended.get("bad").asInt()))
                .containsExactly(3, 2, 2, 1);
        assertThat(
                        json(manager.get(SELECTIONS), 200)
                                .get("items")
                                .get(0)
                                .get("whole")
                                .get("people")
                                .asInt())
                .isEqualTo(2);
        HttpResponse<String> problems = admin.get(run + "/problems.csv");
        assertThat(problems.body())
                .startsWith("\ufeff\"Row\";\"Column\";\"Reason\"\r\n\"2\";\"phone\";\"")
                .doesNotContain("none");
        assertThat(manager.get(run + "/problems.csv").statusCode()).isEqualTo(403);
        assertThat(json(manager.send("POST", run + "/stop", null), 409).get("code").asString())
                .isEqualTo("selection-not-running");
        // What the text may name is told where it is checked.
        JsonNode check =
                json(
                        manager.send(
                                "POST",
                                "/api/v1/texts/check",
                                """
                                {"text": "{долг}", "criteria": {"about": "selection", "is": "in", "values": ["%s"]}}
                                """
                                        .formatted(id)),
                        200);
        assertThat(check.get("selected").toString())
                .isEqualTo("[{\"name\":\"долг\",\"type\":\"money\"}]");
        assertThat(check.get("problems").isEmpty()).isTrue();
        assertThat(json(manager.get("/api/v1/criteria/selection/choices"), 200).toString())
                .contains("Долги");
        json(
                admin.send(
                        "PUT",
                        SELECTIONS + "/" + id,
                        wanted("Долги 2", QUERY, ", \"version\": 1, \"dailyAt\": \"09:00\"")),
                200);
        assertThat(
                        admin.send(
                                        "PUT",
                                        SELECTIONS + "/" + id,
                                        wanted("x", QUERY, ", \"version\": 1"))
                                .statusCode())
                .isEqualTo(409);
        assertThat(admin.send("DELETE", SELECTIONS + "/" + id, null).statusCode()).isEqualTo(204);
        assertThat(
                        server.sql()
                                .sql(
                                        "select action from audit where action like 'selection.%' order by id")
                                .query(String.class)
                                .list())
                .containsExactly(
                        "selection.previewed",
                        "selection.created",
                        "selection.run",
                        "selection.problems-fetched",
                        "selection.changed",
                        "selection.deleted");
    }

    @Test
    void whatCanNotBeIsToldAtItsPlace() {
        refused(wanted("X", QUERY + "; delete from debts", ""), "/query", "semicolon");
        refused(wanted("X", "delete from debts", ""), "/query", "begins with SELECT");
        refused(wanted("X", "select :other as phone", ""), "/query", "no parameter \"other\"");
        refused(
                wanted("X", QUERY, "").replace("\"1000\"", "\"1000 or 1=1\""),
                "/parameters/0/value",
                "no number");
        refused(
                wanted("X", QUERY, "").replace("\"name\": \"min\"", "\"name\": \"min or\""),
                "/parameters/0/name",
                "Latin letters");
        refused(wanted("X", QUERY, "").replace("долг", "{долг}"), "/variables/0/name", "letters");
        refused(
                wanted("X", QUERY, "").replace("\"sourceId\": \"", "\"sourceId\": \"99"),
                "/sourceId",
                "no such source");
        refused(
                wanted("X", QUERY, "").replace("\"match\": \"phone\"", "\"match\": \"name\""),
                "/match",
                "phone, external_id");
        JsonNode slip =
                json(
                        admin.send(
                                "POST",
                                SELECTIONS + "/preview",
                                wanted("X", "select nothing from nowhere", "")),
                        422);
        assertThat(slip.get("code").asString()).isEqualTo("source-unusable");
        assertThat(slip.get("detail").asString()).doesNotContain("nowhere");
        for (String path : List.of("", "/preview")) {
            assertThat(manager.send("POST", SELECTIONS + path, wanted("X", QUERY, "")).statusCode())
                    .isEqualTo(403);
        }
    }

    private static void refused(String body, String place, String words) {
        JsonNode answer = json(admin.send("POST", SELECTIONS, body), 422);
        assertThat(answer.get("errors").get(0).get("pointer").asString()).isEqualTo(place);
        assertThat(answer.get("detail").asString()).contains(words);
    }

    @Test
    void notInPractice() {
        try (Browser practising = server.browser("admin")) {
            assertThat(
                            practising
                                    .send("PUT", "/api/v1/session/practice", "{\"on\": true}")
                                    .statusCode())
                    .isLessThan(300);
            for (String path : List.of("", "/preview")) {
                assertThat(
                                practising
                                        .send("POST", SELECTIONS + path, wanted("P", QUERY, ""))
                                        .statusCode())
                        .isEqualTo(409);
            }
        }
    }
}

package io.soroka.lists.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.testing.Browser;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists from their making to their end. */
@Tag("slow")
class ListsApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static TestServer server;
    private static Browser admin;
    private static Browser anna;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start("{\"operators\": [{\"name\": \"severs\"}]}");
        admin = server.browser("admin");
        anna = server.browser("anna");
        server.sql()
                .sql(
                        """
                        insert into client (department_id, external_id, msisdn, city, created_at, updated_at)
                        select department_id, 'Л-' || n, 79161250000 + n,
                               case when n % 2 = 0 then 'Казань' else 'Пермь' end, now(), now()
                          from app_user, generate_series(1, 9) n where login = 'anna'
                        """)
                .update();
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

    private static HttpResponse<String> post(String path, String json) {
        return anna.send("POST", path, json.replace('\'', '"'));
    }

    private static JsonNode made(String json) {
        return json(post("/api/v1/lists", json), 201);
    }

    private static JsonNode numbers(String name, int... people) {
        var numbers = new StringBuilder();
        for (int person : people) {
            numbers.append(numbers.isEmpty() ? "" : ",").append("'8916125000" + person + "'");
        }
        return made("{'name':'%s','origin':'numbers','numbers':[%s]}".formatted(name, numbers));
    }

    private static void requireProblem(HttpResponse<String> answer, String expected) {
        String[] words = expected.split(" ");
        JsonNode problem = json(answer, Integer.parseInt(words[0]));
        assertThat(problem.get("type").asString()).endsWith(words[1]);
        assertThat(problem.get("detail").asString()).doesNotContain("{", "problem.");
        if (!words[2].equals("-")) {
            assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo(words[2]);
        }
    }

    private static long count(String id) {
        return json(
                        post(
                                "/api/v1/segments/count",
                                "{'criteria':{'about':'list','is':'in','values':['%s']}}"
                                        .formatted(id)),
                        200)
                .get("found")
                .asLong();
    }

    @Test
    void aListGoesItsWholeWay() {
        JsonNode list = numbers("Гости", 1, 2, 3);
        String id = list.get("id").asString();
        assertThat(list.get("members").asInt()).isEqualTo(3);
        assertThat(count(id)).isEqualTo(3);
        assertThat(
                        json(
                                        anna.get(
                                                "/api/v1/criteria/list/choices?search=%D0%B3%D0%BE%D1%81"),
                                        200)
                                .findValuesAsString("title"))
                .containsExactly("Гости");
        json(anna.send("PUT", "/api/v1/lists/" + id, "{\"name\":\"Друзья\"}"), 200);
        assertThat(json(anna.get("/api/v1/lists/" + id), 200).get("name").asString())
                .isEqualTo("Друзья");
        // A segment in a segment and a draft of a campaign need it.
        String inner =
                json(
                                post(
                                        "/api/v1/segments",
                                        "{'name':'Из списка','criteria':{'about':'list','is':'in','values':['%s']}}"
                                                .formatted(id)),
                                201)
                        .get("id")
                        .asString();
        requireProblem(anna.send("DELETE", "/api/v1/lists/" + id, null), "409 list-in-use -");
        assertThat(anna.send("DELETE", "/api/v1/segments/" + inner, null).statusCode())
                .isEqualTo(204);
        server.sql()
                .sql(
                        """
                        insert into campaign (id, department_id, name, class, text, criteria, created_at, created_by, changed_at)
                        select 4711, department_id, 'Черновик', 2, 'т',
                               jsonb_build_object('not', jsonb_build_object('about', 'list', 'is', 'in', 'values', jsonb_build_array(?::text))),
                               now(), 'я', now() from app_user where login = 'anna'
                        """)
                .param(id)
                .update();
        JsonNode needed = json(anna.send("DELETE", "/api/v1/lists/" + id, null), 409);
        assertThat(needed.get("detail").asString()).contains("Черновик");
        server.sql().sql("delete from campaign where id = 4711").update();
        assertThat(anna.send("DELETE", "/api/v1/lists/" + id, null).statusCode()).isEqualTo(204);
        json(anna.get("/api/v1/lists/" + id), 404);
        assertThat(count(id)).isZero();
        assertThat(
                        server.sql()
                                .sql(
                                        "select string_agg(action, ' ' order by id) from audit where object = ?")
                                .param("list:" + id)
                                .query(String.class)
                                .single())
                .isEqualTo("list.created list.renamed list.deleted");
    }

    @Test
    void listsAreMadeOfSegmentsFilesAndLists() {
        String segment =
                json(
                                post(
                                        "/api/v1/segments",
                                        "{'name':'Казань','criteria':{'field':'city','is':'in','values':['Казань']}}"),
                                201)
                        .get("id")
                        .asString();
        JsonNode frozen =
                made("{'name':'Казань','origin':'segment','segment':'%s'}".formatted(segment));
        assertThat(frozen.get("members").asInt()).isEqualTo(4);
        JsonNode file =
                json(
                        anna.upload(
                                "/api/v1/lists/file?name=%D0%A4%D0%B0%D0%B9%D0%BB",
                                "a/гости.csv",
                                "Имя;Телефон\nАня;8 916 125-00-01\nБорис;89161250002\nВера;12\nГлеб;89169999999\n"
                                        .getBytes(StandardCharsets.UTF_8)),
                        201);
        assertThat(file.get("name").asString()).isEqualTo("Файл");
        assertThat(file.get("madeOf").get(0).asString()).isEqualTo("гости.csv");
        assertThat(
                        file.get("members").asInt()
                                + " "
                                + file.get("unknown").asInt()
                                + " "
                                + file.get("unreadable").asInt())
                .isEqualTo("2 1 1");
        JsonNode bare =
                json(
                        anna.upload(
                                "/api/v1/lists/file?name=bare",
                                "bare.txt",
                                "89161250001\n89161250003\n89161250005\n"
                                        .getBytes(StandardCharsets.UTF_8)),
                        201);
        assertThat(bare.get("members").asInt()).isEqualTo(3);
        String two =
                "'lists':['%s','%s']"
                        .formatted(frozen.get("id").asString(), file.get("id").asString());
        assertThat(made("{'name':'u','origin':'union'," + two + "}").get("members").asInt())
                .isEqualTo(5);
        assertThat(made("{'name':'i','origin':'intersection'," + two + "}").get("members").asInt())
                .isEqualTo(1);
        assertThat(made("{'name':'d','origin':'difference'," + two + "}").get("members").asInt())
                .isEqualTo(3);
        requireProblem(
                anna.upload(
                        "/api/v1/lists/file?name=none",
                        "none.csv",
                        "Имя;Город\nАня;Казань\n".getBytes(StandardCharsets.UTF_8)),
                "422 import-refused /file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'name':'x' | 422 list-origin /origin",
                "'name':'x','origin':'magic' | 422 list-origin /origin",
                "'name':'x','origin':'numbers' | 422 list-numbers /numbers",
                "'name':'x','origin':'numbers','numbers':[] | 422 list-numbers /numbers",
                "'name':' ','origin':'numbers','numbers':['89161250001'] | 422 list-name /name",
                "'origin':'numbers','numbers':['89161250001'] | 422 list-name /name",
                "'name':'x','origin':'segment' | 422 list-segment /segment",
                "'name':'x','origin':'segment','segment':'0 or 1=1' | 422 list-segment /segment",
                "'name':'x','origin':'union','lists':['1'] | 422 list-lists /lists",
                "'name':'x','origin':'union','lists':['1','1'] | 422 list-lists /lists",
                "'name':'x','origin':'union','lists':['999','998'] | 422 list-unknown /lists/0",
                "'name':'x','origin':'union','lists':['1); drop table client_list; --','998'] | 422 list-unknown /lists/0",
            })
    void refusesWhatMeansNothing(String wanted, String problem) {
        requireProblem(post("/api/v1/lists", "{" + wanted + "}"), problem);
    }

    /** Another department's lists are not there, neither alone nor among others. */
    @Test
    void departmentsAreApart() {
        JsonNode own = numbers("Свой", 1);
        long department =
                server.sql()
                        .sql("insert into department (name) values ('Чужие') returning id")
                        .query(Long.class)
                        .single();
        long foreign =
                server.sql()
                        .sql(
                                """
                                insert into client_list (department_id, name, origin, created_at, created_by)
                                values (?, 'Чужой', 'numbers', now(), 'я') returning id
                                """)
                        .param(department)
                        .query(Long.class)
                        .single();
        json(anna.get("/api/v1/lists/" + foreign), 404);
        json(anna.send("DELETE", "/api/v1/lists/" + foreign, null), 404);
        json(anna.send("PUT", "/api/v1/lists/" + foreign, "{\"name\":\"x\"}"), 404);
        String both = "'lists':['%s','%d']".formatted(own.get("id").asString(), foreign);
        requireProblem(
                post("/api/v1/lists", "{'name':'x','origin':'union'," + both + "}"),
                "422 list-unknown /lists/1");
        assertThat(json(anna.get("/api/v1/lists"), 200).get("items").findValuesAsString("name"))
                .contains("Свой")
                .doesNotContain("Чужой");
        // Who sees both may not mix them either.
        requireProblem(
                admin.send(
                        "POST",
                        "/api/v1/lists",
                        ("{'name':'x','origin':'union'," + both + "}").replace('\'', '"')),
                "422 list-unknown /lists/1");
        assertThat(json(admin.get("/api/v1/lists"), 200).get("items").findValuesAsString("name"))
                .contains("Свой", "Чужой");
    }
}

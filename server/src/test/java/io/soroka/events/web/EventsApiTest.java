package io.soroka.events.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.imports.Import;
import io.soroka.imports.Imports;
import io.soroka.testing.Browser;
import io.soroka.testing.TestServer;
import java.io.ByteArrayInputStream;
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

/** Events from their kind to the condition on them. */
@Tag("slow")
class EventsApiTest {
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
                        insert into client (department_id, external_id, msisdn, created_at, updated_at)
                        select department_id, 'К-' || n, 79161230000 + n, now(), now()
                          from app_user, generate_series(1, 3) n where login = 'anna'
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

    private static long count(String condition) {
        return json(
                        anna.send(
                                "POST",
                                "/api/v1/segments/count",
                                "{\"criteria\":" + condition.replace('\'', '"') + "}"),
                        200)
                .get("found")
                .asLong();
    }

    @Test
    void anOwnKindGoesItsWholeWay() {
        JsonNode kind =
                json(
                        admin.send(
                                "POST",
                                "/api/v1/event-kinds",
                                """
                                {"key":"webinar","titleRu":"Вебинар","titleEn":"Webinar","attributes":[
                                  {"key":"topic","titleRu":"Тема","titleEn":"Topic","type":"text"}]}
                                """),
                        201);
        assertThat(kind.get("version").asInt()).isEqualTo(1);
        JsonNode told =
                json(
                        anna.send(
                                "POST",
                                "/api/v1/events",
                                """
                                {"items":[
                                  {"kind":"webinar","clientExternalId":"К-1","at":"2026-11-20T10:00:00+03:00","externalId":"W-1",
                                   "attributes":{"topic":"Налоги"}},
                                  {"kind":"purchase","phone":"8 (916) 123-00-02","at":"2026-11-20T10:00:00+03:00","amount":99.90,
                                   "externalId":"P-1","attributes":{"shop":"Центр","items":2}},
                                  {"kind":"webinar","clientExternalId":"nobody","at":"2026-11-20T10:00:00+03:00"}]}
                                """),
                        200);
        assertThat(told)
                .isEqualTo(
                        JSON.readTree(
                                "{\"added\":2,\"changed\":0,\"repeated\":0,\"unknownClients\":[2]}"));
        assertThat(
                        count(
                                "{'about':'event','kind':'webinar','is':'happened','with':[{'attribute':'topic','values':['налоги']}]}"))
                .isEqualTo(1);
        assertThat(count("{'about':'event','kind':'purchase','is':'sum','at_least':99.90}"))
                .isEqualTo(1);
        assertThat(count("{'about':'event','kind':'purchase','is':'not_happened'}")).isEqualTo(2);

        long client =
                server.sql()
                        .sql("select id from client where external_id = 'К-2'")
                        .query(Long.class)
                        .single();
        String card = "/api/v1/clients/" + client + "/events";
        assertThat(json(anna.get(card), 200))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"items":[{"kind":"purchase","title":"Purchase","at":"2026-11-20T07:00:00Z","amount":99.90,
                                  "attributes":[{"title":"Shop","value":"Центр"},{"title":"Items","value":"2"}]}]}
                                """));
        assertThat(
                        server.sql()
                                .sql(
                                        "select details ->> 'events' from audit where action = 'client-events.viewed' and object = ?")
                                .param("client:" + client)
                                .query(String.class)
                                .list())
                .containsExactly("1");

        JsonNode changed =
                json(
                        admin.send(
                                "PUT",
                                "/api/v1/event-kinds/webinar",
                                """
                                {"titleRu":"Семинар","titleEn":"Seminar","version":1,"archived":true,"attributes":[
                                  {"key":"topic","titleRu":"О чём","titleEn":"About","type":"text"},
                                  {"key":"hours","titleRu":"Часов","titleEn":"Hours","type":"number"}]}
                                """),
                        200);
        assertThat(changed.get("titleEn").asString()).isEqualTo("Seminar");
        assertThat(changed.get("archived").asBoolean()).isTrue();
        assertThat(count("{'about':'event','kind':'webinar','is':'happened'}")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'key':'Own','titleRu':'С','titleEn':'O' | 422 event-kind-key /key",
                "'key':'payment','titleRu':'С','titleEn':'O' | 409 event-kind-taken /key",
                "'key':'own','titleRu':' ','titleEn':'O' | 422 event-title /titleRu",
                "'key':'own','titleRu':'С' | 422 event-title /titleEn",
                "'key':'own','titleRu':'С','titleEn':'O','attributes':[{'key':'1','titleRu':'А','titleEn':'A','type':'text'}] | 422 event-kind-key /attributes/0/key",
                "'key':'own','titleRu':'С','titleEn':'O','attributes':[{'key':'a','titleRu':'А','titleEn':'A','type':'text'},{'key':'a','titleRu':'А','titleEn':'A','type':'text'}] | 422 event-attribute-twice /attributes/1/key",
                "'key':'own','titleRu':'С','titleEn':'O','attributes':[{'key':'a','titleEn':'A','type':'text'}] | 422 event-title /attributes/0/titleRu",
            })
    void refusesKindsThatMeanNothing(String wanted, String problem) {
        requireProblem(
                admin.send("POST", "/api/v1/event-kinds", "{" + wanted.replace('\'', '"') + "}"),
                problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'titleRu':'Платёж','titleEn':'Payment','version':7,'attributes':[{'key':'method','titleRu':'Способ','titleEn':'Method','type':'text'}] | 409 event-kind-changed -",
                "'titleRu':'Платёж','titleEn':'Payment','version':1 | 422 event-attribute-stays /attributes",
                "'titleRu':'Платёж','titleEn':'Payment','version':1,'attributes':[{'key':'method','titleRu':'Способ','titleEn':'Method','type':'number'}] | 422 event-attribute-stays /attributes",
            })
    void keepsWhatEventsRelyOn(String wanted, String problem) {
        requireProblem(
                admin.send(
                        "PUT",
                        "/api/v1/event-kinds/payment",
                        "{" + wanted.replace('\'', '"') + "}"),
                problem);
        json(admin.send("PUT", "/api/v1/event-kinds/none", "{}"), 404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'kind':'unheard' | event-kind-unknown /items/0/kind",
                "'kind':'visit','at':'2026-11-20T10:00:00Z' | event-client /items/0",
                "'kind':'visit','at':'2026-11-20T10:00:00Z','phone':'89161230001','clientExternalId':'К-1' | event-client /items/0",
                "'kind':'visit','at':'2026-11-20T10:00:00Z','phone':'12' | event-client /items/0/phone",
                "'kind':'visit','at':'2026-11-20T10:00:00Z','clientExternalId':' ' | event-external-id /items/0/clientExternalId",
                "'kind':'visit','at':'2026-11-20','phone':'89161230001' | event-time /items/0/at",
                "'kind':'visit','at':'1999-12-31T23:59:59Z','phone':'89161230001' | event-time /items/0/at",
                "'kind':'visit','at':'2126-12-31T23:59:59Z','phone':'89161230001' | event-time /items/0/at",
                "'kind':'visit','at':'2026-11-20T10:00:00Z','phone':'89161230001','amount':1.005 | event-amount /items/0/amount",
                "'kind':'visit','at':'2026-11-20T10:00:00Z','phone':'89161230001','amount':1e99 | event-amount /items/0/amount",
                "'kind':'visit','at':'2026-11-20T10:00:00Z','phone':'89161230001','attributes':{'colour':'x'} | event-attribute-unknown /items/0/attributes/colour",
                "'kind':'visit','at':'2026-11-20T10:00:00Z','phone':'89161230001','attributes':{'branch':5} | event-attribute /items/0/attributes/branch",
                "'kind':'call','at':'2026-11-20T10:00:00Z','phone':'89161230001','attributes':{'minutes':'5'} | event-attribute /items/0/attributes/minutes",
            })
    void refusesEventsThatMeanNothing(String event, String problem) {
        requireProblem(
                anna.send(
                        "POST",
                        "/api/v1/events",
                        "{\"items\":[{" + event.replace('\'', '"') + "}]}"),
                "422 " + problem);
    }

    /** A file is taken back; who has done something since then stays. */
    @Test
    void whoDidSomethingIsNotTakenBackWithTheFile() throws IOException {
        long department =
                server.sql()
                        .sql("select department_id from app_user where login = 'anna'")
                        .query(Long.class)
                        .single();
        Imports imports = server.bean(Imports.class);
        String file = "ID;Телефон\nевент-1;9161240001\nевент-2;9161240002\n";
        Import one =
                imports.upload(
                        department,
                        "Анна",
                        "file.csv",
                        new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
        Import begun = imports.start(one.id(), department);
        assertThat(begun.id()).isEqualTo(one.id());
        TestServer.await(
                "the import has run",
                () -> imports.find(one.id(), department).status() == Import.Status.DONE);
        json(
                anna.send(
                        "POST",
                        "/api/v1/events",
                        "{\"items\":[{\"kind\":\"visit\",\"clientExternalId\":\"евент-1\",\"at\":\"2026-01-20T10:00:00Z\"}]}"),
                200);
        assertThat(imports.undo(one.id(), department).undo()).isEqualTo(new Import.Undo(1, 0, 1));
        assertThat(
                        server.sql()
                                .sql(
                                        "select external_id from client where external_id like 'евент%'")
                                .query(String.class)
                                .list())
                .containsExactly("евент-1");
        server.sql().sql("delete from client where external_id like 'евент%'").update();
    }

    @Test
    void nothingIsNotTold() {
        requireProblem(
                anna.send("POST", "/api/v1/events", "{\"items\":[]}"), "422 event-none /items");
        requireProblem(anna.send("POST", "/api/v1/events", "{}"), "422 event-none /items");
    }

    @Test
    void saysWhatCanBeAskedAboutAndPicked() {
        assertThat(json(anna.get("/api/v1/criteria"), 200).findValuesAsString("about"))
                .containsExactlyInAnyOrder(
                        "segment",
                        "random",
                        "campaign",
                        "consent",
                        "event",
                        "import",
                        "list",
                        "messages",
                        "opt_out",
                        "phone",
                        "selection",
                        "zone");
        json(
                anna.send(
                        "POST",
                        "/api/v1/segments",
                        "{\"name\":\"Должники Казани\",\"criteria\":{}}"),
                201);
        assertThat(
                        json(
                                        anna.get(
                                                "/api/v1/criteria/segment/choices?search=%D0%BA%D0%B0%D0%B7"),
                                        200)
                                .findValuesAsString("title"))
                .containsExactly("Должники Казани");
        String id =
                json(anna.get("/api/v1/criteria/segment/choices"), 200)
                        .get(0)
                        .get("value")
                        .asString();
        assertThat(
                        json(
                                        anna.get(
                                                "/api/v1/criteria/segment/choices?values=9&values="
                                                        + id),
                                        200)
                                .findValuesAsString("title"))
                .containsExactly("Должники Казани");
        for (String about : new String[] {"import", "campaign", "phone", "unheard"}) {
            assertThat(json(anna.get("/api/v1/criteria/" + about + "/choices?values=1"), 200))
                    .isEmpty();
        }
        assertThat(json(anna.get("/api/v1/criteria/segment/choices?search=zzz"), 200)).isEmpty();
        assertThat(json(anna.get("/api/v1/criteria/import/choices"), 200)).isEmpty();
        assertThat(json(anna.get("/api/v1/criteria/campaign/choices"), 200)).isEmpty();
        assertThat(json(anna.get("/api/v1/criteria/phone/choices"), 200)).isEmpty();
    }

    private static void requireProblem(HttpResponse<String> answer, String expected) {
        String[] words = expected.split(" ");
        JsonNode problem = json(answer, Integer.parseInt(words[0]));
        assertThat(problem.get("type").asString()).endsWith(words[1]);
        assertThat(problem.get("detail").asString()).doesNotContain("{", "problem.");
        if (words[2].equals("-")) {
            return;
        }
        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo(words[2]);
    }
}

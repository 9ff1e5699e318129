package io.soroka.contacts.web;

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

/** Consents over HTTP: purposes, answers by hand and from a base, and the proof. */
@Tag("slow")
class ConsentsApiTest {
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
                        insert into client (department_id, external_id, msisdn, last_name, created_at, updated_at)
                        select department_id, 'С-' || n, 79161230000 + n, 'Соловьёва', now(), now()
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

    private static void requireProblem(HttpResponse<String> answer, String expected) {
        String[] words = expected.split(" ");
        JsonNode problem = json(answer, Integer.parseInt(words[0]));
        assertThat(problem.get("type").asString()).endsWith(words[1]);
        assertThat(problem.get("detail").asString()).doesNotContain("{", "problem.");
        if (!words[2].equals("-")) {
            assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo(words[2]);
        }
    }

    private static HttpResponse<String> upload(String text) {
        return anna.upload(
                "/api/v1/consents/import", "base.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private static long id(String externalId) {
        return server.sql()
                .sql("select id from client where external_id = ?")
                .param(externalId)
                .query(Long.class)
                .single();
    }

    private static JsonNode answer(String externalId, String answer) {
        return json(
                anna.send(
                        "POST",
                        "/api/v1/clients/" + id(externalId) + "/consent",
                        "{" + answer.replace('\'', '"') + "}"),
                200);
    }

    private static JsonNode proof(String phone, String on) {
        return json(
                anna.get("/api/v1/consents/proof?phone=" + phone + "&on=" + on.replace("+", "%2B")),
                200);
    }

    private static long audited(String action) {
        return server.sql()
                .sql("select count(*) from audit where action = ?")
                .param(action)
                .query(Long.class)
                .single();
    }

    @Test
    void administratorsKeepThePurposes() {
        JsonNode first = json(anna.get("/api/v1/consents/purposes"), 200).get(0);
        assertThat(first.get("key").asString()).isEqualTo("advertising");
        JsonNode surveys =
                json(
                        admin.send(
                                "POST",
                                "/api/v1/consents/purposes",
                                "{\"key\":\"surveys\",\"titleRu\":\"Опросы\",\"titleEn\":\"Surveys\"}"),
                        201);
        assertThat(surveys.get("version").asInt()).isEqualTo(1);
        JsonNode archived =
                json(
                        admin.send(
                                "PUT",
                                "/api/v1/consents/purposes/surveys",
                                "{\"titleRu\":\"Опрос\",\"titleEn\":\"Survey\",\"archived\":true,\"version\":1}"),
                        200);
        assertThat(archived.get("archived").asBoolean()).isTrue();
        requireProblem(
                anna.send(
                        "POST",
                        "/api/v1/clients/" + id("С-9") + "/consent",
                        "{\"given\":true,\"purpose\":\"surveys\"}"),
                "422 consent-purpose-unknown /purpose");
        requireProblem(
                admin.send(
                        "PUT",
                        "/api/v1/consents/purposes/surveys",
                        "{\"titleRu\":\"О\",\"titleEn\":\"S\",\"version\":1}"),
                "409 consent-purpose-changed -");
        json(
                anna.send(
                        "POST",
                        "/api/v1/consents/purposes",
                        "{\"key\":\"x\",\"titleRu\":\"О\",\"titleEn\":\"S\"}"),
                403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'key':'A','titleRu':'С','titleEn':'O' | 422 consent-purpose-key /key",
                "'key':'x; drop table consent','titleRu':'С','titleEn':'O' | 422 consent-purpose-key /key",
                "'key':'advertising','titleRu':'С','titleEn':'O' | 409 consent-purpose-taken /key",
                "'key':'own','titleRu':' ','titleEn':'O' | 422 consent-purpose-title /titleRu",
                "'key':'own','titleRu':'С' | 422 consent-purpose-title /titleEn",
            })
    void refusesPurposesThatMeanNothing(String wanted, String problem) {
        requireProblem(
                admin.send(
                        "POST", "/api/v1/consents/purposes", "{" + wanted.replace('\'', '"') + "}"),
                problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'purpose':'advertising' | 422 consent-missing /given",
                "'given':true,'purpose':'none' | 422 consent-purpose-unknown /purpose",
                "'given':true,'channel':'fax' | 422 consent-channel-unknown /channel",
                "'given':true,'at':'2026-11-20' | 422 consent-time /at",
                "'given':true,'at':'2126-11-20T10:00:00Z' | 422 consent-time /at",
                "'given':true,'at':'1926-11-20T10:00:00Z' | 422 consent-time /at",
                "'given':true,'source':'a\\u0000b' | 422 consent-text /source",
            })
    void refusesAnswersThatMeanNothing(String wanted, String problem) {
        requireProblem(
                anna.send(
                        "POST",
                        "/api/v1/clients/" + id("С-9") + "/consent",
                        "{" + wanted.replace('\'', '"') + "}"),
                problem);
    }

    @Test
    void theProofSaysWhatWasInForceAndByWhichRecords() {
        answer(
                "С-1",
                "'given':true,'at':'2026-01-10T10:00:00+03:00','source':'site','textVersion':'v3','evidence':'№ 17'");
        // Written down last, given in between.
        answer("С-1", "'given':true,'at':'2026-03-01T10:00:00+03:00'");
        JsonNode card =
                answer("С-1", "'given':false,'at':'2026-02-10T10:00:00+03:00','evidence':'Письмо'");
        assertThat(card.get("consents").get(0).get("given").asBoolean()).isTrue();
        answer("С-1", "'given':true,'channel':'call','at':'2026-01-10T10:00:00+03:00'");

        long before = audited("consents.proved");
        JsonNode january = proof("89161230001", "2026-01-31").get("people").get(0);
        assertThat(january.get("states")).hasSize(2);
        assertThat(state(january, "sms")).isEqualTo("advertising true");
        assertThat(state(january, "call")).isEqualTo("advertising true");
        JsonNode record = january.get("records").get(1);
        assertThat(record.get("evidence").asString()).isEqualTo("№ 17");
        assertThat(record.get("textVersion").asString()).isEqualTo("v3");
        assertThat(record.get("sourceText").asString()).isEqualTo("site");
        JsonNode february = proof("89161230001", "2026-02-10");
        assertThat(state(february.get("people").get(0), "sms")).isEqualTo("advertising false");
        assertThat(february.get("on").asString()).isEqualTo("2026-02-10T20:59:59.999Z");
        // A moment of the same day, before the letter came.
        assertThat(
                        state(
                                proof("89161230001", "2026-02-10T09:59:59+03:00")
                                        .get("people")
                                        .get(0),
                                "sms"))
                .isEqualTo("advertising true");
        assertThat(proof("89161230001", "2026-01-09").get("people").get(0).get("states")).isEmpty();
        assertThat(proof("89161239999", "2026-01-09").get("people")).isEmpty();
        assertThat(audited("consents.proved")).isEqualTo(before + 5);
        assertThat(
                        server.sql()
                                .sql(
                                        "select details::text from audit where action = 'consents.proved' order by id desc limit 1")
                                .query(String.class)
                                .single())
                .doesNotContain("7916");
        requireProblem(
                anna.get("/api/v1/consents/proof?phone=12&on=2026-01-09"),
                "422 consent-number /phone");
        requireProblem(
                anna.get("/api/v1/consents/proof?phone=89161230001&on=yesterday"),
                "422 consent-moment /on");
        assertThat(json(anna.get("/api/v1/clients/" + id("С-1") + "/consents"), 200)).hasSize(4);
    }

    private static String state(JsonNode person, String channel) {
        for (JsonNode state : person.get("states")) {
            if (state.get("channel").asString().equals(channel)) {
                return state.get("purpose").asString() + " " + state.get("given").asBoolean();
            }
        }
        return "-";
    }

    @Test
    void silenceIsPartOfTheProof() {
        json(anna.send("POST", "/api/v1/clients/" + id("С-8") + "/opt-out", null), 200);
        JsonNode proof = proof("89161230008", "2126-01-01");
        assertThat(proof.get("optedOut").asBoolean()).isTrue();
        assertThat(proof.get("silence")).hasSize(1);
        assertThat(proof("89161230008", "2026-01-01").get("optedOut").asBoolean()).isFalse();
    }

    @Test
    void aBaseOfConsentsIsTakenInOnce() {
        String base =
                """
                Телефон;Согласие;Дата;Источник;Версия текста;Подтверждение;Цель
                +7 916 123-00-03;да;10.01.2026 12:00;Сайт;v1;Анкета 5;Реклама
                89161230003;отозвано;05.01.2026 12:00;Звонок;;;advertising
                89161230004;нет;10.01.2026;;;;
                89169999999;да;10.01.2026;;;;
                12;да;10.01.2026;;;;
                89161230005;может быть;10.01.2026;;;;
                89161230005;да;10.01.2126;;;;
                89161230005;да;10.01.2026;;;;Танцы
                """;
        JsonNode result = json(upload(base), 200);
        assertThat(result.get("rows").asInt()).isEqualTo(8);
        assertThat(result.get("recorded").asInt()).isEqualTo(3);
        assertThat(result.get("unknown").asInt()).isEqualTo(1);
        assertThat(result.get("rejected").asInt()).isEqualTo(4);
        assertThat(result.get("rejections").findValuesAsString("row"))
                .containsExactly("6", "7", "8", "9");
        assertThat(shown("С-3")).isEqualTo("true");
        assertThat(shown("С-4")).isEqualTo("false");
        assertThat(state(proof("89161230003", "2026-01-05").get("people").get(0), "sms"))
                .isEqualTo("advertising false");
        assertThat(state(proof("89161230003", "2026-01-10").get("people").get(0), "sms"))
                .isEqualTo("advertising true");
        assertThat(json(upload(base), 200).get("recorded").asInt()).isZero();
        requireProblem(upload("Телефон\n89161230003\n"), "422 import-refused /file");
    }

    private static String shown(String externalId) {
        return server.sql()
                .sql("select consent_advertising::text from client where external_id = ?")
                .param(externalId)
                .query(String.class)
                .single();
    }
}

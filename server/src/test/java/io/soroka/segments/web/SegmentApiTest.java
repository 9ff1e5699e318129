package io.soroka.segments.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.access.Department;
import io.soroka.access.Departments;
import io.soroka.access.Role;
import io.soroka.access.Users;
import io.soroka.contacts.Clients;
import io.soroka.segments.Segments;
import io.soroka.testing.Browser;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fields, conditions and segments over HTTP, as the sentence's editor uses them. */
@Tag("slow")
class SegmentApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KAZAN_OR_PERM =
            "{\"field\":\"city\",\"is\":\"in\",\"values\":[\"Казань\",\"Пермь\"]}";
    private static final String LONG_AGO =
            "{\"field\":\"last_payment_date\",\"is\":\"days_ago_more\",\"days\":90}";
    private static final String NAMELESS = "{\"field\":\"first_name\",\"is\":\"empty\"}";

    private static TestServer server;
    private static Browser anna;
    private static Browser russian;
    private static Browser admin;
    private static long alsu;
    private static long viktor;
    private static LocalDate today;

    /** Алсу and a nameless one of Казань paid long ago, Виктор of Пермь lately, Руслан never. */
    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start("{\"operators\": [{\"name\": \"severs\"}]}");
        long own = server.sql().sql("select min(id) from department").query(Long.class).single();
        Department other = server.bean(Departments.class).create("Other");
        Users users = server.bean(Users.class);
        users.createForDemo(
                "stranger", "S", Role.CAMPAIGN_MANAGER, other.id(), TestServer.PASSWORD);
        users.createForDemo("reader", "R", Role.APPROVER, own, TestServer.PASSWORD);
        users.createForDemo("agent", "A", Role.AGENT, own, TestServer.PASSWORD);
        today = server.bean(Segments.class).today();
        alsu = client(own, 79160001840L, "Алсу", "Гарипова", "Казань", "Татарстан", 104);
        viktor = client(own, 79160009307L, "Виктор", "Пермяков", "Пермь", "Пермский край", 12);
        client(own, 79160005512L, null, null, "Казань", null, 97);
        client(own, 79160002066L, "Руслан", "Хабибуллин", "Самара", "Самарская область", null);
        client(other.id(), 79160007139L, "Чужой", "Человек", "Казань", null, 200);
        anna = server.browser("anna");
        russian = new Browser(server.port()).with("Accept-Language", "ru");
        russian.logIn("anna", TestServer.PASSWORD);
        admin = server.browser("admin");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static long client(
            long department,
            long msisdn,
            String first,
            String last,
            String city,
            String region,
            Integer paidDaysAgo) {
        return server.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, first_name, last_name, city, region,
                            last_payment_date, sex, app_user, debt, orders_count, created_at, updated_at)
                        values (?, ?, ?, ?, ?, ?, ?, 'female', true, 1234.5, 7, now(), now()) returning id
                        """)
                .param(department)
                .param(msisdn)
                .param(first)
                .param(last)
                .param(city)
                .param(region)
                .param(paidDaysAgo == null ? null : today.minusDays(paidDaysAgo))
                .query(Long.class)
                .single();
    }

    @Test
    void fieldsTellTheirOperatorsAndOptionsInTheReadersLanguage() {
        JsonNode fields = json(anna.get("/api/v1/fields")).get("items");
        JsonNode city = field(fields, "city");
        assertThat(city.get("title").asString()).isEqualTo("City");
        assertThat(city.get("type").asString()).isEqualTo("text");
        assertThat(strings(city.get("operators"))).contains("in", "contains", "empty");
        assertThat(strings(field(fields, "due_date").get("operators")))
                .contains("days_ago_more", "within_days", "between");
        assertThat(field(fields, "phone").get("operators")).isEmpty();
        JsonNode sex = field(json(russian.get("/api/v1/fields")).get("items"), "sex");
        assertThat(sex.get("title").asString()).isEqualTo("Пол");
        assertThat(sex.get("options").get(1).get("title").asString()).isEqualTo("женский");
        assertThat(sex.get("personal").asBoolean()).isTrue();
        // Every operator that is told is understood by whoever reads conditions.
        for (JsonNode one : fields) {
            for (String operator : strings(one.get("operators"))) {
                if (List.of("empty", "filled", "true", "false").contains(operator)) {
                    String leaf = leaf(one.get("key").asString(), operator);
                    assertThat(count(leaf).get("exact").asBoolean()).as(leaf).isTrue();
                }
            }
        }
    }

    private static String leaf(String field, String operator) {
        return "{\"field\":\"" + field + "\",\"is\":\"" + operator + "\"}";
    }

    @Test
    void valuesAreCountedInTheDepartmentAndSearched() {
        JsonNode all = json(anna.get("/api/v1/fields/city/values"));
        assertThat(all.get("more").asBoolean()).isFalse();
        assertThat(all.get("items").get(0).get("value").asString()).isEqualTo("Казань");
        assertThat(all.get("items").get(0).get("count").asLong()).isEqualTo(2);
        assertThat(strings(all.get("items"), "value")).containsExactly("Казань", "Пермь", "Самара");
        assertThat(
                        strings(
                                json(anna.get(
                                                "/api/v1/fields/city/values?query=%D0%9F%D0%95%D0%A0"))
                                        .get("items"),
                                "value"))
                .containsExactly("Пермь");
        assertThat(strings(json(russian.get("/api/v1/fields/sex/values")).get("items"), "title"))
                .containsExactly("женский");
        assertThat(
                        strings(
                                json(russian.get("/api/v1/fields/app_user/values")).get("items"),
                                "title"))
                .containsExactly("да");
        assertThat(
                        strings(
                                json(anna.get("/api/v1/fields/orders_count/values")).get("items"),
                                "value"))
                .containsExactly("7");
        for (String personal : List.of("first_name", "email", "external_id", "phone", "debt")) {
            assertThat(json(anna.get("/api/v1/fields/" + personal + "/values")).get("items"))
                    .as(personal)
                    .isEmpty();
        }
        assertThat(anna.get("/api/v1/fields/shoe_size/values").statusCode()).isEqualTo(404);
        assertThat(server.browser("agent").get("/api/v1/fields/city/values").statusCode())
                .isEqualTo(403);
    }

    @Test
    void eachLineTellsHowManyAreLeftAfterIt() {
        JsonNode counted =
                count(
                        "{\"all\":["
                                + KAZAN_OR_PERM
                                + ","
                                + LONG_AGO
                                + ",{\"not\":"
                                + NAMELESS
                                + "}]}");
        assertThat(counted.get("found").asLong()).isEqualTo(1);
        assertThat(counted.get("exact").asBoolean()).isTrue();
        assertThat(longs(counted.get("lines"), "after")).containsExactly(3L, 2L, 1L);
        assertThat(longs(counted.get("lines"), "matched")).containsExactly(3L, 2L, 3L);
        JsonNode everyone = count("{}");
        assertThat(everyone.get("found").asLong()).isEqualTo(4);
        assertThat(everyone.get("lines")).isEmpty();
        assertThat(longs(count(LONG_AGO).get("lines"), "after")).containsExactly(2L);
        JsonNode few =
                json(anna.send("POST", "/api/v1/segments/count?estimate=true", body(LONG_AGO)));
        assertThat(few.get("found").asLong()).isEqualTo(2);
        assertThat(few.get("exact").asBoolean()).as("so few are counted").isTrue();
    }

    @Test
    void aSampleShowsMaskedPeopleAndWhatTheConditionsAsk() {
        String question =
                "{\"seed\":5,\"criteria\":{\"all\":[" + KAZAN_OR_PERM + "," + LONG_AGO + "]}}";
        HttpResponse<String> answer = russian.send("POST", "/api/v1/segments/sample", question);
        JsonNode sample = json(answer);
        assertThat(strings(sample.get("columns"), "title"))
                .containsExactly("Город", "Дата последнего платежа");
        assertThat(sample.get("items")).hasSize(2);
        JsonNode one = sample.get("items").get(0);
        if (one.get("name").isNull()) {
            one = sample.get("items").get(1);
        }
        assertThat(one.get("name").asString()).isEqualTo("Гарипова Алсу");
        assertThat(one.get("phone").asString()).isEqualTo("+7 ··· ··· 18-40");
        assertThat(one.get("values").get("city").asString()).isEqualTo("Казань");
        assertThat(one.get("values").get("last_payment_date").asString())
                .isEqualTo("104 дня назад");
        assertThat(one.get("localTime").asString()).matches("\\d\\d:\\d\\d");
        assertThat(russian.send("POST", "/api/v1/segments/sample", question).body())
                .as("the same seed, the same people in the same order")
                .isEqualTo(answer.body());
        assertThat(
                        json(admin.send("POST", "/api/v1/segments/sample", question))
                                .findValuesAsString("phone"))
                .contains("+7 916 000-18-40");
        assertThat(audited("segment.sampled")).isPositive();
        assertThat(
                        server.browser("agent")
                                .send("POST", "/api/v1/segments/sample", question)
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void segmentsAreKeptChangedAndDeleted() {
        HttpResponse<String> made =
                anna.send(
                        "POST",
                        "/api/v1/segments",
                        "{\"name\":\" Казань и Пермь \",\"criteria\":" + KAZAN_OR_PERM + "}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode segment = json(made);
        String id = segment.get("id").asString();
        assertThat(segment.get("name").asString()).isEqualTo("Казань и Пермь");
        assertThat(segment.get("criteria")).isEqualTo(JSON.readTree(KAZAN_OR_PERM));
        assertThat(segment.get("createdBy").asString()).isEqualTo("Анна Соловьёва");
        String path = "/api/v1/segments/" + id;
        assertThat(json(server.browser("reader").get(path))).isEqualTo(segment);
        assertThat(strings(json(anna.get("/api/v1/segments")).get("items"), "id")).contains(id);
        assertThat(strings(json(admin.get("/api/v1/segments")).get("items"), "id")).contains(id);

        Browser stranger = server.browser("stranger");
        String changed = "{\"name\":\"Давние\",\"criteria\":" + LONG_AGO + "}";
        assertThat(stranger.get(path).statusCode()).isEqualTo(404);
        assertThat(stranger.send("PUT", path, changed).statusCode()).isEqualTo(404);
        assertThat(stranger.send("DELETE", path, null).statusCode()).isEqualTo(404);
        assertThat(strings(json(stranger.get("/api/v1/segments")).get("items"), "id"))
                .doesNotContain(id);
        assertThat(server.browser("reader").send("PUT", path, changed).statusCode()).isEqualTo(403);

        JsonNode now = json(anna.send("PUT", path, changed));
        assertThat(now.get("name").asString()).isEqualTo("Давние");
        assertThat(now.get("criteria")).isEqualTo(JSON.readTree(LONG_AGO));
        assertThat(now.get("createdAt")).isEqualTo(segment.get("createdAt"));

        server.sql()
                .sql(
                        """
                        insert into campaign (id, department_id, name, class, text, segment_id, criteria, created_at, created_by, changed_at)
                        values (1, 1, 'Осенняя', 2, 'Привет', ?, null, now(), 'x', now())
                        """)
                .param(Long.valueOf(id))
                .update();
        HttpResponse<String> inUse = anna.send("DELETE", path, null);
        assertThat(inUse.statusCode()).isEqualTo(409);
        assertThat(json(inUse).get("code").asString()).isEqualTo("segment-in-use");
        assertThat(json(inUse).get("detail").asString()).contains("Осенняя");
        server.sql().sql("delete from campaign where id = 1").update();
        assertThat(anna.send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(anna.get(path).statusCode()).isEqualTo(404);
        assertThat(audited("segment.created")).isPositive();
        assertThat(audited("segment.changed")).isPositive();
        assertThat(audited("segment.deleted")).isPositive();
    }

    @Test
    void whatCannotBeUsedIsToldWithItsPlace() {
        HttpResponse<String> refused =
                anna.send(
                        "POST",
                        "/api/v1/segments/count",
                        "{\"criteria\":{\"all\":["
                                + NAMELESS
                                + ",{\"field\":\"debt\",\"is\":\"in\"}]}}");
        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode problem = json(refused);
        assertThat(problem.get("code").asString()).isEqualTo("criteria-refused");
        assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/criteria/all/1/is");
        assertThat(problem.at("/errors/0/detail").asString()).startsWith("This field has no");
        HttpResponse<String> nameless = anna.send("POST", "/api/v1/segments", "{\"criteria\":{}}");
        assertThat(nameless.statusCode()).isEqualTo(422);
        assertThat(json(nameless).at("/errors/0/pointer").asString()).isEqualTo("/name");
        anna.send("POST", "/api/v1/segments", "{\"name\":\"Twice\",\"criteria\":{}}");
        assertThat(
                        anna.send(
                                        "POST",
                                        "/api/v1/segments",
                                        "{\"name\":\"TWICE\",\"criteria\":{}}")
                                .statusCode())
                .isEqualTo(409);
    }

    /** As on a client's card. */
    @Test
    void anApproverSeesNothingPersonal() {
        String owing = "{\"field\":\"debt\",\"is\":\"gt\",\"value\":5}";
        Browser reader = server.browser("reader");
        JsonNode one = explain(reader, owing, "service", "\"clientId\":\"" + viktor + "\"").get(0);
        assertThat(one.at("/person/name").asString()).isEqualTo("П••• В•••");
        assertThat(one.at("/lines/0/actual").asString()).isEqualTo("•••");
        String sample =
                reader.send("POST", "/api/v1/segments/sample", "{\"criteria\":" + owing + "}")
                        .body();
        assertThat(sample).contains("•••").doesNotContain("Пермяков").doesNotContain("1,234");
    }

    @Test
    void whySomebodyIsAmongThemIsToldLineByLine() {
        String criteria = "{\"all\":[" + KAZAN_OR_PERM + "," + LONG_AGO + "]}";
        JsonNode people = explain(russian, criteria, "service", "\"query\":\"пермяков виктор\"");
        assertThat(people).hasSize(1);
        JsonNode one = people.get(0);
        assertThat(one.at("/person/name").asString()).isEqualTo("Пермяков Виктор");
        assertThat(one.at("/person/phone").asString()).isEqualTo("+7 ··· ··· 93-07");
        assertThat(one.get("inSegment").asBoolean()).isFalse();
        assertThat(one.at("/lines/0/holds").asBoolean()).isTrue();
        assertThat(one.at("/lines/0/actual").asString()).isEqualTo("Пермь");
        assertThat(one.at("/lines/1/holds").asBoolean()).isFalse();
        assertThat(one.at("/lines/1/actual").asString()).isEqualTo("12 дней назад");
        assertThat(one.get("gets").asBoolean()).isFalse();
        assertThat(one.get("reason").isNull()).isTrue();

        JsonNode byNumber = explain(russian, criteria, "service", "\"query\":\"8 916 000-18-40\"");
        assertThat(byNumber.get(0).get("gets").asBoolean()).isTrue();
        server.bean(Clients.class).optOut(79160001840L, "test");
        JsonNode silent =
                explain(russian, criteria, "service", "\"clientId\":\"" + alsu + "\"").get(0);
        assertThat(silent.get("inSegment").asBoolean()).isTrue();
        assertThat(silent.get("gets").asBoolean()).isFalse();
        assertThat(silent.get("reason").asString()).isEqualTo("opted_out");
        assertThat(silent.get("reasonText").asString()).contains("не писать");
        server.bean(Clients.class).optIn(79160001840L, "test");

        JsonNode advertising =
                explain(anna, "{}", "advertising", "\"clientId\":\"" + viktor + "\"").get(0);
        assertThat(advertising.get("lines")).isEmpty();
        assertThat(advertising.get("reason").asString()).isEqualTo("no_consent");
        assertThat(explain(anna, criteria, "service", "\"query\":\"7139\"")).isEmpty();
        assertThat(explain(anna, criteria, "service", "\"clientId\":\"x\"")).isEmpty();
        assertThat(audited("audience.explained")).isPositive();
        assertThat(
                        anna.send(
                                        "POST",
                                        "/api/v1/audience/explain",
                                        "{\"messageClass\":\"urgent\",\"query\":\"x\"}")
                                .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aLineOverSeveralFieldsNamesEach() {
        String either =
                "{\"any\":[" + KAZAN_OR_PERM + ",{\"field\":\"debt\",\"is\":\"gt\",\"value\":5}]}";
        JsonNode one = explain(anna, either, "service", "\"clientId\":\"" + viktor + "\"").get(0);
        assertThat(one.at("/lines/0/actual").asString().replace('\u00a0', ' '))
                .isEqualTo("City: Пермь; Debt: 1,234.50 ₽");
    }

    private static JsonNode explain(Browser browser, String criteria, String kind, String whom) {
        return json(browser.send(
                        "POST",
                        "/api/v1/audience/explain",
                        "{\"criteria\":%s,\"messageClass\":\"%s\",%s}"
                                .formatted(criteria, kind, whom)))
                .get("items");
    }

    private static JsonNode count(String criteria) {
        return json(anna.send("POST", "/api/v1/segments/count", body(criteria)));
    }

    private static String body(String criteria) {
        return "{\"criteria\":" + criteria + "}";
    }

    private static long audited(String action) {
        return server.sql()
                .sql("select count(*) from audit where action = ?")
                .param(action)
                .query(Long.class)
                .single();
    }

    private static JsonNode field(JsonNode fields, String key) {
        return fields.valueStream()
                .filter(field -> field.get("key").asString().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> strings(JsonNode array, String member) {
        return array.valueStream().map(one -> one.get(member).asString()).toList();
    }

    private static List<Long> longs(JsonNode array, String member) {
        return array.valueStream().map(one -> one.get(member).asLong()).toList();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isNotEqualTo(500);
        return JSON.readTree(answer.body());
    }
}

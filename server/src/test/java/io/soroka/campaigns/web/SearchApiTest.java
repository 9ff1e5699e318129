package io.soroka.campaigns.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.access.Department;
import io.soroka.access.Departments;
import io.soroka.access.Role;
import io.soroka.access.Users;
import io.soroka.testing.Browser;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The search at hand everywhere. */
@Tag("slow")
class SearchApiTest {
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start("{\"operators\": [{\"name\": \"severs\"}]}");
        long own = server.sql().sql("select min(id) from department").query(Long.class).single();
        Department other = server.bean(Departments.class).create("Other");
        Users users = server.bean(Users.class);
        users.createForDemo(
                "stranger", "S", Role.CAMPAIGN_MANAGER, other.id(), TestServer.PASSWORD);
        users.createForDemo("agent", "A", Role.AGENT, own, TestServer.PASSWORD);
        users.createForDemo("approver", "P", Role.APPROVER, own, TestServer.PASSWORD);
        users.createForDemo("analyst", "L", Role.ANALYST, own, TestServer.PASSWORD);
        users.createForDemo("alarm", "T", Role.ALERT_OPERATOR, own, TestServer.PASSWORD);
        for (int i = 0; i < 7; i++) {
            server.sql()
                    .sql(
                            "insert into segment (department_id, name, tree, created_at, changed_at, created_by) values (?, ?, '{}', now(), now(), 'Анна')")
                    .params(own, "Соловьи " + i)
                    .update();
        }
        server.sql()
                .sql(
                        "insert into text_template (department_id, name, text, class, changed_at, changed_by) values (?, 'О соловьях', 'Поют', 2, now(), 'x')")
                .param(own)
                .update();
        server.sql()
                .sql(
                        "insert into campaign (id, department_id, name, class, text, criteria, created_at, created_by, changed_at) values (1, ?, 'Соловьиная ночь', 2, 'Привет', '{}', now(), 'Анна', now())")
                .param(own)
                .update();
        server.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, first_name, last_name, city, external_id, created_at, updated_at)
                        values (?, 79160001840, 'Анна', 'Соловьёва', 'Казань', 'K-5', now(), now()),
                               (?, 79160001841, null, null, null, null, now(), now())
                        """)
                .params(own, own)
                .update();
        server.sql()
                .sql(
                        "insert into name_word (department_id, word) values (?, 'анна'), (?, 'соловьева')")
                .params(own, own)
                .update();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void eachRoleFindsWhatItMayOpen() {
        assertThat(kinds("anna", "СОЛОВЬ"))
                .containsExactly(
                        "campaign",
                        "segment",
                        "segment",
                        "segment",
                        "segment",
                        "segment",
                        "text",
                        "client");
        assertThat(kinds("agent", "соловь")).containsExactly("client");
        assertThat(kinds("analyst", "соловь")).containsExactly("campaign");
        assertThat(kinds("alarm", "соловь")).isEmpty();
        assertThat(kinds("stranger", "соловь")).isEmpty();
        assertThat(kinds("admin", "ночь")).containsExactly("campaign");
        assertThat(kinds("anna", "%")).isEmpty();
        assertThat(kinds("anna", "")).isEmpty();
        assertThat(kinds("anna", "x".repeat(101))).isEmpty();
    }

    @Test
    void clientsAreFoundByNameNumberAndCodeAndShownAsTheRoleMay() {
        JsonNode byName = find("anna", "анна соловь").get(0);
        assertThat(byName.get("title").asString()).isEqualTo("Соловьёва Анна");
        assertThat(byName.get("hint").asString()).isEqualTo("+7 ··· ··· 18-40, Казань");
        assertThat(find("agent", "18-40").get(0).get("hint").asString())
                .isEqualTo("+7 916 000-18-40, Казань");
        assertThat(find("anna", "K-5")).hasSize(1);
        assertThat(find("agent", "8 916 000 18 41").get(0).get("title").asString())
                .isEqualTo("+7 916 000-18-41");
        assertThat(find("anna", "18")).isEmpty();
        assertThat(find("anna", "салавьева")).as("mistakes are forgiven").hasSize(1);
        assertThat(find("approver", "соловьева анна").get(0).get("title").asString())
                .as("as the list of clients shows it")
                .isEqualTo("С••• А•••");
        assertThat(
                        server.sql()
                                .sql(
                                        "select count(*) from audit where action = 'clients.searched' and details::text like '%оловь%'")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    private static List<String> kinds(String login, String query) {
        return find(login, query).valueStream().map(one -> one.get("kind").asString()).toList();
    }

    private static JsonNode find(String login, String query) {
        try (Browser browser = server.browser(login)) {
            var answer =
                    browser.get(
                            "/api/v1/search?query="
                                    + URLEncoder.encode(query, StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JsonMapper.builder().build().readTree(answer.body()).get("items");
        }
    }
}

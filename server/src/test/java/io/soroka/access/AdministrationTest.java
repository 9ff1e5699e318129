package io.soroka.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.soroka.testing.Browser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Users, departments, password links, set-up, keys, devices, practice and the audit over HTTP. */
@Tag("slow")
class AdministrationTest {
    private static AccessServer server;
    private Browser admin;
    private long department;

    /** Stands for the room that fills practice departments. */
    @Component
    @Profile(AccessServer.PROFILE)
    static class Filler {
        private PracticeEntered latest;

        @EventListener
        void entered(PracticeEntered event) {
            latest = event;
        }
    }

    /** Stands for the other rooms' controllers. */
    @RestController
    @Profile(AccessServer.PROFILE)
    static class Whose {
        private final CurrentUser current;
        private final Masking masking;
        private final Audit audit;

        Whose(CurrentUser current, Masking masking, Audit audit) {
            this.current = current;
            this.masking = masking;
            this.audit = audit;
        }

        @RequestMapping({"/api/v1/whose", "/api/v1/clients/whose"})
        String whose() {
            audit.record("whose.asked", null, Map.of());
            return current.departmentId() + " " + current.seesAll();
        }

        @GetMapping("/api/v1/number")
        String number() {
            return masking.phone(79161234567L);
        }
    }

    @BeforeAll
    static void start() {
        server = new AccessServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void fill() {
        server.empty();
        department = server.bean(Departments.class).create("Маркетинг").id();
        server.bean(Users.class)
                .create("admin", "Денис", Role.ADMINISTRATOR, department, AccessServer.PASSWORD);
        admin = loggedIn("admin");
    }

    @AfterEach
    void leave() {
        admin.close();
    }

    private Browser loggedIn(String login) {
        Browser browser = server.browser();
        assertThat(browser.logIn(login, AccessServer.PASSWORD).statusCode()).isEqualTo(200);
        return browser;
    }

    private User user(String login, Role role) {
        return server.bean(Users.class)
                .create(login, "Имя " + login, role, department, AccessServer.PASSWORD);
    }

    private static <T> T read(HttpResponse<String> answer, String path) {
        return JsonPath.read(answer.body(), path);
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(AdministrationTest.<String>read(answer, "$.code")).isEqualTo(code);
    }

    private static void refused(
            HttpResponse<String> answer, int status, String code, String pointer) {
        refused(answer, status, code);
        assertThat(AdministrationTest.<List<String>>read(answer, "$.errors[*].pointer"))
                .containsExactly(pointer);
        assertThat(AdministrationTest.<String>read(answer, "$.errors[0].detail"))
                .isEqualTo(read(answer, "$.detail"));
    }

    private HttpResponse<String> post(String path, String json) {
        return admin.send("POST", "/api/v1" + path, json);
    }

    private HttpResponse<String> put(String path, String json) {
        return admin.send("PUT", "/api/v1" + path, json);
    }

    @Test
    void a_new_user_chooses_a_password_with_the_link_once() {
        HttpResponse<String> made =
                post(
                        "/users",
                        """
                        {"login":"vera","name":"Вера","role":"analyst","departmentId":"%d"}\
                        """
                                .formatted(department));
        assertThat(made.statusCode()).isEqualTo(201);
        String token = read(made, "$.link.token");
        assertThat(AdministrationTest.<String>read(made, "$.link.expiresAt"))
                .isEqualTo("2026-11-28T09:00:00Z");
        assertThat(AdministrationTest.<String>read(made, "$.user.role")).isEqualTo("analyst");
        assertThat(AdministrationTest.<Object>read(made, "$.user.lastSeenAt")).isNull();
        try (Browser vera = server.browser()) {
            assertThat(vera.logIn("vera", "").statusCode()).isEqualTo(400);
            refused(vera.logIn("vera", "whatever-it-is"), 401, "login-failed");
            String path = "/api/v1/password-links/" + token;
            assertThat(vera.get(path).body()).isEqualTo("{\"login\":\"vera\",\"name\":\"Вера\"}");
            refused(
                    vera.send("POST", path, "{\"password\":\"short\"}"),
                    400,
                    "password-weak",
                    "/password");
            String strong = "{\"password\":\"%s\"}".formatted(AccessServer.PASSWORD);
            assertThat(vera.send("POST", path, strong).statusCode()).isEqualTo(204);
            refused(vera.send("POST", path, strong), 404, "password-link-invalid");
            assertThat(vera.logIn("vera", AccessServer.PASSWORD).statusCode()).isEqualTo(200);
        }
        assertThat(
                        server.sql()
                                .sql("select count(*) from audit where audit::text like :token")
                                .param("token", "%" + token + "%")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void a_link_ends_after_72_hours_with_a_newer_one_and_with_its_user() {
        User user = user("ivan", Role.AGENT);
        String link = "/users/" + user.id() + "/link";
        String old = read(post(link, null), "$.token");
        String current = read(post(link, null), "$.token");
        try (Browser ivan = server.browser()) {
            refused(ivan.get("/api/v1/password-links/" + old), 404, "password-link-invalid");
            server.clock.advance(Duration.ofHours(72).minusMillis(1));
            String path = "/api/v1/password-links/" + current;
            assertThat(ivan.get(path).statusCode()).isEqualTo(200);
            server.clock.advance(Duration.ofMillis(1));
            refused(ivan.get(path), 404, "password-link-invalid");
        }
        admin.logIn("admin", AccessServer.PASSWORD);
        String last = read(post(link, null), "$.token");
        change(user, "agent", false);
        assertThat(admin.get("/api/v1/password-links/" + last).statusCode()).isEqualTo(404);
        refused(post("/users/123456/link", null), 404, "not-found");
    }

    private HttpResponse<String> change(User user, String role, boolean active) {
        return put(
                "/users/" + user.id(),
                """
                {"name":"%s","role":"%s","departmentId":"%d","active":%b}\
                """
                        .formatted(user.name(), role, department, active));
    }

    @Test
    void whoever_is_deactivated_is_logged_out() {
        User user = user("gone", Role.AGENT);
        try (Browser browser = loggedIn("gone")) {
            HttpResponse<String> changed = change(user, "agent", false);
            assertThat(AdministrationTest.<Boolean>read(changed, "$.active")).isFalse();
            assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(401);
            change(user, "agent", true);
            assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void the_last_administrator_stays_one() {
        User self = server.bean(Users.class).find("admin").orElseThrow();
        refused(change(self, "analyst", true), 409, "last-administrator");
        refused(change(self, "administrator", false), 409, "last-administrator");
        User second = user("second", Role.ADMINISTRATOR);
        assertThat(change(second, "administrator", false).statusCode()).isEqualTo(200);
        refused(change(self, "analyst", true), 409, "last-administrator");
        assertThat(change(second, "administrator", true).statusCode()).isEqualTo(200);
        assertThat(change(self, "analyst", true).statusCode()).isEqualTo(200);
        assertThat(admin.get("/api/v1/users").statusCode()).isEqualTo(403);
    }

    @Test
    void users_are_found_and_paged_by_name() {
        for (int i = 0; i < 101; i++) {
            server.sql()
                    .sql(
                            """
                            insert into app_user (login, name, role, department_id)
                            values (:login, :name, 'agent', :department)
                            """)
                    .param("login", "agent." + i)
                    .param("name", i == 7 ? "Ёлкин %_" : "Агент %03d".formatted(i))
                    .param("department", department)
                    .update();
        }
        HttpResponse<String> page = admin.get("/api/v1/users");
        assertThat(AdministrationTest.<List<String>>read(page, "$.items[*].name"))
                .hasSize(100)
                .startsWith("Агент 000", "Агент 001");
        String next = read(page, "$.next");
        HttpResponse<String> rest = admin.get("/api/v1/users?after=" + next);
        assertThat(AdministrationTest.<List<String>>read(rest, "$.items[*].name"))
                .containsExactly("Денис", "Ёлкин %_");
        assertThat(AdministrationTest.<Object>read(rest, "$.next")).isNull();
        assertThat(
                        AdministrationTest.<List<String>>read(
                                admin.get("/api/v1/users?query=%D1%91%D0%BB%D0%BA"),
                                "$.items[*].login"))
                .containsExactly("agent.7");
        assertThat(
                        AdministrationTest.<List<String>>read(
                                admin.get("/api/v1/users?query=%25_"), "$.items[*].login"))
                .containsExactly("agent.7");
    }

    @Test
    void a_locked_user_is_shown_and_unlocked() {
        User user = user("locked", Role.AGENT);
        try (Browser browser = server.browser()) {
            for (int i = 0; i < 5; i++) {
                browser.logIn("locked", "wrong");
            }
            HttpResponse<String> shown = admin.get("/api/v1/users?query=locked");
            assertThat(AdministrationTest.<String>read(shown, "$.items[0].lockedUntil"))
                    .isEqualTo("2026-11-25T09:15:00Z");
            HttpResponse<String> unlocked = post("/users/" + user.id() + "/unlock", null);
            assertThat(AdministrationTest.<Object>read(unlocked, "$.lockedUntil")).isNull();
            assertThat(browser.logIn("locked", AccessServer.PASSWORD).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void an_administrator_ends_somebody_s_sessions() {
        User user = user("lost-phone", Role.AGENT);
        try (Browser one = loggedIn("lost-phone");
                Browser other = loggedIn("lost-phone")) {
            assertThat(
                            admin.send("DELETE", "/api/v1/users/" + user.id() + "/sessions", null)
                                    .statusCode())
                    .isEqualTo(204);
            assertThat(one.get("/api/v1/session").statusCode()).isEqualTo(401);
            assertThat(other.get("/api/v1/session").statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"login\":\"a b\",\"name\":\"N\",\"role\":\"agent\",\"departmentId\":\"D\"}', login-malformed, /login",
        "'{\"login\":\"n\",\"name\":\" \",\"role\":\"agent\",\"departmentId\":\"D\"}', name-malformed, /name",
        "'{\"login\":\"n\",\"name\":\"N\",\"role\":\"boss\",\"departmentId\":\"D\"}', role-unknown, /role",
        "'{\"login\":\"n\",\"name\":\"N\",\"role\":\"agent\",\"departmentId\":\"x\"}', department-unknown, /departmentId",
        "'{\"login\":\"n\",\"name\":\"N\",\"role\":\"agent\",\"departmentId\":\"999\"}', department-unknown, /departmentId"
    })
    void what_is_wrong_with_a_new_user_names_its_field(String json, String code, String pointer) {
        refused(
                post("/users", json.replace("\"D\"", "\"" + department + "\"")),
                400,
                code,
                pointer);
    }

    @Test
    void departments_are_made_renamed_and_counted() {
        HttpResponse<String> made = post("/departments", "{\"name\":\"Аналитика\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        String id = read(made, "$.id");
        refused(post("/departments", "{\"name\":\"Аналитика\"}"), 409, "department-taken", "/name");
        assertThat(put("/departments/" + id, "{\"name\":\"Отчёты\"}").body())
                .isEqualTo("{\"id\":\"%s\",\"name\":\"Отчёты\"}".formatted(id));
        refused(
                put("/departments/" + id, "{\"name\":\"Маркетинг\"}"),
                409,
                "department-taken",
                "/name");
        refused(put("/departments/999", "{\"name\":\"Кто-то\"}"), 404, "not-found");
        assertThat(admin.get("/api/v1/departments").body())
                .isEqualTo(
                        """
                        {"items":[{"id":"%d","name":"Маркетинг","users":1},\
                        {"id":"%s","name":"Отчёты","users":0}]}\
                        """
                                .formatted(department, id));
    }

    @Test
    void practice_binds_a_session_to_the_twin_of_its_department() {
        HttpResponse<String> on = put("/session/practice", "{\"on\":true}");
        assertThat(AdministrationTest.<Boolean>read(on, "$.practice")).isTrue();
        assertThat(AdministrationTest.<String>read(on, "$.department.name")).isEqualTo("Маркетинг");
        PracticeEntered entered = server.bean(Filler.class).latest;
        assertThat(entered.departmentId()).isEqualTo(department);
        long twin = entered.practiceDepartmentId();
        assertThat(twin).isNotEqualTo(department);
        assertThat(server.bean(Departments.class).practiceTwin(department)).isEqualTo(twin);
        assertThat(server.bean(Departments.class).practiceTwin(twin)).isEqualTo(twin);
        assertThat(admin.send("POST", "/api/v1/whose", null).body()).isEqualTo(twin + " false");
        assertThat(server.bean(Departments.class).all())
                .containsExactly(new Department(department, "Маркетинг"));
        // Nobody can be put into it.
        refused(
                post(
                        "/users",
                        """
                        {"login":"n","name":"N","role":"agent","departmentId":"%d"}\
                        """
                                .formatted(twin)),
                400,
                "department-unknown",
                "/departmentId");
        // Another browser of the same user works on.
        try (Browser other = loggedIn("admin")) {
            assertThat(other.send("POST", "/api/v1/whose", null).body())
                    .isEqualTo(department + " true");
        }
        // A window that has not noticed does nothing in earnest.
        try (Browser same =
                server.browser()
                        .with("Cookie", "SOROKA_SESSION=" + token())
                        .with("Soroka-Practice", "false")) {
            refused(same.get("/api/v1/number"), 409, "practice-changed");
            assertThat(same.get("/api/v1/session").statusCode()).isEqualTo(200);
            assertThat(same.with("Soroka-Practice", "true").get("/api/v1/number").statusCode())
                    .isEqualTo(200);
        }
        put("/departments/" + department, "{\"name\":\"Реклама\"}");
        assertThat(server.bean(Departments.class).find(twin).orElseThrow().name())
                .isEqualTo("Учебный: Реклама");
        HttpResponse<String> off = put("/session/practice", "{\"on\":false}");
        assertThat(AdministrationTest.<Boolean>read(off, "$.practice")).isFalse();
        assertThat(admin.send("POST", "/api/v1/whose", null).body())
                .isEqualTo(department + " true");
    }

    @Test
    void whoever_is_moved_leaves_practice() {
        User user = user("moved", Role.AGENT);
        long other = server.bean(Departments.class).create("Другой").id();
        try (Browser browser = loggedIn("moved")) {
            browser.send("PUT", "/api/v1/session/practice", "{\"on\":true}");
            put(
                    "/users/" + user.id(),
                    """
                    {"name":"M","role":"agent","departmentId":"%d","active":true}\
                    """
                            .formatted(other));
            assertThat(browser.send("POST", "/api/v1/whose", null).body())
                    .isEqualTo(other + " false");
            assertThat(
                            AdministrationTest.<Boolean>read(
                                    browser.get("/api/v1/session"), "$.practice"))
                    .isFalse();
        }
    }

    @Test
    void the_profile_is_one_s_own() {
        HttpResponse<String> changed =
                put(
                        "/session/profile",
                        """
                        {"name":" Денис Р. ","phone":"8 (916) 123-45-67","language":"en"}\
                        """);
        assertThat(AdministrationTest.<String>read(changed, "$.name")).isEqualTo("Денис Р.");
        assertThat(AdministrationTest.<String>read(changed, "$.phone"))
                .isEqualTo("+7 916 123-45-67");
        assertThat(AdministrationTest.<String>read(changed, "$.language")).isEqualTo("en");
        assertThat(admin.get("/api/v1/session").body()).isEqualTo(changed.body());
        refused(
                put("/session/profile", "{\"name\":\"D\",\"phone\":\"12\",\"language\":\"en\"}"),
                400,
                "phone-malformed",
                "/phone");
        refused(
                put("/session/profile", "{\"name\":\"D\",\"phone\":null,\"language\":\"de\"}"),
                400,
                "language-unknown",
                "/language");
        assertThat(
                        AdministrationTest.<Object>read(
                                put("/session/profile", "{\"name\":\"D\",\"language\":\"ru\"}"),
                                "$.phone"))
                .isNull();
    }

    @Test
    void another_password_ends_the_other_sessions() {
        try (Browser other = loggedIn("admin")) {
            String wrong = "{\"current\":\"wrong\",\"password\":\"quite-another-one\"}";
            refused(put("/session/password", wrong), 400, "password-wrong", "/current");
            String right =
                    "{\"current\":\"%s\",\"password\":\"quite-another-one\"}"
                            .formatted(AccessServer.PASSWORD);
            assertThat(put("/session/password", right).statusCode()).isEqualTo(204);
            assertThat(admin.get("/api/v1/session").statusCode()).isEqualTo(200);
            assertThat(other.get("/api/v1/session").statusCode()).isEqualTo(401);
            assertThat(other.logIn("admin", AccessServer.PASSWORD).statusCode()).isEqualTo(401);
            assertThat(other.logIn("admin", "quite-another-one").statusCode()).isEqualTo(200);
            for (int i = 0; i < 5; i++) {
                assertThat(put("/session/password", wrong).statusCode()).isEqualTo(400);
            }
            refused(put("/session/password", wrong), 429, "login-locked");
        }
    }

    @Test
    void devices_are_listed_and_ended() {
        server.clock.advance(Duration.ofMinutes(5));
        try (Browser other = server.browser().with("User-Agent", "Phone/1 \u00e9")) {
            other.logIn("admin", AccessServer.PASSWORD);
            HttpResponse<String> devices = other.get("/api/v1/session/devices");
            assertThat(AdministrationTest.<List<Boolean>>read(devices, "$.items[*].current"))
                    .containsExactly(true, false);
            assertThat(AdministrationTest.<String>read(devices, "$.items[0].userAgent"))
                    .startsWith("Phone/1");
            assertThat(AdministrationTest.<String>read(devices, "$.items[0].address"))
                    .isEqualTo("127.0.0.1");
            assertThat(AdministrationTest.<String>read(devices, "$.items[1].openedAt"))
                    .isEqualTo("2026-11-25T09:00:00Z");
            String first = read(devices, "$.items[1].id");
            String path = "/api/v1/session/devices/" + first;
            user("thief", Role.ANALYST);
            try (Browser thief = loggedIn("thief")) {
                refused(thief.send("DELETE", path, null), 404, "not-found");
            }
            assertThat(other.send("DELETE", path, null).statusCode()).isEqualTo(204);
            assertThat(admin.get("/api/v1/session").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void a_session_ends_eight_hours_after_its_last_use() {
        server.clock.advance(Duration.ofHours(7));
        assertThat(admin.get("/api/v1/session").statusCode()).isEqualTo(200);
        server.clock.advance(Duration.ofHours(8).minusMillis(1));
        assertThat(admin.get("/api/v1/session").statusCode()).isEqualTo(200);
        server.clock.advance(Duration.ofHours(8));
        assertThat(admin.get("/api/v1/session").statusCode()).isEqualTo(401);
        admin.logIn("admin", AccessServer.PASSWORD);
        assertThat(server.sql().sql("select count(*) from user_session").query(Long.class).single())
                .as("ended sessions are cleared away")
                .isEqualTo(1);
    }

    private String token() {
        return admin.cookie("SOROKA_SESSION").orElseThrow().getValue();
    }

    @Test
    void only_hashes_of_tokens_are_stored() {
        String token = token();
        assertThat(token).hasSize(43);
        assertThat(
                        server.sql()
                                .sql(
                                        """
                                        select token_hash = sha256(:token::bytea) from user_session
                                        """)
                                .param("token", token)
                                .query(Boolean.class)
                                .single())
                .isTrue();
    }

    @Test
    void numbers_are_masked_by_role() {
        assertThat(Masking.full(79161234567L)).isEqualTo("+7 916 123-45-67");
        assertThat(Masking.masked(79161234567L)).isEqualTo("+7 ··· ··· 45-67");
        assertThat(Masking.full(375291234567L)).isEqualTo("+375291234567");
        assertThat(Masking.masked(375291234567L)).isEqualTo("+··· ··· 45-67");
        assertThat(Masking.masked(1234567L)).isEqualTo("+··· ··· ··-··");
        user("agent", Role.AGENT);
        user("analyst", Role.ANALYST);
        try (Browser agent = loggedIn("agent");
                Browser analyst = loggedIn("analyst")) {
            assertThat(admin.get("/api/v1/number").body()).isEqualTo("+7 916 123-45-67");
            assertThat(agent.get("/api/v1/number").body()).isEqualTo("+7 916 123-45-67");
            assertThat(analyst.get("/api/v1/number").body()).isEqualTo("+7 ··· ··· 45-67");
        }
    }

    @Test
    void a_key_works_within_its_scopes_and_department() {
        HttpResponse<String> made =
                post(
                        "/api-keys",
                        """
                        {"name":"CRM","departmentId":"%d","scopes":["clients:write","campaigns:read"],\
                        "expiresAt":"2026-12-01T00:00:00Z"}\
                        """
                                .formatted(department));
        assertThat(made.statusCode()).isEqualTo(201);
        String secret = read(made, "$.secret");
        assertThat(secret).matches("srk_[A-Za-z0-9_-]{43}");
        assertThat(AdministrationTest.<String>read(made, "$.key.prefix"))
                .isEqualTo(secret.substring(0, 12));
        assertThat(AdministrationTest.<List<String>>read(made, "$.key.scopes"))
                .containsExactly("campaigns:read", "clients:write");
        HttpResponse<String> listed = admin.get("/api/v1/api-keys");
        assertThat(listed.body()).doesNotContain(secret);
        assertThat(AdministrationTest.<Object>read(listed, "$.items[0].lastUsedAt")).isNull();
        assertThat(AdministrationTest.<String>read(listed, "$.items[0].createdBy"))
                .isEqualTo("Денис");
        try (Browser program = server.browser().with("Authorization", "Bearer " + secret)) {
            // No token against forged requests is needed, and no cookie is set.
            HttpResponse<String> done = program.sendBare("POST", "/api/v1/clients/whose", null);
            assertThat(done.body()).isEqualTo(department + " false");
            assertThat(done.headers().allValues("Set-Cookie"))
                    .noneMatch(cookie -> cookie.startsWith("SOROKA_SESSION"));
            refused(program.get("/api/v1/clients/whose"), 403, "key-forbidden");
            refused(program.get("/api/v1/session"), 403, "key-forbidden");
            refused(program.get("/api/v1/users"), 403, "key-forbidden");
            server.clock.advance(Duration.ofSeconds(59));
            program.sendBare("POST", "/api/v1/clients/whose", null);
            assertThat(lastUse()).isEqualTo("2026-11-25T09:00:00Z");
            server.clock.advance(Duration.ofSeconds(1));
            program.sendBare("POST", "/api/v1/clients/whose", null);
            assertThat(lastUse()).isEqualTo("2026-11-25T09:01:00Z");
            HttpResponse<String> audit = admin.get("/api/v1/audit?action=whose.asked");
            assertThat(AdministrationTest.<Object>read(audit, "$.items[0].user")).isNull();
            assertThat(AdministrationTest.<String>read(audit, "$.items[0].key.name"))
                    .isEqualTo("CRM");
            String id = read(made, "$.key.id");
            String path = "/api/v1/api-keys/" + id;
            assertThat(admin.send("DELETE", path, null).statusCode()).isEqualTo(204);
            refused(admin.send("DELETE", path, null), 404, "not-found");
            refused(
                    program.sendBare("POST", "/api/v1/clients/whose", null),
                    401,
                    "unauthenticated");
        }
        assertThat(admin.get("/api/v1/api-keys").body()).isEqualTo("{\"items\":[]}");
    }

    private String lastUse() {
        return read(admin.get("/api/v1/api-keys"), "$.items[0].lastUsedAt");
    }

    @Test
    void a_key_ends_at_its_time() {
        ApiKeys keys = server.bean(ApiKeys.class);
        User maker = server.bean(Users.class).find("admin").orElseThrow();
        String secret =
                keys.create(
                                maker,
                                "short",
                                department,
                                java.util.Set.of(Scope.CLIENTS_READ),
                                AccessServer.START.plusSeconds(60))
                        .secret();
        assertThat(keys.find(secret)).isPresent();
        assertThat(keys.find(secret + "x")).isEmpty();
        assertThat(keys.find("other")).isEmpty();
        server.clock.advance(Duration.ofSeconds(60));
        assertThat(keys.find(secret)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'[]', null, scopes-missing, /scopes",
        "'[\"everything\"]', null, scope-unknown, /scopes",
        "'[\"clients:read\"]', '\"2026-11-25T09:00:00Z\"', expiry-past, /expiresAt"
    })
    void a_useless_key_is_refused(String scopes, String expiresAt, String code, String pointer) {
        refused(
                post(
                        "/api-keys",
                        """
                        {"name":"K","departmentId":"%d","scopes":%s,"expiresAt":%s}\
                        """
                                .formatted(department, scopes, expiresAt)),
                400,
                code,
                pointer);
    }

    @Test
    void the_audit_is_filtered_and_paged() {
        server.clock.advance(Duration.ofMinutes(1));
        User other = user("other", Role.AGENT);
        try (Browser browser = loggedIn("other")) {
            browser.send("PUT", "/api/v1/session/practice", "{\"on\":true}");
        }
        HttpResponse<String> own = admin.get("/api/v1/audit?user=" + other.id());
        assertThat(AdministrationTest.<List<String>>read(own, "$.items[*].action"))
                .containsExactly("practice.entered", "session.opened");
        assertThat(AdministrationTest.<String>read(own, "$.items[0].user.name"))
                .isEqualTo("Имя other");
        assertThat(AdministrationTest.<String>read(own, "$.items[0].object"))
                .isEqualTo("department:" + department);
        assertThat(actions("?object=user:" + other.id())).containsExactly("user.created");
        assertThat(
                        AdministrationTest.<Map<String, Object>>read(
                                admin.get("/api/v1/audit?action=user.created"),
                                "$.items[0].details"))
                .containsEntry("role", "agent");
        assertThat(actions("?to=2026-11-25T09:01:00Z"))
                .containsExactly("session.opened", "user.created", "department.created");
        assertThat(actions("?from=2026-11-25T09:01:00Z"))
                .containsExactly("practice.entered", "session.opened", "user.created");
        HttpResponse<String> page = admin.get("/api/v1/audit?limit=4");
        assertThat(AdministrationTest.<List<String>>read(page, "$.items[*].id")).hasSize(4);
        String next = read(page, "$.next");
        assertThat(actions("?limit=4&before=" + next))
                .containsExactly("user.created", "department.created");
        assertThat(
                        AdministrationTest.<List<String>>read(
                                admin.get("/api/v1/audit/actions"), "$.items"))
                .containsExactly(
                        "department.created", "practice.entered", "session.opened", "user.created");
    }

    @Test
    void the_audit_of_a_change_tells_what_was_before() {
        User other = user("other", Role.AGENT);
        long elsewhere = server.bean(Departments.class).create("Сбыт").id();
        put(
                "/users/" + other.id(),
                "{\"name\":\"Имя other\",\"role\":\"analyst\",\"departmentId\":\"%d\",\"active\":false}"
                        .formatted(elsewhere));
        assertThat(details("user.changed"))
                .isEqualTo(
                        Map.of(
                                "before",
                                Map.of("role", "agent", "department", "Маркетинг", "active", true),
                                "after",
                                Map.of("role", "analyst", "department", "Сбыт", "active", false)));
        put("/departments/" + elsewhere, "{\"name\":\"Продажи\"}");
        assertThat(details("department.renamed"))
                .isEqualTo(
                        Map.of(
                                "before", Map.of("name", "Сбыт"),
                                "after", Map.of("name", "Продажи")));
        put(
                "/session/profile",
                "{\"name\":\"Денис\",\"phone\":\"8 916 123-45-67\",\"language\":\"en\"}");
        assertThat(details("profile.changed"))
                .isEqualTo(
                        Map.of(
                                "before", Map.of("phone", "", "language", "ru"),
                                "after", Map.of("phone", "+7 ··· ··· 45-67", "language", "en")));
    }

    @Test
    void what_the_database_does_not_hold_is_a_bad_request() {
        refused(admin.get("/api/v1/audit?action=%00"), 400, "bad-request");
        refused(admin.get("/api/v1/users?query=a%00b"), 400, "bad-request");
        refused(admin.get("/api/v1/audit?from=%2B900000-01-01T00:00:00Z"), 400, "bad-request");
    }

    private Map<String, Object> details(String action) {
        return read(admin.get("/api/v1/audit?action=" + action), "$.items[0].details");
    }

    private List<String> actions(String query) {
        return read(admin.get("/api/v1/audit" + query), "$.items[*].action");
    }
}

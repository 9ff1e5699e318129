package io.soroka.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.soroka.testing.Browser;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SessionTest {
    private static AccessServer server;
    private static Department sales;
    private static int users;

    @BeforeAll
    static void start() {
        server = new AccessServer();
        sales = server.bean(Departments.class).create("Продажи");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static User user() {
        return server.bean(Users.class)
                .create(
                        "Anna." + ++users,
                        "Анна Соловьёва",
                        Role.CAMPAIGN_MANAGER,
                        sales.id(),
                        AccessServer.PASSWORD);
    }

    private static String code(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("application/problem+json"));
        assertThat(JsonPath.<Integer>read(response.body(), "$.status"))
                .isEqualTo(response.statusCode());
        return JsonPath.read(response.body(), "$.code");
    }

    private static List<Map<String, Object>> audit(String where) {
        return server.sql()
                .sql(
                        "select user_id, action, object, at from audit where "
                                + where
                                + " order by id")
                .query()
                .listOfRows();
    }

    @Test
    void the_right_password_opens_a_session() {
        User user = user();
        try (Browser browser = server.browser()) {
            HttpResponse<String> opened = browser.logIn(user.login(), AccessServer.PASSWORD);
            assertThat(opened.statusCode()).isEqualTo(200);
            assertThat(opened.body())
                    .isEqualTo(
                            """
                            {"login":"%s","name":"Анна Соловьёва","role":"campaign_manager",\
                            "department":{"id":"%d","name":"Продажи"},"language":"ru",\
                            "phone":null,"practice":false}\
                            """
                                    .formatted(user.login(), sales.id()));
            HttpResponse<String> asked = browser.get("/api/v1/session");
            assertThat(asked.statusCode()).isEqualTo(200);
            assertThat(asked.body()).isEqualTo(opened.body());
            assertThat(audit("user_id = " + user.id()))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("action", "session.opened"));
        }
    }

    @Test
    void a_login_is_found_in_whatever_case() {
        User user = user();
        try (Browser browser = server.browser()) {
            assertThat(
                            browser.logIn(user.login().toUpperCase(), AccessServer.PASSWORD)
                                    .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void logging_out_ends_the_session() {
        User user = user();
        try (Browser browser = server.browser()) {
            browser.logIn(user.login(), AccessServer.PASSWORD);
            String id = browser.cookie("SOROKA_SESSION").orElseThrow().getValue();
            HttpResponse<String> closed = browser.send("DELETE", "/api/v1/session", null);
            assertThat(closed.statusCode()).isEqualTo(204);
            assertThat(closed.body()).isEmpty();
            assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(401);
            // The old id opens nothing even for someone who kept it.
            try (Browser thief = server.browser().with("Cookie", "SOROKA_SESSION=" + id)) {
                assertThat(thief.get("/api/v1/session").statusCode()).isEqualTo(401);
            }
            assertThat(audit("user_id = " + user.id()))
                    .extracting(row -> row.get("action"))
                    .containsExactly("session.opened", "session.closed");
        }
    }

    @Test
    void wrong_password_unknown_login_and_a_deactivated_user_get_the_same_answer() {
        User user = user();
        User gone = user();
        server.sql().sql("update app_user set active = false where id = " + gone.id()).update();
        try (Browser browser = server.browser()) {
            HttpResponse<String> wrong = browser.logIn(user.login(), "not-the-password");
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(code(wrong)).isEqualTo("login-failed");
            HttpResponse<String> unknown = browser.logIn("nobody-at-all", "not-the-password");
            HttpResponse<String> inactive = browser.logIn(gone.login(), AccessServer.PASSWORD);
            HttpResponse<String> absurd = browser.logIn("no\\u0000 body", "not-the-password");
            assertThat(List.of(unknown, inactive, absurd))
                    .allSatisfy(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(401);
                        assertThat(answer.body()).isEqualTo(wrong.body());
                    });
            assertThat(wrong.body()).doesNotContain(user.login(), "password");
        }
    }

    /** Strangers make them up, thousands of letters long. */
    @Test
    void what_nobody_can_be_called_is_not_remembered() {
        Attempts attempts = server.bean(Attempts.class);
        for (int i = 0; i < 2 * Attempts.ALLOWED; i++) {
            assertThat(attempts.countUnknown("x".repeat(4_000), AccessServer.START)).isEmpty();
        }
    }

    /**
     * Counts the CPU time of the thread, which other processes cannot stretch, in turns, so that
     * what the compiler learns meanwhile serves both sides.
     */
    @Test
    void an_unknown_login_takes_as_long_as_a_wrong_password() {
        Logins logins = server.bean(Logins.class);
        User warmUp = user();
        User user = user();
        long known = Long.MAX_VALUE;
        long unknown = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            attempt(logins, warmUp.login());
        }
        for (int i = 0; i < 4; i++) {
            known = Math.min(known, cpuNanosOfAttempt(logins, user.login()));
            unknown = Math.min(unknown, cpuNanosOfAttempt(logins, "unknown-" + i));
        }
        assertThat((double) unknown / known).isBetween(0.5, 2.0);
    }

    private static void attempt(Logins logins, String login) {
        try {
            logins.check(login, "not-the-password");
        } catch (RuntimeException expected) {
            assertThat(expected).hasMessage("login-failed");
        }
    }

    private static long cpuNanosOfAttempt(Logins logins, String login) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        attempt(logins, login);
        return threads.getCurrentThreadCpuTime() - start;
    }

    @Test
    void five_failures_lock_the_login_for_15_minutes() {
        User user = user();
        try (Browser browser = server.browser()) {
            for (int i = 0; i < 5; i++) {
                assertThat(browser.logIn(user.login(), "wrong").statusCode()).isEqualTo(401);
            }
            HttpResponse<String> locked = browser.logIn(user.login(), AccessServer.PASSWORD);
            assertThat(locked.statusCode()).isEqualTo(429);
            assertThat(code(locked)).isEqualTo("login-locked");
            assertThat(locked.headers().firstValue("Retry-After")).hasValue("900");
            assertThat(JsonPath.<String>read(locked.body(), "$.detail"))
                    .isEqualTo(
                            "Было слишком много неверных попыток. Попробуйте снова через 15 минут.");

            server.clock.advance(Duration.ofMinutes(12).plusSeconds(30));
            HttpResponse<String> still = browser.logIn(user.login(), AccessServer.PASSWORD);
            assertThat(still.headers().firstValue("Retry-After")).hasValue("150");
            assertThat(still.body()).contains("через 3 минуты.");
            browser.with("Accept-Language", "en-GB");
            assertThat(browser.logIn(user.login(), "wrong").body())
                    .contains("Try again in 3 minutes.");

            server.clock.advance(Duration.ofMinutes(2).plusMillis(29_999));
            HttpResponse<String> almost = browser.logIn(user.login(), AccessServer.PASSWORD);
            assertThat(almost.statusCode()).isEqualTo(429);
            assertThat(almost.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(almost.body()).contains("in 1 minute.");

            server.clock.advance(Duration.ofMillis(1));
            assertThat(browser.logIn(user.login(), AccessServer.PASSWORD).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_success_forgets_earlier_failures() {
        User user = user();
        try (Browser browser = server.browser()) {
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 4; i++) {
                    assertThat(browser.logIn(user.login(), "wrong").statusCode()).isEqualTo(401);
                }
                assertThat(browser.logIn(user.login(), AccessServer.PASSWORD).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void after_a_lock_there_are_five_attempts_again() {
        User user = user();
        try (Browser browser = server.browser()) {
            for (int i = 0; i < 5; i++) {
                browser.logIn(user.login(), "wrong");
            }
            server.clock.advance(Duration.ofMinutes(15));
            for (int i = 0; i < 5; i++) {
                assertThat(browser.logIn(user.login(), "wrong").statusCode()).isEqualTo(401);
            }
            assertThat(browser.logIn(user.login(), "wrong").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void the_lock_does_not_tell_who_exists() {
        try (Browser browser = server.browser()) {
            for (int i = 0; i < 5; i++) {
                assertThat(browser.logIn(i % 2 == 0 ? "ghost" : "Ghost", "wrong").statusCode())
                        .isEqualTo(401);
            }
            assertThat(browser.logIn("ghost", "wrong").statusCode()).isEqualTo(429);
            server.clock.advance(Duration.ofMinutes(15));
            for (int i = 0; i < 5; i++) {
                assertThat(browser.logIn("ghost", "wrong").statusCode()).isEqualTo(401);
            }
            assertThat(browser.logIn("ghost", "wrong").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void many_attempts_at_once_are_not_more_than_five() throws Exception {
        User user = user();
        try (Browser browser = server.browser();
                var threads = Executors.newFixedThreadPool(12)) {
            browser.get("/api/v1/session");
            String json = "{\"login\":\"%s\",\"password\":\"wrong\"}".formatted(user.login());
            Callable<Integer> attempt =
                    () -> browser.send("POST", "/api/v1/session", json).statusCode();
            List<Future<Integer>> answers =
                    threads.invokeAll(java.util.Collections.nCopies(12, attempt));
            int refused = 0;
            for (Future<Integer> answer : answers) {
                refused += answer.get() == 401 ? 1 : 0;
            }
            assertThat(refused).isEqualTo(5);
        }
    }

    @Test
    void the_session_id_changes_at_log_in() {
        User first = user();
        User second = user();
        try (Browser browser = server.browser()) {
            browser.logIn(first.login(), AccessServer.PASSWORD);
            String before = browser.cookie("SOROKA_SESSION").orElseThrow().getValue();
            browser.logIn(second.login(), AccessServer.PASSWORD);
            assertThat(browser.cookie("SOROKA_SESSION").orElseThrow().getValue())
                    .isNotEqualTo(before);
            try (Browser thief = server.browser().with("Cookie", "SOROKA_SESSION=" + before)) {
                assertThat(thief.get("/api/v1/session").statusCode()).isEqualTo(401);
            }
        }
    }

    @Test
    void a_session_id_brought_along_is_not_taken() {
        User user = user();
        try (Browser browser = server.browser()) {
            browser.get("/api/v1/session");
            String token = browser.cookie("XSRF-TOKEN").orElseThrow().getValue();
            try (Browser planted =
                    server.browser()
                            .with("Cookie", "SOROKA_SESSION=0123456789ABCDEF; XSRF-TOKEN=" + token)
                            .with("X-XSRF-TOKEN", token)) {
                HttpResponse<String> opened =
                        planted.sendBare(
                                "POST",
                                "/api/v1/session",
                                "{\"login\":\"%s\",\"password\":\"%s\"}"
                                        .formatted(user.login(), AccessServer.PASSWORD));
                assertThat(opened.statusCode()).isEqualTo(200);
                assertThat(planted.cookie("SOROKA_SESSION").orElseThrow().getValue())
                        .isNotEqualTo("0123456789ABCDEF");
            }
        }
    }

    @Test
    void cookies_are_kept_from_scripts_and_from_other_sites() {
        User user = user();
        try (Browser browser = server.browser()) {
            HttpResponse<String> opened = browser.logIn(user.login(), AccessServer.PASSWORD);
            assertThat(opened.headers().allValues("Set-Cookie"))
                    .filteredOn(c -> c.startsWith("SOROKA_SESSION="))
                    .singleElement()
                    .satisfies(c ->
                            assertThat(c)
                                    .contains("HttpOnly", "SameSite=Lax", "Path=/")
                                    .doesNotContain("Secure"));
        }
        try (Browser fresh = server.browser()) {
            assertThat(fresh.get("/api/v1/session").headers().allValues("Set-Cookie"))
                    .singleElement()
                    .satisfies(c ->
                            assertThat(c)
                                    .startsWith("XSRF-TOKEN=")
                                    .contains("SameSite=Lax")
                                    .doesNotContain("HttpOnly"));
        }
    }

    @Test
    void without_its_token_nothing_is_changed() {
        User user = user();
        String credentials =
                "{\"login\":\"%s\",\"password\":\"%s\"}"
                        .formatted(user.login(), AccessServer.PASSWORD);
        try (Browser browser = server.browser()) {
            HttpResponse<String> refused = browser.sendBare("POST", "/api/v1/session", credentials);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(code(refused)).isEqualTo("csrf");
            browser.logIn(user.login(), AccessServer.PASSWORD);
            assertThat(browser.sendBare("DELETE", "/api/v1/session", null).statusCode())
                    .isEqualTo(403);
            browser.with("X-XSRF-TOKEN", "made-up");
            assertThat(browser.sendBare("DELETE", "/api/v1/session", null).statusCode())
                    .isEqualTo(403);
            assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_changed_or_deactivated_user_is_seen_at_the_next_request() {
        User user = user();
        try (Browser browser = server.browser()) {
            browser.logIn(user.login(), AccessServer.PASSWORD);
            server.sql()
                    .sql(
                            "update app_user set role = 'analyst', language = 'en' where id = "
                                    + user.id())
                    .update();
            assertThat(browser.get("/api/v1/session").body())
                    .contains("\"role\":\"analyst\"", "\"language\":\"en\"");
            server.sql().sql("update app_user set active = false where id = " + user.id()).update();
            assertThat(browser.get("/api/v1/session").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void a_refusal_is_on_record_without_what_was_typed() {
        User user = user();
        try (Browser browser = server.browser()) {
            browser.logIn(user.login(), "wrong");
            assertThat(audit("object = 'user:" + user.id() + "' and action like 'session%'"))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row)
                                    .containsEntry("action", "session.refused")
                                    .containsEntry("user_id", null));
            browser.logIn("typed-secret-as-login", "wrong");
            assertThat(
                            server.sql()
                                    .sql(
                                            "select count(*) from audit where audit::text like '%typed-secret%'")
                                    .query(Long.class)
                                    .single())
                    .isZero();
        }
    }

    @Test
    void empty_credentials_name_their_fields() {
        try (Browser browser = server.browser()) {
            browser.get("/api/v1/session");
            HttpResponse<String> refused =
                    browser.send("POST", "/api/v1/session", "{\"login\":\"\",\"password\":\"x\"}");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(code(refused)).isEqualTo("invalid");
            assertThat(JsonPath.<List<String>>read(refused.body(), "$.errors[*].pointer"))
                    .containsExactly("/login");
        }
    }

    @Test
    void a_large_body_is_refused_before_it_is_read() {
        try (Browser browser = server.browser()) {
            HttpResponse<String> refused = browser.logIn("anna", "x".repeat(5000));
            assertThat(refused.statusCode()).isEqualTo(413);
            assertThat(code(refused)).isEqualTo("too-large");
        }
    }
}

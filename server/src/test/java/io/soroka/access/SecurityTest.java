package io.soroka.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.soroka.testing.Browser;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@ExtendWith(OutputCaptureExtension.class)
@Tag("slow")
class SecurityTest {
    private static AccessServer server;

    /** Stands for the other rooms' controllers. */
    @RestController
    @Profile(AccessServer.PROFILE)
    static class Other {
        private final CurrentUser user;

        Other(CurrentUser user) {
            this.user = user;
        }

        @GetMapping("/api/v1/broken")
        String broken() {
            throw new IllegalStateException("secret +79990000000", new RuntimeException("cause"));
        }

        @PostMapping("/api/v1/approvals")
        String approve() {
            user.require(Role.APPROVER);
            return user.id() + " " + user.departmentId() + " " + user.seesAll();
        }
    }

    /** Stands for a filter that fails. */
    @Component
    @Profile(AccessServer.PROFILE)
    static class BrokenFilter extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (request.getRequestURI().equals("/broken-filter")) {
                throw new IllegalStateException("secret +79990000000");
            }
            chain.doFilter(request, response);
        }
    }

    @BeforeAll
    static void start() {
        server = new AccessServer();
        Users users = server.bean(Users.class);
        long department = server.bean(Departments.class).create("IT").id();
        for (Role role : List.of(Role.ADMINISTRATOR, Role.APPROVER, Role.ANALYST)) {
            users.create(role.code(), role.code(), role, department, AccessServer.PASSWORD);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void every_path_of_the_api_but_log_in_is_closed_to_strangers() {
        RequestMappingHandlerMapping mapping =
                (RequestMappingHandlerMapping)
                        server.context.getBean("requestMappingHandlerMapping");
        List<String> open =
                mapping.getHandlerMethods().keySet().stream()
                        .flatMap(SecurityTest::requests)
                        .filter(r -> r.contains(" /api"))
                        .filter(r -> answer(r) != 401)
                        .toList();
        assertThat(open)
                .containsExactlyInAnyOrder(
                        "POST /api/v1/session",
                        "GET /api/v1/setup",
                        "POST /api/v1/setup",
                        "GET /api/v1/password-links/1",
                        "POST /api/v1/password-links/1");
    }

    private static Stream<String> requests(RequestMappingInfo info) {
        return info.getPatternValues().stream()
                .flatMap(path ->
                        info.getMethodsCondition().getMethods().stream()
                                .map(m -> m + " " + path.replaceAll("\\{[^}]*}", "1")));
    }

    private static int answer(String request) {
        try (Browser browser = server.browser()) {
            browser.get("/api/v1/session");
            String[] words = request.split(" ");
            return browser.send(words[0], words[1], words[0].equals("GET") ? null : "{}")
                    .statusCode();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api",
        "GET, /api/",
        "GET, /api/v1/nothing",
        "GET, /api/v1/session/",
        "POST, /api/v1/session/",
        "PUT, /api/v1/session",
        "POST, /api/v1/session/x",
        "DELETE, /api/v1/setup"
    })
    void paths_nobody_has_made_are_closed_too(String method, String path) {
        assertThat(answer(method + " " + path)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"/api/v1;a=b/session", "/api//v1/session", "/x/%2e%2e/api/v1/broken", "/%00"})
    void crooked_paths_are_refused_with_a_problem(String path) {
        try (Browser browser = server.browser()) {
            HttpResponse<String> response = browser.get(path);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).doesNotContain("Exception", "springframework", "Tomcat");
        }
    }

    @Test
    void the_interface_s_paths_are_public() {
        try (Browser browser = server.browser()) {
            assertThat(browser.get("/campaigns/5").statusCode()).isNotIn(401, 403);
            assertThat(browser.get("/assets/none.js").statusCode()).isEqualTo(404);
            assertThat(browser.get("/error").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void every_answer_has_the_protective_headers() {
        try (Browser browser = server.browser()) {
            for (String path : List.of("/api/v1/session", "/campaigns")) {
                var headers = browser.get(path).headers();
                assertThat(headers.firstValue("Content-Security-Policy"))
                        .hasValueSatisfying(policy ->
                                assertThat(policy)
                                        .startsWith("default-src 'self'; ")
                                        .contains(
                                                "style-src 'self' 'unsafe-inline'",
                                                "script-src 'self';",
                                                "frame-ancestors 'none'"));
                assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
                assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
                assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
            }
        }
    }

    @Test
    void behind_tls_cookies_are_secure() {
        try (AccessServer proxied = new AccessServer("--server.forward-headers-strategy=native");
                Browser browser = proxied.browser().with("X-Forwarded-Proto", "https")) {
            proxied.bean(Users.class)
                    .create(
                            "anna",
                            "Anna",
                            Role.AGENT,
                            proxied.bean(Departments.class).create("IT").id(),
                            AccessServer.PASSWORD);
            String token =
                    browser.get("/api/v1/session").headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(token).startsWith("XSRF-TOKEN=").contains("Secure");
            // The client keeps secure cookies to itself on a plain connection.
            String value = token.substring("XSRF-TOKEN=".length(), token.indexOf(';'));
            HttpResponse<String> opened =
                    browser.with("Cookie", "XSRF-TOKEN=" + value)
                            .with("X-XSRF-TOKEN", value)
                            .sendBare(
                                    "POST",
                                    "/api/v1/session",
                                    "{\"login\":\"anna\",\"password\":\"%s\"}"
                                            .formatted(AccessServer.PASSWORD));
            assertThat(opened.statusCode()).isEqualTo(200);
            assertThat(opened.headers().allValues("Set-Cookie"))
                    .filteredOn(c -> c.startsWith("SOROKA_SESSION="))
                    .singleElement()
                    .satisfies(c -> assertThat(c).contains("Secure", "HttpOnly", "SameSite=Lax"));
            assertThat(opened.headers().firstValue("Strict-Transport-Security")).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', ru, Нужно войти",
        "ru-RU, ru, Нужно войти",
        "en, en, Log in first",
        "en-US;q=0.9, en, Log in first",
        "'ru;q=0.5,en;q=0.9', en, Log in first",
        "de, ru, Нужно войти",
        "*, ru, Нужно войти"
    })
    void problems_speak_the_reader_s_language(String accepted, String language, String title) {
        try (Browser browser = server.browser()) {
            if (!accepted.isEmpty()) {
                browser.with("Accept-Language", accepted);
            }
            HttpResponse<String> response = browser.get("/api/v1/session");
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(response.headers().firstValue("Content-Language")).hasValue(language);
            assertThat(JsonPath.<String>read(response.body(), "$.title")).isEqualTo(title);
            assertThat(JsonPath.<String>read(response.body(), "$.type"))
                    .isEqualTo("urn:soroka:problem:unauthenticated");
            assertThat(JsonPath.<String>read(response.body(), "$.code"))
                    .isEqualTo("unauthenticated");
            assertThat(JsonPath.<Integer>read(response.body(), "$.status")).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/broken", "/broken-filter"})
    void what_broke_stays_inside(String path, CapturedOutput log) {
        try (Browser browser = server.browser()) {
            browser.logIn("analyst", AccessServer.PASSWORD);
            HttpResponse<String> response = browser.with("Accept", "text/html").get(path);
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(JsonPath.<String>read(response.body(), "$.code")).isEqualTo("internal");
            String detail = JsonPath.read(response.body(), "$.detail");
            assertThat(detail).matches("Произошла ошибка.* номер [0-9a-f]{8}\\.");
            assertThat(response.body())
                    .doesNotContain("secret", "7999", "Exception", "io.soroka", "trace");
            String reference = detail.substring(detail.length() - 9, detail.length() - 1);
            assertThat(log.getAll())
                    .contains(reference + ": java.lang.IllegalStateException at io.soroka.access.")
                    .doesNotContain("secret", "7999");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/nothing, '', 404, not-found",
        "PUT, /api/v1/session, {}, 405, method-not-allowed",
        "POST, /api/v1/session, {, 400, bad-request",
        "POST, /api/v1/session, '[1]', 400, bad-request"
    })
    void the_framework_s_refusals_are_problems(
            String method, String path, String body, int status, String code) {
        try (Browser browser = server.browser()) {
            browser.logIn("analyst", AccessServer.PASSWORD);
            HttpResponse<String> response =
                    browser.send(method, path, body.isEmpty() ? null : body);
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(JsonPath.<String>read(response.body(), "$.code")).isEqualTo(code);
            assertThat(response.body()).doesNotContain("Exception", "jackson", "springframework");
        }
    }

    @Test
    void roles_open_and_close() {
        assertThat(approve("analyst").statusCode()).isEqualTo(403);
        assertThat(JsonPath.<String>read(approve("analyst").body(), "$.code"))
                .isEqualTo("forbidden");
        assertThat(approve("approver").body()).matches("\\d+ \\d+ false");
        assertThat(approve("administrator").body()).matches("\\d+ \\d+ true");
    }

    private static HttpResponse<String> approve(String login) {
        try (Browser browser = server.browser()) {
            browser.logIn(login, AccessServer.PASSWORD);
            return browser.send("POST", "/api/v1/approvals", null);
        }
    }
}

package io.soroka.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import io.soroka.platform.StartRefused;
import io.soroka.testing.Browser;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new installation has no log-ins; the link on its console makes the first one, once. */
@Tag("slow")
class SetupTest {
    @Test
    void the_link_works_once() {
        try (AccessServer server = new AccessServer();
                Browser browser = server.browser()) {
            Setup setup = server.bean(Setup.class);
            assertThat(browser.get("/api/v1/setup").body()).isEqualTo("{\"open\":false}");
            refused(setUp(browser, "", "long-enough-word"), 400, "invalid");
            refused(setUp(browser, "guessed", "long-enough-word"), 403, "setup-closed");
            String voided = setup.token().orElseThrow();
            String token = setup.token().orElseThrow();
            assertThat(browser.get("/api/v1/setup").body()).isEqualTo("{\"open\":true}");
            refused(setUp(browser, voided, "long-enough-word"), 403, "setup-closed");
            refused(setUp(browser, token, "short"), 400, "password-weak");
            assertThat(server.bean(Departments.class).all()).isEmpty();
            HttpResponse<String> done = setUp(browser, token, "long-enough-word");
            assertThat(done.statusCode()).isEqualTo(200);
            assertThat(JsonPath.<String>read(done.body(), "$.role")).isEqualTo("administrator");
            assertThat(JsonPath.<String>read(done.body(), "$.department.name"))
                    .isEqualTo("Ромашка");
            assertThat(browser.get("/api/v1/session").body()).isEqualTo(done.body());
            assertThat(browser.get("/api/v1/setup").body()).isEqualTo("{\"open\":false}");
            refused(setUp(browser, token, "long-enough-word"), 403, "setup-closed");
            assertThat(setup.token()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT59S", "P31D"})
    void a_session_s_life_has_limits(Duration idle) {
        assertThatThrownBy(() -> new AccessSettings(idle))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("soroka.access.idle must be between 1m and 30d");
    }

    private static HttpResponse<String> setUp(Browser browser, String token, String password) {
        return browser.send(
                "POST",
                "/api/v1/setup",
                """
                {"token":"%s","company":"Ромашка","login":"boss","name":"Главная","password":"%s"}\
                """
                        .formatted(token, password));
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo(code);
    }
}

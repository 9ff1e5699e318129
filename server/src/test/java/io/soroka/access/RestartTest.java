package io.soroka.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.testing.Browser;
import io.soroka.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RestartTest {
    @Test
    void a_restart_logs_nobody_out() throws IOException {
        try (TestServer server = TestServer.start("{\"operators\": [{\"name\": \"severs\"}]}");
                Browser anna = server.browser("anna")) {
            anna.send("PUT", "/api/v1/session/practice", "{\"on\":true}");
            String cookie =
                    "SOROKA_SESSION=" + anna.cookie("SOROKA_SESSION").orElseThrow().getValue();
            server.restart();
            try (Browser again = new Browser(server.port()).with("Cookie", cookie)) {
                assertThat(again.get("/api/v1/session").body())
                        .contains("\"login\":\"anna\"", "\"practice\":true");
            }
        }
    }
}

package io.soroka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.platform.OwnProcess;
import io.soroka.testing.Browser;
import io.soroka.testing.Folders;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A new installation as its administrator meets it. */
@Tag("slow")
class ServeTest {
    private static final Pattern LINK = Pattern.compile("(http://\\S+)setup#(\\S+)");

    @Test
    void aNewInstallationPrintsALinkThatMakesItsAdministrator() throws IOException {
        Path folder = Folders.fresh("serve");
        List<String> words = List.of("serve", "--data=" + folder.resolve("data"), "--port=0");
        try (var server = OwnProcess.start(List.of(), words, folder.resolve("first"));
                Browser browser = new Browser(port(printed(server, folder.resolve("first"))))) {
            Matcher link = printed(server, folder.resolve("first"));
            assertThat(browser.logIn("admin", "admin").statusCode()).isEqualTo(401);
            HttpResponse<String> made =
                    browser.send(
                            "POST",
                            "/api/v1/setup",
                            """
                            {"token":"%s","company":"Ромашка","login":"boss","name":"Главная",\
                            "password":"long-enough-word"}\
                            """
                                    .formatted(link.group(2)));
            assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        }
        try (var server = OwnProcess.start(List.of(), words, folder.resolve("second"))) {
            TestServer.await(
                    "the second start",
                    () -> text(folder.resolve("second")).contains("Soroka listens on"));
            assertThat(server.isAlive()).isTrue();
            assertThat(text(folder.resolve("second"))).doesNotContain("setup#");
        }
    }

    private static Matcher printed(OwnProcess server, Path out) {
        TestServer.await("the link", () -> !server.isAlive() || LINK.matcher(text(out)).find());
        Matcher link = LINK.matcher(text(out));
        assertThat(link.find()).as(text(out)).isTrue();
        return link;
    }

    private static int port(Matcher link) {
        return URI.create(link.group(1)).getPort();
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

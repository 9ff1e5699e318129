package io.soroka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.testing.Folders;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands as typed, in this process. */
@Tag("slow")
class MainTest {
    private final StringWriter complaints = new StringWriter();

    @Test
    void wrongWordsAreExplained() {
        assertThat(run("nonsense")).isEqualTo(2);
        assertThat(complaints.toString()).contains("nonsense");
        assertRefused("--port must be between 0 and 65535", "serve", "--port=70000");
        assertRefused("go with --headless", "demo", "--json");
        assertRefused("can't be read", "demo", "--headless", "--clients=/nowhere/clients.csv");
        assertRefused("--recipients must be between 1 and", "bench", "campaign", "--recipients=0");
        assertRefused("--parts must be between 1 and 2", "bench", "campaign", "--parts=3");
        assertRefused("--warm-up must be between 0 and", "bench", "campaign", "--warm-up=-1");
    }

    @Test
    void wrongSettingsStopTheStartWithOneSentence() throws Exception {
        Path data = Folders.fresh("settings");
        assertRefused(
                "soroka.node", "serve", "--data=" + data, "--port=0", "--", "--soroka.node=64");
        assertRefused(
                "soroka.campaigns.max-parts",
                "serve",
                "--data=" + data,
                "--port=0",
                "--",
                "--soroka.campaigns.max-parts=0");
        assertRefused(
                "name:title:port:prefixes",
                "serve",
                "--data=" + data,
                "--port=0",
                "--",
                "--soroka.demo.enabled=true",
                "--soroka.demo.operators=here");
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    "Port " + taken.getLocalPort() + " is taken",
                    "serve",
                    "--data=" + Folders.fresh("port"),
                    "--port=" + taken.getLocalPort());
        }
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(printed("version")).startsWith("Soroka ").contains("Java 25");
    }

    @Test
    void theHeadlessDemoCountsAsOneCountsByHand() throws Exception {
        Path file = Folders.fresh("headless").resolve("clients.csv");
        // Six rows: two of one client, one without a usable number, two clients who share a number,
        // one without a name.
        Files.writeString(
                file,
                """
                id;Имя;Телефон;Долг
                1;Анна;8 (916) 000-00-01;1 234,56
                1;Анна;+79160000001;99.50
                2;Пётр;12345;5

                3;Лев;9160000003;7
                4;Нина;79160000003.0;8
                5;;79160000005;9
                """);
        String out =
                printed(
                        "demo",
                        "--headless",
                        "--clients=" + file,
                        "--text={Имя|клиент}, долг {Долг}",
                        "--json");
        JsonNode result = lastLine(out);
        assertThat(result.get("rows").asInt()).isEqualTo(6);
        assertThat(result.get("imported").asInt()).isEqualTo(4);
        assertThat(result.get("merged").asInt()).isEqualTo(1);
        assertThat(result.get("rejected").asInt()).isEqualTo(1);
        assertThat(result.get("audience").asInt()).isEqualTo(4);
        assertThat(result.get("messages").asInt()).isEqualTo(3);
        assertThat(result.get("suppressed").asInt()).isEqualTo(1);
        assertThat(result.get("submitted").asInt()).isEqualTo(3);
        assertThat(result.get("parts").asInt()).isEqualTo(3);
        assertThat(result.get("delivered").asInt() + result.get("failed").asInt()).isEqualTo(3);
        assertThat(result.get("pending").asInt() + result.get("uncertain").asInt()).isZero();
        assertThat(out).contains("class service", "The books balance.");
    }

    @Test
    void aHeadlessDemoThatCannotSendSaysWhy() throws Exception {
        Path folder = Folders.fresh("headless");
        Path file = folder.resolve("clients.csv");
        String clients = "--clients=" + file;
        // One folder for all of them: a database is made once.
        String data = "--data=" + folder.resolve("data");
        Files.writeString(file, "Имя;Телефон\nАнна;79160000001\n;79160000002\n");
        assertRefused("First name", "demo", "--headless", data, clients, "--text={Имя}, привет");
        assertRefused("The text can't be used", "demo", "--headless", data, clients, "--text={Имя");
        Files.writeString(file, "Имя;Город\nАнна;Казань\n");
        assertRefused("The file can't be imported", "demo", "--headless", data, clients);
        Files.writeString(file, "Имя;Телефон\nАнна;7,9161E+10\n");
        assertRefused("No client was imported", "demo", "--headless", data, clients);
    }

    @Test
    void aSmallBenchFindsNothingLostAndNothingTwice() {
        JsonNode result =
                lastLine(printed("bench", "campaign", "--recipients=2000", "--parts=2", "--json"));
        assertThat(result.get("recipients").asInt()).isEqualTo(2_000);
        assertThat(result.get("lost").asInt()).isZero();
        assertThat(result.get("duplicates").asInt()).isZero();
        assertThat(result.get("floorRatio").asDouble()).isPositive();
        assertThat(result.get("heapPeakMiB").asInt()).isBetween(1, 512);
        assertThat(result.get("messagesPerSecond").asInt()).isPositive();
    }

    @Test
    void aSmallImportIsMeasuredToItsLastClient() {
        JsonNode result = lastLine(printed("bench", "import", "--rows=3000", "--json"));
        assertThat(result.get("rows").asInt()).isEqualTo(3_000);
        assertThat(result.get("seconds").asDouble()).isPositive();
        assertThat(result.get("heapPeakMiB").asInt()).isBetween(1, 512);
        assertThat(result.get("searchP95Ms").asInt()).isNotNegative();
    }

    @Test
    void aFewReadersOfPagesAreAnsweredWhileACampaignRuns() {
        JsonNode result =
                lastLine(printed("bench", "pages", "--recipients=20000", "--users=20", "--json"));
        assertThat(result.get("users").asInt()).isEqualTo(20);
        assertThat(result.get("looks").asInt()).isPositive();
        assertThat(result.get("refused").asInt()).isZero();
        assertThat(result.get("p95Ms").asDouble()).isPositive();
    }

    private void assertRefused(String complaint, String... words) {
        complaints.getBuffer().setLength(0);
        assertThat(run(words)).isEqualTo(Main.REFUSED);
        assertThat(complaints.toString()).contains(complaint);
        assertThat(complaints.toString().lines().count())
                .as("one sentence: " + complaints)
                .isEqualTo(1);
    }

    private int run(String... words) {
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(complaints, true));
        return line.execute(words);
    }

    private String printed(String... words) {
        var bytes = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(run(words))
                    .as(() -> complaints + bytes.toString(StandardCharsets.UTF_8))
                    .isZero();
        } finally {
            System.setOut(console);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode lastLine(String out) {
        return JsonMapper.builder().build().readTree(out.lines().reduce("", (a, b) -> b));
    }
}

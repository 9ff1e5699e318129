package io.soroka.simulator;

import static io.soroka.smpp.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.smpp.Address;
import io.soroka.smpp.Part;
import io.soroka.smpp.Pdu;
import io.soroka.smpp.Receipt;
import io.soroka.smpp.ShortMessage;
import io.soroka.smpp.SmppSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page's files and its API over real HTTP, with a real client on the other side. */
class PageTest extends SimulatorCase {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LONG =
            "Да, приду. А можно перенести на одиннадцать? Если нельзя, то приду, как записана, спасибо.";
    private final HttpClient http = HttpClient.newHttpClient();
    private int port;

    private Simulator serve(String fields) throws IOException {
        Simulator simulator = start(fields);
        port = simulator.servePage(0);
        return simulator;
    }

    private HttpResponse<String> call(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode get(String path) {
        HttpResponse<String> answer = call("GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return call(method, path, body, "Content-Type", "application/json");
    }

    private List<ShortMessage> replies() {
        return recorder.deliveries.stream()
                .map(Pdu.DeliverSm::message)
                .filter(m -> Receipt.parse(m) == null)
                .toList();
    }

    @Test
    void aPhoneShowsWhatItGotAndItsOwnerAnswers() throws Exception {
        try (Simulator simulator = serve(QUICK.formatted("\"failedShare\": 0"))) {
            SmppSession session = connect(simulator);
            assertThat(get("/api/phones")).isEmpty();
            byte[] text = "Запись подтверждаете?".getBytes(StandardCharsets.UTF_16BE);
            session.submit(message(1).dataCoding(8).text(text).build(), 1);
            submit(session, 2, 3);
            eventually(
                    "delivered",
                    () ->
                            get("/api/phones/79000000001")
                                    .at("/messages/0/fate")
                                    .asString()
                                    .equals("delivered"));
            JsonNode rows = get("/api/phones");
            assertThat(rows.size()).isEqualTo(2);
            assertThat(rows.at("/0/number").asString()).isEqualTo("79000000002");
            assertThat(rows.at("/1/text").asString()).isEqualTo("Запись подтверждаете?");

            assertThat(
                            send(
                                            "POST",
                                            "/api/phones/79000000001/messages",
                                            JSON.writeValueAsString(Map.of("text", LONG)))
                                    .statusCode())
                    .isEqualTo(200);
            eventually("both parts", () -> replies().size() == 2);
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            replies().stream()
                    .sorted(Comparator.comparing(m -> Part.of(m).sequence()))
                    .forEach(m -> {
                        assertThat(m.destination()).isEqualTo(Address.alphanumeric("SOROKA"));
                        assertThat(m.source().value()).isEqualTo("79000000001");
                        assertThat(m.dataCoding()).isEqualTo(8);
                        assertThat(Part.of(m).total()).isEqualTo(2);
                        assertThat(m.text().length).isLessThanOrEqualTo(140);
                        whole.write(m.text(), 6, m.text().length - 6);
                    });
            assertThat(whole.toString(StandardCharsets.UTF_16BE)).isEqualTo(LONG);
            eventually(
                    "taken",
                    () ->
                            get("/api/phones/79000000001")
                                    .at("/messages/1/fate")
                                    .asString()
                                    .equals("taken"));
            JsonNode wrote = get("/api/phones/79000000001").at("/messages/1");
            assertThat(wrote.get("text").asString()).isEqualTo(LONG);
            assertThat(wrote.get("written").asBoolean()).isTrue();
            assertThat(wrote.get("parts").asInt()).isEqualTo(2);
        }
        List<SimulatorLog.Event> logged = events(SimulatorLog.Kind.REPLY);
        assertThat(logged)
                .extracting(SimulatorLog.Event::hash)
                .containsExactlyInAnyOrderElementsOf(
                        replies().stream()
                                .map(m ->
                                        SimulatorLog.hash(
                                                java.util.Arrays.copyOfRange(
                                                        m.text(), 6, m.text().length)))
                                .toList());
        assertThat(ids(events(SimulatorLog.Kind.REPLY_ACKNOWLEDGED))).isEqualTo(ids(logged));
        assertThat(Files.readString(log)).doesNotContain("приду");
    }

    @Test
    void anAnswerGoesToWhoWasMeantAndWaitsUntilSomebodyTakesIt() throws Exception {
        try (Simulator simulator = serve(QUICK.formatted("\"failedShare\": 0"))) {
            SmppSession session = connect(simulator);
            submit(session, 1, 2);
            session.submit(
                    ShortMessage.between(
                                    Address.international("79998887766"),
                                    Address.international("79000000001"))
                            .text(new byte[] {'?'})
                            .build(),
                    2);
            eventually("both", () -> recorder.answers.size() == 2);
            eventually("acknowledged", () -> counts(simulator).outstanding() == 0);
            session.close();
            eventually("gone", recorder::isClosed);
            assertThat(
                            send(
                                            "POST",
                                            "/api/phones/79000000001/messages",
                                            "{\"text\": \"OK @home\", \"party\": \"SOROKA\", \"operator\": \"severs\"}")
                                    .statusCode())
                    .isEqualTo(200);
            assertThat(get("/api/phones/79000000001").at("/messages/2/fate").asString())
                    .isEqualTo("waiting");
            assertThat(get("/api/phones/79000000001").at("/messages/1/fate").asString())
                    .isEqualTo("unasked");
            connect(simulator);
            eventually("taken", () -> replies().size() == 1);
            ShortMessage reply = replies().getFirst();
            assertThat(reply.destination()).isEqualTo(Address.alphanumeric("SOROKA"));
            // the GSM alphabet has its @ at 0
            assertThat(reply.text()).containsExactly('O', 'K', ' ', 0, 'h', 'o', 'm', 'e');
            assertThat(reply.dataCoding()).isZero();
        }
    }

    private static Simulator.Counts counts(Simulator simulator) {
        return simulator.counts().get("severs");
    }

    @Test
    void faultsAreSwitchedOnAndOffAndSeen() throws Exception {
        try (Simulator simulator = serve(QUICK.formatted("\"failedShare\": 0"))) {
            SmppSession session = connect(simulator);
            HttpResponse<String> on =
                    send(
                            "PATCH",
                            "/api/operators/severs",
                            "{\"faults\": {\"queueFull\": {\"share\": 1}, \"silent\": {\"fromSecond\": 3600}}}");
            JsonNode told = JSON.readTree(on.body());
            assertThat(told.at("/courses/queueFull").asString()).isEqualTo("on");
            assertThat(told.at("/courses/silent").asString()).isEqualTo("waiting");
            submit(session, 0, 10);
            eventually("all refused", () -> counts(simulator).refused() == 10);
            send("PATCH", "/api/operators/severs", "{\"faults\": {\"queueFull\": null}}");
            submit(session, 10, 20);
            eventually("all taken", () -> counts(simulator).accepted() == 10);
            JsonNode operator = get("/api/operators").get(0);
            assertThat(operator.at("/counts/refused").asInt()).isEqualTo(10);
            assertThat(operator.at("/sessions").asInt()).isEqualTo(1);
            assertThat(operator.at("/courses").has("queueFull")).isFalse();
            assertThat(operator.toString()).doesNotContain("secret");
            // what is read can be sent back
            assertThat(
                            send(
                                            "PATCH",
                                            "/api/operators/severs",
                                            operator.get("habits").toString())
                                    .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/api/nothing||404|there is nothing here",
                "GET|/../page.css||404|there is nothing here",
                "GET|/api/phones/12||404|5 to 15 digits",
                "PATCH|/api/operators/nobody|{}|404|no such operator",
                "PATCH|/api/operators/severs|{\"port\": 1}|400|port is no known field",
                "PATCH|/api/operators/severs|{|400|the settings are no JSON",
                "PATCH|/api/operators/severs|{\"latency\": {\"minMs\": -1}}|400|latency.minMs must be from 0",
                "DELETE|/api/operators/severs|{}|405|only PATCH",
                "POST|/api/phones/79000000001/messages|{\"text\": \"x\"}|400|no message to answer to",
                "POST|/api/phones/79000000001/messages|{\"text\": \"\"}|400|text must have 1 to",
                "POST|/api/phones/79000000001/messages|{\"to\": 1}|400|to is no known field",
            })
    void whatIsWrongIsToldAsAProblem(
            String method, String path, String body, int status, String detail) throws Exception {
        try (Simulator _ = serve("")) {
            HttpResponse<String> answer =
                    body == null ? call(method, path, "") : send(method, path, body);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("application/problem+json");
            assertThat(JSON.readTree(answer.body()).get("detail").asString()).contains(detail);
            assertThat(JSON.readTree(answer.body()).get("status").asInt()).isEqualTo(status);
        }
    }

    @Test
    void tooLongAnswersAreRefused() throws Exception {
        try (Simulator simulator = serve("")) {
            submit(connect(simulator), 1, 2);
            eventually("there", () -> get("/api/phones").size() == 1);
            String text = "д".repeat(67 * 10 + 1);
            HttpResponse<String> answer =
                    send(
                            "POST",
                            "/api/phones/79000000001/messages",
                            "{\"text\": \"" + text + "\"}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("a text may have 10 parts, but has 11");
            assertThat(
                            send("PATCH", "/api/operators/severs", " ".repeat(300_000) + "{}")
                                    .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void otherSitesAreKeptOut() throws Exception {
        try (Simulator simulator = serve("")) {
            String change = "{\"faults\": {\"silent\": {}}}";
            String path = "/api/operators/severs";
            assertThat(
                            call(
                                            "PATCH",
                                            path,
                                            change,
                                            "Content-Type",
                                            "application/json",
                                            "Origin",
                                            "http://evil.example")
                                    .statusCode())
                    .isEqualTo(403);
            assertThat(call("GET", "/api/phones", "", "Origin", "null").statusCode())
                    .isEqualTo(403);
            // what a form of another site can send without asking
            assertThat(call("POST", path, change, "Content-Type", "text/plain").statusCode())
                    .isEqualTo(415);
            assertThat(call("PATCH", path, change).statusCode()).isEqualTo(415);
            assertThat(raw("GET /api/phones HTTP/1.1\r\nHost: evil.example:" + port))
                    .startsWith("HTTP/1.1 403");
            assertThat(raw("GET /api/phones HTTP/1.1\r\nHost: localhost:" + port))
                    .startsWith("HTTP/1.1 200");
            assertThat(
                            call(
                                            "PATCH",
                                            path,
                                            "{}",
                                            "Content-Type",
                                            "application/json; charset=utf-8",
                                            "Origin",
                                            "http://127.0.0.1:" + port)
                                    .statusCode())
                    .isEqualTo(200);
            assertThat(simulator.operatorViews().getFirst().courses()).isEmpty();
        }
    }

    private String raw(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(
                            (head + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    /** Every file that the page asks for is there, and asks for nothing from elsewhere. */
    @Test
    void thePageIsWhole() throws Exception {
        try (Simulator _ = serve("")) {
            HttpResponse<String> page = call("GET", "/", "");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .get()
                    .asString()
                    .contains("default-src 'none'", "frame-ancestors 'none'");
            String all =
                    page.body()
                            + call("GET", "/page.css", "").body()
                            + call("GET", "/page.js", "").body()
                            + call("GET", "/phones.js", "").body()
                            + call("GET", "/operators.js", "").body();
            Matcher asked =
                    Pattern.compile("(?:src=\"|href=\"|url\\('|from ')(/[\\w.-]+)[\"']")
                            .matcher(all);
            int files = 0;
            while (asked.find()) {
                files++;
                assertThat(call("GET", asked.group(1), "").statusCode())
                        .as(asked.group(1))
                        .isEqualTo(200);
            }
            assertThat(files).isGreaterThan(10);
            assertThat(all).doesNotContain("http://", "https://");
        }
    }

    @Test
    void withoutThePageNothingIsRemembered() throws Exception {
        try (Simulator simulator = start("")) {
            submit(connect(simulator), 0, 5);
            eventually("taken", () -> counts(simulator).accepted() == 5);
            port = simulator.servePage(0);
            assertThat(get("/api/phones")).isEmpty();
        }
    }

    @Test
    void aTakenPortIsSaid() throws Exception {
        try (Simulator simulator = start("");
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> simulator.servePage(taken.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "cannot serve the page on 127.0.0.1:" + taken.getLocalPort());
        }
    }
}

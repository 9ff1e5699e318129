package io.soroka.sources.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.soroka.sources.Column;
import io.soroka.sources.ColumnType;
import io.soroka.sources.ServerSourceContract;
import io.soroka.sources.SourceKind;
import io.soroka.sources.SourceQuery;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SourceSettings;
import io.soroka.sources.SourcesSettings;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RestKindTest extends ServerSourceContract {
    private static final String SECRET = "rest-by-day";
    private static final SettableClock CLOCK =
            new SettableClock(Instant.parse("2026-12-01T00:00:00Z"));
    private static CrmApi api;

    @BeforeAll
    static void start() throws IOException {
        api = new CrmApi();
        api.fill(PEOPLE);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void forget() {
        api.asked.clear();
    }

    @Override
    protected SourceKind kind(String... addresses) {
        return new RestKind(
                new SourcesSettings(List.of(addresses), null, List.of()),
                CLOCK,
                TestSettings.in("UTC"));
    }

    @Override
    protected SourceSettings settings() {
        return new SourceSettings(
                new HashMap<>(
                        Map.of(
                                "url",
                                api.url(),
                                "login",
                                "basic",
                                "user",
                                "soroka",
                                "collections",
                                "people\nslow\nwide",
                                "records",
                                "data.items",
                                "paging",
                                "cursor",
                                "sizeParameter",
                                "limit",
                                "nextPath",
                                "paging.next",
                                "changedParameter",
                                "updated_since")),
                SECRET,
                20);
    }

    @Override
    protected SourceSettings atHost(String host) {
        return with("url", api.url().replace("127.0.0.1", host));
    }

    @Override
    protected SourceSettings atPort(int port) {
        return with("url", api.url().replace(":" + api.port(), ":" + port));
    }

    @Override
    protected String entity(String name) {
        return name;
    }

    @Override
    protected List<Column> columnsOfPeople() {
        List<Column> columns = new ArrayList<>(super.columnsOfPeople());
        columns.set(0, new Column("id", ColumnType.NUMBER, false));
        return columns;
    }

    @Override
    protected void put(int id, String name, String updatedAt) {
        api.put(id, name, Instant.parse(updatedAt.replace(' ', 'T') + "Z"));
    }

    @Override
    protected void remove(int id) {
        api.remove(id);
    }

    @Override
    protected void reset() {
        api.fill(PEOPLE);
    }

    @Override
    protected String slow() {
        return "slow";
    }

    @Override
    protected String wide() {
        return "wide";
    }

    @Override
    protected boolean isReadingSlowly() {
        return api.slow;
    }

    /** Another API at the same server, whose pages the test makes. */
    private SourceSettings of(String paging, Map<String, String> more) {
        Map<String, String> options =
                new HashMap<>(
                        Map.of(
                                "url",
                                api.url(),
                                "login",
                                "none",
                                "collections",
                                "things",
                                "paging",
                                paging));
        options.putAll(more);
        return new SourceSettings(options, SECRET, 20);
    }

    private static String list(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(id -> "{\"id\":" + id + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private List<Integer> ids(SourceSettings settings) {
        List<Integer> ids = new ArrayList<>();
        String cursor = null;
        boolean last = false;
        while (!last) {
            // Each page with a connection of its own, as behind a crash.
            try (SourceReader reader = kind().open(settings)) {
                var page =
                        reader.read(
                                new SourceQuery("things", List.of("id"), "id", null),
                                cursor,
                                5,
                                row -> ids.add(Integer.valueOf(String.valueOf(row.getFirst()))));
                cursor = page.cursor();
                last = page.last();
            }
        }
        return ids;
    }

    private static List<Integer> numbers(int to) {
        return IntStream.rangeClosed(1, to).boxed().toList();
    }

    @Test
    void pages_by_number_offset_and_link_and_no_pages() {
        api.page(
                "/v1/things",
                (exchange, query) -> {
                    // It gives three whatever is asked for.
                    int page = Integer.parseInt(query.getOrDefault("page", "1"));
                    CrmApi.send(exchange, 200, page > 4 ? "[]" : list(page * 3 - 2, page * 3));
                });
        assertThat(ids(of("page", Map.of("sizeParameter", "per_page")))).isEqualTo(numbers(12));
        assertThat(api.asked).anyMatch(one -> one.startsWith("/v1/things?per_page=5&page=4 "));
        api.page(
                "/v1/things",
                (exchange, query) -> {
                    int from = Integer.parseInt(query.get("start"));
                    CrmApi.send(exchange, 200, list(from + 1, Math.min(10, from + 4)));
                });
        assertThat(ids(of("offset", Map.of("pageParameter", "start")))).isEqualTo(numbers(10));
        api.page(
                "/v1/things",
                (exchange, query) -> {
                    int page = Integer.parseInt(query.getOrDefault("p", "1"));
                    if (page < 3) {
                        exchange.getResponseHeaders()
                                .add(
                                        "Link",
                                        "<?p=1>; rel=\"first\", </v1/things?p=%d&x=a,b>; rel=\"next\""
                                                .formatted(page + 1));
                    }
                    CrmApi.send(exchange, 200, list(page * 3 - 2, page * 3));
                });
        assertThat(ids(of("link", Map.of()))).isEqualTo(numbers(9));
        api.page("/v1/things", (exchange, query) -> CrmApi.send(exchange, 200, list(1, 7)));
        assertThat(ids(of("none", Map.of()))).isEqualTo(numbers(7));
    }

    @Test
    void pages_that_lead_in_a_circle_end() {
        api.page("/v1/things", (exchange, query) -> CrmApi.send(exchange, 200, list(1, 3)));
        fails("source.pages-repeat", () -> walk(of("page", Map.of())));
        fails("source.pages-repeat", () -> walk(of("offset", Map.of())));
        api.page(
                "/v1/things",
                (exchange, query) ->
                        CrmApi.send(
                                exchange,
                                200,
                                "{\"next\":\"%s\",\"items\":[{\"id\":1}]}"
                                        .formatted("a".equals(query.get("cursor")) ? "b" : "a")));
        fails("source.pages-repeat", () -> walk(of("cursor", Map.of("records", "items"))));
        api.page(
                "/v1/things",
                (exchange, query) -> {
                    exchange.getResponseHeaders().add("Link", "</v1/things>; rel=next");
                    CrmApi.send(exchange, 200, list(1, 3));
                });
        fails("source.pages-repeat", () -> walk(of("link", Map.of())));
    }

    private void walk(SourceSettings settings) {
        try (SourceReader reader = kind().open(settings)) {
            var ignored =
                    reader.read(
                            new SourceQuery("things", List.of("id"), "id", null),
                            null,
                            1_000_000,
                            row -> {});
        }
    }

    @Test
    void who_we_are_is_proved_in_every_way() {
        List<String> tokens = new ArrayList<>();
        api.page("/v1/things", (exchange, query) -> CrmApi.send(exchange, 200, list(1, 1)));
        walk(of("none", Map.of("login", "bearer")));
        assertThat(api.asked).allMatch(one -> one.equals("/v1/things Bearer rest-by-day null"));
        api.asked.clear();
        walk(of("none", Map.of("login", "key")));
        assertThat(api.asked).allMatch(one -> one.equals("/v1/things null rest-by-day"));
        api.page(
                "/token",
                (exchange, query) -> {
                    String form =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    tokens.add(form + " " + exchange.getRequestHeaders().getFirst("Authorization"));
                    CrmApi.send(
                            exchange,
                            200,
                            "{\"access_token\":\"t%d\",\"expires_in\":60}"
                                    .formatted(tokens.size()));
                });
        var oauth =
                of(
                        "none",
                        Map.of(
                                "login",
                                "oauth",
                                "user",
                                "soroka",
                                "scope",
                                "read all",
                                "tokenAddress",
                                "http://127.0.0.1:" + api.port() + "/token"));
        api.asked.clear();
        try (SourceReader reader = kind().open(oauth)) {
            assertThat(reader.preview("things", 1)).hasSize(1);
            assertThat(tokens)
                    .containsExactly(
                            "grant_type=client_credentials&scope=read+all Basic c29yb2thOnJlc3QtYnktZGF5");
            assertThat(api.asked).contains("/v1/things Bearer t1 null");
            CLOCK.advance(Duration.ofSeconds(31));
            assertThat(reader.preview("things", 1)).hasSize(1);
            assertThat(tokens).hasSize(2);
            // One that is no longer taken is replaced once.
            api.page(
                    "/v1/things",
                    (exchange, query) ->
                            CrmApi.send(
                                    exchange,
                                    "Bearer t3"
                                                    .equals(
                                                            exchange.getRequestHeaders()
                                                                    .getFirst("Authorization"))
                                            ? 200
                                            : 401,
                                    "[]"));
            assertThat(reader.preview("things", 1)).isEmpty();
            api.page("/v1/things", (exchange, query) -> CrmApi.send(exchange, 401, "[]"));
            fails("source.login-refused", () -> reader.preview("things", 1));
            assertThat(tokens).hasSize(4);
        }
        api.page("/token", (exchange, query) -> CrmApi.send(exchange, 401, "{}"));
        fails("source.login-refused", () -> kind().open(oauth));
        api.page(
                "/token",
                (exchange, query) -> CrmApi.send(exchange, 200, "{\"access_token\":\"a\\nb\"}"));
        fails("source.no-token", () -> kind().open(oauth));
        fails("source.no-token-address", () -> kind().open(of("none", Map.of("login", "oauth"))));
    }

    @Test
    void redirects_are_checked_again_and_secrets_stay_at_home() throws IOException {
        try (var other = new CrmApi()) {
            other.page("/v1/things", (exchange, query) -> CrmApi.send(exchange, 200, list(1, 1)));
            String[] to = {""};
            api.page(
                    "/v1/things",
                    (exchange, query) -> {
                        exchange.getResponseHeaders().add("Location", to[0]);
                        exchange.sendResponseHeaders(302, -1);
                    });
            api.page("/v1/moved", (exchange, query) -> CrmApi.send(exchange, 200, list(1, 1)));
            var keyed = of("none", Map.of("login", "key"));
            to[0] = "/v1/moved";
            walk(keyed);
            assertThat(api.asked).contains("/v1/moved null rest-by-day");
            to[0] = other.url() + "/things";
            walk(keyed);
            assertThat(other.asked).allMatch(one -> one.equals("/v1/things null null"));
            assertThat(other.asked).isNotEmpty();
            for (String forbidden :
                    List.of(
                            "http://169.254.169.254/latest/meta-data",
                            "http://[fe80::1]/",
                            "http://10.0.0.1/",
                            "http://localhost.localdomain.invalid/")) {
                to[0] = forbidden;
                fails(
                        forbidden.contains("invalid")
                                ? "source.host-unknown"
                                : "source.address-refused",
                        () -> walk(keyed));
            }
            to[0] = "/v1/things";
            fails("source.redirect-refused", () -> walk(keyed));
            for (String none :
                    List.of("file:///etc/passwd", "gopher://127.0.0.1/", "http://u:p@127.0.0.1/")) {
                to[0] = none;
                fails("source.address-unusable", () -> walk(keyed));
            }
            to[0] = "http://[";
            fails("source.redirect-refused", () -> walk(keyed));
            // A page that is said to be elsewhere is not fetched from there.
            other.asked.clear();
            api.page(
                    "/v1/things",
                    (exchange, query) -> {
                        exchange.getResponseHeaders()
                                .add("Link", "<" + other.url() + "/things>; rel=\"next\"");
                        CrmApi.send(exchange, 200, list(1, 1));
                    });
            fails("source.other-origin", () -> walk(of("link", Map.of("login", "key"))));
            assertThat(other.asked).isEmpty();
        }
    }

    @Test
    void an_api_that_is_busy_is_waited_for_but_not_for_ever() {
        var turn = new AtomicInteger();
        api.page(
                "/v1/things",
                (exchange, query) -> {
                    if (turn.incrementAndGet() % 2 == 1) {
                        exchange.getResponseHeaders().add("Retry-After", "0");
                        CrmApi.send(exchange, turn.get() % 4 == 1 ? 429 : 503, "");
                    } else {
                        CrmApi.send(exchange, 200, list(1, 1));
                    }
                });
        walk(of("none", Map.of()));
        assertThat(turn.get() % 2).isZero();
        turn.set(0);
        api.page(
                "/v1/things",
                (exchange, query) -> {
                    turn.incrementAndGet();
                    exchange.getResponseHeaders().add("Retry-After", "0");
                    CrmApi.send(exchange, 503, "");
                });
        fails("source.too-busy", () -> walk(of("none", Map.of())));
        assertThat(turn.get()).isBetween(5, 10);
        for (String late : List.of("3600", "Tue, 01 Dec 2026 02:00:00 GMT")) {
            api.page(
                    "/v1/things",
                    (exchange, query) -> {
                        exchange.getResponseHeaders().add("Retry-After", late);
                        CrmApi.send(exchange, 429, "");
                    });
            long began = System.nanoTime();
            fails("source.too-busy", () -> walk(of("none", Map.of())));
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    private static void gzip(HttpExchange exchange, byte[] packed) throws IOException {
        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, packed.length);
        exchange.getResponseBody().write(packed);
    }

    private static byte[] packed(int megabytes) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write("[{\"id\":1}".getBytes(StandardCharsets.UTF_8));
            byte[] blanks = " ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < megabytes; i++) {
                out.write(blanks);
            }
            out.write(']');
        }
        return bytes.toByteArray();
    }

    @Test
    void bodies_are_bounded_packed_or_not() throws IOException {
        byte[] small = packed(1);
        byte[] bomb = packed(1_000);
        assertThat(bomb.length).isLessThan(2_000_000);
        api.page("/v1/things", (exchange, query) -> gzip(exchange, small));
        assertThat(ids(of("none", Map.of()))).isEqualTo(numbers(1));
        api.page("/v1/things", (exchange, query) -> gzip(exchange, bomb));
        fails("source.answer-too-large", () -> walk(of("none", Map.of())));
        api.page("/v1/things", (exchange, query) -> gzip(exchange, "no gzip".getBytes()));
        fails("source.not-json", () -> walk(of("none", Map.of())));
        api.page(
                "/v1/things",
                (exchange, query) -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] blanks = " ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
                    try {
                        while (true) {
                            exchange.getResponseBody().write(blanks);
                        }
                    } catch (IOException e) {
                        // Hung up on.
                    }
                });
        long began = System.nanoTime();
        fails("source.answer-too-large", () -> walk(of("none", Map.of())));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void what_is_no_list_of_records_is_told() {
        Map<String, String> bodies = new HashMap<>();
        bodies.put("<html>Log in</html>", "source.not-json");
        bodies.put("", "source.not-json");
        bodies.put("[{\"id\":1}", "source.not-json");
        bodies.put("\"text\"", "source.not-json");
        bodies.put("[".repeat(10_000), "source.not-json");
        bodies.put("{\"error\":\"no\"}", "source.no-records");
        bodies.put("{\"items\":{\"id\":1}}", "source.no-records");
        bodies.forEach((body, reason) -> {
            api.page("/v1/things", (exchange, query) -> CrmApi.send(exchange, 200, body));
            fails(reason, () -> walk(of("none", Map.of())));
        });
        Map.of(
                        403, "source.access-refused",
                        404, "source.nothing-there",
                        500, "source.failed",
                        302, "source.failed",
                        204, "source.failed")
                .forEach((status, reason) -> {
                    api.page("/v1/things", (exchange, query) -> CrmApi.send(exchange, status, ""));
                    fails(reason, () -> walk(of("none", Map.of())));
                });
    }

    @Test
    void values_come_as_what_they_are() {
        api.page(
                "/v1/things",
                (exchange, query) ->
                        CrmApi.send(
                                exchange,
                                200,
                                """
                                [{"id": 1, "a": {"city": "Казань", "b": {"c": 2}}, "x.y": 3, "m": 1e999999999, "n": "1e5",
                                  "t": "2026-02-30", "u": "2026-11-01T10:00", "mixed": 1, "none": null},
                                 {"id": 2, "mixed": "text"}]
                                """));
        try (SourceReader reader = kind().open(of("none", Map.of()))) {
            assertThat(reader.columns("things"))
                    .extracting(Column::name)
                    .containsExactly(
                            "id", "a.city", "a.b.c", "x.y", "m", "n", "t", "u", "mixed", "none");
            assertThat(reader.columns("things"))
                    .extracting(Column::type)
                    .containsExactly(
                            ColumnType.NUMBER,
                            ColumnType.TEXT,
                            ColumnType.NUMBER,
                            ColumnType.NUMBER,
                            ColumnType.TEXT,
                            ColumnType.TEXT,
                            ColumnType.TEXT,
                            ColumnType.MOMENT,
                            ColumnType.TEXT,
                            ColumnType.TEXT);
            List<@Nullable Object> row = reader.preview("things", 5).getFirst();
            assertThat(row.toString())
                    .isEqualTo(
                            "[1, Казань, 2, 3, 1E+999999999, 1e5, 2026-02-30, 2026-11-01T10:00, 1, null]");
        }
    }

    @Test
    void changes_are_those_behind_the_latest_one_met() {
        reset();
        try (SourceReader reader = kind().open(settings())) {
            var query = new SourceQuery("people", List.of("id"), "id", "updated_at");
            var first = reader.read(query, null, 1_000, row -> {});
            assertThat(first.rows()).isEqualTo(PEOPLE);
            put(7, "moved", "2026-11-03 00:00:00");
            List<@Nullable Object> changed = new ArrayList<>();
            String next = reader.earlier(String.valueOf(first.cursor()));
            var second = reader.read(query, next, 1_000, row -> changed.add(row.getFirst()));
            // The five minutes before the end, and what is new.
            assertThat(changed.toString())
                    .isEqualTo(
                            "["
                                    + IntStream.rangeClosed(34, PEOPLE)
                                            .mapToObj(String::valueOf)
                                            .collect(Collectors.joining(", "))
                                    + ", 7]");
            assertThat(reader.read(query, second.cursor(), 1_000, row -> {}).rows()).isZero();
            assertThat(api.asked)
                    .anyMatch(one -> one.contains("updated_since=2026-11-03T00%3A00%3A00Z"));
            var without = with("changedParameter", "");
            try (SourceReader other = kind().open(without)) {
                fails("source.no-changed-parameter", () -> other.read(query, null, 10, row -> {}));
            }
        } finally {
            reset();
        }
    }

    @Test
    void a_server_that_says_nothing_is_left_in_time() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var hurried = new SourceSettings(atPort(silent.getLocalPort()).options(), SECRET, 1);
            long began = System.nanoTime();
            fails("source.too-slow", () -> kind().open(hurried));
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void headers_have_an_end() throws IOException {
        try (var endless = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(() -> {
                        try (var client = endless.accept()) {
                            OutputStream out = client.getOutputStream();
                            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes());
                            while (true) {
                                out.write("x".repeat(10_000).getBytes());
                            }
                        } catch (IOException e) {
                            // Hung up on.
                        }
                    });
            fails("source.unreachable", () -> kind().open(atPort(endless.getLocalPort())));
        }
    }

    @Test
    void addresses_that_are_none_are_refused() {
        fails("source.address-unusable", () -> kind().open(with("url", "ftp://127.0.0.1/")));
        fails("source.address-unusable", () -> kind().open(with("url", "http://u:p@127.0.0.1/")));
        fails("source.authority-unusable", () -> kind().open(with("authority", "no certificate")));
        for (String way : List.of("//10.0.0.1/x", "@10.0.0.1/x", "../../x", "http://10.0.0.1/")) {
            try (SourceReader reader = kind().open(with("collections", "people\n" + way))) {
                fails("source.nothing-there", () -> reader.columns(way));
            }
        }
    }
}

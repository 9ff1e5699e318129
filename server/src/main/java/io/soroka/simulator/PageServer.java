package io.soroka.simulator;

import static java.util.Objects.requireNonNullElse;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The simulator's page and the JSON API behind it, on loopback only. There are no log-ins: whoever
 * works on this machine may use it, but no page of another site that their browser shows.
 *
 * <pre>
 * GET   /api/operators                  all, with counts, habits and faults
 * PATCH /api/operators/{name}           a merge patch of its habits: see {@link Simulator#change}
 * GET   /api/phones                     those remembered, the one busy last first
 * GET   /api/phones/{number}            its conversation
 * POST  /api/phones/{number}/messages   {"text": …, "operator": …, "party": …}: it answers; the last two may
 *                                       be left out, then it answers the last message
 * </pre>
 */
final class PageServer implements AutoCloseable {
    private static final int MAX_BODY = 256 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String JSON_TYPE = "application/json";
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** What the page consists of; nothing else is ever read. */
    private static final Map<String, String> FILES =
            Map.ofEntries(
                    Map.entry("/", "index.html"),
                    Map.entry("/page.css", "page.css"),
                    Map.entry("/tokens.css", "tokens.css"),
                    Map.entry("/theme.js", "theme.js"),
                    Map.entry("/page.js", "page.js"),
                    Map.entry("/dom.js", "dom.js"),
                    Map.entry("/words.js", "words.js"),
                    Map.entry("/phones.js", "phones.js"),
                    Map.entry("/operators.js", "operators.js"),
                    Map.entry("/mark.svg", "mark.svg"),
                    font("cyrillic"),
                    font("latin"),
                    font("latin-ext"));

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml",
                    "woff2", "font/woff2");

    private final Simulator simulator;
    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    4, Thread.ofPlatform().daemon().name("page-", 0).factory());
    private final Set<String> hosts;

    /** Ends the exchange with a problem. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int status;
        private final String detail;

        private Refused(int status, String detail) {
            super(detail, null, false, false);
            this.status = status;
            this.detail = detail;
        }
    }

    private PageServer(Simulator simulator, HttpServer server) {
        this.simulator = simulator;
        this.server = server;
        int port = server.getAddress().getPort();
        hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    }

    static PageServer start(Simulator simulator, int port) throws IOException {
        HttpServer server;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(
                                    InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port),
                            50);
        } catch (IOException e) {
            throw new IOException(
                    "cannot serve the page on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
        PageServer page = new PageServer(simulator, server);
        server.setExecutor(page.threads);
        server.createContext("/", page::handle);
        server.start();
        return page;
    }

    private static Map.Entry<String, String> font(String subset) {
        String file = "golos-text-" + subset + "-wght-normal.woff2";
        return Map.entry("/" + file, file);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                guard(exchange);
                route(exchange);
            } catch (Refused e) {
                problem(exchange, e.status, e.detail);
            } catch (IllegalArgumentException e) {
                problem(exchange, 400, requireNonNullElse(e.getMessage(), "this is wrong"));
            } catch (RuntimeException _) {
                problem(exchange, 500, "the simulator could not do this");
            }
        }
    }

    /**
     * A name that leads here by a foreign DNS entry, and a form or script of another site, are
     * refused.
     */
    private void guard(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String host = headers.getFirst("Host");
        if (host == null || !hosts.contains(host)) {
            throw new Refused(403, "this page answers to its own address only");
        }
        String origin = headers.getFirst("Origin");
        if (origin != null && !origin.equals("http://" + host)) {
            throw new Refused(403, "another site may not use this page");
        }
        if (!READING.contains(exchange.getRequestMethod())) {
            String type = headers.getFirst("Content-Type");
            if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(JSON_TYPE)) {
                throw new Refused(415, "the body must be " + JSON_TYPE);
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String file = FILES.get(path);
        if (file != null) {
            only(exchange, "GET");
            file(exchange, file);
            return;
        }
        List<String> steps = List.of(path.split("/", -1));
        boolean api = steps.size() > 2 && steps.get(1).equals("api");
        String room = api ? steps.get(2) : "";
        if (room.equals("operators") && steps.size() == 3) {
            only(exchange, "GET");
            json(exchange, simulator.operatorViews());
        } else if (room.equals("operators") && steps.size() == 4) {
            only(exchange, "PATCH");
            String name = steps.get(3);
            if (!simulator.ports().containsKey(name)) {
                throw new Refused(404, "there is no such operator");
            }
            simulator.change(name, body(exchange));
            json(exchange, operator(name));
        } else if (room.equals("phones") && steps.size() == 3) {
            only(exchange, "GET");
            json(exchange, simulator.phoneRows());
        } else if (room.equals("phones") && steps.size() == 4) {
            only(exchange, "GET");
            json(exchange, simulator.phoneView(number(steps.get(3))));
        } else if (room.equals("phones") && steps.size() == 5 && steps.get(4).equals("messages")) {
            only(exchange, "POST");
            long number = number(steps.get(3));
            SettingsNode message = new SettingsNode(SimulatorSettings.tree(body(exchange)), "");
            String text = message.text("text", "");
            String operator = message.text("operator", "");
            String party = message.text("party", "");
            message.end();
            Check.text(text, 1_600, "text");
            simulator.answer(number, operator, party, text);
            json(exchange, simulator.phoneView(number));
        } else {
            throw new Refused(404, "there is nothing here");
        }
    }

    private Views.Operator operator(String name) {
        return simulator.operatorViews().stream()
                .filter(o -> o.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long number(String value) {
        long number = Parties.phone(value);
        if (number < 0) {
            throw new Refused(404, "a phone's number has 5 to 15 digits");
        }
        return number;
    }

    private static void only(HttpExchange exchange, String method) {
        String given = exchange.getRequestMethod();
        if (!given.equals(method) && !(method.equals("GET") && given.equals("HEAD"))) {
            exchange.getResponseHeaders().set("Allow", method);
            throw new Refused(405, "only " + method + " is possible here");
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw new Refused(413, "the body may have " + MAX_BODY + " bytes");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static void json(HttpExchange exchange, Object value) throws IOException {
        send(exchange, 200, JSON_TYPE, JSON.writeValueAsBytes(value));
    }

    private static void problem(HttpExchange exchange, int status, String detail)
            throws IOException {
        JsonNode problem =
                JSON.createObjectNode()
                        .put("type", "about:blank")
                        .put("status", status)
                        .put("detail", detail);
        send(exchange, status, "application/problem+json", JSON.writeValueAsBytes(problem));
    }

    private static void file(HttpExchange exchange, String file) throws IOException {
        try (InputStream in = PageServer.class.getResourceAsStream("page/" + file)) {
            if (in == null) {
                throw new Refused(404, "there is nothing here");
            }
            String ending = file.substring(file.lastIndexOf('.') + 1);
            send(exchange, 200, TYPES.getOrDefault(ending, "text/plain"), in.readAllBytes());
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        boolean silent = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, silent ? -1 : body.length);
        if (!silent) {
            exchange.getResponseBody().write(body);
        }
    }
}

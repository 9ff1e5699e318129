package io.soroka.sources.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An API made by hand, on loopback. */
final class CrmApi implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<Integer, Person> people = new ConcurrentHashMap<>();
    private final Map<String, Handler> pages = new ConcurrentHashMap<>();

    /** Every request: its path and query, and what it brought to prove who it is from. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    volatile boolean slow;

    private record Person(int id, String name, Instant changed, String rest) {
        String json() {
            return "{\"id\":%d,\"name\":\"%s\",%s\"updated_at\":\"%s\",\"photo\":[1]}"
                    .formatted(id, name, rest, changed);
        }
    }

    /** Answers a request. */
    @FunctionalInterface
    interface Handler {
        void answer(HttpExchange exchange, Map<String, String> query) throws IOException;
    }

    CrmApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        page("/v1/people", this::people);
        page("/v1/slow", this::slow);
        page("/v1/wide", CrmApi::wide);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    void page(String path, Handler handler) {
        pages.put(path, handler);
    }

    void fill(int most) {
        people.clear();
        for (int id = 1; id <= most; id++) {
            people.put(
                    id,
                    new Person(
                            id,
                            "person " + id,
                            Instant.parse("2026-11-01T10:00:00Z").plusSeconds((id - 1) / 3 * 60L),
                            "\"balance\":%d.25,\"born\":\"%s\",\"wants\":%s,"
                                    .formatted(
                                            id,
                                            LocalDate.of(1990, 1, 1).plusDays(id - 1),
                                            id % 2 == 0)));
        }
    }

    void put(int id, String name, Instant changed) {
        people.put(id, new Person(id, name, changed, ""));
    }

    void remove(int id) {
        people.remove(id);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String login = exchange.getRequestHeaders().getFirst("Authorization");
        String key = exchange.getRequestHeaders().getFirst("X-API-Key");
        asked.add(exchange.getRequestURI() + " " + login + " " + key);
        try (exchange) {
            Handler handler = pages.get(path);
            if (handler == null) {
                send(exchange, 404, "{}");
            } else {
                handler.answer(exchange, query(exchange));
            }
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String one : raw.split("&")) {
                String[] pair = one.split("=", 2);
                query.put(
                        URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Without a moment in the order of ids, else in that of changes; a cursor names the last. */
    private void people(HttpExchange exchange, Map<String, String> query) throws IOException {
        if (!"Basic c29yb2thOnJlc3QtYnktZGF5"
                .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{}");
            return;
        }
        boolean changes = query.containsKey("updated_since");
        Comparator<Person> order =
                changes
                        ? Comparator.comparing(Person::changed).thenComparing(Person::id)
                        : Comparator.comparing(Person::id);
        String[] last = query.getOrDefault("cursor", "").split("/");
        List<Person> found =
                people.values().stream()
                        .filter(one ->
                                !query.containsKey("updated_since")
                                        || !one.changed()
                                                .isBefore(
                                                        Instant.parse(query.get("updated_since"))))
                        .filter(one ->
                                last.length < 2
                                        || order.compare(
                                                        one,
                                                        new Person(
                                                                Integer.parseInt(last[1]),
                                                                "",
                                                                Instant.parse(last[0]),
                                                                ""))
                                                > 0)
                        .sorted(order)
                        .limit(Integer.parseInt(query.getOrDefault("limit", "1000")))
                        .toList();
        String next =
                found.isEmpty()
                        ? "null"
                        : "\"%s/%d\"".formatted(found.getLast().changed(), found.getLast().id());
        List<String> items = new ArrayList<>();
        found.forEach(one -> items.add(one.json()));
        send(
                exchange,
                200,
                "{\"data\":{\"items\":[%s]},\"paging\":{\"next\":%s}}"
                        .formatted(String.join(",", items), next));
    }

    private void slow(HttpExchange exchange, Map<String, String> query) throws IOException {
        slow = true;
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write("{\"data\":{\"items\":[".getBytes(StandardCharsets.UTF_8));
        try {
            for (int id = 1; id <= 60; id++) {
                if (closing.await(1, TimeUnit.SECONDS)) {
                    return;
                }
                out.write(
                        "{\"id\":%d,\"name\":\"x\"},"
                                .formatted(id)
                                .getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            slow = false;
        }
    }

    private static void wide(HttpExchange exchange, Map<String, String> query) throws IOException {
        int size = Integer.parseInt(query.getOrDefault("limit", "100"));
        int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
        int to = Math.min(60_000, from + size);
        String name = "x".repeat(20_000);
        var body = new StringBuilder("{\"data\":{\"items\":[");
        for (int id = from + 1; id <= to; id++) {
            body.append(id > from + 1 ? "," : "")
                    .append("{\"id\":")
                    .append(id)
                    .append(",\"name\":\"")
                    .append(name)
                    .append("\"}");
        }
        body.append("]},\"paging\":{\"next\":").append(to == 60_000 ? "null" : to).append("}}");
        send(exchange, 200, body.toString());
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

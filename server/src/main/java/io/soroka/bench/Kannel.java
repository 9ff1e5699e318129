package io.soroka.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.soroka.platform.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Kannel as Debian packs it: its two programs with one account at the simulator, receipts kept in
 * PostgreSQL and told to a server of ours, which counts them.
 */
final class Kannel implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final int SESSIONS = 4;

    /** Requests under way at once, each over a connection that is kept. */
    private static final int SENDERS = 32;

    private static final String USER = "bench";

    private final List<Process> programs = new ArrayList<>();
    private final HttpServer receipts;
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicLong lastReceived = new AtomicLong();
    private final int sendPort;
    private final HttpClient client;

    /**
     * Where Kannel keeps what it awaits receipts for.
     *
     * @param name of the database
     */
    record Store(int port, String name, String user, String password) {}

    /**
     * Starts it and waits until it is bound.
     *
     * @param folder for its settings and logs
     * @param operatorPort of the simulator
     * @param window submits without answer, a session
     */
    Kannel(Path folder, int operatorPort, String operator, int window, Store store)
            throws IOException {
        receipts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receipts.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receipts.createContext("/", this::count);
        receipts.start();
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        int adminPort = freePort();
        int boxPort = freePort();
        sendPort = freePort();
        Files.createDirectories(folder);
        Path settings = folder.resolve("kannel.conf");
        Files.writeString(
                settings,
                settings(folder, adminPort, boxPort, operatorPort, operator, window, store));
        try {
            start(folder, "bearerbox", settings);
            await(folder, boxPort);
            start(folder, "smsbox", settings);
            await(folder, sendPort);
            awaitBound(folder, adminPort);
        } catch (IOException | StartRefused e) {
            close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String settings(
            Path folder,
            int adminPort,
            int boxPort,
            int operatorPort,
            String operator,
            int window,
            Store store) {
        var text =
                new StringBuilder(
                        """
                        group = core
                        admin-port = %d
                        admin-interface = 127.0.0.1
                        admin-password = %s
                        smsbox-port = %d
                        smsbox-interface = 127.0.0.1
                        box-allow-ip = 127.0.0.1
                        log-file = "%s/bearerbox.log"
                        log-level = 4
                        dlr-storage = pgsql

                        group = pgsql-connection
                        id = receipts
                        host = 127.0.0.1
                        port = %d
                        username = %s
                        password = %s
                        database = %s
                        max-connections = 8

                        group = dlr-db
                        id = receipts
                        table = dlr
                        field-smsc = smsc
                        field-timestamp = ts
                        field-source = source
                        field-destination = destination
                        field-service = service
                        field-url = url
                        field-mask = mask
                        field-status = status
                        field-boxc-id = boxc

                        group = smsbox
                        bearerbox-host = 127.0.0.1
                        sendsms-port = %d
                        sendsms-interface = 127.0.0.1
                        log-file = "%s/smsbox.log"
                        log-level = 4
                        http-request-retry = 3

                        group = sendsms-user
                        username = %s
                        password = %s
                        max-messages = 3
                        concatenation = true

                        group = sms-service
                        keyword = default
                        max-messages = 0
                        text = ""
                        """
                                .formatted(
                                        adminPort,
                                        USER,
                                        boxPort,
                                        folder,
                                        store.port(),
                                        store.user(),
                                        store.password(),
                                        store.name(),
                                        sendPort,
                                        folder,
                                        USER,
                                        USER));
        for (int session = 0; session < SESSIONS; session++) {
            text.append(
                    """

                    group = smsc
                    smsc = smpp
                    smsc-id = bench
                    host = 127.0.0.1
                    port = %d
                    transceiver-mode = true
                    smsc-username = %s
                    smsc-password = secret
                    system-type = ""
                    max-pending-submits = %d
                    """
                            .formatted(operatorPort, operator, window));
        }
        return text.toString();
    }

    /** Quietly: its own log would slow it down. */
    private void start(Path folder, String program, Path settings) throws IOException {
        programs.add(
                new ProcessBuilder("/usr/sbin/" + program, "-v", "4", settings.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(program + ".out").toFile())
                        .start());
    }

    private void await(Path folder, int port) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!isOpen(port)) {
            if (System.nanoTime() > deadline || !programs.getLast().isAlive()) {
                throw new StartRefused("Kannel didn't start; see " + folder);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static boolean isOpen(int port) {
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void awaitBound(Path folder, int adminPort) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        String path = "http://127.0.0.1:" + adminPort + "/status.txt?password=" + USER;
        while (get(path).body().split("\\(online ", -1).length <= SESSIONS) {
            if (System.nanoTime() > deadline) {
                throw new StartRefused("Kannel didn't bind to the simulator; see " + folder);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private HttpResponse<String> get(String uri) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(uri)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void count(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
        lastReceived.accumulateAndGet(System.currentTimeMillis(), Math::max);
        received.incrementAndGet();
    }

    /**
     * Sends messages to as many numbers, and waits until a receipt for each has been told.
     *
     * @param limit how long to wait for the receipts after the last submit
     * @return when the last receipt was told, in milliseconds since 1970
     */
    long send(long firstNumber, int messages, String text, Duration limit) throws IOException {
        int before = received.get();
        String start =
                "http://127.0.0.1:%d/cgi-bin/sendsms?username=%s&password=%s&from=Soroka&coding=2&charset=UTF-8"
                                .formatted(sendPort, USER, USER)
                        + "&dlr-mask=3&dlr-url="
                        + encoded("http://127.0.0.1:" + receipts.getAddress().getPort() + "/")
                        + "&text="
                        + encoded(text)
                        + "&to=";
        var next = new AtomicInteger();
        try (var senders = Executors.newFixedThreadPool(SENDERS)) {
            for (int sender = 0; sender < SENDERS; sender++) {
                senders.execute(() -> {
                    for (int i = next.getAndIncrement(); i < messages; i = next.getAndIncrement()) {
                        submit(start + (firstNumber + i));
                    }
                });
            }
        }
        long deadline = System.nanoTime() + limit.toNanos();
        while (received.get() - before < messages) {
            if (System.nanoTime() > deadline) {
                throw new StartRefused(
                        "Kannel told %,d of %,d receipts within %d minutes."
                                .formatted(received.get() - before, messages, limit.toMinutes()));
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return lastReceived.get();
    }

    private void submit(String uri) {
        try {
            int status = get(uri).statusCode();
            if (status != 202) {
                throw new StartRefused("Kannel answered a submit with " + status + ".");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        for (Process program : programs.reversed()) {
            program.destroy();
            try {
                if (!program.waitFor(10, TimeUnit.SECONDS)) {
                    program.destroyForcibly();
                }
            } catch (InterruptedException e) {
                program.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        receipts.stop(0);
        client.close();
    }
}

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Kannel as Debian packs it: its two programs with one account at the simulator, receipts told to a
 * server of ours, which counts them.
 */
final class Kannel implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final int SESSIONS = 4;

    /** Requests under way at once, each over a connection that is kept. */
    private static final int SENDERS = 32;

    /** Receipts that may knock at once: Kannel asks anew for each. */
    private static final int BACKLOG = 1024;

    private static final String USER = "bench";

    private final List<Process> programs = new ArrayList<>();
    private final HttpServer receipts;
    private final Set<String> numbers = ConcurrentHashMap.newKeySet();
    private final ReceiptListener listener;
    private final int sendPort;
    private final HttpClient client;

    /**
     * Where Kannel keeps what it awaits receipts for.
     *
     * @param name of the database
     */
    record Store(int port, String name, String user, String password) {}

    /** Hears what Kannel tells of receipts. */
    interface ReceiptListener {
        /**
         * A receipt came.
         *
         * @param number whom the message was for
         * @param kind 1 for delivered, 2 for failed
         */
        void told(String number, int kind);
    }

    /**
     * Starts it and waits until it is bound.
     *
     * @param folder for its settings and logs
     * @param operatorPort of the simulator
     * @param window submits without answer, a session
     * @param store null to keep in memory what receipts are awaited for
     * @param listener hears of each receipt
     */
    Kannel(
            Path folder,
            int operatorPort,
            String operator,
            int window,
            @Nullable Store store,
            ReceiptListener listener)
            throws IOException {
        this.listener = listener;
        receipts =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
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
            @Nullable Store store) {
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
                        dlr-storage = %s

                        group = smsbox
                        bearerbox-host = 127.0.0.1
                        sendsms-port = %d
                        sendsms-interface = 127.0.0.1
                        log-file = "%s/smsbox.log"
                        log-level = 4

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
                                        store == null ? "internal" : "pgsql",
                                        sendPort,
                                        folder,
                                        USER,
                                        USER));
        if (store != null) {
            text.append(settings(store));
        }
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

    private static String settings(Store store) {
        return """

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
        """
                .formatted(store.port(), store.user(), store.password(), store.name());
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
        // As send() asked for it: /number/kind
        String[] words = exchange.getRequestURI().getPath().split("/", -1);
        // Closing the exchange would close the connection, which Kannel keeps.
        exchange.sendResponseHeaders(200, -1);
        numbers.add(words[1]);
        listener.told(words[1], Integer.parseInt(words[2]));
    }

    /**
     * Sends messages to as many numbers, once, and waits until a receipt for each has been told, or
     * no more come.
     *
     * @param patience how long to wait for the next receipt after the last submit
     * @return how many receipts it has not told
     */
    int send(long firstNumber, int messages, String text, Duration patience) throws IOException {
        String start =
                "http://127.0.0.1:%d/cgi-bin/sendsms?username=%s&password=%s&from=Soroka&coding=2&charset=UTF-8"
                                .formatted(sendPort, USER, USER)
                        + "&dlr-mask=3&dlr-url="
                        + encoded("http://127.0.0.1:" + receipts.getAddress().getPort() + "/%p/%d")
                        + "&text="
                        + encoded(text)
                        + "&to=";
        // In a receipt %p is whom the message was for.
        var next = new AtomicInteger();
        var sending = new ArrayList<Future<?>>();
        try (var senders = Executors.newFixedThreadPool(SENDERS)) {
            for (int sender = 0; sender < SENDERS; sender++) {
                sending.add(
                        senders.submit(() -> {
                            for (int i = next.getAndIncrement();
                                    i < messages;
                                    i = next.getAndIncrement()) {
                                submit(start + (firstNumber + i));
                            }
                        }));
            }
        }
        for (Future<?> one : sending) {
            if (one.state() == Future.State.FAILED) {
                throw new StartRefused(
                        "Kannel didn't take a message: " + one.exceptionNow().getMessage());
            }
        }
        int told = numbers.size();
        long moved = System.nanoTime();
        while (told < messages && System.nanoTime() - moved < patience.toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            if (numbers.size() > told) {
                told = numbers.size();
                moved = System.nanoTime();
            }
        }
        return messages - told;
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
        // Asked politely they take ten seconds, and there is nothing left to do.
        programs.reversed().forEach(Process::destroyForcibly);
        receipts.stop(0);
        client.close();
    }
}

package io.soroka.bench;

import io.soroka.demo.SimulatedOperators;
import io.soroka.platform.OwnProcess;
import io.soroka.platform.StartRefused;
import io.soroka.platform.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The whole program as its users run it: server, database and simulator, each a process of its own,
 * driven over HTTP. The server can be killed and started again; the others stay.
 */
public final class Stack implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final String PASSWORD = "measured-by-day";

    private final Path folder;
    private final SimulatedOperators simulator;
    private EmbeddedPostgres postgres;
    private final List<String> serverWords;
    private final List<String> javaOptions;
    private OwnProcess server;
    private ApiClient client;

    /**
     * How the stack is set up.
     *
     * @param operators the simulator's settings as JSON
     * @param sessions sessions of each connection
     * @param window window of each session
     * @param javaOptions options of the server's virtual machine
     * @param external whether the database is one that the server knows by its address alone
     */
    public record Plan(
            String operators,
            int sessions,
            int window,
            List<String> javaOptions,
            boolean external) {
        /** With the bundled database. */
        public Plan(String operators, int sessions, int window, List<String> javaOptions) {
            this(operators, sessions, window, javaOptions, false);
        }
    }

    private Stack(
            Path folder,
            SimulatedOperators simulator,
            EmbeddedPostgres postgres,
            List<String> serverWords,
            List<String> javaOptions,
            OwnProcess server,
            ApiClient client) {
        this.folder = folder;
        this.simulator = simulator;
        this.postgres = postgres;
        this.serverWords = serverWords;
        this.javaOptions = javaOptions;
        this.server = server;
        this.client = client;
    }

    /**
     * Starts everything in an empty folder, with a department, its users and connections to all
     * simulated operators.
     */
    public static Stack start(Path folder, Plan plan) throws IOException, InterruptedException {
        var simulator = SimulatedOperators.start(folder.resolve("simulator"), plan.operators());
        try {
            int port = freePort();
            var words = new ArrayList<>(words(folder, port, simulator.ports(), plan));
            Path data = folder.resolve(plan.external() ? "external" : "data");
            if (plan.external()) {
                words.addAll(address(EmbeddedPostgres.start(data)));
            }
            OwnProcess server = launch(folder, words, plan.javaOptions());
            ApiClient client = awaitServer(folder, server, port);
            // The server runs it already; this only learns where.
            EmbeddedPostgres postgres = EmbeddedPostgres.start(data);
            return new Stack(
                    folder, simulator, postgres, words, plan.javaOptions(), server, client);
        } catch (IOException | RuntimeException e) {
            simulator.close();
            throw e;
        }
    }

    private static List<String> address(EmbeddedPostgres external) {
        return List.of(
                "--soroka.database.url=" + external.url(),
                "--soroka.database.user=" + external.applicationUser(),
                "--soroka.database.password=" + external.applicationPassword(),
                "--soroka.database.owner-user=" + external.user(),
                "--soroka.database.owner-password=" + external.password());
    }

    private static List<String> words(
            Path folder, int port, Map<String, Integer> ports, Plan plan) {
        var operators = new ArrayList<String>();
        ports.forEach((name, operatorPort) ->
                operators.add(name + ":" + name + ":" + operatorPort + ":"));
        return List.of(
                "serve",
                "--data=" + folder.resolve("data"),
                "--port=" + port,
                "--",
                "--soroka.demo.enabled=true",
                "--soroka.demo.password=" + PASSWORD,
                "--soroka.demo.clients=0",
                // What is measured is the sending, not the time in which it can be taken back.
                "--soroka.campaigns.hold=0s",
                "--soroka.demo.sessions=" + plan.sessions(),
                "--soroka.demo.window=" + plan.window(),
                "--soroka.demo.operators=" + String.join(",", operators));
    }

    private static OwnProcess launch(Path folder, List<String> words, List<String> javaOptions)
            throws IOException {
        return OwnProcess.start(javaOptions, words, folder.resolve("server.out"));
    }

    private static ApiClient awaitServer(Path folder, OwnProcess server, int port)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        var client = new ApiClient("http://127.0.0.1:" + port);
        while (!client.logIn("anna", PASSWORD)) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                server.kill();
                throw new StartRefused(
                        "The server didn't start: "
                                + Files.readString(folder.resolve("server.out")));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return client;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Kills the server as a power cut would, and starts it again without waiting for it. */
    public void killAndRestartServer() throws IOException {
        server.kill();
        server = launch(folder, serverWords, javaOptions);
    }

    /** Starts the server and its database again after they stopped, and logs in anew. */
    public void startServer() throws IOException, InterruptedException {
        server = launch(folder, serverWords, javaOptions);
        awaitServer();
        postgres = EmbeddedPostgres.start(folder.resolve("data"));
    }

    /** Waits until the server serves, and logs in anew. */
    public void awaitServer() throws IOException, InterruptedException {
        client = newApi();
    }

    /** Somebody who is logged in. */
    public ApiClient api() {
        return client;
    }

    /** Somebody else who is logged in. */
    public ApiClient newApi() throws IOException, InterruptedException {
        return awaitServer(folder, server, port());
    }

    /** An administrator who is logged in. */
    public ApiClient administrator() throws IOException, InterruptedException {
        var client = new ApiClient("http://127.0.0.1:" + port());
        if (!client.logIn("admin", PASSWORD)) {
            throw new IOException("The administrator can't log in");
        }
        return client;
    }

    /** The server's port. */
    public int port() {
        String word =
                serverWords.stream()
                        .filter(one -> one.startsWith("--port="))
                        .findFirst()
                        .orElseThrow();
        return Integer.parseInt(word.substring("--port=".length()));
    }

    /** The server's process. */
    public OwnProcess server() {
        return server;
    }

    /** The simulator with its log. */
    public SimulatedOperators simulator() {
        return simulator;
    }

    /** The first process of the database. */
    public ProcessHandle database() {
        return ProcessHandle.of(postgres.pid()).orElseThrow();
    }

    /** Starts an external database again after it was killed. */
    public void startDatabase() throws IOException, InterruptedException {
        if (!postgres.restart()) {
            throw new StartRefused("The database didn't start again");
        }
    }

    /** The password of the user as whom {@link #sql} looks. */
    String databasePassword() {
        return postgres.password();
    }

    /** A look into the database, past the server. */
    public Connection sql() throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
    }

    @Override
    public void close() {
        server.close();
        postgres.close();
        simulator.close();
    }
}

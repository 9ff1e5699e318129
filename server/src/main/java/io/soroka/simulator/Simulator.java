package io.soroka.simulator;

import io.soroka.smpp.ServerSettings;
import io.soroka.smpp.SmppLoop;
import io.soroka.smpp.SmppServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Several operators at once, each on a port of its own, all on one thread. The package
 * documentation describes settings and log.
 */
public final class Simulator implements AutoCloseable {
    private static final int MAX_UNANSWERED = 100_000;
    private static final int MAX_SESSIONS = 200;

    private final SmppLoop loop = new SmppLoop("simulator");
    private final LogWriter log;
    private final List<Operator> operators = new ArrayList<>();
    private final Map<String, SmppServer> servers = new LinkedHashMap<>();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private Map<String, Counts> lastCounts = Map.of();
    private boolean closed;

    /**
     * What an operator did since its start.
     *
     * @param receipts receipts handed to a session, again ones included
     * @param outstanding receipts and replies not yet acknowledged
     */
    public record Counts(
            long accepted,
            long refused,
            long receipts,
            long receiptsAcknowledged,
            long replies,
            long repliesAcknowledged,
            long outstanding) {}

    private Simulator(SimulatorSettings settings, Path logFile, Clock clock) throws IOException {
        log = new LogWriter(logFile, clock);
        Ids ids = new Ids(clock);
        for (OperatorSettings operator : settings.operators()) {
            long seed = settings.seed() + operators.size();
            operators.add(new Operator(operator, settings.maxOutstanding(), seed, log, ids));
        }
    }

    /**
     * Starts all operators.
     *
     * @param host address to listen on
     * @param log file that the log is appended to
     * @throws IOException when a port or the log cannot be had; nothing is left running then
     */
    public static Simulator start(SimulatorSettings settings, String host, Path log, Clock clock)
            throws IOException {
        Simulator simulator = new Simulator(settings, log, clock);
        try {
            simulator.listen(host);
        } catch (IOException e) {
            simulator.close();
            throw e;
        }
        return simulator;
    }

    private void listen(String host) throws IOException {
        for (Operator operator : operators) {
            OperatorSettings settings = operator.settings();
            ServerSettings server =
                    new ServerSettings(
                            settings.systemId(),
                            settings.window(),
                            MAX_UNANSWERED,
                            MAX_SESSIONS,
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(10));
            servers.put(
                    settings.name(),
                    SmppServer.bind(loop, host, settings.port(), server, operator));
        }
        loop.every(Duration.ofMillis(Wheel.TICK_MILLIS), this::tick);
    }

    private void tick() {
        try {
            operators.forEach(Operator::tick);
        } catch (RuntimeException e) {
            // without its log it would be no judge
            failure.completeExceptionally(e);
            throw e;
        }
    }

    /**
     * Fails when the simulator cannot go on, such as when its log cannot be written; never
     * completes otherwise.
     */
    public CompletableFuture<Void> failure() {
        return failure.copy();
    }

    /** The port of each operator by its name, in the order of the settings. */
    public Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        servers.forEach((name, server) -> ports.put(name, server.port()));
        return ports;
    }

    /** The title of an operator, for people. */
    public String title(String name) {
        return operators.stream()
                .map(Operator::settings)
                .filter(s -> s.name().equals(name))
                .map(OperatorSettings::title)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no operator " + name));
    }

    /** What each operator did, by its name; after the end, what it had done. */
    public synchronized Map<String, Counts> counts() {
        if (closed) {
            return lastCounts;
        }
        CompletableFuture<Map<String, Counts>> counted = new CompletableFuture<>();
        loop.execute(() -> counted.complete(count()));
        return counted.join();
    }

    private Map<String, Counts> count() {
        Map<String, Counts> counts = new LinkedHashMap<>();
        operators.forEach(o -> counts.put(o.settings().name(), o.counts()));
        return counts;
    }

    /** Closes all sessions and the log. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        servers.values().forEach(SmppServer::close);
        lastCounts = counts();
        closed = true;
        loop.close();
        log.close();
    }
}

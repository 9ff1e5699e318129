package io.soroka.simulator;

import static java.util.Objects.requireNonNull;

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
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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
    private final PhoneLimits phoneLimits;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private Map<String, Counts> lastCounts = Map.of();
    private boolean closed;
    private @Nullable PageServer page;
    private @Nullable Phones phones;

    /**
     * What an operator did since its start.
     *
     * @param unanswered accepted, but cut off by a fault before their response; part of accepted
     * @param receipts receipts handed to a session, again ones included
     * @param outstanding receipts and replies not yet acknowledged
     */
    public record Counts(
            long accepted,
            long refused,
            long unanswered,
            long receipts,
            long receiptsAcknowledged,
            long replies,
            long repliesAcknowledged,
            long outstanding) {}

    private Simulator(SimulatorSettings settings, Path logFile, Clock clock) throws IOException {
        log = new LogWriter(logFile, clock);
        phoneLimits = settings.phones();
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
            // faults that are on from the start are on for the first client
            operator.tick();
            SmppServer bound = SmppServer.bind(loop, host, settings.port(), server, operator);
            operator.serveAt(bound);
            servers.put(settings.name(), bound);
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
        return operator(name).settings().title();
    }

    /** What each operator did, by its name; after the end, what it had done. */
    public synchronized Map<String, Counts> counts() {
        return closed ? lastCounts : ask(this::count);
    }

    /**
     * Changes what an operator does from now on: a JSON merge patch (RFC 7396) of its fields in the
     * settings, those from {@code latency} on. {@code {"faults": {"queueFull": {"share": 0.3}}}}
     * switches a fault on, null in its place off. Faults that the patch names begin again.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong; nothing is changed
     *     then
     */
    public void change(String name, String patch) {
        JsonNode tree = SimulatorSettings.tree(patch);
        ask(() -> {
            Operator operator = operator(name);
            operator.play(OperatorJson.patched(operator.habits(), tree), OperatorJson.faults(tree));
            return name;
        });
    }

    private Operator operator(String name) {
        return operators.stream()
                .filter(o -> o.settings().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no operator " + name));
    }

    /** Asks on the operators' thread. */
    private <T> T ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw new IllegalArgumentException(wrong.getMessage(), wrong);
            }
            throw e;
        }
    }

    private Map<String, Counts> count() {
        Map<String, Counts> counts = new LinkedHashMap<>();
        operators.forEach(o -> counts.put(o.settings().name(), o.counts()));
        return counts;
    }

    /**
     * Serves the page and its API on loopback, and remembers from now on what phones get, as the
     * settings limit it.
     *
     * @param port 0 for any free one
     * @return the port
     * @throws IOException when the port cannot be had
     */
    public synchronized int servePage(int port) throws IOException {
        PageServer started = PageServer.start(this, port);
        page = started;
        if (phoneLimits.phones() > 0) {
            ask(() -> {
                Phones remembered = new Phones(phoneLimits);
                phones = remembered;
                operators.forEach(o -> o.remember(remembered));
                return remembered;
            });
        }
        return started.port();
    }

    // ---- for the page

    List<Views.Operator> operatorViews() {
        return ask(() ->
                operators.stream()
                        .map(o ->
                                Views.operator(o, requireNonNull(ports().get(o.settings().name()))))
                        .toList());
    }

    List<Views.Row> phoneRows() {
        return ask(() -> {
            Phones known = phones;
            return known == null
                    ? List.<Views.Row>of()
                    : known.numbers().stream()
                            .limit(Views.MOST_ROWS)
                            .map(n -> Views.row(n, requireNonNull(known.messages(n))))
                            .toList();
        });
    }

    /** A phone's conversation; without messages when it is not remembered. */
    Views.Phone phoneView(long number) {
        return ask(() -> {
            List<PhoneMessage> messages = phones == null ? null : phones.messages(number);
            return Views.phone(number, messages == null ? List.of() : messages);
        });
    }

    /**
     * A phone answers the last message it got, or the last one of this operator and party.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    void answer(long number, String operator, String party, String text) {
        ask(() -> {
            List<PhoneMessage> messages = phones == null ? null : phones.messages(number);
            PhoneMessage asked =
                    (messages == null ? List.<PhoneMessage>of() : messages.reversed())
                            .stream()
                                    .filter(m ->
                                            operator.isEmpty() || m.operator().equals(operator))
                                    .filter(m -> party.isEmpty() || m.party().value().equals(party))
                                    .findFirst()
                                    .orElseThrow(() ->
                                            new IllegalArgumentException(
                                                    "this phone has no message to answer to"));
            operator(asked.operator()).write(number, asked.party(), text);
            return asked;
        });
    }

    /** Closes page, sessions and log. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        if (page != null) {
            page.close();
        }
        servers.values().forEach(SmppServer::close);
        lastCounts = counts();
        closed = true;
        loop.close();
        log.close();
    }
}

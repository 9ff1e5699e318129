package io.soroka.practice;

import io.soroka.platform.Settings;
import io.soroka.platform.Unforeseen;
import io.soroka.providers.Connection;
import io.soroka.providers.Connections;
import io.soroka.providers.Limits;
import io.soroka.simulator.Simulator;
import io.soroka.simulator.SimulatorSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Simulated operators on this machine's loopback, started when the first practice department is
 * there. Ports and password are new at every start. Starts before delivery and stops after it (and
 * so must not depend on its bean): a connection for practice is never on while its operator is not
 * ours.
 */
@Component
class PracticeOperators implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PracticeOperators.class);
    private static final String LOOPBACK = "127.0.0.1";

    /** Slow enough to watch a run, quick enough not to bore. */
    private static final int WATCHABLE_RATE = 100;

    /** No STOP among the answers: an opt-out counts for a number, in practice or not. */
    private static final String OPERATORS =
            """
            {"maxOutstanding": 100000, "operators": [
              {"name": "severs", "title": "Северсвязь", "password": "PASSWORD",
               "latency": {"minMs": 2, "maxMs": 15},
               "receipts": {"minMs": 200, "maxMs": 3000, "failedShare": 0.02},
               "replies": {"share": 0.02, "texts": ["Спасибо", "Когда платить?", "да"]}},
              {"name": "megaline", "title": "Мегалайн", "password": "PASSWORD",
               "latency": {"minMs": 2, "maxMs": 15},
               "receipts": {"minMs": 200, "maxMs": 3000, "failedShare": 0.03},
               "replies": {"share": 0.02, "texts": ["Спасибо", "Когда платить?", "да"]}},
              {"name": "raduga", "title": "Радуга", "password": "PASSWORD",
               "latency": {"minMs": 10, "maxMs": 40}, "errorShare": 0.01,
               "receipts": {"minMs": 500, "maxMs": 5000, "failedShare": 0.06},
               "replies": {"share": 0.02, "texts": ["Спасибо", "Кто это?", "да"]}}
            ]}\
            """;

    private static final List<Operator> CONNECTIONS =
            List.of(
                    new Operator("severs", List.of("7945"), "1.95"),
                    new Operator("megaline", List.of("7946"), "2.10"),
                    new Operator("raduga", List.of(), "2.35"));

    private record Operator(String name, List<String> prefixes, String price) {}

    private final JdbcClient sql;
    private final Connections connections;
    private final Settings settings;
    private final Clock clock;
    private @Nullable Simulator simulator;
    private volatile boolean running;

    PracticeOperators(JdbcClient sql, Connections connections, Settings settings, Clock clock) {
        this.sql = sql;
        this.connections = connections;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void start() {
        // Whatever listens at a former start's ports is a stranger.
        connections.all().stream()
                .filter(Connection::practice)
                .forEach(one -> connections.enable(one.id(), false));
        boolean needed =
                sql.sql("select exists (select from department where practice_of is not null)")
                        .query(Boolean.class)
                        .single();
        if (needed) {
            var _ = launch();
        }
        running = true;
    }

    /** Sees that they run. Whether they were started just now, and delivery has yet to connect. */
    synchronized boolean launch() {
        if (simulator != null) {
            return false;
        }
        var random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Simulator started;
        try {
            started =
                    Simulator.start(
                            SimulatorSettings.parse(OPERATORS.replace("PASSWORD", password)),
                            LOOPBACK,
                            log(),
                            clock);
        } catch (IOException e) {
            LOG.error(
                    "The operators for practice can't be started; practice messages will wait: {}",
                    Unforeseen.described(e));
            return false;
        }
        simulator = started;
        var _ =
                started.failure()
                        .whenComplete((ignored, failure) -> {
                            if (failure != null) {
                                LOG.error(
                                        "The operators for practice stopped on a fault: {}",
                                        Unforeseen.described(failure));
                            }
                        });
        connect(started, password);
        return true;
    }

    /** The log of this start; that of the start before is kept beside it. */
    private Path log() throws IOException {
        Path folder = settings.data().resolve("practice");
        Files.createDirectories(folder);
        Path log = folder.resolve("operators.log");
        if (Files.exists(log)) {
            Files.move(
                    log,
                    folder.resolve("operators-before.log"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    private void connect(Simulator operators, String password) {
        Map<String, Integer> ports = operators.ports();
        int priority = 0;
        for (Operator operator : CONNECTIONS) {
            Connection connection =
                    connections.put(
                            new Connection.Wanted(
                                    operators.title(operator.name()) + " (учебная)",
                                    "smpp",
                                    priority++,
                                    Limits.perSecond(WATCHABLE_RATE),
                                    new BigDecimal(operator.price()),
                                    operator.prefixes(),
                                    List.of(),
                                    Map.of(
                                            "host",
                                            LOOPBACK,
                                            "port",
                                            String.valueOf(ports.get(operator.name())),
                                            "systemId",
                                            operator.name(),
                                            "sender",
                                            "Soroka",
                                            "window",
                                            "50"),
                                    password),
                            true);
            connections.enable(connection.id(), true);
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (simulator != null) {
            try {
                simulator.close();
            } catch (IOException e) {
                LOG.warn(
                        "The log of the operators for practice could not be finished: {}",
                        Unforeseen.described(e));
            }
            simulator = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before delivery, whose phase is the last; stopping goes the other way round. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 1;
    }
}

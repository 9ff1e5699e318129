package io.soroka.simulator;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Runs the simulator until the process is asked to end. */
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        description =
                "Plays SMPP operators and the phones behind them, and logs what their clients did.")
public final class SimulatorCommand implements Callable<Integer> {
    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "JSON file; without it three fictional operators.")
    private @Nullable Path settings;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            defaultValue = "simulator.log",
            description = "Log to append to (default: ${DEFAULT-VALUE}).")
    private Path log = Path.of("simulator.log");

    @Option(
            names = "--ports-file",
            paramLabel = "FILE",
            description =
                    "Where to write the ports, as JSON, once all listen; the page's is called http.")
    private @Nullable Path portsFile;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--http-port",
            paramLabel = "N",
            description =
                    "Serves the page of operators and phones on loopback at this port, 0 for any; "
                            + "without it there is no page.")
    private @Nullable Integer httpPort;

    @Spec private @Nullable CommandSpec spec;

    private final CountDownLatch end = new CountDownLatch(1);

    static void main(String[] args) {
        System.exit(new CommandLine(new SimulatorCommand()).execute(args));
    }

    /**
     * Blocks until {@link #stop} or the end of the process; 0 in order, 1 when the log failed, 2
     * for wrong settings.
     */
    @Override
    public Integer call() {
        try (Simulator simulator = start()) {
            Thread hook = new Thread(() -> finish(simulator), "simulator-end");
            Runtime.getRuntime().addShutdownHook(hook);
            simulator
                    .failure()
                    .exceptionally(_ -> {
                        end.countDown();
                        return null;
                    });
            announce(simulator);
            end.await();
            Runtime.getRuntime().removeShutdownHook(hook);
            finish(simulator);
            return simulator.failure().isCompletedExceptionally() ? 1 : 0;
        } catch (IllegalArgumentException e) {
            err().println(e.getMessage());
            return 2;
        } catch (IOException e) {
            err().println("The simulator cannot run: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** Ends a running {@link #call}. */
    public void stop() {
        end.countDown();
    }

    private Simulator start() throws IOException {
        if (httpPort != null) {
            Check.range(httpPort, 0, 65_535, "--http-port");
        }
        SimulatorSettings read =
                settings == null ? SimulatorSettings.defaults() : SimulatorSettings.read(settings);
        return Simulator.start(read, host, log, Clock.systemUTC());
    }

    private void announce(Simulator simulator) throws IOException {
        Map<String, Integer> ports = new LinkedHashMap<>(simulator.ports());
        ports.forEach((name, port) ->
                out().println(name + " (" + simulator.title(name) + "): " + host + ":" + port));
        if (httpPort != null) {
            int port = simulator.servePage(httpPort);
            ports.put(OperatorSettings.PAGE, port);
            out().println("Phones and operators: http://127.0.0.1:" + port + "/");
        }
        if (portsFile != null) {
            // whoever waits for the file must never see half of it
            Path half = portsFile.resolveSibling(portsFile.getFileName() + ".tmp");
            Files.writeString(half, JsonMapper.builder().build().writeValueAsString(ports));
            Files.move(
                    half,
                    portsFile,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void finish(Simulator simulator) {
        try {
            simulator.close();
        } catch (IOException e) {
            err().println("The simulator's log could not be closed: " + e.getMessage());
        }
        out().println(summary(simulator.counts()));
    }

    static String summary(Map<String, Simulator.Counts> counts) {
        StringBuilder line = new StringBuilder("Simulator ended.");
        counts.forEach((name, c) ->
                line.append(' ')
                        .append(name)
                        .append(": ")
                        .append(c.accepted())
                        .append(" accepted, ")
                        .append(c.refused())
                        .append(" refused, ")
                        .append(c.receiptsAcknowledged())
                        .append(" of ")
                        .append(c.receipts())
                        .append(" receipts acknowledged, ")
                        .append(c.repliesAcknowledged())
                        .append(" of ")
                        .append(c.replies())
                        .append(" replies acknowledged, ")
                        .append(c.outstanding())
                        .append(" outstanding."));
        return line.toString();
    }

    private PrintWriter out() {
        return requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return requireNonNull(spec).commandLine().getErr();
    }
}

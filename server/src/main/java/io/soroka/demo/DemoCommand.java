package io.soroka.demo;

import io.soroka.Soroka;
import io.soroka.platform.StartRefused;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The sample company with simulated operators, to look at in a browser or, headless, to run the
 * main job once.
 */
@Command(name = "demo", description = "A sample company with simulated operators.")
public final class DemoCommand implements Callable<Integer> {
    /** Goes on in the server's threads. */
    private static final int KEEPS_RUNNING = -1;

    private static final String PASSWORD = "soroka-demo";

    /** Slow enough to watch a run, quick enough not to bore. */
    private static final int WATCHABLE_RATE = 150;

    private static final List<Operator> OPERATORS =
            List.of(
                    new Operator("severs", "Северсвязь", "791"),
                    new Operator("megaline", "Мегалайн", "792+799"),
                    new Operator("raduga", "Радуга", ""));

    private record Operator(String name, String title, String prefixes) {}

    @Option(
            names = "--headless",
            description = "Run one campaign without a browser and print what happened.")
    private boolean headless;

    @Option(
            names = "--clients",
            description = "CSV file of clients instead of the sample (headless only).")
    private @Nullable Path clients;

    @Option(
            names = "--text",
            description =
                    "Text of the message, such as \"{Имя|клиент}, здравствуйте\" (headless only).")
    private @Nullable String text;

    @Option(
            names = "--data",
            description =
                    "Folder to keep everything in (default: data; headless: a temporary one).")
    private @Nullable Path data;

    @Option(
            names = "--json",
            description = "Print the result as JSON in the last line (headless only).")
    private boolean json;

    @Option(names = "--port", description = "Port of the web interface, 0 for any (default: 8080).")
    private int port = 8080;

    @Override
    public Integer call() throws IOException {
        PrintStream out = System.out;
        if (!headless && (clients != null || text != null || json)) {
            throw new StartRefused("--clients, --text and --json go with --headless.");
        }
        if (clients != null && !Files.isReadable(clients)) {
            throw new StartRefused(
                    "The file "
                            + clients
                            + " can't be read; give the path of a CSV file after --clients.");
        }
        return headless ? runHeadless(out) : runWithBrowser(out);
    }

    private Integer runWithBrowser(PrintStream out) throws IOException {
        Path folder = data == null ? Path.of("data") : data;
        out.println(
                "Starting the simulated operators and the server; data are kept in "
                        + folder.toAbsolutePath()
                        + ".");
        var simulator = SimulatedOperators.startWithPage(folder.resolve("simulator"), settings());
        ConfigurableApplicationContext context =
                start(folder, port, simulator, WATCHABLE_RATE, 20_000);
        // In this order: the server has answers to wait for.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            context.close();
                            simulator.close();
                        }));
        out.println();
        out.println("  Soroka:   " + Soroka.address(context));
        out.println("  Phones:   " + simulator.page() + "   (телефоны и операторы)");
        for (DemoCompany.Login login : DemoCompany.LOGINS) {
            out.println(
                    "  Log in:   "
                            + login.login()
                            + " / "
                            + PASSWORD
                            + "   ("
                            + login.name()
                            + ", "
                            + login.role()
                                    .name()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', ' ')
                            + ")");
        }
        out.println();
        out.println(
                "The company and its 20,000 clients are made up; messages go to simulated phones only: read and answer them at the second address.");
        out.println("Ctrl-C stops everything.");
        return KEEPS_RUNNING;
    }

    private Integer runHeadless(PrintStream out) throws IOException {
        Path given = data;
        Path folder = given == null ? temporaryFolder() : given;
        try (var simulator = SimulatedOperators.start(folder.resolve("simulator"), settings());
                var context = start(folder, 0, simulator, 0, 0)) {
            HeadlessRun run = context.getBean(HeadlessRun.class);
            return run.run(out, clients, text, json) ? 0 : 1;
        } finally {
            if (given == null) {
                delete(folder);
            }
        }
    }

    private static ConfigurableApplicationContext start(
            Path folder, int port, SimulatedOperators simulator, int rate, int sampleClients) {
        try {
            return Soroka.start(folder, port, words(simulator.ports(), rate, sampleClients));
        } catch (RuntimeException e) {
            simulator.close();
            throw e;
        }
    }

    private static List<String> words(Map<String, Integer> ports, int rate, int sampleClients) {
        var operators = new ArrayList<String>();
        for (Operator operator : OPERATORS) {
            operators.add(
                    operator.name()
                            + ":"
                            + operator.title()
                            + ":"
                            + ports.get(operator.name())
                            + ":"
                            + operator.prefixes());
        }
        return List.of(
                "--soroka.demo.enabled=true",
                "--soroka.demo.password=" + PASSWORD,
                "--soroka.demo.clients=" + sampleClients,
                "--soroka.demo.rate-per-second=" + rate,
                "--soroka.demo.operators=" + String.join(",", operators));
    }

    /** Operators with habits: two that deliver well, a third that is slower and loses more. */
    private static String settings() {
        return """
        {"operators": [
          {"name": "severs", "title": "Северсвязь", "latency": {"minMs": 2, "maxMs": 15},
           "receipts": {"minMs": 100, "maxMs": 3000, "failedShare": 0.02, "repeatedShare": 0.01},
           "replies": {"share": 0.01, "minMs": 500, "maxMs": 3000}},
          {"name": "megaline", "title": "Мегалайн", "latency": {"minMs": 2, "maxMs": 15},
           "receipts": {"minMs": 100, "maxMs": 3000, "failedShare": 0.03, "repeatedShare": 0.01},
           "replies": {"share": 0.01, "minMs": 500, "maxMs": 3000}},
          {"name": "raduga", "title": "Радуга", "latency": {"minMs": 10, "maxMs": 40}, "errorShare": 0.01,
           "receipts": {"minMs": 500, "maxMs": 5000, "failedShare": 0.06, "repeatedShare": 0.02},
           "replies": {"share": 0.01, "minMs": 500, "maxMs": 3000}}
        ]}\
        """;
    }

    private static Path temporaryFolder() throws IOException {
        return Files.createTempDirectory(
                "soroka-demo",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}

package io.soroka.demo;

import static java.util.Objects.requireNonNull;

import io.soroka.platform.OwnProcess;
import io.soroka.platform.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The simulator as a process of its own, with what is needed to reach it. */
public final class SimulatedOperators implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final String SETTINGS = "simulator.json";
    private static final String PORTS = "simulator-ports.json";

    private static final List<String> JAVA = List.of("-Xmx512m");

    private final Path folder;
    private final List<String> words;
    private final Path log;
    private final Map<String, Integer> ports;
    private final @Nullable Integer pagePort;
    private OwnProcess process;

    private SimulatedOperators(
            Path folder,
            List<String> words,
            OwnProcess process,
            Path log,
            Map<String, Integer> ports,
            @Nullable Integer pagePort) {
        this.folder = folder;
        this.words = words;
        this.process = process;
        this.log = log;
        this.ports = ports;
        this.pagePort = pagePort;
    }

    /**
     * Starts a simulator without a page and waits until it listens.
     *
     * @param folder for its settings, ports, log and output
     * @param settings its settings as JSON
     */
    public static SimulatedOperators start(Path folder, String settings) throws IOException {
        return start(folder, settings, List.of());
    }

    /** The same with the page of phones and operators, at any free port. */
    static SimulatedOperators startWithPage(Path folder, String settings) throws IOException {
        return start(folder, settings, List.of("--http-port=0"));
    }

    private static SimulatedOperators start(Path folder, String settings, List<String> more)
            throws IOException {
        Files.createDirectories(folder);
        Path portsFile = folder.resolve(PORTS);
        Path log = folder.resolve("simulator.log");
        Files.writeString(folder.resolve(SETTINGS), settings);
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "simulator",
                                "--settings=" + folder.resolve(SETTINGS),
                                "--ports-file=" + portsFile,
                                "--log=" + log));
        words.addAll(more);
        OwnProcess process = launch(folder, words);
        Map<String, Integer> ports =
                JsonMapper.builder()
                        .build()
                        .readValue(Files.readString(portsFile), new TypeReference<>() {});
        Integer pagePort = ports.remove("http");
        return new SimulatedOperators(folder, words, process, log, ports, pagePort);
    }

    private static OwnProcess launch(Path folder, List<String> words) throws IOException {
        Path portsFile = folder.resolve(PORTS);
        Path output = folder.resolve("simulator.out");
        Files.deleteIfExists(portsFile);
        OwnProcess process = OwnProcess.start(JAVA, words, output);
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!Files.exists(portsFile)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.close();
                throw new StartRefused(
                        "The simulator didn't start: " + Files.readString(output).strip());
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return process;
    }

    /** After it was killed: starts it again at the ports it had, to go on with its log. */
    public void startAgain() throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        JsonNode settings = json.readTree(Files.readString(folder.resolve(SETTINGS)));
        for (JsonNode operator : settings.get("operators")) {
            Integer port = requireNonNull(ports.get(operator.get("name").asString()));
            var _ = ((ObjectNode) operator).put("port", port.intValue());
        }
        Files.writeString(folder.resolve(SETTINGS), json.writeValueAsString(settings));
        process = launch(folder, words);
    }

    /** Address of the page of phones and operators. */
    String page() {
        return "http://127.0.0.1:" + requireNonNull(pagePort, "started without its page") + "/";
    }

    /** The port of each operator, by its name. */
    public Map<String, Integer> ports() {
        return ports;
    }

    /** What the simulator itself recorded. */
    public Path log() {
        return log;
    }

    /** The process. */
    public OwnProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}

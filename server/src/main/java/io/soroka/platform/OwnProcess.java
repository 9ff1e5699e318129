package io.soroka.platform;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A further process of this very program: same Java, same classes, another command. It ends with
 * its parent, however that dies.
 */
public final class OwnProcess implements AutoCloseable {
    private static final String PARENT = "soroka.parent";
    private static final String MAIN = "io.soroka.cli.Main";

    private final Process process;

    private OwnProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a command.
     *
     * @param javaOptions options of the virtual machine, such as {@code -Xmx512m}
     * @param words the command and its options
     * @param output what it prints goes there, replacing what stood there
     */
    public static OwnProcess start(List<String> javaOptions, List<String> words, Path output)
            throws IOException {
        Path arguments = Files.createTempFile("soroka", ".args");
        arguments.toFile().deleteOnExit();
        var java = new ArrayList<String>();
        java.add("-cp");
        java.add(System.getProperty("java.class.path"));
        java.addAll(inherited());
        java.addAll(javaOptions);
        java.add("-D" + PARENT + "=" + ProcessHandle.current().pid());
        java.add("--enable-native-access=ALL-UNNAMED");
        java.add("--sun-misc-unsafe-memory-access=allow");
        java.add(MAIN);
        java.addAll(words);
        // A file, because class paths grow longer than a command line may be.
        Files.write(arguments, java.stream().map(OwnProcess::quoted).toList());
        // setsid: Ctrl-C at the console is for us alone; we stop the others in order.
        Process process =
                new ProcessBuilder(
                                "setsid",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@" + arguments)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        return new OwnProcess(process);
    }

    /** How our own virtual machine is tuned; what the caller gives comes later and wins. */
    private static List<String> inherited() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(word -> word.startsWith("-XX:") || word.startsWith("-Dspring.aot.enabled="))
                .toList();
    }

    /** When this process was started by {@link #start}, sees to it that it ends with its parent. */
    public static void endWithParent() {
        Long parent = Long.getLong(PARENT);
        if (parent == null) {
            return;
        }
        ProcessHandle process = ProcessHandle.of(parent).orElse(null);
        if (process == null) {
            System.exit(0);
        } else {
            var _ = process.onExit().thenRun(() -> System.exit(0));
        }
    }

    private static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The process itself. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it on the spot, as a power cut would. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Asks it to stop and waits.
     *
     * @param limit how long at the most
     * @return its exit code; empty when it goes on
     */
    public OptionalInt stop(Duration limit) throws InterruptedException {
        process.destroy();
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    /** Asks it to stop and waits; after a minute it is killed. */
    @Override
    public void close() {
        try {
            if (stop(Duration.ofMinutes(1)).isEmpty()) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}

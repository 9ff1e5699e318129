package io.soroka.cli;

import io.soroka.bench.BenchCommand;
import io.soroka.demo.DemoCommand;
import io.soroka.platform.OwnProcess;
import io.soroka.platform.StartRefused;
import io.soroka.simulator.SimulatorCommand;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: picks the command and turns failures into one clear sentence and an exit code. */
@Command(
        name = "soroka",
        description = "Talks to clients by SMS through many operators.",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            SimulatorCommand.class,
            VersionCommand.class
        })
public final class Main {
    /** The exit code of a start that was refused for a reason the caller can mend. */
    static final int REFUSED = 2;

    private Main() {}

    static void main(String[] words) {
        OwnProcess.endWithParent();
        int code = commandLine().execute(words);
        // A server that was started goes on in its own threads.
        if (code != ServeCommand.KEEPS_RUNNING) {
            System.exit(code);
        }
    }

    /** The commands, ready to be run. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(explain(failure));
                    return REFUSED;
                });
    }

    /** One sentence for the person at the console. */
    static String explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefused refused) {
                return Objects.requireNonNullElse(refused.getMessage(), "The start was refused.");
            }
            if (cause instanceof org.springframework.boot.web.server.PortInUseException port) {
                return "Port "
                        + port.getPort()
                        + " is taken; stop the program that uses it, or choose another with --port.";
            }
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "Soroka stopped on a fault of its own: " + root;
    }
}

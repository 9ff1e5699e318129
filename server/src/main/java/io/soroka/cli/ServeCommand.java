package io.soroka.cli;

import io.soroka.Soroka;
import io.soroka.access.Setup;
import io.soroka.platform.Database;
import io.soroka.platform.StartRefused;
import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connections;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the server until it is told to stop. */
@Command(name = "serve", description = "Run the server.")
final class ServeCommand implements Callable<Integer> {
    static final int KEEPS_RUNNING = -1;

    @Option(
            names = "--data",
            description = "Folder of everything that must survive (default: data).")
    private Path data = Path.of("data");

    @Option(names = "--port", description = "Port of the web interface, 0 for any (default: 8080).")
    private int port = 8080;

    @Parameters(description = "Further settings, such as --soroka.database.url=jdbc:postgresql://…")
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        if (port < 0 || port > 65_535) {
            throw new StartRefused("--port must be between 0 and 65535, but is " + port + ".");
        }
        var context = Soroka.start(data, port, settings);
        String address = Soroka.address(context);
        System.out.println("Soroka listens on " + address);
        System.out.println("Database: " + context.getBean(Database.class).place());
        System.out.println("Connections: " + connections(context.getBean(Connections.class)));
        context.getBean(Setup.class)
                .token()
                .ifPresent(token ->
                        System.out.println(
                                "There are no users yet. Set it up, once, at "
                                        + address
                                        + "setup#"
                                        + token));
        return KEEPS_RUNNING;
    }

    private static String connections(Connections connections) {
        List<String> on = connections.enabled().stream().map(ConnectionSettings::name).toList();
        return on.isEmpty() ? "none is switched on" : String.join(", ", on);
    }
}

package io.soroka.testing;

import io.soroka.Soroka;
import io.soroka.simulator.Simulator;
import io.soroka.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The application in this process, on a database of its own, connected to simulated operators in
 * this process.
 */
public final class TestServer implements AutoCloseable {
    /** Password of the users anna (campaign manager) and admin. */
    public static final String PASSWORD = "tested-by-day";

    private static final String OPERATORS = "--soroka.demo.operators=";

    private final Path folder;
    private final TestDatabase database;
    private final List<String> settings;
    private final SimulatorSettings operators;
    private Simulator simulator;
    private ConfigurableApplicationContext context;

    private TestServer(
            Path folder,
            TestDatabase database,
            SimulatorSettings operators,
            Simulator simulator,
            List<String> settings,
            ConfigurableApplicationContext context) {
        this.folder = folder;
        this.database = database;
        this.operators = operators;
        this.simulator = simulator;
        this.settings = settings;
        this.context = context;
    }

    /**
     * Starts both.
     *
     * @param operators the simulator's settings as JSON, with names only of the operators that are
     *     wanted
     * @param more settings of the server
     */
    public static TestServer start(String operators, String... more) throws IOException {
        Path folder = Folders.fresh("server");
        TestDatabase database = TestDatabase.fresh();
        SimulatorSettings wanted = SimulatorSettings.parse(operators);
        Simulator simulator =
                Simulator.start(
                        wanted, "127.0.0.1", folder.resolve("simulator.log"), Clock.systemUTC());
        var words = new ArrayList<String>();
        if (Arrays.stream(more).noneMatch(word -> word.startsWith(OPERATORS))) {
            simulator
                    .ports()
                    .forEach((name, port) -> words.add(name + ":" + name + ":" + port + ":"));
        }
        var settings =
                new ArrayList<>(
                        List.of(
                                "--soroka.database.url=" + database.url(),
                                "--soroka.database.user=" + database.user(),
                                "--soroka.database.password=" + database.password(),
                                "--soroka.database.owner-user=" + database.owner(),
                                "--soroka.database.owner-password=" + database.ownerPassword(),
                                "--soroka.demo.enabled=true",
                                "--soroka.demo.password=" + PASSWORD,
                                "--soroka.demo.clients=0"));
        if (!words.isEmpty()) {
            settings.add(OPERATORS + String.join(",", words));
        }
        settings.addAll(List.of(more));
        ConfigurableApplicationContext context = Soroka.start(folder.resolve("data"), 0, settings);
        return new TestServer(folder, database, wanted, simulator, settings, context);
    }

    /** Stops the server in order and starts it again. */
    public void restart() {
        context.close();
        context = Soroka.start(folder.resolve("data"), 0, settings);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient sql() {
        return database.sql();
    }

    public TestDatabase database() {
        return database;
    }

    /** The simulated operators, whose faults can be changed. */
    public Simulator simulator() {
        return simulator;
    }

    public Path simulatorLog() {
        return folder.resolve("simulator.log");
    }

    public int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    /** A browser that is logged in. */
    public Browser browser(String login) {
        var browser = new Browser(port()).with("Accept-Language", "en");
        browser.logIn(login, PASSWORD);
        return browser;
    }

    /** Waits for a condition, at most a minute. */
    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    @Override
    public void close() throws IOException {
        context.close();
        simulator.close();
        database.close();
    }
}

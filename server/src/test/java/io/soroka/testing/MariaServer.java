package io.soroka.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's MariaDB with data of its own on a port of its own, on loopback. */
public final class MariaServer implements AutoCloseable {
    /** Password of the user {@code soroka}, who may read and write everything. */
    public static final String PASSWORD = "maria-by-day";

    private final Process process;
    private final int port;

    private MariaServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param more further settings, such as {@code --ssl-cert=…}
     */
    public static MariaServer start(String... more) throws Exception {
        Path folder = Folders.fresh("mariadb");
        Path data = folder.resolve("data");
        run(
                "mariadb-install-db",
                "--no-defaults",
                "--datadir=" + data,
                "--user=" + user(),
                "--auth-root-authentication-method=normal",
                "--skip-test-db");
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "mariadbd",
                                "--no-defaults",
                                "--user=" + user(),
                                "--datadir=" + data,
                                "--bind-address=127.0.0.1",
                                "--port=" + port,
                                "--socket=" + data.resolve("s"),
                                "--innodb-buffer-pool-size=64M",
                                "--character-set-server=utf8mb4"));
        command.addAll(List.of(more));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var server = new MariaServer(process, port);
        TestServer.await("MariaDB answers", server::answers);
        try (Connection root = server.connect("mysql", "root", "")) {
            for (String statement :
                    List.of(
                            "create database crm",
                            "create user soroka identified by '" + PASSWORD + "'",
                            "grant all on *.* to soroka with grant option")) {
                try (var one = root.createStatement()) {
                    one.execute(statement);
                }
            }
        }
        return server;
    }

    private static String user() {
        return System.getProperty("user.name").equals("root")
                ? "mysql"
                : System.getProperty("user.name");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words = new String(program.getInputStream().readAllBytes());
        if (program.waitFor() != 0) {
            throw new IllegalStateException(words);
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("MariaDB has ended");
        }
        try (Connection connection = connect("mysql", "root", "")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?sslMode=disable",
                user,
                password);
    }

    /** Runs statements in the database {@code crm}. */
    public void sql(String... statements) {
        try (Connection connection = connect("crm", "soroka", PASSWORD);
                var statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
    }
}

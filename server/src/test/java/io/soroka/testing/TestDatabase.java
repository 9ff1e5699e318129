package io.soroka.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.soroka.platform.Ownership;
import io.soroka.platform.postgres.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A fresh database with every migration applied, on one real PostgreSQL shared by the test process.
 * Migrations run once into a template; each test's database is a copy of it.
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final HikariDataSource source;

    private TestDatabase(String name, HikariDataSource source) {
        this.name = name;
        this.source = source;
    }

    /** A database of its own for the caller. */
    public static TestDatabase fresh() {
        String name = "test_" + COUNT.incrementAndGet();
        Server.admin("create database " + name + " template soroka_template");
        var config = new HikariConfig();
        config.setJdbcUrl(Server.POSTGRES.url(name));
        config.setUsername(Server.POSTGRES.applicationUser());
        config.setPassword(Server.POSTGRES.applicationPassword());
        config.setMaximumPoolSize(8);
        return new TestDatabase(name, new HikariDataSource(config));
    }

    public HikariDataSource source() {
        return source;
    }

    public JdbcClient sql() {
        return JdbcClient.create(source);
    }

    public String url() {
        return Server.POSTGRES.url(name);
    }

    /** The application's role, as in an installation: it does not own the audit. */
    public String user() {
        return Server.POSTGRES.applicationUser();
    }

    public String password() {
        return Server.POSTGRES.applicationPassword();
    }

    /** The owner, who migrates. */
    public String owner() {
        return Server.POSTGRES.user();
    }

    public String ownerPassword() {
        return Server.POSTGRES.password();
    }

    /** Runs statements as the owner, whom no trigger stops: not even the audit's. */
    public void asOwner(String statements) {
        try (var connection =
                        DriverManager.getConnection(
                                Server.POSTGRES.url(name),
                                Server.POSTGRES.user(),
                                Server.POSTGRES.password());
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        source.close();
        Server.admin("drop database " + name + " with (force)");
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                Path target = Path.of("target").toAbsolutePath();
                Files.createDirectories(target);
                Path folder = Files.createTempDirectory(target, "postgres-test");
                Files.setPosixFilePermissions(
                        folder,
                        java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
                var postgres =
                        EmbeddedPostgres.start(
                                folder,
                                target.resolve("postgresql"),
                                Map.of("shared_buffers", "128MB", "max_connections", "200"));
                Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
                stopWithUs(postgres.pid());
                try (var connection =
                                DriverManager.getConnection(
                                        postgres.url(), postgres.user(), postgres.password());
                        var statement = connection.createStatement()) {
                    statement.execute("create database soroka_template");
                }
                Flyway.configure()
                        .dataSource(
                                postgres.url("soroka_template"),
                                postgres.user(),
                                postgres.password())
                        .callbacks(new Ownership(postgres.applicationUser()))
                        .load()
                        .migrate();
                return postgres;
            } catch (java.io.IOException | SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /**
         * A killed test process runs no hook: a shell of its own waits for our end and then stops
         * the database.
         */
        private static void stopWithUs(long postgres) throws java.io.IOException {
            String wait =
                    "while kill -0 %d 2>/dev/null; do sleep 1; done; kill -INT %d 2>/dev/null"
                            .formatted(ProcessHandle.current().pid(), postgres);
            new ProcessBuilder("setsid", "sh", "-c", wait)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        static synchronized void admin(String statementText) {
            try (var connection =
                            DriverManager.getConnection(
                                    POSTGRES.url(), POSTGRES.user(), POSTGRES.password());
                    var statement = connection.createStatement()) {
                statement.execute(statementText);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

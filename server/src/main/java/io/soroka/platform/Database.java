package io.soroka.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.soroka.platform.postgres.EmbeddedPostgres;
import io.soroka.platform.postgres.Supervision;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The one database: the bundled one, which lives and stops with us, or an external one. */
public final class Database implements AutoCloseable {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String DISK_FULL = "53100";

    /** For a connection of the pool: longer than the bundled database takes to come back. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final @Nullable EmbeddedPostgres embedded;
    private final @Nullable Supervision supervision;
    private final String url;
    private final Properties login = new Properties();
    private final @Nullable Properties owner;
    private final HikariDataSource pool;

    /** Whether a statement failed because a lock was not free within {@code lock_timeout}. */
    public static boolean isLockTimeout(DataAccessException e) {
        return e.getCause() instanceof SQLException cause
                && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
    }

    /**
     * What keeps the database from answering, as the code of a problem: {@code database-away} or
     * {@code database-full}; null when the error has another reason.
     */
    public static @Nullable String trouble(@Nullable Throwable error) {
        int depth = 0;
        for (Throwable e = error; e != null && depth < 10; e = e.getCause(), depth++) {
            String state = e instanceof SQLException sql ? sql.getSQLState() : null;
            if (state == null) {
                continue;
            }
            // 08: no connection; 57P: it is stopping, has crashed or is starting.
            if (state.startsWith("08") || state.startsWith("57P")) {
                return "database-away";
            }
            if (state.equals(DISK_FULL)) {
                return "database-full";
            }
        }
        return null;
    }

    Database(Settings settings, PrometheusRegistry metrics) {
        String external = settings.database().url();
        if (external == null) {
            embedded = EmbeddedPostgres.start(settings.data());
            url = embedded.url();
            setIfGiven(login, "user", embedded.applicationUser());
            setIfGiven(login, "password", embedded.applicationPassword());
            owner = new Properties();
            setIfGiven(owner, "user", embedded.user());
            setIfGiven(owner, "password", embedded.password());
        } else {
            embedded = null;
            url = external;
            setIfGiven(login, "user", settings.database().user());
            setIfGiven(login, "password", settings.database().password());
            owner = settings.database().ownerUser() == null ? null : new Properties();
            if (owner != null) {
                setIfGiven(owner, "user", settings.database().ownerUser());
                setIfGiven(owner, "password", settings.database().ownerPassword());
            }
        }
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setDataSourceProperties(login);
        config.setMaximumPoolSize(settings.database().poolSize());
        config.setMinimumIdle(2);
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        config.setPoolName("soroka");
        config.setMetricsTrackerFactory(new PoolMetrics(metrics));
        try {
            pool = new HikariDataSource(config);
        } catch (RuntimeException e) {
            if (embedded != null) {
                embedded.close();
            }
            throw new StartRefused(
                    "The database at "
                            + url
                            + " can't be used: "
                            + rootMessage(e)
                            + " Check soroka.database.url, user and password.",
                    e);
        }
        supervision = embedded == null ? null : new Supervision(embedded, settings.data());
    }

    private static void setIfGiven(Properties into, String key, @Nullable String value) {
        if (value != null) {
            into.setProperty(key, value);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /** Where it is, for people; without a password that its address may hold. */
    public String place() {
        return (embedded == null ? "external, " : "bundled, ")
                + url.replaceFirst("\\?.*", "").replaceFirst("//.*@", "//");
    }

    /** The pool for web requests and jobs. */
    DataSource pool() {
        return pool;
    }

    /** Connections of the owner, for migrations; the pool's where there is but one user. */
    DataSource ownerSource() {
        return owner == null ? pool : new DriverManagerDataSource(url, owner);
    }

    /** The role with which the application works. */
    String role() {
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement();
                var role = statement.executeQuery("select current_user")) {
            role.next();
            return role.getString(1);
        } catch (SQLException e) {
            throw new StartRefused(
                    "The database at " + url + " can't be used: " + e.getMessage(), e);
        }
    }

    /**
     * A connection outside the pool, for one long-lived owner that keeps session state (locks,
     * prepared statements). The caller closes it.
     */
    public Connection dedicated(String purpose) throws SQLException {
        var properties = new Properties();
        properties.putAll(login);
        properties.setProperty("ApplicationName", "soroka " + purpose);
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(url, properties);
    }

    /**
     * Whether the bundled database is running out of room on its disk, so that nothing should be
     * begun. Of an external one nobody here knows.
     */
    public boolean isShortOfRoom() {
        return supervision != null && supervision.isShortOfRoom();
    }

    @Override
    public void close() {
        if (supervision != null) {
            supervision.close();
        }
        pool.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}

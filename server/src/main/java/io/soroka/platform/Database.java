package io.soroka.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.soroka.platform.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The one database: the bundled one, which lives and stops with us, or an external one. */
public final class Database implements AutoCloseable {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final @Nullable EmbeddedPostgres embedded;
    private final String url;
    private final Properties login = new Properties();
    private final @Nullable Properties owner;
    private final HikariDataSource pool;

    /** Whether a statement failed because a lock was not free within {@code lock_timeout}. */
    public static boolean isLockTimeout(DataAccessException e) {
        return e.getCause() instanceof SQLException cause
                && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
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

    @Override
    public void close() {
        pool.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}

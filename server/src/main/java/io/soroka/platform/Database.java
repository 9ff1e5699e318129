package io.soroka.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.soroka.platform.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The one database: the bundled one, which lives and stops with us, or an external one. */
public final class Database implements AutoCloseable {
    private final @Nullable EmbeddedPostgres embedded;
    private final String url;
    private final Properties login = new Properties();
    private final HikariDataSource pool;

    Database(Settings settings) {
        String external = settings.database().url();
        if (external == null) {
            embedded = EmbeddedPostgres.start(settings.data());
            url = embedded.url();
            login.setProperty("user", embedded.user());
            login.setProperty("password", embedded.password());
        } else {
            embedded = null;
            url = external;
            setIfGiven("user", settings.database().user());
            setIfGiven("password", settings.database().password());
        }
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setDataSourceProperties(login);
        config.setMaximumPoolSize(settings.database().poolSize());
        config.setMinimumIdle(2);
        config.setPoolName("soroka");
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

    private void setIfGiven(String key, @Nullable String value) {
        if (value != null) {
            login.setProperty(key, value);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /** The pool for web requests and jobs. */
    DataSource pool() {
        return pool;
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

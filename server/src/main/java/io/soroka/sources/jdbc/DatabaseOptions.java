package io.soroka.sources.jdbc;

import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceOption;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SourceSettings;
import io.soroka.sources.SourceWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/** What both bundled drivers are asked and told alike. */
final class DatabaseOptions {
    /** No sign that means something in an address of a database. */
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._:-]+");

    private static final Pattern DATABASE = Pattern.compile("[\\p{L}\\p{N}_$.-]+");

    static final SourceOption NAME = SourceOption.required("host", 253, HOST);
    static final SourceOption DATABASE_NAME = SourceOption.required("database", 64, DATABASE);
    static final SourceOption USER = SourceOption.required("user", 128);
    static final SourceOption SECRET = SourceOption.secret(1_000);
    static final SourceOption TLS = SourceOption.choice("tls", "off", List.of("off", "on"));
    static final SourceOption AUTHORITY = SourceOption.lines("authority", 20_000);

    /** Where results are written, and who writes them. */
    static final SourceOption TABLE = SourceOption.required("table", 300);

    static final SourceOption WRITER = SourceOption.required("writer", 128);

    static final int CONNECT_SECONDS = 10;

    private DatabaseOptions() {}

    static SourceOption port(int usual) {
        return SourceOption.number("port", usual, 1, 65_535);
    }

    static boolean isEncrypted(SourceSettings settings) {
        return settings.text(TLS).equals("on");
    }

    /** The host as it stands in an address. */
    static String host(SourceSettings settings) {
        String host = settings.text(NAME);
        return host.contains(":") ? "[" + host + "]" : host;
    }

    static Properties login(SourceSettings settings) {
        var properties = new Properties();
        properties.setProperty("user", settings.text(USER));
        properties.setProperty("password", settings.secret());
        return properties;
    }

    /** Results are written by somebody else, who need not be able to read. */
    static Properties writerLogin(SourceSettings settings) {
        Properties properties = login(settings);
        properties.setProperty("user", settings.text(WRITER));
        return properties;
    }

    static SourceReader open(Driver driver, String url, Properties properties, int seconds) {
        return connected(
                driver, url, properties, connection -> new JdbcReader(connection, seconds));
    }

    static SourceWriter openWriter(
            Driver driver, String url, Properties properties, SourceSettings settings) {
        return connected(
                driver,
                url,
                properties,
                connection ->
                        new JdbcWriter(
                                connection, settings.statementSeconds(), settings.text(TABLE)));
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(Connection connection) throws SQLException;
    }

    private static <T> T connected(Driver driver, String url, Properties properties, Use<T> use) {
        try {
            Connection connection = driver.connect(url, properties);
            if (connection == null) {
                throw new SourceFailure("source.no-driver");
            }
            try {
                return use.of(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqlFailures.of(e, false);
        }
    }
}

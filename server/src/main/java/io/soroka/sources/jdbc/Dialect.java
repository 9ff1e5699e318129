package io.soroka.sources.jdbc;

import io.soroka.sources.SourceFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** What databases do each in its own way. */
enum Dialect {
    POSTGRESQL("limit %d"),
    MARIADB("limit %d"),
    MYSQL("limit %d"),
    SQL_SERVER("offset 0 rows fetch next %d rows only"),
    OTHER("fetch first %d rows only");

    private final String limit;

    Dialect(String limit) {
        this.limit = limit;
    }

    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        return switch (product) {
            case "postgresql" -> POSTGRESQL;
            case "mariadb" -> MARIADB;
            case "mysql" -> MYSQL;
            case "microsoft sql server" -> SQL_SERVER;
            default -> OTHER;
        };
    }

    /** The end of a query with an order that gives no more rows than this. */
    String limit(int rows) {
        return limit.formatted(rows);
    }

    /** An insert that leaves out rows whose key is there already, and needs no other right. */
    String insertNew(String table, String columns, String values) {
        String insert = "into %s (%s) values (%s)".formatted(table, columns, values);
        return switch (this) {
            case POSTGRESQL -> "insert " + insert + " on conflict do nothing";
            case MARIADB, MYSQL -> "insert ignore " + insert;
            case SQL_SERVER, OTHER -> throw new SourceFailure("source.not-writable");
        };
    }

    /** Begins a transaction in which no statement takes long. */
    void beginWriting(Connection connection, int seconds) throws SQLException {
        beginReading(connection, seconds);
        if (this == POSTGRESQL) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local time zone 'UTC'");
            }
        }
    }

    /**
     * Begins what reads and can do nothing else, and never for long. The driver says so to the
     * server as well where it can; this counts for whoever asks the server itself.
     */
    void beginReading(Connection connection, int seconds) throws SQLException {
        connection.setAutoCommit(false);
        String limits =
                switch (this) {
                    case POSTGRESQL ->
                            "set local statement_timeout = %1$d; set local lock_timeout = %1$d";
                    case MARIADB -> "set session max_statement_time = %2$d";
                    case MYSQL -> "set session max_execution_time = %1$d";
                    case SQL_SERVER, OTHER -> "";
                };
        if (!limits.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(limits.formatted(seconds * 1000, seconds));
            }
        }
    }
}

package io.soroka.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The least that the database must do: the same rows, put into empty tables of the same shape and
 * with the same indexes, by plain COPY, one table after the other.
 */
final class Floor {
    private static final List<String> TABLES =
            List.of("message", "run_person", "submission", "receipt");

    private Floor() {}

    /** Seconds that plain COPY takes for the rows of the last run. */
    static double seconds(Connection db, Path folder) throws SQLException, IOException {
        var copy = db.unwrap(PGConnection.class).getCopyAPI();
        long nanos = 0;
        for (String table : TABLES) {
            Path file = folder.resolve(table + ".copy");
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
                copy.copyOut("copy (select * from " + table + ") to stdout (format binary)", out);
            }
            try (Statement statement = db.createStatement()) {
                statement.execute("create schema if not exists floor");
                statement.execute(
                        "create table floor."
                                + table
                                + " (like "
                                + partition(db, table)
                                + " including all)");
            }
            long began = System.nanoTime();
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
                copy.copyIn("copy floor." + table + " from stdin (format binary)", in, 1 << 16);
            }
            nanos += System.nanoTime() - began;
            Files.delete(file);
            try (Statement statement = db.createStatement()) {
                statement.execute("drop table floor." + table);
            }
        }
        return nanos / 1e9;
    }

    /** A partition carries the indexes that the rows really pay for. */
    private static String partition(Connection db, String table) throws SQLException {
        try (var statement =
                db.prepareStatement(
                        "select inhrelid::regclass::text from pg_inherits where inhparent = ?::regclass order by 1 limit 1")) {
            statement.setString(1, table);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}

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
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * The least that the database must do: the same rows, put into empty tables of the same shape and
 * with the same indexes, by plain COPY, one table after the other.
 */
final class Floor {
    private static final Map<String, String> TABLES = tables();

    private Floor() {}

    /** Each table with the rows that a run put into it. Ids of messages are ordered by time. */
    private static Map<String, String> tables() {
        var tables = new LinkedHashMap<String, String>();
        tables.put("message", "run_id = %1$d");
        tables.put("run_person", "run_id = %1$d");
        String since = "message_id >= (select min(first_id) from batch where run_id = %1$d)";
        tables.put("submission", since);
        tables.put("receipt", since);
        return tables;
    }

    /** Seconds that plain COPY takes for the rows of the last run. */
    static double seconds(Connection db, long run, Path folder) throws SQLException, IOException {
        var copy = db.unwrap(PGConnection.class).getCopyAPI();
        long nanos = 0;
        for (var rows : TABLES.entrySet()) {
            String table = rows.getKey();
            Path file = folder.resolve(table + ".copy");
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
                copy.copyOut(
                        "copy (select * from "
                                + table
                                + " where "
                                + rows.getValue().formatted(run)
                                + ") to stdout (format binary)",
                        out);
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

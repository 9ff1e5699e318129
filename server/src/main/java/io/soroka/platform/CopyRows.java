package io.soroka.platform;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Rows for one table in PostgreSQL's binary COPY format, collected in memory and sent in one go.
 * Meant to be filled and {@link #copy copied} again and again by one thread: the buffer is kept.
 */
public final class CopyRows {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    /** PostgreSQL counts microseconds from 2000. */
    private static final long PG_EPOCH_SECONDS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    /** The type number of bigint in PostgreSQL's catalogue. */
    private static final int INT8_OID = 20;

    private final String statement;
    private final int columns;
    private byte[] buffer = new byte[1 << 16];
    private int length;
    private int rows;

    /**
     * Prepares rows for a table.
     *
     * @param table the table's name, optionally with a schema; not from users
     * @param columns the columns in the order in which each row gives them
     */
    public CopyRows(String table, String... columns) {
        this.statement =
                "copy "
                        + table
                        + " ("
                        + String.join(", ", columns)
                        + ") from stdin (format binary)";
        this.columns = columns.length;
        clear();
    }

    /** Begins a row; exactly one value for each column must follow. */
    public CopyRows row() {
        room(2);
        putShort(columns);
        rows++;
        return this;
    }

    /** Adds a bigint. */
    public CopyRows int8(long value) {
        room(12);
        putInt(8);
        putLong(value);
        return this;
    }

    /** Adds a bigint or null. */
    public CopyRows int8(@Nullable Long value) {
        return value == null ? nothing() : int8(value.longValue());
    }

    /** Adds a bigint array. */
    public CopyRows int8s(long[] values) {
        room(24 + values.length * 12);
        putInt(20 + values.length * 12);
        // One dimension, no nulls, element type int8, its length, lower bound 1.
        putInt(1);
        putInt(0);
        putInt(INT8_OID);
        putInt(values.length);
        putInt(1);
        for (long value : values) {
            putInt(8);
            putLong(value);
        }
        return this;
    }

    /** Adds an integer. */
    public CopyRows int4(int value) {
        room(8);
        putInt(4);
        putInt(value);
        return this;
    }

    /** Adds a smallint. */
    public CopyRows int2(int value) {
        room(6);
        putInt(2);
        putShort(value);
        return this;
    }

    /** Adds an integer or null. */
    public CopyRows int4(@Nullable Integer value) {
        return value == null ? nothing() : int4(value.intValue());
    }

    /** Adds a smallint or null. */
    public CopyRows int2(@Nullable Integer value) {
        return value == null ? nothing() : int2(value.intValue());
    }

    /** Adds a text or null. */
    public CopyRows text(@Nullable CharSequence value) {
        if (value == null) {
            return nothing();
        }
        byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        room(4 + bytes.length);
        putInt(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
        return this;
    }

    /** Adds a timestamptz given in milliseconds since 1970. */
    public CopyRows time(long epochMillis) {
        return int8((epochMillis - PG_EPOCH_SECONDS * 1000) * 1000);
    }

    /** Adds a timestamptz or null. */
    public CopyRows time(@Nullable Instant value) {
        return value == null ? nothing() : time(value.toEpochMilli());
    }

    /** Adds a null. */
    public CopyRows nothing() {
        room(4);
        putInt(-1);
        return this;
    }

    /** How many rows wait to be copied. */
    public int rows() {
        return rows;
    }

    /** Sends the rows collected, if any, and forgets them; on an error they are forgotten too. */
    public void copy(Connection connection) throws SQLException {
        if (rows == 0) {
            return;
        }
        try {
            room(2);
            putShort(-1);
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
            try {
                copy.writeToCopy(buffer, 0, length);
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } finally {
            clear();
        }
    }

    private void clear() {
        System.arraycopy(HEADER, 0, buffer, 0, HEADER.length);
        length = HEADER.length;
        rows = 0;
    }

    private void room(int bytes) {
        if (buffer.length - length < bytes + 2) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + bytes + 2));
        }
    }

    private void putShort(int value) {
        buffer[length++] = (byte) (value >> 8);
        buffer[length++] = (byte) value;
    }

    private void putInt(int value) {
        putShort(value >> 16);
        putShort(value);
    }

    private void putLong(long value) {
        putInt((int) (value >> 32));
        putInt((int) value);
    }
}

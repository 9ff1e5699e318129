package io.soroka.contacts.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes rows in PostgreSQL's COPY text format, a few dozen kilobytes at a time: what a file holds
 * is text, and the database reads it as each column's type. {@link io.soroka.platform.CopyRows}
 * writes numbers as they are.
 */
public final class TextCopy {

    private static final int CHARS_A_WRITE = 1 << 15;

    private final CopyIn copy;
    private final StringBuilder text = new StringBuilder(CHARS_A_WRITE + 4096);
    private boolean rowOpen;

    private TextCopy(CopyIn copy) {
        this.copy = copy;
    }

    /** Writes rows. */
    @FunctionalInterface
    public interface Rows {
        /** Writes them one by one. */
        void copyTo(TextCopy rows) throws SQLException, IOException;
    }

    /**
     * Writes rows into a table.
     *
     * @param target the table with its columns, as it stands in SQL
     * @throws UncheckedIOException what the rows throw
     */
    public static void into(JdbcTemplate template, String target, Rows rows) {
        template.execute((Connection connection) -> {
            var copy =
                    new TextCopy(
                            connection
                                    .unwrap(PGConnection.class)
                                    .getCopyAPI()
                                    .copyIn("copy " + target + " from stdin"));
            try {
                rows.copyTo(copy);
                copy.finish();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                copy.cancel();
            }
            return null;
        });
    }

    /** The next value of the row, as PostgreSQL reads it. */
    public void add(@Nullable String value) {
        separate();
        if (value == null) {
            text.append("\\N");
            return;
        }
        int plain = 0;
        while (plain < value.length() && !isEscaped(value.charAt(plain))) {
            plain++;
        }
        text.append(value, 0, plain);
        for (int i = plain; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }

    private static boolean isEscaped(char c) {
        return c == '\\' || c == '\t' || c == '\n' || c == '\r';
    }

    /** The next value of the row. */
    public void add(long value) {
        separate();
        text.append(value);
    }

    /** Ends the row. */
    public void endRow() throws SQLException {
        text.append('\n');
        rowOpen = false;
        if (text.length() >= CHARS_A_WRITE) {
            flush();
        }
    }

    private void finish() throws SQLException {
        flush();
        copy.endCopy();
    }

    /** Gives the connection back to ordinary statements after a failure. */
    private void cancel() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void separate() {
        if (rowOpen) {
            text.append('\t');
        }
        rowOpen = true;
    }

    private void flush() throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }
}

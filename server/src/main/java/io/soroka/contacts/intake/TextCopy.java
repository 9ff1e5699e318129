package io.soroka.contacts.intake;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

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

    TextCopy(CopyIn copy) {
        this.copy = copy;
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

    void finish() throws SQLException {
        flush();
        copy.endCopy();
    }

    /** Gives the connection back to ordinary statements after a failure. */
    void cancel() throws SQLException {
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

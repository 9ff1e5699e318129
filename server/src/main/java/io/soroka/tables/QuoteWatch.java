package io.soroka.tables;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Passes a CSV text on and remembers whether it ends inside quotes, which the CSV parser takes for
 * a complete field.
 */
final class QuoteWatch extends FilterReader {

    private final char separator;
    private boolean fieldStarts = true;
    private boolean quotedField;
    private boolean open;
    private boolean carriageReturn;
    private long line = 1;
    private long openedLine;

    QuoteWatch(Reader text, char separator) {
        super(text);
        this.separator = separator;
    }

    /** The line of the quote that nothing closes, or 0. To be asked at the text's end. */
    long unclosedLine() {
        return open ? openedLine : 0;
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        if (c >= 0) {
            see((char) c);
        }
        return c;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        for (int i = offset; i < offset + n; i++) {
            see(buffer[i]);
        }
        return n;
    }

    private void see(char c) {
        if (c != '"' && c != '\r' && c != '\n' && c != separator) {
            carriageReturn = false;
            fieldStarts = false;
            return;
        }
        boolean newLine = c == '\r' || (c == '\n' && !carriageReturn);
        carriageReturn = c == '\r';
        line += newLine ? 1 : 0;
        if (c == '"') {
            if (fieldStarts) {
                quotedField = true;
                open = true;
                openedLine = line;
            } else if (quotedField) {
                // A doubled quote closes and opens again: the same place in the text.
                open = !open;
            }
            fieldStarts = false;
        } else if (!open) {
            fieldStarts = c == separator || c == '\n' || c == '\r';
            quotedField = quotedField && !fieldStarts;
        }
    }
}

package io.soroka.tables;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * A part of a workbook, seen byte by byte and not kept: whether any piece of it is longer than a
 * cell can be, whether it defines entities, whether a cell lies outside every sheet, and which of
 * the shared texts the cells name. What only a parser could make out is refused.
 */
final class WorkbookPart {

    /** A cell holds at most 32,767 characters, each at most eight bytes long. */
    private static final int LONGEST_PIECE = 300_000;

    /** Longer than any cell's tag. */
    private static final int LONGEST_TAG = 256;

    /** Columns of a sheet have at most three letters. */
    private static final int MOST_LETTERS = 3;

    private static final long FAR = 1L << 40;

    /** What is held in memory, one by one; a sheet has none of it. */
    private static final String[] HELD = {"xf", "numFmt", "sheet", "Relationship", "Override"};

    private static final Set<String> ENCODINGS = Set.of("utf-8", "us-ascii", "iso-8859-1");

    private int length;
    private boolean inTag;
    private final byte[] tag = new byte[LONGEST_TAG];
    private int tagLength;
    private byte quote;
    private byte last;
    private int letters = -1;

    private boolean rows;
    private boolean held;
    private boolean inCell;
    private boolean inSharedCell;
    private boolean inIndex;
    private long index = -1;
    private long sharedTexts;
    private long lastShared = -1;

    /** Whether it holds rows and nothing that has to be kept. */
    boolean isSheet() {
        return rows && !held;
    }

    /** How many texts it holds for cells to share. */
    long sharedTexts() {
        return sharedTexts;
    }

    /** The largest number of a shared text that a cell names, or -1. */
    long lastShared() {
        return lastShared;
    }

    /**
     * @throws TableRefused if the part is none that an honest program writes
     */
    void see(byte b) {
        if (b == '<') {
            inTag = true;
            tagLength = 0;
            quote = 0;
            length = 0;
            letters = -1;
            return;
        }
        if (b == '>') {
            if (inTag) {
                inTag = false;
                endOfTag();
            }
            length = 0;
            letters = -1;
            return;
        }
        if (++length > LONGEST_PIECE) {
            throw WorkbookGuard.hostile();
        }
        if (inTag) {
            inside(b);
        } else if (inIndex) {
            digit(b);
        }
        if (rows) {
            address(b);
        }
    }

    private void inside(byte b) {
        if (tagLength < LONGEST_TAG) {
            tag[tagLength++] = b;
            // "<!D" or "<!E": a document type or an entity.
            if (tagLength == 2 && tag[0] == '!' && (b == 'D' || b == 'E')) {
                throw WorkbookGuard.hostile();
            }
        }
        last = b;
        if (b == quote) {
            quote = 0;
        } else if (quote == 0 && (b == '"' || b == '\'')) {
            quote = b;
        }
    }

    private void digit(byte b) {
        if (b >= '0' && b <= '9') {
            index = Math.min(FAR, Math.max(0, index) * 10 + (b - '0'));
        } else if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
            throw WorkbookGuard.hostile();
        }
    }

    /** A quote, letters, a digit: the address of a cell, as far as it interests us. */
    private void address(byte b) {
        if (b == '"' || b == '\'') {
            letters = 0;
        } else if (letters >= 0 && ((b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z'))) {
            letters++;
        } else {
            if (letters > MOST_LETTERS && b >= '0' && b <= '9' && length < 64) {
                throw WorkbookGuard.hostile();
            }
            letters = -1;
        }
    }

    private void endOfTag() {
        boolean closing = tagLength > 0 && tag[0] == '/';
        int from = closing ? 1 : 0;
        int to = from;
        while (to < tagLength && tag[to] > ' ' && tag[to] != '/') {
            // The name without its prefix.
            from = tag[to] == ':' ? to + 1 : from;
            to++;
        }
        if (inIndex) {
            // A comment or the like would hide a part of the number.
            if (!closing || !named("v", from, to)) {
                throw WorkbookGuard.hostile();
            }
            inIndex = false;
            lastShared = Math.max(lastShared, index);
        }
        if (closing) {
            if (named("c", from, to)) {
                inCell = false;
                inSharedCell = false;
            }
        } else if (rows) {
            opened(from, to);
        } else if (tagLength > 0 && tag[0] == '?') {
            declaration();
        } else {
            sharedTexts += named("si", from, to) ? 1 : 0;
            rows = named("sheetData", from, to);
            held |= isHeld(from, to);
        }
    }

    private void opened(int from, int to) {
        boolean empty = last == '/';
        if (named("c", from, to)) {
            if (inCell || quote != 0 || tagLength == LONGEST_TAG || contains('&')) {
                throw WorkbookGuard.hostile();
            }
            inCell = !empty;
            inSharedCell = inCell && namesSharedText(to);
        } else if (named("v", from, to)) {
            inIndex = inSharedCell && !empty;
            index = -1;
        } else {
            sharedTexts += named("si", from, to) ? 1 : 0;
            held |= isHeld(from, to);
        }
    }

    private boolean named(String name, int from, int to) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (tag[i] != name.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    private boolean isHeld(int from, int to) {
        for (String name : HELD) {
            if (named(name, from, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean contains(char c) {
        for (int i = 0; i < tagLength; i++) {
            if (tag[i] == c) {
                return true;
            }
        }
        return false;
    }

    /** Whether the cell's attribute t is s. */
    private boolean namesSharedText(int from) {
        for (int i = from + 1; i < tagLength; i++) {
            if (tag[i] == 't' && (tag[i - 1] <= ' ' || tag[i - 1] == ':')) {
                int at = afterBlanks(i + 1);
                if (at < tagLength && tag[at] == '=') {
                    at = afterBlanks(at + 1) + 1;
                    if (at + 1 < tagLength && tag[at] == 's' && tag[at + 1] == tag[at - 1]) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private int afterBlanks(int from) {
        int at = from;
        while (at < tagLength && tag[at] <= ' ') {
            at++;
        }
        return at;
    }

    /** In another encoding a bracket may be another byte than ours. */
    private void declaration() {
        String text =
                new String(tag, 0, tagLength, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int encoding = text.indexOf("encoding");
        if (tagLength == LONGEST_TAG
                || (encoding >= 0
                        && ENCODINGS.stream()
                                .noneMatch(one -> text.substring(encoding).contains(one)))) {
            throw WorkbookGuard.hostile();
        }
    }
}

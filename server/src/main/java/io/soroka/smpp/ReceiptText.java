package io.soroka.smpp;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text form of a receipt: {@code id:… sub:… dlvrd:… submit date:… done date:… stat:… err:…
 * text:…}. Operators change order, case and blanks, and leave fields out. One pass from colon to
 * colon; of a field given twice the first counts, and nothing behind {@code text:} counts once id
 * and state are known, because a person wrote that.
 */
final class ReceiptText {
    private static final List<Receipt.State> STATES = List.of(Receipt.State.values());

    private static final int UCS2 = 8;
    private static final int DATA_CODING_MASK = 0x0C;

    private enum Field {
        ID,
        STATE,
        ERROR,
        DONE,
        TEXT,
        OTHER,
        NONE
    }

    private final byte[] bytes;
    private String id = "";
    private Receipt.@Nullable State state;
    private String error = "";
    private @Nullable LocalDateTime doneAt;
    private boolean doneSeen;

    ReceiptText(ShortMessage message) {
        byte[] payload = message.payload();
        int from = 0;
        if ((message.esmClass() & ShortMessage.ESM_UDH) != 0 && payload.length > 0) {
            from = Math.min(payload.length, 1 + (payload[0] & 0xFF));
        }
        boolean wide = (message.dataCoding() & DATA_CODING_MASK) == UCS2;
        bytes = wide ? narrow(payload, from) : payload;
        read(wide ? 0 : from);
    }

    String id() {
        return id;
    }

    Receipt.State state() {
        return state == null ? Receipt.State.UNKNOWN : state;
    }

    String error() {
        return error;
    }

    @Nullable LocalDateTime doneAt() {
        return doneAt;
    }

    private static byte[] narrow(byte[] wide, int from) {
        byte[] narrow = new byte[(wide.length - from) / 2];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = wide[from + 2 * i] == 0 ? wide[from + 2 * i + 1] : (byte) '?';
        }
        return narrow;
    }

    private void read(int from) {
        int floor = from;
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] != ':') {
                continue;
            }
            Field field = fieldBefore(floor, i);
            if (field == Field.NONE) {
                continue;
            }
            if (field == Field.TEXT && !id.isEmpty() && state != null) {
                return;
            }
            int start = skipBlanks(i + 1);
            int stop = valueEnd(start);
            if (field != Field.TEXT && field != Field.OTHER && stop > start) {
                take(field, start, stop);
            }
            floor = stop;
            i = Math.max(i, stop - 1);
        }
    }

    private void take(Field field, int from, int to) {
        switch (field) {
            case ID -> {
                if (id.isEmpty()) {
                    id = string(from, to);
                }
            }
            case STATE -> {
                if (state == null) {
                    state = stateOf(from, to);
                }
            }
            case ERROR -> {
                if (error.isEmpty()) {
                    error = string(from, to);
                }
            }
            case DONE -> {
                if (!doneSeen) {
                    doneSeen = true;
                    doneAt = Receipt.date(bytes, from, to);
                }
            }
            default -> throw new IllegalStateException("field " + field + " has no value");
        }
    }

    /** Which field's name ends before the colon (blanks between them are tolerated). */
    private Field fieldBefore(int floor, int colon) {
        int end = colon;
        while (end > floor && blank(bytes[end - 1])) {
            end--;
        }
        int start = end;
        while (start > floor && letter(bytes[start - 1])) {
            start--;
        }
        if (start > floor && !blank(bytes[start - 1])) {
            return Field.NONE;
        }
        int length = end - start;
        return switch (length) {
            case 2 -> word(start, "id") ? Field.ID : Field.NONE;
            case 3 ->
                    word(start, "err")
                            ? Field.ERROR
                            : word(start, "sub") ? Field.OTHER : Field.NONE;
            case 4 ->
                    word(start, "stat")
                            ? Field.STATE
                            : word(start, "text")
                                    ? Field.TEXT
                                    : word(start, "date") ? dateBefore(floor, start) : Field.NONE;
            case 5 ->
                    word(start, "dlvrd")
                            ? Field.OTHER
                            : word(start, "state")
                                    ? Field.STATE
                                    : word(start, "error") ? Field.ERROR : Field.NONE;
            case 6 -> word(start, "status") ? Field.STATE : Field.NONE;
            case 8 -> word(start, "donedate") ? Field.DONE : Field.NONE;
            case 9 -> word(start, "done_date") ? Field.DONE : Field.NONE;
            case 10 -> word(start, "submitdate") ? Field.OTHER : Field.NONE;
            case 11 -> word(start, "submit_date") ? Field.OTHER : Field.NONE;
            default -> Field.NONE;
        };
    }

    /** "date" belongs to the word before it. */
    private Field dateBefore(int floor, int start) {
        int end = start;
        while (end > floor && blank(bytes[end - 1])) {
            end--;
        }
        if (end - 4 >= floor && word(end - 4, "done")) {
            return Field.DONE;
        }
        return end - 6 >= floor && word(end - 6, "submit") ? Field.OTHER : Field.NONE;
    }

    /**
     * End of the value that starts here; an empty value is followed at once by the next field's
     * name.
     */
    private int valueEnd(int start) {
        int end = start;
        while (end < bytes.length && !blank(bytes[end]) && bytes[end] != ':') {
            end++;
        }
        int next = skipBlanks(end);
        if (next < bytes.length && bytes[next] == ':' && fieldBefore(start, next) != Field.NONE) {
            return start;
        }
        if (isDateName(start, end - start) && word(next, "date")) {
            int colon = skipBlanks(next + 4);
            if (colon < bytes.length && bytes[colon] == ':') {
                return start;
            }
        }
        while (end < bytes.length && !blank(bytes[end])) {
            end++;
        }
        return end;
    }

    private boolean isDateName(int start, int length) {
        return (length == 4 && word(start, "done")) || (length == 6 && word(start, "submit"));
    }

    private int skipBlanks(int at) {
        int next = at;
        while (next < bytes.length && blank(bytes[next])) {
            next++;
        }
        return next;
    }

    private Receipt.State stateOf(int from, int to) {
        if (to - from >= Receipt.State.START) {
            for (Receipt.State candidate : STATES) {
                if (word(from, candidate.start())) {
                    return candidate;
                }
            }
            // The two that SMPP 5.0 added.
            if (word(from, "SCHED")) {
                return Receipt.State.ENROUTE;
            }
            if (word(from, "SKIPP")) {
                return Receipt.State.UNDELIVERABLE;
            }
        }
        return Receipt.State.UNKNOWN;
    }

    /** Whether this lower- or upper-case word stands here, in any case. */
    private boolean word(int at, String word) {
        if (at + word.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (((bytes[at + i] ^ word.charAt(i)) & ~0x20) != 0) {
                return false;
            }
        }
        return true;
    }

    private String string(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Some operators put commas and the like between fields. */
    private static boolean blank(byte b) {
        return (b >= 0 && b <= ' ') || b == ',' || b == ';' || b == '|';
    }

    private static boolean letter(byte b) {
        return ((b | 0x20) >= 'a' && (b | 0x20) <= 'z') || b == '_';
    }
}

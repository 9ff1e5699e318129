package io.soroka.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** How an operator writes its message ids; the log has them in lower-case hex without zeros. */
enum IdForm {
    HEX("hex"),
    HEX_UPPER("hexUpper"),
    HEX_PADDED("hexPadded"),
    DECIMAL("decimal"),
    DECIMAL_PADDED("decimalPadded"),
    UUID("uuid");

    /** Version 4 and variant 1 of RFC 9562; the other 62 bits of the second half are the id. */
    private static final long VERSION = 0x4000L;

    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final String word;

    IdForm(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static IdForm of(String word) {
        return Arrays.stream(values())
                .filter(form -> form.word.equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "a form of ids must be one of "
                                        + words()
                                        + ", but is "
                                        + word.substring(0, Math.min(20, word.length()))));
    }

    private static List<String> words() {
        return Arrays.stream(values()).map(IdForm::word).toList();
    }

    String write(long id) {
        return switch (this) {
            case HEX -> Long.toHexString(id);
            case HEX_UPPER -> "%X".formatted(id);
            case HEX_PADDED -> "%016x".formatted(id);
            case DECIMAL -> Long.toString(id);
            case DECIMAL_PADDED -> "%020d".formatted(id);
            case UUID -> new UUID((mixed(id) & ~0xF000L) | VERSION, VARIANT | id).toString();
        };
    }

    private static long mixed(long id) {
        long mixed = id * 0x9E37_79B9_7F4A_7C15L;
        return mixed ^ (mixed >>> 32);
    }
}

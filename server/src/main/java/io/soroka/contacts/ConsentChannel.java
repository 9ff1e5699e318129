package io.soroka.contacts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By which way somebody may be addressed. */
public enum ConsentChannel {
    SMS,
    CALL,
    EMAIL,
    MESSENGER;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The name used outside and in the database. */
    public String code() {
        return code;
    }

    /** The channel of a word, in any case. */
    public static Optional<ConsentChannel> named(String word) {
        String code = word.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }
}

package io.soroka.results;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What another system may be told of a message. */
public enum ResultKind {
    /** All of it is on the phone. */
    DELIVERED(1),
    /** Some of it will not be. */
    FAILED(2),
    /** The client answered. */
    REPLIED(3),
    /** The client wants no more. */
    OPTED_OUT(4);

    private final int code;

    ResultKind(int code) {
        this.code = code;
    }

    /** The number that stands in the database; never reused. */
    int code() {
        return code;
    }

    static ResultKind of(int code) {
        return values()[code - 1];
    }

    /** The word used outside. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a word. */
    public static Optional<ResultKind> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}

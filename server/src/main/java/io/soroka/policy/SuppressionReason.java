package io.soroka.policy;

import java.util.Locale;

/** Why a person of the audience gets no message. Everyone who gets none has exactly one. */
public enum SuppressionReason {
    /** The number asked for no more messages. */
    OPTED_OUT(1),
    /** The class needs consent and there is none. */
    NO_CONSENT(2),
    /** Another client with the same number gets this message. */
    SAME_NUMBER(3),
    /** No connection is switched on for this number. */
    NO_ROUTE(4),
    /** With this person's data the text has more parts than allowed. */
    TOO_LONG(5),
    /** The data lack a value that the text needs and has no fallback for. */
    NO_VALUE(6);

    private final int code;

    SuppressionReason(int code) {
        this.code = code;
    }

    /** The number that stands in the database; never reused. */
    public int code() {
        return code;
    }

    /** The reason of a stored number. */
    public static SuppressionReason of(int code) {
        return values()[code - 1];
    }

    /** The word used over the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

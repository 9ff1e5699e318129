package io.soroka.delivery;

/**
 * The state of a whole message: a pure function of the states of its parts, and the only one there
 * is.
 */
public enum MessageState {
    /** Something is still to come for at least one part. */
    PENDING(0),
    /** Every part is on the phone. */
    DELIVERED(1),
    /** Every part is settled, and at least one will not be delivered. */
    FAILED(2),
    /** Nobody knows whether the provider has a part of it. */
    UNCERTAIN(3),
    /** No part was sent, because the run was stopped. */
    CANCELLED(4);

    private final int code;

    MessageState(int code) {
        this.code = code;
    }

    /** The number that stands in the database; never reused. */
    int code() {
        return code;
    }

    static MessageState of(short code) {
        return values()[code];
    }

    /**
     * The state of a message.
     *
     * @param parts the {@link PartState} of each of its parts, at least one
     */
    static MessageState of(int... parts) {
        int delivered = 0;
        int cancelled = 0;
        int joined = 0;
        boolean open = false;
        for (int part : parts) {
            switch (PartState.rank(part)) {
                case PartState.UNKNOWN -> {
                    return UNCERTAIN;
                }
                case PartState.DELIVERED -> delivered++;
                case PartState.CANCELLED -> cancelled++;
                case PartState.JOINED -> joined++;
                case PartState.FAILED, PartState.GIVEN_UP -> {}
                default -> open = true;
            }
        }
        int own = parts.length - joined;
        if (open || own == 0) {
            return PENDING;
        }
        if (delivered == own) {
            return DELIVERED;
        }
        return cancelled == own ? CANCELLED : FAILED;
    }
}

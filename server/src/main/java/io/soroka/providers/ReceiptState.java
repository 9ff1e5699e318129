package io.soroka.providers;

/** What a receipt says of a part. {@link #ACCEPTED} covers every state that is not the last one. */
public enum ReceiptState {
    ACCEPTED(0),
    DELIVERED(1),
    UNDELIVERED(2),
    EXPIRED(3),
    REJECTED(4),
    DELETED(5);

    private final int code;

    ReceiptState(int code) {
        this.code = code;
    }

    /** The number that stands in the database; never reused. */
    public int code() {
        return code;
    }

    /** Whether no other state is expected after this one. */
    public boolean isFinal() {
        return this != ACCEPTED;
    }

    /** The state of a stored number. */
    public static ReceiptState of(int code) {
        return values()[code];
    }
}

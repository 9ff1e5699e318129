package io.soroka.delivery;

/** What became of one attempt to hand one part to a provider. */
enum Outcome {
    ACCEPTED(0, PartState.ACCEPTED),
    REFUSED(1, PartState.FAILED),
    THROTTLED(2, PartState.WAITING),
    NOT_SENT(3, PartState.WAITING),
    UNKNOWN(4, PartState.UNKNOWN),
    CANCELLED(5, PartState.CANCELLED),
    /** No answer came, but a later receipt shows that the provider had taken it. */
    PROVEN(6, PartState.ACCEPTED),
    /** No answer came, and it is sent once more: its class asks for that, or a person did. */
    AGAIN(7, PartState.AGAIN),
    /** No answer came, and it counts as not delivered: a person said so, or its term is over. */
    GIVEN_UP(8, PartState.GIVEN_UP),
    /** Goes with part 0, because the provider takes texts whole. */
    JOINED(9, PartState.JOINED),
    /** This connection could not deliver it, and it goes on through another. */
    REROUTED(10, PartState.WAITING);

    private final int code;
    private final int rank;

    Outcome(int code, int rank) {
        this.code = code;
        this.rank = rank;
    }

    /** The number that stands in the database; never reused. */
    int code() {
        return code;
    }

    /** What it says of the part, see {@link PartState}. */
    int rank() {
        return rank;
    }

    /**
     * Whether it tells what became of handing over a part, rather than what was found out or
     * decided of an attempt later on.
     */
    boolean isAnswer() {
        return this != PROVEN && this != AGAIN && this != GIVEN_UP && this != REROUTED;
    }

    /** Whether it counts against what the provider takes in a day or a month. */
    boolean isPerhapsTaken() {
        return this == ACCEPTED || this == UNKNOWN || this == JOINED;
    }

    static Outcome of(int code) {
        return values()[code];
    }
}

package io.soroka.delivery;

import io.soroka.providers.ReceiptState;

/**
 * The state of one part as a number: the larger of two numbers is the truth. Each fact of a part is
 * such a number and the part's state is their maximum, so neither the order of facts nor their
 * repetition matters.
 *
 * <p>A delivery wins over everything; else the latest attempt counts, and within it the later
 * stage.
 */
final class PartState {
    /** No fact yet. */
    static final int NONE = 0;

    /** Refused for now or never sent: will be handed over again. */
    static final int WAITING = 1;

    /** Will be handed over again, although nobody knows whether the provider has it already. */
    static final int AGAIN = 2;

    /** Perhaps with the provider, perhaps not. */
    static final int UNKNOWN = 3;

    /** Nobody waits for news of it any more; whatever the provider says later still counts. */
    static final int GIVEN_UP = 4;

    /** The provider has it. */
    static final int ACCEPTED = 5;

    /** Taken back before it was sent, because its run was stopped. */
    static final int CANCELLED = 6;

    /** Will not be delivered. */
    static final int FAILED = 7;

    /** On the phone. */
    static final int DELIVERED = 8;

    /** Travels in part 0's submit and shares its fate. */
    static final int JOINED = 9;

    private static final int RANKS = 16;
    private static final int DELIVERED_STATE = Integer.MAX_VALUE / RANKS * RANKS + DELIVERED;

    private PartState() {}

    /**
     * The state that an attempt's outcome stands for. That a part is to be sent again says
     * something of the next attempt: a late word of the earlier one must not seem the last.
     */
    static int of(int attempt, Outcome outcome) {
        boolean goesOn = outcome == Outcome.AGAIN || outcome == Outcome.REROUTED;
        int about = goesOn ? attempt + 1 : attempt;
        return about * RANKS + outcome.rank();
    }

    /** The state that a receipt for an attempt stands for. */
    static int of(int attempt, ReceiptState receipt) {
        return switch (receipt) {
            case DELIVERED -> DELIVERED_STATE;
            case ACCEPTED -> attempt * RANKS + ACCEPTED;
            case UNDELIVERED, EXPIRED, REJECTED, DELETED -> attempt * RANKS + FAILED;
        };
    }

    /** The attempt that a state speaks of; meaningless for a delivery. */
    static int attempt(int state) {
        return state / RANKS;
    }

    /** What two facts, or two states, say together. */
    static int merge(int one, int other) {
        return Math.max(one, other);
    }

    /** One of the constants of this class. */
    static int rank(int state) {
        return state % RANKS;
    }
}

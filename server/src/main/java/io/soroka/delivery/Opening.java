package io.soroka.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connection may send now.
 *
 * @param opensNextAt when it opens by itself; null when it is open or people hold it back
 * @param partsToday parts that the provider took today, or perhaps took
 * @param partsThisMonth the same since the month began
 */
public record Opening(
        State state, @Nullable Instant opensNextAt, long partsToday, long partsThisMonth) {
    /** In a word. */
    public enum State {
        /** It sends. */
        OPEN,
        /** It sends what waits for it and gets nothing new. */
        DRAINING,
        /** People hold it back. */
        PAUSED,
        /** Its hours are over; only alarms go out. */
        RESTING,
        /** Its limit for the day or the month is reached. */
        SPENT
    }

    /** Whether what waits for it should go elsewhere meanwhile. */
    boolean isShut() {
        return state == State.RESTING || state == State.SPENT;
    }

    /** Whether new messages come to it. */
    boolean takesNew() {
        return state == State.OPEN;
    }
}

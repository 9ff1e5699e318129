package io.soroka.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a connection does, as far as delivery knows.
 *
 * @param sessions up now
 * @param sessionsWanted as many as there should be
 * @param lastError see {@link LinkStatus}
 * @param opening whether it may send now
 * @param weight from 0 to 1: the share of its numbers that it gets, for the rest goes elsewhere
 * @param queued messages that wait for it, those to be repeated included
 * @param submittedLastHour parts that the provider accepted in the last hour
 * @param deliveredShare of the parts handed over in the last hour whose fate is known; null when
 *     none is known
 * @param failedShare the rest of these
 * @param receiptDelaySeconds median time from acceptance to receipt of those delivered; null
 *     without any
 */
public record ConnectionHealth(
        State state,
        int sessions,
        int sessionsWanted,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt,
        Opening opening,
        double weight,
        long queued,
        long submittedLastHour,
        @Nullable Double deliveredShare,
        @Nullable Double failedShare,
        @Nullable Double receiptDelaySeconds) {
    /** In a word. */
    public enum State {
        /** All sessions are up. */
        UP,
        /** Some are. */
        PARTLY,
        /** None is. */
        DOWN,
        /** It is switched off. */
        OFF
    }
}

package io.soroka.delivery;

import java.time.Clock;

/**
 * How many parts a connection may send now: a steady rate with at most a fifth of a second saved
 * up, halved when the provider says that it is too fast and recovering by a tenth of the full rate
 * each second.
 */
final class Pace {
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final int rate;
    private final Clock clock;
    private double share = 1;
    private double tokens;
    private long at;
    private long pausedUntil;

    /**
     * Begins with a full purse.
     *
     * @param rate parts a second; 0 for no limit
     */
    Pace(int rate, Clock clock) {
        this.rate = rate;
        this.clock = clock;
        this.at = clock.millis();
        this.tokens = purse();
    }

    private double purse() {
        return Math.max(1, rate / 5.0);
    }

    int available() {
        long now = clock.millis();
        long passed = Math.max(0, now - at);
        at = now;
        share = Math.min(1, share + passed / 10_000.0);
        tokens = Math.min(purse(), tokens + passed / 1000.0 * rate * share);
        if (now < pausedUntil) {
            return 0;
        }
        return rate == 0 ? UNLIMITED : (int) tokens;
    }

    void used(int parts) {
        // May go below zero when a message has more parts than were available: the debt is waited
        // off.
        tokens -= rate == 0 ? 0 : parts;
    }

    /** The provider refuses to go so fast: a pause of a second, then half the rate. */
    void throttled() {
        long now = clock.millis();
        if (now >= pausedUntil) {
            pausedUntil = now + 1000;
            share = Math.max(0.05, share / 2);
        }
    }
}

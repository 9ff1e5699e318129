package io.soroka.delivery;

import java.time.Clock;

/**
 * How many parts a connection may send now: a steady rate with at most a fifth of a second saved
 * up, halved when the provider says that it is too fast and recovering by a tenth of the full rate
 * each second. Also how large a group should be: as much as is answered in a tenth of a second, so
 * that what is more urgent never waits long behind it.
 */
final class Pace {
    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int GROUPS_PER_SECOND = 10;

    /** What only alarms may take of what is saved up. */
    private static final double RESERVED = 0.1;

    private final int rate;
    private final Clock clock;
    private double share = 1;
    private double tokens;
    private long at;
    private long pausedUntil;
    private int answered;
    private int answeredBefore;
    private long countedFrom;

    /**
     * Begins with a full purse.
     *
     * @param rate parts a second; 0 for no limit
     */
    Pace(int rate, Clock clock) {
        this.rate = rate;
        this.clock = clock;
        this.at = clock.millis();
        this.countedFrom = at;
        this.tokens = purse();
    }

    private double purse() {
        return Math.max(1, rate / 5.0);
    }

    /** Parts that may go out now, alarms using up what is saved up for them. */
    Lanes.Room available() {
        long now = clock.millis();
        long passed = Math.max(0, now - at);
        at = now;
        share = Math.min(1, share + passed / 10_000.0);
        tokens = Math.min(purse(), tokens + passed / 1000.0 * rate * share);
        if (now < pausedUntil) {
            return new Lanes.Room(0, 0);
        }
        if (rate == 0) {
            return new Lanes.Room(UNLIMITED, UNLIMITED);
        }
        double reserved = purse() > 1 ? purse() * RESERVED : 0;
        return new Lanes.Room((int) tokens, (int) (tokens - reserved));
    }

    void used(int parts) {
        // May go below zero when a message has more parts than were available: the debt is waited
        // off.
        tokens -= rate == 0 ? 0 : parts;
    }

    /** So many parts were answered since the last call. */
    void answered(int parts) {
        long now = clock.millis();
        if (now - countedFrom >= 1_000 / GROUPS_PER_SECOND) {
            answeredBefore = answered;
            answered = 0;
            countedFrom = now;
        }
        answered += parts;
    }

    /**
     * Parts of a group.
     *
     * @param window parts that may be unanswered: as many are never too many
     * @param most parts at the most
     */
    int group(int window, int most) {
        int wanted =
                rate == 0
                        ? Math.max(window, Math.max(answered, answeredBefore))
                        : rate / GROUPS_PER_SECOND;
        return Math.clamp(wanted, 1, most);
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

package io.soroka.delivery;

import java.time.Clock;

/**
 * How many parts a connection may send now: a steady rate with at most a fifth of a second saved
 * up. When the provider says that it is too fast, a pause of a second, then four fifths of what it
 * took in its best second lately, and a tenth more each second. Also how large a group should be:
 * as much as is answered in a tenth of a second, so that what is more urgent never waits long
 * behind it.
 */
final class Pace {
    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int GROUPS_PER_SECOND = 10;
    private static final long PAUSE_MILLIS = 1_000;
    private static final double STEP_DOWN = 0.8;
    private static final double STEP_UP = 0.1;

    /** A second of going back to where it already went well. */
    private static final double STEP_BACK = 1;

    /** A rate that has recovered to this is no limit any more, parts a second. */
    private static final double RECOVERED = 100_000;

    /** What only alarms may take of what is saved up. */
    private static final double RESERVED = 0.1;

    private final int rate;
    private final Clock clock;

    /** What the provider is thought to stand; infinite while it has not complained. */
    private double stands = Double.POSITIVE_INFINITY;

    /** The rate that it was left with by the last complaint among parts that were taken. */
    private double known = Double.POSITIVE_INFINITY;

    private double tokens;
    private long at;
    private long pausedUntil;
    private final Meter answered = new Meter(1_000 / GROUPS_PER_SECOND);
    private final Meter accepted = new Meter(1_000);

    /** Counts in the span of time that runs and in the one before it. */
    private static final class Meter {
        private final long span;
        private long from;
        private int now;
        private int before;

        Meter(long span) {
            this.span = span;
        }

        void add(int parts, long millis) {
            roll(millis);
            now += parts;
        }

        int most(long millis) {
            roll(millis);
            return Math.max(now, before);
        }

        private void roll(long millis) {
            long passed = millis - from;
            if (passed >= span) {
                before = passed < 2 * span ? now : 0;
                now = 0;
                from = millis;
            }
        }
    }

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

    private double effective() {
        return rate == 0 ? stands : Math.min(rate, stands);
    }

    private double purse() {
        return Math.max(1, effective() / 5.0);
    }

    /** Parts that may go out now, alarms using up what is saved up for them. */
    Lanes.Room available() {
        long now = clock.millis();
        double seconds = Math.max(0, now - at) / 1_000.0;
        at = now;
        if (now < pausedUntil) {
            return new Lanes.Room(0, 0);
        }
        // What is infinite stays so.
        double step = stands < known ? STEP_BACK : STEP_UP;
        double recovered = stands * (1 + step * Math.min(1, seconds));
        stands = recovered > RECOVERED ? Double.POSITIVE_INFINITY : recovered;
        if (effective() == Double.POSITIVE_INFINITY) {
            return new Lanes.Room(UNLIMITED, UNLIMITED);
        }
        tokens = Math.min(purse(), tokens + seconds * effective());
        double reserved = purse() > 1 ? purse() * RESERVED : 0;
        return new Lanes.Room((int) tokens, (int) (tokens - reserved));
    }

    void used(int parts) {
        // May go below zero when a message has more parts than were available: the debt is waited
        // off.
        tokens -= effective() == Double.POSITIVE_INFINITY ? 0 : parts;
    }

    /** So many parts were answered just now, and so many of them taken. */
    void answered(int parts, int taken) {
        long now = clock.millis();
        answered.add(parts, now);
        accepted.add(taken, now);
    }

    /**
     * Parts of a group.
     *
     * @param window parts that may be unanswered: as many are never too many
     * @param most parts at the most
     */
    int group(int window, int most) {
        double limit = effective();
        int wanted =
                limit == Double.POSITIVE_INFINITY
                        ? Math.max(window, answered.most(clock.millis()))
                        : (int) (limit / GROUPS_PER_SECOND);
        return Math.clamp(wanted, 1, most);
    }

    /** The provider refuses to go so fast. */
    void throttled() {
        long now = clock.millis();
        if (now >= pausedUntil) {
            int taken = accepted.most(now);
            stands = Math.max(1, STEP_DOWN * Math.min(effective(), taken));
            // Where nothing is taken the way is closed, which tells nothing of its width.
            known = taken > 0 ? stands : known;
            // One part tries the way when the pause is over.
            tokens = Math.min(tokens, 1);
            pausedUntil = now + PAUSE_MILLIS;
        }
    }
}

package io.soroka.simulator;

import org.jspecify.annotations.Nullable;

/**
 * How a fault is set up: when it is on, and whom it befalls meanwhile.
 *
 * @param fromSecond when it begins, in seconds since it was set up, 0 to 86,400
 * @param seconds how long it lasts, 0 to 86,400; 0 until it is taken away
 * @param share of what it can befall, 0 to 1, by the dice
 * @param every instead of a share: each so manieth, 1 to 10,000,000; 0 for none
 * @param delay how long it takes, for the kinds that take time
 */
record Fault(int fromSecond, int seconds, double share, int every, @Nullable Delay delay) {
    private static final int DAY_SECONDS = 86_400;

    Fault {
        Check.range(fromSecond, 0, DAY_SECONDS, "fromSecond");
        Check.range(seconds, 0, DAY_SECONDS, "seconds");
        Check.share(share, "share");
        Check.range(every, 0, 10_000_000, "every");
        if (every > 0 && share < 1) {
            throw new IllegalArgumentException("share and every exclude each other; give one");
        }
    }

    /** A fault that is always on. */
    static Fault share(double share) {
        return new Fault(0, 0, share, 0, null);
    }
}

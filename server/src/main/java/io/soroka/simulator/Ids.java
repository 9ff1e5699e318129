package io.soroka.simulator;

import java.time.Clock;

/**
 * Ids that no other start of the simulator gives: the count begins at the start's millisecond times
 * 2^20, and no simulator takes a thousand million messages a second.
 */
final class Ids {
    private static final int SHIFT = 20;

    private long last;

    Ids(Clock clock) {
        last = clock.millis() << SHIFT;
    }

    long next() {
        return ++last;
    }
}

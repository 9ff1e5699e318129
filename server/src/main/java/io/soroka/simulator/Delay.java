package io.soroka.simulator;

import java.util.SplittableRandom;

/**
 * A time span drawn evenly between two bounds, both included.
 *
 * @param minMs milliseconds, 0 to 86,400,000
 * @param maxMs milliseconds, {@code minMs} to 86,400,000
 */
record Delay(int minMs, int maxMs) {
    private static final int DAY = 86_400_000;

    Delay {
        Check.range(minMs, 0, DAY, "minMs");
        Check.range(maxMs, minMs, DAY, "maxMs");
    }

    int draw(SplittableRandom dice) {
        return minMs == maxMs ? minMs : dice.nextInt(minMs, maxMs + 1);
    }
}

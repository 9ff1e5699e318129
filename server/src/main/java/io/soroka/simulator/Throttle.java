package io.soroka.simulator;

/** Lets so many pass a second, evenly, with bursts of a fifth of a second's worth. */
final class Throttle {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double most;
    private double left;
    private long last;

    Throttle(int perSecond, long nanos) {
        this.perSecond = perSecond;
        most = Math.max(1, perSecond / 5.0);
        left = most;
        last = nanos;
    }

    boolean pass(long nanos) {
        left = Math.min(most, left + (nanos - last) / NANOS * perSecond);
        last = nanos;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}

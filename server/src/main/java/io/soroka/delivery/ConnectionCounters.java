package io.soroka.delivery;

import io.soroka.providers.ReceiptState;
import io.soroka.providers.Refusal;
import java.util.Arrays;
import java.util.List;

/**
 * What one connection's dispatcher has counted since it was made, for metrics. The dispatcher's
 * thread alone writes, to plain fields, so that counting costs it nothing; what it has counted
 * others see when it ends a cycle. What was counted in a cycle that then failed stays counted.
 */
final class ConnectionCounters {
    /** Upper bounds of the classes of delay, in seconds. */
    static final List<Double> BOUNDS =
            List.of(
                    1.0,
                    2.0,
                    5.0,
                    10.0,
                    30.0,
                    60.0,
                    120.0,
                    300.0,
                    600.0,
                    1_800.0,
                    3_600.0,
                    21_600.0,
                    86_400.0,
                    Double.POSITIVE_INFINITY);

    static final Counts NOTHING = new ConnectionCounters().copy();

    private final long[] outcomes = new long[Outcome.values().length];
    private final long[] receipts = new long[ReceiptState.values().length];
    private final long[] delays = new long[BOUNDS.size()];
    private double delaySeconds;
    private long complaints;
    private long faults;
    private int inFlight;
    private int window;

    /** Written last by the dispatcher and read first by others. */
    private volatile boolean counted;

    /** A part taken out of the lanes has come to this. */
    void outcome(Outcome outcome) {
        outcomes[outcome.code()]++;
        if (outcome == Outcome.UNKNOWN || outcome == Outcome.NOT_SENT) {
            faults++;
        }
    }

    /** The provider did not take a part for now. */
    void refusedForNow(Refusal.Kind kind) {
        if (kind == Refusal.Kind.THROTTLED) {
            complaints++;
        } else {
            faults++;
        }
    }

    /**
     * A receipt has found its part.
     *
     * @param acceptedAt when the provider took the part, in milliseconds since 1970; 0 when that is
     *     not known
     */
    void receipt(ReceiptState state, long acceptedAt, long now) {
        receipts[state.code()]++;
        if (state.isFinal() && acceptedAt > 0) {
            double seconds = Math.max(0, now - acceptedAt) / 1_000.0;
            delaySeconds += seconds;
            int place = 0;
            while (seconds > BOUNDS.get(place)) {
                place++;
            }
            delays[place]++;
        }
    }

    /** A cycle is over: parts without an answer now, and how many there may be. */
    void cycle(int nowInFlight, int nowWindow) {
        inFlight = nowInFlight;
        window = nowWindow;
        counted = true;
    }

    /**
     * A copy for metrics.
     *
     * @param outcomes by {@link Outcome#code}
     * @param receipts by {@link ReceiptState#code}
     * @param delays receipts by delay, one number for each of {@link #BOUNDS}
     * @param delaySeconds the sum of all delays
     * @param complaints how often the provider said that we are too fast
     * @param faults how often it could not take a part for now, or the link lost one
     * @param inFlight parts without an answer
     * @param window how many there may be
     */
    record Counts(
            List<Long> outcomes,
            List<Long> receipts,
            List<Long> delays,
            double delaySeconds,
            long complaints,
            long faults,
            int inFlight,
            int window) {}

    Counts counts() {
        // Nothing is seen of a dispatcher that has not ended a cycle yet.
        return counted ? copy() : NOTHING;
    }

    private Counts copy() {
        return new Counts(
                list(outcomes),
                list(receipts),
                list(delays),
                delaySeconds,
                complaints,
                faults,
                inFlight,
                window);
    }

    private static List<Long> list(long[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}

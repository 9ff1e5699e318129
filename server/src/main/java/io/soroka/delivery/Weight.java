package io.soroka.delivery;

import io.soroka.providers.ReceiptState;
import java.time.Duration;

/**
 * How far one connection is trusted, judged again and again from what it did lately. The weight
 * goes towards what is deserved in small steps, faster down than up, and whether the connection
 * counts as away has two thresholds: a connection that comes and goes must not drag the messages
 * back and forth. For one thread.
 */
final class Weight {
    /** Below this it counts as away: what waits for it goes elsewhere… */
    private static final double AWAY = 0.1;

    /** …until it has come back this far. */
    private static final double BACK = 0.5;

    /** What a connection that is up keeps at least, so that it can show that it does better. */
    private static final double LEAST = 0.05;

    private static final double DOWN_A_SECOND = 0.2;
    private static final double UP_A_SECOND = 0.02;

    /** A link that is gone for no longer than this was only made anew. */
    private static final Duration BLINK = Duration.ofSeconds(5);

    private static final Duration FAULTS_HALVE = Duration.ofSeconds(15);
    private static final Duration FATES_HALVE = Duration.ofMinutes(2);

    /** Fewer answers or fates than this say nothing. */
    private static final double ENOUGH = 20;

    /** This share of faults is nothing unusual; from the next on nothing goes as it should. */
    private static final double USUAL_FAULTS = 0.05;

    private static final double FAULTS_ONLY = 0.5;

    /** One that sends too fast is told so, and slows down: less than a fault. */
    private static final double COMPLAINT = 0.25;

    /** A connection that delivers this share of what the best one does is as good as that one. */
    private static final double AS_GOOD = 0.8;

    private static final double HOPELESS = 0.3;

    /** Receipts within this time, in seconds, are no reason to go elsewhere… */
    private static final double IN_TIME = 60;

    /** …nor if they take no longer than so many times what they take with the fastest. */
    private static final double AS_FAST = 5;

    /** Late receipts are a nuisance, not a loss: they cost half of the numbers at the most. */
    private static final double LATE = 0.5;

    private ConnectionCounters.Counts before = ConnectionCounters.NOTHING;
    private double answers;
    private double faults;
    private double delivered;
    private double failed;
    private double delaySeconds;
    private double weight = 1;
    private boolean away;
    private long sawMillis;
    private long upMillis;

    Weight(long nowMillis) {
        sawMillis = nowMillis;
        upMillis = nowMillis;
    }

    /** Takes in what the connection has done since it was last looked at. */
    void see(ConnectionCounters.Counts counts, boolean up, long nowMillis) {
        double seconds = seconds(nowMillis);
        double fresh = Math.pow(0.5, seconds / FAULTS_HALVE.toSeconds());
        double known = Math.pow(0.5, seconds / FATES_HALVE.toSeconds());
        double bad =
                counts.faults()
                        - before.faults()
                        + COMPLAINT * (counts.complaints() - before.complaints());
        long good = of(counts, before, Outcome.ACCEPTED) + of(counts, before, Outcome.REFUSED);
        faults = faults * fresh + bad;
        answers = answers * fresh + bad + good;
        long there = of(counts, before, ReceiptState.DELIVERED);
        long lost = 0;
        for (ReceiptState state : ReceiptState.values()) {
            lost +=
                    state.isFinal() && state != ReceiptState.DELIVERED
                            ? of(counts, before, state)
                            : 0;
        }
        delivered = delivered * known + there;
        failed = failed * known + lost;
        delaySeconds = delaySeconds * known + counts.delaySeconds() - before.delaySeconds();
        before = counts;
        if (up) {
            upMillis = nowMillis;
        }
    }

    /** Delivered parts as a share of those whose fate is known; negative when too few are. */
    double rate() {
        return delivered + failed < ENOUGH ? -1 : delivered / (delivered + failed);
    }

    /** How long receipts take, in seconds; negative when too few have come. */
    double delay() {
        return delivered + failed < ENOUGH ? -1 : delaySeconds / (delivered + failed);
    }

    /**
     * Moves the weight towards what is deserved.
     *
     * @param bestRate the best of the other connections' {@link #rate}; negative for none
     * @param bestDelay the shortest of the others' {@link #delay}; negative for none
     */
    void judge(double bestRate, double bestDelay, long nowMillis) {
        double seconds = seconds(nowMillis);
        sawMillis = nowMillis;
        double deserved = deserved(bestRate, bestDelay, nowMillis);
        weight =
                Math.clamp(
                        deserved,
                        Math.max(0, weight - DOWN_A_SECOND * seconds),
                        Math.min(1, weight + UP_A_SECOND * seconds));
        away = away ? weight < BACK : weight < AWAY;
    }

    private double deserved(double bestRate, double bestDelay, long nowMillis) {
        if (nowMillis - upMillis > BLINK.toMillis()) {
            return 0;
        }
        double deserved = 1;
        if (answers >= ENOUGH) {
            deserved = 1 - part(faults / answers, USUAL_FAULTS, FAULTS_ONLY);
        }
        if (bestRate > 0 && rate() >= 0) {
            deserved = Math.min(deserved, part(rate() / bestRate, HOPELESS, AS_GOOD));
        }
        if (bestDelay >= 0 && delay() > IN_TIME) {
            double times = delay() / Math.max(1, bestDelay);
            deserved = Math.min(deserved, 1 - LATE * part(times, AS_FAST, 2 * AS_FAST));
        }
        return Math.max(LEAST, deserved);
    }

    /** Where a value stands between two others, from 0 to 1. */
    private static double part(double value, double from, double to) {
        return Math.clamp((value - from) / (to - from), 0.0, 1.0);
    }

    /** From 0 to 1: the share of its numbers that it keeps. */
    double weight() {
        return weight;
    }

    /** Whether what waits for it should go elsewhere. */
    boolean isAway() {
        return away;
    }

    private double seconds(long nowMillis) {
        return Math.max(0, nowMillis - sawMillis) / 1_000.0;
    }

    private static long of(
            ConnectionCounters.Counts now, ConnectionCounters.Counts before, Outcome outcome) {
        return now.outcomes().get(outcome.code()) - before.outcomes().get(outcome.code());
    }

    private static long of(
            ConnectionCounters.Counts now, ConnectionCounters.Counts before, ReceiptState state) {
        return now.receipts().get(state.code()) - before.receipts().get(state.code());
    }
}

package io.soroka.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What costs something to find out and may be a little old. One thread finds out, others wait for
 * it: many who ask at once cost no more than one.
 */
public final class Cached<T> {
    private final Clock clock;
    private final Duration fresh;
    private final Supplier<T> source;
    private @Nullable T value;
    private Instant at = Instant.MIN;

    /**
     * Keeps nothing yet.
     *
     * @param fresh how long an answer is given again
     * @param source finds out; what it throws is thrown to whoever asks, and nothing is kept
     */
    public Cached(Clock clock, Duration fresh, Supplier<T> source) {
        this.clock = clock;
        this.fresh = fresh;
        this.source = source;
    }

    /** The answer, at most as old as it may be. */
    public synchronized T get() {
        Instant now = clock.instant();
        T known = value;
        // A clock that was set back must not make an answer young for ever.
        if (known == null || now.isBefore(at) || !now.isBefore(at.plus(fresh))) {
            known = source.get();
            value = known;
            at = now;
        }
        return known;
    }

    /** What is known is out of date: whoever asks next finds out anew. */
    public synchronized void forget() {
        value = null;
    }
}

package io.soroka.platform;

import java.time.Clock;
import java.time.Instant;

/**
 * Time-ordered 64-bit ids: milliseconds since 2026 in the upper 41 bits (enough until 2095), six
 * bits of node, sixteen of sequence. Ranges of ids are ranges of time, so a table partitioned by id
 * is partitioned by time.
 */
public final class Ids {
    /** The largest block that {@link #block} gives. */
    public static final int MAX_BLOCK = 1 << 16;

    private static final long EPOCH = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int SEQUENCE_BITS = 16;
    private static final int TIME_SHIFT = 22;

    private final Clock clock;
    private final long node;
    private long millis;
    private int sequence;

    /**
     * Makes the source of one process.
     *
     * @param node 0 to 63, different for every instance that shares a database
     */
    public Ids(Clock clock, int node) {
        if (node < 0 || node > 63) {
            throw new StartRefused("soroka.node must be between 0 and 63, but is " + node + ".");
        }
        this.clock = clock;
        this.node = node;
    }

    /** The next id. */
    public long next() {
        return block(1);
    }

    /**
     * Takes {@code size} ids that follow each other without a gap.
     *
     * @param size 1 to {@link #MAX_BLOCK}
     * @return the first of them
     */
    public synchronized long block(int size) {
        if (size < 1 || size > MAX_BLOCK) {
            throw new IllegalArgumentException("block of " + size);
        }
        // A clock set back, or a millisecond used up, runs ahead of the clock rather than repeat an
        // id.
        long now = clock.millis() - EPOCH;
        if (now > millis) {
            millis = now;
            sequence = 0;
        } else if (sequence + size > MAX_BLOCK) {
            millis++;
            sequence = 0;
        }
        long first = (millis << TIME_SHIFT) | (node << SEQUENCE_BITS) | sequence;
        sequence += size;
        return first;
    }

    /** The smallest id of a moment: every id given before it is smaller. */
    public static long floor(Instant at) {
        return (at.toEpochMilli() - EPOCH) << TIME_SHIFT;
    }

    /** When an id was given, to the millisecond. */
    public static Instant time(long id) {
        return Instant.ofEpochMilli((id >>> TIME_SHIFT) + EPOCH);
    }
}

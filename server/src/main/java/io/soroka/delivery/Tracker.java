package io.soroka.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The latest messages of one connection in memory, found by message id and by provider's id, so
 * that hardly a receipt needs the database. They come in generations: a generation is forgotten as
 * a whole, the oldest first, when there are too many messages or when it is too old. So memory
 * always reaches back to a moment that is known ({@link #since}). One thread only.
 *
 * <p>Each generation has maps of its own: those that change are small and new, which the
 * processor's caches and the garbage collector like, and most receipts find theirs in the newest
 * two or three.
 */
final class Tracker {
    private static final int GENERATIONS = 8;

    /** A generation takes no more messages after this time, so that the moment moves on. */
    private static final Duration GENERATION_OPEN = Duration.ofMinutes(5);

    /** After a restart, what was accepted in so long a time is read back at the most. */
    private static final Duration REACH = Duration.ofHours(1);

    /** The newest is the last. */
    private final List<Generation> generations = new ArrayList<>();

    private final int capacity;

    /** Messages that came about the same time. */
    static final class Generation {
        private final long since;
        private final Map<Long, Tracked> byId = new HashMap<>();

        /** An id stays with its message, whenever it came. */
        private final Map<String, PartRef> byProviderId = new HashMap<>();

        private boolean isForgotten;

        private Generation(long since) {
            this.since = since;
        }
    }

    /**
     * Makes an empty memory.
     *
     * @param capacity messages; must be well above what a connection can have unanswered
     * @param since nothing accepted before this moment is to be remembered here
     */
    Tracker(int capacity, Instant since) {
        this.capacity = capacity;
        generations.add(new Generation(since.toEpochMilli()));
    }

    /** Whatever was accepted before this moment and awaits a receipt has been handed out. */
    Instant since() {
        return Instant.ofEpochMilli(generations.getFirst().since);
    }

    void add(Tracked message) {
        Generation newest = generations.getLast();
        newest.byId.put(message.id, message);
        message.generation = newest;
    }

    /**
     * Begins a new generation and forgets the oldest when it is time.
     *
     * @param awaited gets the ids of forgotten parts that have had no last receipt
     * @return whether {@link #since} has moved
     */
    boolean age(Instant now, BiConsumer<String, PartRef> awaited) {
        Generation newest = generations.getLast();
        long open = now.toEpochMilli() - newest.since;
        if (newest.byId.size() >= capacity / GENERATIONS || open > GENERATION_OPEN.toMillis()) {
            generations.add(new Generation(now.toEpochMilli()));
        }
        boolean forgotten = false;
        while (generations.size() > 1
                && (messages() > capacity
                        || now.toEpochMilli() - generations.getFirst().since > REACH.toMillis())) {
            forget(generations.removeFirst(), awaited);
            forgotten = true;
        }
        return forgotten;
    }

    private int messages() {
        int sum = 0;
        for (Generation generation : generations) {
            sum += generation.byId.size();
        }
        return sum;
    }

    private static void forget(Generation generation, BiConsumer<String, PartRef> awaited) {
        generation.isForgotten = true;
        generation.byProviderId.forEach((id, part) -> {
            if (PartState.rank(part.message().parts[part.part()]) == PartState.ACCEPTED) {
                awaited.accept(id, part);
            }
        });
    }

    @Nullable Tracked find(long messageId) {
        Long key = messageId;
        for (int i = generations.size() - 1; i >= 0; i--) {
            Tracked found = generations.get(i).byId.get(key);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /**
     * A part got an id.
     *
     * @return the attempt that had one before; its receipts may still come
     */
    @Nullable Former accepted(PartRef part, String providerId) {
        Tracked message = part.message();
        if (message.generation == null || message.generation.isForgotten) {
            // Forgotten while the answer was on its way.
            add(message);
        }
        String former = message.providerId(part.part(), providerId);
        PartRef displaced = former == null ? null : remove(former);
        Objects.requireNonNull(message.generation).byProviderId.put(providerId, part);
        return displaced == null || former == null || former.equals(providerId)
                ? null
                : new Former(former, displaced);
    }

    /** An earlier attempt at a part. */
    record Former(String providerId, PartRef part) {}

    private @Nullable PartRef remove(String providerId) {
        for (Generation generation : generations.reversed()) {
            PartRef removed = generation.byProviderId.remove(providerId);
            if (removed != null) {
                return removed;
            }
        }
        return null;
    }

    @Nullable PartRef find(String providerId) {
        for (int i = generations.size() - 1; i >= 0; i--) {
            PartRef found = generations.get(i).byProviderId.get(providerId);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}

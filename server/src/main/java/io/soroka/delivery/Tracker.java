package io.soroka.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The latest messages of one connection in memory, found by message id and by provider's id, so
 * that hardly a receipt needs the database. They come in generations: a generation is forgotten as
 * a whole, the oldest first, when there are too many messages or when it is too old. So memory
 * always reaches back to a moment that is known ({@link #since}). One thread only.
 */
final class Tracker {
    private static final int GENERATIONS = 16;

    /** A generation takes no more messages after this time, so that the moment moves on. */
    private static final Duration GENERATION_OPEN = Duration.ofMinutes(5);

    /** After a restart, what was accepted in so long a time is read back at the most. */
    private static final Duration REACH = Duration.ofHours(1);

    private final Map<Long, Tracked> byId = new HashMap<>();
    private final Map<String, PartRef> byProviderId = new HashMap<>();
    private final ArrayDeque<Generation> generations = new ArrayDeque<>();
    private final int capacity;

    private record Generation(long since, List<Tracked> messages) {}

    /**
     * Makes an empty memory.
     *
     * @param capacity messages; must be well above what a connection can have unanswered
     * @param since nothing accepted before this moment is to be remembered here
     */
    Tracker(int capacity, Instant since) {
        this.capacity = capacity;
        generations.add(new Generation(since.toEpochMilli(), new ArrayList<>()));
    }

    /** Whatever was accepted before this moment and awaits a receipt has been handed out. */
    Instant since() {
        return Instant.ofEpochMilli(generations.getFirst().since());
    }

    void add(Tracked message) {
        byId.put(message.id, message);
        generations.getLast().messages().add(message);
    }

    /**
     * Begins a new generation and forgets the oldest when it is time.
     *
     * @param awaited gets the ids of forgotten parts that have had no last receipt
     * @return whether {@link #since} has moved
     */
    boolean age(Instant now, BiConsumer<String, PartRef> awaited) {
        Generation newest = generations.getLast();
        long open = now.toEpochMilli() - newest.since();
        if (newest.messages().size() >= capacity / GENERATIONS
                || open > GENERATION_OPEN.toMillis()) {
            generations.add(new Generation(now.toEpochMilli(), new ArrayList<>()));
        }
        boolean forgotten = false;
        while (generations.size() > 1
                && (byId.size() > capacity
                        || now.toEpochMilli() - generations.getFirst().since()
                                > REACH.toMillis())) {
            generations.removeFirst().messages().forEach(message -> forget(message, awaited));
            forgotten = true;
        }
        return forgotten;
    }

    private void forget(Tracked message, BiConsumer<String, PartRef> awaited) {
        byId.remove(message.id, message);
        for (String id : message.providerIds()) {
            if (id != null) {
                PartRef part = byProviderId.remove(id);
                if (part != null
                        && PartState.rank(message.parts[part.part()]) == PartState.ACCEPTED) {
                    awaited.accept(id, part);
                }
            }
        }
    }

    @Nullable Tracked find(long messageId) {
        return byId.get(messageId);
    }

    /**
     * A part got an id.
     *
     * @return the attempt that had one before; its receipts may still come
     */
    @Nullable Former accepted(PartRef part, String providerId) {
        if (byId.get(part.message().id) != part.message()) {
            // Forgotten while the answer was on its way.
            add(part.message());
        }
        String former = part.message().providerId(part.part(), providerId);
        PartRef displaced = former == null ? null : byProviderId.remove(former);
        byProviderId.put(providerId, part);
        return displaced == null || former == null || former.equals(providerId)
                ? null
                : new Former(former, displaced);
    }

    /** An earlier attempt at a part. */
    record Former(String providerId, PartRef part) {}

    @Nullable PartRef find(String providerId) {
        return byProviderId.get(providerId);
    }
}

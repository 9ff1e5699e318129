package io.soroka.delivery;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest messages of one connection in memory, found by message id and by provider's id, so
 * that most receipts need no look-up in the database. Bounded: the oldest is forgotten first and is
 * read again when it is needed. One thread only.
 */
final class Tracker {
    private final Map<String, PartRef> byProviderId = new HashMap<>();
    private final LinkedHashMap<Long, Tracked> byId = new LinkedHashMap<>();
    private final int capacity;

    /**
     * Makes an empty memory.
     *
     * @param capacity messages; must be well above what a connection can have unanswered
     */
    Tracker(int capacity) {
        this.capacity = capacity;
    }

    void add(Tracked message) {
        byId.put(message.id, message);
        if (byId.size() > capacity) {
            var oldest = byId.pollFirstEntry();
            if (oldest != null) {
                for (String id : oldest.getValue().providerIds()) {
                    if (id != null) {
                        byProviderId.remove(id);
                    }
                }
            }
        }
    }

    @Nullable Tracked find(long messageId) {
        return byId.get(messageId);
    }

    void accepted(PartRef part, String providerId) {
        String former = part.message().providerId(part.part(), providerId);
        if (former != null) {
            byProviderId.remove(former);
        }
        byProviderId.put(providerId, part);
    }

    @Nullable PartRef find(String providerId) {
        return byProviderId.get(providerId);
    }
}

package io.soroka.simulator;

import io.soroka.smpp.Address;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Messages whose receipts never come, for whoever asks what became of them; the latest ones. */
final class LostReceipts {
    private static final int MOST = 100_000;

    private final LinkedHashMap<String, Lost> byId = new LinkedHashMap<>();

    private record Lost(Address source, boolean isFailed) {}

    /**
     * Remembers one.
     *
     * @param id as the operator gave it
     */
    void add(String id, Address source, boolean isFailed) {
        byId.put(id, new Lost(source, isFailed));
        if (byId.size() > MOST) {
            byId.pollFirstEntry();
        }
    }

    /** Whether the message from this sender failed; null when it is not one of these. */
    @Nullable Boolean isFailed(String id, Address source) {
        Lost lost = byId.get(id);
        if (lost == null || !lost.source().equals(source)) {
            return null;
        }
        return lost.isFailed();
    }
}

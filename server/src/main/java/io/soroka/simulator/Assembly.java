package io.soroka.simulator;

import io.soroka.smpp.Part;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells when all parts of a long message have come. Keeps at most 100,000 unfinished ones and
 * forgets the oldest first.
 */
final class Assembly {
    private static final int MAX_UNFINISHED = 100_000;

    private record Key(long number, int party, int reference, int total) {}

    private final Map<Key, BitSet> unfinished =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, BitSet> eldest) {
                    return size() > MAX_UNFINISHED;
                }
            };

    /** Notes a part; whether the message is whole with it. */
    boolean completes(long number, int party, Part part) {
        if (part.total() == 1) {
            return true;
        }
        Key key = new Key(number, party, part.reference(), part.total());
        BitSet seen = unfinished.computeIfAbsent(key, _ -> new BitSet());
        seen.set(part.sequence());
        if (seen.cardinality() < part.total()) {
            return false;
        }
        unfinished.remove(key);
        return true;
    }
}

package io.soroka.delivery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Ids of messages in slices that lie close together. The facts have block-range indexes: one look
 * for the range of a slice reads little more than one look for a single id.
 */
final class Slices {
    /** Foreign rows between two ids that are cheaper to skip than another look at the index. */
    private static final long GAP = 1_000;

    private Slices() {}

    static List<long[]> of(Collection<Long> ids) {
        return of(ids.stream().mapToLong(Long::longValue).sorted().toArray());
    }

    static List<long[]> of(long[] sorted) {
        var slices = new ArrayList<long[]>();
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] - sorted[i - 1] > GAP) {
                slices.add(Arrays.copyOfRange(sorted, from, i));
                from = i;
            }
        }
        return slices;
    }
}

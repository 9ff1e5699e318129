package io.soroka.segments;

import java.util.List;
import java.util.function.Predicate;

/**
 * Implemented by rooms that refer to segments or keep conditions: a segment that is still needed is
 * not deleted, nor what conditions name.
 */
public interface SegmentUse {
    /** Names of what still needs the segment, for people to read; empty when nothing does. */
    List<String> usedBy(long segmentId);

    /**
     * Names of what keeps, and still needs, conditions of a department of which something is true.
     *
     * @param asked the conditions as JSON
     */
    List<String> keeping(long departmentId, Predicate<String> asked);
}

package io.soroka.segments;

import java.util.List;

/** Implemented by rooms that refer to segments: a segment that is still needed is not deleted. */
public interface SegmentUse {
    /** Names of what still needs the segment, for people to read; empty when nothing does. */
    List<String> usedBy(long segmentId);
}

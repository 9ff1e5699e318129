package io.soroka.segments;

import java.util.List;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Segments whose conditions name another one, or something else. */
@Component
class SegmentsInSegments implements SegmentUse {
    private static final int MOST_NAMED = 5;

    private final Segments segments;

    SegmentsInSegments(Segments segments) {
        this.segments = segments;
    }

    @Override
    public List<String> usedBy(long segmentId) {
        return segments.everywhere().stream()
                .filter(segment ->
                        segments.names(segment.departmentId(), segment.tree(), segmentId))
                .map(Segment::name)
                .limit(MOST_NAMED)
                .toList();
    }

    @Override
    public List<String> keeping(long departmentId, Predicate<String> asked) {
        return segments.list(departmentId).stream()
                .filter(segment -> asked.test(segment.tree()))
                .map(Segment::name)
                .limit(MOST_NAMED)
                .toList();
    }
}

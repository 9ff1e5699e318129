package io.soroka.segments;

import io.soroka.contacts.Field;
import io.soroka.contacts.FieldUse;
import java.util.List;
import org.springframework.stereotype.Component;

/** Segments whose conditions look at a field. */
@Component
class SegmentFields implements FieldUse {
    private static final int MOST_NAMED = 5;

    private final Segments segments;

    SegmentFields(Segments segments) {
        this.segments = segments;
    }

    @Override
    public List<String> usedBy(Field field) {
        return segments.everywhere().stream()
                .filter(segment -> segments.looksAt(segment.departmentId(), segment.tree(), field))
                .map(Segment::name)
                .limit(MOST_NAMED)
                .toList();
    }
}

package io.soroka.segments;

import java.time.Instant;
import java.util.List;

/**
 * How many people meet conditions.
 *
 * @param exact whether everyone was looked at; otherwise the numbers are reckoned from a sample
 * @param lines for each line of the sentence, see {@link Criteria#lines}; none where a large
 *     company is counted: its lines come with the estimate
 */
public record SegmentCount(long found, boolean exact, List<Line> lines, Instant countedAt) {
    public SegmentCount {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param after how many are left after this line and all before it
     * @param matched how many people of the department meet this line alone
     */
    public record Line(long after, long matched) {}
}

package io.soroka.segments;

import java.time.Instant;
import java.util.List;

/**
 * How many people meet conditions.
 *
 * @param exact whether everyone was looked at; otherwise the number is reckoned from a sample
 * @param lines for each line of the sentence, see {@link Criteria#lines}
 * @param linesExact the same of the lines: of a large company only the number itself is counted
 */
public record SegmentCount(
        long found, boolean exact, List<Line> lines, boolean linesExact, Instant countedAt) {
    public SegmentCount {
        lines = List.copyOf(lines);
    }

    /** The same lines, with the number itself counted. */
    SegmentCount found(long counted) {
        return new SegmentCount(counted, true, lines, lines.isEmpty(), countedAt);
    }

    /**
     * One line.
     *
     * @param after how many are left after this line and all before it
     * @param matched how many people of the department meet this line alone
     */
    public record Line(long after, long matched) {}
}

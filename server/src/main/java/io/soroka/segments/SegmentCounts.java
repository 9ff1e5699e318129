package io.soroka.segments;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts people line by line, in one walk over them or in a sample. */
@Component
public class SegmentCounts {
    /** Rows of a sample: enough for 1 % at every second person, and read in some 20 ms. */
    private static final int SAMPLE = 40_000;

    /** Fewer people of the department than this in a sample say too little of it. */
    private static final int TOO_FEW = 1_000;

    private static final int SEED = 1;

    private final JdbcClient jdbc;
    private final Segments segments;
    private final Clock clock;

    SegmentCounts(JdbcClient jdbc, Segments segments, Clock clock) {
        this.jdbc = jdbc;
        this.segments = segments;
        this.clock = clock;
    }

    /**
     * Counts everyone.
     *
     * @throws CriteriaRefused if the conditions mean nothing
     */
    public SegmentCount count(long departmentId, @Nullable String tree) {
        return result(counted(departmentId, segments.parse(departmentId, tree), 1), 1, true);
    }

    /**
     * Reckons from a sample that stays the same while the clients do; small companies and
     * departments are counted nevertheless.
     *
     * @throws CriteriaRefused if the conditions mean nothing
     */
    public SegmentCount estimate(long departmentId, @Nullable String tree) {
        Criterion parsed = segments.parse(departmentId, tree);
        int oneOf = Sampling.oneOf(jdbc, SAMPLE);
        if (oneOf > 1) {
            long[] counted = counted(departmentId, parsed, oneOf);
            if (counted[0] >= TOO_FEW) {
                return result(counted, Sampling.weight(jdbc, oneOf, SEED), false);
            }
        }
        return result(counted(departmentId, parsed, 1), 1, true);
    }

    /** The people looked at; then, for each line, those left after it and those it matches. */
    private long[] counted(long departmentId, Criterion tree, int oneOf) {
        List<SqlCondition> lines = segments.lines(departmentId, tree);
        var values = new ArrayList<Object>();
        lines.forEach(line -> values.addAll(line.values()));
        values.add(departmentId);
        return jdbc.sql(
                        """
                        select %s
                          from (select %s
                                  from client c %s
                                 where c.department_id = ?
                                offset 0) people
                        """
                                .formatted(
                                        counts(lines.size()),
                                        looks(lines),
                                        Sampling.clause(oneOf, SEED)))
                .params(values)
                .query((row, number) -> {
                    var numbers = new long[2 * lines.size() + 1];
                    for (int i = 0; i < numbers.length; i++) {
                        numbers[i] = row.getLong(i + 1);
                    }
                    return numbers;
                })
                .single();
    }

    /** "offset 0" keeps the inner query apart, so that each line is looked at once a person. */
    private static String looks(List<SqlCondition> lines) {
        return lines.isEmpty()
                ? "1"
                : IntStream.range(0, lines.size())
                        .mapToObj(i -> "(%s) is true as l%d".formatted(lines.get(i).sql(), i))
                        .collect(Collectors.joining(", "));
    }

    private static String counts(int lines) {
        var counts = new StringBuilder("count(*)");
        var soFar = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            soFar.append(i == 0 ? "l" : " and l").append(i);
            counts.append(", count(*) filter (where %s)".formatted(soFar));
            counts.append(", count(*) filter (where l%d)".formatted(i));
        }
        return counts.toString();
    }

    private SegmentCount result(long[] counted, double weight, boolean exact) {
        var lines = new ArrayList<SegmentCount.Line>();
        for (int i = 1; i < counted.length; i += 2) {
            lines.add(
                    new SegmentCount.Line(
                            Math.round(counted[i] * weight), Math.round(counted[i + 1] * weight)));
        }
        long found = lines.isEmpty() ? Math.round(counted[0] * weight) : lines.getLast().after();
        return new SegmentCount(found, exact, lines, clock.instant());
    }
}

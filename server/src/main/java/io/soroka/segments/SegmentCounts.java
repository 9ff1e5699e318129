package io.soroka.segments;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Counts people. Of a large company the number alone is asked, slice by slice, and what each line
 * of the sentence leaves is reckoned from a sample; others are walked over once for everything.
 */
@Component
public class SegmentCounts {
    /** Fewer people of the department than this in a sample say too little of it. */
    private static final int TOO_FEW = 1_000;

    /** So many clients are looked at line by line at once. */
    private static final long WALKED = 150_000;

    private final JdbcClient jdbc;
    private final Segments segments;
    private final Slices slices;
    private final Clock clock;

    SegmentCounts(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Segments segments,
            Clock clock) {
        this.jdbc = jdbc;
        this.segments = segments;
        this.slices = new Slices(jdbc, transactions);
        this.clock = clock;
    }

    /**
     * Counts everyone.
     *
     * @throws CriteriaRefused if the conditions mean nothing
     */
    public SegmentCount count(long departmentId, @Nullable String tree) {
        Criterion parsed = segments.parse(departmentId, tree);
        if (segments.clients() <= WALKED) {
            return result(counted(departmentId, parsed, new Within.Everyone()), 1, true);
        }
        long found =
                // Lots are drawn among all, not among those of a slice.
                Criteria.drawsLots(parsed)
                        ? found(departmentId, parsed, new Within.Everyone())
                        : slices.sum(slice -> found(departmentId, parsed, slice));
        return new SegmentCount(found, true, List.of(), clock.instant());
    }

    private long found(long departmentId, Criterion tree, Within within) {
        SqlPeople people = segments.people(departmentId, tree, segments.today(), within);
        return jdbc.sql("select count(*) " + people.sql())
                .params(people.values())
                .query(Long.class)
                .single();
    }

    /**
     * Reckons from a sample that stays the same while the clients do; small companies and
     * departments are counted nevertheless.
     *
     * @throws CriteriaRefused if the conditions mean nothing
     */
    public SegmentCount estimate(long departmentId, @Nullable String tree) {
        Criterion parsed = segments.parse(departmentId, tree);
        if (segments.clients() > (long) TOO_FEW * Within.Sample.ONE_OF) {
            long[] counted = counted(departmentId, parsed, new Within.Sample());
            if (counted[0] >= TOO_FEW) {
                return result(counted, Within.Sample.ONE_OF, false);
            }
        }
        return result(counted(departmentId, parsed, new Within.Everyone()), 1, true);
    }

    /** The people looked at; then, for each line, those left after it and those it matches. */
    private long[] counted(long departmentId, Criterion tree, Within within) {
        Segments.Lines lines = segments.lines(departmentId, tree, within);
        return jdbc.sql(
                        // "Offset 0" keeps the inner query apart: each line is looked at once.
                        "select %s from (select %s %s offset 0) people"
                                .formatted(
                                        counts(lines.count()), lines.looks(), lines.people().sql()))
                .params(lines.values())
                .query((row, number) -> {
                    var numbers = new long[2 * lines.count() + 1];
                    for (int i = 0; i < numbers.length; i++) {
                        numbers[i] = row.getLong(i + 1);
                    }
                    return numbers;
                })
                .single();
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

    private SegmentCount result(long[] counted, int weight, boolean exact) {
        var lines = new ArrayList<SegmentCount.Line>();
        for (int i = 1; i < counted.length; i += 2) {
            lines.add(new SegmentCount.Line(counted[i] * weight, counted[i + 1] * weight));
        }
        long found = lines.isEmpty() ? counted[0] * weight : lines.getLast().after();
        return new SegmentCount(found, exact, lines, clock.instant());
    }
}

package io.soroka.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.testing.TestDatabase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Finds the people of conditions in every way in which they can be asked, which must agree. */
public record EveryWay(
        TestDatabase database, Segments segments, long departmentId, LocalDate today) {

    /** Their ids, in order. */
    public List<Long> found(String tree) {
        List<Long> each = each(tree);
        assertThat(at(tree, new Within.Everyone())).as("together").isEqualTo(each);
        if (!Criteria.drawsLots(segments.parse(departmentId, tree))) {
            long middle = 10;
            List<Long> slices = new ArrayList<>(at(tree, new Within.Slice(0, middle)));
            slices.addAll(at(tree, new Within.Slice(middle + 1, Long.MAX_VALUE)));
            assertThat(slices).as("in slices").isEqualTo(each);
            assertThat(at(tree, new Within.Sample()))
                    .as("in a sample")
                    .isEqualTo(each.stream().filter(id -> id % 4096 < 64).toList());
        }
        return each;
    }

    /** As a walk along the ids asks. */
    private List<Long> each(String tree) {
        SqlCondition where = segments.where(departmentId, tree, today);
        return database.sql()
                .sql(
                        "select c.id from client c where c.department_id = ? and %s order by c.id"
                                .formatted(where.sql()))
                .param(departmentId)
                .params(where.values())
                .query((row, number) -> row.getLong(1))
                .list();
    }

    private List<Long> at(String tree, Within within) {
        SqlPeople people =
                segments.people(departmentId, segments.parse(departmentId, tree), today, within);
        return database.sql()
                .sql("select c.id " + people.sql() + " order by c.id")
                .params(people.values())
                .query((row, number) -> row.getLong(1))
                .list();
    }
}

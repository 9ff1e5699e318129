package io.soroka.segments;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes down conditions over {@code client c}. A set of people becomes a join where many clients
 * are asked at once, so that it is read once, and a look at each person where they are few.
 */
public final class ConditionSql {
    private final Within within;
    private final StringBuilder joins = new StringBuilder();
    private final List<Object> joinValues = new ArrayList<>();
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();
    private int sets;

    ConditionSql(Within within) {
        this.within = within;
    }

    Within within() {
        return within;
    }

    /**
     * Writes a piece of a condition.
     *
     * @param piece with a question mark for each value
     */
    public ConditionSql add(String piece, Object... bound) {
        sql.append(piece);
        values.addAll(List.of(bound));
        return this;
    }

    /** Writes that the client is one of a set: true or false, never null. */
    public ConditionSql oneOf(PeopleSet set) {
        String own = set.key().ofClient();
        if (!(within instanceof Within.Each)) {
            String name = "s" + sets++;
            // Numbers are no ids: a set of them is read as a whole.
            String part = set.key() == PeopleSet.Key.CLIENT ? within.and(set.id()) : "";
            joins.append(
                    " left join (%s) %s on %2$s.%s = %s"
                            .formatted(set.where(part), name, set.key().column(), own));
            joinValues.addAll(set.values());
            sql.append("(%s.%s is not null)".formatted(name, set.key().column()));
        } else {
            // "Offset 0" keeps PostgreSQL from reading the set as a whole after all.
            sql.append(
                    set.canBeCut()
                            ? "(exists (select from (%s) s offset 0))"
                                    .formatted(set.where(" and %s = %s".formatted(set.id(), own)))
                            : "(%s in (%s))".formatted(own, set.query()));
            values.addAll(set.values());
        }
        return this;
    }

    /** What was written since the last time. */
    SqlCondition taken() {
        var taken = new SqlCondition(sql.toString(), values);
        sql.setLength(0);
        values.clear();
        return taken;
    }

    /**
     * Where the clients of a department stand that are asked.
     *
     * @return up to a condition that others can follow with "and"
     */
    SqlPeople from(long departmentId) {
        var all = new ArrayList<>(joinValues);
        all.add(departmentId);
        return new SqlPeople(
                "from client c%s where c.department_id = ?%s".formatted(joins, within.and("c.id")),
                all);
    }
}

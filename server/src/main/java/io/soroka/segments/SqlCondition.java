package io.soroka.segments;

import java.util.List;

/**
 * A condition on clients, to be embedded in a query.
 *
 * @param sql an expression over {@code client c}, in brackets where it needs them; every value is a
 *     question mark
 * @param values what to bind, in the order of the question marks
 */
public record SqlCondition(String sql, List<Object> values) {

    public SqlCondition {
        values = List.copyOf(values);
    }
}

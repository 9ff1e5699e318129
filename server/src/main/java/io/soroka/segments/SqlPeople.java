package io.soroka.segments;

import java.util.List;

/**
 * Clients of a department, to be embedded in a query that asks for them together.
 *
 * @param sql what follows the selected columns: from "from" on, over {@code client c}, up to a
 *     condition
 * @param values what to bind, in the order of the question marks
 */
public record SqlPeople(String sql, List<Object> values) {

    public SqlPeople {
        values = List.copyOf(values);
    }
}

package io.soroka.segments;

import io.soroka.contacts.Client;
import io.soroka.contacts.Clients;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Asks the database itself, line by line: a second reading of conditions in Java could say
 * something else than the one that chooses the people.
 */
final class Explaining {
    private final JdbcClient jdbc;
    private final List<Criterion> lines;
    private final List<SqlCondition> conditions;

    Explaining(JdbcClient jdbc, Criterion tree, LocalDate today, ZoneId zone) {
        this.jdbc = jdbc;
        this.lines = Criteria.lines(tree);
        this.conditions =
                lines.stream().map(line -> CriterionSql.compile(line, today, zone)).toList();
    }

    List<Explanation> explain(long departmentId, List<Long> clientIds) {
        var columns = new StringBuilder();
        var values = new ArrayList<Object>();
        for (int i = 0; i < conditions.size(); i++) {
            columns.append(", (%s) is true as holds_%d".formatted(conditions.get(i).sql(), i));
            values.addAll(conditions.get(i).values());
        }
        return jdbc.sql(
                        """
                        select c.*%s
                          from unnest(cast(? as bigint[])) with ordinality wanted(id, place)
                          join client c on c.id = wanted.id
                         where c.department_id = ?
                         order by wanted.place
                        """
                                .formatted(columns))
                .params(values)
                .param(clientIds.toArray(Long[]::new))
                .param(departmentId)
                .query((row, number) -> {
                    Client client = Clients.rowMapper().mapRow(row, number);
                    var held = new ArrayList<Explanation.Line>(lines.size());
                    boolean all = true;
                    for (int i = 0; i < lines.size(); i++) {
                        boolean holds = row.getBoolean("holds_" + i);
                        all &= holds;
                        held.add(new Explanation.Line(lines.get(i), holds));
                    }
                    return new Explanation(client, all, held);
                })
                .list();
    }
}

package io.soroka.segments;

import io.soroka.contacts.Client;
import io.soroka.contacts.Clients;
import io.soroka.contacts.Fields;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Asks the database itself, line by line: a second reading of conditions in Java could say
 * something else than the one that chooses the people.
 */
final class Explaining {
    private final JdbcClient jdbc;
    private final Fields fields;
    private final List<Criterion> lines;
    private final List<SqlCondition> conditions;

    /**
     * @param conditions those of the lines, one each
     */
    Explaining(
            JdbcClient jdbc, Fields fields, List<Criterion> lines, List<SqlCondition> conditions) {
        this.jdbc = jdbc;
        this.fields = fields;
        this.lines = lines;
        this.conditions = conditions;
    }

    List<Explanation> explain(long departmentId, List<Long> clientIds) {
        var columns = new StringBuilder();
        var values = new ArrayList<Object>();
        for (int i = 0; i < conditions.size(); i++) {
            columns.append(", (%s) is true as holds_%d".formatted(conditions.get(i).sql(), i));
            values.addAll(conditions.get(i).values());
        }
        RowMapper<Client> clients = Clients.rowMapper(fields);
        return jdbc.sql(
                        """
                        select %s%s
                          from unnest(cast(? as bigint[])) with ordinality wanted(id, place)
                          join client c on c.id = wanted.id
                         where c.department_id = ?
                         order by wanted.place
                        """
                                .formatted(Clients.columns(fields), columns))
                .params(values)
                .param(clientIds.toArray(Long[]::new))
                .param(departmentId)
                .query((row, number) -> {
                    Client client = clients.mapRow(row, number);
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

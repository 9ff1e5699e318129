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
    private final Segments.Lines sql;

    /**
     * @param sql that of the lines
     */
    Explaining(JdbcClient jdbc, Fields fields, List<Criterion> lines, Segments.Lines sql) {
        this.jdbc = jdbc;
        this.fields = fields;
        this.lines = lines;
        this.sql = sql;
    }

    List<Explanation> explain(List<Long> clientIds) {
        RowMapper<Client> clients = Clients.rowMapper(fields);
        return jdbc.sql(
                        """
                        select %s, %s %s and c.id = any(cast(? as bigint[]))
                         order by array_position(cast(? as bigint[]), c.id)
                        """
                                .formatted(
                                        Clients.columns(fields), sql.looks(), sql.people().sql()))
                .params(sql.values())
                .param(clientIds.toArray(Long[]::new))
                .param(clientIds.toArray(Long[]::new))
                .query((row, number) -> {
                    Client client = clients.mapRow(row, number);
                    var held = new ArrayList<Explanation.Line>(lines.size());
                    boolean all = true;
                    for (int i = 0; i < lines.size(); i++) {
                        boolean holds = row.getBoolean("l" + i);
                        all &= holds;
                        held.add(new Explanation.Line(lines.get(i), holds));
                    }
                    return new Explanation(client, all, held);
                })
                .list();
    }
}

package io.soroka.selections;

import io.soroka.segments.Asked;
import io.soroka.segments.ConditionSql;
import io.soroka.segments.CriterionNode;
import io.soroka.segments.CriterionSource;
import io.soroka.segments.PeopleSet;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether the client is in one of some selections, as their last whole runs have it: {@code
 * {"about":"selection","is":"in","values":["5"]}}. Before the first nobody is.
 */
@Component
class SelectionCriteria implements CriterionSource {
    static final String ABOUT = "selection";

    private final JdbcClient sql;

    SelectionCriteria(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public String about() {
        return ABOUT;
    }

    @Override
    public List<String> operators() {
        return List.of("in", "not_in");
    }

    @Override
    public List<Choice> choices(long departmentId, String search, int most) {
        return sql.sql(
                        """
                        select id, name from selection
                         where department_id = ?
                           and position(lower(? collate "pg_c_utf8") in lower(name collate "pg_c_utf8")) > 0
                         order by lower(name collate "pg_c_utf8"), id limit ?
                        """)
                .params(departmentId, search, most)
                .query((row, number) -> new Choice(row.getString(1), row.getString(2)))
                .list();
    }

    @Override
    public Optional<String> title(long departmentId, String value) {
        return sql.sql("select name from selection where department_id = ? and id::text = ?")
                .params(departmentId, value)
                .query(String.class)
                .optional();
    }

    /** One that is gone would turn "not in" into everybody: it is refused. */
    @Override
    public Condition read(CriterionNode node) {
        String operator = node.operator();
        if (!operators().contains(operator)) {
            throw node.unknownOperator(operators());
        }
        node.only("values");
        List<Long> ids = node.ids();
        List<Long> known =
                sql.sql("select id from selection where id = any(?)")
                        .param(ids.toArray(Long[]::new))
                        .query((row, number) -> row.getLong(1))
                        .list();
        for (int i = 0; i < ids.size(); i++) {
            if (!known.contains(ids.get(i))) {
                throw node.refused("criteria.selection-gone", "/values/" + i);
            }
        }
        return new Selected(ids, operator.equals("in"));
    }

    private record Selected(List<Long> ids, boolean in) implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            sql.add(in ? "(" : "(not ")
                    .oneOf(
                            PeopleSet.clients(
                                    """
                                    select %s p.client_id
                                      from selection l join selection_person p on p.run_id = l.last_run
                                     where l.id = any(cast(? as bigint[])) and l.department_id = cast(? as bigint){within}\
                                    """
                                            .formatted(ids.size() > 1 ? "distinct" : ""),
                                    "p.client_id",
                                    List.of(ids.toArray(Long[]::new), asked.departmentId())))
                    .add(")");
        }
    }
}

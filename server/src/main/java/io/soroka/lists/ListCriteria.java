package io.soroka.lists;

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
 * Whether the client is on one of some lists: {@code {"about":"list","is":"in","values":["3"]}}.
 */
@Component
class ListCriteria implements CriterionSource {
    private static final List<String> OPERATORS = List.of("in", "not_in");

    private final JdbcClient sql;

    ListCriteria(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public String about() {
        return "list";
    }

    @Override
    public List<String> operators() {
        return OPERATORS;
    }

    @Override
    public List<Choice> choices(long departmentId, String search, int most) {
        return sql.sql(
                        """
                        select id, name from client_list
                         where department_id = ?
                           and position(lower(? collate "pg_c_utf8") in lower(name collate "pg_c_utf8")) > 0
                         order by id desc limit ?
                        """)
                .params(departmentId, search, most)
                .query((row, number) -> new Choice(row.getString(1), row.getString(2)))
                .list();
    }

    @Override
    public Optional<String> title(long departmentId, String value) {
        return sql.sql("select name from client_list where department_id = ? and id::text = ?")
                .params(departmentId, value)
                .query(String.class)
                .optional();
    }

    @Override
    public Condition read(CriterionNode node) {
        String operator = node.operator();
        if (!OPERATORS.contains(operator)) {
            throw node.unknownOperator(OPERATORS);
        }
        node.only("values");
        return new Listed(sql, node.ids(), operator.equals("in"));
    }

    /** Lists of other departments are empty here. */
    record Listed(JdbcClient sql, List<Long> ids, boolean in) implements Condition {
        @Override
        public void write(Asked asked, ConditionSql condition) {
            Long[] own =
                    sql.sql("select id from client_list where department_id = ? and id = any(?)")
                            .params(asked.departmentId(), ids.toArray(Long[]::new))
                            .query((row, number) -> row.getLong(1))
                            .list()
                            .toArray(Long[]::new);
            condition
                    .add(in ? "(" : "(not ")
                    .oneOf(
                            PeopleSet.clients(
                                    """
                                    select m.client_id from client_list_member m
                                     where m.list_id = any(cast(? as bigint[])){within} group by m.client_id\
                                    """,
                                    "m.client_id",
                                    List.of((Object) own)))
                    .add(")");
        }
    }
}

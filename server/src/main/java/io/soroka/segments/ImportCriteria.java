package io.soroka.segments;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether one of some files brought the client or met it: {@code
 * {"about":"import","is":"in","values":["41"]}}.
 */
@Component
class ImportCriteria implements CriterionSource {
    private final JdbcClient sql;

    ImportCriteria(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public String about() {
        return "import";
    }

    @Override
    public List<String> operators() {
        return List.of("in", "not_in");
    }

    @Override
    public List<Choice> choices(long departmentId, String search, int most) {
        return sql.sql(
                        """
                        select id, file_name from client_import
                         where department_id = ? and status = 'done'
                           and position(lower(? collate "pg_c_utf8") in lower(file_name collate "pg_c_utf8")) > 0
                         order by id desc limit ?
                        """)
                .params(departmentId, search, most)
                .query((row, number) -> new Choice(row.getString(1), row.getString(2)))
                .list();
    }

    @Override
    public Optional<String> title(long departmentId, String value) {
        return sql.sql(
                        "select file_name from client_import where department_id = ? and id::text = ?")
                .params(departmentId, value)
                .query(String.class)
                .optional();
    }

    @Override
    public Condition read(CriterionNode node) {
        String operator = node.operator();
        if (!operator.equals("in") && !operator.equals("not_in")) {
            throw node.unknownOperator(operators());
        }
        node.only("values");
        return new Imported(node.ids(), operator.equals("in"));
    }

    private record Imported(List<Long> ids, boolean in) implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            Object bound = ids.toArray(Long[]::new);
            sql.add(in ? "(" : "(not ")
                    .add("(coalesce(c.import_id = any(cast(? as bigint[])), false) or ", bound)
                    .oneOf(
                            PeopleSet.clients(
                                    """
                                    select distinct m.client_id from client_import_met m
                                     where m.import_id = any(cast(? as bigint[])){within}\
                                    """,
                                    "m.client_id",
                                    List.of(bound)))
                    .add("))");
        }
    }
}

package io.soroka.segments;

import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Whether one of some files brought the client or met it: {@code
 * {"about":"import","is":"in","values":["41"]}}.
 */
@Component
class ImportCriteria implements CriterionSource {
    @Override
    public String about() {
        return "import";
    }

    @Override
    public Condition read(CriterionNode node) {
        String operator = node.operator();
        if (!operator.equals("in") && !operator.equals("not_in")) {
            throw node.unknownOperator(List.of("in", "not_in"));
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

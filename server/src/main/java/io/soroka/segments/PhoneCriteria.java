package io.soroka.segments;

import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Whether an earlier client of the department has the same number: {@code
 * {"about":"phone","is":"repeated"}}. A campaign writes to the earliest only.
 */
@Component
class PhoneCriteria implements CriterionSource {
    @Override
    public String about() {
        return "phone";
    }

    @Override
    public List<String> operators() {
        return List.of("repeated", "single");
    }

    @Override
    public Condition read(CriterionNode node) {
        node.only();
        return switch (node.operator()) {
            case "repeated" -> new Repeated(true);
            case "single" -> new Repeated(false);
            default -> throw node.unknownOperator(operators());
        };
    }

    private record Repeated(boolean repeated) implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            sql.add(
                    """
                    (%s exists (select from client d
                                 where d.msisdn = c.msisdn and d.id < c.id and d.department_id = c.department_id))\
                    """
                            .formatted(repeated ? "" : "not"));
        }
    }
}

package io.soroka.segments;

import java.util.List;
import org.springframework.stereotype.Component;

/** Whether the number asked for silence: {@code {"about":"opt_out","is":true}}. */
@Component
class OptOutCriteria implements CriterionSource {
    private static final PeopleSet SILENT =
            new PeopleSet(
                    """
                    select o.msisdn
                      from (select distinct on (l.msisdn) l.msisdn, l.opted_out
                              from opt_out l where true{within} order by l.msisdn, l.id desc) o
                     where o.opted_out\
                    """,
                    PeopleSet.Key.NUMBER,
                    "l.msisdn",
                    List.of());

    @Override
    public String about() {
        return "opt_out";
    }

    @Override
    public List<String> operators() {
        return List.of("true", "false");
    }

    @Override
    public Condition read(CriterionNode node) {
        node.only();
        return switch (node.operator()) {
            case "true" -> new OptedOut(true);
            case "false" -> new OptedOut(false);
            default -> throw node.unknownOperator(operators());
        };
    }

    private record OptedOut(boolean silent) implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            sql.add(silent ? "(" : "(not ").oneOf(SILENT).add(")");
        }
    }
}

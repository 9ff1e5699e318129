package io.soroka.segments;

import java.util.List;
import org.springframework.stereotype.Component;

/** Whether the number asked for silence: {@code {"about":"opt_out","is":true}}. */
@Component
class OptOutCriteria implements CriterionSource {
    @Override
    public String about() {
        return "opt_out";
    }

    @Override
    public Condition read(CriterionNode node) {
        node.only();
        return switch (node.operator()) {
            case "true" -> new OptedOut(true);
            case "false" -> new OptedOut(false);
            default -> throw node.unknownOperator(List.of("true", "false"));
        };
    }

    private record OptedOut(boolean silent) implements Condition {
        @Override
        public SqlCondition sql(Asked asked) {
            // They are few: found once and looked up by each client.
            return new SqlCondition(
                    """
                    (c.msisdn %s (select o.msisdn
                                    from (select distinct on (msisdn) msisdn, opted_out
                                            from opt_out order by msisdn, id desc) o
                                   where o.opted_out))\
                    """
                            .formatted(silent ? "in" : "not in"),
                    List.of());
        }
    }
}

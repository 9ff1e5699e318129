package io.soroka.engagement;

import io.soroka.segments.Asked;
import io.soroka.segments.ConditionSql;
import io.soroka.segments.CriterionNode;
import io.soroka.segments.CriterionSource;
import io.soroka.segments.PeopleSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How often a client is written to: {@code {"about":"messages","is":"none","days":7}}. */
@Component
class MessageCriteria implements CriterionSource {
    private static final int MOST_MESSAGES = 1_000_000;
    private static final int MOST_DAYS = 36_500;

    private final Sent sent;

    MessageCriteria(Sent sent) {
        this.sent = sent;
    }

    @Override
    public String about() {
        return "messages";
    }

    @Override
    public List<String> operators() {
        return List.of("none", "count", "last", "undelivered");
    }

    @Override
    public Condition read(CriterionNode node) {
        return switch (node.operator()) {
            case "none" -> {
                node.only("days");
                yield new Count(sent, node.whole("days", 1, MOST_DAYS), 0, 0);
            }
            case "count" -> {
                node.only("days", "at_least", "at_most");
                node.requireBound();
                Integer least = node.wholeIfAny("at_least", 0, MOST_MESSAGES);
                yield new Count(
                        sent,
                        node.whole("days", 1, MOST_DAYS),
                        least == null ? 0 : least,
                        node.wholeIfAny("at_most", 0, MOST_MESSAGES));
            }
            case "last" -> {
                node.only("at_least", "at_most");
                node.requireBound();
                yield new Last(
                        sent,
                        node.wholeIfAny("at_least", 0, MOST_DAYS),
                        node.wholeIfAny("at_most", 0, MOST_DAYS));
            }
            case "undelivered" -> {
                node.only("days");
                yield new Undelivered(sent, node.whole("days", 1, MOST_DAYS));
            }
            default -> throw node.unknownOperator(operators());
        };
    }

    /** Today and the days before, so many in all. Whoever got nothing got none. */
    private record Count(Sent sent, int days, int least, @Nullable Integer most)
            implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            long since = Sent.floor(asked, asked.today().minusDays(days - 1L));
            if (least > 0) {
                sql.oneOf(people(asked, since, least, most));
            } else if (most == null) {
                sql.add("true");
            } else {
                sql.add("(not ").oneOf(people(asked, since, most + 1, null)).add(")");
            }
        }

        /** Those who got at least one message, and no fewer and no more than these. */
        private PeopleSet people(Asked asked, long since, int from, @Nullable Integer to) {
            List<String> having = new ArrayList<>();
            List<Object> bounds = new ArrayList<>();
            if (from > 1) {
                having.add("count(*) >= ?");
                bounds.add(from);
            }
            if (to != null) {
                having.add("count(*) <= ?");
                bounds.add(to);
            }
            return sent.people(asked, since, having, bounds);
        }
    }

    /** The last one so many days ago, counted by the calendar; there is one. */
    private record Last(Sent sent, @Nullable Integer least, @Nullable Integer most)
            implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            List<String> having = new ArrayList<>();
            List<Object> bounds = new ArrayList<>();
            if (least != null) {
                having.add("max(t.id) < ?");
                bounds.add(Sent.floor(asked, asked.today().minusDays(least - 1L)));
            }
            // Whoever got one since then got the last one since then.
            long since = most == null ? 0 : Sent.floor(asked, asked.today().minusDays(most));
            sql.oneOf(sent.people(asked, since, having, bounds));
        }
    }

    /** Written to today or in the days before, so many in all, and nothing of it was delivered. */
    private record Undelivered(Sent sent, int days) implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            long since = Sent.floor(asked, asked.today().minusDays(days - 1L));
            sql.add("(")
                    .oneOf(sent.people(asked, since, List.of(), List.of()))
                    .add(" and not ")
                    .oneOf(Sent.delivered(sent.runs(asked, since), since))
                    .add(")");
        }
    }
}

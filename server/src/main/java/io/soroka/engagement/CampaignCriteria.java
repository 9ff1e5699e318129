package io.soroka.engagement;

import io.soroka.delivery.FailureKind;
import io.soroka.segments.Asked;
import io.soroka.segments.ConditionSql;
import io.soroka.segments.CriterionNode;
import io.soroka.segments.CriterionSource;
import io.soroka.segments.PeopleSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What came of campaigns: {@code {"about":"campaign","is":"replied","values":["12"],"days":30}}.
 * Without values any campaign is meant.
 */
@Component
class CampaignCriteria implements CriterionSource {
    private static final int MOST_DAYS = 36_500;
    private static final List<String> OPERATORS =
            List.of(
                    "received",
                    "not_received",
                    "delivered",
                    "not_delivered",
                    "failed",
                    "not_failed",
                    "replied",
                    "not_replied",
                    "silent");

    private final Sent sent;

    CampaignCriteria(Sent sent) {
        this.sent = sent;
    }

    @Override
    public String about() {
        return "campaign";
    }

    @Override
    public List<String> operators() {
        return OPERATORS;
    }

    @Override
    public List<Choice> choices(long departmentId, String search, int most) {
        return sent.campaigns(departmentId, search, most);
    }

    @Override
    public Optional<String> title(long departmentId, String value) {
        return sent.campaign(departmentId, value);
    }

    @Override
    public Condition read(CriterionNode node) {
        String operator = node.operator();
        var which =
                new Which(
                        sent,
                        node.has("values") ? node.ids() : List.of(),
                        node.wholeIfAny("days", 1, MOST_DAYS));
        return switch (operator) {
            case "received", "not_received" -> {
                node.only("values", "days");
                yield new Received(which, operator.equals("received"));
            }
            case "delivered", "not_delivered" -> {
                node.only("values", "days");
                yield new Delivered(which, operator.equals("delivered"));
            }
            case "failed", "not_failed" -> {
                node.only("values", "days", "reasons");
                yield new Failed(
                        which,
                        operator.equals("failed"),
                        node.has("reasons")
                                ? node.words("reasons", FailureKind.WORDS)
                                : FailureKind.WORDS);
            }
            case "silent" -> {
                node.only("values", "days");
                yield new Silent(which);
            }
            case "replied", "not_replied" -> {
                node.only("values", "days", "text");
                yield new Replied(
                        which,
                        operator.equals("replied"),
                        node.has("text") ? node.text("text") : null);
            }
            default -> throw node.unknownOperator(OPERATORS);
        };
    }

    /**
     * Which messages are meant.
     *
     * @param campaigns none for those of any
     * @param days of today and the days before, so many in all; null for whenever
     */
    private record Which(Sent sent, List<Long> campaigns, @Nullable Integer days) {
        long since(Asked asked) {
            return days == null ? 0 : Sent.floor(asked, asked.today().minusDays(days - 1L));
        }

        Long[] runs(Asked asked) {
            return campaigns.isEmpty()
                    ? sent.runs(asked, since(asked))
                    : sent.runsOf(asked, campaigns);
        }

        /** Those whose answer came, with a text in it or whatever it said. */
        PeopleSet replied(Asked asked, @Nullable String text) {
            // An answer of these days may be to a message of long ago.
            Long[] runs = campaigns.isEmpty() ? sent.runs(asked, 0) : sent.runsOf(asked, campaigns);
            List<Object> values = new ArrayList<>(List.of(runs, since(asked)));
            String said = "";
            if (text != null) {
                said =
                        " and position(lower(? collate \"pg_c_utf8\") in lower(i.text collate \"pg_c_utf8\")) > 0";
                values.add(text);
            }
            return new PeopleSet(
                    """
                    select i.msisdn from incoming i
                     where i.run_id = any(cast(? as bigint[])) and i.id >= ?%s{within}
                     group by i.msisdn\
                    """
                            .formatted(said),
                    PeopleSet.Key.NUMBER,
                    "i.msisdn",
                    values);
        }
    }

    /** A message went to the person. */
    private record Received(Which which, boolean yes) implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            sql.add(yes ? "(" : "(not ")
                    .oneOf(Sent.ofRuns(which.runs(asked), which.since(asked)))
                    .add(")");
        }
    }

    /** A message is on the person's phone. */
    private record Delivered(Which which, boolean yes) implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            sql.add(yes ? "(" : "(not ")
                    .oneOf(Sent.delivered(which.runs(asked), which.since(asked)))
                    .add(")");
        }
    }

    /** A message to the person failed, for one of these reasons. */
    private record Failed(Which which, boolean yes, List<String> reasons) implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            Integer[] codes =
                    Arrays.stream(FailureKind.values())
                            .filter(kind -> reasons.contains(kind.word()))
                            .map(FailureKind::code)
                            .toArray(Integer[]::new);
            sql.add(yes ? "(" : "(not ")
                    .oneOf(Sent.failed(which.runs(asked), which.since(asked), codes))
                    .add(")");
        }
    }

    /** A message is on the person's phone, and no answer came. */
    private record Silent(Which which) implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            sql.add("(")
                    .oneOf(Sent.delivered(which.runs(asked), which.since(asked)))
                    .add(" and not ")
                    .oneOf(which.replied(asked, null))
                    .add(")");
        }
    }

    /** An answer came from the person's number. */
    private record Replied(Which which, boolean yes, @Nullable String text) implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            sql.add(yes ? "(" : "(not ").oneOf(which.replied(asked, text)).add(")");
        }
    }
}

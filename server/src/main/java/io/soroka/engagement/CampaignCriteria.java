package io.soroka.engagement;

import io.soroka.segments.Asked;
import io.soroka.segments.ConditionSql;
import io.soroka.segments.CriterionNode;
import io.soroka.segments.CriterionSource;
import io.soroka.segments.PeopleSet;
import java.util.ArrayList;
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
            List.of("received", "not_received", "replied", "not_replied");

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
        List<Long> campaigns = node.has("values") ? node.ids() : List.of();
        Integer days = node.wholeIfAny("days", 1, MOST_DAYS);
        return switch (operator) {
            case "received", "not_received" -> {
                node.only("values", "days");
                yield new Received(sent, operator.equals("received"), campaigns, days);
            }
            case "replied", "not_replied" -> {
                node.only("values", "days", "text");
                yield new Replied(
                        sent,
                        operator.equals("replied"),
                        campaigns,
                        days,
                        node.has("text") ? node.text("text") : null);
            }
            default -> throw node.unknownOperator(OPERATORS);
        };
    }

    private static long since(Asked asked, @Nullable Integer days) {
        return days == null ? 0 : Sent.floor(asked, asked.today().minusDays(days - 1L));
    }

    /** A message went to the person. */
    private record Received(Sent sent, boolean yes, List<Long> campaigns, @Nullable Integer days)
            implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            long since = since(asked, days);
            Long[] runs =
                    campaigns.isEmpty() ? sent.runs(asked, since) : sent.runsOf(asked, campaigns);
            sql.add(yes ? "(" : "(not ").oneOf(Sent.ofRuns(runs, since)).add(")");
        }
    }

    /** An answer came from the person's number, with a text in it or whatever it said. */
    private record Replied(
            Sent sent,
            boolean yes,
            List<Long> campaigns,
            @Nullable Integer days,
            @Nullable String text)
            implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            long since = since(asked, days);
            Long[] runs =
                    campaigns.isEmpty() ? sent.runs(asked, since) : sent.runsOf(asked, campaigns);
            List<Object> values = new ArrayList<>(List.of(runs, since));
            String said = "";
            if (text != null) {
                said =
                        " and position(lower(? collate \"pg_c_utf8\") in lower(i.text collate \"pg_c_utf8\")) > 0";
                values.add(text);
            }
            sql.add(yes ? "(" : "(not ")
                    .oneOf(
                            new PeopleSet(
                                    """
                                    select i.msisdn from incoming i
                                     where i.run_id = any(cast(? as bigint[])) and i.id >= ?%s{within}
                                     group by i.msisdn\
                                    """
                                            .formatted(said),
                                    PeopleSet.Key.NUMBER,
                                    "i.msisdn",
                                    values))
                    .add(")");
        }
    }
}

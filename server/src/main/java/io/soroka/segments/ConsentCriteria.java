package io.soroka.segments;

import io.soroka.contacts.ConsentChannel;
import io.soroka.contacts.ConsentPurpose;
import io.soroka.contacts.ConsentPurposes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * What clients agreed to: {@code
 * {"about":"consent","purpose":"advertising","is":"given","to":"2025-12-31","through":["import"]}}.
 * Of a purpose and a channel the answer given last counts.
 */
@Component
class ConsentCriteria implements CriterionSource {
    private static final int MOST_SOURCES = 50;
    private static final int MOST_DAYS = 36_500;
    private static final List<String> OPERATORS =
            List.of("given", "not_given", "withdrawn", "unknown");

    /** Which way an answer came, whichever file, system or person brought it. */
    private static final String WAY =
            """
            case split_part(k.source, ':', 1) when 'source' then 'api' when 'by hand' then 'operator'
                 when 'sms' then 'message' else split_part(k.source, ':', 1) end\
            """;

    private final ConsentPurposes purposes;

    ConsentCriteria(ConsentPurposes purposes) {
        this.purposes = purposes;
    }

    @Override
    public String about() {
        return "consent";
    }

    @Override
    public List<String> operators() {
        return OPERATORS;
    }

    /** The purposes. */
    @Override
    public List<Choice> choices(long departmentId, String search, int most) {
        String wanted = search.strip().toLowerCase(Locale.ROOT);
        return purposes.all().stream()
                .filter(purpose -> !purpose.archived())
                .map(purpose -> new Choice(purpose.key(), title(purpose)))
                .filter(choice -> choice.title().toLowerCase(Locale.ROOT).contains(wanted))
                .limit(most)
                .toList();
    }

    @Override
    public Optional<String> title(long departmentId, String value) {
        return purposes.find(value).map(ConsentCriteria::title);
    }

    private static String title(ConsentPurpose purpose) {
        return purpose.title(LocaleContextHolder.getLocale());
    }

    @Override
    public Condition read(CriterionNode node) {
        String operator = node.operator();
        if (!OPERATORS.contains(operator)) {
            throw node.unknownOperator(OPERATORS);
        }
        String purpose = node.text("purpose");
        if (purposes.find(purpose).isEmpty()) {
            throw node.refused("criteria.unknown-purpose", "/purpose");
        }
        String channel =
                node.has("channel")
                        ? ConsentChannel.named(node.text("channel"))
                                .orElseThrow(
                                        () -> node.refused("criteria.unknown-channel", "/channel"))
                                .code()
                        : ConsentChannel.SMS.code();
        return switch (operator) {
            case "given" -> {
                node.only("purpose", "channel", "days", "from", "to", "through");
                yield new Given(purpose, channel, true, period(node), through(node));
            }
            case "not_given" -> {
                node.only("purpose", "channel");
                yield new Given(purpose, channel, false, Period.EVER, List.of());
            }
            default -> {
                node.only("purpose", "channel");
                yield operator.equals("withdrawn")
                        ? new Withdrawn(purpose, channel)
                        : new Unknown(purpose, channel);
            }
        };
    }

    /**
     * When it was given.
     *
     * @param days today and the days before, so many in all; null where the others say it, or none
     */
    private record Period(
            @Nullable Integer days, @Nullable LocalDate from, @Nullable LocalDate to) {
        static final Period EVER = new Period(null, null, null);
    }

    private static Period period(CriterionNode node) {
        if (!node.has("days")) {
            return new Period(null, node.dayIfAny("from"), node.dayIfAny("to"));
        }
        if (node.has("from") || node.has("to")) {
            throw node.refused("criteria.two-periods", "/days");
        }
        return new Period(node.whole("days", 1, MOST_DAYS), null, null);
    }

    private static List<String> through(CriterionNode node) {
        return node.has("through") ? node.texts("through", MOST_SOURCES) : List.of();
    }

    /** Clients whose answer given last is so. */
    private static PeopleSet latest(
            String purpose, String channel, String so, List<Object> values) {
        var all = new ArrayList<Object>(List.of(purpose, channel));
        all.addAll(values);
        return PeopleSet.clients(
                """
                select k.client_id
                  from (select distinct on (l.client_id) l.client_id, l.given, l.at, l.source from consent l
                         where l.purpose = ? and l.channel = ? and l.annulled_at is null{within}
                         order by l.client_id, l.at desc, l.id desc) k
                 where %s\
                """
                        .formatted(so),
                "l.client_id",
                all);
    }

    /** It was given and counts; nobody else's was. */
    private record Given(
            String purpose, String channel, boolean given, Period period, List<String> through)
            implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            var so = new StringBuilder("k.given");
            List<Object> values = new ArrayList<>();
            Integer days = period.days();
            LocalDate from = days == null ? period.from() : asked.today().minusDays(days - 1L);
            LocalDate to = period.to();
            if (from != null) {
                so.append(" and k.at >= ?");
                values.add(from.atStartOfDay(asked.zone()).toOffsetDateTime());
            }
            if (to != null) {
                so.append(" and k.at < ?");
                values.add(to.plusDays(1).atStartOfDay(asked.zone()).toOffsetDateTime());
            }
            if (!through.isEmpty()) {
                so.append(" and (").append(WAY).append(" = any(cast(? as text[]))");
                so.append(" or lower(k.source collate \"pg_c_utf8\") = any(cast(? as text[])))");
                String[] words =
                        through.stream()
                                .map(word -> word.toLowerCase(Locale.ROOT))
                                .toArray(String[]::new);
                values.add(words);
                values.add(words);
            }
            sql.add(given ? "(" : "(not ")
                    .oneOf(latest(purpose, channel, so.toString(), values))
                    .add(")");
        }
    }

    /** The answer given last is no. */
    private record Withdrawn(String purpose, String channel) implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            sql.oneOf(latest(purpose, channel, "not k.given", List.of()));
        }
    }

    /** Nobody has ever answered. */
    private record Unknown(String purpose, String channel) implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            sql.add("(not ").oneOf(latest(purpose, channel, "true", List.of())).add(")");
        }
    }
}

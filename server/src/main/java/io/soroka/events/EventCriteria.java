package io.soroka.events;

import io.soroka.segments.Asked;
import io.soroka.segments.ConditionSql;
import io.soroka.segments.CriterionNode;
import io.soroka.segments.CriterionSource;
import io.soroka.segments.PeopleSet;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What clients did: {@code
 * {"about":"event","kind":"purchase","is":"count","at_least":3,"days":30}}.
 */
@Component
class EventCriteria implements CriterionSource {
    private static final int MOST_EVENTS = 1_000_000;
    private static final int MOST_DAYS = 36_500;
    private static final int MOST_ATTRIBUTES = 5;
    private static final List<String> OPERATORS =
            List.of("happened", "not_happened", "count", "sum", "last");

    private final EventKinds kinds;

    EventCriteria(EventKinds kinds) {
        this.kinds = kinds;
    }

    @Override
    public String about() {
        return "event";
    }

    @Override
    public List<String> operators() {
        return OPERATORS;
    }

    @Override
    public Condition read(CriterionNode node) {
        String operator = node.operator();
        if (!OPERATORS.contains(operator)) {
            throw node.unknownOperator(OPERATORS);
        }
        EventKind kind =
                kinds.find(node.text("kind"))
                        .orElseThrow(() -> node.refused("criteria.unknown-event", "/kind"));
        List<Told> told = told(node, kind);
        return switch (operator) {
            case "happened", "not_happened" -> {
                node.only("kind", "with", "days", "from", "to");
                yield new Happened(kind.id(), operator.equals("happened"), period(node), told);
            }
            case "count" -> {
                node.only("kind", "with", "days", "from", "to", "at_least", "at_most");
                yield count(node, kind, told);
            }
            case "sum" -> {
                node.only("kind", "with", "days", "from", "to", "at_least", "at_most");
                node.requireBound();
                yield new Summed(
                        kind.id(),
                        node.numberIfAny("at_least"),
                        node.numberIfAny("at_most"),
                        period(node),
                        told);
            }
            default -> {
                node.only("kind", "with", "at_least", "at_most");
                node.requireBound();
                yield new Last(
                        kind.id(),
                        node.wholeIfAny("at_least", 0, MOST_DAYS),
                        node.wholeIfAny("at_most", 0, MOST_DAYS),
                        told);
            }
        };
    }

    private static Condition count(CriterionNode node, EventKind kind, List<Told> told) {
        node.requireBound();
        Integer least = node.wholeIfAny("at_least", 0, MOST_EVENTS);
        return new Counted(
                kind.id(),
                least == null ? 0 : least,
                node.wholeIfAny("at_most", 0, MOST_EVENTS),
                period(node),
                told);
    }

    /**
     * When it happened.
     *
     * @param days today and the days before, so many in all; null where the others say it, or none
     */
    private record Period(
            @Nullable Integer days, @Nullable LocalDate from, @Nullable LocalDate to) {}

    private static Period period(CriterionNode node) {
        if (!node.has("days")) {
            return new Period(null, node.dayIfAny("from"), node.dayIfAny("to"));
        }
        if (node.has("from") || node.has("to")) {
            throw node.refused("criteria.two-periods", "/days");
        }
        return new Period(node.whole("days", 1, MOST_DAYS), null, null);
    }

    /** What is told of an event. */
    private sealed interface Told {
        /** The text is one of these, whatever the letters' case. */
        record Texts(String key, List<String> values) implements Told {}

        /** The number lies between these; null where there is no such bound. */
        record Quantity(String key, @Nullable BigDecimal least, @Nullable BigDecimal most)
                implements Told {}
    }

    private static List<Told> told(CriterionNode node, EventKind kind) {
        List<Told> told = new ArrayList<>();
        for (CriterionNode one : node.parts("with", MOST_ATTRIBUTES)) {
            EventKind.Attribute attribute =
                    kind.attribute(one.text("attribute"))
                            .orElseThrow(
                                    () -> one.refused("criteria.unknown-attribute", "/attribute"));
            switch (attribute.type()) {
                case TEXT -> {
                    one.only("attribute", "values");
                    told.add(new Told.Texts(attribute.key(), one.values()));
                }
                case NUMBER -> {
                    one.only("attribute", "at_least", "at_most");
                    one.requireBound();
                    told.add(
                            new Told.Quantity(
                                    attribute.key(),
                                    one.numberIfAny("at_least"),
                                    one.numberIfAny("at_most")));
                }
            }
        }
        return told;
    }

    /** Builds the set of clients whose events are so. */
    private static final class Query {
        private final StringBuilder where =
                new StringBuilder(
                        "select e.client_id from client_event e where e.kind = cast(? as smallint)");
        private final StringBuilder having = new StringBuilder();
        private final List<Object> values = new ArrayList<>();
        private final List<Object> havingValues = new ArrayList<>();
        private final Asked asked;

        Query(Asked asked, int kind) {
            this.asked = asked;
            values.add(kind);
        }

        private OffsetDateTime start(LocalDate day) {
            return day.atStartOfDay(asked.zone()).toOffsetDateTime();
        }

        Query during(Period period) {
            Integer days = period.days();
            if (days != null) {
                where(" and e.at >= ?", start(asked.today().minusDays(days - 1L)));
            }
            LocalDate from = period.from();
            if (from != null) {
                where(" and e.at >= ?", start(from));
            }
            LocalDate to = period.to();
            if (to != null) {
                where(" and e.at < ?", start(to.plusDays(1)));
            }
            return this;
        }

        Query told(List<Told> told) {
            for (Told one : told) {
                switch (one) {
                    case Told.Texts(String key, List<String> texts) -> {
                        where(" and lower((e.attributes ->> ?) collate \"pg_c_utf8\")", key);
                        where(
                                " = any(select lower(v collate \"pg_c_utf8\") from unnest(cast(? as text[])) v)",
                                texts.toArray(String[]::new));
                    }
                    case Told.Quantity(String key, BigDecimal least, BigDecimal most) -> {
                        if (least != null) {
                            where(" and (e.attributes ->> ?)::numeric", key);
                            where(" >= ?", least);
                        }
                        if (most != null) {
                            where(" and (e.attributes ->> ?)::numeric", key);
                            where(" <= ?", most);
                        }
                    }
                }
            }
            return this;
        }

        private void where(String condition, Object value) {
            where.append(condition);
            values.add(value);
        }

        Query having(String condition, @Nullable Object value) {
            if (value != null) {
                having.append(having.isEmpty() ? " having " : " and ").append(condition);
                havingValues.add(value);
            }
            return this;
        }

        PeopleSet people() {
            var all = new ArrayList<>(values);
            all.addAll(havingValues);
            return PeopleSet.clients(
                    where + PeopleSet.WITHIN + " group by e.client_id" + having,
                    "e.client_id",
                    all);
        }
    }

    private record Happened(int kind, boolean happened, Period period, List<Told> told)
            implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            sql.add(happened ? "(" : "(not ")
                    .oneOf(new Query(asked, kind).during(period).told(told).people())
                    .add(")");
        }
    }

    /** From so many on; with nobody's events being none. */
    private record Counted(
            int kind, int least, @Nullable Integer most, Period period, List<Told> told)
            implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            if (least > 0) {
                sql.oneOf(
                        new Query(asked, kind)
                                .during(period)
                                .told(told)
                                .having("count(*) >= ?", least)
                                .having("count(*) <= ?", most)
                                .people());
            } else if (most == null) {
                sql.add("true");
            } else {
                sql.add("(not ")
                        .oneOf(
                                new Query(asked, kind)
                                        .during(period)
                                        .told(told)
                                        .having("count(*) > ?", most)
                                        .people())
                        .add(")");
            }
        }
    }

    private record Summed(
            int kind,
            @Nullable BigDecimal least,
            @Nullable BigDecimal most,
            Period period,
            List<Told> told)
            implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            sql.oneOf(
                    new Query(asked, kind)
                            .during(period)
                            .told(told)
                            .having("sum(e.amount) >= ?", least)
                            .having("sum(e.amount) <= ?", most)
                            .people());
        }
    }

    /** So many days ago, counted by the calendar. */
    private record Last(int kind, @Nullable Integer least, @Nullable Integer most, List<Told> told)
            implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            var query = new Query(asked, kind).told(told);
            sql.oneOf(
                    query.having(
                                    "max(e.at) < ?",
                                    least == null
                                            ? null
                                            : query.start(asked.today().minusDays(least - 1L)))
                            .having(
                                    "max(e.at) >= ?",
                                    most == null
                                            ? null
                                            : query.start(asked.today().minusDays(most)))
                            .people());
        }
    }
}

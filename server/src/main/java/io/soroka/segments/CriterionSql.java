package io.soroka.segments;

import io.soroka.contacts.Field;
import io.soroka.contacts.FieldType;
import io.soroka.segments.Criterion.Age;
import io.soroka.segments.Criterion.All;
import io.soroka.segments.Criterion.Anniversary;
import io.soroka.segments.Criterion.Any;
import io.soroka.segments.Criterion.Between;
import io.soroka.segments.Criterion.Compares;
import io.soroka.segments.Criterion.Contains;
import io.soroka.segments.Criterion.Dated;
import io.soroka.segments.Criterion.DatedBetween;
import io.soroka.segments.Criterion.Decile;
import io.soroka.segments.Criterion.Empty;
import io.soroka.segments.Criterion.Everyone;
import io.soroka.segments.Criterion.FromToday;
import io.soroka.segments.Criterion.HasAll;
import io.soroka.segments.Criterion.In;
import io.soroka.segments.Criterion.InSegment;
import io.soroka.segments.Criterion.Is;
import io.soroka.segments.Criterion.Not;
import io.soroka.segments.Criterion.Other;
import io.soroka.segments.Criterion.RandomPeople;
import io.soroka.segments.Criterion.StartsWith;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a tree to SQL over {@code client c}. Column names come from the catalogue of fields
 * only; every value is bound. A leaf may be null where its field is; since "and", "or" and {@code
 * is not true} treat null as they treat false, the whole behaves as {@link Criterion} promises and
 * leaves stay friendly to indexes.
 */
final class CriterionSql {

    private static final int DAYS_OF_A_YEAR = 365;

    /** So many values are compared one by one; more go through a hash table. */
    private static final int FEW = 16;

    private final Asked asked;
    private final Deciles deciles;
    private final LocalDate today;
    private final ZoneId zone;
    private final ConditionSql sql;

    /**
     * @param deciles where tenths begin
     * @param sql where to write
     */
    CriterionSql(Asked asked, Deciles deciles, ConditionSql sql) {
        this.asked = asked;
        this.deciles = deciles;
        this.today = asked.today();
        this.zone = asked.zone();
        this.sql = sql;
    }

    /** Writes one condition. */
    void add(Criterion criterion) {
        switch (criterion) {
            case Everyone _ -> sql.add("true");
            case All all -> all(all.parts());
            case RandomPeople drawn -> drawn(drawn, List.of());
            case Any any -> join(any.parts(), " or ");
            // Simpler than "is not true", so that PostgreSQL sees the missing row of a join.
            case Not(Other other) -> {
                sql.add("(not ");
                add(other);
                sql.add(")");
            }
            case Not(Criterion part) -> {
                sql.add("((");
                add(part);
                sql.add(") is not true)");
            }
            case Empty empty -> sql.add("(%s is null)".formatted(column(empty.field())));
            case In in -> in(in);
            case HasAll all ->
                    value(
                            "(%s @> cast(? as text[]))".formatted(column(all.field())),
                            all.values().toArray(String[]::new));
            case Contains contains ->
                    value(
                            "(position(%s in %s) > 0)"
                                    .formatted(lower("?"), lower(column(contains.field()))),
                            contains.value());
            case StartsWith starts ->
                    value(
                            "starts_with(%s, %s)"
                                    .formatted(lower(column(starts.field())), lower("?")),
                            starts.value());
            case Is is -> value("(%s = ?)".formatted(column(is.field())), is.answer());
            case Compares compares ->
                    value(
                            "(%s %s ?)"
                                    .formatted(
                                            column(compares.field()), compares.comparison().sql()),
                            compares.value());
            case Between between ->
                    sql.add(
                            "(%s between ? and ?)".formatted(column(between.field())),
                            between.from(),
                            between.to());
            case Dated dated -> dated(dated);
            case DatedBetween between ->
                    days(between.field(), between.from(), between.to().plusDays(1));
            case FromToday from -> fromToday(from);
            case Anniversary anniversary -> anniversary(anniversary.field(), anniversary.days());
            case Age age ->
                    days(
                            age.field(),
                            today.minusYears(age.to() + 1L).plusDays(1),
                            today.minusYears(age.from()).plusDays(1));
            case Other other -> other.condition().write(asked, sql);
            case Decile decile ->
                    add(deciles.condition(asked.departmentId(), decile, sql.within()));
            case InSegment in -> add(in.meaning());
        }
    }

    private void all(List<Criterion> parts) {
        for (Criterion part : parts) {
            if (part instanceof RandomPeople drawn) {
                drawn(
                        drawn,
                        parts.stream().filter(other -> !(other instanceof RandomPeople)).toList());
                return;
            }
        }
        join(parts.stream().sorted(Comparator.comparingInt(CriterionSql::cost)).toList(), " and ");
    }

    /**
     * PostgreSQL asks in the order in which it reads and stops at the first no: numbers and days
     * first, then texts, whose letters have to be made small, then what stands in other tables.
     */
    private static int cost(Criterion part) {
        return switch (part) {
            case All all -> most(all.parts());
            case Any any -> most(any.parts());
            case Not not -> cost(not.part());
            case In _, Contains _, StartsWith _ -> 1;
            case Other _, Criterion.InSegment _ -> 2;
            default -> 0;
        };
    }

    private static int most(List<Criterion> parts) {
        return parts.stream().mapToInt(CriterionSql::cost).max().orElse(0);
    }

    /**
     * Among those who meet the rest: an inner client c, in which the rest reads as everywhere. In a
     * sample as many are drawn as stand for the people wanted.
     */
    private void drawn(RandomPeople drawn, List<Criterion> rest) {
        boolean sampled = sql.within() instanceof Within.Sample;
        var inner = new ConditionSql(sampled ? sql.within() : new Within.Everyone());
        new CriterionSql(asked, deciles, inner).join(rest, " and ");
        SqlCondition others = inner.taken();
        SqlPeople from = inner.from(asked.departmentId());
        var values = new ArrayList<>(from.values());
        values.addAll(others.values());
        values.add((long) drawn.seed());
        values.add(sampled ? Math.ceilDiv(drawn.people(), Within.Sample.ONE_OF) : drawn.people());
        sql.oneOf(
                PeopleSet.clients(
                        "select c.id as client_id %s%s order by hashint8extended(c.id, ?), c.id limit ?"
                                .formatted(
                                        from.sql(), rest.isEmpty() ? "" : " and " + others.sql()),
                        "c.id",
                        values));
    }

    private void in(In in) {
        if (in.field().type() == FieldType.MANY_OF) {
            value(
                    "(%s && cast(? as text[]))".formatted(column(in.field())),
                    in.values().toArray(String[]::new));
            return;
        }
        String own = lower(column(in.field()));
        if (in.values().size() <= FEW) {
            // As they are, so that PostgreSQL knows how many clients have them.
            value(
                    "(%s = any(cast(? as text[])))".formatted(own),
                    in.values().stream().map(CriterionSql::small).toArray(String[]::new));
        } else {
            // "Is true" keeps it a filter with a hash table. As a join it would make PostgreSQL
            // read all clients and sort them for each chunk instead of walking along their ids.
            value(
                    "((%s in (select %s from unnest(cast(? as text[])) v)) is true)"
                            .formatted(own, lower("v")),
                    in.values().toArray(String[]::new));
        }
    }

    /** In small letters, one for one as {@link #lower} has them, whatever stands around them. */
    static String small(String text) {
        return text.codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void dated(Dated dated) {
        LocalDate day = dated.day();
        switch (dated.side()) {
            case BEFORE -> days(dated.field(), null, day);
            case ON -> days(dated.field(), day, day.plusDays(1));
            case AFTER -> days(dated.field(), day.plusDays(1), null);
        }
    }

    private void fromToday(FromToday from) {
        int days = from.days();
        switch (from.distance()) {
            case AGO_MORE -> days(from.field(), null, today.minusDays(days));
            case AGO_LESS ->
                    days(from.field(), today.minusDays(days).plusDays(1), today.plusDays(1));
            case AHEAD_WITHIN -> days(from.field(), today, today.plusDays(days).plusDays(1));
        }
    }

    /** Months and days as numbers, 101 to 1231; over New Year, those that are not in between. */
    private void anniversary(Field field, int days) {
        LocalDate last = today.plusDays(days);
        if (days >= DAYS_OF_A_YEAR) {
            sql.add("(%s is not null)".formatted(column(field)));
            return;
        }
        boolean overNewYear = last.getYear() > today.getYear();
        // In a year without 29 February its people are meant with those of the 28th.
        int end = monthDay(last) == 228 && !last.isLeapYear() ? 229 : monthDay(last);
        String day = column(field);
        List<Object> bound = new ArrayList<>();
        if (field.type() == FieldType.MOMENT) {
            day = "(" + day + " at time zone ?)";
            bound.addAll(List.of(zone.getId(), zone.getId()));
        }
        bound.add(overNewYear ? end + 1 : monthDay(today));
        bound.add(overNewYear ? monthDay(today) - 1 : end);
        sql.add(
                "(extract(month from %s) * 100 + extract(day from %s) %s ? and ?)"
                        .formatted(day, day, overNewYear ? "not between" : "between"),
                bound.toArray());
    }

    private static int monthDay(LocalDate day) {
        return day.getMonthValue() * 100 + day.getDayOfMonth();
    }

    /** From the one day on and before the other. */
    private void days(Field field, @Nullable LocalDate from, @Nullable LocalDate before) {
        List<String> ends = new ArrayList<>();
        List<Object> bound = new ArrayList<>();
        if (from != null) {
            ends.add(column(field) + " >= ?");
            bound.add(start(field, from));
        }
        if (before != null) {
            ends.add(column(field) + " < ?");
            bound.add(start(field, before));
        }
        sql.add("(" + String.join(" and ", ends) + ")", bound.toArray());
    }

    private Object start(Field field, LocalDate day) {
        return field.type() == FieldType.MOMENT ? day.atStartOfDay(zone).toOffsetDateTime() : day;
    }

    private void join(List<Criterion> parts, String between) {
        sql.add("(");
        for (int i = 0; i < parts.size(); i++) {
            sql.add(i == 0 ? "" : between);
            add(parts.get(i));
        }
        sql.add(")");
    }

    /** One value, which may be an array. */
    private void value(String condition, Object value) {
        sql.add(condition, new Object[] {value});
    }

    private static String column(Field field) {
        return "c." + field.column();
    }

    /** The same in every database, whatever its locale: PostgreSQL's own Unicode tables. */
    private static String lower(String text) {
        return "lower(%s collate \"pg_c_utf8\")".formatted(text);
    }
}

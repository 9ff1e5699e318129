package io.soroka.segments;

import io.soroka.contacts.Field;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A condition on a client: a tree of groups whose leaves look at one field each, or at something
 * that another room knows.
 *
 * <p>Every condition is either true or false of a client, never unknown. Of a client whose field is
 * empty only {@link Empty} is true, and with {@link Not} around them the others: "not (city is
 * Kazan)" includes clients without a city, and so do {@code not_in} and {@code ne}, which mean the
 * same as a negated {@code in} and {@code eq}. Letter case never matters in texts.
 */
public sealed interface Criterion {

    /** True of every client of the department. */
    record Everyone() implements Criterion {}

    /** True if all of its parts are; there is at least one. */
    record All(List<Criterion> parts) implements Criterion {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** True if one of its parts is; there is at least one. */
    record Any(List<Criterion> parts) implements Criterion {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** True if its part is not. */
    record Not(Criterion part) implements Criterion {}

    /** The field holds nothing. */
    record Empty(Field field) implements Criterion {}

    /** The text, or something in the list, is one of these, of which there is at least one. */
    record In(Field field, List<String> values) implements Criterion {
        public In {
            values = List.copyOf(values);
        }
    }

    /** The list holds all of these, of which there is at least one. */
    record HasAll(Field field, List<String> values) implements Criterion {
        public HasAll {
            values = List.copyOf(values);
        }
    }

    /** The text contains this. */
    record Contains(Field field, String value) implements Criterion {}

    /** The text starts with this. */
    record StartsWith(Field field, String value) implements Criterion {}

    /** The yes-or-no field holds this answer. */
    record Is(Field field, boolean answer) implements Criterion {}

    /** The number or amount compares so with a value. */
    record Compares(Field field, Comparison comparison, BigDecimal value) implements Criterion {}

    /** The number or amount lies between these, both included. */
    record Between(Field field, BigDecimal from, BigDecimal to) implements Criterion {}

    /** The day lies so towards a given day. A moment counts as the day it falls on. */
    record Dated(Field field, Side side, LocalDate day) implements Criterion {}

    /** The day lies between these, both included. */
    record DatedBetween(Field field, LocalDate from, LocalDate to) implements Criterion {}

    /** The day lies so towards today. */
    record FromToday(Field field, Distance distance, int days) implements Criterion {}

    /**
     * The day comes round, year after year, today or within so many days. One of 29 February comes
     * round on the 28th in years without it.
     */
    record Anniversary(Field field, int days) implements Criterion {}

    /** So many whole years have gone by since the day. */
    record Age(Field field, int from, int to) implements Criterion {}

    /**
     * The number or amount is among the tenths of all that the department's clients have, from the
     * lowest, 1, to the highest, 10.
     */
    record Decile(Field field, int from, int to) implements Criterion {}

    /**
     * The client meets the conditions of one of these segments, of which there is at least one.
     *
     * @param meaning their conditions, as they were when this was read
     */
    record InSegment(List<Long> ids, Criterion meaning) implements Criterion {
        public InSegment {
            ids = List.copyOf(ids);
        }
    }

    /**
     * So many of those who meet the conditions beside it, drawn by lot: the same ones for the same
     * seed while they stay the same.
     */
    record RandomPeople(int people, int seed) implements Criterion {}

    /** What another room knows of the client. */
    record Other(CriterionSource.Condition condition) implements Criterion {}

    /** How numbers compare. */
    enum Comparison {
        EQ("="),
        LT("<"),
        LE("<="),
        GT(">"),
        GE(">=");

        private final String sql;

        Comparison(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    /** Where a day lies towards another. */
    enum Side {
        BEFORE,
        ON,
        AFTER
    }

    /** How far from today a day lies. */
    enum Distance {
        /** Further back than so many days; exactly so many days ago is not further back. */
        AGO_MORE,
        /** Today or back by fewer than so many days. */
        AGO_LESS,
        /** Today or ahead by at most so many days. */
        AHEAD_WITHIN
    }
}

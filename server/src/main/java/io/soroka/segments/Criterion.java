package io.soroka.segments;

import io.soroka.contacts.Field;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A condition on a client: a tree of groups whose leaves look at one field each.
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

    /** The text is one of these, of which there is at least one. */
    record In(Field field, List<String> values) implements Criterion {
        public In {
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

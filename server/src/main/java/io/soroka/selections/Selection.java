package io.soroka.selections;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question kept against a source, whose answer is people with values of their own.
 *
 * @param departmentId whose clients its people are
 * @param version of its settings, from 1
 * @param whole the last run that went through; its people are who is in the selection. Null before
 *     the first
 * @param lastRun the newest run, whatever became of it
 */
public record Selection(
        long id,
        long departmentId,
        Plan plan,
        int version,
        Instant createdAt,
        @Nullable SelectionRun whole,
        @Nullable SelectionRun lastRun) {
    /**
     * What is asked, what becomes of the answer, and when.
     *
     * @param name 1 to 100 characters, unlike any other of the department
     * @param parameters what the question or the filters name
     * @param match by what the rows' people are known
     * @param matchColumn the column that holds it
     * @param createsUnknown whether a number that no client has becomes one
     * @param variables which columns texts can name; at most {@value #MOST_VARIABLES}
     * @param everyMinutes how often it runs, 1 to 10,080; 0 for not
     * @param dailyAt when it runs each day, in the company's time zone; null for not
     */
    public record Plan(
            String name,
            long sourceId,
            Question question,
            List<Parameter> parameters,
            Match match,
            String matchColumn,
            boolean createsUnknown,
            List<Variable> variables,
            int everyMinutes,
            @Nullable LocalTime dailyAt) {
        /** How many variables there may be. */
        public static final int MOST_VARIABLES = 50;

        public Plan {
            parameters = List.copyOf(parameters);
            variables = List.copyOf(variables);
        }
    }

    /** What is asked. */
    public sealed interface Question {
        /**
         * A question in SQL; parameters stand in it as {@code :name}.
         *
         * @param text at most {@value #LONGEST} characters
         */
        record Sql(String text) implements Question {
            /** How long it may be. */
            public static final int LONGEST = 20_000;
        }

        /**
         * The rows of an entity that pass every filter: for sources that are not asked in SQL.
         *
         * @param key the column that tells rows apart
         */
        record Rows(String entity, String key, List<Filter> filters) implements Question {
            public Rows {
                filters = List.copyOf(filters);
            }
        }
    }

    /**
     * A condition on a row.
     *
     * @param value a value, or {@code :name} for that of a parameter; whatever for {@link
     *     Comparison#EMPTY} and {@link Comparison#NOT_EMPTY}
     */
    public record Filter(String column, Comparison is, String value) {}

    /** How a column compares with a value. Of an empty one only {@link #EMPTY} is true. */
    public enum Comparison {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE,
        EMPTY,
        NOT_EMPTY
    }

    /**
     * A value that is put into the question from outside.
     *
     * @param name Latin letters, digits and underscores
     * @param value as the type is written; a day also as {@code today}, {@code today+3} or {@code
     *     today-7}
     */
    public record Parameter(String name, ValueType type, String value) {}

    /**
     * A column whose values texts can name.
     *
     * @param name by which texts call it: letters, digits, underscores and blanks
     */
    public record Variable(String name, ValueType type, String column) {}

    /** By what people are known. */
    public enum Match {
        PHONE,
        EXTERNAL_ID
    }
}

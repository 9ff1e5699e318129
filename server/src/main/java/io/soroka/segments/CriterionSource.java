package io.soroka.segments;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Implemented by rooms that know more of clients than their fields. Each adds conditions about one
 * thing: {@code {"about":"consent","is":"given","purpose":"advertising"}}.
 */
public interface CriterionSource {
    /** What the conditions are about: a Latin word, no other source's. */
    String about();

    /** How it can be asked, the usual ways first. */
    List<String> operators();

    /**
     * Reads one.
     *
     * @throws CriteriaRefused if it means nothing
     */
    Condition read(CriterionNode node);

    /**
     * What can stand in {@code values}, for somebody who picks.
     *
     * @param search what the titles contain, whatever the case; blank for any
     * @param most how many at the most
     * @return the likeliest first; nothing where values are not picked
     */
    default List<Choice> choices(long departmentId, String search, int most) {
        return List.of();
    }

    /** How people know something they picked; nothing where there is no such thing. */
    default Optional<String> title(long departmentId, String value) {
        return Optional.empty();
    }

    /**
     * Something to pick.
     *
     * @param value as conditions name it
     * @param title as people know it
     * @param people how many of the department's clients it is about; null where nobody counts
     */
    record Choice(String value, String title, @Nullable Long people) {
        /** Something that nobody counts. */
        public Choice(String value, String title) {
            this(value, title, null);
        }
    }

    /** What was read; equal to another that asks the same. */
    interface Condition {
        /**
         * Writes the condition, in brackets where it needs them; it is true or false of a client,
         * never null.
         *
         * @param asked of whom and when
         */
        void write(Asked asked, ConditionSql sql);
    }
}

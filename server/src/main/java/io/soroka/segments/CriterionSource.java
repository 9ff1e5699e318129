package io.soroka.segments;

/**
 * Implemented by rooms that know more of clients than their fields. Each adds conditions about one
 * thing: {@code {"about":"consent","is":"given","purpose":"advertising"}}.
 */
public interface CriterionSource {
    /** What the conditions are about: a Latin word, no other source's. */
    String about();

    /**
     * Reads one.
     *
     * @throws CriteriaRefused if it means nothing
     */
    Condition read(CriterionNode node);

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

package io.soroka.segments;

/**
 * Of which clients of a department a condition is asked at once. Sets of people that other tables
 * hold are read accordingly: as a whole, in part, or person by person.
 */
sealed interface Within {

    /** Client after client: of few, or in a walk along their ids that may end any time. */
    record Each() implements Within {}

    /** All at once. */
    record Everyone() implements Within {}

    /** Those with ids between these, both included. */
    record Slice(long first, long last) implements Within {}

    /**
     * One of {@value Sample#ONE_OF}: out of every 4,096 ids the first 64, which mostly lie together
     * in few pages. The same ones each time; what tells much of them has an index of its own over
     * them alone.
     */
    record Sample() implements Within {
        static final int ONE_OF = 64;
    }

    /**
     * What to write behind a condition so that it holds within only.
     *
     * @param id where the client's id stands
     */
    default String and(String id) {
        return switch (this) {
            case Each _, Everyone _ -> "";
            case Slice(long first, long last) ->
                    " and %s between %d and %d".formatted(id, first, last);
            // As the partial indexes have it.
            case Sample _ -> " and ((%s >> 6) & 63) = 0".formatted(id);
        };
    }
}

package io.soroka.campaigns;

import java.util.Set;

/** Whom a campaign goes to. */
public sealed interface Whom {
    /**
     * Clients who meet conditions of the campaign's own.
     *
     * @param criteria the criteria tree as JSON; {@code {}} for everyone
     */
    record Criteria(String criteria) implements Whom {}

    /** Clients of a saved segment. */
    record Segment(long segmentId) implements Whom {}

    /**
     * People of an earlier run, by what became of them.
     *
     * @param states at least one
     */
    record EarlierRun(long runId, Set<PersonState> states) implements Whom {
        public EarlierRun {
            states = Set.copyOf(states);
        }
    }
}

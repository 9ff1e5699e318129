package io.soroka.campaigns;

import io.soroka.campaigns.CampaignRefused.Reason;
import io.soroka.segments.Segments;
import io.soroka.selections.Selections;
import io.soroka.selections.Variables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds out who is meant by {@link Whom}. */
@Component
class Audiences {
    private static final int STORED_AT_ONCE = 20_000;

    private final Segments segments;
    private final Selections selections;
    private final JdbcClient sql;
    private final RunPeople people;

    Audiences(Segments segments, Selections selections, JdbcClient sql, RunPeople people) {
        this.segments = segments;
        this.selections = selections;
        this.sql = sql;
        this.people = people;
    }

    /**
     * Sees that what is named is there and is the department's own.
     *
     * @throws CampaignRefused when a segment or run is not
     * @throws io.soroka.segments.CriteriaRefused when the conditions mean nothing
     */
    void check(long departmentId, @Nullable Whom whom) {
        switch (whom) {
            case null -> {}
            case Whom.Criteria(String criteria) -> {
                var _ = segments.inlined(departmentId, criteria);
            }
            case Whom.Segment(long id) -> {
                if (segments.find(departmentId, id).isEmpty()) {
                    throw new CampaignRefused(Reason.NO_SEGMENT).at("/audience/segmentId");
                }
            }
            case Whom.EarlierRun(long runId, Set<PersonState> states) -> {
                if (states.isEmpty() || departmentOf(runId).orElse(-1L) != departmentId) {
                    throw new CampaignRefused(Reason.NO_RUN).at("/audience/runId");
                }
            }
        }
    }

    private Optional<Long> departmentOf(long runId) {
        return sql.sql("select department_id from run where id = ?")
                .param(runId)
                .query(Long.class)
                .optional();
    }

    /**
     * The same people without any segment's name: the conditions of segments as they are now.
     *
     * @throws CampaignRefused as {@link #check}
     */
    Whom resolve(long departmentId, Whom whom) {
        check(departmentId, whom);
        return switch (whom) {
            case Whom.Segment(long id) ->
                    new Whom.Criteria(
                            segments.inlined(
                                    departmentId,
                                    segments.find(departmentId, id).orElseThrow().tree()));
            case Whom.Criteria(String criteria) ->
                    new Whom.Criteria(segments.inlined(departmentId, criteria));
            case Whom.EarlierRun earlier -> earlier;
        };
    }

    /**
     * The values that a text to these people may name beside their fields; null for none.
     *
     * @param held whether they stay the ones there are until the end of the transaction
     */
    @Nullable Variables variables(long departmentId, @Nullable Whom whom, boolean held) {
        return switch (whom) {
            case null -> null;
            case Whom.Segment(long id) ->
                    segments.find(departmentId, id)
                            .map(segment -> variables(departmentId, segment.tree(), held))
                            .orElse(null);
            case Whom.Criteria(String criteria) -> variables(departmentId, criteria, held);
            case Whom.EarlierRun(long runId, Set<PersonState> _) ->
                    sql.sql(
                                    "select selection_run from run where id = ? and department_id = ? and selection_run is not null")
                            .params(runId, departmentId)
                            .query(Long.class)
                            .optional()
                            .map(selections::ofRun)
                            .orElse(null);
        };
    }

    private @Nullable Variables variables(long departmentId, String criteria, boolean held) {
        return held
                ? selections.held(departmentId, criteria)
                : selections.variables(departmentId, criteria);
    }

    /** Where to read resolved people from. */
    Audience.Source source(long departmentId, Whom resolved, LocalDate today) {
        return switch (resolved) {
            case Whom.Criteria(String criteria) ->
                    new Audience.Source.Meeting(segments.where(departmentId, criteria, today));
            case Whom.EarlierRun earlier ->
                    new Audience.Source.Listed((after, size) ->
                            people.matching(earlier.runId(), earlier.states(), after, size));
            case Whom.Segment _ -> throw new IllegalArgumentException("not resolved");
        };
    }

    /** Stores the people of a frozen list in the caller's transaction; returns how many. */
    long store(Connection db, long runId, long departmentId, Whom resolved, LocalDate today)
            throws SQLException {
        return switch (resolved) {
            case Whom.Criteria(String criteria) -> {
                var people = segments.people(departmentId, criteria, today);
                try (PreparedStatement insert =
                        db.prepareStatement(
                                "insert into run_audience (run_id, client_id) select ?, c.id "
                                        + people.sql())) {
                    insert.setLong(1, runId);
                    int place = 2;
                    for (Object value : people.values()) {
                        insert.setObject(place++, value);
                    }
                    yield insert.executeLargeUpdate();
                }
            }
            case Whom.EarlierRun(long earlier, Set<PersonState> states) ->
                    storeListed(db, runId, departmentId, earlier, states);
            case Whom.Segment _ -> throw new IllegalArgumentException("not resolved");
        };
    }

    private long storeListed(
            Connection db, long runId, long departmentId, long earlier, Set<PersonState> states)
            throws SQLException {
        long stored = 0;
        List<Long> ids = people.matching(earlier, states, 0, STORED_AT_ONCE);
        try (PreparedStatement insert =
                db.prepareStatement(
                        """
                        insert into run_audience (run_id, client_id)
                        select ?, c.id from client c where c.department_id = ? and c.id = any(?)
                        """)) {
            while (!ids.isEmpty()) {
                insert.setLong(1, runId);
                insert.setLong(2, departmentId);
                insert.setArray(3, db.createArrayOf("bigint", ids.toArray()));
                stored += insert.executeLargeUpdate();
                ids = people.matching(earlier, states, ids.getLast(), STORED_AT_ONCE);
            }
        }
        return stored;
    }
}

package io.soroka.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Carries out what people decided about parts of unknown fate, and gives up those that nobody
 * decided about in time. Only the connection's owner may: it alone knows the state of its messages.
 */
final class Decisions {
    /** How often it looks when nobody says that there is something. */
    private static final long EVERY_MILLIS = 2_000;

    private static final int AT_ONCE = 500;

    private final Facts facts;
    private final Tracker tracker;
    private final Journal journal;
    private final Duration term;
    private final Clock clock;
    private final int connectionId;
    private final PreparedStatement due;
    private long lookAt;

    /**
     * Looks at once when it is first asked.
     *
     * @param term how long it waits for a decision
     */
    Decisions(
            Connection db,
            int connectionId,
            Facts facts,
            Tracker tracker,
            Journal journal,
            Duration term,
            Clock clock)
            throws SQLException {
        this.connectionId = connectionId;
        this.facts = facts;
        this.tracker = tracker;
        this.journal = journal;
        this.term = term;
        this.clock = clock;
        due =
                db.prepareStatement(
                        """
                        select u.message_id, u.part, u.attempt, coalesce(d.what = 'send_again', false)
                          from uncertain u left join uncertain_decision d on d.id = u.decision_id
                         where u.connection_id = ? and u.settled_at is null
                           and (u.decision_id is not null or u.since < ?)
                         order by u.message_id, u.part limit ?
                        """);
    }

    /** Someone says that there is a decision. */
    void wake() {
        lookAt = 0;
    }

    private record Due(Facts.Attempt attempt, boolean again) {}

    /**
     * Does what is due, within the caller's transaction, in which the rest of this cycle is known
     * already: who was settled by a receipt meanwhile is left alone.
     */
    void carryOut() throws SQLException {
        if (clock.millis() < lookAt) {
            return;
        }
        List<Due> decided = due();
        lookAt = decided.size() == AT_ONCE ? 0 : clock.millis() + EVERY_MILLIS;
        Map<Long, Tracked> messages =
                facts.tracked(
                        decided.stream().map(one -> one.attempt().messageId()).distinct().toList(),
                        tracker);
        for (Due one : decided) {
            Tracked message = messages.get(one.attempt().messageId());
            int part = one.attempt().part();
            int attempt = one.attempt().attempt();
            if (message != null && message.parts[part] == PartState.of(attempt, Outcome.UNKNOWN)) {
                var ref = new PartRef(message, part, attempt);
                if (one.again()) {
                    journal.sendAgain(ref);
                } else {
                    journal.outcome(ref, Outcome.GIVEN_UP, null, null);
                }
            }
        }
    }

    private List<Due> due() throws SQLException {
        var decided = new ArrayList<Due>();
        due.setInt(1, connectionId);
        due.setTimestamp(2, Timestamp.from(clock.instant().minus(term)));
        due.setInt(3, AT_ONCE);
        try (ResultSet row = due.executeQuery()) {
            while (row.next()) {
                decided.add(
                        new Due(
                                new Facts.Attempt(row.getLong(1), row.getInt(2), row.getInt(3)),
                                row.getBoolean(4)));
            }
        }
        return decided;
    }
}

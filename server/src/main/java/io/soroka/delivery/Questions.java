package io.soroka.delivery;

import io.soroka.platform.Ids;
import io.soroka.providers.Question;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which parts to ask the provider about: those whose receipt is late, the oldest first, a few at a
 * time. What the provider answers is a receipt like any other.
 */
final class Questions {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int AT_ONCE = 100;
    private static final Duration ONCE_MORE = Duration.ofHours(6);

    /** What is older no provider knows any more. */
    private static final Duration KNOWN = Duration.ofDays(3);

    private final int connectionId;
    private final Duration late;
    private final Clock clock;
    private final PreparedStatement next;
    private Instant lookAt = Instant.MIN;

    /**
     * Looks with this session.
     *
     * @param late how long after a message was made its receipt is late
     */
    Questions(Connection db, int connectionId, Duration late, Clock clock) throws SQLException {
        this.connectionId = connectionId;
        this.late = late;
        this.clock = clock;
        next =
                db.prepareStatement(
                        """
                        with due as (
                            select ctid, message_id from awaited_receipt
                             where connection_id = ? and message_id > ? and message_id < ?
                               and (asked_at is null or asked_at < ?)
                             order by message_id limit ?),
                        asked as (
                            update awaited_receipt a set asked_at = ? from due
                             where a.ctid = due.ctid
                            returning a.provider_id, a.message_id)
                        select a.provider_id, m.sender from asked a join message m on m.id = a.message_id
                        """);
    }

    /** The questions that are due now; they count as asked when the caller commits. */
    List<Question> due() throws SQLException {
        Instant now = clock.instant();
        var questions = new ArrayList<Question>();
        if (now.isBefore(lookAt)) {
            return questions;
        }
        lookAt = now.plus(EVERY);
        next.setInt(1, connectionId);
        next.setLong(2, Ids.floor(now.minus(KNOWN)));
        next.setLong(3, Ids.floor(now.minus(late)));
        next.setTimestamp(4, Timestamp.from(now.minus(ONCE_MORE)));
        next.setInt(5, AT_ONCE);
        next.setTimestamp(6, Timestamp.from(now));
        try (ResultSet row = next.executeQuery()) {
            while (row.next()) {
                questions.add(new Question(row.getString(1), row.getString(2)));
            }
        }
        return questions;
    }
}

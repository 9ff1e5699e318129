package io.soroka.delivery;

import io.soroka.providers.ReceiptState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads messages and all that is known of them back from the database. */
final class Facts {
    private final Connection db;

    Facts(Connection db) {
        this.db = db;
    }

    /**
     * What the database knows of some messages.
     *
     * @param messages by id, in the state that their facts give
     * @param attempts every attempt that has an outcome, as message id, part, attempt
     */
    record Known(Map<Long, Tracked> messages, Set<Attempt> attempts) {}

    record Attempt(long messageId, int part, int attempt) {}

    /** What is known of these messages; ids that are not there are left out. */
    Known load(Collection<Long> ids) throws SQLException {
        var known = new Known(new HashMap<>(), new HashSet<>());
        for (long[] slice : Slices.of(ids)) {
            messages(slice, known);
            moved(slice, known);
            submissions(slice, known);
            receipts(slice, known);
        }
        return known;
    }

    private void messages(long[] slice, Known known) throws SQLException {
        read(
                """
                select id, coalesce(run_id, 0), class, msisdn, parts
                  from message where id between ? and ?
                """,
                slice,
                row ->
                        known.messages.put(
                                row.getLong(1),
                                new Tracked(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getInt(3),
                                        row.getLong(4),
                                        row.getInt(5))));
    }

    private void moved(long[] slice, Known known) throws SQLException {
        read(
                """
                select message_id, connection_id, counted
                  from moved_message where message_id between ? and ?
                """,
                slice,
                row -> {
                    Tracked message = known.messages.get(row.getLong(1));
                    if (message != null) {
                        message.owner = row.getInt(2);
                        message.counted = MessageState.of(row.getShort(3));
                    }
                });
    }

    private void submissions(long[] slice, Known known) throws SQLException {
        read(
                """
                select message_id, part, attempt, outcome, at, connection_id
                  from submission where message_id between ? and ?
                """,
                slice,
                row -> {
                    known.attempts.add(new Attempt(row.getLong(1), row.getInt(2), row.getInt(3)));
                    Outcome outcome = Outcome.of(row.getInt(4));
                    learn(known, row, PartState.of(row.getInt(3), outcome));
                    Tracked message = known.messages.get(row.getLong(1));
                    if (message != null && message.owner != 0) {
                        message.triedBy(row.getInt(6));
                    }
                    if (message != null && outcome == Outcome.ACCEPTED) {
                        message.acceptedAt =
                                Math.max(message.acceptedAt, row.getTimestamp(5).getTime());
                    }
                });
    }

    private void receipts(long[] slice, Known known) throws SQLException {
        read(
                """
                select message_id, part, attempt, state
                  from receipt where message_id between ? and ?
                """,
                slice,
                row ->
                        learn(
                                known,
                                row,
                                PartState.of(row.getInt(3), ReceiptState.of(row.getInt(4)))));
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** Rows whose first column is one of the slice's ids. */
    private void read(String query, long[] slice, RowReader reader) throws SQLException {
        try (PreparedStatement statement = db.prepareStatement(query)) {
            statement.setLong(1, slice[0]);
            statement.setLong(2, slice[slice.length - 1]);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (Arrays.binarySearch(slice, row.getLong(1)) >= 0) {
                        reader.read(row);
                    }
                }
            }
        }
    }

    /** Messages as the tracker knows them; what it does not know it learns from the database. */
    Map<Long, Tracked> tracked(Collection<Long> ids, Tracker tracker) throws SQLException {
        var messages = new HashMap<Long, Tracked>();
        var cold = new ArrayList<Long>();
        for (Long id : ids) {
            Tracked message = tracker.find(id);
            if (message == null) {
                cold.add(id);
            } else {
                messages.put(id, message);
            }
        }
        load(cold)
                .messages()
                .forEach((id, message) -> {
                    messages.put(id, message);
                    tracker.add(message);
                });
        return messages;
    }

    private static void learn(Known known, ResultSet row, int fact) throws SQLException {
        Tracked message = known.messages.get(row.getLong(1));
        if (message != null) {
            message.learn(row.getInt(2), fact);
        }
    }

    /** A part that the provider took, and the id it gave. */
    record Accepted(long messageId, int part, int attempt, String providerId) {}

    /** Parts accepted on a connection from a moment on, the oldest messages first. */
    List<Accepted> accepted(int connectionId, Instant since) throws SQLException {
        try (PreparedStatement statement =
                db.prepareStatement(
                        """
                        select message_id, part, attempt, provider_id
                          from submission
                         where connection_id = ? and at >= ? and provider_id is not null
                         order by message_id, attempt
                        """)) {
            statement.setInt(1, connectionId);
            statement.setTimestamp(2, Timestamp.from(since));
            return accepted(statement);
        }
    }

    /** The rows of a query for message id, part, attempt and provider's id. */
    static List<Accepted> accepted(PreparedStatement query) throws SQLException {
        var accepted = new ArrayList<Accepted>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                accepted.add(
                        new Accepted(
                                row.getLong(1), row.getInt(2), row.getInt(3), row.getString(4)));
            }
        }
        return accepted;
    }

    /** How far back a connection's memory reached when it was last written down. */
    Optional<Instant> remembered(int connectionId) throws SQLException {
        try (PreparedStatement statement =
                db.prepareStatement(
                        "select since from connection_memory where connection_id = ?")) {
            statement.setInt(1, connectionId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getTimestamp(1).toInstant()) : Optional.empty();
            }
        }
    }
}

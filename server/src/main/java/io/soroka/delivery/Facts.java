package io.soroka.delivery;

import io.soroka.providers.ReceiptState;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
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

    Known load(Collection<Long> ids) throws SQLException {
        var messages = new HashMap<Long, Tracked>();
        var attempts = new HashSet<Attempt>();
        if (ids.isEmpty()) {
            return new Known(messages, attempts);
        }
        Array wanted = db.createArrayOf("bigint", ids.toArray());
        try (PreparedStatement statement =
                db.prepareStatement(
                        """
                        select m.id, coalesce(m.run_id, 0), m.class, m.msisdn, m.parts
                          from unnest(?) u(id) join message m on m.id = u.id
                        """)) {
            statement.setArray(1, wanted);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    messages.put(
                            row.getLong(1),
                            new Tracked(
                                    row.getLong(1),
                                    row.getLong(2),
                                    row.getInt(3),
                                    row.getLong(4),
                                    row.getInt(5)));
                }
            }
        }
        // A join with unnest lets the block-range index narrow the pages for each id.
        try (PreparedStatement statement =
                db.prepareStatement(
                        """
                        select s.message_id, s.part, s.attempt, s.outcome
                          from unnest(?) u(id) join submission s on s.message_id = u.id
                        """)) {
            statement.setArray(1, wanted);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    attempts.add(new Attempt(row.getLong(1), row.getInt(2), row.getInt(3)));
                    learn(messages, row, PartState.of(row.getInt(3), Outcome.of(row.getInt(4))));
                }
            }
        }
        try (PreparedStatement statement =
                db.prepareStatement(
                        """
                        select r.message_id, r.part, r.attempt, r.state
                          from unnest(?) u(id) join receipt r on r.message_id = u.id
                        """)) {
            statement.setArray(1, wanted);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    learn(
                            messages,
                            row,
                            PartState.of(row.getInt(3), ReceiptState.of(row.getInt(4))));
                }
            }
        }
        return new Known(messages, attempts);
    }

    private static void learn(Map<Long, Tracked> messages, ResultSet row, int fact)
            throws SQLException {
        Tracked message = messages.get(row.getLong(1));
        if (message != null) {
            message.learn(row.getInt(2), fact);
        }
    }
}

package io.soroka.delivery;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Settles the intents that an earlier owner of the connection left open: what has no outcome is of
 * unknown fate.
 */
final class Recovery {
    static final String REASON = "server stopped before the answer was stored";

    private final Connection db;
    private final int connectionId;
    private final Facts facts;
    private final Journal journal;

    Recovery(Connection db, int connectionId, Facts facts, Journal journal) {
        this.db = db;
        this.connectionId = connectionId;
        this.facts = facts;
        this.journal = journal;
    }

    private record Left(long intent, List<Long> messages, int part, int attempt) {}

    /** Runs within the caller's transaction. */
    void run() throws SQLException {
        List<Left> left = openIntents();
        Set<Long> ids = new LinkedHashSet<>();
        left.forEach(intent -> ids.addAll(intent.messages()));
        Facts.Known known = facts.load(ids);
        for (Left intent : left) {
            for (Long id : intent.messages()) {
                Tracked message = known.messages().get(id);
                if (message != null) {
                    settle(message, intent, known);
                }
            }
            journal.closeIntent(new OpenIntent(intent.intent(), 0));
        }
        boolean ignored = journal.write();
    }

    private void settle(Tracked message, Left intent, Facts.Known known) {
        for (int part = 0; part < message.parts.length; part++) {
            boolean intended = intent.part() == OpenIntent.WHOLE || intent.part() == part;
            if (intended
                    && !known.attempts()
                            .contains(new Facts.Attempt(message.id, part, intent.attempt()))) {
                DispatchWork.unknown(journal, new PartRef(message, part, intent.attempt()), REASON);
            }
        }
    }

    private List<Left> openIntents() throws SQLException {
        var left = new ArrayList<Left>();
        try (var statement =
                db.prepareStatement(
                        """
                        select id, message_ids, part, attempt, first_id, last_id
                          from intent where connection_id = ? order by id
                        """)) {
            statement.setInt(1, connectionId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    left.add(new Left(row.getLong(1), messages(row), row.getInt(3), row.getInt(4)));
                }
            }
        }
        return left;
    }

    /** By name, or the range of a batch: its ids follow each other without a gap. */
    private static List<Long> messages(ResultSet row) throws SQLException {
        Array named = row.getArray(2);
        return named == null
                ? LongStream.rangeClosed(row.getLong(5), row.getLong(6)).boxed().toList()
                : List.of((Long[]) named.getArray());
    }
}

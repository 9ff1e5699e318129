package io.soroka.delivery;

import io.soroka.providers.Outbound;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one connection, class by class: batches of new messages and parts that were put
 * back. Taking a group moves the batch's mark or deletes the put-back rows in the caller's
 * transaction, together with the intent.
 */
final class Lanes {
    /** How long a look at the lanes is trusted when nobody has said that there is something new. */
    private static final long TRUST_MILLIS = 500;

    private static final long NO_BATCH = -1;

    private final int connectionId;
    private final Clock clock;
    private final PreparedStatement nextBatch;
    private final PreparedStatement readBatch;
    private final PreparedStatement moveMark;
    private final PreparedStatement takePutBack;

    private final ArrayDeque<Waiting> loaded = new ArrayDeque<>();
    private long loadedBatch = NO_BATCH;
    private boolean stale = true;
    private long lookedAt;
    private boolean batchesEmpty;
    private boolean putBacksEmpty;

    Lanes(Connection db, int connectionId, Clock clock) throws SQLException {
        this.connectionId = connectionId;
        this.clock = clock;
        nextBatch =
                db.prepareStatement(
                        """
                        select b.first_id, b.last_id, b.taken_through
                          from batch b
                         where b.connection_id = ? and b.taken_through < b.last_id and not b.cancelled
                           and not exists (select from run_hold h where h.run_id = b.run_id)
                         order by b.class, b.first_id
                         limit 1
                        """);
        readBatch =
                db.prepareStatement(
                        """
                        select id, coalesce(run_id, 0), class, msisdn, parts, sender, text
                          from message
                         where id > ? and id <= ?
                         order by id
                        """);
        moveMark =
                db.prepareStatement(
                        """
                        update batch b set taken_through = ?
                         where b.first_id = ? and not b.cancelled
                           and not exists (select from run_hold h where h.run_id = b.run_id)
                        """);
        takePutBack =
                db.prepareStatement(
                        """
                        with due as (
                            select p.message_id, p.part
                              from put_back p left join run_hold h on h.run_id = p.run_id
                             where p.connection_id = ? and p.due_at <= ? and (h.run_id is null or h.cancelled)
                             order by p.class, p.due_at
                             limit ?),
                        taken as (
                            delete from put_back p using due
                             where p.message_id = due.message_id and p.part = due.part
                            returning p.message_id, p.part, p.attempt, p.run_id)
                        select m.id, coalesce(m.run_id, 0), m.class, m.msisdn, m.parts, m.sender, m.text,
                               t.part, t.attempt, coalesce(h.cancelled, false)
                          from taken t
                          join message m on m.id = t.message_id
                          left join run_hold h on h.run_id = t.run_id
                        """);
    }

    /**
     * A message or a single part of it that is about to go out. {@code part} is -1 for all of it.
     */
    record Waiting(
            long id,
            long runId,
            int messageClass,
            long msisdn,
            int parts,
            @Nullable String sender,
            String text,
            int part,
            int attempt,
            boolean cancelled) {
        Outbound outbound(long firstToken) {
            return new Outbound(firstToken, id, msisdn, sender, text, parts, part);
        }

        int sending() {
            return part < 0 ? parts : 1;
        }
    }

    /** Someone says that there is something new. */
    void wake() {
        stale = true;
    }

    /** Whether taking is worth a try: there is something, or nobody has looked for a while. */
    boolean mayHold() {
        return stale
                || !loaded.isEmpty()
                || !batchesEmpty
                || !putBacksEmpty
                || clock.millis() - lookedAt > TRUST_MILLIS;
    }

    /**
     * Takes up to {@code parts} parts (at least one message): what was put back first, then new
     * ones.
     */
    List<Waiting> take(int parts) throws SQLException {
        if (stale || clock.millis() - lookedAt > TRUST_MILLIS) {
            stale = false;
            lookedAt = clock.millis();
            putBacksEmpty = false;
            loadFirst();
        }
        if (!putBacksEmpty) {
            List<Waiting> again = putBacks(parts);
            if (!again.isEmpty()) {
                return again;
            }
            putBacksEmpty = true;
        }
        if (loaded.isEmpty() && !batchesEmpty) {
            loadFirst();
        }
        return fromLoaded(parts);
    }

    private List<Waiting> fromLoaded(int limit) throws SQLException {
        var group = new ArrayList<Waiting>();
        int parts = 0;
        while (!loaded.isEmpty()
                && (group.isEmpty() || parts + loaded.element().parts() <= limit)) {
            Waiting next = loaded.remove();
            group.add(next);
            parts += next.parts();
        }
        if (!group.isEmpty()) {
            moveMark.setLong(1, group.getLast().id());
            moveMark.setLong(2, loadedBatch);
            if (moveMark.executeUpdate() == 0) {
                // Held or cancelled since we loaded it.
                stale = true;
                loaded.clear();
                loadedBatch = NO_BATCH;
                return List.of();
            }
        }
        return group;
    }

    /** Loads the batch that goes first now, unless it is the one that is loaded. */
    private void loadFirst() throws SQLException {
        nextBatch.setInt(1, connectionId);
        try (ResultSet batch = nextBatch.executeQuery()) {
            batchesEmpty = !batch.next();
            if (batchesEmpty) {
                loaded.clear();
                loadedBatch = NO_BATCH;
                return;
            }
            if (batch.getLong(1) == loadedBatch && !loaded.isEmpty()) {
                return;
            }
            loadedBatch = batch.getLong(1);
            readBatch.setLong(1, batch.getLong(3));
            readBatch.setLong(2, batch.getLong(2));
        }
        loaded.clear();
        try (ResultSet row = readBatch.executeQuery()) {
            while (row.next()) {
                loaded.add(read(row, -1, 1, false));
            }
        }
    }

    private List<Waiting> putBacks(int limit) throws SQLException {
        takePutBack.setInt(1, connectionId);
        takePutBack.setTimestamp(2, new Timestamp(clock.millis()));
        takePutBack.setInt(3, limit);
        var again = new ArrayList<Waiting>();
        try (ResultSet row = takePutBack.executeQuery()) {
            while (row.next()) {
                again.add(read(row, row.getInt(8), row.getInt(9), row.getBoolean(10)));
            }
        }
        return again;
    }

    private static Waiting read(ResultSet row, int part, int attempt, boolean cancelled)
            throws SQLException {
        return new Waiting(
                row.getLong(1),
                row.getLong(2),
                row.getInt(3),
                row.getLong(4),
                row.getInt(5),
                row.getString(6),
                row.getString(7),
                part,
                attempt,
                cancelled);
    }
}

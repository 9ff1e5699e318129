package io.soroka.delivery;

import io.soroka.policy.MessageClass;
import io.soroka.providers.Outbound;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one connection, class by class: batches of new messages and parts that were put
 * back. Taking a group moves the batch's mark or deletes the put-back rows in the caller's
 * transaction, together with the intent.
 */
final class Lanes {
    /** How long a look at the lanes is trusted when nobody has said that there is something new. */
    private static final long TRUST_MILLIS = 500;

    private static final int NOT_LOOKED = -1;
    private static final int LAST_CLASS = MessageClass.values().length - 1;

    private final int connectionId;
    private final Clock clock;
    private final Planned planned;
    private final PreparedStatement nextBatch;
    private final PreparedStatement readBatch;
    private final PreparedStatement moveMark;
    private final PreparedStatement takePutBack;

    /** A batch of each class, so that a more urgent one in between costs no second reading. */
    private final @Nullable Batch[] loaded = new @Nullable Batch[LAST_CLASS + 1];

    /** The batch that goes first; null when there is none. */
    private @Nullable Batch first;

    private boolean stale = true;
    private long lookedAt;

    /** Nothing of this class or a more urgent one was put back and is due; -1 when unknown. */
    private int noPutBacks = NOT_LOOKED;

    Lanes(Connection db, int connectionId, Clock clock, Planned planned) throws SQLException {
        this.connectionId = connectionId;
        this.clock = clock;
        this.planned = planned;
        nextBatch =
                db.prepareStatement(
                        """
                        select b.first_id, b.last_id, b.taken_through, b.class
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
                         where b.first_id = ? and b.connection_id = ? and b.last_id >= ? and not b.cancelled
                           and not exists (select from run_hold h where h.run_id = b.run_id)
                        """);
        takePutBack =
                db.prepareStatement(
                        """
                        with due as (
                            select p.message_id, p.part
                              from put_back p left join run_hold h on h.run_id = p.run_id
                             where p.connection_id = ? and p.due_at <= ? and p.class <= ?
                               and (h.run_id is null or h.cancelled)
                             order by p.class, p.due_at
                             limit ?),
                        taken as (
                            delete from put_back p using due
                             where p.message_id = due.message_id and p.part = due.part
                            returning p.message_id, p.part, p.attempt, p.run_id)
                        select t.message_id, t.part, t.attempt, coalesce(h.cancelled, false)
                          from taken t left join run_hold h on h.run_id = t.run_id
                        """);
    }

    /**
     * How many parts may go out now.
     *
     * @param alarms for class alarm
     * @param others for all other classes, which leave something for alarms
     * @param most not even for the sake of one long message more than this
     */
    record Room(int alarms, int others, int most) {
        static final Room NONE = new Room(0, 0);

        Room(int alarms, int others) {
            this(alarms, others, Integer.MAX_VALUE);
        }

        boolean isNone() {
            return alarms <= 0 && others <= 0;
        }

        int of(int messageClass) {
            return messageClass == MessageClass.ALARM.code() ? alarms : others;
        }
    }

    /**
     * A message or a single part of it that is about to go out.
     *
     * @param runId 0 when it belongs to no run
     * @param part {@link OpenIntent#WHOLE} for all of it
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
        /** A message that has not gone out yet. */
        static Waiting whole(
                long id,
                long runId,
                int messageClass,
                long msisdn,
                int parts,
                @Nullable String sender,
                String text) {
            return new Waiting(
                    id,
                    runId,
                    messageClass,
                    msisdn,
                    parts,
                    sender,
                    text,
                    OpenIntent.WHOLE,
                    1,
                    false);
        }

        /** A part of this message that goes out again. */
        Waiting again(PutBack one) {
            return new Waiting(
                    id,
                    runId,
                    messageClass,
                    msisdn,
                    parts,
                    sender,
                    text,
                    one.part(),
                    one.attempt(),
                    one.cancelled());
        }

        Outbound outbound(long firstToken) {
            return new Outbound(firstToken, id, msisdn, sender, text, parts, part);
        }

        boolean isWhole() {
            return part == OpenIntent.WHOLE;
        }

        @Override
        public String toString() {
            return "Waiting[" + id + "]";
        }
    }

    record PutBack(long messageId, int part, int attempt, boolean cancelled) {}

    /** The rest of a batch in memory. */
    private record Batch(long firstId, int messageClass, ArrayDeque<Waiting> rest) {}

    /** Someone says that there is something new. */
    void wake() {
        stale = true;
    }

    /** Whether taking is worth a try: there is something, or nobody has looked for a while. */
    boolean mayHold(Room room) {
        return !room.isNone()
                && (stale
                        || (first != null && room.of(first.messageClass()) > 0)
                        || noPutBacks < leastUrgent(room)
                        || clock.millis() - lookedAt > TRUST_MILLIS);
    }

    /** The class down to which what was put back may go out before new messages do. */
    private int leastUrgent(Room room) {
        if (room.others() <= 0) {
            return MessageClass.ALARM.code();
        }
        return first == null ? LAST_CLASS : first.messageClass();
    }

    /**
     * Takes parts for the room there is (at least one message when there is any), the most urgent
     * class first; within a class what was put back first, then new ones.
     */
    List<Waiting> take(Room room) throws SQLException {
        if (stale || clock.millis() - lookedAt > TRUST_MILLIS) {
            stale = false;
            lookedAt = clock.millis();
            look();
        }
        int down = leastUrgent(room);
        if (noPutBacks < down) {
            List<Waiting> again =
                    putBacks(down, Math.min(room.most(), Math.max(room.alarms(), room.others())));
            if (!again.isEmpty()) {
                return again;
            }
            noPutBacks = down;
        }
        if (first != null && first.rest().isEmpty()) {
            look();
        }
        return first == null ? List.of() : take(first, room.of(first.messageClass()), room.most());
    }

    /** Whether the next message has more parts than this. */
    boolean isNextLongerThan(int parts) {
        return first != null && !first.rest().isEmpty() && first.rest().element().parts() > parts;
    }

    private List<Waiting> take(Batch batch, int room, int most) throws SQLException {
        var group = new ArrayList<Waiting>();
        int parts = 0;
        while (!batch.rest().isEmpty()
                && parts < room
                && parts + batch.rest().element().parts() <= (group.isEmpty() ? most : room)) {
            Waiting next = batch.rest().remove();
            group.add(next);
            parts += next.parts();
        }
        if (!group.isEmpty()) {
            moveMark.setLong(1, group.getLast().id());
            moveMark.setLong(2, batch.firstId());
            moveMark.setInt(3, connectionId);
            moveMark.setLong(4, group.getLast().id());
            if (moveMark.executeUpdate() == 0) {
                // Held, cancelled or given to another connection since we loaded it.
                stale = true;
                first = null;
                loaded[batch.messageClass()] = null;
                return List.of();
            }
        }
        return group;
    }

    /** Finds the batch that goes first now, and loads it unless it is loaded. */
    private void look() throws SQLException {
        noPutBacks = NOT_LOOKED;
        nextBatch.setInt(1, connectionId);
        try (ResultSet batch = nextBatch.executeQuery()) {
            first =
                    batch.next()
                            ? load(
                                    batch.getLong(1),
                                    batch.getLong(2),
                                    batch.getLong(3),
                                    batch.getInt(4))
                            : null;
        }
    }

    private Batch load(long firstId, long lastId, long takenThrough, int messageClass)
            throws SQLException {
        Batch known = loaded[messageClass];
        if (known != null
                && known.firstId() == firstId
                && !known.rest().isEmpty()
                && known.rest().element().id() == takenThrough + 1) {
            return known;
        }
        List<Waiting> fresh = takenThrough < firstId ? planned.take(connectionId, firstId) : null;
        var batch =
                new Batch(
                        firstId,
                        messageClass,
                        new ArrayDeque<>(fresh == null ? read(takenThrough, lastId) : fresh));
        loaded[messageClass] = batch;
        return batch;
    }

    private List<Waiting> read(long after, long through) throws SQLException {
        var messages = new ArrayList<Waiting>();
        readBatch.setLong(1, after);
        readBatch.setLong(2, through);
        try (ResultSet row = readBatch.executeQuery()) {
            while (row.next()) {
                messages.add(
                        Waiting.whole(
                                row.getLong(1),
                                row.getLong(2),
                                row.getInt(3),
                                row.getLong(4),
                                row.getInt(5),
                                row.getString(6),
                                row.getString(7)));
            }
        }
        return messages;
    }

    /** Takes what was put back and is due, of every class; cancelled ones too. */
    List<Waiting> takePutBacks(int parts) throws SQLException {
        return putBacks(LAST_CLASS, parts);
    }

    /**
     * Takes what was put back and is due.
     *
     * @param down the least urgent class
     */
    private List<Waiting> putBacks(int down, int parts) throws SQLException {
        takePutBack.setInt(1, connectionId);
        takePutBack.setTimestamp(2, new Timestamp(clock.millis()));
        takePutBack.setInt(3, down);
        takePutBack.setInt(4, parts);
        var taken = new ArrayList<PutBack>();
        try (ResultSet row = takePutBack.executeQuery()) {
            while (row.next()) {
                taken.add(
                        new PutBack(
                                row.getLong(1), row.getInt(2), row.getInt(3), row.getBoolean(4)));
            }
        }
        Map<Long, Waiting> messages = read(taken.stream().map(PutBack::messageId).toList());
        return taken.stream()
                .filter(one -> messages.containsKey(one.messageId()))
                .map(one -> Objects.requireNonNull(messages.get(one.messageId())).again(one))
                .toList();
    }

    private Map<Long, Waiting> read(Collection<Long> ids) throws SQLException {
        var wanted = new HashMap<Long, Waiting>();
        for (long[] slice : Slices.of(ids)) {
            for (Waiting message : read(slice[0] - 1, slice[slice.length - 1])) {
                wanted.put(message.id(), message);
            }
        }
        return wanted;
    }
}

package io.soroka.delivery;

import io.soroka.platform.CopyRows;
import io.soroka.providers.Inbound;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects what one transaction of a dispatcher is to store, and stores it in few statements. The
 * caller commits.
 */
final class Journal {
    /** How an uncertainty ended: the provider told, it is sent again, nobody waits any more. */
    static final String BY_RECEIPT = "receipt";

    static final String SENT_AGAIN = "sent_again";
    static final String GIVEN_UP = "given_up";

    private final Connection db;
    private final int connectionId;
    private final Clock clock;
    private final ConnectionCounters counters;
    private final Gate gate;

    private final CopyRows submissions =
            new CopyRows(
                    "submission",
                    "message_id",
                    "part",
                    "attempt",
                    "connection_id",
                    "outcome",
                    "provider_id",
                    "error",
                    "at");
    private final CopyRows receipts =
            new CopyRows(
                    "receipt",
                    "message_id",
                    "part",
                    "attempt",
                    "state",
                    "error",
                    "done_at",
                    "stored_at");
    private final CopyRows putBacks =
            new CopyRows(
                    "put_back",
                    "message_id",
                    "part",
                    "attempt",
                    "connection_id",
                    "class",
                    "run_id",
                    "due_at");
    private final CopyRows uncertains =
            new CopyRows(
                    "uncertain",
                    "message_id",
                    "part",
                    "attempt",
                    "connection_id",
                    "msisdn",
                    "reason",
                    "since");
    private final CopyRows parked =
            new CopyRows(
                    "parked_receipt",
                    "connection_id",
                    "provider_id",
                    "msisdn",
                    "state",
                    "error",
                    "done_at",
                    "stored_at");
    private final CopyRows intents =
            new CopyRows(
                    "intent",
                    "id",
                    "connection_id",
                    "first_id",
                    "last_id",
                    "message_ids",
                    "part",
                    "attempt");
    private final CopyRows awaited =
            new CopyRows(
                    "awaited_receipt",
                    "connection_id",
                    "provider_id",
                    "message_id",
                    "part",
                    "attempt");
    private final CopyRows news = new CopyRows("moved_news", "connection_id", "message_id");
    private final List<Long> closedIntents = new ArrayList<>();
    private final List<Settled> settled = new ArrayList<>();
    private final List<String> unparked = new ArrayList<>();
    private final Map<Long, Tally> tallies = new HashMap<>();

    /** Tallies of other connections, to which messages went over. */
    private final Map<TallyKey, Tally> others = new HashMap<>();

    /** Messages that came over, or go over, and whose owner or counted state has changed. */
    private final Map<Long, Tracked> moved = new TreeMap<>();

    /** Parts of which a receipt said in this cycle that they will not be delivered. */
    private final List<PartRef> failed = new ArrayList<>();

    private @Nullable Instant rememberedSince;

    /** Parts that the provider has taken, or perhaps has. */
    private int used;

    /**
     * An uncertainty that ended.
     *
     * @param as how, see table {@code uncertain}
     * @param all whether every attempt at the part is settled by it
     */
    private record Settled(PartRef part, String as, boolean all) {}

    private record TallyKey(long runId, int connectionId) {
        /**
         * In one order everywhere: two connections that count for each other must not lock
         * crosswise.
         */
        static final Comparator<TallyKey> ORDER =
                Comparator.comparingLong(TallyKey::runId).thenComparingInt(TallyKey::connectionId);
    }

    private final PreparedStatement deleteIntents;
    private final PreparedStatement settleUncertain;
    private final PreparedStatement deleteParked;
    private final PreparedStatement addTally;
    private final PreparedStatement remember;
    private final PreparedStatement storeMoved;
    private final PreparedStatement addUse;

    Journal(Connection db, int connectionId, Clock clock, ConnectionCounters counters, Gate gate)
            throws SQLException {
        this.db = db;
        this.connectionId = connectionId;
        this.clock = clock;
        this.counters = counters;
        this.gate = gate;
        deleteIntents = db.prepareStatement("delete from intent where id = any(?)");
        settleUncertain =
                db.prepareStatement(
                        """
                        update uncertain set settled_at = ?, settled_as = ?
                         where message_id = ? and part = ? and (attempt = ? or ? and settled_at is null)
                        """);
        deleteParked =
                db.prepareStatement(
                        "delete from parked_receipt where connection_id = ? and provider_id = any(?)");
        remember =
                db.prepareStatement(
                        """
                        insert into connection_memory (connection_id, since) values (?, ?)
                        on conflict (connection_id) do update set since = excluded.since
                        """);
        storeMoved =
                db.prepareStatement(
                        """
                        insert into moved_message (message_id, connection_id, counted) values (?, ?, ?)
                        on conflict (message_id) do update
                           set connection_id = excluded.connection_id, counted = excluded.counted
                        """);
        addUse =
                db.prepareStatement(
                        """
                        insert into connection_day as d (connection_id, day, parts) values (?, ?, ?)
                        on conflict (connection_id, day) do update set parts = d.parts + excluded.parts
                        """);
        addTally =
                db.prepareStatement(
                        """
                        insert into run_tally as t
                               (run_id, connection_id, taken, delivered, failed, uncertain, cancelled, parts, changed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (run_id, connection_id) do update
                           set taken = t.taken + excluded.taken, delivered = t.delivered + excluded.delivered,
                               failed = t.failed + excluded.failed, uncertain = t.uncertain + excluded.uncertain,
                               cancelled = t.cancelled + excluded.cancelled, parts = t.parts + excluded.parts,
                               changed_at = excluded.changed_at
                        """);
    }

    /** New messages with consecutive ids are about to go out. */
    void intent(long id, long firstId, long lastId) {
        intents.row()
                .int8(id)
                .int2(connectionId)
                .int8(firstId)
                .int8(lastId)
                .nothing()
                .int2(OpenIntent.WHOLE)
                .int2(1);
    }

    /** A part of each of these messages is about to go out again. */
    void intent(long id, long[] messageIds, int part, int attempt) {
        intents.row()
                .int8(id)
                .int2(connectionId)
                .nothing()
                .nothing()
                .int8s(messageIds)
                .int2(part)
                .int2(attempt);
    }

    /** A part leaves memory before its last receipt. */
    void await(String providerId, PartRef part) {
        awaited.row()
                .int2(connectionId)
                .text(providerId)
                .int8(part.message().id)
                .int2(part.part())
                .int2(part.attempt());
    }

    /** Whatever was accepted before this moment and awaits a receipt is written down. */
    void remembers(Instant since) {
        rememberedSince = since;
    }

    void closeIntent(OpenIntent intent) {
        closedIntents.add(intent.id);
    }

    void taken(Tracked message) {
        if (message.runId != 0) {
            tally(message).taken++;
        }
    }

    /** An attempt's outcome: stores it and moves the message's state and its run's tally. */
    void outcome(
            PartRef part, Outcome outcome, @Nullable String providerId, @Nullable String error) {
        submission(part, outcome, providerId, error);
        // A part counts once: at its first attempt that left the house.
        if (part.attempt() == 1 && part.message().runId != 0 && outcome.isAnswer()) {
            tally(part.message()).parts++;
        }
        String settledAs =
                switch (outcome) {
                    case AGAIN -> SENT_AGAIN;
                    case GIVEN_UP -> GIVEN_UP;
                    default -> BY_RECEIPT;
                };
        boolean ended = learn(part, PartState.of(part.attempt(), outcome));
        if (ended || outcome == Outcome.PROVEN) {
            settled.add(new Settled(part, settledAs, ended));
        }
    }

    private void submission(
            PartRef part, Outcome outcome, @Nullable String providerId, @Nullable String error) {
        long now = clock.millis();
        counters.outcome(outcome);
        if (outcome.isPerhapsTaken()) {
            used++;
        }
        if (outcome == Outcome.ACCEPTED) {
            part.message().acceptedAt = now;
        }
        submissions
                .row()
                .int8(part.message().id)
                .int2(part.part())
                .int2(part.attempt())
                .int2(connectionId)
                .int2(outcome.code())
                .text(providerId)
                .text(error)
                .time(now);
    }

    /** A receipt of a known part. */
    void receipt(PartRef part, Inbound.Receipt receipt) {
        long now = clock.millis();
        counters.receipt(receipt.state(), part.message().acceptedAt, now);
        receipts.row()
                .int8(part.message().id)
                .int2(part.part())
                .int2(part.attempt())
                .int2(receipt.state().code())
                .text(receipt.error())
                .time(receipt.doneMillis())
                .time(now);
        if (learn(part, PartState.of(part.attempt(), receipt.state()))) {
            settled.add(new Settled(part, BY_RECEIPT, true));
        }
        if (PartState.rank(part.message().parts[part.part()]) == PartState.FAILED) {
            failed.add(part);
        }
    }

    /** What {@link #receipt} said will not be delivered, since this was last asked. */
    List<PartRef> takeFailed() {
        List<PartRef> taken = List.copyOf(failed);
        failed.clear();
        return taken;
    }

    /** Moves the message's state and its run's tally; returns whether an uncertainty ended. */
    private boolean learn(PartRef part, int fact) {
        Tracked message = part.message();
        MessageState before = message.state();
        boolean wasUnknown = PartState.rank(message.parts[part.part()]) == PartState.UNKNOWN;
        boolean isNew = message.learn(part.part(), fact);
        MessageState after = message.state();
        if (message.owner == 0) {
            if (before != after && message.runId != 0) {
                tally(message).move(before, after);
            }
        } else if (isNew) {
            tell(message);
        }
        return wasUnknown && PartState.rank(message.parts[part.part()]) != PartState.UNKNOWN;
    }

    /**
     * Whoever counts a message that went over to another connection hears of it. In the database's
     * order of commits: the one that counts reads all facts anew.
     */
    void tell(Tracked message) {
        if (message.owner == connectionId) {
            recount(message);
        } else {
            news.row().int2(message.owner).int8(message.id);
        }
    }

    private void recount(Tracked message) {
        MessageState state = message.state();
        if (message.counted != state) {
            tally(message).move(message.counted, state);
            message.counted = state;
            moved.put(message.id, message);
        }
    }

    /**
     * A run's message goes over to another connection, which sends it at once and counts it from
     * now on.
     *
     * @param parts all of its parts, as they were last attempted
     */
    void moveTo(int other, List<PartRef> parts) {
        Tracked message = parts.getFirst().message();
        MessageState before = message.owner == 0 ? message.state() : message.counted;
        Tally own = tally(message);
        Tally its =
                others.computeIfAbsent(new TallyKey(message.runId, other), ignored -> new Tally());
        for (PartRef part : parts) {
            // What a provider did not take counts where it goes; what it took and lost counts
            // twice.
            own.parts -= PartState.rank(message.parts[part.part()]) == PartState.FAILED ? 0 : 1;
            its.parts++;
            submission(part, Outcome.REROUTED, null, null);
            boolean ignored =
                    message.learn(part.part(), PartState.of(part.attempt(), Outcome.REROUTED));
            putBack(message, part.part(), part.attempt() + 1, other, clock.millis());
        }
        own.leave(before);
        its.enter(message.state());
        message.triedBy(connectionId);
        message.owner = other;
        message.counted = message.state();
        moved.put(message.id, message);
    }

    void putBack(Tracked message, int part, int attempt, long dueMillis) {
        putBack(message, part, attempt, connectionId, dueMillis);
    }

    private void putBack(Tracked message, int part, int attempt, int connection, long dueMillis) {
        putBacks.row()
                .int8(message.id)
                .int2(part)
                .int2(attempt)
                .int2(connection)
                .int2(message.messageClass)
                .int8(message.runId == 0 ? null : Long.valueOf(message.runId))
                .time(dueMillis);
    }

    /** A part of unknown fate goes to the operator once more, as soon as it can. */
    void sendAgain(PartRef part) {
        outcome(part, Outcome.AGAIN, null, null);
        putBack(part.message(), part.part(), part.attempt() + 1, clock.millis());
    }

    void uncertain(PartRef part, String reason) {
        uncertains
                .row()
                .int8(part.message().id)
                .int2(part.part())
                .int2(part.attempt())
                .int2(connectionId)
                .int8(part.message().msisdn)
                .text(reason)
                .time(clock.millis());
    }

    void park(Inbound.Receipt receipt) {
        parked.row()
                .int2(connectionId)
                .text(receipt.providerId())
                .int8(receipt.msisdn())
                .int2(receipt.state().code())
                .text(receipt.error())
                .time(receipt.doneMillis())
                .time(clock.millis());
    }

    void unpark(String providerId) {
        unparked.add(providerId);
    }

    private Tally tally(Tracked message) {
        return tallies.computeIfAbsent(message.runId, ignored -> new Tally());
    }

    /**
     * Sends everything collected to the database.
     *
     * @return whether parts were put back
     */
    boolean write() throws SQLException {
        boolean again = putBacks.rows() > 0;
        intents.copy(db);
        submissions.copy(db);
        receipts.copy(db);
        putBacks.copy(db);
        uncertains.copy(db);
        parked.copy(db);
        awaited.copy(db);
        news.copy(db);
        if (rememberedSince != null) {
            remember.setInt(1, connectionId);
            remember.setTimestamp(2, Timestamp.from(rememberedSince));
            remember.executeUpdate();
            rememberedSince = null;
        }
        if (!closedIntents.isEmpty()) {
            deleteIntents.setArray(1, db.createArrayOf("bigint", closedIntents.toArray()));
            deleteIntents.executeUpdate();
            closedIntents.clear();
        }
        if (!unparked.isEmpty()) {
            deleteParked.setInt(1, connectionId);
            deleteParked.setArray(2, db.createArrayOf("text", unparked.toArray()));
            deleteParked.executeUpdate();
            unparked.clear();
        }
        writeUse();
        writeSettled();
        writeMoved();
        writeTallies();
        return again;
    }

    /** Tells the gate what was counted before this spell. */
    void loadUse() throws SQLException {
        LocalDate today = gate.today();
        try (var statement =
                db.prepareStatement(
                        """
                        select coalesce(sum(parts) filter (where day = ?), 0), coalesce(sum(parts), 0)
                          from connection_day where connection_id = ? and day >= ?
                        """)) {
            statement.setObject(1, today);
            statement.setInt(2, connectionId);
            statement.setObject(3, today.withDayOfMonth(1));
            try (var row = statement.executeQuery()) {
                row.next();
                gate.counted(row.getLong(1), row.getLong(2));
            }
        }
    }

    private void writeUse() throws SQLException {
        if (used > 0) {
            addUse.setInt(1, connectionId);
            addUse.setObject(2, gate.today());
            addUse.setInt(3, used);
            addUse.executeUpdate();
            gate.used(used);
            used = 0;
        }
    }

    private void writeMoved() throws SQLException {
        if (moved.isEmpty()) {
            return;
        }
        for (Tracked message : moved.values()) {
            storeMoved.setLong(1, message.id);
            storeMoved.setInt(2, message.owner);
            storeMoved.setInt(3, message.counted.code());
            storeMoved.addBatch();
        }
        storeMoved.executeBatch();
        moved.clear();
    }

    private void writeSettled() throws SQLException {
        if (settled.isEmpty()) {
            return;
        }
        for (Settled one : settled) {
            settleUncertain.setTimestamp(1, Timestamp.from(clock.instant()));
            settleUncertain.setString(2, one.as());
            settleUncertain.setLong(3, one.part().message().id);
            settleUncertain.setInt(4, one.part().part());
            settleUncertain.setInt(5, one.part().attempt());
            settleUncertain.setBoolean(6, one.all());
            settleUncertain.addBatch();
        }
        settleUncertain.executeBatch();
        settled.clear();
    }

    private void writeTallies() throws SQLException {
        if (tallies.isEmpty()) {
            return;
        }
        var all = new TreeMap<TallyKey, Tally>(TallyKey.ORDER);
        all.putAll(others);
        tallies.forEach((run, tally) -> all.put(new TallyKey(run, connectionId), tally));
        for (var entry : all.entrySet()) {
            Tally tally = entry.getValue();
            addTally.setLong(1, entry.getKey().runId());
            addTally.setInt(2, entry.getKey().connectionId());
            addTally.setLong(3, tally.taken);
            addTally.setLong(4, tally.delivered);
            addTally.setLong(5, tally.failed);
            addTally.setLong(6, tally.uncertain);
            addTally.setLong(7, tally.cancelled);
            addTally.setLong(8, tally.parts);
            addTally.setObject(
                    9,
                    clock.instant().atOffset(java.time.ZoneOffset.UTC),
                    Types.TIMESTAMP_WITH_TIMEZONE);
            addTally.addBatch();
        }
        addTally.executeBatch();
        tallies.clear();
        others.clear();
    }
}

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final List<Long> closedIntents = new ArrayList<>();
    private final List<Settled> settled = new ArrayList<>();
    private final List<String> unparked = new ArrayList<>();
    private final Map<Long, Tally> tallies = new HashMap<>();
    private @Nullable Instant rememberedSince;

    /**
     * An uncertainty that ended.
     *
     * @param as how, see table {@code uncertain}
     * @param all whether every attempt at the part is settled by it
     */
    private record Settled(PartRef part, String as, boolean all) {}

    private final PreparedStatement deleteIntents;
    private final PreparedStatement settleUncertain;
    private final PreparedStatement deleteParked;
    private final PreparedStatement addTally;
    private final PreparedStatement remember;

    Journal(Connection db, int connectionId, Clock clock, ConnectionCounters counters)
            throws SQLException {
        this.db = db;
        this.connectionId = connectionId;
        this.clock = clock;
        this.counters = counters;
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
        long now = clock.millis();
        counters.outcome(outcome);
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
    }

    /** Moves the message's state and its run's tally; returns whether an uncertainty ended. */
    private boolean learn(PartRef part, int fact) {
        Tracked message = part.message();
        MessageState before = message.state();
        boolean wasUnknown = PartState.rank(message.parts[part.part()]) == PartState.UNKNOWN;
        message.learn(part.part(), fact);
        MessageState after = message.state();
        if (before != after && message.runId != 0) {
            tally(message).move(before, after);
        }
        return wasUnknown && PartState.rank(message.parts[part.part()]) != PartState.UNKNOWN;
    }

    void putBack(Tracked message, int part, int attempt, long dueMillis) {
        putBacks.row()
                .int8(message.id)
                .int2(part)
                .int2(attempt)
                .int2(connectionId)
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
        writeSettled();
        writeTallies();
        return again;
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
        for (var entry : tallies.entrySet()) {
            Tally tally = entry.getValue();
            addTally.setLong(1, entry.getKey());
            addTally.setInt(2, connectionId);
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
    }
}

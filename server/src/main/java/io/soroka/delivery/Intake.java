package io.soroka.delivery;

import io.soroka.platform.CopyRows;
import io.soroka.platform.Ids;
import io.soroka.policy.MessageClass;
import io.soroka.policy.SuppressionReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the messages of one run, chunk by chunk: everything given since the last {@link #write}
 * goes to the database in the caller's transaction. For one thread.
 */
public final class Intake {
    /** A chunk: long enough to keep step with a fast connection, short beside a slow one. */
    private static final long LONGEST_WAIT_MILLIS = 200;

    private final Ids ids;
    private final long departmentId;
    private final long runId;
    private final MessageClass messageClass;
    private final @Nullable String sender;
    private final Planned planned;
    private final IntPredicate wake;
    private final Map<Integer, List<Accepted>> byConnection = new TreeMap<>();

    /** What the open transaction stores, batch by batch. */
    private final List<Written> written = new ArrayList<>();

    private record Written(int connectionId, List<Lanes.Waiting> messages) {}

    private final CopyRows messages =
            new CopyRows(
                    "message",
                    "id",
                    "department_id",
                    "run_id",
                    "client_id",
                    "msisdn",
                    "class",
                    "parts",
                    "sender",
                    "text");
    private final CopyRows people =
            new CopyRows("run_person", "run_id", "step", "person_id", "message_id", "reason");
    private final CopyRows batches =
            new CopyRows(
                    "batch",
                    "first_id",
                    "last_id",
                    "connection_id",
                    "class",
                    "run_id",
                    "department_id",
                    "taken_through");

    private record Accepted(long personId, long msisdn, String text, int parts) {}

    Intake(
            Ids ids,
            long departmentId,
            long runId,
            MessageClass messageClass,
            @Nullable String sender,
            Planned planned,
            IntPredicate wake) {
        this.ids = ids;
        this.planned = planned;
        this.wake = wake;
        this.departmentId = departmentId;
        this.runId = runId;
        this.messageClass = messageClass;
        this.sender = sender;
    }

    /** A person gets this text through this connection. */
    public void message(long personId, long msisdn, String text, int parts, int connectionId) {
        byConnection
                .computeIfAbsent(connectionId, ignored -> new ArrayList<>())
                .add(new Accepted(personId, msisdn, text, parts));
    }

    /** A person gets nothing, for this reason. */
    public void suppressed(long personId, SuppressionReason reason) {
        person(personId).nothing().int2(reason.code());
    }

    private CopyRows person(long personId) {
        return people.row().int8(runId).int2(0).int8(personId);
    }

    /**
     * Stores messages, people and batches. The caller commits, and then calls {@link #handOver}.
     *
     * @throws SQLException with state 23505 when a person of the chunk has an outcome already
     */
    public void write(Connection transaction) throws SQLException {
        written.clear();
        byConnection.forEach((connectionId, accepted) -> {
            for (int from = 0; from < accepted.size(); from += Ids.MAX_BLOCK) {
                batch(
                        connectionId,
                        accepted.subList(from, Math.min(accepted.size(), from + Ids.MAX_BLOCK)));
            }
        });
        byConnection.clear();
        people.copy(transaction);
        messages.copy(transaction);
        batches.copy(transaction);
    }

    /**
     * After the commit: gives the messages to their connections. Waits for these a moment when they
     * have enough, so that they need not read from the database what was in memory.
     */
    public void handOver() {
        // Before it is woken, or it would look for them in the database.
        written.forEach(batch -> planned.put(batch.connectionId(), batch.messages()));
        for (Written batch : written) {
            if (wake.test(batch.connectionId())) {
                planned.awaitRoom(batch.connectionId(), LONGEST_WAIT_MILLIS);
            } else {
                planned.forgetConnection(batch.connectionId());
            }
        }
        written.clear();
    }

    private void batch(int connectionId, List<Accepted> accepted) {
        var waiting = new ArrayList<Lanes.Waiting>(accepted.size());
        long first = ids.block(accepted.size());
        long id = first;
        for (Accepted message : accepted) {
            messages.row()
                    .int8(id)
                    .int8(departmentId)
                    .int8(runId)
                    .int8(message.personId())
                    .int8(message.msisdn())
                    .int2(messageClass.code())
                    .int2(message.parts())
                    .text(sender)
                    .text(message.text());
            person(message.personId()).int8(id).nothing();
            waiting.add(
                    Lanes.Waiting.whole(
                            id,
                            runId,
                            messageClass.code(),
                            message.msisdn(),
                            message.parts(),
                            sender,
                            message.text()));
            id++;
        }
        batches.row()
                .int8(first)
                .int8(id - 1)
                .int2(connectionId)
                .int2(messageClass.code())
                .int8(runId)
                .int8(departmentId)
                .int8(first - 1);
        written.add(new Written(connectionId, waiting));
    }
}

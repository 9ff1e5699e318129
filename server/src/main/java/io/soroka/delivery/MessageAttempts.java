package io.soroka.delivery;

import io.soroka.providers.ReceiptState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells every attempt at some messages from their facts. */
@Component
public class MessageAttempts {
    private final JdbcClient sql;
    private final TransactionTemplate reading;

    MessageAttempts(JdbcClient sql, PlatformTransactionManager transactions) {
        this.sql = sql;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /** What the provider, or its silence, said of an attempt. */
    public enum Answer {
        ACCEPTED,
        REFUSED,
        /** Refused for now. */
        THROTTLED,
        NOT_SENT,
        /** No answer came. */
        UNKNOWN,
        CANCELLED,
        /** Not made: its run was stopped after an earlier one. */
        GIVEN_UP
    }

    /** Why there is a further attempt. */
    public enum Again {
        /** The provider asked for it. */
        THROTTLED,
        /** It had not left the house. */
        NOT_SENT,
        /** No answer came, and the class is repeated by itself. */
        BY_CLASS,
        /** No answer came, and somebody decided so. */
        BY_DECISION,
        /** The provider had it and could not deliver it. */
        RECEIPT,
        /** Its connection could not deliver it, and another one goes on. */
        REROUTED
    }

    /**
     * An attempt to hand a part to a provider.
     *
     * @param part from 0
     * @param number from 1
     * @param at when its answer was stored
     * @param code the provider's own; null when it gave none
     * @param proven whether a receipt showed that the provider had it after all
     * @param settled what was decided about one without an answer; null when nothing was
     * @param again null when it is the part's last
     */
    public record Attempt(
            int part,
            int number,
            Instant at,
            int connectionId,
            String connection,
            String connectionKind,
            Answer answer,
            @Nullable String code,
            boolean proven,
            @Nullable Settled settled,
            @Nullable Again again,
            List<Receipt> receipts) {}

    /**
     * How one without an answer was settled.
     *
     * @param again whether it was sent again; otherwise it counts as not delivered
     * @param by who decided; null when its class or its term did
     */
    public record Settled(boolean again, @Nullable String by, Instant at) {}

    /**
     * A receipt.
     *
     * @param code the provider's own; null when it gave none
     * @param doneAt when it happened, by the provider's clock
     */
    public record Receipt(
            ReceiptState state, @Nullable String code, Instant doneAt, Instant storedAt) {}

    /** An attempt that waits for its moment. */
    public record Waiting(int part, int number, Instant dueAt) {}

    /** All attempts at one message, part by part, and those that are to come. */
    public record Trail(
            long messageId,
            long departmentId,
            int parts,
            List<Attempt> attempts,
            List<Waiting> waiting) {}

    private record Key(long messageId, int part, int number) {}

    private static final class Known {
        @Nullable Attempt answer;
        boolean proven;
        boolean rerouted;
        @Nullable Settled settled;
        final List<Receipt> receipts = new ArrayList<>();
    }

    /** The trail of a message; empty when there is no such message. */
    public Optional<Trail> of(long messageId) {
        return Optional.ofNullable(of(List.of(messageId)).get(messageId));
    }

    /** The trails of some messages, by id; those that are not there are left out. */
    public Map<Long, Trail> of(Collection<Long> messageIds) {
        return Objects.requireNonNull(
                reading.execute(status -> {
                    // As everywhere where facts of few messages are read: along their indexes.
                    sql.sql("set local enable_seqscan to off").update();
                    return read(messageIds.toArray(Long[]::new));
                }));
    }

    private Map<Long, Trail> read(Long[] ids) {
        var known =
                new TreeMap<Key, Known>(
                        Comparator.comparingLong(Key::messageId)
                                .thenComparingInt(Key::part)
                                .thenComparingInt(Key::number));
        submissions(ids, known);
        receipts(ids, known);
        decisions(ids, known);
        Map<Long, List<Waiting>> waiting = waiting(ids);
        var trails = new HashMap<Long, Trail>();
        sql.sql(
                        """
                        select m.id, m.department_id, m.parts
                          from unnest(?::bigint[]) u(id) join message m on m.id = u.id
                        """)
                .params((Object) ids)
                .query(row -> {
                    long id = row.getLong(1);
                    List<Waiting> ahead = waiting.getOrDefault(id, List.of());
                    trails.put(
                            id,
                            new Trail(
                                    id,
                                    row.getLong(2),
                                    row.getInt(3),
                                    attempts(id, known, ahead),
                                    ahead));
                });
        return trails;
    }

    private static List<Attempt> attempts(long id, Map<Key, Known> all, List<Waiting> ahead) {
        var attempts = new ArrayList<Attempt>();
        all.forEach((key, known) -> {
            Attempt answer = known.answer;
            if (key.messageId() != id || answer == null) {
                return;
            }
            var next = new Key(id, key.part(), key.number() + 1);
            boolean another =
                    isAnswered(all.get(next))
                            || ahead.stream()
                                    .anyMatch(one ->
                                            one.part() == key.part()
                                                    && one.number() == next.number());
            attempts.add(
                    new Attempt(
                            answer.part(),
                            answer.number(),
                            answer.at(),
                            answer.connectionId(),
                            answer.connection(),
                            answer.connectionKind(),
                            answer.answer(),
                            answer.code(),
                            known.proven,
                            known.settled,
                            another ? again(answer, known) : null,
                            List.copyOf(known.receipts)));
        });
        return attempts;
    }

    private static boolean isAnswered(@Nullable Known attempt) {
        return attempt != null && attempt.answer != null;
    }

    private static Again again(Attempt answer, Known known) {
        if (known.rerouted) {
            return Again.REROUTED;
        }
        Settled settled = known.settled;
        return switch (answer.answer()) {
            case THROTTLED -> Again.THROTTLED;
            case NOT_SENT -> Again.NOT_SENT;
            case UNKNOWN ->
                    settled == null || settled.by() == null ? Again.BY_CLASS : Again.BY_DECISION;
            default -> Again.RECEIPT;
        };
    }

    private void submissions(Long[] ids, Map<Key, Known> known) {
        sql.sql(
                        """
                        select s.message_id, s.part, s.attempt, s.outcome, s.provider_id, s.error, s.at,
                               c.id, c.name, c.kind
                          from unnest(?::bigint[]) u(id)
                          join submission s on s.message_id = u.id
                          join connection c on c.id = s.connection_id
                        """)
                .params((Object) ids)
                .query(row -> {
                    int part = row.getInt(2);
                    int number = row.getInt(3);
                    Known one =
                            known.computeIfAbsent(
                                    new Key(row.getLong(1), part, number), ignored -> new Known());
                    Outcome outcome = Outcome.of(row.getInt(4));
                    Instant at = row.getTimestamp(7).toInstant();
                    switch (outcome) {
                        case PROVEN -> one.proven = true;
                        case REROUTED -> one.rerouted = true;
                        case AGAIN -> one.settled = new Settled(true, null, at);
                        case GIVEN_UP -> one.settled = new Settled(false, null, at);
                        default -> {}
                    }
                    // One given up without an answer of its own was never made.
                    if (outcome.isAnswer() || (outcome == Outcome.GIVEN_UP && one.answer == null)) {
                        one.answer =
                                new Attempt(
                                        part,
                                        number,
                                        at,
                                        row.getInt(8),
                                        row.getString(9),
                                        row.getString(10),
                                        Answer.valueOf(outcome.name()),
                                        outcome == Outcome.UNKNOWN ? null : row.getString(6),
                                        false,
                                        null,
                                        null,
                                        List.of());
                    }
                });
    }

    private void receipts(Long[] ids, Map<Key, Known> known) {
        sql.sql(
                        """
                        select r.message_id, r.part, r.attempt, r.state, r.error, r.done_at, r.stored_at
                          from unnest(?::bigint[]) u(id) join receipt r on r.message_id = u.id
                         order by r.stored_at
                        """)
                .params((Object) ids)
                .query(row -> {
                    known.computeIfAbsent(
                                    new Key(row.getLong(1), row.getInt(2), row.getInt(3)),
                                    ignored -> new Known())
                            .receipts
                            .add(
                                    new Receipt(
                                            ReceiptState.of(row.getInt(4)),
                                            row.getString(5),
                                            row.getTimestamp(6).toInstant(),
                                            row.getTimestamp(7).toInstant()));
                });
    }

    /** Who decided. */
    private void decisions(Long[] ids, Map<Key, Known> known) {
        sql.sql(
                        """
                        select u.message_id, u.part, u.attempt, d.what = 'send_again', d.decided_by, d.decided_at
                          from unnest(?::bigint[]) w(id)
                          join uncertain u on u.message_id = w.id
                          join uncertain_decision d on d.id = u.decision_id
                        """)
                .params((Object) ids)
                .query(row -> {
                    Known one = known.get(new Key(row.getLong(1), row.getInt(2), row.getInt(3)));
                    // A receipt may have come before the decision was carried out.
                    if (one != null && one.settled != null) {
                        one.settled =
                                new Settled(
                                        row.getBoolean(4),
                                        row.getString(5),
                                        row.getTimestamp(6).toInstant());
                    }
                });
    }

    private Map<Long, List<Waiting>> waiting(Long[] ids) {
        var waiting = new HashMap<Long, List<Waiting>>();
        sql.sql(
                        """
                        select p.message_id, p.part, p.attempt, p.due_at
                          from unnest(?::bigint[]) u(id) join put_back p on p.message_id = u.id
                         order by p.part
                        """)
                .params((Object) ids)
                .query(row -> {
                    waiting.computeIfAbsent(row.getLong(1), ignored -> new ArrayList<>())
                            .add(
                                    new Waiting(
                                            row.getInt(2),
                                            row.getInt(3),
                                            row.getTimestamp(4).toInstant()));
                });
        return waiting;
    }
}

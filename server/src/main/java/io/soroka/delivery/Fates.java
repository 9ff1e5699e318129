package io.soroka.delivery;

import io.soroka.providers.ReceiptState;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells what became of many messages at once, from their facts. Ids that lie close together are
 * read as one range, which the block-range indexes find quickly.
 */
@Component
public class Fates {
    /** States of receipts that tell of no failure. */
    private static final List<Integer> FINE =
            List.of(ReceiptState.ACCEPTED.code(), ReceiptState.DELIVERED.code());

    /** Outcomes of attempts that tell of one. */
    private static final List<Integer> FAILED =
            List.of(Outcome.REFUSED.code(), Outcome.GIVEN_UP.code());

    private final JdbcClient sql;
    private final TransactionTemplate reading;

    Fates(JdbcClient sql, PlatformTransactionManager transactions) {
        this.sql = sql;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /**
     * What became of a message.
     *
     * @param runId 0 when it belongs to no run
     * @param clientId whom it was for; null when it was for no client
     * @param connectionId the connection it was last handed to, or waits for
     * @param queued whether it has not been taken up yet; its state is then {@code PENDING}
     * @param cause why it failed or is uncertain; null in other states
     * @param submittedAt when its first part was first answered by the provider; null before that
     * @param at when the latest fact came; null when there is none
     */
    public record Fate(
            long messageId,
            long runId,
            @Nullable Long clientId,
            long msisdn,
            int parts,
            int connectionId,
            boolean queued,
            MessageState state,
            @Nullable Cause cause,
            @Nullable Instant submittedAt,
            @Nullable Instant at) {}

    /**
     * Why a message failed or is uncertain.
     *
     * @param code the provider's own code; null when it gave none
     */
    public record Cause(Kind kind, @Nullable String code) {}

    /** Who said no, and how. */
    public enum Kind {
        /** The provider did not take it. */
        REFUSED,
        /** A receipt says that it can't be delivered. */
        UNDELIVERED,
        /** A receipt says that its time was up. */
        EXPIRED,
        /** A receipt says that it was rejected on the way. */
        REJECTED,
        /** A receipt says that it was taken back. */
        DELETED,
        /** No answer came. */
        UNKNOWN,
        /** No answer came, and nobody waits for one any more. */
        GIVEN_UP
    }

    private static final class Known {
        final Tracked message;
        final @Nullable Long clientId;
        int connectionId;
        boolean queued;
        boolean cancelled;
        @Nullable Cause refused;
        @Nullable Cause unknown;
        @Nullable Cause givenUp;
        @Nullable Instant submittedAt;
        @Nullable Instant at;

        Known(Tracked message, @Nullable Long clientId) {
            this.message = message;
            this.clientId = clientId;
        }

        void saw(Instant when) {
            at = at == null || when.isAfter(at) ? when : at;
        }

        Fate fate() {
            MessageState state = cancelled ? MessageState.CANCELLED : message.state();
            Cause cause =
                    switch (state) {
                        case FAILED -> refused == null ? givenUp : refused;
                        case UNCERTAIN -> unknown;
                        case PENDING, DELIVERED, CANCELLED -> null;
                    };
            return new Fate(
                    message.id,
                    message.runId,
                    clientId,
                    message.msisdn,
                    message.parts.length,
                    connectionId,
                    queued,
                    state,
                    cause,
                    submittedAt,
                    at);
        }
    }

    /**
     * What became of some messages, by id. Messages that are not there are left out.
     *
     * @param ids in any order
     */
    public Map<Long, Fate> of(long... ids) {
        long[] sorted = ids.clone();
        Arrays.sort(sorted);
        var known = new TreeMap<Long, Known>();
        read(
                sorted,
                range -> {
                    messages(range, known);
                    batches(range, known);
                    submissions(range, known);
                    receipts(range, known);
                });
        var fates = new TreeMap<Long, Fate>();
        known.forEach((id, one) -> fates.put(id, one.fate()));
        return fates;
    }

    /**
     * Messages of a run with a part that was refused, given up or could not be delivered: all that
     * failed, and a few more. Reads only the facts that say so.
     */
    public long[] failing(long runId) {
        return sql
                .sql(
                        """
                        with b as (
                            select array_agg(first_id order by first_id) as first, array_agg(last_id order by first_id) as last,
                                   min(first_id) as lowest, max(last_id) as highest
                              from batch where run_id = :run)
                        select s.message_id from b, submission s
                         where s.message_id between b.lowest and b.highest and s.outcome in (:failed)
                           and s.message_id <= b.last[width_bucket(s.message_id, b.first)]
                        union
                        select r.message_id from b, receipt r
                         where r.message_id between b.lowest and b.highest and r.state not in (:fine)
                           and r.message_id <= b.last[width_bucket(r.message_id, b.first)]
                         order by 1
                        """)
                .param("run", runId)
                .param("failed", FAILED)
                .param("fine", FINE)
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /**
     * Which of some messages have a part that was refused, given up or could not be delivered: all
     * that failed, and a few more.
     *
     * @param ids in any order
     */
    public Set<Long> failing(long... ids) {
        long[] sorted = ids.clone();
        Arrays.sort(sorted);
        var failing = new HashSet<Long>();
        read(
                sorted,
                range -> {
                    sql.sql(
                                    """
                                    select message_id from submission
                                     where message_id between :first and :last and outcome in (:failed)
                                    union
                                    select message_id from receipt
                                     where message_id between :first and :last and state not in (:fine)
                                    """)
                            .param("first", range[0])
                            .param("last", range[range.length - 1])
                            .param("failed", FAILED)
                            .param("fine", FINE)
                            .query(row -> {
                                long id = row.getLong(1);
                                if (Arrays.binarySearch(sorted, id) >= 0) {
                                    failing.add(id);
                                }
                            });
                });
        return failing;
    }

    /**
     * Reads slice by slice, along the indexes: of tables that grow faster than their statistics the
     * database would rather read everything, and call helpers for it.
     */
    private void read(long[] sorted, Consumer<long[]> reader) {
        if (sorted.length == 0) {
            return;
        }
        reading.executeWithoutResult(status -> {
            sql.sql(
                            "set local enable_seqscan to off; set local max_parallel_workers_per_gather to 0")
                    .update();
            Slices.of(sorted).forEach(reader);
            // The transaction may be the caller's and go on.
            sql.sql(
                            "set local enable_seqscan to default;"
                                    + " set local max_parallel_workers_per_gather to default")
                    .update();
        });
    }

    /** Leaves the rows of others out where they are read, not where they arrive. */
    private void each(String query, long[] range, RowCallbackHandler reader) {
        sql.sql(query).params(range[0], range[range.length - 1], range).query(reader);
    }

    private void messages(long[] range, Map<Long, Known> known) {
        each(
                """
                select id, coalesce(run_id, 0), class, msisdn, parts, client_id
                  from message where id between ? and ? and id = any(?)
                """,
                range,
                row -> {
                    var message =
                            new Tracked(
                                    row.getLong(1),
                                    row.getLong(2),
                                    row.getInt(3),
                                    row.getLong(4),
                                    row.getInt(5));
                    known.put(message.id, new Known(message, row.getObject(6, Long.class)));
                });
    }

    /** A batch that holds the range's first id begins before it, but not by more than a block. */
    private void batches(long[] range, NavigableMap<Long, Known> known) {
        sql.sql(
                        """
                        select first_id, last_id, connection_id, taken_through, cancelled
                          from batch where first_id > ?::bigint - 65536 and first_id <= ? order by first_id
                        """)
                .params(range[0], range[range.length - 1])
                .query(row -> {
                    long taken = row.getLong(4);
                    boolean cancelled = row.getBoolean(5);
                    int connection = row.getInt(3);
                    known.subMap(row.getLong(1), true, row.getLong(2), true)
                            .forEach((id, one) -> {
                                one.connectionId = connection;
                                one.queued = id > taken && !cancelled;
                                one.cancelled = id > taken && cancelled;
                            });
                });
    }

    private void submissions(long[] range, Map<Long, Known> known) {
        each(
                """
                select message_id, part, attempt, outcome, error, connection_id, at
                  from submission where message_id between ? and ? and message_id = any(?)
                """,
                range,
                row -> {
                    Known one = known.get(row.getLong(1));
                    if (one == null) {
                        return;
                    }
                    Outcome outcome = Outcome.of(row.getInt(4));
                    Instant at = row.getTimestamp(7).toInstant();
                    one.message.learn(row.getInt(2), PartState.of(row.getInt(3), outcome));
                    one.connectionId = row.getInt(6);
                    one.saw(at);
                    if (row.getInt(2) == 0
                            && (one.submittedAt == null || at.isBefore(one.submittedAt))) {
                        one.submittedAt = at;
                    }
                    if (outcome == Outcome.REFUSED) {
                        one.refused = new Cause(Kind.REFUSED, row.getString(5));
                    } else if (outcome == Outcome.UNKNOWN) {
                        one.unknown = new Cause(Kind.UNKNOWN, null);
                    } else if (outcome == Outcome.GIVEN_UP) {
                        one.givenUp = new Cause(Kind.GIVEN_UP, null);
                    }
                });
    }

    private void receipts(long[] range, Map<Long, Known> known) {
        each(
                """
                select message_id, part, attempt, state, error, stored_at
                  from receipt where message_id between ? and ? and message_id = any(?)
                """,
                range,
                row -> {
                    Known one = known.get(row.getLong(1));
                    if (one == null) {
                        return;
                    }
                    ReceiptState state = ReceiptState.of(row.getInt(4));
                    one.message.learn(row.getInt(2), PartState.of(row.getInt(3), state));
                    one.saw(row.getTimestamp(6).toInstant());
                    switch (state) {
                        case UNDELIVERED, EXPIRED, REJECTED, DELETED ->
                                one.refused =
                                        new Cause(Kind.valueOf(state.name()), row.getString(5));
                        case ACCEPTED, DELIVERED -> {}
                    }
                });
    }
}

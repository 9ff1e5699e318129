package io.soroka.delivery;

import io.soroka.providers.ReceiptState;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells readers of the facts which messages may have settled since they last asked. A reader keeps
 * a position: what is committed late comes the next time, however late it is, and some of what was
 * read may come again.
 */
@Component
public class SettledMessages {
    private static final int CHUNK = 5_000;

    /**
     * Between the moment that stands in a fact and the beginning of the transaction that stores it.
     * A connection's cycle takes milliseconds; the rest is for servers that were stopped for a
     * while and for clocks that differ.
     */
    private static final Duration SLACK = Duration.ofMinutes(15);

    /**
     * Outcomes that may end a message, or open it again. What they leave out only says that
     * something is still to come, as was known before.
     */
    private static final List<Integer> TELLING =
            List.of(
                    Outcome.REFUSED.code(),
                    Outcome.CANCELLED.code(),
                    Outcome.AGAIN.code(),
                    Outcome.GIVEN_UP.code(),
                    Outcome.JOINED.code(),
                    Outcome.REROUTED.code());

    private final Clock clock;

    SettledMessages(Clock clock) {
        this.clock = clock;
    }

    /**
     * How far somebody has read.
     *
     * @param horizon a transaction: all before it were over and are read. Zero for none
     * @param since facts that are not read are of this moment or later
     */
    public record Position(long horizon, Instant since) {
        /** Before the first fact. */
        public static final Position START = new Position(0, Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** Takes ids of messages. */
    @FunctionalInterface
    public interface Taker {
        /** Takes some, in ascending order; false ends the reading. */
        boolean take(long[] ids);
    }

    /** The position that is reached by reading from now on, whatever was read before. */
    public Position now(JdbcClient session) {
        return session.sql(
                        """
                        select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon,
                               coalesce((select extract(epoch from max(clock_timestamp() - xact_start))
                                           from pg_stat_activity), 0) as oldest
                        """)
                .query((row, number) ->
                        new Position(
                                row.getLong("horizon"),
                                clock.instant().minus(SLACK).minus(seconds(row.getBigDecimal(2)))))
                .single();
    }

    private static Duration seconds(BigDecimal seconds) {
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }

    /**
     * Gives out the messages with facts behind a position, each once, in ascending order.
     *
     * @param session one connection, which keeps its place in the database and is nobody else's; no
     *     transaction is open longer than one query takes
     * @return whether all were taken
     */
    public boolean each(JdbcClient session, Position from, Taker taker) {
        session.sql("set max_parallel_workers_per_gather = 0").update();
        open(session, from);
        try {
            while (true) {
                long[] ids =
                        session
                                .sql("fetch %d from settled".formatted(CHUNK))
                                .query((row, number) -> row.getLong(1))
                                .list()
                                .stream()
                                .mapToLong(Long::longValue)
                                .toArray();
                if (ids.length == 0) {
                    return true;
                }
                if (!taker.take(ids)) {
                    return false;
                }
            }
        } finally {
            session.sql("close settled").update();
            // What else is done over this connection is planned as anywhere.
            session.sql("reset enable_seqscan").update();
            session.sql("reset max_parallel_workers_per_gather").update();
        }
    }

    /** Transactions are numbered in circles of 2³², half of which lies ahead. */
    private static void open(JdbcClient session, Position from) {
        boolean all = from.equals(Position.START);
        String later =
                all
                        ? ""
                        : " and ((xmin::text::bigint - %d) & 4294967295) < 2147483648"
                                .formatted(from.horizon());
        session.sql("set enable_seqscan = " + (all ? "on" : "off")).update();
        session.sql(
                        """
                        declare settled no scroll cursor with hold for
                        select message_id from submission where at >= :since and outcome in (:telling)%1$s
                        union
                        select message_id from receipt where stored_at >= :since and state <> :accepted%1$s
                         order by 1
                        """
                                .formatted(later))
                .param("since", Timestamp.from(from.since()))
                .param("telling", TELLING)
                .param("accepted", ReceiptState.ACCEPTED.code())
                .update();
    }
}

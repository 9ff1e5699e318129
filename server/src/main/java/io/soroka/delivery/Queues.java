package io.soroka.delivery;

import java.util.List;
import java.util.OptionalInt;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves new messages that wait for a connection that is away to the one that stands in for it: a
 * little at a time, the most urgent first, so that what is left goes the usual way when the
 * connection is back. A batch is locked while it is moved, as it is by whoever takes from it.
 */
final class Queues {
    /** Another connection is given no more when so many messages wait for it. */
    private static final long ENOUGH = 20_000;

    private static final int BATCHES = 16;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Router router;
    private final Planned planned;

    Queues(JdbcClient sql, TransactionTemplate transaction, Router router, Planned planned) {
        this.sql = sql;
        this.transaction = transaction;
        this.router = router;
        this.planned = planned;
    }

    /** Moves what should be moved now; returns whether anything was. */
    boolean move() {
        boolean moved = false;
        for (int from : waitedFor()) {
            if (router.isAway(from)) {
                OptionalInt to = router.instead(from);
                moved |= to.isPresent() && move(from, to.getAsInt());
            }
        }
        return moved;
    }

    private List<Integer> waitedFor() {
        return sql.sql(
                        """
                        select distinct connection_id from batch
                         where taken_through < last_id and not cancelled
                        """)
                .query((row, number) -> row.getInt(1))
                .list();
    }

    /** Moves some of what waits for one connection to another; returns whether anything was. */
    boolean move(int from, int to) {
        long waiting =
                sql.sql(
                                """
                                select coalesce(sum(last_id - taken_through), 0) from batch
                                 where connection_id = ? and taken_through < last_id and not cancelled
                                """)
                        .param(to)
                        .query(Long.class)
                        .single();
        if (waiting >= ENOUGH) {
            return false;
        }
        planned.forgetConnection(from);
        return Boolean.TRUE.equals(
                transaction.execute(status -> {
                    List<Long> batches = locked(from);
                    Long[] ids = batches.toArray(Long[]::new);
                    // Of a batch that has been begun the rest becomes a batch of its own.
                    sql.sql(
                                    """
                                    insert into batch (first_id, last_id, connection_id, class, run_id, taken_through,
                                                       department_id)
                                    select taken_through + 1, last_id, ?, class, run_id, taken_through, department_id
                                      from batch where first_id = any(?) and taken_through >= first_id
                                    """)
                            .params(to, ids)
                            .update();
                    sql.sql(
                                    """
                                    update batch
                                       set connection_id = case when taken_through < first_id then ? else connection_id end,
                                           last_id = case when taken_through < first_id then last_id else taken_through end
                                     where first_id = any(?)
                                    """)
                            .params(to, ids)
                            .update();
                    return !batches.isEmpty();
                }));
    }

    private List<Long> locked(int from) {
        return sql.sql(
                        """
                        select first_id from batch
                         where connection_id = ? and taken_through < last_id and not cancelled and run_id is not null
                         order by class, first_id limit ? for update skip locked
                        """)
                .params(from, BATCHES)
                .query((row, number) -> row.getLong(1))
                .list();
    }
}

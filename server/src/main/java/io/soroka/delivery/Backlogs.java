package io.soroka.delivery;

import io.soroka.platform.Cached;
import io.soroka.platform.Ids;
import io.soroka.providers.Connection;
import io.soroka.providers.Connections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what waits for each connection; for metrics, which may be a few seconds old. */
@Component
class Backlogs {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final JdbcClient sql;
    private final Connections connections;
    private final Cached<Backlog> backlog;

    Backlogs(JdbcClient sql, Connections connections, Clock clock) {
        this.sql = sql;
        this.connections = connections;
        this.backlog = new Cached<>(clock, FRESH, this::count);
    }

    /** The messages of one class for one connection. */
    record Lane(int connectionId, int messageClass) {}

    /**
     * Some things that wait.
     *
     * @param oldest since when the oldest of them does
     */
    record Waiting(long count, Instant oldest) {}

    /**
     * Everything that waits.
     *
     * @param connections all but those for practice
     * @param queued messages that may go out, those of paused runs not among them
     * @param uncertain parts that nobody has decided on, by connection
     * @param parked receipts without a part, by connection
     */
    record Backlog(
            List<Connection> connections,
            Map<Lane, Waiting> queued,
            Map<Integer, Waiting> uncertain,
            Map<Integer, Long> parked) {}

    /** As it was within the last seconds. */
    Backlog get() {
        return backlog.get();
    }

    private Backlog count() {
        List<Connection> real =
                connections.all().stream().filter(connection -> !connection.practice()).toList();
        return new Backlog(real, queued(), uncertain(), parked());
    }

    private Map<Lane, Waiting> queued() {
        var queued = new HashMap<Lane, Waiting>();
        sql.sql(
                        """
                        select connection_id, class, sum(messages)::bigint, min(oldest)
                          from (select connection_id, class, run_id,
                                       last_id - taken_through as messages, taken_through + 1 as oldest
                                  from batch where taken_through < last_id and not cancelled
                                union all
                                select connection_id, class, run_id, count(distinct message_id), min(message_id)
                                  from put_back group by 1, 2, 3) w
                         where not exists (select from run_hold h where h.run_id = w.run_id)
                         group by 1, 2
                        """)
                .query(row -> {
                    queued.put(
                            new Lane(row.getInt(1), row.getInt(2)),
                            new Waiting(row.getLong(3), Ids.time(row.getLong(4))));
                });
        return queued;
    }

    private Map<Integer, Waiting> uncertain() {
        var uncertain = new HashMap<Integer, Waiting>();
        sql.sql(
                        """
                        select connection_id, count(*), min(since) from uncertain where settled_at is null group by 1
                        """)
                .query(row -> {
                    uncertain.put(
                            row.getInt(1),
                            new Waiting(
                                    row.getLong(2),
                                    row.getObject(3, OffsetDateTime.class).toInstant()));
                });
        return uncertain;
    }

    private Map<Integer, Long> parked() {
        var parked = new HashMap<Integer, Long>();
        sql.sql("select connection_id, count(*) from parked_receipt group by 1")
                .query(row -> {
                    parked.put(row.getInt(1), row.getLong(2));
                });
        return parked;
    }
}

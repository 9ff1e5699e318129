package io.soroka.delivery;

import io.soroka.providers.Connection;
import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how connections do. What is counted in the database is kept for a few seconds. */
@Component
public class ConnectionHealths {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration LATELY = Duration.ofHours(1);

    /** Of more parts than this in the last hour only every second, third … message is looked at. */
    private static final long LOOKED_AT = 20_000;

    private final JdbcClient sql;
    private final Connections connections;
    private final Delivery delivery;
    private final Clock clock;
    private @Nullable Counted counted;

    ConnectionHealths(JdbcClient sql, Connections connections, Delivery delivery, Clock clock) {
        this.sql = sql;
        this.connections = connections;
        this.delivery = delivery;
        this.clock = clock;
    }

    private record Fates(long delivered, long failed, @Nullable Double delay) {}

    private record Counted(
            Instant at,
            Map<Integer, Long> queued,
            Map<Integer, Long> submitted,
            Map<Integer, Fates> fates) {}

    /** The health of all connections by id. */
    public Map<Integer, ConnectionHealth> all() {
        Map<Integer, ConnectionSettings> enabled =
                connections.enabled().stream()
                        .collect(Collectors.toMap(ConnectionSettings::id, Function.identity()));
        Counted now = counted();
        var health = new HashMap<Integer, ConnectionHealth>();
        for (Connection connection : connections.all()) {
            health.put(connection.id(), health(connection, enabled.get(connection.id()), now));
        }
        return health;
    }

    private ConnectionHealth health(
            Connection connection, @Nullable ConnectionSettings settings, Counted now) {
        int id = connection.id();
        LinkStatus link = delivery.link(id);
        int wanted = settings == null ? 0 : connections.connector(settings).sessions(settings);
        Fates fates = now.fates().getOrDefault(id, new Fates(0, 0, null));
        long known = fates.delivered() + fates.failed();
        return new ConnectionHealth(
                state(settings != null, link.sessions(), wanted),
                link.sessions(),
                wanted,
                link.lastError(),
                link.lastErrorAt(),
                opening(connection),
                settings == null ? 0 : delivery.weights().getOrDefault(id, 1.0),
                now.queued().getOrDefault(id, 0L),
                now.submitted().getOrDefault(id, 0L),
                known == 0 ? null : Double.valueOf((double) fates.delivered() / known),
                known == 0 ? null : Double.valueOf((double) fates.failed() / known),
                fates.delay());
    }

    /** One that is switched off or only just switched on has not counted anything yet. */
    private Opening opening(Connection connection) {
        return delivery.opening(connection.id())
                .orElseGet(() ->
                        new Opening(Opening.State.valueOf(connection.flow().name()), null, 0, 0));
    }

    private static ConnectionHealth.State state(boolean on, int up, int wanted) {
        if (!on) {
            return ConnectionHealth.State.OFF;
        }
        if (up == 0) {
            return ConnectionHealth.State.DOWN;
        }
        return up < wanted ? ConnectionHealth.State.PARTLY : ConnectionHealth.State.UP;
    }

    /** One thread counts, others wait for it: many who look at once cost no more than one. */
    private synchronized Counted counted() {
        Instant now = clock.instant();
        Counted known = counted;
        if (known == null || known.at().plus(FRESH).isBefore(now)) {
            OffsetDateTime since = now.minus(LATELY).atOffset(ZoneOffset.UTC);
            Map<Integer, Long> submitted = submitted(since);
            long parts = submitted.values().stream().mapToLong(Long::longValue).sum();
            known = new Counted(now, queued(), submitted, fates(since, 1 + parts / LOOKED_AT));
            counted = known;
        }
        return known;
    }

    private Map<Integer, Long> queued() {
        return byConnection(
                sql.sql(
                        """
                        select connection_id, sum(waiting)::bigint
                          from (select connection_id, last_id - taken_through as waiting
                                  from batch where taken_through < last_id and not cancelled
                                union all
                                select connection_id, count(distinct message_id) from put_back group by 1) w
                         group by 1
                        """));
    }

    private Map<Integer, Long> submitted(OffsetDateTime since) {
        return byConnection(
                sql.sql(
                                """
                                select connection_id, count(*) from submission
                                 where at > ? and outcome = ? group by 1
                                """)
                        .params(since, Outcome.ACCEPTED.code()));
    }

    private static Map<Integer, Long> byConnection(JdbcClient.StatementSpec statement) {
        var numbers = new HashMap<Integer, Long>();
        statement.query(row -> {
            numbers.put(row.getInt(1), row.getLong(2));
        });
        return numbers;
    }

    /** A part that was delivered once is delivered, whatever else was said of it. */
    private Map<Integer, Fates> fates(OffsetDateTime since, long everySo) {
        var fates = new HashMap<Integer, Fates>();
        sql.sql(
                        """
                        with sent as (
                            select message_id, part, attempt, connection_id, outcome, at from submission
                             where at > :since and outcome in (:accepted, :refused) and message_id % :every = 0),
                        heard as (
                            select message_id, part, attempt, bool_or(state = 1) as delivered, min(stored_at) as at
                              from receipt
                             where stored_at > :since and state <> 0 and message_id % :every = 0
                             group by 1, 2, 3)
                        select s.connection_id,
                               count(*) filter (where h.delivered) as delivered,
                               count(*) filter (where s.outcome = :refused or not h.delivered) as failed,
                               percentile_cont(0.5) within group (order by extract(epoch from h.at - s.at))
                                   filter (where h.delivered) as delay
                          from sent s left join heard h using (message_id, part, attempt)
                         group by 1
                        """)
                .param("since", since)
                .param("accepted", Outcome.ACCEPTED.code())
                .param("refused", Outcome.REFUSED.code())
                .param("every", everySo)
                .query(row -> {
                    Double delay = row.getObject("delay", Double.class);
                    fates.put(
                            row.getInt("connection_id"),
                            new Fates(
                                    row.getLong("delivered"),
                                    row.getLong("failed"),
                                    delay == null ? null : Double.valueOf(Math.max(0, delay))));
                });
        return fates;
    }
}

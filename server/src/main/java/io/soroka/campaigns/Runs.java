package io.soroka.campaigns;

import io.soroka.platform.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The runs' rows. Each change of state names the state it starts from, so that two people can't
 * both have their way.
 */
@Component
class Runs {
    private final JdbcClient sql;
    private final Ids ids;
    private final Clock clock;

    Runs(JdbcClient sql, Ids ids, Clock clock) {
        this.sql = sql;
        this.ids = ids;
        this.clock = clock;
    }

    /** A run's row; see migration V5. */
    record Run(
            long id,
            long campaignId,
            long departmentId,
            String name,
            int messageClass,
            @Nullable String sender,
            String text,
            String criteria,
            String status,
            long expected,
            long checkpoint,
            long audience,
            long messages,
            Instant startedAt,
            boolean planned,
            @Nullable Instant finishedAt) {}

    /** Adds a run, or finds the one that the same key made. */
    Run add(Campaign campaign, String criteria, long expected, String by, String idempotencyKey) {
        long id = ids.next();
        int added =
                sql.sql(
                                """
                                insert into run (id, campaign_id, department_id, name, class, sender, text, criteria, status,
                                                 expected, started_at, started_by, idempotency_key)
                                values (:id, :campaign, :department, :name, :class, :sender, :text, :criteria::jsonb, 'active',
                                        :expected, :now, :by, :key)
                                on conflict (idempotency_key) do nothing
                                """)
                        .param("id", id)
                        .param("campaign", campaign.id())
                        .param("department", campaign.departmentId())
                        .param("name", campaign.name())
                        .param("class", campaign.messageClass().code())
                        .param("sender", campaign.sender())
                        .param("text", campaign.text())
                        .param("criteria", criteria)
                        .param("expected", expected)
                        .param("now", now())
                        .param("by", by)
                        .param("key", idempotencyKey)
                        .update();
        if (added == 1) {
            happened(id, "started", by);
            return find(id).orElseThrow();
        }
        return byKey(idempotencyKey).orElseThrow();
    }

    Optional<Run> byKey(String idempotencyKey) {
        return sql.sql(SELECT + " where idempotency_key = ?")
                .param(idempotencyKey)
                .query(Runs::read)
                .optional();
    }

    Optional<Run> find(long id) {
        return sql.sql(SELECT + " where id = ?").param(id).query(Runs::read).optional();
    }

    Optional<Run> latest(long campaignId) {
        return sql.sql(SELECT + " where campaign_id = ? order by id desc limit 1")
                .param(campaignId)
                .query(Runs::read)
                .optional();
    }

    /** Runs that are not over. */
    List<Run> open() {
        return sql.sql(SELECT + " where status in ('active', 'paused') order by id")
                .query(Runs::read)
                .list();
    }

    /** Moves a run from one state to another; false when it is in neither of the states given. */
    boolean move(long id, String from, String to) {
        boolean over = to.equals("stopped") || to.equals("finished");
        return sql.sql(
                                """
                                update run set status = :to, finished_at = case when :over then :now::timestamptz end
                                 where id = :id and status = any(string_to_array(:from, ' '))
                                """)
                        .param("to", to)
                        .param("over", over)
                        .param("now", now())
                        .param("id", id)
                        .param("from", from)
                        .update()
                == 1;
    }

    void happened(long id, String kind, @Nullable String by) {
        sql.sql("insert into run_event (run_id, at, kind, by) values (?, ?, ?, ?)")
                .param(id)
                .param(now())
                .param(kind)
                .param(by)
                .update();
    }

    List<RunProgress.Happening> happenings(long id) {
        return sql.sql(
                        """
                        select e.at, e.kind, e.by, c.name
                          from run_event e left join connection c on c.id = e.connection_id
                         where e.run_id = ?
                         order by e.id desc
                         limit 50
                        """)
                .param(id)
                .query((row, number) ->
                        new RunProgress.Happening(
                                row.getTimestamp(1).toInstant(),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4)))
                .list();
    }

    private java.time.OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static final String SELECT =
            """
            select id, campaign_id, department_id, name, class, sender, text, criteria, status, expected, checkpoint,
                   audience, messages, started_at, planned_at is not null as planned, finished_at
              from run
            """;

    private static Run read(ResultSet row, int number) throws SQLException {
        var finished = row.getTimestamp("finished_at");
        return new Run(
                row.getLong("id"),
                row.getLong("campaign_id"),
                row.getLong("department_id"),
                row.getString("name"),
                row.getInt("class"),
                row.getString("sender"),
                row.getString("text"),
                row.getString("criteria"),
                row.getString("status"),
                row.getLong("expected"),
                row.getLong("checkpoint"),
                row.getLong("audience"),
                row.getLong("messages"),
                row.getTimestamp("started_at").toInstant(),
                row.getBoolean("planned"),
                finished == null ? null : finished.toInstant());
    }
}

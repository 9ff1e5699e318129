package io.soroka.campaigns;

import io.soroka.platform.Ids;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final int HAPPENINGS = 50;

    private final JdbcClient sql;
    private final Ids ids;
    private final Clock clock;

    Runs(JdbcClient sql, Ids ids, Clock clock) {
        this.sql = sql;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A run's row; see migration V5.
     *
     * @param selectionRun the run of a selection whose values the text names; null for none
     * @param startedAt when it is to start; from the start on, when it did
     */
    record Run(
            long id,
            long campaignId,
            long departmentId,
            String name,
            int messageClass,
            @Nullable String sender,
            String text,
            String criteria,
            @Nullable Long selectionRun,
            boolean frozen,
            String status,
            @Nullable Integer perMinute,
            long expected,
            long recipientsExpected,
            BigDecimal costExpected,
            long checkpoint,
            long audience,
            long messages,
            Instant startedAt,
            boolean planned,
            @Nullable Instant finishedAt) {
        /**
         * People who get it: known once everyone is judged; until then by the forecast at launch.
         */
        long recipients() {
            return planned ? messages : Math.max(messages, recipientsExpected);
        }
    }

    /**
     * A launch to be written down.
     *
     * @param criteria the tree that is copied; {@code {}} when the people are stored
     * @param selectionRun the run of a selection whose values the text names; null for none
     * @param status active, held or scheduled
     */
    record NewRun(
            Campaign campaign,
            String criteria,
            @Nullable Long selectionRun,
            boolean frozen,
            String status,
            Instant startsAt,
            long expected,
            long recipientsExpected,
            BigDecimal costExpected,
            String by,
            String idempotencyKey) {}

    /** Adds a run with the prices of now; empty when the same key made one already. */
    Optional<Run> add(NewRun wanted) {
        long id = ids.next();
        Campaign campaign = wanted.campaign();
        int added =
                sql.sql(
                                """
                                insert into run (id, campaign_id, department_id, name, class, sender, text, criteria, selection_run, list,
                                                 status, per_minute, expected, recipients_expected, cost_expected, launched_at, started_at,
                                                 started_by, idempotency_key)
                                values (:id, :campaign, :department, :name, :class, :sender, :text, :criteria::jsonb, :selectionRun, :list,
                                        :status, :perMinute, :expected, :recipients, :cost, :now, :starts, :by, :key)
                                on conflict (idempotency_key) do nothing
                                """)
                        .param("id", id)
                        .param("campaign", campaign.id())
                        .param("department", campaign.departmentId())
                        .param("name", campaign.name())
                        .param("class", campaign.messageClass().code())
                        .param("sender", campaign.sender())
                        .param("text", campaign.text())
                        .param("criteria", wanted.criteria())
                        .param("selectionRun", wanted.selectionRun(), Types.BIGINT)
                        .param("list", wanted.frozen() ? "frozen" : "live")
                        .param("status", wanted.status())
                        .param("perMinute", campaign.perMinute())
                        .param("expected", wanted.expected())
                        .param("recipients", wanted.recipientsExpected())
                        .param("cost", wanted.costExpected())
                        .param("now", now())
                        .param("starts", wanted.startsAt().atOffset(ZoneOffset.UTC))
                        .param("by", wanted.by())
                        .param("key", wanted.idempotencyKey())
                        .update();
        if (added == 0) {
            return Optional.empty();
        }
        sql.sql(
                        """
                        insert into run_connection (run_id, connection_id, unit_price)
                        select ?, id, unit_price from connection
                         where enabled and practice = (select practice_of is not null from department where id = ?)
                        """)
                .param(id)
                .param(campaign.departmentId())
                .update();
        happened(id, "launched", wanted.by());
        return find(id);
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

    List<Run> find(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : sql.sql(SELECT + " where id in (:ids)")
                        .param("ids", ids)
                        .query(Runs::read)
                        .list();
    }

    /** The latest run of each campaign, by campaign; of those that never ran, none. */
    Map<Long, Run> latest(Collection<Long> campaigns) {
        var latest = new HashMap<Long, Run>();
        if (!campaigns.isEmpty()) {
            sql.sql(
                            """
                            select distinct on (campaign_id) *, planned_at is not null as planned
                              from run where campaign_id in (:campaigns)
                             order by campaign_id, id desc
                            """)
                    .param("campaigns", campaigns)
                    .query(Runs::read)
                    .list()
                    .forEach(run -> latest.put(run.campaignId(), run));
        }
        return latest;
    }

    /**
     * The newest runs in some states.
     *
     * @param departmentId whose; null for every department's
     */
    List<Run> newest(@Nullable Long departmentId, Collection<String> states, int limit) {
        return sql.sql(
                        SELECT
                                + """
                                 where (department_id = :department
                                        or :department::bigint is null and department_id in (select id from department where practice_of is null))
                                   and status in (:states)
                                 order by id desc limit :limit
                                """)
                .param("department", departmentId)
                .param("states", states)
                .param("limit", limit)
                .query(Runs::read)
                .list();
    }

    /** Runs that began and are not over. */
    List<Run> open() {
        return sql.sql(SELECT + " where status in ('active', 'paused') order by id")
                .query(Runs::read)
                .list();
    }

    /** Runs that wait for their moment, which has come. */
    List<Run> due() {
        return sql.sql(
                        SELECT
                                + " where status in ('held', 'scheduled') and started_at <= ? order by started_at")
                .param(now())
                .query(Runs::read)
                .list();
    }

    /** Begins a run that waited; false when it waits no more. */
    boolean start(long id) {
        return sql.sql(
                                """
                                with moved as (
                                    update run set status = 'active', started_at = :now
                                     where id = :id and status in ('held', 'scheduled')
                                    returning id)
                                insert into run_event (run_id, at, kind) select id, :now, 'started' from moved
                                """)
                        .param("now", now())
                        .param("id", id)
                        .update()
                == 1;
    }

    /**
     * Moves a run from one state to another, and writes down that it happened; false when it is in
     * neither of the states given.
     *
     * @param by who did it; null when nobody did
     */
    boolean move(long id, String from, String to, String kind, @Nullable String by) {
        boolean over = List.of("stopped", "finished", "cancelled").contains(to);
        return sql.sql(
                                """
                                with moved as (
                                    update run set status = :to, finished_at = case when :over then :now::timestamptz end
                                     where id = :id and status = any(string_to_array(:from, ' '))
                                    returning id)
                                insert into run_event (run_id, at, kind, by) select id, :now, :kind, :by from moved
                                """)
                        .param("to", to)
                        .param("over", over)
                        .param("now", now())
                        .param("id", id)
                        .param("from", from)
                        .param("kind", kind)
                        .param("by", by)
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

    /** What happened to some runs lately, the latest first. */
    Map<Long, List<RunProgress.Happening>> happenings(Collection<Long> runs) {
        var happened = new HashMap<Long, List<RunProgress.Happening>>();
        sql.sql(
                        """
                        select e.run_id, e.at, e.kind, e.by, c.name
                          from unnest(:runs::bigint[]) r(id)
                          cross join lateral (select * from run_event e where e.run_id = r.id
                                               order by e.id desc limit :limit) e
                          left join connection c on c.id = e.connection_id
                         order by e.id desc
                        """)
                .param("runs", runs.toArray(Long[]::new))
                .param("limit", HAPPENINGS)
                .query(row -> {
                    happened.computeIfAbsent(row.getLong(1), ignored -> new java.util.ArrayList<>())
                            .add(
                                    new RunProgress.Happening(
                                            row.getTimestamp(2).toInstant(),
                                            row.getString(3),
                                            row.getString(4),
                                            row.getString(5)));
                });
        return happened;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static final String SELECT = "select *, planned_at is not null as planned from run";

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
                row.getObject("selection_run", Long.class),
                row.getString("list").equals("frozen"),
                row.getString("status"),
                row.getObject("per_minute", Integer.class),
                row.getLong("expected"),
                row.getLong("recipients_expected"),
                row.getBigDecimal("cost_expected"),
                row.getLong("checkpoint"),
                row.getLong("audience"),
                row.getLong("messages"),
                row.getTimestamp("started_at").toInstant(),
                row.getBoolean("planned"),
                finished == null ? null : finished.toInstant());
    }
}

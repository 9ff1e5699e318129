package io.soroka.campaigns;

import io.soroka.platform.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which selection launches which campaign, and what came of it. */
@Component
class SelectionLaunchRows {
    private static final int SHOWN = 50;

    private final JdbcClient sql;
    private final Clock clock;

    SelectionLaunchRows(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * A whole run of a selection that has launched nothing yet and is to.
     *
     * @param finishedAt when it was whole
     */
    record Due(long selectionRun, Instant finishedAt, long campaignId, int version, String by) {}

    /** The newest runs only: the people of older ones may stand in these, too. */
    List<Due> due() {
        return sql.sql(
                        """
                        select r.id, r.finished_at, t.campaign_id, t.campaign_version, t.set_by
                          from selection_campaign t
                          join selection s on s.id = t.selection_id
                          join selection_run r on r.id = s.last_run
                         where r.id > t.after_run
                           and not exists (select from selection_launch l where l.selection_run = r.id)
                         order by r.id
                        """)
                .query((row, number) ->
                        new Due(
                                row.getLong(1),
                                row.getObject(2, OffsetDateTime.class).toInstant(),
                                row.getLong(3),
                                row.getInt(4),
                                row.getString(5)))
                .list();
    }

    /** In the launch's transaction, which fails if the run has launched before. */
    void launched(long selectionRun, long campaignId, long runId) {
        sql.sql(
                        "insert into selection_launch (selection_run, campaign_id, run_id, at) values (?, ?, ?, ?)")
                .params(selectionRun, campaignId, runId, now())
                .update();
    }

    /** Nothing will be launched by this run. */
    void refused(long selectionRun, long campaignId, ProblemException why) {
        sql.sql(
                        """
                        insert into selection_launch (selection_run, campaign_id, problem, arguments, at)
                        values (?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(
                        selectionRun,
                        campaignId,
                        why.code(),
                        why.arguments().stream().map(String::valueOf).toArray(String[]::new),
                        now())
                .update();
    }

    /** What launches by itself from now on; runs that there are already launch nothing. */
    void set(long selectionId, Campaign campaign, String by) {
        sql.sql(
                        """
                        insert into selection_campaign (selection_id, campaign_id, campaign_version, after_run, set_by, set_at)
                        select s.id, ?, ?, coalesce(s.last_run, 0), ?, ? from selection s where s.id = ?
                        on conflict (selection_id) do update
                           set campaign_id = excluded.campaign_id, campaign_version = excluded.campaign_version,
                               after_run = excluded.after_run, set_by = excluded.set_by, set_at = excluded.set_at
                        """)
                .params(campaign.id(), campaign.version(), by, now(), selectionId)
                .update();
    }

    void clear(long selectionId) {
        sql.sql("delete from selection_campaign where selection_id = ?")
                .param(selectionId)
                .update();
    }

    Optional<SelectionTrigger> find(long selectionId) {
        return sql.sql(
                        """
                        select t.*, c.name, c.version = t.campaign_version and c.status = 'draft' as unchanged
                          from selection_campaign t join campaign c on c.id = t.campaign_id
                         where t.selection_id = ?
                        """)
                .param(selectionId)
                .query((row, number) ->
                        new SelectionTrigger(
                                row.getLong("campaign_id"),
                                row.getString("name"),
                                row.getBoolean("unchanged"),
                                row.getString("set_by"),
                                row.getObject("set_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    List<SelectionTrigger.Outcome> outcomes(long selectionId) {
        return sql.sql(
                        """
                        select l.* from selection_launch l join selection_run r on r.id = l.selection_run
                         where r.selection_id = ? order by r.id desc limit ?
                        """)
                .params(selectionId, SHOWN)
                .query((row, number) -> {
                    Long run = row.getObject("run_id", Long.class);
                    return new SelectionTrigger.Outcome(
                            row.getLong("selection_run"),
                            row.getLong("campaign_id"),
                            run,
                            row.getString("problem"),
                            List.of((String[]) row.getArray("arguments").getArray()),
                            row.getObject("at", OffsetDateTime.class).toInstant());
                })
                .list();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}

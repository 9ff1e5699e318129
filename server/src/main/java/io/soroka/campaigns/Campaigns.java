package io.soroka.campaigns;

import io.soroka.campaigns.CampaignRefused.Reason;
import io.soroka.contacts.Field;
import io.soroka.contacts.Fields;
import io.soroka.delivery.Delivery;
import io.soroka.platform.Ids;
import io.soroka.policy.MessageClass;
import io.soroka.providers.Connections;
import io.soroka.segments.Segments;
import io.soroka.segments.SqlCondition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Campaigns: setting them up, launching them, and steering their runs. */
@Component
public class Campaigns {
    private static final Pattern SENDER = Pattern.compile("[A-Za-z0-9 ._-]{1,11}|[0-9]{3,15}");
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_KEY = 100;

    private final JdbcClient sql;
    private final Ids ids;
    private final Clock clock;
    private final Segments segments;
    private final Connections connections;
    private final Delivery delivery;
    private final Runs runs;
    private final RunWatch watch;
    private final Planning planning;

    Campaigns(
            JdbcClient sql,
            Ids ids,
            Clock clock,
            Segments segments,
            Connections connections,
            Delivery delivery,
            Runs runs,
            RunWatch watch,
            Planning planning) {
        this.sql = sql;
        this.ids = ids;
        this.clock = clock;
        this.segments = segments;
        this.connections = connections;
        this.delivery = delivery;
        this.runs = runs;
        this.watch = watch;
        this.planning = planning;
    }

    /**
     * Sets up a campaign.
     *
     * @param by name of the person, for others to read
     * @throws CampaignRefused when name or sender can't be used
     * @throws io.soroka.templates.TemplateException when the text can't be compiled
     */
    public Campaign create(long departmentId, String by, NewCampaign wanted) {
        String name = wanted.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new CampaignRefused(Reason.BAD_NAME, LONGEST_NAME);
        }
        String sender = wanted.sender();
        if (sender != null && !SENDER.matcher(sender).matches()) {
            throw new CampaignRefused(Reason.BAD_SENDER, sender);
        }
        Long segment = wanted.segmentId();
        if (segment != null && segments.find(departmentId, segment).isEmpty()) {
            throw new CampaignRefused(Reason.NOT_FOUND);
        }
        var _ = ClientTexts.compile(wanted.text());
        var _ = segments.where(wanted.criteria(), segments.today());
        long id = ids.next();
        sql.sql(
                        """
                        insert into campaign (id, department_id, name, class, sender, text, segment_id, criteria,
                                              created_at, created_by)
                        values (:id, :department, :name, :class, :sender, :text, :segment, :criteria::jsonb, :now, :by)
                        """)
                .param("id", id)
                .param("department", departmentId)
                .param("name", name)
                .param("class", wanted.messageClass().code())
                .param("sender", sender)
                .param("text", wanted.text())
                .param("segment", wanted.segmentId())
                .param("criteria", wanted.criteria())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
        return find(id, departmentId);
    }

    /**
     * One campaign.
     *
     * @param departmentId the department that asks; null for someone who sees all
     * @throws CampaignRefused when there is none, or it belongs to another department
     */
    public Campaign find(long id, @Nullable Long departmentId) {
        return sql.sql(
                        SELECT
                                + " where c.id = :id and (:department::bigint is null or c.department_id = :department)")
                .param("id", id)
                .param("department", departmentId)
                .query(Campaigns::read)
                .optional()
                .orElseThrow(() -> new CampaignRefused(Reason.NOT_FOUND));
    }

    /**
     * The newest campaigns.
     *
     * @param departmentId the department that asks; null for someone who sees all
     * @param before only those with a smaller id; null for the newest
     * @param limit 1 to 200
     */
    public List<Campaign> list(@Nullable Long departmentId, @Nullable Long before, int limit) {
        return sql.sql(
                        SELECT
                                + """
                                 where (:department::bigint is null or c.department_id = :department)
                                   and (:before::bigint is null or c.id < :before)
                                 order by c.id desc
                                 limit :limit
                                """)
                .param("department", departmentId)
                .param("before", before)
                .param("limit", Math.clamp(limit, 1, 200))
                .query(Campaigns::read)
                .list();
    }

    /** How many people the campaign's segment holds now. */
    public long audience(Campaign campaign) {
        return segments.count(campaign.departmentId(), criteria(campaign), segments.today());
    }

    /** The latest run of a campaign, if it ever ran. */
    public Optional<RunProgress> latestRun(long campaignId) {
        return runs.latest(campaignId).map(watch::progress);
    }

    /**
     * Launches a campaign: from here on it plans and sends by itself. The same key gives the same
     * run again.
     *
     * @param idempotencyKey the caller's own mark of this launch, 1 to 100 characters
     * @throws CampaignRefused when nobody would get it, someone lacks a value, or no connection is
     *     switched on
     */
    public RunProgress launch(Campaign campaign, String by, String idempotencyKey) {
        if (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY) {
            throw new CampaignRefused(Reason.BAD_KEY);
        }
        String key = campaign.id() + ":" + idempotencyKey;
        Optional<Runs.Run> already = runs.byKey(key);
        if (already.isPresent()) {
            return watch.progress(already.get());
        }
        if (connections.enabledFor(campaign.departmentId()).isEmpty()) {
            throw new CampaignRefused(Reason.NO_CONNECTION);
        }
        String criteria = criteria(campaign);
        refuseMissingValues(campaign, criteria);
        long expected = segments.count(campaign.departmentId(), criteria, segments.today());
        if (expected == 0) {
            throw new CampaignRefused(Reason.NOBODY);
        }
        Runs.Run run = runs.add(campaign, criteria, expected, by, key);
        planning.begin(run.id());
        return watch.progress(run);
    }

    /** A fallback is needed for each variable that somebody in the audience has no value for. */
    private void refuseMissingValues(Campaign campaign, String criteria) {
        SqlCondition condition = segments.where(criteria, segments.today());
        for (String key : ClientTexts.compile(campaign.text()).variablesWithoutFallback()) {
            Field field = Fields.find(key).orElseThrow();
            var values = new java.util.ArrayList<Object>();
            values.add(campaign.departmentId());
            values.addAll(condition.values());
            long lacking =
                    sql.sql(
                                    """
                                    select count(*) from client c
                                     where c.department_id = ? and (%s) and coalesce(btrim(c.%s::text), '') = ''
                                    """
                                            .formatted(condition.sql(), field.column()))
                            .params(values)
                            .query(Long.class)
                            .single();
            if (lacking > 0) {
                throw new CampaignRefused(
                        Reason.MISSING_VALUES, lacking, field.titleRu(), field.titleEn());
            }
        }
    }

    private String criteria(Campaign campaign) {
        Long segment = campaign.segmentId();
        return segment == null ? campaign.criteria() : segments.find(segment).orElseThrow().tree();
    }

    /**
     * How far a run is.
     *
     * @param departmentId the department that asks; null for someone who sees all
     */
    public RunProgress progress(long runId, @Nullable Long departmentId) {
        return watch.progress(run(runId, departmentId));
    }

    /** Keeps back what has not gone out yet, until {@link #resume}. */
    public RunProgress pause(long runId, @Nullable Long departmentId, String by) {
        Runs.Run run = run(runId, departmentId);
        move(run, "active", "paused", by);
        delivery.hold(runId);
        return progress(runId, departmentId);
    }

    /** Goes on after a pause, repeating nothing. */
    public RunProgress resume(long runId, @Nullable Long departmentId, String by) {
        Runs.Run run = run(runId, departmentId);
        move(run, "paused", "active", by);
        delivery.release(runId);
        planning.begin(runId);
        return progress(runId, departmentId);
    }

    /** Ends a run for good: what has not gone out never will. */
    public RunProgress stop(long runId, @Nullable Long departmentId, String by) {
        Runs.Run run = run(runId, departmentId);
        move(run, "active paused", "stopped", by);
        delivery.cancel(runId);
        return progress(runId, departmentId);
    }

    private void move(Runs.Run run, String from, String to, String by) {
        if (!runs.move(run.id(), from, to)) {
            throw new CampaignRefused(Reason.WRONG_STATE);
        }
        runs.happened(run.id(), to.equals("active") ? "resumed" : to, by);
    }

    private Runs.Run run(long runId, @Nullable Long departmentId) {
        return runs.find(runId)
                .filter(run -> departmentId == null || run.departmentId() == departmentId)
                .orElseThrow(() -> new CampaignRefused(Reason.NOT_FOUND));
    }

    private static final String SELECT =
            """
            select c.id, c.department_id, c.name, c.class, c.sender, c.text, c.segment_id, s.name as segment_name,
                   c.criteria, c.created_at, c.created_by
              from campaign c left join segment s on s.id = c.segment_id
            """;

    private static Campaign read(ResultSet row, int number) throws SQLException {
        return new Campaign(
                row.getLong("id"),
                row.getLong("department_id"),
                row.getString("name"),
                MessageClass.of(row.getInt("class")),
                row.getString("sender"),
                row.getString("text"),
                row.getObject("segment_id", Long.class),
                row.getString("segment_name"),
                row.getString("criteria"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"));
    }
}

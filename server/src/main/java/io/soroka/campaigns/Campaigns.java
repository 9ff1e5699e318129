package io.soroka.campaigns;

import io.soroka.campaigns.CampaignRefused.Reason;
import io.soroka.delivery.Delivery;
import io.soroka.platform.Ids;
import io.soroka.platform.Messages;
import io.soroka.policy.MessageClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Campaigns: setting them up, launching them, and steering their runs. */
@Component
public class Campaigns {
    private static final Pattern SENDER = Pattern.compile("[A-Za-z0-9 ._-]{1,11}|[0-9]{3,15}");
    private static final int LONGEST_NAME = 200;
    private static final int FASTEST = 1_000_000;

    private final JdbcClient sql;
    private final Ids ids;
    private final Clock clock;
    private final Audiences audiences;
    private final Delivery delivery;
    private final Runs runs;
    private final RunWatch watch;
    private final Planning planning;
    private final Launches launches;
    private final Checks checks;

    Campaigns(
            JdbcClient sql,
            Ids ids,
            Clock clock,
            Audiences audiences,
            Delivery delivery,
            Runs runs,
            RunWatch watch,
            Planning planning,
            Launches launches,
            Checks checks) {
        this.sql = sql;
        this.ids = ids;
        this.clock = clock;
        this.audiences = audiences;
        this.delivery = delivery;
        this.runs = runs;
        this.watch = watch;
        this.planning = planning;
        this.launches = launches;
        this.checks = checks;
    }

    /**
     * Begins a draft.
     *
     * @param by name of the person, for others to read
     * @throws CampaignRefused when something that is given can't be
     * @throws io.soroka.segments.CriteriaRefused when conditions mean nothing
     */
    public Campaign create(long departmentId, String by, Draft draft) {
        check(departmentId, draft);
        long id = ids.next();
        bind(
                        sql.sql(
                                """
                                insert into campaign (id, department_id, name, class, sender, text, text_id, criteria, segment_id,
                                                      of_run, of_states, list, start_at, per_minute, step, created_at,
                                                      created_by, changed_at)
                                values (:id, :department, :name, :class, :sender, :text, :textId, :criteria::jsonb, :segment,
                                        :ofRun, :ofStates, :list, :startAt, :perMinute, :step, :now, :by, :now)
                                """),
                        draft)
                .param("id", id)
                .param("department", departmentId)
                .param("by", by)
                .update();
        return find(id, departmentId);
    }

    /**
     * Changes a draft as a whole.
     *
     * @param version the version that the change was made on
     * @throws CampaignRefused when somebody else was quicker, it is no draft any more, or something
     *     that is given can't be
     */
    @Transactional
    public Campaign change(long id, @Nullable Long departmentId, int version, Draft draft) {
        Campaign before = find(id, departmentId);
        check(before.departmentId(), draft);
        int changed =
                bind(
                                sql.sql(
                                        """
                                        update campaign
                                           set name = :name, class = :class, sender = :sender, text = :text, text_id = :textId,
                                               criteria = :criteria::jsonb, segment_id = :segment, of_run = :ofRun,
                                               of_states = :ofStates, list = :list, start_at = :startAt,
                                               per_minute = :perMinute, step = :step, changed_at = :now,
                                               version = version + 1
                                         where id = :id and version = :version and status = 'draft'
                                        """),
                                draft)
                        .param("id", id)
                        .param("version", version)
                        .update();
        if (changed == 0) {
            throw new CampaignRefused(
                    find(id, departmentId).launched() ? Reason.WRONG_STATE : Reason.CHANGED);
        }
        return find(id, departmentId);
    }

    private static void check(String name) {
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new CampaignRefused(Reason.BAD_NAME, LONGEST_NAME).at("/name");
        }
    }

    private void check(long departmentId, Draft draft) {
        check(draft.name());
        String sender = draft.sender();
        if (sender != null && !SENDER.matcher(sender).matches()) {
            throw new CampaignRefused(Reason.BAD_SENDER, sender).at("/sender");
        }
        Integer perMinute = draft.perMinute();
        if (perMinute != null && (perMinute < 1 || perMinute > FASTEST)) {
            throw new CampaignRefused(Reason.BAD_PACE, FASTEST).at("/perMinute");
        }
        audiences.check(departmentId, draft.whom());
    }

    private JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Draft draft) {
        Whom whom = draft.whom();
        Instant startAt = draft.startAt();
        return statement
                .param("name", draft.name().strip())
                .param("class", draft.messageClass().code())
                .param("sender", draft.sender())
                // PostgreSQL's texts hold no zero character.
                .param("text", draft.text().replace("\0", ""))
                .param("textId", draft.textId())
                .param("criteria", whom instanceof Whom.Criteria(String tree) ? tree : null)
                .param("segment", whom instanceof Whom.Segment(long segment) ? segment : null)
                .param("ofRun", whom instanceof Whom.EarlierRun earlier ? earlier.runId() : null)
                .param(
                        "ofStates",
                        whom instanceof Whom.EarlierRun earlier
                                ? earlier.states().stream()
                                        .sorted()
                                        .map(PersonState::word)
                                        .toArray(String[]::new)
                                : null)
                .param("list", draft.frozen() ? "frozen" : "live")
                .param("startAt", startAt == null ? null : startAt.atOffset(ZoneOffset.UTC))
                .param("perMinute", draft.perMinute())
                .param("step", draft.step().word())
                .param("now", now());
    }

    /** Throws a draft away. */
    @Transactional
    public void delete(long id, @Nullable Long departmentId) {
        Campaign campaign = find(id, departmentId);
        // Launches that were taken back go with it: nothing came of them.
        for (String table :
                List.of("run_event", "run_connection", "run_audience", "run_suppressed")) {
            sql.sql(
                            "delete from "
                                    + table
                                    + " where run_id in (select id from run where campaign_id = ? and status = 'cancelled')")
                    .param(id)
                    .update();
        }
        sql.sql("delete from run where campaign_id = ? and status = 'cancelled'")
                .param(id)
                .update();
        if (campaign.launched()
                || sql.sql("delete from campaign where id = ? and status = 'draft'")
                                .param(id)
                                .update()
                        == 0) {
            throw new CampaignRefused(Reason.WRONG_STATE);
        }
    }

    /** A new draft that is like a campaign, launched or not, but has no time of its own. */
    public Campaign copy(long id, @Nullable Long departmentId, String by, Locale language) {
        Campaign campaign = find(id, departmentId);
        Draft draft = Draft.of(campaign);
        Whom whom = draft.whom();
        try {
            audiences.check(campaign.departmentId(), whom);
        } catch (CampaignRefused e) {
            whom = null;
        }
        return create(
                campaign.departmentId(),
                by,
                named(draft, title(language, "campaign.copy-name", campaign.name()), whom));
    }

    /** A new draft to those people of a run whom something became of. */
    public Campaign repeat(
            long runId,
            @Nullable Long departmentId,
            Set<PersonState> states,
            String by,
            Locale language) {
        Runs.Run run = run(runId, departmentId);
        Campaign campaign = find(run.campaignId(), departmentId);
        var draft =
                new Draft(
                        title(language, "campaign.repeat-name", run.name()),
                        MessageClass.of(run.messageClass()),
                        run.sender(),
                        run.text(),
                        campaign.textId(),
                        new Whom.EarlierRun(
                                runId, states.isEmpty() ? EnumSet.of(PersonState.FAILED) : states),
                        true,
                        null,
                        run.perMinute(),
                        Campaign.Step.CHECK);
        return create(run.departmentId(), by, draft);
    }

    private static String title(Locale language, String key, String name) {
        String title = Messages.text(language, key, name);
        return title.length() > LONGEST_NAME ? title.substring(0, LONGEST_NAME) : title;
    }

    private static Draft named(Draft draft, String name, @Nullable Whom whom) {
        return new Draft(
                name,
                draft.messageClass(),
                draft.sender(),
                draft.text(),
                draft.textId(),
                whom,
                draft.frozen(),
                draft.startAt(),
                draft.perMinute(),
                draft.step());
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
                                 where (c.department_id = :department
                                        or :department::bigint is null and c.department_id in (select id from department where practice_of is null))
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

    /** The newest drafts, the one changed last first. */
    List<Campaign> drafts(@Nullable Long departmentId, int limit) {
        return sql.sql(
                        SELECT
                                + """
                                 where (c.department_id = :department
                                        or :department::bigint is null and c.department_id in (select id from department where practice_of is null))
                                   and c.status = 'draft'
                                 order by c.changed_at desc
                                 limit :limit
                                """)
                .param("department", departmentId)
                .param("limit", limit)
                .query(Campaigns::read)
                .list();
    }

    /** The latest run of each campaign that ever ran, by campaign. */
    public Map<Long, RunProgress> latestRuns(Collection<Campaign> campaigns) {
        Map<Long, Runs.Run> latest =
                runs.latest(campaigns.stream().map(Campaign::id).distinct().toList());
        var progress = new HashMap<Long, RunProgress>();
        watch.progress(List.copyOf(latest.values()))
                .forEach(one -> progress.put(one.campaignId(), one));
        return progress;
    }

    /**
     * What would happen, and what stands in the way.
     *
     * @param userId who asks
     * @param language of the sentences
     */
    public Check check(Campaign campaign, long userId, Locale language) {
        return checks.now(campaign, userId, language);
    }

    /**
     * Launches a campaign: from here on it waits, plans and sends by itself. The same key gives the
     * same run again.
     *
     * @throws CampaignRefused when something blocks it, a warning was not acknowledged, or other
     *     people would get it than the caller has seen
     */
    public RunProgress launch(Campaign campaign, String by, Launch launch) {
        return watch.progress(launches.launch(campaign, by, launch));
    }

    /**
     * How far a run is.
     *
     * @param departmentId the department that asks; null for someone who sees all
     */
    public RunProgress progress(long runId, @Nullable Long departmentId) {
        return watch.progress(run(runId, departmentId));
    }

    /** Takes a launch back before it starts: nothing goes out, the campaign is a draft again. */
    public RunProgress cancel(long runId, @Nullable Long departmentId, String by) {
        launches.cancel(run(runId, departmentId), by);
        return progress(runId, departmentId);
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
        String kind = to.equals("active") ? "resumed" : to;
        if (!runs.move(run.id(), from, to, kind, by)) {
            throw new CampaignRefused(Reason.WRONG_STATE);
        }
    }

    private Runs.Run run(long runId, @Nullable Long departmentId) {
        return runs.find(runId)
                .filter(run -> departmentId == null || run.departmentId() == departmentId)
                .orElseThrow(() -> new CampaignRefused(Reason.NOT_FOUND));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static final String SELECT =
            """
            select c.*, s.name as segment_name
              from campaign c
              left join segment s on s.id = c.segment_id and s.department_id = c.department_id
            """;

    private static Campaign read(ResultSet row, int number) throws SQLException {
        var startAt = row.getTimestamp("start_at");
        return new Campaign(
                row.getLong("id"),
                row.getLong("department_id"),
                row.getString("name"),
                row.getString("status").equals("launched"),
                MessageClass.of(row.getInt("class")),
                row.getString("sender"),
                row.getString("text"),
                row.getObject("text_id", Long.class),
                whom(row),
                row.getString("segment_name"),
                row.getString("list").equals("frozen"),
                startAt == null ? null : startAt.toInstant(),
                row.getObject("per_minute", Integer.class),
                Campaign.Step.valueOf(row.getString("step").toUpperCase(Locale.ROOT)),
                row.getInt("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                row.getTimestamp("changed_at").toInstant());
    }

    private static @Nullable Whom whom(ResultSet row) throws SQLException {
        String criteria = row.getString("criteria");
        Long segment = row.getObject("segment_id", Long.class);
        Long run = row.getObject("of_run", Long.class);
        if (criteria != null) {
            return new Whom.Criteria(criteria);
        }
        if (segment != null) {
            return new Whom.Segment(segment);
        }
        if (run == null) {
            return null;
        }
        var states = EnumSet.noneOf(PersonState.class);
        for (String word : (String[]) row.getArray("of_states").getArray()) {
            states.add(PersonState.named(Objects.requireNonNull(word)).orElseThrow());
        }
        return new Whom.EarlierRun(run, states);
    }
}

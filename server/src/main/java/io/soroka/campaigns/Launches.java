package io.soroka.campaigns;

import io.soroka.campaigns.CampaignRefused.Reason;
import io.soroka.segments.Segments;
import io.soroka.selections.Variables;
import io.soroka.templates.ClientTexts;
import io.soroka.templates.ValueFormat;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Turns drafts into runs, and back while nothing has gone out; starts what waits for its time. */
@Component
class Launches {
    private static final int LONGEST_KEY = 100;

    /** Longer than this nobody waits for an answer; the count goes on and is there next time. */
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final JdbcClient sql;
    private final DataSource source;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Runs runs;
    private final Checks checks;
    private final Audiences audiences;
    private final Segments segments;
    private final ClientTexts texts;
    private final CampaignRows campaigns;
    private final SelectionLaunchRows selectionLaunches;
    private final Planning planning;
    private final CampaignSettings settings;

    Launches(
            JdbcClient sql,
            DataSource source,
            TransactionTemplate transactions,
            Clock clock,
            Runs runs,
            Checks checks,
            Audiences audiences,
            Segments segments,
            ClientTexts texts,
            CampaignRows campaigns,
            SelectionLaunchRows selectionLaunches,
            Planning planning,
            CampaignSettings settings) {
        this.sql = sql;
        this.source = source;
        this.transactions = transactions;
        this.clock = clock;
        this.runs = runs;
        this.checks = checks;
        this.audiences = audiences;
        this.segments = segments;
        this.texts = texts;
        this.campaigns = campaigns;
        this.selectionLaunches = selectionLaunches;
        this.planning = planning;
        this.settings = settings;
    }

    /** See {@link Campaigns#launch}. */
    Runs.Run launch(Campaign campaign, String by, Launch launch) {
        if (launch.key().isBlank() || launch.key().length() > LONGEST_KEY) {
            throw new CampaignRefused(Reason.BAD_KEY);
        }
        String key = campaign.id() + ":" + launch.key();
        Optional<Runs.Run> already = runs.byKey(key);
        if (already.isPresent()) {
            return already.get();
        }
        if (campaign.launched()) {
            throw new CampaignRefused(Reason.WRONG_STATE);
        }
        // Counting may take long; whoever changes the segment meanwhile must not change who is
        // meant.
        Whom seen =
                campaign.whom() instanceof Whom.Segment segment
                        ? segments.find(campaign.departmentId(), segment.segmentId())
                                .<Whom>map(known -> new Whom.Criteria(known.tree()))
                                .orElse(segment)
                        : campaign.whom();
        Variables selected = audiences.variables(campaign.departmentId(), campaign.whom(), false);
        Check check = checks.exact(campaign, PATIENCE, launch.language());
        refuse(check, launch);
        Forecast forecast = Objects.requireNonNull(check.forecast());
        Long expected = launch.expected();
        if (expected != null && Math.abs(forecast.recipients() - expected) * 100 > expected) {
            throw new CampaignRefused(
                    Reason.OTHER_AUDIENCE,
                    String.valueOf(expected),
                    String.valueOf(forecast.recipients()));
        }
        Runs.Run run =
                Objects.requireNonNull(
                        transactions.execute(status ->
                                write(campaign, seen, selected, forecast, by, key, launch)));
        if (run.status().equals("active")) {
            planning.begin(run);
        }
        return run;
    }

    private static void refuse(Check check, Launch launch) {
        Set<String> acknowledged = launch.acknowledged();
        for (Check.Item item : check.items()) {
            if (item.level() == Check.Level.BLOCK) {
                throw new CampaignRefused(Reason.BLOCKED, item.text(), item.code());
            }
        }
        for (Check.Item item : check.items()) {
            // Nobody has looked at the clock when a selection ran.
            boolean noted =
                    acknowledged == null
                            ? launch.selectionRun() == null || !item.code().equals(Checks.NIGHT)
                            : acknowledged.contains(item.code());
            if (item.level() == Check.Level.WARN && !noted) {
                throw new CampaignRefused(Reason.UNCONFIRMED, item.text(), item.code());
            }
        }
    }

    private Runs.Run write(
            Campaign campaign,
            @Nullable Whom seen,
            @Nullable Variables selectedSeen,
            Forecast forecast,
            String by,
            String key,
            Launch launch) {
        // What was checked is what is launched: whoever changes the draft now waits, or was first.
        Boolean same =
                sql.sql(
                                "select version = ? and status = 'draft' from campaign where id = ? for update")
                        .params(campaign.version(), campaign.id())
                        .query(Boolean.class)
                        .optional()
                        .orElseThrow(() -> new CampaignRefused(Reason.NOT_FOUND));
        if (!same) {
            return runs.byKey(key).orElseThrow(() -> new CampaignRefused(Reason.CHANGED));
        }
        Whom whom =
                audiences.resolve(campaign.departmentId(), Objects.requireNonNull(campaign.whom()));
        // From here on no other run becomes the selection's.
        Variables selected = audiences.variables(campaign.departmentId(), whom, true);
        Long trigger = launch.selectionRun();
        if (!whom.equals(seen)
                || !Objects.equals(selected, selectedSeen)
                || (trigger != null && (selected == null || selected.runId() != trigger))) {
            throw new CampaignRefused(Reason.CHANGED);
        }
        Long selectionRun = texts.compile(campaign.text(), selected).selectionRun();
        // People of an earlier run are those of this moment: later receipts would change who is
        // meant. So are those of a selection, whose next run has other values.
        boolean frozen =
                campaign.frozen()
                        || whom instanceof Whom.EarlierRun
                        || selectionRun != null
                        || trigger != null;
        Instant startsAt = startsAt(campaign, launch.held());
        boolean now = !startsAt.isAfter(clock.instant());
        String status = now ? "active" : campaign.startAt() == null ? "held" : "scheduled";
        // The draft stays for the selection's next run; what goes out is a campaign of its own.
        Campaign sent =
                trigger == null
                        ? campaign
                        : campaigns.addLaunched(campaign, ofToday(campaign.name()), by);
        Runs.Run run =
                runs.add(
                                new Runs.NewRun(
                                        sent,
                                        whom instanceof Whom.Criteria(String tree) && !frozen
                                                ? tree
                                                : "{}",
                                        selectionRun,
                                        frozen,
                                        status,
                                        startsAt,
                                        forecast.found(),
                                        forecast.recipients(),
                                        Objects.requireNonNull(forecast.price()),
                                        by,
                                        key))
                        .orElseThrow(() -> new CampaignRefused(Reason.CHANGED));
        if (frozen) {
            freeze(run, whom);
        }
        if (trigger == null) {
            sql.sql("update campaign set status = 'launched', version = version + 1 where id = ?")
                    .param(campaign.id())
                    .update();
        } else {
            selectionLaunches.launched(trigger, campaign.id(), run.id());
        }
        if (now) {
            runs.happened(run.id(), "started", by);
        }
        return runs.find(run.id()).orElseThrow();
    }

    private String ofToday(String name) {
        String day = ", " + ValueFormat.RUSSIAN.date(segments.today());
        int room = Campaigns.LONGEST_NAME - day.length();
        return (name.length() > room ? name.substring(0, room) : name) + day;
    }

    private void freeze(Runs.Run run, Whom whom) {
        Connection db = DataSourceUtils.getConnection(source);
        try {
            long stored = audiences.store(db, run.id(), run.departmentId(), whom, segments.today());
            sql.sql("update run set expected = ? where id = ?").params(stored, run.id()).update();
        } catch (SQLException e) {
            throw new IllegalStateException("The list can't be stored", e);
        } finally {
            DataSourceUtils.releaseConnection(db, source);
        }
    }

    private Instant startsAt(Campaign campaign, boolean held) {
        Instant now = clock.instant();
        Instant earliest = held ? now.plus(settings.hold()) : now;
        Instant wanted = campaign.startAt();
        return wanted == null || wanted.isBefore(earliest) ? earliest : wanted;
    }

    /** See {@link Campaigns#cancel}. */
    void cancel(Runs.Run run, String by) {
        transactions.executeWithoutResult(status -> {
            // A run is planned only once it has left these states, so there is no message of it.
            if (!runs.move(run.id(), "held scheduled", "cancelled", "cancelled", by)) {
                throw new CampaignRefused(Reason.WRONG_STATE);
            }
            sql.sql("delete from run_audience where run_id = ?").param(run.id()).update();
            sql.sql("update campaign set status = 'draft', version = version + 1 where id = ?")
                    .param(run.campaignId())
                    .update();
        });
    }

    /** Starts the runs whose moment has come. */
    void startDue() {
        for (Runs.Run run : runs.due()) {
            if (runs.start(run.id())) {
                planning.begin(run);
            }
        }
    }
}

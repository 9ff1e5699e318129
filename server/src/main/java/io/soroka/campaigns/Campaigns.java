package io.soroka.campaigns;

import io.soroka.campaigns.CampaignRefused.Reason;
import io.soroka.delivery.Delivery;
import io.soroka.platform.Messages;
import io.soroka.policy.MessageClass;
import io.soroka.selections.Variables;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Campaigns: setting them up, launching them, and steering their runs. */
@Component
public class Campaigns {
    private static final Pattern SENDER = Pattern.compile("[A-Za-z0-9 ._-]{1,11}|[0-9]{3,15}");
    static final int LONGEST_NAME = 200;

    private static final int FASTEST = 1_000_000;

    private final CampaignRows rows;
    private final Audiences audiences;
    private final Delivery delivery;
    private final Runs runs;
    private final RunWatch watch;
    private final Launches launches;
    private final Checks checks;

    Campaigns(
            CampaignRows rows,
            Audiences audiences,
            Delivery delivery,
            Runs runs,
            RunWatch watch,
            Launches launches,
            Checks checks) {
        this.rows = rows;
        this.audiences = audiences;
        this.delivery = delivery;
        this.runs = runs;
        this.watch = watch;
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
        return find(rows.add(departmentId, by, draft), departmentId);
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
        if (!rows.change(id, version, draft)) {
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

    /** Throws a draft away. */
    @Transactional
    public void delete(long id, @Nullable Long departmentId) {
        Campaign campaign = find(id, departmentId);
        if (campaign.launched() || !rows.delete(id)) {
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
        return rows.find(id)
                .filter(one -> departmentId == null || one.departmentId() == departmentId)
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
        return rows.list(departmentId, before, Math.clamp(limit, 1, 200));
    }

    /** The values that a text to these people may name beside their fields; null for none. */
    public @Nullable Variables variables(long departmentId, @Nullable Whom whom) {
        return audiences.variables(departmentId, whom, false);
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
    @Transactional
    public RunProgress pause(long runId, @Nullable Long departmentId, String by) {
        Runs.Run run = run(runId, departmentId);
        move(run, "active", "paused", by);
        delivery.hold(runId);
        return progress(runId, departmentId);
    }

    /** Goes on after a pause, repeating nothing. */
    @Transactional
    public RunProgress resume(long runId, @Nullable Long departmentId, String by) {
        Runs.Run run = run(runId, departmentId);
        move(run, "paused", "active", by);
        delivery.release(runId);
        return progress(runId, departmentId);
    }

    /** Ends a run for good: what has not gone out never will. */
    @Transactional
    public RunProgress stop(long runId, @Nullable Long departmentId, String by) {
        Runs.Run run = run(runId, departmentId);
        move(run, "active paused", "stopped", by);
        delivery.cancel(runId);
        return progress(runId, departmentId);
    }

    /**
     * In one transaction with what it means for the lanes, so that neither a crash nor somebody who
     * presses the opposite leaves a paused or stopped run sending, or a running one held.
     */
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
}

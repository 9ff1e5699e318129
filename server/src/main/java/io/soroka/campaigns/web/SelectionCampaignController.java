package io.soroka.campaigns.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.campaigns.CampaignRefused;
import io.soroka.campaigns.SelectionTrigger;
import io.soroka.campaigns.SelectionTriggers;
import io.soroka.platform.Messages;
import io.soroka.selections.Selection;
import io.soroka.selections.Selections;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Which campaign a selection launches by itself. */
@RestController
@RequestMapping("/api/v1/selections/{id}/campaign")
class SelectionCampaignController {
    private final SelectionTriggers triggers;
    private final Selections selections;
    private final CurrentUser user;
    private final Audit audit;

    SelectionCampaignController(
            SelectionTriggers triggers, Selections selections, CurrentUser user, Audit audit) {
        this.triggers = triggers;
        this.selections = selections;
        this.user = user;
        this.audit = audit;
    }

    /**
     * @param version of the draft that the person has seen
     */
    record WantedTrigger(@Nullable String campaignId, @Nullable Integer version) {}

    /**
     * What is launched and what came of it.
     *
     * @param campaign null for nothing
     */
    record SelectionCampaignView(
            @Nullable LaunchedCampaign campaign, List<SelectionLaunchView> launches) {}

    /**
     * @param unchanged if not, nothing is launched before somebody says so again
     */
    record LaunchedCampaign(
            String id, String name, boolean unchanged, String setBy, Instant setAt) {}

    /**
     * @param problem why nothing was launched, a sentence
     */
    record SelectionLaunchView(
            String selectionRunId,
            String campaignId,
            @Nullable String runId,
            @Nullable String problem,
            Instant at) {}

    @GetMapping
    SelectionCampaignView get(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER, Role.ANALYST);
        return view(find(id));
    }

    @PutMapping
    SelectionCampaignView set(@PathVariable long id, @RequestBody WantedTrigger wanted) {
        user.require(Role.CAMPAIGN_MANAGER);
        Selection selection = find(id);
        long campaign =
                Words.id(
                        Objects.requireNonNullElse(wanted.campaignId(), ""),
                        CampaignRefused.Reason.NOT_FOUND);
        SelectionTrigger set =
                triggers.set(
                        selection,
                        campaign,
                        Objects.requireNonNullElse(wanted.version(), 0),
                        user.user().name());
        audit.record(
                "selection.campaign-set",
                "selection:" + id,
                Map.of(
                        "campaign",
                        set.campaignId(),
                        "version",
                        Objects.requireNonNullElse(wanted.version(), 0)));
        return view(selection);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clear(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER);
        triggers.clear(find(id));
        audit.record("selection.campaign-cleared", "selection:" + id, Map.of());
    }

    private Selection find(long id) {
        return selections.find(id, user.scope());
    }

    private SelectionCampaignView view(Selection selection) {
        return new SelectionCampaignView(
                triggers.find(selection)
                        .map(one ->
                                new LaunchedCampaign(
                                        Long.toString(one.campaignId()),
                                        one.campaignName(),
                                        one.unchanged(),
                                        one.setBy(),
                                        one.setAt()))
                        .orElse(null),
                triggers.outcomes(selection).stream()
                        .map(SelectionCampaignController::view)
                        .toList());
    }

    private static SelectionLaunchView view(SelectionTrigger.Outcome outcome) {
        Long run = outcome.run();
        String problem = outcome.problem();
        return new SelectionLaunchView(
                Long.toString(outcome.selectionRun()),
                Long.toString(outcome.campaignId()),
                run == null ? null : Long.toString(run),
                problem == null
                        ? null
                        : Messages.text(
                                LocaleContextHolder.getLocale(),
                                "problem." + problem + ".detail",
                                outcome.arguments().toArray()),
                outcome.at());
    }
}

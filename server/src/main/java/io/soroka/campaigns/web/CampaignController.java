package io.soroka.campaigns.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.NewCampaign;
import io.soroka.platform.Messages;
import io.soroka.platform.ProblemException;
import io.soroka.segments.CriteriaRefused;
import io.soroka.templates.TemplateException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Setting up and launching campaigns. */
@RestController
@RequestMapping("/api/v1/campaigns")
class CampaignController {
    private final Campaigns campaigns;
    private final CurrentUser user;
    private final Audit audit;

    CampaignController(Campaigns campaigns, CurrentUser user, Audit audit) {
        this.campaigns = campaigns;
        this.user = user;
        this.audit = audit;
    }

    record Segment(String id, String name) {}

    record View(
            String id,
            String name,
            String messageClass,
            String text,
            @Nullable Segment segment,
            Instant createdAt,
            String createdBy,
            @Nullable RunView run) {}

    record Page(List<View> items, @Nullable String next) {}

    record Wanted(
            @Nullable String name,
            @Nullable String messageClass,
            @Nullable String sender,
            @Nullable String text,
            @Nullable String segmentId,
            @Nullable JsonNode criteria) {}

    record Count(long count) {}

    @GetMapping
    Page list(
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable Long before) {
        int size = Math.clamp(limit, 1, 200);
        List<View> items =
                campaigns.list(department(), before, size).stream().map(this::view).toList();
        return new Page(items, items.size() < size ? null : items.getLast().id());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    View create(@RequestBody Wanted wanted) {
        user.require(Role.CAMPAIGN_MANAGER);
        Campaign campaign = make(wanted);
        audit.record(
                "campaign.create", Long.toString(campaign.id()), Map.of("name", campaign.name()));
        return view(campaign);
    }

    /** What is wrong with text or conditions is told in the words of their own rooms. */
    private Campaign make(Wanted wanted) {
        Locale locale = LocaleContextHolder.getLocale();
        try {
            return campaigns.create(
                    user.departmentId(),
                    user.user().name(),
                    NewCampaign.of(
                            wanted.name(),
                            wanted.messageClass(),
                            wanted.sender(),
                            wanted.text(),
                            wanted.segmentId(),
                            wanted.criteria() == null ? null : wanted.criteria().toString()));
        } catch (TemplateException e) {
            throw new ProblemException(422, "campaign-bad-text", e.message(locale));
        } catch (CriteriaRefused e) {
            String words = Messages.text(locale, e.messageKey(), e.arguments().toArray());
            throw new ProblemException(422, "campaign-bad-criteria", words, e.pointer());
        }
    }

    @GetMapping("/{id}/audience")
    Count audience(@PathVariable long id) {
        return new Count(campaigns.audience(campaigns.find(id, department())));
    }

    @PostMapping("/{id}/runs")
    @ResponseStatus(HttpStatus.CREATED)
    RunView launch(
            @PathVariable long id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        user.require(Role.CAMPAIGN_MANAGER);
        Campaign campaign = campaigns.find(id, department());
        RunView run =
                RunView.of(campaigns.launch(campaign, user.user().name(), key == null ? "" : key));
        audit.record("campaign.launch", Long.toString(campaign.id()), Map.of("run", run.id()));
        return run;
    }

    private View view(Campaign campaign) {
        Long segment = campaign.segmentId();
        String name = campaign.segmentName();
        return new View(
                Long.toString(campaign.id()),
                campaign.name(),
                campaign.messageClass().word(),
                campaign.text(),
                segment == null || name == null ? null : new Segment(Long.toString(segment), name),
                campaign.createdAt(),
                campaign.createdBy(),
                campaigns.latestRun(campaign.id()).map(RunView::of).orElse(null));
    }

    private @Nullable Long department() {
        return user.seesAll() ? null : Long.valueOf(user.departmentId());
    }
}

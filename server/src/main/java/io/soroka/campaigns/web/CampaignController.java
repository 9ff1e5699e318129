package io.soroka.campaigns.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.CampaignLimits;
import io.soroka.campaigns.CampaignRefused;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Check;
import io.soroka.campaigns.Draft;
import io.soroka.campaigns.Launch;
import io.soroka.campaigns.RunProgress;
import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.platform.Settings;
import io.soroka.segments.CriteriaRefused;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Setting up, checking and launching campaigns. */
@RestController
@RequestMapping("/api/v1/campaigns")
class CampaignController {
    private final Campaigns campaigns;
    private final CampaignLimits limits;
    private final FieldRights rights;
    private final PersonViews people;
    private final CurrentUser user;
    private final Audit audit;
    private final Clock clock;
    private final Settings company;
    private final JsonMapper json;

    CampaignController(
            Campaigns campaigns,
            CampaignLimits limits,
            FieldRights rights,
            PersonViews people,
            CurrentUser user,
            Audit audit,
            Clock clock,
            Settings company,
            JsonMapper json) {
        this.campaigns = campaigns;
        this.limits = limits;
        this.rights = rights;
        this.people = people;
        this.user = user;
        this.audit = audit;
        this.clock = clock;
        this.company = company;
        this.json = json;
    }

    record Page(List<CampaignView> items, @Nullable String next) {}

    record Item(
            String code,
            @OneOf(Check.Level.class) String level,
            String text,
            @OneOf(Campaign.Step.class) String step) {}

    record CheckView(
            @Nullable ForecastView forecast,
            List<Item> items,
            @Nullable Instant startsAt,
            @Nullable Instant finishAt,
            long confirmAbove,
            long holdSeconds) {}

    record Order(@Nullable Long expected, @Nullable Set<String> acknowledged) {}

    @GetMapping
    Page list(
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable Long before) {
        requireReader();
        int size = Math.clamp(limit, 1, 200);
        List<Campaign> found = campaigns.list(user.scope(), before, size);
        Map<Long, RunProgress> runs = campaigns.latestRuns(found);
        return new Page(
                found.stream().map(one -> CampaignView.of(one, runs.get(one.id()), json)).toList(),
                found.size() < size ? null : Long.toString(found.getLast().id()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CampaignView create(@RequestBody(required = false) @Nullable DraftView wanted) {
        user.require(Role.CAMPAIGN_MANAGER);
        Draft draft = (wanted == null ? DraftView.EMPTY : wanted).draft(newName());
        Campaign campaign =
                refusing(() ->
                        campaigns.create(user.departmentId(), user.user().name(), usable(draft)));
        audit.record("campaign.created", object(campaign), Map.of());
        return view(campaign);
    }

    private String newName() {
        Locale language = language();
        String day =
                DateTimeFormatter.ofPattern(
                                language.getLanguage().equals("en") ? "d MMM" : "dd.MM", language)
                        .format(LocalDate.ofInstant(clock.instant(), company.timeZone()));
        return Messages.text(language, "campaign.new-name", day);
    }

    @GetMapping("/{id}")
    CampaignView get(@PathVariable long id) {
        requireReader();
        return view(campaigns.find(id, user.scope()));
    }

    @PutMapping("/{id}")
    CampaignView change(@PathVariable long id, @RequestBody DraftView wanted) {
        user.require(Role.CAMPAIGN_MANAGER);
        Integer version = wanted.version();
        Campaign campaign =
                refusing(() ->
                        campaigns.change(
                                id,
                                user.scope(),
                                version == null ? 0 : version,
                                usable(wanted.draft(""))));
        audit.record("campaign.changed", object(campaign), Map.of("version", campaign.version()));
        return view(campaign);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER);
        campaigns.delete(id, user.scope());
        audit.record("campaign.deleted", "campaign:" + id, Map.of());
    }

    @PostMapping("/{id}/clone")
    @ResponseStatus(HttpStatus.CREATED)
    CampaignView copy(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER);
        Campaign campaign = campaigns.copy(id, user.scope(), user.user().name(), language());
        audit.record("campaign.cloned", object(campaign), Map.of("from", Long.toString(id)));
        return view(campaign);
    }

    @GetMapping("/{id}/check")
    CheckView check(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER);
        Campaign campaign = campaigns.find(id, user.scope());
        Check check = campaigns.check(campaign, user.id(), language());
        var forecast = check.forecast();
        audit.record(
                "clients.sampled",
                object(campaign),
                Map.of("people", forecast == null ? 0 : forecast.examples().size()));
        return new CheckView(
                forecast == null ? null : ForecastView.of(forecast, people, language()),
                check.items().stream()
                        .map(item ->
                                new Item(
                                        item.code(),
                                        item.level().name().toLowerCase(Locale.ROOT),
                                        item.text(),
                                        item.step().word()))
                        .toList(),
                check.startsAt(),
                check.finishAt(),
                limits.confirmAbove(),
                limits.hold().toSeconds());
    }

    @PostMapping("/{id}/runs")
    @ResponseStatus(HttpStatus.CREATED)
    RunView launch(
            @PathVariable long id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody(required = false) @Nullable Order order) {
        user.require(Role.CAMPAIGN_MANAGER);
        Campaign campaign = campaigns.find(id, user.scope());
        Long expected = order == null ? null : order.expected();
        if (expected == null || expected < 0) {
            throw CampaignRefused.because(CampaignRefused.Reason.NO_NUMBER);
        }
        Set<String> acknowledged = order == null ? null : order.acknowledged();
        RunView run =
                RunView.of(
                        campaigns.launch(
                                campaign,
                                user.user().name(),
                                new Launch(
                                        key == null ? "" : key,
                                        expected,
                                        acknowledged == null ? Set.of() : acknowledged,
                                        true,
                                        language())));
        audit.record(
                "campaign.launched",
                object(campaign),
                Map.of("run", run.id(), "expected", expected));
        return run;
    }

    private Draft usable(Draft draft) {
        rights.require(draft.whom(), draft.text());
        return draft;
    }

    /** What is wrong with conditions is told in the words of their own room. */
    private static Campaign refusing(Supplier<Campaign> action) {
        try {
            return action.get();
        } catch (CriteriaRefused e) {
            String words = Messages.text(language(), e.messageKey(), e.arguments().toArray());
            throw new ProblemException(422, "campaign-bad-criteria", words, e.pointer())
                    .at("/audience/criteria" + e.pointer());
        }
    }

    private CampaignView view(Campaign campaign) {
        return CampaignView.of(
                campaign, campaigns.latestRuns(List.of(campaign)).get(campaign.id()), json);
    }

    private static String object(Campaign campaign) {
        return "campaign:" + campaign.id();
    }

    private static Locale language() {
        return LocaleContextHolder.getLocale();
    }

    private void requireReader() {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER, Role.ANALYST);
    }
}

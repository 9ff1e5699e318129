package io.soroka.campaigns.web;

import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.Homes;
import io.soroka.platform.OneOf;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a person finds when they come in. */
@RestController
class HomeController {
    private final Homes homes;
    private final CurrentUser user;

    HomeController(Homes homes, CurrentUser user) {
        this.homes = homes;
        this.user = user;
    }

    record Task(
            String kind,
            String title,
            String detail,
            @Nullable String campaignId,
            @Nullable String runId,
            @Nullable String connectionId) {}

    record Draft(
            String id, String name, @OneOf(Campaign.Step.class) String step, Instant changedAt) {}

    record Planned(
            String campaignId, String runId, String name, Instant startsAt, long recipients) {}

    record View(
            List<Task> tasks,
            List<Draft> drafts,
            List<RunView> running,
            List<Planned> planned,
            List<RunView> finished) {}

    @GetMapping("/api/v1/home")
    View home() {
        Role role = user.user().role();
        return view(
                switch (role) {
                    case ADMINISTRATOR, CAMPAIGN_MANAGER, APPROVER, ANALYST ->
                            homes.of(
                                    user.scope(),
                                    role == Role.ADMINISTRATOR || role == Role.CAMPAIGN_MANAGER,
                                    role == Role.ADMINISTRATOR,
                                    LocaleContextHolder.getLocale());
                    // Their work is elsewhere.
                    case AGENT, ALERT_OPERATOR -> Homes.Home.EMPTY;
                });
    }

    private static View view(Homes.Home home) {
        return new View(
                home.tasks().stream()
                        .map(one ->
                                new Task(
                                        one.kind(),
                                        one.title(),
                                        one.detail(),
                                        word(one.campaignId()),
                                        word(one.runId()),
                                        word(one.connectionId())))
                        .toList(),
                home.drafts().stream()
                        .map(one ->
                                new Draft(
                                        Long.toString(one.id()),
                                        one.name(),
                                        one.step().word(),
                                        one.changedAt()))
                        .toList(),
                home.running().stream().map(RunView::of).toList(),
                home.planned().stream()
                        .map(one ->
                                new Planned(
                                        Long.toString(one.campaignId()),
                                        Long.toString(one.runId()),
                                        one.name(),
                                        one.startsAt(),
                                        one.recipients()))
                        .toList(),
                home.finished().stream().map(RunView::of).toList());
    }

    private static @Nullable String word(@Nullable Number id) {
        return id == null ? null : id.toString();
    }
}

package io.soroka.campaigns.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.campaigns.CampaignRefused;
import io.soroka.campaigns.CampaignRefused.Reason;
import io.soroka.campaigns.Forecast;
import io.soroka.campaigns.Forecasts;
import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.policy.MessageClass;
import io.soroka.segments.CriteriaRefused;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an audience and a text would come to. */
@RestController
@RequestMapping("/api/v1/audience/forecast")
class ForecastController {
    private final Forecasts forecasts;
    private final FieldRights rights;
    private final PersonViews people;
    private final CurrentUser user;
    private final Audit audit;

    ForecastController(
            Forecasts forecasts,
            FieldRights rights,
            PersonViews people,
            CurrentUser user,
            Audit audit) {
        this.forecasts = forecasts;
        this.rights = rights;
        this.people = people;
        this.user = user;
        this.audit = audit;
    }

    record Asked(
            @Nullable AudienceView audience,
            @Nullable String text,
            @OneOf(MessageClass.class) @Nullable String messageClass,
            @Nullable String sender) {}

    /** An estimate at once, the exact one a moment later: ask again until it is. */
    @PostMapping
    ForecastView forecast(@RequestBody Asked asked) {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER);
        AudienceView audience = asked.audience();
        if (audience == null) {
            throw CampaignRefused.because(Reason.BAD_AUDIENCE);
        }
        String word = asked.messageClass();
        MessageClass messageClass =
                word == null ? MessageClass.ADVERTISING : DraftView.messageClass(word);
        Forecast forecast;
        try {
            rights.require(audience.whom(), asked.text());
            forecast =
                    forecasts.now(
                            user.id(),
                            user.departmentId(),
                            audience.whom(),
                            asked.text(),
                            messageClass,
                            asked.sender());
        } catch (CriteriaRefused e) {
            String words =
                    Messages.text(
                            LocaleContextHolder.getLocale(),
                            e.messageKey(),
                            e.arguments().toArray());
            throw new ProblemException(422, "campaign-bad-criteria", words, e.pointer())
                    .at("/audience/criteria" + e.pointer());
        }
        audit.record(
                "clients.sampled",
                null,
                Map.of("people", forecast.examples().size(), "found", forecast.found()));
        return ForecastView.of(forecast, people, LocaleContextHolder.getLocale());
    }
}

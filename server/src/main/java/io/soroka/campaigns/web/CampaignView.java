package io.soroka.campaigns.web;

import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.RunProgress;
import io.soroka.campaigns.Whom;
import io.soroka.platform.OneOf;
import io.soroka.policy.MessageClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A campaign as the API shows it. */
record CampaignView(
        String id,
        String name,
        @OneOf(words = {"draft", "launched"}) String status,
        @OneOf(MessageClass.class) String messageClass,
        @Nullable String sender,
        String text,
        @Nullable String textId,
        @Nullable AudienceView audience,
        @Nullable Segment segment,
        @OneOf(words = {"live", "frozen"}) String list,
        DraftView.When when,
        @Nullable Integer perMinute,
        @OneOf(Campaign.Step.class) String step,
        int version,
        Instant createdAt,
        String createdBy,
        Instant changedAt,
        @Nullable RunView run) {

    record Segment(String id, String name) {}

    static CampaignView of(Campaign campaign, @Nullable RunProgress run, JsonMapper json) {
        Long textId = campaign.textId();
        return new CampaignView(
                Long.toString(campaign.id()),
                campaign.name(),
                campaign.launched() ? "launched" : "draft",
                campaign.messageClass().word(),
                campaign.sender(),
                campaign.text(),
                textId == null ? null : Long.toString(textId),
                AudienceView.of(campaign.whom(), json),
                segment(campaign),
                campaign.frozen() ? "frozen" : "live",
                DraftView.When.of(campaign.startAt()),
                campaign.perMinute(),
                campaign.step().word(),
                campaign.version(),
                campaign.createdAt(),
                campaign.createdBy(),
                campaign.changedAt(),
                // A launch that was taken back is history; the draft has no run.
                run == null || run.status() == RunProgress.Status.CANCELLED
                        ? null
                        : RunView.of(run));
    }

    private static @Nullable Segment segment(Campaign campaign) {
        String name = campaign.segmentName();
        return name != null && campaign.whom() instanceof Whom.Segment(long id)
                ? new Segment(Long.toString(id), name)
                : null;
    }
}

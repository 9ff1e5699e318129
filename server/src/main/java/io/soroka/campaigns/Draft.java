package io.soroka.campaigns;

import io.soroka.policy.MessageClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a draft is to be; see {@link Campaign}. Whatever is there has to make sense. */
public record Draft(
        String name,
        MessageClass messageClass,
        @Nullable String sender,
        String text,
        @Nullable Long textId,
        @Nullable Whom whom,
        boolean frozen,
        @Nullable Instant startAt,
        @Nullable Integer perMinute,
        Campaign.Step step) {
    /** A complete campaign to those who meet conditions, found anew when it starts. */
    public static Draft simple(
            String name, MessageClass messageClass, String text, String criteria) {
        return to(name, messageClass, text, new Whom.Criteria(criteria));
    }

    /** A complete campaign to anyone, found anew when it starts. */
    public static Draft to(String name, MessageClass messageClass, String text, Whom whom) {
        return new Draft(
                name, messageClass, null, text, null, whom, false, null, null, Campaign.Step.CHECK);
    }

    /** The draft that a campaign is. */
    static Draft of(Campaign campaign) {
        return new Draft(
                campaign.name(),
                campaign.messageClass(),
                campaign.sender(),
                campaign.text(),
                campaign.textId(),
                campaign.whom(),
                campaign.frozen(),
                null,
                campaign.perMinute(),
                Campaign.Step.CHECK);
    }
}

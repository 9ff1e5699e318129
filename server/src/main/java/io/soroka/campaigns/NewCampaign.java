package io.soroka.campaigns;

import io.soroka.campaigns.CampaignRefused.Reason;
import io.soroka.policy.MessageClass;
import org.jspecify.annotations.Nullable;

/**
 * What a new campaign is to be; see {@link Campaign}.
 *
 * @param criteria the criteria tree as JSON, used when no segment is named; {@code {}} for everyone
 */
public record NewCampaign(
        String name,
        MessageClass messageClass,
        @Nullable String sender,
        String text,
        @Nullable Long segmentId,
        String criteria) {

    /**
     * Reads a campaign from words of unknown quality; what is missing counts as empty.
     *
     * @throws CampaignRefused when the class is unknown or the segment's id is no number
     */
    public static NewCampaign of(
            @Nullable String name,
            @Nullable String messageClass,
            @Nullable String sender,
            @Nullable String text,
            @Nullable String segmentId,
            @Nullable String criteria) {
        String wanted = messageClass == null ? "" : messageClass;
        return new NewCampaign(
                name == null ? "" : name,
                MessageClass.named(wanted)
                        .orElseThrow(() -> new CampaignRefused(Reason.BAD_CLASS, wanted)),
                sender == null || sender.isBlank() ? null : sender.strip(),
                text == null ? "" : text,
                segmentId == null ? null : id(segmentId),
                criteria == null ? "{}" : criteria);
    }

    private static Long id(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new CampaignRefused(Reason.NOT_FOUND);
        }
    }
}

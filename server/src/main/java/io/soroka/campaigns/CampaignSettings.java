package io.soroka.campaigns;

import io.soroka.platform.StartRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of campaigns ({@code soroka.campaigns.*}).
 *
 * @param maxParts most parts one person's message may have, 1 to 255
 * @param hold how long a launch can still be taken back, 0 to 10 minutes
 * @param receiptWait how long a run waits for its last receipts, after the last news of it, before
 *     it counts as finished, 1 minute to 30 days
 */
@ConfigurationProperties("soroka.campaigns")
record CampaignSettings(
        @DefaultValue("10") int maxParts,
        @DefaultValue("30s") Duration hold,
        @DefaultValue("72h") Duration receiptWait) {
    CampaignSettings {
        if (maxParts < 1 || maxParts > 255) {
            throw new StartRefused(
                    "soroka.campaigns.max-parts must be between 1 and 255, but is "
                            + maxParts
                            + ".");
        }
        if (hold.isNegative() || hold.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new StartRefused(
                    "soroka.campaigns.hold must be between 0s and 10m, but is " + hold + ".");
        }
        if (receiptWait.compareTo(Duration.ofMinutes(1)) < 0
                || receiptWait.compareTo(Duration.ofDays(30)) > 0) {
            throw new StartRefused(
                    "soroka.campaigns.receipt-wait must be between 1m and 30d, but is "
                            + receiptWait
                            + ".");
        }
    }
}

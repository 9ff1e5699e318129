package io.soroka.campaigns;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** Limits that people are told of. */
@Component
public class CampaignLimits {
    private static final long CONFIRM_ABOVE = 10_000;

    private final CampaignSettings settings;

    CampaignLimits(CampaignSettings settings) {
        this.settings = settings;
    }

    /** How long a launch can still be taken back. */
    public Duration hold() {
        return settings.hold();
    }

    /** Above so many recipients the number is to be typed. */
    public long confirmAbove() {
        return CONFIRM_ABOVE;
    }
}

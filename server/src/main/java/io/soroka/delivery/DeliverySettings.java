package io.soroka.delivery;

import io.soroka.platform.StartRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of delivery ({@code soroka.delivery.*}).
 *
 * @param uncertainAfter how long a message of unknown fate waits for a receipt or a decision before
 *     it counts as not delivered, 1 minute to 30 days
 * @param askAfter how late a receipt is before a provider that can tell is asked, 1 second to 1 day
 */
@ConfigurationProperties("soroka.delivery")
record DeliverySettings(
        @DefaultValue("72h") Duration uncertainAfter, @DefaultValue("30m") Duration askAfter) {
    DeliverySettings {
        if (uncertainAfter.compareTo(Duration.ofMinutes(1)) < 0
                || uncertainAfter.compareTo(Duration.ofDays(30)) > 0) {
            throw new StartRefused(
                    "soroka.delivery.uncertain-after must be between 1m and 30d, but is "
                            + uncertainAfter
                            + ".");
        }
        if (askAfter.compareTo(Duration.ofSeconds(1)) < 0
                || askAfter.compareTo(Duration.ofDays(1)) > 0) {
            throw new StartRefused(
                    "soroka.delivery.ask-after must be between 1s and 1d, but is "
                            + askAfter
                            + ".");
        }
    }
}

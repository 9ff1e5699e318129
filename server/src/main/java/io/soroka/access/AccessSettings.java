package io.soroka.access;

import io.soroka.platform.StartRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Log-in ({@code soroka.access.*}).
 *
 * @param idle how long a session lives without a request, 1 minute to 30 days
 */
@ConfigurationProperties("soroka.access")
record AccessSettings(@DefaultValue("8h") Duration idle) {
    AccessSettings {
        if (idle.compareTo(Duration.ofMinutes(1)) < 0 || idle.compareTo(Duration.ofDays(30)) > 0) {
            throw new StartRefused(
                    "soroka.access.idle must be between 1m and 30d, but is " + idle + ".");
        }
    }
}

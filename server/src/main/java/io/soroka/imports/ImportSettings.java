package io.soroka.imports;

import io.soroka.platform.StartRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of imports ({@code soroka.imports.*}).
 *
 * @param maxMegabytes the largest file, 1 to 2,000 MB of a million bytes
 * @param maxColumns the most columns, 1 to 500
 * @param maxRows the most rows, 1 to 20,000,000
 * @param keepUploads how long a file waits to be imported, 1 hour to 90 days
 * @param keepResults how long rejected rows can be fetched and an import undone, 1 hour to 1 year
 */
@ConfigurationProperties("soroka.imports")
public record ImportSettings(
        @DefaultValue("500") int maxMegabytes,
        @DefaultValue("300") int maxColumns,
        @DefaultValue("2000000") int maxRows,
        @DefaultValue("7d") Duration keepUploads,
        @DefaultValue("30d") Duration keepResults) {

    public ImportSettings {
        check("max-megabytes", maxMegabytes, 2_000);
        check("max-columns", maxColumns, 500);
        check("max-rows", maxRows, 20_000_000);
        check("keep-uploads", keepUploads, Duration.ofDays(90));
        check("keep-results", keepResults, Duration.ofDays(366));
    }

    /** The largest file in bytes. */
    public long maxBytes() {
        return maxMegabytes * 1_000_000L;
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new StartRefused(
                    "soroka.imports.%s must be between 1 and %d, but is %d."
                            .formatted(name, most, value));
        }
    }

    private static void check(String name, Duration value, Duration most) {
        if (value.compareTo(Duration.ofHours(1)) < 0 || value.compareTo(most) > 0) {
            throw new StartRefused(
                    "soroka.imports.%s must be between 1h and %dd, but is %s."
                            .formatted(name, most.toDays(), value));
        }
    }
}

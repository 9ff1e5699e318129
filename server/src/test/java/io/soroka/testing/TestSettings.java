package io.soroka.testing;

import io.soroka.platform.Settings;
import java.nio.file.Path;
import java.time.ZoneId;

/** Settings for parts that a test puts together by itself. */
public final class TestSettings {
    private TestSettings() {}

    /** The defaults, with the company's days beginning in this zone. */
    public static Settings in(String zone) {
        return new Settings(
                Path.of("target"),
                0,
                ZoneId.of(zone),
                new Settings.Database(null, null, null, null, null, 10));
    }
}

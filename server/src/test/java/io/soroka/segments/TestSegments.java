package io.soroka.segments;

import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestFields;
import io.soroka.testing.TestSettings;
import java.time.Clock;
import java.util.List;

/** Segments over a test's database, in Moscow. */
public final class TestSegments {
    private TestSegments() {}

    /** With these sources. */
    public static Segments of(TestDatabase database, Clock clock, List<CriterionSource> sources) {
        return new Segments(
                database.sql(),
                TestFields.of(database, clock),
                sources,
                clock,
                TestSettings.in("Europe/Moscow"));
    }
}

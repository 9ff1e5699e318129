package io.soroka.segments;

import io.soroka.testing.TestDatabase;
import java.time.Clock;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Counts over a test's database. */
final class TestCounts {
    private TestCounts() {}

    static SegmentCounts of(TestDatabase database, Segments segments, Clock clock) {
        return new SegmentCounts(
                database.sql(), new JdbcTransactionManager(database.source()), segments, clock);
    }
}

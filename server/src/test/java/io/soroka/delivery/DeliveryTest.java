package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.platform.Ids;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    /** A server that was started in November still takes messages in March. */
    @Test
    void partitionsAreMadeAheadAsLongAsTheServerIsUp() {
        try (TestDatabase database = TestDatabase.fresh()) {
            var clock = new SettableClock(Instant.parse("2026-11-25T09:00:00Z"));
            var delivery =
                    new Delivery(null, database.source(), new Ids(clock, 0), clock, null, null);
            for (int day = 0; day < 100; day++) {
                delivery.prepare();
                clock.advance(Duration.ofDays(1));
            }
            assertThat(
                            database.sql()
                                    .sql(
                                            """
                                            select count(*) from unnest(array['message', 'run_person', 'submission', 'receipt']) t
                                             where to_regclass(t || '_202704') is not null
                                            """)
                                    .query(Long.class)
                                    .single())
                    .isEqualTo(4);
        }
    }
}

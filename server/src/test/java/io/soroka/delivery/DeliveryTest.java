package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.platform.Ids;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final int ROWS = 50_000;
    private static final Pattern RECHECKED =
            Pattern.compile("Rows Removed by (?:Index Recheck|Filter): (\\d+)");

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

    /** A look at one message must not read everything that a campaign has just written. */
    @Test
    void whatWasJustWrittenIsFoundByItsIndex() {
        try (TestDatabase database = TestDatabase.fresh()) {
            var clock = new SettableClock(Instant.parse("2026-11-25T09:00:00Z"));
            var ids = new Ids(clock, 0);
            var delivery = new Delivery(null, database.source(), ids, clock, null, null);
            delivery.prepare();
            long first = ids.block(ROWS);
            database.sql()
                    .sql(
                            """
                            insert into receipt (message_id, part, attempt, state, done_at, stored_at)
                            select ? + n, 1, 1, 2, now(), now() from generate_series(0, ?) n
                            """)
                    .params(first, ROWS - 1)
                    .update();
            assertThat(readFor(database, first + ROWS / 2)).isZero();
        }
    }

    /** How many other rows the database reads to find one, by its own account. */
    private static long readFor(TestDatabase database, long message) {
        return database
                .sql()
                .sql(
                        "explain (analyze, costs off, timing off, summary off) select * from receipt where message_id = "
                                + message)
                .query(String.class)
                .list()
                .stream()
                .map(line -> RECHECKED.matcher(line))
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }
}

package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.platform.Ids;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-25T09:00:00Z"));

    /** One that only prepares. */
    private Delivery delivery(TestDatabase database) {
        return new Delivery(
                null,
                database.source(),
                new Ids(clock, 0),
                clock,
                null,
                null,
                null,
                new DeliverySettings(Duration.ofDays(1), Duration.ofMinutes(30)),
                TestSettings.in("Europe/Moscow"));
    }

    /** A server that was started in November still takes messages in March. */
    @Test
    void partitionsAreMadeAheadAsLongAsTheServerIsUp() {
        try (TestDatabase database = TestDatabase.fresh()) {
            Delivery delivery = delivery(database);
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

    /**
     * Otherwise whoever asks for a message's receipts reads all that came since the last vacuum.
     */
    @Test
    void theIndexesOfTheFactsKeepUpWithThem() {
        try (TestDatabase database = TestDatabase.fresh()) {
            Delivery delivery = delivery(database);
            long november = Ids.floor(Instant.parse("2026-11-10T00:00:00Z"));
            for (int round = 1; round <= 2; round++) {
                delivery.prepare();
                add(database, november, round);
                clock.advance(Duration.ofMillis(500));
            }
            delivery.prepare();
            for (String table : List.of("submission", "receipt")) {
                assertThat(rowsRead(database, table, november)).as(table).isLessThan(20_000);
            }
            // December has begun, and receipts for November still come.
            clock.advance(Duration.ofDays(6));
            add(database, november, 3);
            delivery.prepare();
            assertThat(rowsRead(database, "receipt", november)).isLessThan(20_000);
        }
    }

    /** A vacuum holds this lock, and summarises too. */
    @Test
    void aVacuumIsNotWaitedFor() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh()) {
            Delivery delivery = delivery(database);
            delivery.prepare();
            long november = Ids.floor(Instant.parse("2026-11-10T00:00:00Z"));
            add(database, november, 1);
            add(database, november, 2);
            try (var vacuum = database.source().getConnection()) {
                vacuum.setAutoCommit(false);
                try (var statement = vacuum.createStatement()) {
                    statement.execute("lock receipt_202611 in share update exclusive mode");
                    delivery.prepare();
                }
                vacuum.rollback();
            }
            assertThat(rowsRead(database, "receipt", november)).isGreaterThan(100_000);
            delivery.prepare();
            assertThat(rowsRead(database, "receipt", november)).isLessThan(20_000);
        }
    }

    private static void add(TestDatabase database, long floor, int round) {
        database.sql()
                .sql(
                        """
                        insert into submission (message_id, part, attempt, connection_id, outcome, at)
                        select ? + i, 0, 1, 1, 0, now() from generate_series(?, ?) i
                        """)
                .params(floor, round * 100_000, round * 100_000 + 99_999)
                .update();
        database.sql()
                .sql(
                        """
                        insert into receipt (message_id, part, attempt, state, done_at, stored_at)
                        select ? + i, 0, 1, 2, now(), now() from generate_series(?, ?) i
                        """)
                .params(floor, round * 100_000, round * 100_000 + 99_999)
                .update();
    }

    /**
     * Rows that the database looks at to find those of one message of the first hundred thousand.
     */
    private static long rowsRead(TestDatabase database, String table, long floor) {
        try (var db = database.source().getConnection();
                var statement = db.createStatement()) {
            statement.execute("set enable_seqscan = off");
            var plan = new StringBuilder();
            try (var row =
                    statement.executeQuery(
                            "explain (analyze, buffers off, timing off, summary off) select from "
                                    + table
                                    + " where message_id = "
                                    + (floor + 100_500))) {
                while (row.next()) {
                    plan.append(row.getString(1)).append('\n');
                }
            }
            Matcher removed =
                    Pattern.compile("Rows Removed by Index Recheck: (\\d+)").matcher(plan);
            assertThat(removed.find()).as(plan.toString()).isTrue();
            return Long.parseLong(removed.group(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

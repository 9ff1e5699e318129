package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.platform.Ids;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A batch moves from one connection to another while its owner is taking from it. */
class QueuesTest {
    private static final int PEOPLE = 10;
    private static final Lanes.Room THREE = new Lanes.Room(3, 3);

    private static TestDatabase database;
    private static SettableClock clock;
    private static Ids ids;

    private Queues queues;
    private long first;

    @BeforeAll
    static void prepare() {
        clock = new SettableClock(Instant.parse("2026-11-25T09:00:00Z"));
        database = TwoConnections.fresh(clock);
        ids = new Ids(clock, 0);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void fill() {
        sql("delete from batch");
        queues =
                new Queues(
                        database.sql(),
                        new TransactionTemplate(new JdbcTransactionManager(database.source())),
                        new Router(),
                        new Planned());
        first = ids.block(PEOPLE);
        for (int i = 0; i < PEOPLE; i++) {
            sql(
                    """
                    insert into message (id, department_id, run_id, client_id, msisdn, class, parts, text)
                    select ?, id, 1, ?, 79160000000 + ?, 2, 1, 'Привет' from department
                    """,
                    first + i,
                    (long) i,
                    i);
        }
        sql(
                """
                insert into batch (first_id, last_id, connection_id, class, run_id, department_id, taken_through)
                select ?, ?, 1, 2, 1, id, ? from department
                """,
                first,
                first + PEOPLE - 1,
                first - 1);
    }

    private static void sql(String text, Object... values) {
        database.sql().sql(text).params(values).update();
    }

    @Test
    void whatIsLeftOfABatchThatWasBegunGoesOver() throws SQLException {
        try (Connection one = session();
                Connection two = session()) {
            var owner = new Lanes(one, 1, clock, new Planned());
            var other = new Lanes(two, 2, clock, new Planned());
            assertThat(take(owner, one)).containsExactly(first, first + 1, first + 2);
            assertThat(queues.move(1, 2)).isTrue();
            // The owner still has the rest in memory, and must not send it.
            assertThat(take(owner, one)).isEmpty();
            assertThat(take(owner, one)).isEmpty();
            assertThat(take(other, two)).containsExactly(first + 3, first + 4, first + 5);
            assertThat(queues.move(1, 2)).as("nothing is left").isFalse();
        }
    }

    @Test
    void oneThatWasNotBegunGoesOverWhole() throws SQLException {
        assertThat(queues.move(1, 2)).isTrue();
        assertThat(
                        database.sql()
                                .sql("select first_id, last_id, connection_id from batch")
                                .query((row, number) ->
                                        List.of(row.getLong(1), row.getLong(2), row.getLong(3)))
                                .list())
                .containsExactly(List.of(first, first + PEOPLE - 1, 2L));
    }

    @Test
    void oneFromWhichSomebodyTakesJustNowStays() throws SQLException {
        try (Connection one = session()) {
            var owner = new Lanes(one, 1, clock, new Planned());
            assertThat(owner.take(THREE)).hasSize(3);
            assertThat(queues.move(1, 2)).isFalse();
            one.commit();
            assertThat(queues.move(1, 2)).isTrue();
        }
    }

    @Test
    void aTestOfAConnectionStaysWithIt() {
        sql("update batch set run_id = null");
        assertThat(queues.move(1, 2)).isFalse();
    }

    private static Connection session() throws SQLException {
        Connection session = database.source().getConnection();
        session.setAutoCommit(false);
        return session;
    }

    private static List<Long> take(Lanes lanes, Connection session) throws SQLException {
        List<Long> taken = lanes.take(THREE).stream().map(Lanes.Waiting::id).toList();
        session.commit();
        return taken;
    }
}

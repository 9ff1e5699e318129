package io.soroka.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.delivery.Fates;
import io.soroka.delivery.SettledMessages;
import io.soroka.delivery.TestFacts;
import io.soroka.platform.Courtesy;
import io.soroka.platform.Ids;
import io.soroka.platform.Partitions;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Outcomes behind facts that are stored by hand. */
class OutcomesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final long RUN = Ids.floor(Instant.parse("2026-11-24T08:00:00Z"));

    private static final int ACCEPTED = 0;
    private static final int REFUSED = 1;
    private static final int UNKNOWN = 4;
    private static final int CANCELLED = 5;
    private static final int GIVEN_UP = 8;
    private static final int JOINED = 9;
    private static final int REROUTED = 10;

    private static final int UNDELIVERED = 2;
    private static final int DELIVERED = 1;

    private TestDatabase database;
    private SettableClock clock;
    private Connection own;
    private JdbcClient session;
    private SettledMessages settled;
    private Fates fates;
    private Outcomes outcomes;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.fresh();
        clock = new SettableClock(NOW);
        new Partitions(
                        database.source(),
                        clock,
                        Set.of("message", "submission", "receipt", "run_outcome"))
                .ensure();
        own = connection();
        session = JdbcClient.create(new SingleConnectionDataSource(own, true));
        settled = TestFacts.settled(clock);
        fates = TestFacts.fates(database);
        outcomes = new Outcomes(settled, fates, new Courtesy());
    }

    @AfterEach
    void close() throws SQLException {
        own.close();
        database.close();
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private static long message(int client) {
        return RUN + 1_000L * client;
    }

    private void messages(int count, int parts) {
        database.sql()
                .sql(
                        """
                        insert into message (id, department_id, run_id, client_id, msisdn, class, parts, text)
                        select ? + 1000 * n, 7, ?, n, 79160000000 + n, 3, ?, 'т' from generate_series(1, ?) n
                        """)
                .params(RUN, RUN, parts, count)
                .update();
    }

    private static void submission(
            JdbcClient sql, int client, int part, int attempt, int outcome, Instant at) {
        sql.sql(
                        """
                        insert into submission (message_id, part, attempt, connection_id, outcome, error, at)
                        values (?, ?, ?, 1, ?, null, ?::timestamptz)
                        """)
                .params(message(client), part, attempt, outcome, at.toString())
                .update();
    }

    private static void receipt(
            JdbcClient sql,
            int client,
            int part,
            int attempt,
            int state,
            @Nullable String error,
            Instant at) {
        sql.sql(
                        """
                        insert into receipt (message_id, part, attempt, state, error, done_at, stored_at)
                        values (:id, :part, :attempt, :state, :error, :at::timestamptz, :at::timestamptz)
                        """)
                .param("id", message(client))
                .param("part", part)
                .param("attempt", attempt)
                .param("state", state)
                .param("error", error)
                .param("at", at.toString())
                .update();
    }

    private void submission(int client, int attempt, int outcome) {
        submission(database.sql(), client, 0, attempt, outcome, clock.instant());
    }

    private void receipt(int client, int attempt, int state, @Nullable String error) {
        receipt(database.sql(), client, 0, attempt, state, error, clock.instant());
    }

    private Map<Long, Integer> caughtUp() {
        outcomes.catchUp(session, () -> true);
        return stored();
    }

    private Map<Long, Integer> stored() {
        var stored = new TreeMap<Long, Integer>();
        database.sql()
                .sql("select client_id, fate, run_id, message_id from run_outcome")
                .query(row -> {
                    assertThat(row.getLong(3)).isEqualTo(RUN);
                    assertThat(row.getLong(4)).isEqualTo(message(row.getInt(1)));
                    stored.put(row.getLong(1), row.getInt(2));
                });
        return stored;
    }

    @Test
    void onlyWhatIsOverIsKept() {
        messages(8, 1);
        for (int client : new int[] {1, 2, 3, 7}) {
            submission(client, 1, ACCEPTED);
        }
        receipt(1, 1, DELIVERED, null);
        receipt(2, 1, UNDELIVERED, "027");
        submission(4, 1, REFUSED);
        submission(5, 1, UNKNOWN);
        submission(6, 1, CANCELLED);
        receipt(7, 1, UNDELIVERED, "1");
        assertThat(caughtUp()).isEqualTo(Map.of(1L, 0, 2L, 2, 4L, 3, 7L, 1));
        submission(5, 1, GIVEN_UP);
        assertThat(caughtUp()).isEqualTo(Map.of(1L, 0, 2L, 2, 4L, 3, 5L, 5, 7L, 1));
    }

    @Test
    void aFailureMayEndWell() {
        messages(2, 1);
        submission(1, 1, ACCEPTED);
        receipt(1, 1, UNDELIVERED, "27");
        submission(2, 1, REFUSED);
        assertThat(caughtUp()).isEqualTo(Map.of(1L, 2, 2L, 3));
        submission(1, 1, REROUTED);
        assertThat(caughtUp()).as("on its way again").isEqualTo(Map.of(2L, 3));
        clock.advance(Duration.ofHours(5));
        submission(1, 2, ACCEPTED);
        receipt(1, 2, DELIVERED, null);
        receipt(2, 1, DELIVERED, null);
        assertThat(caughtUp()).isEqualTo(Map.of(1L, 0, 2L, 0));
    }

    @Test
    void aLongTextIsOverWithItsLastPart() {
        messages(2, 2);
        for (int client : new int[] {1, 2}) {
            submission(client, 1, ACCEPTED);
            receipt(client, 1, DELIVERED, null);
        }
        assertThat(caughtUp()).isEmpty();
        submission(database.sql(), 1, 1, 1, JOINED, clock.instant());
        receipt(database.sql(), 2, 1, 1, UNDELIVERED, null, clock.instant());
        assertThat(caughtUp()).isEqualTo(Map.of(1L, 0, 2L, 5));
    }

    /** What is stored first and committed last is behind the position of who read in between. */
    @Test
    void whatIsCommittedLateIsNotLeftOut() throws SQLException {
        messages(3, 1);
        for (int client : new int[] {1, 2, 3}) {
            submission(client, 1, ACCEPTED);
        }
        try (Connection late = connection()) {
            late.setAutoCommit(false);
            receipt(
                    JdbcClient.create(new SingleConnectionDataSource(late, true)),
                    1,
                    0,
                    1,
                    DELIVERED,
                    null,
                    clock.instant());
            receipt(2, 1, DELIVERED, null);
            assertThat(caughtUp()).containsOnlyKeys(2L);
            clock.advance(Duration.ofMinutes(5));
            receipt(3, 1, DELIVERED, null);
            assertThat(caughtUp()).containsOnlyKeys(2L, 3L);
            late.commit();
        }
        assertThat(caughtUp()).containsOnlyKeys(1L, 2L, 3L);
    }

    @Test
    void theOldestTransactionTellsHowFarToLookBack() throws SQLException {
        try (Connection open = connection()) {
            open.setAutoCommit(false);
            try (var statement = open.createStatement()) {
                statement.execute("select 1");
                TestServer.await(
                        "it is a second old",
                        () ->
                                settled.now(session)
                                        .since()
                                        .isBefore(
                                                NOW.minus(Duration.ofMinutes(15)).minusSeconds(1)));
            }
        }
    }

    @Test
    void whatIsReadAndOverIsNotReadAgain() {
        messages(3, 1);
        for (int client : new int[] {1, 2, 3}) {
            submission(client, 1, REFUSED);
        }
        assertThat(caughtUp()).hasSize(3);
        // Another transaction on the same server may still hold the horizon back for a moment.
        TestServer.await(
                "nothing is new",
                () -> {
                    List<Long> read = new ArrayList<>();
                    outcomes.catchUp(session, () -> true);
                    settled.each(
                            session,
                            position(),
                            ids -> {
                                for (long id : ids) {
                                    read.add(id);
                                }
                                return true;
                            });
                    return read.isEmpty();
                });
    }

    private SettledMessages.Position position() {
        return session.sql("select horizon, since from outcome_position")
                .query((row, number) ->
                        new SettledMessages.Position(
                                row.getLong(1), row.getTimestamp(2).toInstant()))
                .single();
    }

    @Test
    void whoIsStoppedGoesOnFromThere() {
        messages(12_000, 1);
        database.sql()
                .sql(
                        """
                        insert into submission (message_id, part, attempt, connection_id, outcome, at)
                        select id, 0, 1, 1, 1, ?::timestamptz from message
                        """)
                .param(clock.instant().toString())
                .update();
        outcomes.catchUp(session, () -> false);
        assertThat(stored()).hasSize(5_000);
        assertThat(caughtUp()).hasSize(12_000);
    }

    @Test
    void aRestoredDatabaseIsReadFromTheStart() {
        messages(1, 1);
        submission(1, 1, REFUSED);
        session.sql("update outcome_position set horizon = 4000000000000, since = ?::timestamptz")
                .param(NOW.plusSeconds(3600).toString())
                .update();
        assertThat(caughtUp()).isEqualTo(Map.of(1L, 3));
    }

    /**
     * Whatever comes in whatever order of commits: in the end it is what the facts say together.
     */
    @Test
    void keepsUpWithTheFactsInAnyOrderOfCommits() throws SQLException {
        int people = 60;
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            database.sql().sql("truncate message, submission, receipt, run_outcome").update();
            messages(people, 1);
            List<Connection> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Connection writer = connection();
                writer.setAutoCommit(false);
                writers.add(writer);
            }
            for (int step = 0; step < 400; step++) {
                Connection writer = writers.get(random.nextInt(writers.size()));
                JdbcClient sql = JdbcClient.create(new SingleConnectionDataSource(writer, true));
                int client = 1 + random.nextInt(people);
                int attempt = 1 + random.nextInt(2);
                int what = random.nextInt(8);
                if (attempt == 2 && what < 5) {
                    // There is no second attempt before the first one was sent on.
                    submission(sql, client, 0, 1, REROUTED, clock.instant());
                }
                switch (what) {
                    case 0, 1, 2 ->
                            submission(
                                    sql,
                                    client,
                                    0,
                                    attempt,
                                    List.of(ACCEPTED, REFUSED, UNKNOWN, GIVEN_UP, REROUTED)
                                            .get(random.nextInt(5)),
                                    clock.instant());
                    case 3, 4 ->
                            receipt(
                                    sql,
                                    client,
                                    0,
                                    attempt,
                                    random.nextInt(6),
                                    null,
                                    clock.instant());
                    case 5 -> writer.commit();
                    case 6 -> clock.advance(Duration.ofSeconds(random.nextInt(60)));
                    default -> outcomes.catchUp(session, () -> true);
                }
            }
            for (Connection writer : writers) {
                writer.commit();
                writer.close();
            }
            Map<Long, Integer> found = caughtUp();
            assertThat(found.keySet()).as("seed %d", seed).isEqualTo(over(people));
            assertThat(found.values()).contains(0);
            assertThat(found.entrySet())
                    .as("seed %d", seed)
                    .allMatch(one -> (one.getValue() == 0) == delivered().contains(one.getKey()));
        }
    }

    private Set<Long> delivered() {
        return Set.copyOf(
                database.sql()
                        .sql(
                                """
                                select m.client_id from message m join receipt r on r.message_id = m.id and r.state = 1
                                """)
                        .query((row, number) -> row.getLong(1))
                        .set());
    }

    /** By the words of delivery itself, asked for everybody at the end. */
    private Set<Long> over(int people) {
        long[] ids = new long[people];
        for (int client = 1; client <= people; client++) {
            ids[client - 1] = message(client);
        }
        return fates.of(ids).values().stream()
                .filter(fate -> Set.of("DELIVERED", "FAILED").contains(fate.state().name()))
                .map(Fates.Fate::clientId)
                .collect(Collectors.toSet());
    }
}

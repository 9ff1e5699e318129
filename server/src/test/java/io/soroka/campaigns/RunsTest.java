package io.soroka.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.platform.Ids;
import io.soroka.policy.MessageClass;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The states that wait for their time, with a clock that stands still until it is moved. */
class RunsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

    private final TestDatabase database = TestDatabase.fresh();
    private final SettableClock clock = new SettableClock(NOW);
    private final Runs runs = new Runs(database.sql(), new Ids(clock, 0), clock);
    private Campaign campaign;

    @BeforeEach
    void setUp() {
        database.sql()
                .sql(
                        """
                        insert into campaign (id, department_id, name, class, text, criteria, created_at, created_by, changed_at)
                        values (1, 1, 'a', 2, 'a', '{}', now(), 'a', now())
                        """)
                .update();
        campaign =
                new Campaign(
                        1,
                        1,
                        "a",
                        false,
                        MessageClass.SERVICE,
                        null,
                        "a",
                        null,
                        new Whom.Criteria("{}"),
                        null,
                        false,
                        null,
                        null,
                        Campaign.Step.CHECK,
                        1,
                        NOW,
                        "a",
                        NOW);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Runs.Run add(String status, Duration in) {
        return runs.add(
                        new Runs.NewRun(
                                campaign,
                                "{}",
                                null,
                                false,
                                status,
                                NOW.plus(in),
                                1,
                                1,
                                BigDecimal.ONE,
                                "a",
                                status + in))
                .orElseThrow();
    }

    @Test
    void whatIsScheduledIsDueAtItsTimeAndNotBefore() {
        Runs.Run held = add("held", Duration.ofSeconds(30));
        Runs.Run scheduled = add("scheduled", Duration.ofHours(5));
        assertThat(runs.due()).isEmpty();
        clock.advance(Duration.ofMillis(29_999));
        assertThat(runs.due()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(runs.due()).extracting(Runs.Run::id).containsExactly(held.id());
        assertThat(runs.start(held.id())).isTrue();
        assertThat(runs.start(held.id())).isFalse();
        assertThat(runs.find(held.id()).orElseThrow().startedAt()).isEqualTo(NOW.plusSeconds(30));
        assertThat(runs.due()).isEmpty();
        // Whoever slept over the time starts late rather than never.
        clock.advance(Duration.ofDays(2));
        assertThat(runs.due()).extracting(Runs.Run::id).containsExactly(scheduled.id());
    }

    @Test
    void whatIsCancelledIsNeverDue() {
        Runs.Run held = add("held", Duration.ofSeconds(30));
        assertThat(runs.move(held.id(), "held scheduled", "cancelled", "cancelled", null)).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(runs.due()).isEmpty();
        assertThat(runs.start(held.id())).isFalse();
        Runs.Run started = add("scheduled", Duration.ofSeconds(90));
        clock.advance(Duration.ofMinutes(1));
        assertThat(runs.start(started.id())).isTrue();
        assertThat(runs.move(started.id(), "held scheduled", "cancelled", "cancelled", null))
                .isFalse();
    }

    @Test
    void theSameKeyMakesOneRun() {
        Runs.Run first = add("held", Duration.ofSeconds(30));
        assertThat(
                        runs.add(
                                new Runs.NewRun(
                                        campaign,
                                        "{}",
                                        null,
                                        false,
                                        "held",
                                        NOW,
                                        1,
                                        1,
                                        BigDecimal.ONE,
                                        "a",
                                        "held" + Duration.ofSeconds(30))))
                .isEmpty();
        assertThat(runs.latest(List.of(1L)).get(1L).id()).isEqualTo(first.id());
    }
}

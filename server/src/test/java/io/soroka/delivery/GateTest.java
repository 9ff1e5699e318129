package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.providers.Flow;
import io.soroka.providers.Limits;
import io.soroka.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final Lanes.Room ROOM = new Lanes.Room(100, 90);

    /** Half past eleven at night in Moscow, on the last day but one of the month. */
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-29T20:30:00Z"));

    private Gate gate(int perDay, int perMonth) {
        return new Gate(new Limits(0, perDay, perMonth, null, null), MOSCOW, clock);
    }

    private Gate gate(String opens, String closes) {
        return new Gate(
                new Limits(0, 0, 0, LocalTime.parse(opens), LocalTime.parse(closes)),
                MOSCOW,
                clock);
    }

    @Test
    void withoutLimitsItIsOpen() {
        Gate gate = gate(0, 0);
        gate.used(1_000_000);
        assertThat(gate.of(ROOM, 5_000)).isEqualTo(new Lanes.Room(100, 90));
        assertThat(gate.opening())
                .isEqualTo(new Opening(Opening.State.OPEN, null, 1_000_000, 1_000_000));
    }

    @Test
    void whatIsUnderWayCountsUntilItIsAnswered() {
        Gate gate = gate(50, 0);
        assertThat(gate.of(ROOM, 0)).isEqualTo(new Lanes.Room(50, 50, 50));
        assertThat(gate.of(ROOM, 48)).isEqualTo(new Lanes.Room(2, 2, 2));
        assertThat(gate.of(ROOM, 50).isNone()).isTrue();
        assertThat(gate.opening().state()).isEqualTo(Opening.State.OPEN);
        gate.used(47);
        // Three of the fifty were refused.
        assertThat(gate.of(ROOM, 0)).isEqualTo(new Lanes.Room(3, 3, 3));
    }

    @Test
    void theDayBeginsAtMidnightOfTheCompany() {
        Gate gate = gate(50, 0);
        gate.used(50);
        assertThat(gate.of(ROOM, 0).isNone()).isTrue();
        assertThat(gate.opening())
                .isEqualTo(
                        new Opening(
                                Opening.State.SPENT,
                                Instant.parse("2026-11-29T21:00:00Z"),
                                50,
                                50));
        clock.advance(Duration.ofMinutes(30));
        assertThat(gate.opening()).isEqualTo(new Opening(Opening.State.OPEN, null, 0, 50));
        assertThat(gate.of(ROOM, 0)).isEqualTo(new Lanes.Room(50, 50, 50));
    }

    @Test
    void theMonthGoesOnAfterMidnightAndEndsWithItsLastDay() {
        Gate gate = gate(50, 60);
        gate.used(50);
        clock.advance(Duration.ofMinutes(30));
        assertThat(gate.of(ROOM, 0)).isEqualTo(new Lanes.Room(10, 10, 10));
        gate.used(10);
        assertThat(gate.opening())
                .isEqualTo(
                        new Opening(
                                Opening.State.SPENT,
                                Instant.parse("2026-11-30T21:00:00Z"),
                                10,
                                60));
        clock.advance(Duration.ofDays(1));
        assertThat(gate.opening()).isEqualTo(new Opening(Opening.State.OPEN, null, 0, 0));
    }

    @Test
    void aMessageThatDoesNotFitWaitsForTheNextDay() {
        Gate gate = gate(50, 0);
        gate.used(49);
        gate.full();
        assertThat(gate.of(ROOM, 0).isNone()).isTrue();
        assertThat(gate.opening().opensNextAt()).isEqualTo("2026-11-29T21:00:00Z");
        clock.advance(Duration.ofMinutes(30));
        assertThat(gate.of(ROOM, 0)).isEqualTo(new Lanes.Room(50, 50, 50));
    }

    @Test
    void whatWasCountedBeforeCounts() {
        Gate gate = gate(50, 0);
        gate.counted(45, 300);
        assertThat(gate.of(ROOM, 0)).isEqualTo(new Lanes.Room(5, 5, 5));
        assertThat(gate.opening()).isEqualTo(new Opening(Opening.State.OPEN, null, 45, 300));
    }

    @ParameterizedTest
    @CsvSource({
        "09:00, 21:00, RESTING, 2026-11-30T06:00:00Z",
        "23:00, 23:30, RESTING, 2026-11-30T20:00:00Z",
        "23:45, 23:50, RESTING, 2026-11-29T20:45:00Z",
        "23:30, 23:31, OPEN,",
        "22:00, 06:00, OPEN,",
        "00:00, 23:30, RESTING, 2026-11-29T21:00:00Z",
        "23:31, 23:30, RESTING, 2026-11-29T20:31:00Z"
    })
    void outsideItsHoursOnlyAlarmsGoOut(
            String opens, String closes, Opening.State state, String opensNext) {
        Gate gate = gate(opens, closes);
        assertThat(gate.opening().state()).isEqualTo(state);
        assertThat(gate.opening().opensNextAt())
                .isEqualTo(opensNext == null ? null : Instant.parse(opensNext));
        assertThat(gate.of(ROOM, 0))
                .isEqualTo(new Lanes.Room(100, state == Opening.State.OPEN ? 90 : 0));
    }

    @Test
    void aSpentDayOpensWithTheHoursOfTheNext() {
        var limits = new Limits(0, 10, 0, LocalTime.of(9, 0), LocalTime.of(23, 45));
        Gate gate = new Gate(limits, MOSCOW, clock);
        gate.used(10);
        assertThat(gate.opening())
                .isEqualTo(
                        new Opening(
                                Opening.State.SPENT,
                                Instant.parse("2026-11-30T06:00:00Z"),
                                10,
                                10));
    }

    @Test
    void peopleHoldItBack() {
        Gate gate = gate(0, 0);
        gate.flow(Flow.PAUSED);
        assertThat(gate.of(ROOM, 0).isNone()).isTrue();
        assertThat(gate.opening().isShut()).isFalse();
        assertThat(gate.opening().takesNew()).isFalse();
        gate.flow(Flow.DRAINING);
        assertThat(gate.of(ROOM, 0)).isEqualTo(ROOM);
        assertThat(gate.opening().takesNew()).isFalse();
        gate.flow(Flow.OPEN);
        assertThat(gate.opening().takesNew()).isTrue();
    }
}

package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int STEP_MILLIS = 10;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-25T09:00:00Z"));

    /** An operator that takes so many a second and refuses the others, seen for some seconds. */
    private final class Operator {
        int stands;
        final Pace pace;
        int taken;
        int refused;
        private int thisSecond;

        Operator(int stands, int rate) {
            this.stands = stands;
            this.pace = new Pace(rate, clock);
        }

        void run(int seconds) {
            taken = 0;
            refused = 0;
            for (int step = 0; step < seconds * 1_000 / STEP_MILLIS; step++) {
                if (step % (1_000 / STEP_MILLIS) == 0) {
                    thisSecond = 0;
                }
                int group = Math.min(pace.group(10, 2_000), Math.max(0, pace.available().others()));
                int passed = Math.min(group, stands - thisSecond);
                thisSecond += passed;
                taken += passed;
                refused += group - passed;
                pace.used(group);
                pace.answered(group, passed);
                if (group > passed) {
                    pace.throttled();
                }
                clock.advance(Duration.ofMillis(STEP_MILLIS));
            }
        }
    }

    /** Without a limit of ours the operator's is found, and hardly anything is refused for it. */
    @Property(tries = 50)
    void whatTheOperatorStandsIsFound(@ForAll @IntRange(min = 10, max = 5_000) int stands) {
        var operator = new Operator(stands, 0);
        operator.run(30);
        operator.run(60);
        assertThat(operator.taken).as("taken").isGreaterThan(stands * 60 / 2);
        assertThat(operator.refused).as("refused").isLessThan(operator.taken / 5 + 60);
    }

    @Property(tries = 50)
    void theRateIsKept(@ForAll @IntRange(min = 1, max = 3_000) int rate) {
        var operator = new Operator(Integer.MAX_VALUE, rate);
        operator.run(20);
        assertThat(operator.taken).isBetween(rate * 20 * 9 / 10 - 1, rate * 20 + rate / 5 + 1);
        assertThat(operator.refused).isZero();
    }

    @Test
    void afterAComplaintItPausesForASecondAndRecoversGradually() {
        var operator = new Operator(Integer.MAX_VALUE, 100);
        operator.run(5);
        operator.pace.throttled();
        operator.run(1);
        assertThat(operator.taken).isZero();
        operator.run(1);
        assertThat(operator.taken).isBetween(60, 90);
        operator.run(10);
        operator.run(1);
        assertThat(operator.taken).isBetween(95, 105);
    }

    /** For a while the operator takes nothing: that says nothing of what it takes afterwards. */
    @Test
    void aQueueThatWasFullIsForgottenInSeconds() {
        var operator = new Operator(1_000, 0);
        operator.run(60);
        operator.stands = 0;
        operator.run(60);
        assertThat(operator.refused).as("one try a second").isLessThan(70);
        operator.stands = 1_000;
        operator.run(15);
        operator.run(10);
        assertThat(operator.taken).isGreaterThan(6_000);
    }

    /** Saved up is a fifth of a second at the most, and a tenth of that is for alarms alone. */
    @Test
    void somethingIsLeftToAlarms() {
        var pace = new Pace(1_000, clock);
        clock.advance(Duration.ofMinutes(1));
        assertThat(pace.available()).isEqualTo(new Lanes.Room(200, 180));
        pace.used(180);
        assertThat(pace.available()).isEqualTo(new Lanes.Room(20, 0));
        assertThat(new Pace(0, clock).available().others()).isEqualTo(Integer.MAX_VALUE);
    }
}

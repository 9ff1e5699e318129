package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.providers.ReceiptState;
import io.soroka.providers.Refusal;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** A connection does this and that, second by second, and the weight follows. */
class WeightTest {
    private final ConnectionCounters counters = new ConnectionCounters();
    private final Weight weight = new Weight(0);
    private long now;
    private double otherRate = -1;
    private double otherDelay = -1;

    private void second(boolean up) {
        now += 1_000;
        counters.cycle(0, 10);
        weight.see(counters.counts(), up, now);
        weight.judge(otherRate, otherDelay, now);
    }

    private void accepted(int parts) {
        for (int i = 0; i < parts; i++) {
            counters.outcome(Outcome.ACCEPTED);
        }
    }

    private void faults(int parts) {
        for (int i = 0; i < parts; i++) {
            counters.outcome(Outcome.THROTTLED);
            counters.refusedForNow(Refusal.Kind.TEMPORARY);
        }
    }

    private void receipts(int delivered, int failed, int seconds) {
        for (int i = 0; i < delivered; i++) {
            counters.receipt(ReceiptState.DELIVERED, now + 1, now + 1 + seconds * 1_000L);
        }
        for (int i = 0; i < failed; i++) {
            counters.receipt(ReceiptState.UNDELIVERED, now + 1, now + 1 + seconds * 1_000L);
        }
    }

    @Test
    void oneThatDoesNothingIsTrusted() {
        for (int i = 0; i < 100; i++) {
            second(true);
        }
        assertThat(weight.weight()).isEqualTo(1);
        assertThat(weight.isAway()).isFalse();
    }

    @Test
    void aLinkThatIsMadeAnewIsNoReason() {
        for (int i = 0; i < 5; i++) {
            second(false);
        }
        assertThat(weight.weight()).isEqualTo(1);
    }

    @Test
    void aLinkThatIsGoneIsAwayWithinTenSecondsAndComesBackWithinAMinute() {
        for (int i = 0; i < 10; i++) {
            second(false);
        }
        assertThat(weight.weight()).isLessThan(1e-9);
        assertThat(weight.isAway()).isTrue();
        for (int i = 0; i < 24; i++) {
            second(true);
        }
        assertThat(weight.isAway()).as("at 0.48").isTrue();
        second(true);
        second(true);
        assertThat(weight.isAway()).isFalse();
        for (int i = 0; i < 25; i++) {
            second(true);
        }
        assertThat(weight.weight()).isEqualTo(1);
    }

    @Test
    void oneThatOnlyFailsKeepsATwentiethToShowThatItDoesBetter() {
        for (int i = 0; i < 30; i++) {
            faults(10);
            second(true);
        }
        assertThat(weight.weight()).isEqualTo(0.05);
        assertThat(weight.isAway()).isTrue();
        for (int i = 0; i < 120; i++) {
            accepted(10);
            second(true);
        }
        assertThat(weight.weight()).isEqualTo(1);
    }

    @Test
    void someFaultsCostSomeOfTheNumbers() {
        for (int i = 0; i < 120; i++) {
            accepted(8);
            faults(2);
            second(true);
        }
        // 20 % faults, a third of the way from 5 % to 50 %.
        assertThat(weight.weight()).isBetween(0.6, 0.7);
    }

    @Test
    void lostMessagesCountBesideWhatOthersDeliver() {
        for (int i = 0; i < 120; i++) {
            receipts(4, 6, 1);
            second(true);
        }
        assertThat(weight.weight()).as("nobody to compare with").isEqualTo(1);
        otherRate = 0.9;
        for (int i = 0; i < 120; i++) {
            receipts(4, 6, 1);
            second(true);
        }
        // 0.4 of 0.9 is 0.44: three tenths of the way from hopeless to as good.
        assertThat(weight.weight()).isBetween(0.25, 0.32);
        otherRate = 0.45;
        for (int i = 0; i < 120; i++) {
            receipts(4, 6, 1);
            second(true);
        }
        assertThat(weight.weight()).as("these people are hard to reach").isEqualTo(1);
    }

    @Test
    void lateReceiptsCostHalfAtTheMost() {
        otherDelay = 2;
        for (int i = 0; i < 120; i++) {
            receipts(10, 0, 300);
            second(true);
        }
        assertThat(weight.weight()).isEqualTo(0.5);
        assertThat(weight.isAway()).isFalse();
    }

    /** Whatever happens: small steps, and no more than one way and back in half a minute. */
    @RepeatedTest(20)
    void nothingFlaps(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        otherRate = 0.9;
        otherDelay = 5;
        int turns = 0;
        boolean away = false;
        double before = 1;
        for (int i = 0; i < 600; i++) {
            accepted(random.nextInt(50));
            faults(random.nextInt(10) == 0 ? random.nextInt(100) : 0);
            receipts(random.nextInt(20), random.nextInt(5), random.nextInt(100));
            second(random.nextInt(5) > 0);
            assertThat(weight.weight()).isBetween(0.0, 1.0);
            assertThat(weight.weight() - before).isBetween(-0.2 - 1e-9, 0.02 + 1e-9);
            before = weight.weight();
            turns += away == weight.isAway() ? 0 : 1;
            away = weight.isAway();
        }
        assertThat(turns).isLessThanOrEqualTo(2 * 600 / 30);
    }
}

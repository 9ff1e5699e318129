package io.soroka.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No minute sees more than allowed, whatever operators and restarts do. */
class ThrottleTest {
    private static final int MINUTE = 60_000;

    @Test
    void noMinuteSeesMoreThanAllowed() {
        for (int seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            int perMinute = 1 + random.nextInt(300);
            List<Long> sent = simulate(random, perMinute);
            int first = 0;
            for (int last = 0; last < sent.size(); last++) {
                while (sent.get(last) - sent.get(first) >= MINUTE) {
                    first++;
                }
                assertThat(last - first + 1)
                        .as("seed %d, %d a minute, at %d", seed, perMinute, sent.get(last))
                        .isLessThanOrEqualTo(perMinute);
            }
        }
    }

    /**
     * Ten minutes of planning twice a second. Each message goes out some time after it is planned
     * and is answered some time after that; now and then a connection stands still for minutes, or
     * the process starts anew.
     */
    private static List<Long> simulate(Random random, int perMinute) {
        var sent = new ArrayList<Long>();
        var answers = new PriorityQueue<Long>();
        var throttle = new Throttle(perMinute);
        long planned = 0;
        long answered = 0;
        long standsUntil = 0;
        for (long now = 0; now < 10 * MINUTE; now += 500) {
            while (!answers.isEmpty() && answers.peek() <= now) {
                answers.remove();
                answered++;
            }
            if (random.nextInt(300) == 0) {
                throttle = new Throttle(perMinute);
            }
            if (random.nextInt(300) == 0) {
                standsUntil = now + random.nextInt(3 * MINUTE);
            }
            int allowed = throttle.allowed(now, planned, answered);
            int taken = allowed == 0 ? 0 : 1 + random.nextInt(allowed);
            throttle.used(taken);
            planned += taken;
            for (int i = 0; i < taken; i++) {
                long goesOut = Math.max(now, standsUntil) + random.nextInt(2_000);
                sent.add(goesOut);
                answers.add(goesOut + random.nextInt(5_000));
            }
        }
        sent.sort(Long::compare);
        return sent;
    }

    @Test
    void theLimitIsNearlyReached() {
        var throttle = new Throttle(120);
        long planned = 0;
        for (long now = 0; now < 30 * MINUTE; now += 500) {
            int allowed = throttle.allowed(now, planned, planned);
            throttle.used(allowed);
            planned += allowed;
        }
        assertThat(planned).isBetween(30 * 112L, 30 * 120L);
    }

    @Test
    void theFirstSecondIsNoBurst() {
        var throttle = new Throttle(600);
        int first = throttle.allowed(0, 0, 0);
        throttle.used(first);
        assertThat(first).isEqualTo(1);
        assertThat(throttle.allowed(1_000, 1, 1)).isEqualTo(10);
    }
}

package io.soroka.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @Property
    void blocksFollowEachOtherWithoutOverlapWhateverTheClockDoes(
            @ForAll @Size(max = 40) int[] sizes,
            @ForAll @Size(max = 40) @IntRange(min = -500, max = 500) int[] jumps) {
        var clock = new SettableClock(NOW);
        var ids = new Ids(clock, 3);
        long last = 0;
        for (int i = 0; i < sizes.length; i++) {
            int size = Math.floorMod(sizes[i], Ids.MAX_BLOCK) + 1;
            long first = ids.block(size);
            assertThat(first).isGreaterThan(last);
            // A block never leaves its node: the bits above the sequence are the same for all of
            // it.
            assertThat(first >>> 16).isEqualTo((first + size - 1) >>> 16);
            assertThat((first >>> 16) & 63).isEqualTo(3);
            last = first + size - 1;
            if (i < jumps.length) {
                clock.advance(Duration.ofMillis(jumps[i]));
            }
        }
    }

    @Test
    void anIdTellsItsTime() {
        long id = new Ids(new SettableClock(NOW), 0).next();
        assertThat(Ids.time(id)).isEqualTo(NOW);
        assertThat(Ids.floor(NOW)).isLessThanOrEqualTo(id);
        assertThat(Ids.floor(NOW.plus(Duration.ofMillis(1)))).isGreaterThan(id);
    }

    @Test
    void theEpochIsTheFirstOfJanuary2026() {
        // 41 bits of milliseconds behind 2026-01-01 end in 2095.
        assertThat(Ids.floor(Instant.parse("2026-01-01T00:00:00Z"))).isZero();
        assertThat(Ids.time(Long.MAX_VALUE)).isAfter(Instant.parse("2095-01-01T00:00:00Z"));
    }

    @Test
    void wrongNodesAndBlocksAreRefused() {
        var clock = new SettableClock(NOW);
        assertThatThrownBy(() -> new Ids(clock, 64))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("between 0 and 63");
        assertThatThrownBy(() -> new Ids(clock, -1)).isInstanceOf(StartRefused.class);
        var ids = new Ids(clock, 0);
        assertThatThrownBy(() -> ids.block(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ids.block(Ids.MAX_BLOCK + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

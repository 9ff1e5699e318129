package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;

class TrackerTest {
    private static final int CAPACITY = 64;

    private Instant now = Instant.parse("2026-11-25T09:00:00Z");
    private Tracker tracker = new Tracker(CAPACITY, now);
    private final Map<String, Long> writtenDown = new HashMap<>();

    /** Ids of parts that have had no last receipt, with the moment at which they were accepted. */
    private final Map<String, Instant> open = new HashMap<>();

    @BeforeTry
    void begin() {
        tracker = new Tracker(CAPACITY, now);
        writtenDown.clear();
        open.clear();
    }

    /** Whatever happens, an id whose last receipt is due is in memory or written down. */
    @Property(tries = 200)
    void noAwaitedIdIsLost(@ForAll @IntRange(min = 1, max = 400) int messages, @ForAll long seed) {
        var dice = new java.util.Random(seed);
        Set<Long> ids = new HashSet<>();
        for (long id = 1; id <= messages; id++) {
            now = now.plus(Duration.ofSeconds(dice.nextInt(120)));
            int parts = 1 + dice.nextInt(3);
            var message = new Tracked(id, 1, 2, 79160000000L + id, parts);
            tracker.add(message);
            ids.add(id);
            age();
            for (int part = 0; part < parts; part++) {
                accept(message, part, 1 + dice.nextInt(2), dice.nextBoolean());
            }
            age();
        }
        open.forEach((id, acceptedAt) -> {
            boolean isKnown = tracker.find(id) != null;
            assertThat(isKnown || writtenDown.containsKey(id)).as(id).isTrue();
            if (acceptedAt.isBefore(tracker.since())) {
                assertThat(writtenDown)
                        .as("after a restart nobody looks so far back")
                        .containsKey(id);
            }
        });
        assertThat(ids.stream().filter(id -> tracker.find(id) != null).count())
                .isLessThanOrEqualTo(CAPACITY + CAPACITY / 8);
    }

    /** An answer may come when so many others were sent that its message has been forgotten. */
    @Example
    void anAnswerThatComesLateBringsItsMessageBack() {
        var late = new Tracked(1, 1, 2, 79160000001L, 1);
        tracker.add(late);
        for (long id = 2; tracker.find(1) != null; id++) {
            tracker.add(new Tracked(id, 1, 2, 79160000000L + id, 1));
            age();
        }
        accept(late, 0, 1, false);
        assertThat(tracker.find("1-0")).isEqualTo(new PartRef(late, 0, 1));
        assertThat(tracker.find(1)).isSameAs(late);
    }

    private void accept(Tracked message, int part, int attempt, boolean settled) {
        String id = message.id + "-" + part;
        PartRef ref = new PartRef(message, part, attempt);
        message.learn(part, PartState.of(attempt, Outcome.ACCEPTED));
        assertThat(tracker.accepted(ref, id)).isNull();
        if (settled) {
            message.learn(part, PartState.of(attempt, io.soroka.providers.ReceiptState.DELIVERED));
        } else {
            open.put(id, now);
        }
    }

    private void age() {
        tracker.age(now, (id, part) -> writtenDown.put(id, part.message().id));
    }
}

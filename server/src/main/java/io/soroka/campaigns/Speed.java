package io.soroka.campaigns;

import io.soroka.delivery.ConnectionProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How fast a run goes lately: what was handed over between the oldest and the newest look of the
 * last ten seconds.
 */
final class Speed {
    private static final Duration SPAN = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(500);

    private final ArrayDeque<Look> looks = new ArrayDeque<>();

    private record Look(Instant at, Map<Integer, Long> submitted) {}

    synchronized void observe(Instant now, List<ConnectionProgress> connections) {
        if (!looks.isEmpty() && Duration.between(looks.getLast().at(), now).compareTo(STEP) < 0) {
            return;
        }
        var submitted = new HashMap<Integer, Long>();
        connections.forEach(connection -> submitted.put(connection.id(), connection.submitted()));
        looks.add(new Look(now, submitted));
        while (looks.size() > 2
                && Duration.between(looks.getFirst().at(), now).compareTo(SPAN) > 0) {
            looks.removeFirst();
        }
    }

    /** Messages a second over all connections; 0 before there are two looks. */
    synchronized double perSecond() {
        return looks.isEmpty()
                ? 0
                : looks.getLast().submitted().keySet().stream().mapToDouble(this::perSecond).sum();
    }

    synchronized double perSecond(int connectionId) {
        if (looks.size() < 2) {
            return 0;
        }
        Look first = looks.getFirst();
        Look last = looks.getLast();
        double seconds = Duration.between(first.at(), last.at()).toMillis() / 1000.0;
        long sent =
                last.submitted().getOrDefault(connectionId, 0L)
                        - first.submitted().getOrDefault(connectionId, 0L);
        return seconds <= 0 ? 0 : Math.max(0, sent) / seconds;
    }
}

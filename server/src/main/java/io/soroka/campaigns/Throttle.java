package io.soroka.campaigns;

import java.util.ArrayDeque;

/**
 * Keeps one run to its messages a minute. A message can go out from the moment it is planned until
 * it is known to be answered. So at any moment, those that went out within a minute are among what
 * was planned by its end and was not answered by its beginning; and as long as planning keeps that
 * number within the limit, no minute sees more. Within the minute planning goes evenly.
 */
final class Throttle {
    private static final long MINUTE = 60_000;

    /**
     * More than a minute: a part that is repeated counts as answered while it is once more on its
     * way.
     */
    private static final long LOOK_BACK = MINUTE + 2_000;

    private static final long LARGEST_STEP = 2_000;

    private final int perMinute;
    private final ArrayDeque<Look> looks = new ArrayDeque<>();
    private double saved = 1;
    private long at;

    private record Look(long at, long answered) {}

    Throttle(int perMinute) {
        this.perMinute = perMinute;
    }

    /**
     * How many messages may be planned now.
     *
     * @param millis the present moment
     * @param planned messages planned so far
     * @param answered of those, certainly out and answered
     */
    synchronized int allowed(long millis, long planned, long answered) {
        if (looks.isEmpty() && planned == 0) {
            // Nothing was ever on its way, however long ago one looks.
            looks.add(new Look(Long.MIN_VALUE / 2, 0));
            at = millis;
        } else if (looks.isEmpty()) {
            at = millis;
        }
        looks.add(new Look(millis, answered));
        while (looks.size() > 1 && second().at() <= millis - LOOK_BACK) {
            looks.removeFirst();
        }
        double passed = Math.clamp(millis - at, 0, LARGEST_STEP);
        at = millis;
        saved = Math.min(Math.max(1, step(LARGEST_STEP)), saved + step(passed));
        Look then = looks.getFirst();
        if (then.at() > millis - LOOK_BACK) {
            // Taken up from somebody who left no looks behind: a minute has to pass first.
            return 0;
        }
        long room = perMinute - (planned - then.answered());
        return (int) Math.max(0, Math.min(room, (long) saved));
    }

    private double step(double millis) {
        return perMinute * millis / MINUTE;
    }

    private Look second() {
        var all = looks.iterator();
        all.next();
        return all.next();
    }

    /** So many were planned. */
    synchronized void used(int messages) {
        saved -= messages;
    }
}

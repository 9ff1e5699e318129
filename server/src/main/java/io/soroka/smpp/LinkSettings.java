package io.soroka.smpp;

import java.time.Duration;

/** What both roles let their owner set. */
record LinkSettings(
        int window, int maxUnanswered, Duration responseTimeout, Duration enquireInterval) {
    static final int MAX_WINDOW = 100_000;
    static final Duration SHORTEST = Duration.ofMillis(50);
    static final Duration LONGEST = Duration.ofHours(1);

    LinkSettings {
        range(window, MAX_WINDOW, "window");
        range(maxUnanswered, 1_000_000, "maxUnanswered");
        range(responseTimeout, "responseTimeout");
        range(enquireInterval, "enquireInterval");
    }

    static void range(int value, int max, String field) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(
                    field + " must be from 1 to " + max + ", but is " + value);
        }
    }

    static void range(Duration value, String field) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    field + " must be from 50 ms to one hour, but is " + value.toMillis() + " ms");
        }
    }
}

package io.soroka.simulator;

import org.jspecify.annotations.Nullable;

/** What can go wrong at an operator; the package documentation says what each looks like. */
enum FaultKind {
    ERRORS("errors", true, null),
    THROTTLED("throttled", true, null),
    QUEUE_FULL("queueFull", true, null),
    DISCONNECTED("disconnected", true, null),
    SILENT("silent", false, null),
    BIND_REFUSED("bindRefused", true, null),
    RECEIPT_LOST("receiptLost", true, null),
    RECEIPT_LATE("receiptLate", true, new Delay(10_000, 60_000)),
    RECEIPT_EARLY("receiptEarly", true, new Delay(200, 500)),
    RECEIPT_REPEATED("receiptRepeated", true, null);

    private final String word;
    private final boolean sharing;
    private final @Nullable Delay delay;

    FaultKind(String word, boolean sharing, @Nullable Delay delay) {
        this.word = word;
        this.sharing = sharing;
        this.delay = delay;
    }

    /** Its name in settings and log. */
    String word() {
        return word;
    }

    /** Whether it befalls one thing and spares another, or all at once. */
    boolean isSharing() {
        return sharing;
    }

    /** How long it takes when nothing else is said; null for kinds that take no time. */
    @Nullable Delay delay() {
        return delay;
    }
}

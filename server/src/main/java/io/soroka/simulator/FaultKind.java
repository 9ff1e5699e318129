package io.soroka.simulator;

import org.jspecify.annotations.Nullable;

/** What can go wrong at an operator; the package documentation says what each looks like. */
enum FaultKind {
    ERRORS("errors", true, 0, 0),
    THROTTLED("throttled", true, 0, 0),
    QUEUE_FULL("queueFull", true, 0, 0),
    DISCONNECTED("disconnected", true, 0, 0),
    SILENT("silent", false, 0, 0),
    BIND_REFUSED("bindRefused", true, 0, 0),
    RECEIPT_LOST("receiptLost", true, 0, 0),
    RECEIPT_LATE("receiptLate", true, 10_000, 60_000),
    RECEIPT_EARLY("receiptEarly", true, 200, 500),
    RECEIPT_REPEATED("receiptRepeated", true, 0, 0);

    private final String word;
    private final boolean sharing;
    private final int minMs;
    private final int maxMs;

    FaultKind(String word, boolean sharing, int minMs, int maxMs) {
        this.word = word;
        this.sharing = sharing;
        this.minMs = minMs;
        this.maxMs = maxMs;
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
        return maxMs == 0 ? null : new Delay(minMs, maxMs);
    }
}

package io.soroka.providers;

/** What people have a connection do for now. */
public enum Flow {
    /** It sends. */
    OPEN,
    /** It sends what waits for it and gets nothing new. */
    DRAINING,
    /** It sends nothing; what waits for it waits. Receipts still come. */
    PAUSED
}

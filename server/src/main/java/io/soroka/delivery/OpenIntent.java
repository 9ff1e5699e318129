package io.soroka.delivery;

/** An intent in the database with the number of its parts that have no outcome yet. */
final class OpenIntent {
    /** Stands for all parts of a message, where else a part's number stands. */
    static final int WHOLE = -1;

    final long id;
    private int open;

    OpenIntent(long id, int parts) {
        this.id = id;
        this.open = parts;
    }

    /** Counts one outcome; returns whether it was the last. */
    boolean settleOne() {
        return --open == 0;
    }
}

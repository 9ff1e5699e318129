package io.soroka.text;

/** A text needs more parts than it may take; the text itself is deliberately not part of it. */
public final class TooManyPartsException extends RuntimeException {
    private final int parts;
    private final int limit;

    TooManyPartsException(int parts, int limit) {
        super("The text needs " + parts + " parts, at most " + limit + " are allowed: shorten it");
        this.parts = parts;
        this.limit = limit;
    }

    /** How many parts the text would need. */
    public int parts() {
        return parts;
    }

    /** How many it may take. */
    public int limit() {
        return limit;
    }
}

package io.soroka.providers;

/**
 * A connection's setting that can't be used. The message names the field, what it holds and what it
 * may hold.
 */
public final class InvalidConnection extends RuntimeException {
    private final String field;

    public InvalidConnection(String field, String message) {
        super(field + " " + message);
        this.field = field;
    }

    /** The setting to be mended. */
    public String field() {
        return field;
    }
}

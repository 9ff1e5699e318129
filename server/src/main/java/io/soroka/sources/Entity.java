package io.soroka.sources;

/**
 * Something with rows: a table, a view, a file, a collection.
 *
 * @param name tells it from all others of its source
 */
public record Entity(String name) {
    /** The most that a source lists. */
    public static final int MOST = 5_000;
}

package io.soroka.sources;

import java.util.List;

/**
 * Something of a row that could not be used.
 *
 * @param key the row's key in the source
 * @param column the source's column
 * @param messageKey the key, in the message bundles, of what is wrong
 * @param arguments what the sentence needs; never the value itself
 */
public record RowProblem(String key, String column, String messageKey, List<String> arguments) {
    /** How many of a run are kept one by one; all are counted. */
    public static final int KEPT = 10_000;
}

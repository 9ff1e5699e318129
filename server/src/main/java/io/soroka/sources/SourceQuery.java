package io.soroka.sources;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a source.
 *
 * @param entity one of its entities
 * @param columns whose values each row is to give
 * @param key tells rows apart; of rows with one key the last counts
 * @param changed tells when a row changed, and rows come in this order; null for all rows in the
 *     order of their keys
 */
public record SourceQuery(
        String entity, List<String> columns, String key, @Nullable String changed) {
    public SourceQuery {
        columns = List.copyOf(columns);
    }
}

package io.soroka.sources;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection to a system that is asked in SQL. */
public interface SqlReader extends SourceReader {
    /**
     * Asks a question, in a transaction that can only read and with the limits of every other.
     *
     * @param sql one question; a question mark for each value, and none otherwise
     * @param values to bind: {@code String}, {@code BigDecimal} or {@code LocalDate}
     * @param most rows at the most; 0 for all of them
     */
    void ask(String sql, List<Object> values, int most, Answer answer);

    /** Takes an answer. */
    interface Answer {
        /** What each row holds; comes first, and also when there is no row. */
        void columns(List<Column> columns);

        /** One row, its values as {@link SourceReader#read} gives them; the list is the taker's. */
        void row(List<@Nullable Object> values);
    }
}

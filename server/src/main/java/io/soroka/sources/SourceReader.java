package io.soroka.sources;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection to another system, which it never changes. One thread reads; {@link #cancel} may be
 * called by any. Every method throws {@link SourceFailure} when the other system fails.
 */
public interface SourceReader extends AutoCloseable {
    /** What there is to read, by name; the first {@value Entity#MOST} at most. */
    List<Entity> entities();

    /**
     * The columns of one of the {@link #entities}, in its order.
     *
     * @throws SourceFailure {@code source.no-such-entity} if there is none of this name
     */
    List<Column> columns(String entity);

    /** Some rows of it, no matter which, each with the values of its {@link #columns}. */
    List<List<@Nullable Object>> preview(String entity, int most);

    /**
     * Reads the rows behind a cursor. Without changes meanwhile, pages one after another give each
     * row exactly once; with changes each row that exists throughout is given at least once as it
     * was last, and exactly once if nothing is asked about changes.
     *
     * @param cursor where to go on, as a {@link Page} told it; null for the beginning
     * @param most about how many rows, at least 1; a page ends between two keys only
     * @param sink takes each row's values, in the query's order: {@code String}, {@code
     *     BigDecimal}, {@code Boolean}, {@code LocalDate}, {@code LocalDateTime} or {@code
     *     OffsetDateTime}
     */
    Page read(SourceQuery query, @Nullable String cursor, int most, RowSink sink);

    /**
     * A cursor some minutes before one of a query for changes, so that rows are met again which
     * were changed before it and appeared only later; the same where this can't be told.
     */
    String earlier(String cursor);

    /**
     * Ends what is being read, within a second, or two if the other system has fallen silent; it
     * fails with {@code source.stopped}.
     */
    void cancel();

    @Override
    void close();

    /** Takes rows. */
    @FunctionalInterface
    interface RowSink {
        /** One row; the list is the taker's. */
        void row(List<@Nullable Object> values);
    }

    /**
     * How far a page went.
     *
     * @param rows how many it had
     * @param cursor behind its last row; the one it began at when it had none
     * @param last whether nothing was behind it
     */
    record Page(int rows, @Nullable String cursor, boolean last) {}
}

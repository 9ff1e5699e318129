package io.soroka.sources;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what of a batch's rows could not be used, and keeps the first of it. */
final class BadRows {
    private static final int LONGEST_KEY = 200;

    private final List<String> columns;
    private final int keyPlace;
    private final boolean keyShown;
    private final List<RowProblem> first = new ArrayList<>();
    private long count;

    /**
     * @param keyShown whether the rows' key may be shown: what leads to a person may not
     */
    BadRows(List<String> columns, String key, boolean keyShown) {
        this.columns = columns;
        this.keyPlace = columns.indexOf(key);
        this.keyShown = keyShown;
    }

    /** Begins another batch. */
    void begin() {
        first.clear();
        count = 0;
    }

    long count() {
        return count;
    }

    List<RowProblem> first() {
        return List.copyOf(first);
    }

    void add(List<@Nullable Object> row, int place, String messageKey, List<String> arguments) {
        add(key(row), place, messageKey, arguments);
    }

    /**
     * @param key as {@link #key} gave it
     * @param place the column's among the columns asked for
     */
    void add(String key, int place, String messageKey, List<String> arguments) {
        count++;
        if (first.size() < RowProblem.KEPT) {
            first.add(new RowProblem(key, columns.get(place), messageKey, arguments));
        }
    }

    /** By what a row is told from others; nothing where that is personal. */
    String key(List<@Nullable Object> row) {
        Object key = keyShown ? row.get(keyPlace) : null;
        String written = key == null ? "" : written(key);
        return written.length() > LONGEST_KEY ? written.substring(0, LONGEST_KEY) : written;
    }

    static String written(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}

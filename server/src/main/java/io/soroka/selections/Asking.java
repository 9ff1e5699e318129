package io.soroka.selections;

import io.soroka.sources.Column;
import io.soroka.sources.ColumnType;
import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceQuery;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SqlReader;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks a source what a selection asks, with the values of one run. */
final class Asking {
    private static final int PAGE = 20_000;

    private final Selection.Plan plan;
    private final ParameterValues values;
    private final ZoneId zone;

    Asking(Selection.Plan plan, ParameterValues values, ZoneId zone) {
        this.plan = plan;
        this.values = values;
        this.zone = zone;
    }

    /**
     * Hands on the answer row by row.
     *
     * @param most rows at the most; 0 for all of them
     * @throws SourceFailure if the source can't answer
     */
    void ask(SourceReader reader, int most, SqlReader.Answer answer) {
        try {
            switch (plan.question()) {
                case Selection.Question.Sql(String text) -> {
                    if (!(reader instanceof SqlReader asked)) {
                        throw new SourceFailure("selection.no-sql");
                    }
                    QueryText query = QueryText.of(text);
                    asked.ask(query.sql(), values.of(query.names()), most, answer);
                }
                case Selection.Question.Rows rows -> all(reader, rows, most, answer);
            }
        } catch (InvalidSelection e) {
            // It was well when it was kept; what it meets now is not.
            throw new SourceFailure(e.messageKey(), e.arguments().toArray());
        }
    }

    private void all(
            SourceReader reader, Selection.Question.Rows rows, int most, SqlReader.Answer answer) {
        List<Column> columns =
                reader.columns(rows.entity()).stream()
                        .filter(one -> one.type() != ColumnType.OTHER)
                        .toList();
        List<String> names = columns.stream().map(Column::name).toList();
        Predicate<List<@Nullable Object>> passes = filters(rows, names);
        answer.columns(columns);
        var query = new SourceQuery(rows.entity(), names, rows.key(), null);
        long[] passed = {0};
        String cursor = null;
        SourceReader.Page page;
        do {
            page =
                    reader.read(
                            query,
                            cursor,
                            PAGE,
                            row -> {
                                if ((most == 0 || passed[0] < most) && passes.test(row)) {
                                    passed[0]++;
                                    answer.row(row);
                                }
                            });
            cursor = page.cursor();
        } while (!page.last() && (most == 0 || passed[0] < most));
    }

    private Predicate<List<@Nullable Object>> filters(
            Selection.Question.Rows rows, List<String> names) {
        Predicate<List<@Nullable Object>> all = row -> true;
        for (Selection.Filter one : rows.filters()) {
            int place = names.indexOf(one.column());
            if (place < 0) {
                throw new SourceFailure("selection.no-such-column", one.column());
            }
            String name = one.value().strip();
            Object wanted = name.startsWith(":") ? values.of(name.substring(1)) : one.value();
            var filter = new RowFilter(one.is(), wanted, zone);
            all = all.and(row -> filter.passes(row.get(place)));
        }
        return all;
    }

    /** Rows kept in memory, for somebody who looks. */
    static final class Seen implements SqlReader.Answer {
        private final List<Column> columns = new ArrayList<>();
        private final List<List<@Nullable Object>> rows = new ArrayList<>();

        @Override
        public void columns(List<Column> found) {
            columns.addAll(found);
        }

        @Override
        public void row(List<@Nullable Object> values) {
            rows.add(values);
        }

        List<Column> columns() {
            return columns;
        }

        List<List<@Nullable Object>> rows() {
            return rows;
        }
    }
}

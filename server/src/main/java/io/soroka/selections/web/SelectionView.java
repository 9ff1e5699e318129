package io.soroka.selections.web;

import io.soroka.platform.OneOf;
import io.soroka.selections.Selection;
import io.soroka.selections.ValueType;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A selection. What is asked of the other system is for administrators: others find neither the
 * question nor the filters nor the columns' names.
 *
 * @param whole the run whose people are in it
 */
record SelectionView(
        String id,
        String name,
        String sourceId,
        @Nullable String query,
        @Nullable String entity,
        @Nullable String key,
        List<SelectionFilterView> filters,
        List<SelectionParameterView> parameters,
        @OneOf(Selection.Match.class) String match,
        @Nullable String matchColumn,
        boolean createsUnknown,
        List<SelectionVariableView> variables,
        int everyMinutes,
        @Nullable String dailyAt,
        int version,
        Instant createdAt,
        @Nullable SelectionRunView whole,
        @Nullable SelectionRunView lastRun) {
    record SelectionFilterView(
            String column, @OneOf(Selection.Comparison.class) String is, String value) {}

    record SelectionParameterView(String name, @OneOf(ValueType.class) String type, String value) {}

    record SelectionVariableView(
            String name, @OneOf(ValueType.class) String type, @Nullable String column) {}

    static SelectionView of(Selection selection, boolean inFull) {
        Selection.Plan plan = selection.plan();
        Selection.Question.Rows rows =
                inFull && plan.question() instanceof Selection.Question.Rows all ? all : null;
        LocalTime dailyAt = plan.dailyAt();
        return new SelectionView(
                Long.toString(selection.id()),
                plan.name(),
                Long.toString(plan.sourceId()),
                inFull && plan.question() instanceof Selection.Question.Sql(String text)
                        ? text
                        : null,
                rows == null ? null : rows.entity(),
                rows == null ? null : rows.key(),
                rows == null
                        ? List.of()
                        : rows.filters().stream()
                                .map(one ->
                                        new SelectionFilterView(
                                                one.column(), word(one.is()), one.value()))
                                .toList(),
                plan.parameters().stream()
                        .map(one ->
                                new SelectionParameterView(
                                        one.name(), word(one.type()), one.value()))
                        .toList(),
                word(plan.match()),
                inFull ? plan.matchColumn() : null,
                plan.createsUnknown(),
                plan.variables().stream()
                        .map(one ->
                                new SelectionVariableView(
                                        one.name(), word(one.type()), inFull ? one.column() : null))
                        .toList(),
                plan.everyMinutes(),
                dailyAt == null ? null : dailyAt.toString(),
                selection.version(),
                selection.createdAt(),
                SelectionRunView.of(selection.whole()),
                SelectionRunView.of(selection.lastRun()));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}

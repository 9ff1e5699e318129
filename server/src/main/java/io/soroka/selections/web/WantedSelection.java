package io.soroka.selections.web;

import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.selections.Selection;
import io.soroka.selections.ValueType;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a selection is to be; see {@link Selection.Plan}.
 *
 * @param query a question in SQL; or {@code entity}, {@code key} and {@code filters}
 * @param values for a preview: parameters' values that are other than their own
 */
record WantedSelection(
        @Nullable String name,
        @Nullable String sourceId,
        @Nullable String query,
        @Nullable String entity,
        @Nullable String key,
        @Nullable List<WantedFilter> filters,
        @Nullable List<WantedParameter> parameters,
        @OneOf(Selection.Match.class) @Nullable String match,
        @Nullable String matchColumn,
        @Nullable Boolean createsUnknown,
        @Nullable List<WantedVariable> variables,
        @Nullable Integer everyMinutes,
        @Nullable String dailyAt,
        @Nullable Integer version,
        @Nullable Map<String, String> values) {
    record WantedFilter(
            @Nullable String column,
            @OneOf(Selection.Comparison.class) @Nullable String is,
            @Nullable String value) {}

    record WantedParameter(
            @Nullable String name,
            @OneOf(ValueType.class) @Nullable String type,
            @Nullable String value) {}

    record WantedVariable(
            @Nullable String name,
            @OneOf(ValueType.class) @Nullable String type,
            @Nullable String column) {}

    @Override
    public String toString() {
        return "WantedSelection[" + name + "]";
    }

    Selection.Plan read() {
        return new Selection.Plan(
                text(name),
                source(),
                query == null || (query.isBlank() && entity != null)
                        ? new Selection.Question.Rows(
                                text(entity), text(key), each(filters, "/filters/", this::filter))
                        : new Selection.Question.Sql(query),
                each(parameters, "/parameters/", this::parameter),
                word(Selection.Match.values(), match, "phone", "/match"),
                text(matchColumn),
                Boolean.TRUE.equals(createsUnknown),
                each(variables, "/variables/", this::variable),
                Objects.requireNonNullElse(everyMinutes, 0),
                time());
    }

    /** Without what has no value. */
    static Map<String, String> known(@Nullable Map<String, String> values) {
        Map<String, String> known = new LinkedHashMap<>();
        if (values != null) {
            values.forEach((name, value) -> {
                if (name != null && value != null) {
                    known.put(name, value);
                }
            });
        }
        return known;
    }

    private long source() {
        try {
            return Long.parseLong(text(sourceId));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private interface Reading<W, R> {
        R read(W wanted, String place);
    }

    private static <W, R> List<R> each(
            @Nullable List<W> wanted, String place, Reading<W, R> reading) {
        List<W> given = Objects.requireNonNullElse(wanted, List.of());
        return IntStream.range(0, given.size())
                .filter(i -> given.get(i) != null)
                .mapToObj(i -> reading.read(given.get(i), place + i))
                .toList();
    }

    private Selection.Filter filter(WantedFilter one, String place) {
        return new Selection.Filter(
                text(one.column()),
                word(Selection.Comparison.values(), one.is(), "eq", place + "/is"),
                text(one.value()));
    }

    private Selection.Parameter parameter(WantedParameter one, String place) {
        return new Selection.Parameter(
                text(one.name()),
                word(ValueType.values(), one.type(), "text", place + "/type"),
                text(one.value()));
    }

    private Selection.Variable variable(WantedVariable one, String place) {
        return new Selection.Variable(
                text(one.name()).strip(),
                word(ValueType.values(), one.type(), "text", place + "/type"),
                text(one.column()));
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }

    private static <E extends Enum<E>> E word(
            E[] known, @Nullable String given, String otherwise, String place) {
        Function<E, String> spelled = one -> one.name().toLowerCase(Locale.ROOT);
        String wanted = Objects.requireNonNullElse(given, otherwise);
        return Arrays.stream(known)
                .filter(one -> spelled.apply(one).equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new ProblemException(
                                        422,
                                        "selection-unknown-word",
                                        String.join(
                                                ", ", Arrays.stream(known).map(spelled).toList()))
                                .at(place));
    }

    private @Nullable LocalTime time() {
        try {
            return dailyAt == null || dailyAt.isBlank() ? null : LocalTime.parse(dailyAt.strip());
        } catch (DateTimeParseException e) {
            throw new ProblemException(422, "source-time-unusable").at("/dailyAt");
        }
    }
}

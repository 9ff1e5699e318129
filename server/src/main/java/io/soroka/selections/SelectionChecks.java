package io.soroka.selections;

import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What every selection must keep to. */
final class SelectionChecks {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_COLUMN = 300;
    private static final int LONGEST_VALUE = 1_000;
    private static final int MOST_FILTERS = 20;
    private static final int MOST_PARAMETERS = 50;
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}");

    /** What texts can write between braces: no bar, no brace, nothing that is not seen. */
    private static final Pattern VARIABLE =
            Pattern.compile("\\p{L}[\\p{L}\\p{N}_ -]{0,58}[\\p{L}\\p{N}]|\\p{L}");

    private SelectionChecks() {}

    /**
     * The whole.
     *
     * @throws InvalidSelection if something can't be used
     */
    static void plan(Selection.Plan plan) {
        require(isName(plan.name(), LONGEST_NAME), "/name", "source.name-unusable", LONGEST_NAME);
        question(plan);
        require(isName(plan.matchColumn(), LONGEST_COLUMN), "/matchColumn", "selection.missing");
        require(
                !plan.createsUnknown() || plan.match() == Selection.Match.PHONE,
                "/createsUnknown",
                "selection.unknown-needs-number");
        variables(plan.variables());
        int minutes = plan.everyMinutes();
        require(
                minutes >= 0 && minutes <= 10_080,
                "/everyMinutes",
                "source.number-unusable",
                0,
                10_080);
        require(
                plan.dailyAt() == null
                        || plan.dailyAt().equals(plan.dailyAt().truncatedTo(ChronoUnit.MINUTES)),
                "/dailyAt",
                "source.time-unusable");
    }

    /**
     * What is asked, and that every parameter it names is there.
     *
     * @throws InvalidSelection if something can't be used
     */
    static void question(Selection.Plan plan) {
        Set<String> known = parameters(plan.parameters());
        switch (plan.question()) {
            case Selection.Question.Sql(String text) -> {
                for (String name : QueryText.of(text).names()) {
                    require(known.contains(name), "/query", "selection.no-such-parameter", name);
                }
            }
            case Selection.Question.Rows rows -> {
                require(isName(rows.entity(), LONGEST_COLUMN), "/entity", "selection.missing");
                require(isName(rows.key(), LONGEST_COLUMN), "/key", "selection.missing");
                require(
                        rows.filters().size() <= MOST_FILTERS,
                        "/filters",
                        "selection.too-many",
                        MOST_FILTERS);
                for (int i = 0; i < rows.filters().size(); i++) {
                    filter(rows.filters().get(i), "/filters/" + i, known);
                }
            }
        }
    }

    private static void filter(Selection.Filter filter, String place, Set<String> parameters) {
        require(isName(filter.column(), LONGEST_COLUMN), place + "/column", "selection.missing");
        boolean bare =
                filter.is() == Selection.Comparison.EMPTY
                        || filter.is() == Selection.Comparison.NOT_EMPTY;
        String value = filter.value().strip();
        require(bare || isName(value, LONGEST_VALUE), place + "/value", "selection.value-unusable");
        require(
                bare || !value.startsWith(":") || parameters.contains(value.substring(1)),
                place + "/value",
                "selection.no-such-parameter",
                value);
    }

    private static Set<String> parameters(List<Selection.Parameter> parameters) {
        require(
                parameters.size() <= MOST_PARAMETERS,
                "/parameters",
                "selection.too-many",
                MOST_PARAMETERS);
        Set<String> known = new HashSet<>();
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i).name();
            String place = "/parameters/" + i + "/name";
            require(PARAMETER.matcher(name).matches(), place, "selection.parameter-name");
            require(known.add(name), place, "selection.name-twice");
        }
        return known;
    }

    private static void variables(List<Selection.Variable> variables) {
        int most = Selection.Plan.MOST_VARIABLES;
        require(variables.size() <= most, "/variables", "selection.too-many", most);
        Set<String> known = new HashSet<>();
        for (int i = 0; i < variables.size(); i++) {
            Selection.Variable one = variables.get(i);
            String place = "/variables/" + i;
            require(
                    VARIABLE.matcher(one.name()).matches(),
                    place + "/name",
                    "selection.variable-name");
            require(
                    known.add(one.name().toLowerCase(Locale.ROOT)),
                    place + "/name",
                    "selection.name-twice");
            require(isName(one.column(), LONGEST_COLUMN), place + "/column", "selection.missing");
        }
    }

    private static boolean isName(String name, int longest) {
        return !name.isBlank()
                && name.length() <= longest
                && name.chars().noneMatch(Character::isISOControl);
    }

    private static void require(
            boolean kept, String place, String messageKey, Object... arguments) {
        if (!kept) {
            throw new InvalidSelection(place, messageKey, arguments);
        }
    }
}

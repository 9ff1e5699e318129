package io.soroka.segments;

import io.soroka.contacts.Field;
import io.soroka.contacts.FieldType;
import io.soroka.contacts.Fields;
import io.soroka.segments.Criterion.Anniversary;
import io.soroka.segments.Criterion.Between;
import io.soroka.segments.Criterion.Compares;
import io.soroka.segments.Criterion.Comparison;
import io.soroka.segments.Criterion.Contains;
import io.soroka.segments.Criterion.Dated;
import io.soroka.segments.Criterion.DatedBetween;
import io.soroka.segments.Criterion.Distance;
import io.soroka.segments.Criterion.Empty;
import io.soroka.segments.Criterion.FromToday;
import io.soroka.segments.Criterion.In;
import io.soroka.segments.Criterion.Is;
import io.soroka.segments.Criterion.Not;
import io.soroka.segments.Criterion.Side;
import io.soroka.segments.Criterion.StartsWith;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One look at a field, as JSON: {@code field}, {@code is} and what the operator needs: {@code
 * value}, {@code values}, {@code from} and {@code to}, or {@code days}. Nothing else may stand
 * there.
 */
final class Leaf {

    private static final int MOST_DAYS = 36_500;
    private static final int MOST_INTEGER_DIGITS = 15;
    private static final int MOST_DECIMALS = 6;
    private static final int LONGEST_ECHO = 40;

    private static final List<String> TEXT_OPERATORS =
            List.of("in", "not_in", "contains", "starts_with", "empty", "filled");
    private static final List<String> OPTION_OPERATORS = List.of("in", "not_in", "empty", "filled");
    private static final List<String> NUMBER_OPERATORS =
            List.of("eq", "ne", "lt", "le", "gt", "ge", "between", "empty", "filled");
    private static final List<String> DAY_OPERATORS =
            List.of(
                    "days_ago_more",
                    "days_ago_less",
                    "within_days",
                    "anniversary_within",
                    "before",
                    "after",
                    "on",
                    "between",
                    "empty",
                    "filled");
    private static final List<String> ANSWER_OPERATORS =
            List.of("true", "false", "empty", "filled");

    private final JsonNode node;
    private final String pointer;

    Leaf(JsonNode node, String pointer) {
        this.node = node;
        this.pointer = pointer;
    }

    /** How many values it lists. */
    int listed() {
        JsonNode values = node.get("values");
        return values == null ? 0 : values.size();
    }

    Criterion read() {
        Field field = field();
        String operator = operator();
        if (operator.equals("empty")) {
            only();
            return new Empty(field);
        }
        if (operator.equals("filled")) {
            only();
            return new Not(new Empty(field));
        }
        Criterion read =
                switch (field.type()) {
                    case TEXT, ONE_OF -> text(field, operator);
                    case NUMBER, MONEY -> number(field, operator);
                    case DATE, MOMENT -> day(field, operator);
                    case YES_NO -> answer(field, operator);
                    case PHONE -> null;
                };
        if (read == null) {
            throw refused(
                    "criteria.unknown-operator",
                    "/is",
                    shown(operator),
                    String.join(", ", operators(field)));
        }
        return read;
    }

    private Field field() {
        JsonNode name = node.get("field");
        if (!name.isString()) {
            throw refused("criteria.not-text", "/field");
        }
        Field field =
                Fields.find(name.stringValue())
                        .orElseThrow(() ->
                                refused(
                                        "criteria.unknown-field",
                                        "/field",
                                        shown(name.stringValue())));
        if (field.type() == FieldType.PHONE) {
            throw refused("criteria.field-not-for-conditions", "/field", field.titleRu());
        }
        return field;
    }

    /** Yes-or-no fields are asked for {@code true} or {@code "true"}. */
    private String operator() {
        JsonNode operator = node.get("is");
        if (operator == null || !(operator.isString() || operator.isBoolean())) {
            throw refused("criteria.no-operator", "/is");
        }
        return operator.asString();
    }

    private @Nullable Criterion text(Field field, String operator) {
        if (operator.equals("in") || operator.equals("not_in")) {
            only("values");
            In in = new In(field, values(field));
            return operator.equals("in") ? in : new Not(in);
        }
        if (field.type() == FieldType.ONE_OF) {
            return null;
        }
        return switch (operator) {
            case "contains" -> new Contains(field, text("value"));
            case "starts_with" -> new StartsWith(field, text("value"));
            default -> null;
        };
    }

    private @Nullable Criterion number(Field field, String operator) {
        if (operator.equals("between")) {
            only("from", "to");
            BigDecimal from = number("from");
            BigDecimal to = number("to");
            if (from.compareTo(to) > 0) {
                throw refused("criteria.range-reversed", "/from");
            }
            return new Between(field, from, to);
        }
        Comparison comparison =
                switch (operator) {
                    case "eq", "ne" -> Comparison.EQ;
                    case "lt" -> Comparison.LT;
                    case "le" -> Comparison.LE;
                    case "gt" -> Comparison.GT;
                    case "ge" -> Comparison.GE;
                    default -> null;
                };
        if (comparison == null) {
            return null;
        }
        only("value");
        Compares compares = new Compares(field, comparison, number("value"));
        return operator.equals("ne") ? new Not(compares) : compares;
    }

    private @Nullable Criterion day(Field field, String operator) {
        return switch (operator) {
            case "before" -> new Dated(field, Side.BEFORE, onlyDay());
            case "after" -> new Dated(field, Side.AFTER, onlyDay());
            case "on" -> new Dated(field, Side.ON, onlyDay());
            case "days_ago_more" -> new FromToday(field, Distance.AGO_MORE, days());
            case "days_ago_less" -> new FromToday(field, Distance.AGO_LESS, days());
            case "within_days" -> new FromToday(field, Distance.AHEAD_WITHIN, days());
            case "anniversary_within" -> new Anniversary(field, days());
            case "between" -> {
                only("from", "to");
                LocalDate from = day("from");
                LocalDate to = day("to");
                if (from.isAfter(to)) {
                    throw refused("criteria.range-reversed", "/from");
                }
                yield new DatedBetween(field, from, to);
            }
            default -> null;
        };
    }

    private @Nullable Criterion answer(Field field, String operator) {
        if (!operator.equals("true") && !operator.equals("false")) {
            return null;
        }
        only();
        return new Is(field, operator.equals("true"));
    }

    private List<String> values(Field field) {
        JsonNode values = node.get("values");
        if (values == null || !values.isArray() || values.isEmpty()) {
            throw refused("criteria.no-values", "/values");
        }
        return Criteria.each(
                values,
                pointer + "/values",
                (place, value) -> {
                    String text = checkedText(value, place);
                    boolean known =
                            field.options().isEmpty()
                                    || field.options().stream()
                                            .anyMatch(option -> option.code().equals(text));
                    if (!known) {
                        throw new CriteriaRefused("criteria.not-an-option", place, options(field));
                    }
                    return text;
                });
    }

    private String text(String member) {
        only(member);
        return checkedText(required(member), pointer + "/" + member);
    }

    /** Text that a person can mean and a database can store. */
    private static String checkedText(JsonNode value, String place) {
        String text = value.isString() ? value.stringValue().strip() : "";
        boolean broken =
                text.codePoints()
                        .anyMatch(c ->
                                Character.isISOControl(c)
                                        || Character.getType(c) == Character.SURROGATE);
        if (text.isEmpty() || broken || text.length() > Field.LONGEST_TEXT) {
            throw new CriteriaRefused("criteria.not-text", place, Field.LONGEST_TEXT);
        }
        return text;
    }

    private BigDecimal number(String member) {
        JsonNode value = required(member);
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            // Looked at before any arithmetic: 1e999999999 is short to write and long to compute.
            if (number.scale() <= MOST_DECIMALS
                    && (long) number.precision() - number.scale() <= MOST_INTEGER_DIGITS) {
                return number;
            }
        }
        throw refused("criteria.not-a-number", "/" + member, MOST_INTEGER_DIGITS, MOST_DECIMALS);
    }

    private LocalDate onlyDay() {
        only("value");
        return day("value");
    }

    private LocalDate day(String member) {
        JsonNode value = required(member);
        try {
            LocalDate day = LocalDate.parse(value.isString() ? value.stringValue() : "");
            if (day.getYear() >= 1900 && day.getYear() <= 2100) {
                return day;
            }
        } catch (DateTimeException e) {
            // Answered below, as a day out of range is.
        }
        throw refused("criteria.not-a-day", "/" + member);
    }

    private int days() {
        only("days");
        JsonNode days = required("days");
        if (!days.isInt() || days.intValue() < 0 || days.intValue() > MOST_DAYS) {
            throw refused("criteria.not-days", "/days", MOST_DAYS);
        }
        return days.intValue();
    }

    private JsonNode required(String member) {
        JsonNode value = node.get(member);
        if (value == null || value.isNull()) {
            throw refused("criteria.value-missing", "", member);
        }
        return value;
    }

    /** A member that the operator does not need is a slip whose meaning would be lost. */
    private void only(String... members) {
        Set<String> surplus = new TreeSet<>(node.propertyNames());
        surplus.removeAll(Set.of("field", "is"));
        surplus.removeAll(Set.of(members));
        if (!surplus.isEmpty()) {
            throw refused("criteria.surplus", "", shown(surplus.iterator().next()));
        }
    }

    private CriteriaRefused refused(String messageKey, String place, Object... arguments) {
        return new CriteriaRefused(messageKey, pointer + place, arguments);
    }

    /** The operators of a field; none for one that conditions can't look at. */
    static List<String> operators(Field field) {
        return switch (field.type()) {
            case TEXT -> TEXT_OPERATORS;
            case ONE_OF -> OPTION_OPERATORS;
            case NUMBER, MONEY -> NUMBER_OPERATORS;
            case DATE, MOMENT -> DAY_OPERATORS;
            case YES_NO -> ANSWER_OPERATORS;
            case PHONE -> List.of();
        };
    }

    private static String options(Field field) {
        return String.join(", ", field.options().stream().map(Field.Option::code).toList());
    }

    private static String shown(String name) {
        return name.length() > LONGEST_ECHO ? name.substring(0, LONGEST_ECHO) + "…" : name;
    }
}

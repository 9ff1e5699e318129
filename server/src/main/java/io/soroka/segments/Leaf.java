package io.soroka.segments;

import io.soroka.contacts.Field;
import io.soroka.contacts.FieldType;
import io.soroka.contacts.Fields;
import io.soroka.segments.Criterion.Age;
import io.soroka.segments.Criterion.Anniversary;
import io.soroka.segments.Criterion.Between;
import io.soroka.segments.Criterion.Compares;
import io.soroka.segments.Criterion.Comparison;
import io.soroka.segments.Criterion.Contains;
import io.soroka.segments.Criterion.Dated;
import io.soroka.segments.Criterion.DatedBetween;
import io.soroka.segments.Criterion.Decile;
import io.soroka.segments.Criterion.Distance;
import io.soroka.segments.Criterion.Empty;
import io.soroka.segments.Criterion.FromToday;
import io.soroka.segments.Criterion.HasAll;
import io.soroka.segments.Criterion.In;
import io.soroka.segments.Criterion.Is;
import io.soroka.segments.Criterion.Not;
import io.soroka.segments.Criterion.Side;
import io.soroka.segments.Criterion.StartsWith;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One look at a field, as JSON: {@code field}, {@code is} and what the operator needs: {@code
 * value}, {@code values}, {@code from} and {@code to}, or {@code days}.
 */
final class Leaf {

    private static final List<String> TEXT_OPERATORS =
            List.of("in", "not_in", "contains", "starts_with", "empty", "filled");
    private static final List<String> OPTION_OPERATORS = List.of("in", "not_in", "empty", "filled");
    private static final List<String> LIST_OPERATORS =
            List.of("in", "not_in", "has_all", "empty", "filled");
    private static final List<String> NUMBER_OPERATORS =
            List.of(
                    "eq",
                    "ne",
                    "lt",
                    "le",
                    "gt",
                    "ge",
                    "between",
                    "decile_between",
                    "empty",
                    "filled");
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
                    "age_between",
                    "empty",
                    "filled");
    private static final List<String> ANSWER_OPERATORS =
            List.of("true", "false", "empty", "filled");

    private static final int OLDEST = 150;
    private static final int DECILES = 10;

    private final CriterionNode node;
    private final Fields fields;

    Leaf(CriterionNode node, Fields fields) {
        this.node = node;
        this.fields = fields;
    }

    Criterion read() {
        Field field = field();
        String operator = node.operator();
        if (operator.equals("empty")) {
            node.only();
            return new Empty(field);
        }
        if (operator.equals("filled")) {
            node.only();
            return new Not(new Empty(field));
        }
        Criterion read =
                switch (field.type()) {
                    case TEXT, ONE_OF, MANY_OF -> text(field, operator);
                    case NUMBER, MONEY -> number(field, operator);
                    case DATE, MOMENT -> day(field, operator);
                    case YES_NO -> answer(field, operator);
                    case PHONE -> null;
                };
        if (read == null) {
            throw node.unknownOperator(operators(field));
        }
        return read;
    }

    private Field field() {
        String name = node.name("field");
        if (name == null) {
            throw node.refused("criteria.not-text", "/field");
        }
        Field field =
                fields.find(name)
                        .orElseThrow(() ->
                                node.refused(
                                        "criteria.unknown-field",
                                        "/field",
                                        CriterionNode.shown(name)));
        if (field.type() == FieldType.PHONE) {
            throw node.refused("criteria.field-not-for-conditions", "/field", field.titleRu());
        }
        return field;
    }

    private @Nullable Criterion text(Field field, String operator) {
        if (operator.equals("in") || operator.equals("not_in")) {
            node.only("values");
            In in = new In(field, values(field));
            return operator.equals("in") ? in : new Not(in);
        }
        if (operator.equals("has_all") && field.type() == FieldType.MANY_OF) {
            node.only("values");
            return new HasAll(field, values(field));
        }
        if (field.type() != FieldType.TEXT) {
            return null;
        }
        return switch (operator) {
            case "contains" -> new Contains(field, onlyText());
            case "starts_with" -> new StartsWith(field, onlyText());
            default -> null;
        };
    }

    private @Nullable Criterion number(Field field, String operator) {
        if (operator.equals("between")) {
            node.only("from", "to");
            BigDecimal from = node.number("from");
            BigDecimal to = node.number("to");
            if (from.compareTo(to) > 0) {
                throw node.refused("criteria.range-reversed", "/from");
            }
            return new Between(field, from, to);
        }
        if (operator.equals("decile_between")) {
            node.only("from", "to");
            int from = node.whole("from", 1, DECILES);
            int to = node.whole("to", 1, DECILES);
            if (from > to) {
                throw node.refused("criteria.range-reversed", "/from");
            }
            return new Decile(field, from, to);
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
        node.only("value");
        Compares compares = new Compares(field, comparison, node.number("value"));
        return operator.equals("ne") ? new Not(compares) : compares;
    }

    private @Nullable Criterion day(Field field, String operator) {
        return switch (operator) {
            case "before" -> new Dated(field, Side.BEFORE, onlyDay());
            case "after" -> new Dated(field, Side.AFTER, onlyDay());
            case "on" -> new Dated(field, Side.ON, onlyDay());
            case "days_ago_more" -> new FromToday(field, Distance.AGO_MORE, onlyDays());
            case "days_ago_less" -> new FromToday(field, Distance.AGO_LESS, onlyDays());
            case "within_days" -> new FromToday(field, Distance.AHEAD_WITHIN, onlyDays());
            case "anniversary_within" -> new Anniversary(field, onlyDays());
            case "between" -> {
                node.only("from", "to");
                LocalDate from = node.day("from");
                LocalDate to = node.day("to");
                if (from.isAfter(to)) {
                    throw node.refused("criteria.range-reversed", "/from");
                }
                yield new DatedBetween(field, from, to);
            }
            case "age_between" -> {
                node.only("from", "to");
                int from = node.whole("from", 0, OLDEST);
                int to = node.whole("to", 0, OLDEST);
                if (from > to) {
                    throw node.refused("criteria.range-reversed", "/from");
                }
                yield new Age(field, from, to);
            }
            default -> null;
        };
    }

    private @Nullable Criterion answer(Field field, String operator) {
        if (!operator.equals("true") && !operator.equals("false")) {
            return null;
        }
        node.only();
        return new Is(field, operator.equals("true"));
    }

    private List<String> values(Field field) {
        List<String> values = node.values();
        for (int i = 0; i < values.size() && !field.options().isEmpty(); i++) {
            String value = values.get(i);
            if (field.options().stream().noneMatch(option -> option.code().equals(value))) {
                throw node.refused("criteria.not-an-option", "/values/" + i, options(field));
            }
        }
        return values;
    }

    private String onlyText() {
        node.only("value");
        return node.text("value");
    }

    private LocalDate onlyDay() {
        node.only("value");
        return node.day("value");
    }

    private int onlyDays() {
        node.only("days");
        return node.days();
    }

    /** The operators of a field; none for one that conditions can't look at. */
    static List<String> operators(Field field) {
        return switch (field.type()) {
            case TEXT -> TEXT_OPERATORS;
            case ONE_OF -> OPTION_OPERATORS;
            case MANY_OF -> LIST_OPERATORS;
            case NUMBER, MONEY -> NUMBER_OPERATORS;
            case DATE, MOMENT -> DAY_OPERATORS;
            case YES_NO -> ANSWER_OPERATORS;
            case PHONE -> List.of();
        };
    }

    private static String options(Field field) {
        return String.join(", ", field.options().stream().map(Field.Option::code).toList());
    }
}

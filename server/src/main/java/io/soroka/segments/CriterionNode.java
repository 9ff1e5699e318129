package io.soroka.segments;

import io.soroka.contacts.Field;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One condition as JSON: whom it asks about ({@code field} or {@code about}), how ({@code is}), and
 * what that needs. Whatever else stands there is refused: a slip whose meaning would be lost.
 */
public final class CriterionNode {
    private static final int MOST_DAYS = 36_500;
    private static final int MOST_INTEGER_DIGITS = 15;
    private static final int MOST_DECIMALS = 6;
    private static final int LONGEST_ECHO = 40;
    private static final Set<String> ALWAYS = Set.of("field", "about", "is");

    private final JsonNode node;
    private final String pointer;
    private final Set<String> always;

    CriterionNode(JsonNode node, String pointer) {
        this(node, pointer, ALWAYS);
    }

    private CriterionNode(JsonNode node, String pointer, Set<String> always) {
        this.node = node;
        this.pointer = pointer;
        this.always = always;
    }

    /** How many values it lists. */
    int listed() {
        JsonNode values = node.get("values");
        return values == null ? 0 : values.size();
    }

    /** How it asks. Those that ask yes or no say {@code true} or {@code "true"}. */
    public String operator() {
        JsonNode operator = node.get("is");
        if (operator == null || !(operator.isString() || operator.isBoolean())) {
            throw refused("criteria.no-operator", "/is");
        }
        return operator.asString();
    }

    /** An operator that does not fit what is asked about. */
    public CriteriaRefused unknownOperator(List<String> known) {
        return refused(
                "criteria.unknown-operator", "/is", shown(operator()), String.join(", ", known));
    }

    /** Whether a member is given. */
    public boolean has(String member) {
        JsonNode value = node.get(member);
        return value != null && !value.isNull();
    }

    /** Parts that stand in a list of objects; none if it is missing. */
    public List<CriterionNode> parts(String member, int most) {
        if (!has(member)) {
            return List.of();
        }
        JsonNode list = node.get(member);
        if (!list.isArray() || list.size() > most) {
            throw refused("criteria.not-a-list", "/" + member, most);
        }
        List<CriterionNode> parts = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            String place = pointer + "/" + member + "/" + i;
            if (!list.get(i).isObject()) {
                throw new CriteriaRefused("criteria.not-a-list", place, most);
            }
            parts.add(new CriterionNode(list.get(i), place, Set.of()));
        }
        return parts;
    }

    /** Goes on only if nothing stands there beside these and whom it asks about how. */
    public void only(String... members) {
        Set<String> surplus = new TreeSet<>(node.propertyNames());
        surplus.removeAll(always);
        surplus.removeAll(Set.of(members));
        if (!surplus.isEmpty()) {
            throw refused("criteria.surplus", "", shown(surplus.iterator().next()));
        }
    }

    /** A text that a person can mean and a database can store. */
    public String text(String member) {
        return checkedText(required(member), pointer + "/" + member);
    }

    /** The texts of {@code values}, at least one. */
    public List<String> values() {
        JsonNode values = node.get("values");
        if (values == null || !values.isArray() || values.isEmpty()) {
            throw refused("criteria.no-values", "/values", "values");
        }
        if (values.size() > Criteria.MOST_VALUES) {
            throw refused("criteria.too-many-values", "", Criteria.MOST_VALUES);
        }
        List<String> texts = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            texts.add(checkedText(values.get(i), pointer + "/values/" + i));
        }
        return texts;
    }

    /** The texts of another list, at least one. */
    public List<String> texts(String member, int most) {
        JsonNode list = required(member);
        if (!list.isArray() || list.isEmpty() || list.size() > most) {
            throw refused("criteria.not-texts", "/" + member, most);
        }
        List<String> texts = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            texts.add(checkedText(list.get(i), pointer + "/" + member + "/" + i));
        }
        return texts;
    }

    /** Ids of {@code values}, at least one, each a number in a text. */
    public List<Long> ids() {
        List<String> texts = values();
        List<Long> ids = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            try {
                ids.add(Long.valueOf(texts.get(i)));
            } catch (NumberFormatException e) {
                throw refused("criteria.not-an-id", "/values/" + i);
            }
        }
        return ids;
    }

    /** The words of a list, at least one, each once and all among those known. */
    public List<String> words(String member, List<String> known) {
        JsonNode list = node.get(member);
        if (list == null || !list.isArray() || list.isEmpty()) {
            throw refused("criteria.no-values", "/" + member, member);
        }
        var words = new TreeSet<String>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode word = list.get(i);
            if (!word.isString() || !known.contains(word.stringValue())) {
                throw refused(
                        "criteria.not-an-option", "/" + member + "/" + i, String.join(", ", known));
            }
            words.add(word.stringValue());
        }
        return List.copyOf(words);
    }

    /** A number of at most 15 digits before and 6 after the decimal point. */
    public BigDecimal number(String member) {
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

    /** The number, or null when it is not given. */
    public @Nullable BigDecimal numberIfAny(String member) {
        return has(member) ? number(member) : null;
    }

    /** A whole number between two others, both included. */
    public int whole(String member, int least, int most) {
        JsonNode value = required(member);
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw refused("criteria.not-whole", "/" + member, least, most);
        }
        return value.intValue();
    }

    /** The same, or null when it is not given. */
    public @Nullable Integer wholeIfAny(String member, int least, int most) {
        return has(member) ? whole(member, least, most) : null;
    }

    /** Goes on only if {@code at_least} or {@code at_most} or both are given. */
    public void requireBound() {
        if (!has("at_least") && !has("at_most")) {
            throw refused("criteria.value-missing", "", "at_least");
        }
    }

    /** A number of days from 0 to 36,500. */
    public int days() {
        JsonNode days = required("days");
        if (!days.isInt() || days.intValue() < 0 || days.intValue() > MOST_DAYS) {
            throw refused("criteria.not-days", "/days", MOST_DAYS);
        }
        return days.intValue();
    }

    /** A day from 1900 to 2100, as 2026-11-25. */
    public LocalDate day(String member) {
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

    /** The same, or null when it is not given. */
    public @Nullable LocalDate dayIfAny(String member) {
        return has(member) ? day(member) : null;
    }

    /** What is wrong, at a place below this condition. */
    public CriteriaRefused refused(String messageKey, String place, Object... arguments) {
        return new CriteriaRefused(messageKey, pointer + place, arguments);
    }

    /** The text of a member that names something, whatever it is; null when it is no text. */
    @Nullable String name(String member) {
        JsonNode name = node.get(member);
        return name == null || !name.isString() ? null : name.stringValue();
    }

    static String shown(String name) {
        return name.length() > LONGEST_ECHO ? name.substring(0, LONGEST_ECHO) + "…" : name;
    }

    private JsonNode required(String member) {
        JsonNode value = node.get(member);
        if (value == null || value.isNull()) {
            throw refused("criteria.value-missing", "", member);
        }
        return value;
    }

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
}

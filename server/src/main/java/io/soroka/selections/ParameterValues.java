package io.soroka.selections;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parameters with the values of one run, as their types. */
final class ParameterValues {
    private static final int LONGEST = 1_000;
    private static final int MOST_DIGITS = 38;
    private static final Pattern TODAY = Pattern.compile("today(?:([+-])(\\d{1,5}))?");

    private final Map<String, Object> values = new LinkedHashMap<>();

    /**
     * Reads values.
     *
     * @throws InvalidSelection if one is not of its parameter's type, or there is no such parameter
     */
    ParameterValues(
            List<Selection.Parameter> parameters, Map<String, String> given, LocalDate today) {
        for (int i = 0; i < parameters.size(); i++) {
            Selection.Parameter one = parameters.get(i);
            String otherwise = given.get(one.name());
            values.put(
                    one.name(),
                    otherwise == null
                            ? read(one.type(), one.value(), today, "/parameters/" + i + "/value")
                            : read(one.type(), otherwise, today, "/values/" + one.name()));
        }
        for (String name : given.keySet()) {
            if (!values.containsKey(name)) {
                throw new InvalidSelection(
                        "/values/" + place(name), "selection.no-such-parameter", place(name));
            }
        }
    }

    private static String place(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "…" : name;
    }

    /** A parameter's value. */
    Object of(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new InvalidSelection("/query", "selection.no-such-parameter", place(name));
        }
        return value;
    }

    /** The values behind names, in their order. */
    List<Object> of(List<String> names) {
        return names.stream().map(this::of).toList();
    }

    private static Object read(ValueType type, String written, LocalDate today, String place) {
        if (written.length() > LONGEST || written.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidSelection(place, "selection.value-unusable");
        }
        try {
            return switch (type) {
                case TEXT -> written;
                case NUMBER, MONEY -> number(written.strip());
                case DATE -> day(written.strip(), today);
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw new InvalidSelection(
                    place,
                    type == ValueType.DATE ? "selection.not-a-day" : "selection.not-a-number");
        }
    }

    private static BigDecimal number(String written) {
        BigDecimal number = new BigDecimal(written.replace(',', '.'));
        // Looked at before any arithmetic: 1e999999999 is short to write and long to compute.
        if (number.scale() > MOST_DIGITS
                || (long) number.precision() - number.scale() > MOST_DIGITS) {
            throw new NumberFormatException();
        }
        return number;
    }

    private static LocalDate day(String written, LocalDate today) {
        Matcher matcher = TODAY.matcher(written);
        if (!matcher.matches()) {
            return LocalDate.parse(written);
        }
        String sign = matcher.group(1);
        long days = sign == null ? 0 : Long.parseLong(matcher.group(2));
        return "-".equals(sign) ? today.minusDays(days) : today.plusDays(days);
    }
}

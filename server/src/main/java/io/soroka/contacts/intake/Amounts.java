package io.soroka.contacts.intake;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads numbers and amounts of money in Russian, English and continental writing. Which sign is the
 * decimal one is judged for each cell: the last of two kinds, or the only one unless it repeats.
 * {@code 1,234} could be either, so that it is refused rather than guessed wrong a thousandfold.
 */
final class Amounts {

    private static final int MOST_INTEGER_DIGITS = 15;
    private static final int MOST_DECIMALS = 6;

    private static final Pattern CURRENCY =
            Pattern.compile(
                    "(?:₽|руб(?:лей|ля|ль)?\\.?|р\\.|р|rub|rur|usd|eur|[$€%])$|^[$€₽]",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern GROUPED_BY_SPACE =
            Pattern.compile("(\\d{1,3}(?:[ '’]\\d{3})+)([.,]\\d+)?");
    private static final Pattern GROUPED_BY_COMMA =
            Pattern.compile("(\\d{1,3}(?:,\\d{3})+)(\\.\\d+)?");
    private static final Pattern GROUPED_BY_DOT =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{3})+)(,\\d+)?");
    private static final Pattern PLAIN = Pattern.compile("(\\d+)([.,]\\d*)?|([.,]\\d+)");
    private static final Pattern AMBIGUOUS = Pattern.compile("[1-9]\\d{0,2}[.,]\\d{3}");

    private Amounts() {}

    /**
     * @param text the cell, its spaces made plain and not blank
     * @param money whether to round to hundredths
     */
    static Cell read(String text, boolean money) {
        String digits = withoutCurrency(text);
        boolean negative = false;
        if (digits.startsWith("(") && digits.endsWith(")")) {
            negative = true;
            digits = digits.substring(1, digits.length() - 1).strip();
        } else if (digits.startsWith("-") || digits.startsWith("−") || digits.startsWith("–")) {
            negative = true;
            digits = digits.substring(1).strip();
        } else if (digits.startsWith("+")) {
            digits = digits.substring(1).strip();
        }
        if (AMBIGUOUS.matcher(digits).matches()) {
            return Cell.unusable("import.cell.number-ambiguous");
        }
        String plain = plain(digits);
        if (plain.isEmpty()) {
            return Cell.unusable("import.cell.not-a-number");
        }
        int point = plain.indexOf('.');
        if ((point < 0 ? plain.length() : point) > MOST_INTEGER_DIGITS) {
            return Cell.unusable("import.cell.number-too-large", MOST_INTEGER_DIGITS);
        }
        BigDecimal value = new BigDecimal(plain);
        return of(negative ? value.negate() : value, money);
    }

    /** The same of what is a number already. */
    static Cell of(BigDecimal number, boolean money) {
        if ((long) number.precision() - number.scale() > MOST_INTEGER_DIGITS) {
            return Cell.unusable("import.cell.number-too-large", MOST_INTEGER_DIGITS);
        }
        int decimals = money ? 2 : MOST_DECIMALS;
        return Cell.of(
                (money || number.scale() > decimals
                                ? number.setScale(decimals, RoundingMode.HALF_UP)
                                : number)
                        .toPlainString());
    }

    /** Most amounts begin and end with a digit: no need to look for a currency in them. */
    private static String withoutCurrency(String text) {
        return digit(text.charAt(0)) && digit(text.charAt(text.length() - 1))
                ? text
                : CURRENCY.matcher(text).replaceAll("").strip();
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Digits with at most one decimal point, or nothing if the grouping makes no sense. */
    private static String plain(String digits) {
        Matcher plain = PLAIN.matcher(digits);
        if (plain.matches()) {
            if (plain.group(3) != null) {
                return "0" + digits.replace(',', '.');
            }
            String whole = digits.replace(',', '.');
            return whole.endsWith(".") ? whole.substring(0, whole.length() - 1) : whole;
        }
        for (Pattern grouping :
                new Pattern[] {GROUPED_BY_SPACE, GROUPED_BY_COMMA, GROUPED_BY_DOT}) {
            Matcher grouped = grouping.matcher(digits);
            if (grouped.matches()) {
                String fraction =
                        grouped.group(2) == null ? "" : "." + grouped.group(2).substring(1);
                return grouped.group(1).replaceAll("\\D", "") + fraction;
            }
        }
        return "";
    }
}

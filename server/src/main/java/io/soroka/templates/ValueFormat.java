package io.soroka.templates;

import io.soroka.contacts.FieldType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How values are written in a message. Thousands stand apart by an ordinary space in Russian,
 * although typography asks for a no-break one: U+00A0 is not in GSM-7, and one such character would
 * turn a Latin message into UCS-2 and more than double its price. The minus is the hyphen for the
 * same reason.
 */
public enum ValueFormat {
    /** 25.11.2026, 1 234,56, да. */
    RUSSIAN(' ', ',', DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT), "да", "нет"),
    /** 25 Nov 2026, for 11/12 is two dates on two continents; 1,234.56; yes. */
    ENGLISH(',', '.', DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH), "yes", "no");

    /** More digits before the point than any amount has; writing such a number out is an attack. */
    private static final int MOST_DIGITS = 40;

    private final char group;
    private final char point;
    private final DateTimeFormatter date;
    private final String yes;
    private final String no;

    ValueFormat(char group, char point, DateTimeFormatter date, String yes, String no) {
        this.group = group;
        this.point = point;
        this.date = date;
        this.yes = yes;
        this.no = no;
    }

    /** The format of a language: English for English, otherwise Russian. */
    public static ValueFormat of(Locale locale) {
        return locale.getLanguage().equals("en") ? ENGLISH : RUSSIAN;
    }

    /** A date, as 25.11.2026 or 25 Nov 2026. */
    public String date(LocalDate value) {
        return date.format(value);
    }

    /**
     * A sum, rounded half up to two decimals, none when it is whole; thousands stand apart. The
     * currency is the text's to name.
     */
    public String money(BigDecimal value) {
        if (isMonstrous(value)) {
            return value.toString();
        }
        BigDecimal rounded = value.setScale(2, RoundingMode.HALF_UP);
        boolean whole = rounded.stripTrailingZeros().scale() <= 0;
        return grouped(whole ? rounded.setScale(0, RoundingMode.UNNECESSARY) : rounded, 4);
    }

    /**
     * A number with all its decimals but no trailing zeros. Thousands stand apart from five digits
     * on, as typography has it, so that a year stays a year.
     */
    public String number(BigDecimal value) {
        if (isMonstrous(value)) {
            return value.toString();
        }
        return grouped(value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros(), 5);
    }

    /** Yes or no as a word. */
    public String yesNo(boolean value) {
        return value ? yes : no;
    }

    /** A value that is kept as PostgreSQL writes its type; null stays null. */
    public @Nullable CharSequence stored(FieldType type, @Nullable String value) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case MONEY -> money(new BigDecimal(value));
            case NUMBER -> number(new BigDecimal(value));
            case DATE -> date(LocalDate.parse(value));
            default -> value;
        };
    }

    private static boolean isMonstrous(BigDecimal value) {
        return Math.abs((long) value.precision() - value.scale()) > MOST_DIGITS
                || value.scale() > MOST_DIGITS;
    }

    private String grouped(BigDecimal value, int groupedFrom) {
        String plain = value.abs().toPlainString();
        int dot = plain.indexOf('.');
        int digits = dot < 0 ? plain.length() : dot;
        StringBuilder written = new StringBuilder(plain.length() + digits / 3 + 1);
        if (value.signum() < 0) {
            written.append('-');
        }
        for (int i = 0; i < digits; i++) {
            if (i > 0 && (digits - i) % 3 == 0 && digits >= groupedFrom) {
                written.append(group);
            }
            written.append(plain.charAt(i));
        }
        if (dot >= 0) {
            written.append(point).append(plain, dot + 1, plain.length());
        }
        return written.toString();
    }
}

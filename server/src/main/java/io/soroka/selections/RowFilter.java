package io.soroka.selections;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Whether a row passes a filter; what is compared is of the type that the source gives. */
final class RowFilter {
    private final Selection.Comparison is;
    private final Object wanted;
    private final ZoneId zone;

    /**
     * @param wanted a text, a number or a day
     * @param zone in which moments fall on days
     */
    RowFilter(Selection.Comparison is, Object wanted, ZoneId zone) {
        this.is = is;
        this.wanted = wanted;
        this.zone = zone;
    }

    /**
     * Whether a value passes.
     *
     * @throws InvalidSelection if the value can't be compared with what is wanted
     */
    boolean passes(@Nullable Object value) {
        boolean empty = value == null || value.toString().isBlank();
        if (is == Selection.Comparison.EMPTY || is == Selection.Comparison.NOT_EMPTY) {
            return empty == (is == Selection.Comparison.EMPTY);
        }
        if (value == null || empty) {
            return false;
        }
        int order = compare(value);
        return switch (is) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case EMPTY, NOT_EMPTY -> throw new IllegalStateException();
        };
    }

    private int compare(Object value) {
        try {
            return switch (value) {
                case BigDecimal number -> number.compareTo(new BigDecimal(wanted.toString()));
                case Boolean yes -> Boolean.compare(yes, Boolean.parseBoolean(wanted.toString()));
                case LocalDate day -> day.compareTo(day());
                case LocalDateTime moment -> moment.toLocalDate().compareTo(day());
                case OffsetDateTime moment ->
                        moment.atZoneSameInstant(zone).toLocalDate().compareTo(day());
                default -> text(value.toString());
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw new InvalidSelection("/filters", "selection.filter-unusable");
        }
    }

    /** A file's values are all texts: what is a number or a day by the parameter is read as one. */
    private int text(String value) {
        return switch (wanted) {
            case BigDecimal number -> new BigDecimal(value.strip()).compareTo(number);
            case LocalDate day -> LocalDate.parse(value.strip()).compareTo(day);
            default -> value.strip().compareToIgnoreCase(wanted.toString().strip());
        };
    }

    private LocalDate day() {
        return wanted instanceof LocalDate day ? day : LocalDate.parse(wanted.toString());
    }
}

package io.soroka.contacts.intake;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads days and moments. The day comes before the month unless the year comes first; American
 * month-first dates are refused, since half of them would be misread.
 */
final class Days {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2100;

    /** A year of two digits is taken to lie at most this many years ahead. */
    private static final int YEARS_AHEAD = 20;

    private static final Pattern SHAPE =
            Pattern.compile(
                    "(?:(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4}|\\d{2})|(\\d{4})([./-])(\\d{1,2})\\6(\\d{1,2})|(\\d{4})(\\d{2})(\\d{2}))"
                            + "(?: г\\.?)?"
                            + "(?:[ T,]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?"
                            + " ?(Z|[+-]\\d{2}(?::?\\d{2})?)?)?");

    private Days() {}

    /** A day; a time of day after it is dropped. */
    static Cell day(String text, LocalDate today, boolean past) {
        Matcher shape = SHAPE.matcher(text);
        LocalDate day = shape.matches() ? date(shape, today, past) : null;
        if (day == null || time(shape) == null) {
            return Cell.unusable("import.cell.not-a-date");
        }
        return of(day);
    }

    /**
     * A moment; without a time of day it is the day's start, without an offset it is in the zone.
     */
    static Cell moment(String text, LocalDate today, ZoneId zone) {
        Matcher shape = SHAPE.matcher(text);
        LocalDate day = shape.matches() ? date(shape, today, false) : null;
        LocalTime time = day == null ? null : time(shape);
        if (day == null || time == null) {
            return Cell.unusable("import.cell.not-a-date");
        }
        if (!inRange(day)) {
            return outOfRange();
        }
        try {
            String offset = shape.group(15);
            ZoneId in = offset == null ? zone : ZoneOffset.of(offset);
            return Cell.of(LocalDateTime.of(day, time).atZone(in).toInstant().toString());
        } catch (DateTimeException e) {
            return Cell.unusable("import.cell.not-a-date");
        }
    }

    /** What is a day already. */
    static Cell of(LocalDate day) {
        return inRange(day) ? Cell.of(day.toString()) : outOfRange();
    }

    /** What is a moment already. */
    static Cell of(OffsetDateTime moment) {
        return inRange(moment.toLocalDate())
                ? Cell.of(moment.toInstant().toString())
                : outOfRange();
    }

    private static boolean inRange(LocalDate day) {
        return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
    }

    private static Cell outOfRange() {
        return Cell.unusable("import.cell.date-out-of-range", FIRST_YEAR, LAST_YEAR);
    }

    private static @Nullable LocalDate date(Matcher shape, LocalDate today, boolean past) {
        try {
            if (shape.group(1) != null) {
                int day = number(shape, 1);
                int month = number(shape, 3);
                return shape.group(4).length() == 4
                        ? LocalDate.of(number(shape, 4), month, day)
                        : shortYear(number(shape, 4), month, day, today, past);
            }
            int first = shape.group(5) != null ? 5 : 9;
            return first == 5
                    ? LocalDate.of(number(shape, 5), number(shape, 7), number(shape, 8))
                    : LocalDate.of(number(shape, 9), number(shape, 10), number(shape, 11));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The latest such year that is not too far ahead; for a birth date, not ahead at all. */
    private static LocalDate shortYear(
            int year, int month, int day, LocalDate today, boolean past) {
        LocalDate latest = past ? today : today.plusYears(YEARS_AHEAD);
        int century = latest.getYear() / 100 * 100;
        int full = century + year;
        // 29.02.00 is a day in 2000 only, so the century is chosen before the day is made.
        boolean ahead =
                full > latest.getYear()
                        || (full == latest.getYear()
                                && (month > latest.getMonthValue()
                                        || (month == latest.getMonthValue()
                                                && day > latest.getDayOfMonth())));
        return LocalDate.of(ahead ? full - 100 : full, month, day);
    }

    /** The time of day, midnight if none is written, null if it is no time. */
    private static @Nullable LocalTime time(Matcher shape) {
        if (shape.group(12) == null) {
            return LocalTime.MIDNIGHT;
        }
        try {
            int seconds = shape.group(14) == null ? 0 : number(shape, 14);
            return LocalTime.of(number(shape, 12), number(shape, 13), seconds);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(Matcher shape, int group) {
        return Integer.parseInt(shape.group(group));
    }
}

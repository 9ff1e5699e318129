package io.soroka.events;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** What every event must keep to, whoever tells it. */
public final class EventLimits {
    /** The most characters of an event's id in the telling system. */
    public static final int LONGEST_ID = 100;

    /** The most characters of an attribute. */
    public static final int LONGEST_TEXT = 200;

    private static final int MOST_DIGITS = 15;
    private static final int MOST_DECIMALS = 6;

    /** Clocks differ, and so do opinions about time zones. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private EventLimits() {}

    /** Whether something can be an event's id. */
    public static boolean isId(String id) {
        return !id.isEmpty() && id.length() <= LONGEST_ID && !isBroken(id);
    }

    /** Whether something can be an attribute. */
    public static boolean isText(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_TEXT && !isBroken(text);
    }

    /** Whether something can be an attribute that is a number. */
    public static boolean isNumber(BigDecimal number) {
        return number.scale() <= MOST_DECIMALS && digits(number) <= MOST_DIGITS;
    }

    /** Whether something can be an event's amount. */
    public static boolean isAmount(BigDecimal amount) {
        return amount.scale() <= 2 && digits(amount) <= MOST_DIGITS;
    }

    /** Whether something can have happened then: from {@link Events#EARLIEST} to a day ahead. */
    public static boolean isTime(Instant at, Instant now) {
        return !at.isBefore(Events.EARLIEST) && at.isBefore(now.plus(AHEAD));
    }

    /** Before the decimal point. */
    private static long digits(BigDecimal number) {
        return (long) number.precision() - number.scale();
    }

    /** What a database can't store or a person can't mean. */
    private static boolean isBroken(String text) {
        return text.codePoints()
                .anyMatch(c ->
                        Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}

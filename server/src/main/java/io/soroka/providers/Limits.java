package io.soroka.providers;

import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What we keep to with one connection. Days, months and hours are those of the company; hours begin
 * and end at whole minutes.
 *
 * @param perSecond parts a second at the most; 0 for no limit of ours
 * @param perDay parts a day at the most; 0 for no limit of ours
 * @param perMonth parts a calendar month at the most; 0 for no limit of ours
 * @param opensAt from when on it sends each day; null for around the clock
 * @param closesAt from when on it does not; before {@code opensAt} when it sends over midnight;
 *     null for around the clock
 */
public record Limits(
        int perSecond,
        int perDay,
        int perMonth,
        @Nullable LocalTime opensAt,
        @Nullable LocalTime closesAt) {
    /** No limit of ours. */
    public static final Limits NONE = perSecond(0);

    /** Only so many parts a second. */
    public static Limits perSecond(int parts) {
        return new Limits(parts, 0, 0, null, null);
    }

    /** Whether it sends at this time of day. */
    public boolean isOpenAt(LocalTime time) {
        if (opensAt == null || closesAt == null) {
            return true;
        }
        boolean hasOpened = !time.isBefore(opensAt);
        boolean hasNotClosed = time.isBefore(closesAt);
        return opensAt.isBefore(closesAt) ? hasOpened && hasNotClosed : hasOpened || hasNotClosed;
    }

    /** The first moment not before this one at which it sends. */
    public ZonedDateTime nextOpen(ZonedDateTime from) {
        if (opensAt == null || isOpenAt(from.toLocalTime())) {
            return from;
        }
        ZonedDateTime opening = from.with(opensAt);
        return opening.isBefore(from) ? opening.plusDays(1) : opening;
    }
}

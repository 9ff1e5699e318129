package io.soroka.delivery;

import io.soroka.providers.Flow;
import io.soroka.providers.Limits;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Lets parts out to one connection as far as its limits by day and month, its hours and people
 * allow. What is under way counts as if the provider had taken it, so that no limit is ever
 * exceeded. Its owner counts; others may ask.
 */
final class Gate {
    private final Limits limits;
    private final ZoneId zone;
    private final Clock clock;
    private volatile Flow flow = Flow.OPEN;
    private LocalDate day;
    private long today;
    private long thisMonth;

    /** A message that did not fit into what was left has to wait until then. */
    private Instant fullUntil = Instant.MIN;

    Gate(Limits limits, ZoneId zone, Clock clock) {
        this.limits = limits;
        this.zone = zone;
        this.clock = clock;
        this.day = day();
    }

    private LocalDate day() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    void flow(Flow wanted) {
        flow = wanted;
    }

    /** The company's day. What is counted from now on counts for it. */
    synchronized LocalDate today() {
        LocalDate now = day();
        if (!now.equals(day)) {
            today = 0;
            thisMonth = YearMonth.from(now).equals(YearMonth.from(day)) ? thisMonth : 0;
            day = now;
        }
        return day;
    }

    /** What an earlier owner has counted. */
    synchronized void counted(long partsToday, long partsThisMonth) {
        today = partsToday;
        thisMonth = partsThisMonth;
        fullUntil = Instant.MIN;
    }

    /** The provider has taken these parts, or perhaps has. */
    synchronized void used(int parts) {
        var _ = today();
        today += parts;
        thisMonth += parts;
    }

    /**
     * What of this room may be used now.
     *
     * @param inFlight parts under way
     */
    synchronized Lanes.Room of(Lanes.Room room, int inFlight) {
        Opening.State state = state();
        long left = left() - inFlight;
        if (state == Opening.State.PAUSED || state == Opening.State.SPENT || left <= 0) {
            return Lanes.Room.NONE;
        }
        int most = (int) Math.min(left, Integer.MAX_VALUE);
        int others = state == Opening.State.RESTING ? 0 : room.others();
        return new Lanes.Room(Math.min(room.alarms(), most), Math.min(others, most), most);
    }

    /** The next message has more parts than are left: it waits, and so does what is behind it. */
    synchronized void full() {
        fullUntil = resets();
    }

    synchronized Opening opening() {
        Opening.State state = state();
        boolean opensByItself = state == Opening.State.RESTING || state == Opening.State.SPENT;
        return new Opening(state, opensByItself ? opensNextAt(state) : null, today, thisMonth);
    }

    private Opening.State state() {
        var _ = today();
        if (flow == Flow.PAUSED) {
            return Opening.State.PAUSED;
        }
        if (left() <= 0 || clock.instant().isBefore(fullUntil)) {
            return Opening.State.SPENT;
        }
        if (!limits.isOpenAt(now().toLocalTime())) {
            return Opening.State.RESTING;
        }
        return flow == Flow.DRAINING ? Opening.State.DRAINING : Opening.State.OPEN;
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(zone);
    }

    private Instant opensNextAt(Opening.State state) {
        ZonedDateTime from = state == Opening.State.SPENT ? resets().atZone(zone) : now();
        return limits.nextOpen(from).toInstant();
    }

    private long left() {
        return Math.min(leftToday(), leftThisMonth());
    }

    private long leftToday() {
        return limits.perDay() == 0 ? Long.MAX_VALUE : limits.perDay() - today;
    }

    private long leftThisMonth() {
        return limits.perMonth() == 0 ? Long.MAX_VALUE : limits.perMonth() - thisMonth;
    }

    /** When the limit that is nearer begins anew. */
    private Instant resets() {
        LocalDate then =
                leftThisMonth() <= leftToday()
                        ? YearMonth.from(day).plusMonths(1).atDay(1)
                        : day.plusDays(1);
        return then.atStartOfDay(zone).toInstant();
    }
}

package io.soroka.sources.rest;

import io.soroka.sources.SourceFailure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Where to go on.
 *
 * @param since changes behind this moment are asked for; null for everything
 * @param newest the latest change met on this walk through the pages
 * @param began when the walk began, by our clock
 * @param size how many rows each page has
 * @param next what the next page is called: its number, the rows before it, its cursor or address;
 *     null for the first page
 * @param done whether everything was asked for and nothing is left
 */
record Place(
        @Nullable String since,
        @Nullable String newest,
        String began,
        int size,
        @Nullable String next,
        boolean done) {
    private static final Duration EARLIER = Duration.ofMinutes(5);
    private static final String EVER = "1970-01-01T00:00Z";

    /** The beginning of everything, or of everything in the order of changes. */
    static Place first(boolean changes, Instant now, int size) {
        return new Place(changes ? EVER : null, null, now.toString(), size, null, false);
    }

    static @Nullable Place of(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            Place place = Records.JSON.readValue(cursor, Place.class);
            place.requireMoments();
            return place;
        } catch (JacksonException | DateTimeException e) {
            throw new SourceFailure("source.cursor-unusable");
        }
    }

    private void requireMoments() {
        Instant ignored = Instant.parse(String.valueOf(began));
        require(since);
        require(newest);
        if (size < 1) {
            throw new SourceFailure("source.cursor-unusable");
        }
    }

    private static void require(@Nullable String moment) {
        if (moment != null) {
            OffsetDateTime ignored = OffsetDateTime.parse(moment);
        }
    }

    String cursor() {
        return Records.JSON.writeValueAsString(this);
    }

    /** The moment behind which rows count; null for all. */
    @Nullable OffsetDateTime sinceMoment() {
        return since == null ? null : OffsetDateTime.parse(since);
    }

    /** The same a page further. */
    Place then(String following) {
        return new Place(since, newest, began, size, following, false);
    }

    /** The same with a change met. */
    Place met(OffsetDateTime moment) {
        return newest == null || OffsetDateTime.parse(newest).isBefore(moment)
                ? new Place(since, moment.toString(), began, size, next, false)
                : this;
    }

    /**
     * Behind the last page, where the next walk begins: at the latest change, but not behind the
     * beginning of this walk, since when rows that had been met already may have changed again.
     */
    Place whole(Instant now) {
        String latest = newest;
        if (since == null || latest == null) {
            return new Place(since, null, now.toString(), size, null, since == null);
        }
        Instant beginning = Instant.parse(began);
        String until =
                OffsetDateTime.parse(latest).toInstant().isAfter(beginning)
                        ? beginning.atOffset(ZoneOffset.UTC).toString()
                        : latest;
        return new Place(until, null, now.toString(), size, null, false);
    }

    /**
     * Where another reading of changes begins: some minutes earlier, and not in the middle of
     * pages, whose names may be forgotten by then.
     */
    Place earlier() {
        OffsetDateTime moment = sinceMoment();
        if (moment == null) {
            return this;
        }
        boolean underWay = next != null || EVER.equals(since);
        // That very moment is among them.
        OffsetDateTime from = underWay ? moment : moment.minus(EARLIER).minusNanos(1);
        return new Place(from.toString(), null, began, size, null, false);
    }
}

package io.soroka.sources.jdbc;

import io.soroka.sources.SourceFailure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Behind which row to go on.
 *
 * @param changed when that row changed; null when rows come in the order of their keys
 * @param key its key; null for every row of that moment
 */
record Position(@Nullable String changed, @Nullable String key) {
    private static final Duration EARLIER = Duration.ofMinutes(5);
    private static final JsonMapper JSON = JsonMapper.shared();

    static @Nullable Position of(@Nullable String cursor) {
        try {
            return cursor == null ? null : JSON.readValue(cursor, Position.class);
        } catch (JacksonException e) {
            throw new SourceFailure("source.cursor-unusable");
        }
    }

    String cursor() {
        return JSON.writeValueAsString(this);
    }

    /** A few minutes before; the same where it is no moment that tells of changes. */
    Position earlier() {
        if (changed == null) {
            return this;
        }
        try {
            return new Position(OffsetDateTime.parse(changed).minus(EARLIER).toString(), null);
        } catch (DateTimeException e) {
            try {
                return new Position(LocalDateTime.parse(changed).minus(EARLIER).toString(), null);
            } catch (DateTimeException noMoment) {
                return this;
            }
        }
    }
}

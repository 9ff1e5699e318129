package io.soroka.sources.files;

import io.soroka.sources.SourceFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Behind which row to go on.
 *
 * @param file its file's name
 * @param size the file's bytes
 * @param modified when it was changed, as {@link Instant} writes it
 * @param row how many rows of it were read
 * @param whole whether these are all of them
 * @param until the last file that belongs to this reading, where new ones do not
 */
record Place(
        String file, long size, String modified, long row, boolean whole, @Nullable Until until) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The newest file when a reading of everything began. */
    record Until(String file, String modified) {
        FoundFile found() {
            return new FoundFile(file, 0, Instant.parse(modified));
        }
    }

    static Place behind(FoundFile file, long row, boolean whole, @Nullable FoundFile until) {
        return new Place(
                file.name(),
                file.size(),
                file.modified().toString(),
                row,
                whole,
                until == null ? null : new Until(until.name(), until.modified().toString()));
    }

    static @Nullable Place of(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            Place place = JSON.readValue(cursor, Place.class);
            if (!place.isUsable()) {
                throw new SourceFailure("source.cursor-unusable");
            }
            return place;
        } catch (JacksonException | DateTimeException e) {
            throw new SourceFailure("source.cursor-unusable");
        }
    }

    private boolean isUsable() {
        return Objects.nonNull(file)
                && Objects.nonNull(modified)
                && found().compareTo(until == null ? found() : until.found()) <= 0;
    }

    String cursor() {
        return JSON.writeValueAsString(this);
    }

    FoundFile found() {
        return new FoundFile(file, size, Instant.parse(modified));
    }
}

package io.soroka.lists;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A list of clients.
 *
 * @param madeOf the names of the file, the segment or the lists that it was made of
 * @param members how many are on it now
 * @param unknown numbers that no client had when it was made
 * @param unreadable texts among the numbers that were none
 */
public record ClientList(
        long id,
        long departmentId,
        String name,
        Origin origin,
        List<String> madeOf,
        long members,
        long unknown,
        long unreadable,
        Instant createdAt,
        String createdBy) {

    /** What a list was made of. */
    public enum Origin {
        NUMBERS,
        FILE,
        SEGMENT,
        /** Everybody of some lists. */
        UNION,
        /** Those who are on each of some lists. */
        INTERSECTION,
        /** Those of the first list who are on none of the others. */
        DIFFERENCE;

        /** The name used outside and in the database. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ClientList {
        madeOf = List.copyOf(madeOf);
    }
}

package io.soroka.sources.files;

import java.time.Instant;
import java.util.Comparator;

/**
 * A file in a folder; files come in the order in which they were last changed.
 *
 * @param size in bytes
 * @param modified when it was last changed, by the clock of whoever keeps it
 */
public record FoundFile(String name, long size, Instant modified) implements Comparable<FoundFile> {
    private static final Comparator<FoundFile> ORDER =
            Comparator.comparing(FoundFile::modified).thenComparing(FoundFile::name);

    @Override
    public int compareTo(FoundFile other) {
        return ORDER.compare(this, other);
    }
}

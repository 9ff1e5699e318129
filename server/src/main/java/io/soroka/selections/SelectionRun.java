package io.soroka.selections;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a selection. Its people are visible once it is done, and never in part.
 *
 * @param startedBy a person's name; empty when it was time
 * @param stopping whether somebody wants it to end
 * @param parameters the values it asked with, by name
 * @param hasPeople whether its people are still kept
 * @param failure the key of a sentence in the message bundles, or null
 * @param failureArguments what the sentence needs
 */
public record SelectionRun(
        long id,
        long selectionId,
        Status status,
        Instant startedAt,
        String startedBy,
        @Nullable Instant finishedAt,
        boolean stopping,
        Map<String, String> parameters,
        Counts counts,
        boolean hasPeople,
        @Nullable String failure,
        List<String> failureArguments) {
    public SelectionRun {
        parameters = Map.copyOf(parameters);
        failureArguments = List.copyOf(failureArguments);
    }

    /** How far it is. */
    public enum Status {
        RUNNING,
        DONE,
        FAILED,
        STOPPED
    }

    /**
     * What it found.
     *
     * @param read rows
     * @param people clients
     * @param created those of them who were made by it
     * @param unknown rows of people who are no clients
     * @param repeated rows of clients whom another row brought; the first one counts
     * @param bad values and rows that could not be used
     */
    public record Counts(
            long read, long people, long created, long unknown, long repeated, long bad) {}
}

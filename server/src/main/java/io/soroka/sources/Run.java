package io.soroka.sources;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a source.
 *
 * @param startedBy a person's name; empty when it was time
 * @param stopping whether somebody wants it to end
 * @param failure the key of a sentence in the message bundles, or null
 * @param failureArguments what the sentence needs
 */
public record Run(
        long id,
        long sourceId,
        Mode mode,
        Status status,
        Instant startedAt,
        String startedBy,
        @Nullable Instant finishedAt,
        boolean stopping,
        Counts counts,
        @Nullable String failure,
        List<String> failureArguments) {
    public Run {
        failureArguments = List.copyOf(failureArguments);
    }

    /** What is read. */
    public enum Mode {
        /** What changed since the last time. */
        INCREMENTAL,
        /** Everything; afterwards clients whom the source has no longer may go. */
        FULL,
        /** Everything, and nothing is changed. */
        DRY
    }

    /** How far it is. */
    public enum Status {
        RUNNING,
        DONE,
        FAILED,
        STOPPED
    }

    /**
     * What a run did so far; what a dry run would have done.
     *
     * @param read rows
     * @param created new clients
     * @param changed known clients with other values than before
     * @param unchanged known clients with the same
     * @param removed clients whom the source has no longer, gone
     * @param kept clients whom it has no longer, who stay because they were written to
     * @param bad values and rows that could not be used
     */
    public record Counts(
            long read,
            long created,
            long changed,
            long unchanged,
            long removed,
            long kept,
            long bad) {}
}

package io.soroka.campaigns;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A draft that each whole run of a selection launches.
 *
 * @param unchanged whether it still is the draft that somebody said so of; if not, nothing is
 *     launched before somebody says so again
 * @param setBy who said so
 */
public record SelectionTrigger(
        long campaignId, String campaignName, boolean unchanged, String setBy, Instant setAt) {
    /**
     * What came of one run of the selection.
     *
     * @param run the campaign's run; null when nothing was launched
     * @param problem then why: the code of a problem
     * @param arguments what its sentence needs
     */
    public record Outcome(
            long selectionRun,
            long campaignId,
            @Nullable Long run,
            @Nullable String problem,
            List<String> arguments,
            Instant at) {
        public Outcome {
            arguments = List.copyOf(arguments);
        }
    }
}

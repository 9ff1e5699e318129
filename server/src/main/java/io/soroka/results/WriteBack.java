package io.soroka.results;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That a source gets results, as administrators see it: without the secret.
 *
 * @param options where and by whom they are written, as the source's kind asks
 * @param written so many so far
 * @param failure why it does not go on now, the key of a sentence in the message bundles; or null
 * @param failureArguments what the sentence needs
 */
public record WriteBack(
        long sourceId,
        Map<String, String> options,
        Set<ResultKind> kinds,
        int version,
        long written,
        @Nullable Instant writtenAt,
        @Nullable String failure,
        List<String> failureArguments) {
    public WriteBack {
        options = Map.copyOf(options);
        kinds = Set.copyOf(kinds);
        failureArguments = List.copyOf(failureArguments);
    }

    /**
     * What is wanted.
     *
     * @param secret null to keep the one there is
     */
    public record Wanted(
            Map<String, String> options, @Nullable String secret, Set<ResultKind> kinds) {
        public Wanted {
            options = Map.copyOf(options);
            kinds = Set.copyOf(kinds);
        }

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Wanted";
        }
    }
}

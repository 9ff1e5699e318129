package io.soroka.sources;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message, as the system is told that the client comes from.
 *
 * @param id the same each time it is told, at most {@value #LONGEST_ID} characters
 * @param clientId the client's id in that system; null where it has none
 * @param phone in international writing, digits only
 * @param kind {@code delivered}, {@code failed}, {@code replied} or {@code opted_out}
 * @param campaign its name; null where there was none
 * @param reason why it failed, in a word, with the operator's code behind a colon; else null
 */
public record SourceResult(
        String id,
        @Nullable String clientId,
        String phone,
        String kind,
        Instant at,
        @Nullable String campaign,
        @Nullable String reason) {
    /** The most characters of an id. */
    public static final int LONGEST_ID = 50;

    @Override
    public String toString() {
        return "SourceResult[" + id + "]";
    }
}

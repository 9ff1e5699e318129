package io.soroka.campaigns;

import io.soroka.policy.MessageClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as it is set up. A draft may lack anything but its name and class.
 *
 * @param launched whether it has gone out, or waits for its start; else it is a draft
 * @param sender what recipients see; null for the connection's own
 * @param text the text with its variables; may be empty in a draft
 * @param textId the saved text it was taken from; null for none
 * @param whom whom it goes to; null while nobody has said
 * @param segmentName the segment's name; null when it goes to none
 * @param frozen whether the list of people is fixed at launch; else it is found when it starts
 * @param startAt when it is to start; null for at once
 * @param perMinute messages a minute at the most; null for as fast as the connections go
 * @param step where in the assistant the person was last
 * @param version counts the changes
 */
public record Campaign(
        long id,
        long departmentId,
        String name,
        boolean launched,
        MessageClass messageClass,
        @Nullable String sender,
        String text,
        @Nullable Long textId,
        @Nullable Whom whom,
        @Nullable String segmentName,
        boolean frozen,
        @Nullable Instant startAt,
        @Nullable Integer perMinute,
        Step step,
        int version,
        Instant createdAt,
        String createdBy,
        Instant changedAt) {
    /** The steps of the assistant. */
    public enum Step {
        WHO,
        WHAT,
        WHEN,
        CHECK;

        /** The word used over the API. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}

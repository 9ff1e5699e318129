package io.soroka.templates;

import io.soroka.policy.MessageClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A text kept for campaigns to come.
 *
 * @param name unique in the department
 * @param text with its variables
 * @param sender what recipients see; null for the connection's own
 * @param changedBy name of the user who changed it last
 */
public record SavedText(
        long id,
        long departmentId,
        String name,
        String text,
        MessageClass messageClass,
        @Nullable String sender,
        Instant changedAt,
        String changedBy) {
    /** What is to be kept. */
    public record Wanted(
            String name, String text, MessageClass messageClass, @Nullable String sender) {
        @Override
        public String toString() {
            return "Wanted";
        }
    }

    /** Leaves the text out. */
    @Override
    public String toString() {
        return "SavedText[" + id + "]";
    }
}

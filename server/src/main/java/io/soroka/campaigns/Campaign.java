package io.soroka.campaigns;

import io.soroka.policy.MessageClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as it is set up.
 *
 * @param sender what recipients see; null for the connection's own
 * @param text the text with its variables
 * @param segmentId the saved segment it goes to; null when it has criteria of its own
 * @param segmentName the segment's name; null without one
 * @param criteria the criteria tree as JSON
 */
public record Campaign(
        long id,
        long departmentId,
        String name,
        MessageClass messageClass,
        @Nullable String sender,
        String text,
        @Nullable Long segmentId,
        @Nullable String segmentName,
        String criteria,
        Instant createdAt,
        String createdBy) {}

package io.soroka.segments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Conditions with a name.
 *
 * @param id its id
 * @param departmentId whose it is, and whose clients it finds
 * @param name unique in the department
 * @param tree the conditions as JSON, for {@link Criteria#parse}
 * @param createdAt when it was saved
 * @param createdBy the name of the user who saved it, or null if the system did
 * @param changedAt when name or conditions were last changed
 */
public record Segment(
        long id,
        long departmentId,
        String name,
        String tree,
        Instant createdAt,
        @Nullable String createdBy,
        Instant changedAt) {}

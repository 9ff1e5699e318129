package io.soroka.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a program's key; the key itself is not.
 *
 * @param prefix its first characters, by which people tell keys apart
 * @param department in which it acts
 * @param createdBy the name of whoever made it
 * @param lastUsedAt to the minute; null if never
 * @param expiresAt when it stops working; null if never
 */
public record ApiKey(
        long id,
        String name,
        String prefix,
        List<Scope> scopes,
        Department department,
        Instant createdAt,
        String createdBy,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt) {}

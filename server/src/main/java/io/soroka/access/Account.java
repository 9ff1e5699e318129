package io.soroka.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user as administrators see them.
 *
 * @param lockedUntil until when their log-in is locked after wrong passwords; null if it is not
 * @param lastSeenAt their latest request in a session, to the minute; null if there was none
 */
public record Account(User user, @Nullable Instant lockedUntil, @Nullable Instant lastSeenAt) {}

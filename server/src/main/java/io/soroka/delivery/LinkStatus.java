package io.soroka.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a connection's link is.
 *
 * @param sessions how many are up
 * @param lastError what last went wrong with the link itself, in the words of protocol and network;
 *     null when nothing did since it was opened
 * @param lastErrorAt when that was
 */
public record LinkStatus(int sessions, @Nullable String lastError, @Nullable Instant lastErrorAt) {}

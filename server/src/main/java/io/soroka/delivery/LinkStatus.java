package io.soroka.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How a connection's link is.
 *
 * @param sessions sessions that are bound
 * @param trouble why the last one was lost or refused; null when there is none
 */
record LinkStatus(int sessions, @Nullable String trouble) {}

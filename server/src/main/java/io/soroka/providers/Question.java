package io.soroka.providers;

import org.jspecify.annotations.Nullable;

/**
 * What became of a part that the provider took?
 *
 * @param providerId the id that it gave the part
 * @param sender what the message was sent from; null for the connection's own
 */
public record Question(String providerId, @Nullable String sender) {}

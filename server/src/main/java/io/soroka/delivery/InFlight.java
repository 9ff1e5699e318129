package io.soroka.delivery;

/**
 * A part under an intent whose outcome is not stored yet.
 *
 * @param intent the intent's id
 */
record InFlight(Tracked message, int part, int attempt, OpenIntent intent) {}

package io.soroka.delivery;

/** One attempt at one part of a tracked message. */
record PartRef(Tracked message, int part, int attempt) {}

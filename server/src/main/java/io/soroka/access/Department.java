package io.soroka.access;

/**
 * A part of the company to which people and their work belong.
 *
 * @param name 1 to 200 characters, unlike any other's
 */
public record Department(long id, String name) {}

package io.soroka.sources;

/**
 * A column of an {@link Entity}.
 *
 * @param key whether it alone tells rows apart, as far as the source knows
 */
public record Column(String name, ColumnType type, boolean key) {}

package io.soroka.imports;

import java.util.List;

/**
 * Something about one row of an imported file.
 *
 * @param line the line of the file on which the row begins, the first being 1
 * @param column the header of the column concerned
 * @param messageKey the key, in the message bundles, of what is wrong
 * @param arguments what the message needs
 * @param value what stands in the cell, shortened, and masked where it is personal
 */
public record ImportProblem(
        long line, String column, String messageKey, List<String> arguments, String value) {}

package io.soroka.contacts.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a written value turned out to hold.
 *
 * @param value the value as PostgreSQL reads it, or null when the cell is empty or unusable
 * @param problem the message key of what is wrong with it, or null
 * @param arguments what the message needs; never the value itself
 */
public record Cell(@Nullable String value, @Nullable String problem, List<String> arguments) {

    /** Nothing stands there. */
    public static final Cell EMPTY = new Cell(null, null, List.of());

    /** A value as PostgreSQL reads it. */
    public static Cell of(String value) {
        return new Cell(value, null, List.of());
    }

    /** Something stands there that can not be a value of the field. */
    public static Cell unusable(String problem, Object... arguments) {
        return new Cell(
                null, problem, java.util.Arrays.stream(arguments).map(String::valueOf).toList());
    }
}

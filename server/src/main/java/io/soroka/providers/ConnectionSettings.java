package io.soroka.providers;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One connection as it is set up.
 *
 * @param id its number in the database
 * @param kind the connector's word
 * @param limits what we keep to with it
 * @param prefixes beginnings of numbers that it serves first, such as {@code 7916}; empty for none
 *     in particular
 * @param fallbacks connections that stand in for it, the preferred one first
 * @param options what the connector itself asks for (host, port, …)
 * @param secret password or key; never printed
 */
public record ConnectionSettings(
        int id,
        String name,
        String kind,
        Limits limits,
        List<String> prefixes,
        List<Integer> fallbacks,
        Map<String, String> options,
        String secret) {
    /**
     * A text option.
     *
     * @throws InvalidConnection when it must be given and is not
     */
    public String text(ConnectorOption option) {
        String value = options.get(option.key());
        if (value != null && !value.isBlank()) {
            option.check(value);
            return value;
        }
        if (option.required()) {
            throw new InvalidConnection(option.key(), "connection.missing");
        }
        return Objects.requireNonNullElse(option.defaultValue(), "");
    }

    /**
     * A whole number within the option's limits.
     *
     * @throws InvalidConnection when it is none
     */
    public int number(ConnectorOption option) {
        String value = text(option);
        option.check(value);
        return Integer.parseInt(value.strip());
    }

    @Override
    public String toString() {
        return "ConnectionSettings[" + id + " " + name + "]";
    }
}

package io.soroka.providers;

import java.util.List;
import java.util.Map;

/**
 * One connection as it is set up.
 *
 * @param id its number in the database
 * @param kind the connector's word
 * @param ratePerSecond parts a second at the most; 0 for no limit of ours
 * @param prefixes beginnings of numbers that it serves first, such as {@code 7916}; empty for none
 *     in particular
 * @param options what the connector itself asks for (host, port, …)
 * @param secret password or key; never printed
 */
public record ConnectionSettings(
        int id,
        String name,
        String kind,
        int ratePerSecond,
        List<String> prefixes,
        Map<String, String> options,
        String secret) {
    /** An option that must be there. */
    public String required(String option) {
        String value = options.get(option);
        if (value == null || value.isBlank()) {
            throw new InvalidConnection(option, "is missing");
        }
        return value;
    }

    /** An option as a whole number within limits. */
    public int number(String option, int otherwise, int min, int max) {
        String value = options.get(option);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below together with numbers out of range.
        }
        throw new InvalidConnection(
                option, "is " + value + ", but must be a whole number from " + min + " to " + max);
    }

    @Override
    public String toString() {
        return "ConnectionSettings[" + id + " " + name + "]";
    }
}

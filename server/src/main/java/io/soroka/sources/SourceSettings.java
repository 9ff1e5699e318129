package io.soroka.sources;

import java.util.Map;
import java.util.Objects;

/**
 * How a source is reached.
 *
 * @param options what its kind asks for
 * @param secret password or key; never printed
 * @param statementSeconds the longest that one question may take, 1 to 600
 */
public record SourceSettings(Map<String, String> options, String secret, int statementSeconds) {
    public SourceSettings {
        options = Map.copyOf(options);
    }

    /** An option as it was given, or its default, stripped. */
    public String text(SourceOption option) {
        String value = options.getOrDefault(option.key(), "").strip();
        return value.isEmpty() ? Objects.requireNonNullElse(option.otherwise(), "") : value;
    }

    /** A whole number. */
    public int number(SourceOption option) {
        return Integer.parseInt(text(option));
    }

    @Override
    public String toString() {
        return "SourceSettings";
    }
}

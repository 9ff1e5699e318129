package io.soroka.providers;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a connector asks for. Title and help stand in the message bundles under {@code
 * connector.<kind>.<key>.title} and {@code .help}.
 *
 * @param defaultValue what counts when nothing is given; null for nothing
 * @param min the least number, or the fewest characters; null for no limit
 * @param max the greatest number, or the most characters; null for no limit
 * @param choices the words to choose from, for {@link Type#CHOICE}; else empty
 * @param advanced whether most connections do without it; people see it when they ask for more
 */
public record ConnectorOption(
        String key,
        Type type,
        @Nullable String defaultValue,
        @Nullable Integer min,
        @Nullable Integer max,
        boolean required,
        List<String> choices,
        boolean advanced) {
    /** The key of the connection's one secret; it is kept apart from the options. */
    public static final String SECRET = "secret";

    /** What an option holds. */
    public enum Type {
        TEXT,
        /** A text of several lines, such as certificates. */
        LINES,
        NUMBER,
        CHOICE,
        YES_NO,
        /** A password or key, which never comes back. */
        SECRET;

        /** The word used over the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ConnectorOption {
        choices = List.copyOf(choices);
    }

    private ConnectorOption(
            String key,
            Type type,
            @Nullable String defaultValue,
            @Nullable Integer min,
            @Nullable Integer max,
            boolean required,
            List<String> choices) {
        this(key, type, defaultValue, min, max, required, choices, false);
    }

    /** The same, which most connections do without. */
    public ConnectorOption asAdvanced() {
        return new ConnectorOption(key, type, defaultValue, min, max, required, choices, true);
    }

    /** A text that must be given. */
    public static ConnectorOption required(String key, int longest) {
        return new ConnectorOption(key, Type.TEXT, null, 1, longest, true, List.of());
    }

    /** A text that may be left out. */
    public static ConnectorOption text(String key, String otherwise, int longest) {
        return new ConnectorOption(key, Type.TEXT, otherwise, 0, longest, false, List.of());
    }

    /** A text of several lines that may be left out. */
    public static ConnectorOption lines(String key, int longest) {
        return new ConnectorOption(key, Type.LINES, null, 0, longest, false, List.of());
    }

    /** A whole number. */
    public static ConnectorOption number(String key, int otherwise, int min, int max) {
        return new ConnectorOption(
                key, Type.NUMBER, Integer.toString(otherwise), min, max, false, List.of());
    }

    /** One of several words. */
    public static ConnectorOption choice(String key, String otherwise, List<String> choices) {
        return new ConnectorOption(key, Type.CHOICE, otherwise, null, null, false, choices);
    }

    /** Yes or no. */
    public static ConnectorOption yesNo(String key, boolean otherwise) {
        return new ConnectorOption(
                key,
                Type.YES_NO,
                Boolean.toString(otherwise),
                null,
                null,
                false,
                List.of("true", "false"));
    }

    /** The connection's secret. */
    public static ConnectorOption secret(int longest) {
        return new ConnectorOption(SECRET, Type.SECRET, null, 0, longest, false, List.of());
    }

    /**
     * Checks a value that was given for it.
     *
     * @throws InvalidConnection saying what it may be
     */
    void check(String value) {
        switch (type) {
            case TEXT, LINES, SECRET -> {
                if ((max != null && value.length() > max)
                        || value.chars().anyMatch(this::isUnusable)) {
                    throw new InvalidConnection(
                            key, "connection.text-unusable", String.valueOf(max));
                }
            }
            case NUMBER -> {
                if (!isWithin(value)) {
                    throw new InvalidConnection(
                            key,
                            "connection.number-unusable",
                            String.valueOf(min),
                            String.valueOf(max));
                }
            }
            case CHOICE, YES_NO -> {
                if (!choices.contains(value)) {
                    throw new InvalidConnection(
                            key, "connection.no-such-choice", String.join(", ", choices));
                }
            }
        }
    }

    private boolean isUnusable(int character) {
        boolean endsLine = character == '\n' || character == '\r';
        return Character.isISOControl(character) && !(type == Type.LINES && endsLine);
    }

    private boolean isWithin(String value) {
        try {
            int number = Integer.parseInt(value.strip());
            return (min == null || number >= min) && (max == null || number <= max);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}

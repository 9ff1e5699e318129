package io.soroka.sources;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a kind of source asks for. Its words stand in the message bundles under {@code
 * source.<kind>.<key>.title} and {@code .help}, for each choice {@code
 * source.<kind>.<key>.<choice>}.
 *
 * @param otherwise what counts when nothing is given; null if something must be
 * @param form what a text looks like
 * @param min the least number
 * @param max the greatest number, or the most characters
 * @param choices the words to choose from; else empty
 */
public record SourceOption(
        String key,
        Type type,
        @Nullable String otherwise,
        Pattern form,
        int min,
        int max,
        List<String> choices) {
    /** The key of the one secret; it is kept apart from the options. */
    public static final String SECRET = "secret";

    private static final Pattern ONE_LINE = Pattern.compile("\\P{Cntrl}*");
    private static final Pattern LINES = Pattern.compile("[\\P{Cntrl}\\r\\n]*");

    /** What an option holds. */
    public enum Type {
        TEXT,
        /** A text of several lines, such as certificates. */
        LINES,
        NUMBER,
        CHOICE,
        /** A password or key, which never comes back. */
        SECRET;

        /** The word used over the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SourceOption {
        choices = List.copyOf(choices);
    }

    /** A text that must be given and looks so. */
    public static SourceOption required(String key, int longest, Pattern form) {
        return new SourceOption(key, Type.TEXT, null, form, 0, longest, List.of());
    }

    /** A text that must be given. */
    public static SourceOption required(String key, int longest) {
        return required(key, longest, ONE_LINE);
    }

    /** A text that looks so and may be left out. */
    public static SourceOption optional(String key, int longest, Pattern form) {
        return new SourceOption(key, Type.TEXT, "", form, 0, longest, List.of());
    }

    /** Several lines that may be left out. */
    public static SourceOption lines(String key, int longest) {
        return new SourceOption(key, Type.LINES, "", LINES, 0, longest, List.of());
    }

    /** A whole number. */
    public static SourceOption number(String key, int otherwise, int min, int max) {
        return new SourceOption(
                key, Type.NUMBER, Integer.toString(otherwise), ONE_LINE, min, max, List.of());
    }

    /** One of several words. */
    public static SourceOption choice(String key, String otherwise, List<String> choices) {
        return new SourceOption(key, Type.CHOICE, otherwise, ONE_LINE, 0, 0, choices);
    }

    /** The secret, which may be left out. */
    public static SourceOption secret(int longest) {
        return new SourceOption(SECRET, Type.SECRET, "", ONE_LINE, 0, longest, List.of());
    }

    /** The secret where it may be a key of several lines. */
    public static SourceOption secretLines(int longest) {
        return new SourceOption(SECRET, Type.SECRET, "", LINES, 0, longest, List.of());
    }

    /** Whether a value that is not blank can be used. */
    boolean accepts(String value) {
        return switch (type) {
            case TEXT, LINES, SECRET -> value.length() <= max && form.matcher(value).matches();
            case CHOICE -> choices.contains(value);
            case NUMBER -> isWithin(value);
        };
    }

    private boolean isWithin(String value) {
        try {
            int number = Integer.parseInt(value);
            return number >= min && number <= max;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}

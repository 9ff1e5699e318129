package io.soroka.sources.files;

import io.soroka.sources.SourceOption;
import io.soroka.sources.SourceSettings;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which files of a folder are read, and how.
 *
 * @param patterns names of files with {@code *} and {@code ?}; each is one entity
 * @param newest whether the newest file is everything; otherwise each brings some rows
 * @param quiet how long a file must not have changed
 */
public record FolderOptions(List<String> patterns, boolean newest, Duration quiet) {
    /** Patterns, one a line. */
    public static final SourceOption PATTERNS =
            new SourceOption(
                    "patterns",
                    SourceOption.Type.LINES,
                    "*.csv\n*.xlsx",
                    Pattern.compile("[^\\p{Cntrl}/\\\\]*([\\r\\n]+[^\\p{Cntrl}/\\\\]*)*+"),
                    0,
                    2_000,
                    List.of());

    /** What files are to each other. */
    public static final SourceOption TAKE =
            SourceOption.choice("take", "newest", List.of("newest", "all"));

    /** Seconds without a change. */
    public static final SourceOption QUIET = SourceOption.number("quiet", 60, 1, 86_400);

    public FolderOptions {
        patterns = List.copyOf(patterns);
    }

    /** What was set. */
    public static FolderOptions of(SourceSettings settings) {
        return new FolderOptions(
                settings.text(PATTERNS)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .distinct()
                        .toList(),
                settings.text(TAKE).equals("newest"),
                Duration.ofSeconds(settings.number(QUIET)));
    }

    /** Whether a name fits a pattern; takes no longer than their lengths multiplied. */
    static boolean fits(String pattern, String name) {
        int at = 0;
        int star = -1;
        int behindStar = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                behindStar = i;
            } else if (at < pattern.length()
                    && (pattern.charAt(at) == '?' || pattern.charAt(at) == name.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++behindStar;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}

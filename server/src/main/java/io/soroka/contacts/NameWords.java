package io.soroka.contacts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The words of names that a department's clients have, and which of them somebody may have meant.
 *
 * <p>One mistake, be it a letter too much, too few, another one or two that changed places, leaves
 * the first or the last (n − 1) / 2 letters of a word as they are. So those words are looked at
 * that begin or end so and are about as long; how far they are from what was written is counted
 * here.
 */
final class NameWords {

    private static final Pattern GAP = Pattern.compile("[-.,\\s\\u00a0]+");
    private static final Pattern QUOTES = Pattern.compile("[\"«»()']");
    private static final String LAST_CHARACTER = "\udbff\udfff";
    private static final int MOST_BEGUN = 300;
    private static final int MOST_LOOKED_AT = 50_000;
    private static final int MOST_NEAR = 60;

    /** Shorter ones are all near each other. */
    private static final int SHORTEST = 3;

    /** Words so long forgive a second mistake. */
    private static final int LONG = 8;

    private final JdbcClient jdbc;

    NameWords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A word that may be meant.
     *
     * @param distance 0 for what was written, 1 for what begins so, then more with each mistake
     */
    record Meant(String word, int distance) {}

    /** Words as function {@code name_words} makes them. */
    static List<String> split(String name) {
        String plain =
                QUOTES.matcher(name.toLowerCase(Locale.ROOT).replace('ё', 'е')).replaceAll("");
        return GAP.splitAsStream(plain).filter(word -> !word.isEmpty()).distinct().toList();
    }

    /** Words that begin with this one. */
    List<Meant> begun(@Nullable Long departmentId, String word) {
        return between(departmentId, "word", word, 0, Integer.MAX_VALUE, MOST_BEGUN).stream()
                .map(found -> new Meant(found, 1))
                .toList();
    }

    /** Words that differ by a mistake, the nearest first. */
    List<Meant> near(@Nullable Long departmentId, String word) {
        int length = word.codePointCount(0, word.length());
        if (length < SHORTEST || length != word.length()) {
            return List.of();
        }
        int mistakes = length >= LONG ? 2 : 1;
        int whole = (length - 1) / 2;
        Set<String> candidates =
                new LinkedHashSet<>(
                        between(
                                departmentId,
                                "word",
                                word.substring(0, whole),
                                length - mistakes,
                                length + mistakes,
                                MOST_LOOKED_AT));
        String end = new StringBuilder(word.substring(length - whole)).reverse().toString();
        candidates.addAll(
                between(
                        departmentId,
                        "reverse(word)",
                        end,
                        length - mistakes,
                        length + mistakes,
                        MOST_LOOKED_AT));
        List<Meant> near = new ArrayList<>();
        for (String candidate : candidates) {
            int distance = distance(word, candidate, mistakes);
            if (distance <= mistakes) {
                near.add(new Meant(candidate, 1 + distance));
            }
        }
        return near.stream()
                .sorted(Comparator.comparingInt(Meant::distance).thenComparing(Meant::word))
                .limit(MOST_NEAR)
                .toList();
    }

    /** Bounds rather than LIKE: no character of the query means anything but itself. */
    private List<String> between(
            @Nullable Long departmentId,
            String expression,
            String beginning,
            int shortest,
            int longest,
            int limit) {
        List<Object> parameters = new ArrayList<>();
        if (departmentId != null) {
            parameters.add(departmentId);
        }
        parameters.addAll(List.of(beginning, beginning + LAST_CHARACTER, shortest, longest, limit));
        return jdbc.sql(
                        """
                        select word from name_word
                        where %s %s >= ? and %2$s < ? and char_length(word) between ? and ?
                        limit ?
                        """
                                .formatted(
                                        departmentId == null ? "" : "department_id = ? and",
                                        expression))
                .params(parameters)
                .query((row, number) -> row.getString("word"))
                .list();
    }

    /** How far a name is from what was meant: the sum over the words of the nearest one it has. */
    static int distance(String name, List<List<Meant>> meant) {
        Set<String> has = Set.copyOf(split(name));
        int sum = 0;
        for (List<Meant> word : meant) {
            sum +=
                    word.stream()
                            .filter(one -> has.contains(one.word()))
                            .mapToInt(Meant::distance)
                            .min()
                            .orElse(0);
        }
        return sum;
    }

    /**
     * How many letters were added, left out, replaced or swapped with their neighbour.
     *
     * @return anything above {@code most} if there are more than that
     */
    static int distance(String a, String b, int most) {
        if (Math.abs(a.length() - b.length()) > most) {
            return most + 1;
        }
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + cost);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least > most) {
                return most + 1;
            }
            int[] spare = before;
            before = above;
            above = row;
            row = spare;
        }
        return above[b.length()];
    }
}

package io.soroka.contacts;

import io.soroka.platform.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody typed to find a client.
 *
 * @param text all of it, for the id in another system
 * @param words of a name, as {@code name_words} in the database makes them
 * @param numberEnd the last digits of a number, at least four
 */
record ClientQuery(String text, List<String> words, Optional<String> numberEnd) {

    private static final int LONGEST = 100;
    private static final int MOST_WORDS = 6;
    private static final int FEWEST_DIGITS = 4;

    /** A Russian number is dialled with 8 and stored with 7: only what follows is compared. */
    private static final int MOST_DIGITS = 10;

    /** Digits with what stands between and for them: blanks, hyphens, dots, dots of a mask. */
    private static final Pattern NUMBER =
            Pattern.compile(
                    "(?<![\\p{L}\\d])\\+?[\\d(][\\d\\s\\u00a0()\\-–·•…*.]*\\d(?![\\p{L}\\d])");

    private static final Pattern MASK = Pattern.compile("[·•…*]");

    /** Whether {@link #parse} would take it. */
    static boolean isUsable(String query) {
        String text = Tidy.text(query);
        return !text.isEmpty() && text.length() <= LONGEST;
    }

    static ClientQuery parse(String query) {
        String text = Tidy.text(query);
        if (text.isEmpty()) {
            throw new ProblemException(422, "search-empty").at("/query");
        }
        if (text.length() > LONGEST) {
            throw new ProblemException(422, "search-too-long", LONGEST).at("/query");
        }
        Optional<String> end = Optional.empty();
        Matcher number = NUMBER.matcher(text);
        StringBuilder names = new StringBuilder();
        int rest = 0;
        while (number.find()) {
            String digits = digits(number.group());
            if (digits.length() >= FEWEST_DIGITS) {
                end = Optional.of(digits.substring(Math.max(0, digits.length() - MOST_DIGITS)));
                names.append(text, rest, number.start()).append(' ');
                rest = number.end();
            }
        }
        List<String> words = NameWords.split(names.append(text.substring(rest)).toString());
        return new ClientQuery(text, words.subList(0, Math.min(words.size(), MOST_WORDS)), end);
    }

    /** The digits behind the last hidden one. */
    private static String digits(String number) {
        int from = 0;
        for (Matcher mask = MASK.matcher(number); mask.find(); ) {
            from = mask.end();
        }
        StringBuilder found = new StringBuilder();
        number.substring(from)
                .chars()
                .filter(c -> c >= '0' && c <= '9')
                .forEach(c -> found.append((char) c));
        return found.toString();
    }
}

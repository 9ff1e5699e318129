package io.soroka.inbox;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Understands "no more messages" in Russian and English: the usual words, also with thanks,
 * punctuation, other case and Latin look-alikes around them.
 */
final class OptOutWords {
    /**
     * Alone they mean stop; inside a longer sentence they may mean anything ("нет, спасибо" to a
     * question).
     */
    private static final Set<String> ALONE =
            Set.of(
                    "стоп",
                    "stop",
                    "отписка",
                    "нет",
                    "отказ",
                    "end",
                    "quit",
                    "cancel",
                    "unsubscribe",
                    "revoke",
                    "stopall");

    /** Said anywhere they mean stop. */
    private static final List<String> ANYWHERE =
            List.of(
                    "отпис",
                    "отпиш",
                    "не пишите",
                    "не присылайте",
                    "не шлите",
                    "хватит писать",
                    "хватит слать",
                    "opt out",
                    "optout",
                    "unsubscribe",
                    "do not text",
                    "dont text",
                    "stop texting");

    private static final Set<String> AROUND =
            Set.of(
                    "спасибо",
                    "пожалуйста",
                    "thank",
                    "thanks",
                    "you",
                    "please",
                    "sms",
                    "смс",
                    "рассылка",
                    "рассылку",
                    "рассылки");

    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern APOSTROPHES = Pattern.compile("['’`]");

    private OptOutWords() {}

    static boolean in(String text) {
        String plain =
                NOT_WORDS
                        .matcher(APOSTROPHES.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(""))
                        .replaceAll(" ")
                        .strip()
                        .replace('ё', 'е');
        if (says(plain)) {
            return true;
        }
        // Phones with a Latin keyboard and hurried people mix alphabets: "CTOП" looks like "СТОП".
        return says(lookAlike(plain));
    }

    private static boolean says(String plain) {
        if (ANYWHERE.stream().anyMatch(plain::contains)) {
            return true;
        }
        List<String> words =
                List.of(plain.split(" ")).stream().filter(word -> !AROUND.contains(word)).toList();
        return !words.isEmpty() && words.stream().allMatch(ALONE::contains);
    }

    private static String lookAlike(String text) {
        String latin = "ctopnehkmabxy";
        String cyrillic = "сторпенкмавху";
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int place = latin.indexOf(c);
            out.append(place < 0 ? c : cyrillic.charAt(place));
        }
        return out.toString();
    }
}

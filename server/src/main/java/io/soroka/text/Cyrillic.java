package io.soroka.text;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cyrillic letters in Latin: how they are spelt, and which of them merely look Latin.
 *
 * <p>The spelling is that of Russian passports and bank cards (ICAO Doc 9303, part 3, table 6B): it
 * is what people know from their own names, it is short, and it stays within GSM-7. GOST 7.79-2000
 * system B would write the soft sign as a grave accent, which GSM-7 does not have, and Щ and Ъ with
 * more characters. Ukrainian and Belarusian letters follow the same table.
 */
final class Cyrillic {
    private static final String LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў";

    private static final String[] LATIN = {
        "a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r",
        "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "ie", "y", "", "e", "iu", "ia", "i",
        "i", "ie", "g", "u"
    };

    private static final String LOOK_ALIKE = "АВЕКМНОРСТУХЅІЈаеорсухѕіј";
    private static final String LOOKS_LIKE = "ABEKMHOPCTYXSIJaeopcyxsij";

    private Cyrillic() {}

    static boolean is(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.CYRILLIC;
    }

    /** The Latin letter that looks the same, or null. */
    static @Nullable String lookAlike(int codePoint) {
        int index = LOOK_ALIKE.indexOf(codePoint);
        return index < 0 ? null : LOOKS_LIKE.substring(index, index + 1);
    }

    /**
     * The Latin spelling of the letter at a position, or null when it is not a letter of the table.
     * Of several letters for one capital only the first is a capital ("Shchuka"), unless the word
     * is in capitals ("SHCHUKA"), which the letter after it tells, or at the word's end the one
     * before it.
     */
    static @Nullable String latin(CharSequence text, int position) {
        char letter = text.charAt(position);
        char small = Character.toLowerCase(letter);
        int index = LETTERS.indexOf(small);
        if (index < 0) {
            return null;
        }
        String latin = LATIN[index];
        if (letter == small || latin.isEmpty()) {
            return latin;
        }
        return Character.toUpperCase(latin.charAt(0))
                + (inCapitals(text, position)
                        ? latin.substring(1).toUpperCase(Locale.ROOT)
                        : latin.substring(1));
    }

    private static boolean inCapitals(CharSequence text, int position) {
        if (position + 1 < text.length() && Character.isLetter(text.charAt(position + 1))) {
            return Character.isUpperCase(text.charAt(position + 1));
        }
        return position > 0 && Character.isUpperCase(text.charAt(position - 1));
    }
}

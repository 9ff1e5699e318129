package io.soroka.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what makes a mostly Latin text UCS-2, and what to write instead. */
final class Offenders {
    private Offenders() {}

    static List<Offender> in(String text) {
        if (Gsm7.septets(text) >= 0 || !mostlyGsm7(text)) {
            return List.of();
        }
        List<Offender> found = new ArrayList<>();
        int next;
        for (int at = 0; at < text.length(); at = next) {
            int c = text.codePointAt(at);
            next = at + Character.charCount(c);
            if (c > Character.MAX_VALUE || !Gsm7.has((char) c)) {
                found.add(new Offender(at, text.substring(at, next), replacement(text, at, c)));
            }
        }
        return List.copyOf(found);
    }

    /**
     * Whether the text's letters are GSM-7's for the greater part. Otherwise it is written in
     * another script, and naming every letter of it would help nobody.
     */
    private static boolean mostlyGsm7(String text) {
        int balance =
                text.codePoints()
                        .filter(Character::isLetter)
                        .map(c -> c <= Character.MAX_VALUE && Gsm7.has((char) c) ? 1 : latin(c))
                        .sum();
        return balance >= 0;
    }

    /** A Latin letter with a foreign accent neither helps nor harms a text's being Latin. */
    private static int latin(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.LATIN ? 0 : -1;
    }

    static @Nullable String replacement(String text, int at, int codePoint) {
        if (!Cyrillic.is(codePoint)) {
            return Replacements.of(codePoint);
        }
        String lookAlike = Cyrillic.lookAlike(codePoint);
        // One letter that only Cyrillic has makes its word Russian: СТОП is STOP, but СARD is CARD.
        return lookAlike != null && onlyLookAlikes(text, at) ? lookAlike : Cyrillic.latin(text, at);
    }

    private static boolean onlyLookAlikes(String text, int at) {
        int start = at;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        for (int i = start; i < text.length() && Character.isLetter(text.charAt(i)); i++) {
            if (Cyrillic.is(text.charAt(i)) && Cyrillic.lookAlike(text.charAt(i)) == null) {
                return false;
            }
        }
        return true;
    }
}

package io.soroka.text;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to write in GSM-7 instead of signs, blanks and Latin letters that it does not have. */
final class Replacements {
    private static final Map<Integer, String> SIGNS = signs();

    private Replacements() {}

    private static Map<Integer, String> signs() {
        Map<Integer, String> signs = new HashMap<>();
        put(signs, "\"", "“”„‟«»″〝〞");
        put(signs, "'", "‘’‚‛`´′ʹʻʼˈ‹›");
        put(signs, "-", "‐‑‒–—―−⁃");
        put(signs, "*", "•·∙●▪■★☆");
        put(signs, "/", "⁄∕÷");
        put(signs, "|", "¦");
        put(signs, "<", "←");
        put(signs, ">", "→");
        put(signs, "<=", "≤");
        put(signs, ">=", "≥");
        put(signs, "!=", "≠");
        put(signs, "~", "≈");
        put(signs, "+/-", "±");
        put(signs, "x", "×");
        put(signs, "1/4", "¼");
        put(signs, "1/2", "½");
        put(signs, "3/4", "¾");
        put(signs, "No", "№");
        put(signs, "(c)", "©");
        put(signs, "(R)", "®");
        put(signs, "deg", "°");
        put(signs, "u", "µ");
        put(signs, "c", "¢");
        put(signs, "RUB", "₽");
        put(signs, "UAH", "₴");
        put(signs, "KZT", "₸");
        put(signs, "INR", "₹");
        put(signs, "oe", "œ");
        put(signs, "OE", "Œ");
        put(signs, "l", "ł");
        put(signs, "L", "Ł");
        put(signs, "d", "đð");
        put(signs, "D", "ĐÐ");
        put(signs, "h", "ħ");
        put(signs, "H", "Ħ");
        put(signs, "th", "þ");
        put(signs, "Th", "Þ");
        put(signs, "i", "ı");
        put(signs, "SS", "ẞ");
        put(signs, "\n", "\u0085\u000B\u2028\u2029");
        put(signs, " ", "\t\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007");
        put(signs, " ", "\u2008\u2009\u200A\u202F\u205F\u3000");
        // Soft hyphen, zero-width blanks and joiners, direction marks, variation selectors.
        put(signs, "", "\u00AD\u200B\u200C\u200D\u2060\uFEFF\u200E\u200F\u061C\uFE0E\uFE0F");
        put(signs, "", "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");
        return Map.copyOf(signs);
    }

    private static void put(Map<Integer, String> signs, String replacement, String characters) {
        characters.codePoints().forEach(c -> signs.put(c, replacement));
    }

    /** GSM-7 text for a code point that GSM-7 does not have, or null when there is none. */
    static @Nullable String of(int codePoint) {
        String sign = SIGNS.get(codePoint);
        if (sign != null) {
            return sign;
        }
        // Accents come off; ligatures, full-width and circled forms fall apart into plain letters.
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(plain::appendCodePoint);
        return Gsm7.septets(plain) < 0 ? null : plain.toString();
    }
}

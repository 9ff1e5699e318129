package io.soroka.text;

import java.text.Normalizer;
import java.util.List;

/**
 * Everything that is known about a text before it is sent. Functions that only count accept any
 * character sequence and allocate nothing, so that a reused {@link StringBuilder} can be counted as
 * it is.
 */
public final class Texts {
    /** The most parts that a header with one octet for the count can number. */
    public static final int MAX_PARTS = 255;

    private Texts() {}

    /** GSM-7 when it has every character of the text, otherwise UCS-2. */
    public static Alphabet alphabet(CharSequence text) {
        return Gsm7.septets(text) >= 0 ? Alphabet.GSM7 : Alphabet.UCS2;
    }

    /** The text's length in units of its alphabet: septets (an extension character has two). */
    public static int units(CharSequence text) {
        int septets = Gsm7.septets(text);
        return septets >= 0 ? septets : text.length();
    }

    /**
     * The number of parts without building them: at least 1, for an empty text is sent and billed
     * as one message, and without an upper limit.
     */
    public static int parts(CharSequence text) {
        return parts(text, Coding.USUAL);
    }

    /** As {@link #parts(CharSequence)}, the way a connection writes it. */
    public static int parts(CharSequence text, Coding coding) {
        int septets = Gsm7.septets(text, coding.alphabet());
        return septets >= 0
                ? Gsm7.parts(text, septets, coding.reference())
                : Ucs2.parts(text, coding.reference());
    }

    /** Alphabet, units and parts together. */
    public static TextSize measure(CharSequence text) {
        int septets = Gsm7.septets(text);
        return septets >= 0
                ? new TextSize(
                        Alphabet.GSM7, septets, Gsm7.parts(text, septets, Reference.EIGHT_BIT))
                : new TextSize(Alphabet.UCS2, text.length(), Ucs2.parts(text, Reference.EIGHT_BIT));
    }

    /**
     * Encodes the text and cuts it into parts.
     *
     * @param limit the most parts it may take, 1 to {@value #MAX_PARTS}
     * @throws TooManyPartsException if it takes more
     */
    public static Parts split(CharSequence text, int limit) {
        if (limit < 1 || limit > MAX_PARTS) {
            throw new IllegalArgumentException("A limit of parts is 1 to 255, not " + limit);
        }
        return Parts.of(text, Coding.USUAL, limit);
    }

    /** As {@link #split(CharSequence, int)} with {@value #MAX_PARTS} parts allowed. */
    public static Parts split(CharSequence text) {
        return split(text, Coding.USUAL);
    }

    /** As {@link #split(CharSequence)}, the way a connection writes it. */
    public static Parts split(CharSequence text, Coding coding) {
        return Parts.of(text, coding, MAX_PARTS);
    }

    /**
     * The characters that make a mostly Latin text UCS-2, in order of position. Empty for a text
     * that is GSM-7, and for one that is written in another script altogether.
     */
    public static List<Offender> offenders(String text) {
        return Offenders.in(text);
    }

    /** The text with every {@linkplain #offenders offender} replaced that has a replacement. */
    public static String replaceOffenders(String text) {
        StringBuilder result = new StringBuilder(text.length());
        int copied = 0;
        for (Offender offender : offenders(text)) {
            String replacement = offender.replacement();
            if (replacement != null) {
                result.append(text, copied, offender.position()).append(replacement);
                copied = offender.position() + offender.character().length();
            }
        }
        return result.append(text, copied, text.length()).toString();
    }

    /**
     * The text in Latin letters: Russian, Ukrainian and Belarusian ones spelt as in passports (ICAO
     * Doc 9303), signs that GSM-7 does not have replaced as for {@link #offenders}; whatever has no
     * Latin form stays. The soft sign is left out, so a Russian text never needs more than GSM-7.
     */
    public static String transliterate(String text) {
        // A letter may come as two code points, и and a breve; composed it is the й of the table.
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder latin = new StringBuilder(composed.length() + composed.length() / 4);
        int next;
        for (int at = 0; at < composed.length(); at = next) {
            int c = composed.codePointAt(at);
            next = at + Character.charCount(c);
            String replacement = null;
            if (Cyrillic.is(c)) {
                replacement = Cyrillic.latin(composed, at);
            } else if (c > Character.MAX_VALUE || !Gsm7.has((char) c)) {
                replacement = Replacements.of(c);
            }
            if (replacement == null) {
                latin.appendCodePoint(c);
            } else {
                latin.append(replacement);
            }
        }
        return latin.toString();
    }

    /**
     * The text of an incoming message, without its header.
     *
     * @param octets for GSM-7 one octet a septet, for UCS-2 big endian; what neither can mean
     *     becomes U+FFFD instead of an error, because a client wrote it and has to be answered
     */
    public static String decode(Alphabet alphabet, byte[] octets) {
        return alphabet == Alphabet.GSM7 ? Gsm7.decode(octets) : Ucs2.decode(octets);
    }
}

package io.soroka.text;

import java.util.Arrays;

/** The GSM 7-bit default alphabet and its extension table, 3GPP TS 23.038 section 6.2.1. */
final class Gsm7 {
    static final byte ESCAPE = 0x1B;

    /** The default table in code order; U+001B holds the escape's own place. */
    private static final String TABLE =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                    + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static final String EXTENSION = "\f^{}\\[~]|€";

    private static final byte[] EXTENSION_CODES = {
        0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65
    };

    /**
     * Codes by character up to the euro sign, the highest one: negative when there is none, 0 to
     * 127 in the default table, with the escape in the high byte in the extension table. A flat
     * array keeps the walk over a text free of look-ups and allocation.
     */
    private static final short[] CODES = codes();

    /** Characters of the extension table by code; 0 where it has none. */
    private static final char[] EXTENDED = extended();

    private Gsm7() {}

    private static short[] codes() {
        short[] codes = new short['€' + 1];
        Arrays.fill(codes, (short) -1);
        for (int code = 0; code < TABLE.length(); code++) {
            codes[TABLE.charAt(code)] = (short) code;
        }
        // An escape character in a text is not the escape code: it would swallow what follows it.
        codes[ESCAPE] = -1;
        for (int i = 0; i < EXTENSION.length(); i++) {
            codes[EXTENSION.charAt(i)] = (short) (ESCAPE << 8 | EXTENSION_CODES[i]);
        }
        return codes;
    }

    private static char[] extended() {
        char[] extended = new char[TABLE.length()];
        for (int i = 0; i < EXTENSION.length(); i++) {
            extended[EXTENSION_CODES[i]] = EXTENSION.charAt(i);
        }
        return extended;
    }

    private static int code(char c) {
        return c < CODES.length ? CODES[c] : -1;
    }

    /** Whether GSM-7 has the character, in either table. */
    static boolean has(char c) {
        return code(c) >= 0;
    }

    /** The text's septets, or -1 as soon as a character is met that GSM-7 does not have. */
    static int septets(CharSequence text) {
        return septets(text, DefaultAlphabet.GSM7);
    }

    /**
     * The text's septets, or -1 as soon as a character is met that GSM-7 or the operator's alphabet
     * does not have.
     */
    static int septets(CharSequence text, DefaultAlphabet alphabet) {
        int septets = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int code = code(c);
            if (code < 0 || c > alphabet.last()) {
                return -1;
            }
            septets += code >> 8 == ESCAPE ? 1 : 0;
        }
        return septets;
    }

    /** The number of parts of a text whose septets were counted before. */
    static int parts(CharSequence text, int septets, Reference reference) {
        if (septets <= Alphabet.GSM7.singlePartUnits()) {
            return 1;
        }
        int room = Alphabet.GSM7.multiPartUnits(reference);
        if (septets == text.length()) {
            return Math.ceilDiv(septets, room);
        }
        int parts = 1;
        int used = 0;
        for (int i = 0; i < text.length(); i++) {
            int width = code(text.charAt(i)) >> 8 == ESCAPE ? 2 : 1;
            if (used + width > room) {
                parts++;
                used = 0;
            }
            used += width;
        }
        return parts;
    }

    /** One octet a septet, as data_coding 0 carries it unpacked. */
    static byte[] encode(CharSequence text, int septets) {
        byte[] octets = new byte[septets];
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int code = code(text.charAt(i));
            if (code >> 8 == ESCAPE) {
                octets[at++] = ESCAPE;
            }
            octets[at++] = (byte) (code & 0x7F);
        }
        return octets;
    }

    /**
     * The text of unpacked octets. As 23.038 asks, a code unknown to the extension table shows the
     * default table's character, and an escape with nothing to escape shows a space. Octets above
     * 127 are not GSM-7 and become U+FFFD.
     */
    static String decode(byte[] octets) {
        StringBuilder text = new StringBuilder(octets.length);
        for (int i = 0; i < octets.length; i++) {
            int octet = octets[i];
            if (octet == ESCAPE && i + 1 < octets.length && octets[i + 1] >= 0) {
                octet = octets[++i];
                if (EXTENDED[octet] != 0) {
                    text.append(EXTENDED[octet]);
                    continue;
                }
            }
            text.append(octet < 0 ? '\uFFFD' : octet == ESCAPE ? ' ' : TABLE.charAt(octet));
        }
        return text.toString();
    }

    /** The end of the part that starts at an octet of an encoded text of several parts. */
    static int endOfPart(byte[] octets, int start, Reference reference) {
        int end = start + Alphabet.GSM7.multiPartUnits(reference);
        if (end >= octets.length) {
            return octets.length;
        }
        return octets[end - 1] == ESCAPE ? end - 1 : end;
    }
}

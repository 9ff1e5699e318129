package io.soroka.text;

/** Text as 16-bit units, most significant octet first; surrogate pairs pass through as they are. */
final class Ucs2 {
    private Ucs2() {}

    static int parts(CharSequence text, Reference reference) {
        if (text.length() <= Alphabet.UCS2.singlePartUnits()) {
            return 1;
        }
        int parts = 0;
        for (int start = 0; start < text.length(); start = endOfPart(text, start, reference)) {
            parts++;
        }
        return parts;
    }

    /** The end, in units, of the part that starts at a unit of a text of several parts. */
    static int endOfPart(CharSequence text, int start, Reference reference) {
        int end = start + Alphabet.UCS2.multiPartUnits(reference);
        if (end >= text.length()) {
            return text.length();
        }
        return Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end)) ? end - 1 : end;
    }

    static byte[] encode(CharSequence text) {
        byte[] octets = new byte[text.length() * 2];
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            octets[2 * i] = (byte) (c >> 8);
            octets[2 * i + 1] = (byte) c;
        }
        return octets;
    }

    /** The text of octets; a last octet without its pair becomes U+FFFD. */
    static String decode(byte[] octets) {
        char[] chars = new char[Math.ceilDiv(octets.length, 2)];
        for (int i = 0; i < octets.length / 2; i++) {
            chars[i] = (char) ((octets[2 * i] & 0xFF) << 8 | (octets[2 * i + 1] & 0xFF));
        }
        if (octets.length % 2 != 0) {
            chars[chars.length - 1] = '\uFFFD';
        }
        return new String(chars);
    }
}

package io.soroka.contacts;

/** Text that people typed or pasted, without what they did not mean. */
public final class Tidy {

    private Tidy() {}

    /** Without control characters, and with single plain spaces between words only. */
    public static String text(String raw) {
        int length = raw.length();
        boolean tidy = length == 0 || (raw.charAt(0) > ' ' && raw.charAt(length - 1) > ' ');
        for (int i = 0; tidy && i < length; i++) {
            char c = raw.charAt(i);
            // From the soft hyphen up to the first Cyrillic letter lie the odd spaces and marks.
            tidy =
                    (c > ' ' && c < 0x7f)
                            || (c >= 0x400 && c < 0x500)
                            || (c == ' ' && raw.charAt(i - 1) != ' ');
        }
        if (tidy) {
            return raw;
        }
        StringBuilder text = new StringBuilder(length);
        raw.codePoints().forEach(c -> append(text, c));
        int end = text.length();
        return end > 0 && text.charAt(end - 1) == ' '
                ? text.substring(0, end - 1)
                : text.toString();
    }

    private static void append(StringBuilder text, int c) {
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
                text.append(' ');
            }
        } else if (!Character.isISOControl(c)
                && c != 0xfeff
                && c != 0x200b
                && Character.getType(c) != Character.SURROGATE) {
            text.appendCodePoint(c);
        }
    }
}

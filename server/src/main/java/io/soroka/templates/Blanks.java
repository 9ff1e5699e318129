package io.soroka.templates;

/** Blanks to the eye: all of Unicode's, the no-break ones and the line ends among them. */
final class Blanks {
    private Blanks() {}

    static boolean is(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Where the text begins after its leading blanks; its length when there is nothing else. */
    static int start(CharSequence text) {
        int start = 0;
        while (start < text.length() && is(text.charAt(start))) {
            start++;
        }
        return start;
    }

    /** Where the text ends before its trailing blanks, not before the start. */
    static int end(CharSequence text, int start) {
        int end = text.length();
        while (end > start && is(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    static String trimmed(String text) {
        int start = start(text);
        return text.substring(start, end(text, start));
    }
}

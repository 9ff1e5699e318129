package io.soroka.text;

/** What an operator reads in texts whose {@code data_coding} is 0. */
public enum DefaultAlphabet {
    /** GSM 7-bit with its extension table, one octet a septet. */
    GSM7(Character.MAX_VALUE),
    /** ISO 8859-1; the operator turns it into GSM 7-bit. */
    LATIN1((char) 0xFF),
    /** ASCII; the operator turns it into GSM 7-bit. */
    ASCII((char) 0x7F);

    private final char last;

    DefaultAlphabet(char last) {
        this.last = last;
    }

    /** The last character that it can have beside GSM 7-bit's own limits. */
    char last() {
        return last;
    }
}

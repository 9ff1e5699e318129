package io.soroka.text;

/**
 * How a connection writes texts. It decides which of them need UCS-2 and how many parts they take,
 * so whoever counts for a connection counts with its coding.
 *
 * @param alphabet what texts in GSM 7-bit are handed over in; a text with a character that it lacks
 *     goes as UCS-2
 * @param reference how parts of long texts are numbered
 */
public record Coding(DefaultAlphabet alphabet, Reference reference) {
    /** What nearly all connections use, and what texts are counted with before one is known. */
    public static final Coding USUAL = new Coding(DefaultAlphabet.GSM7, Reference.EIGHT_BIT);
}

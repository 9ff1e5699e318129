package io.soroka.text;

/**
 * How large a text is on the air.
 *
 * @param alphabet the alphabet the whole text is sent in
 * @param units septets for GSM-7, UTF-16 code units for UCS-2; headers are not counted
 * @param parts how many short messages it takes, at least 1, without an upper limit
 */
public record TextSize(Alphabet alphabet, int units, int parts) {}

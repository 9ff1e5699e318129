package io.soroka.smpp;

/**
 * Bounds that a caller's values must keep, so that encoding can never fail half-way through a PDU.
 */
final class Limits {
    /**
     * Largest PDU sent or accepted, in bytes: room for a full message_payload beside the other
     * fields.
     */
    static final int MAX_PDU = 64 * 1024;

    static final int HEADER = 16;

    private Limits() {}

    static void octet(int value, String field) {
        if (value < 0 || value > 0xFF) {
            throw new IllegalArgumentException(field + " must be from 0 to 255, but is " + value);
        }
    }

    static void text(String value, int maxLength, String field) {
        if (value.length() > maxLength) {
            throw new IllegalArgumentException(
                    field + " may have " + maxLength + " characters, but has " + value.length());
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0 || c > 0xFF) {
                throw new IllegalArgumentException(
                        field + " holds a character that SMPP cannot carry, at position " + i);
            }
        }
    }
}

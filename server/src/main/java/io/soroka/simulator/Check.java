package io.soroka.simulator;

/** Ranges of settings; what is out of range is named in a sentence. */
final class Check {
    private Check() {}

    static void range(int value, int min, int max, String field) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    field + " must be from " + min + " to " + max + ", but is " + value);
        }
    }

    static void share(double value, String field) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(field + " must be from 0 to 1, but is " + value);
        }
    }

    static void text(String value, int maxLength, String field) {
        if (value.isEmpty() || value.length() > maxLength) {
            throw new IllegalArgumentException(
                    field
                            + " must have 1 to "
                            + maxLength
                            + " characters, but has "
                            + value.length());
        }
    }
}

package io.soroka.simulator;

/** The status that all numbers beginning with these digits get. */
record Refusal(String prefix, int status) {
    Refusal {
        if (!prefix.matches("[1-9][0-9]{0,14}")) {
            throw new IllegalArgumentException("prefix must be 1 to 15 digits, the first not 0");
        }
        Check.range(status, 1, 0xFFFF, "status");
    }

    boolean concerns(long number) {
        long begin = Long.parseLong(prefix);
        long head = number;
        while (head > begin) {
            head /= 10;
        }
        return head == begin;
    }
}

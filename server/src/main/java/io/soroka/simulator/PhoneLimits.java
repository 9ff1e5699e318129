package io.soroka.simulator;

/**
 * How much of the phones is remembered while the page is served.
 *
 * @param phones 0 to 100,000; 0 remembers nothing
 * @param messages of each phone, 1 to 1,000
 */
record PhoneLimits(int phones, int messages) {
    PhoneLimits {
        Check.range(phones, 0, 100_000, "remembered");
        Check.range(messages, 1, 1_000, "messages");
    }
}

package io.soroka.policy;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a message is for. Decides who may get it, who goes first, and what happens when its fate is
 * unknown.
 */
public enum MessageClass {
    /** Danger to people; goes before everything, to everyone, and is repeated rather than lost. */
    ALARM(0),
    /** The answer to something the client has just done, such as a code. */
    TRANSACTIONAL(1),
    /** About a service the client has; needs no consent but respects an opt-out. */
    SERVICE(2),
    /** Advertising; only with consent given beforehand. */
    ADVERTISING(3);

    private final int code;

    MessageClass(int code) {
        this.code = code;
    }

    /** The number that stands in the database; smaller goes first. */
    public int code() {
        return code;
    }

    /** The class of a stored number. */
    public static MessageClass of(int code) {
        return values()[code];
    }

    /** The class of a word such as {@code service}, in any case. */
    public static Optional<MessageClass> named(String word) {
        for (MessageClass one : values()) {
            if (one.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The word used over the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether consent to advertising must have been given. */
    public boolean needsConsent() {
        return this == ADVERTISING;
    }

    /** Whether a number that opted out is left alone. */
    public boolean respectsOptOut() {
        return this == ADVERTISING || this == SERVICE;
    }

    /**
     * For how long from its planning a message that could not be delivered is worth another try
     * through another connection; zero for never. What only helps at once does not wait for people;
     * the rest might come at night.
     */
    public Duration triesElsewhereFor() {
        return this == ALARM || this == TRANSACTIONAL ? Duration.ofHours(1) : Duration.ZERO;
    }

    /** Whether a message of unknown fate is sent again: twice rather than never. */
    public boolean repeatsUncertain() {
        return this == ALARM;
    }
}

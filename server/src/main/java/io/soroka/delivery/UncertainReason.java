package io.soroka.delivery;

import java.util.Locale;
import java.util.Optional;

/** Why nobody knows whether a provider has a part. */
public enum UncertainReason {
    /** The provider was connected and stayed silent. */
    NO_ANSWER,
    /** The link went down between the part and its answer. */
    CONNECTION_LOST,
    /** The server, or its database, went down in between. */
    SERVER_STOPPED;

    /** The word used over the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason of a word such as {@code no_answer}. */
    public static Optional<UncertainReason> named(String word) {
        for (UncertainReason one : values()) {
            if (one.word().equals(word)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}

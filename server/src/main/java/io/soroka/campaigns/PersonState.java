package io.soroka.campaigns;

import io.soroka.delivery.Fates;
import java.util.Locale;
import java.util.Optional;

/** What has become of a person of a run. */
public enum PersonState {
    /** The message waits. */
    QUEUED,
    /** The message is with the operator, the last word is still to come. */
    PENDING,
    /** The whole message is on the phone. */
    DELIVERED,
    /** The message will not arrive. */
    FAILED,
    /** Nobody knows whether the operator has the message. */
    UNCERTAIN,
    /** The run was stopped before the message went out. */
    CANCELLED,
    /** There is no message, for a reason. */
    SUPPRESSED;

    /** The state that a message's fate stands for. */
    public static PersonState of(Fates.Fate fate) {
        return fate.queued() ? QUEUED : valueOf(fate.state().name());
    }

    /** The state of a word such as {@code failed}. */
    public static Optional<PersonState> named(String word) {
        for (PersonState one : values()) {
            if (one.word().equals(word)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The word used over the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

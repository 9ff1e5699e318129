package io.soroka.providers;

import io.soroka.platform.Messages;
import java.util.List;

/** A connection's setting that can't be used. No message holds a secret. */
public final class InvalidConnection extends RuntimeException {
    private final String field;
    private final String messageKey;
    private final List<String> arguments;

    /**
     * A setting that can't be used.
     *
     * @param field the setting to be mended
     * @param messageKey of a sentence in the message bundles that says what it may be
     */
    public InvalidConnection(String field, String messageKey, String... arguments) {
        super(field + ": " + Messages.text(Messages.ENGLISH, messageKey, (Object[]) arguments));
        this.field = field;
        this.messageKey = messageKey;
        this.arguments = List.of(arguments);
    }

    /** The setting to be mended. */
    public String field() {
        return field;
    }

    /** The key, in the message bundles, of what it may be. */
    public String messageKey() {
        return messageKey;
    }

    /** What the sentence needs. */
    public List<String> arguments() {
        return arguments;
    }
}

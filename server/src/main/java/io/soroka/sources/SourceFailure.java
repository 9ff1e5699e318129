package io.soroka.sources;

import java.util.Arrays;
import java.util.List;

/**
 * What a source could not do, as a sentence for people. It has no cause: what other systems say of
 * their failures may quote a value or a password.
 */
public final class SourceFailure extends RuntimeException {
    private final String messageKey;
    private final List<String> arguments;

    /**
     * A failure.
     *
     * @param messageKey of a sentence in the message bundles that says what is wrong and what to do
     */
    public SourceFailure(String messageKey, Object... arguments) {
        super(messageKey);
        this.messageKey = messageKey;
        this.arguments = Arrays.stream(arguments).map(String::valueOf).toList();
    }

    /** It was wanted: somebody has cancelled. */
    public static SourceFailure stopped() {
        return new SourceFailure("source.stopped");
    }

    /** The key of the sentence. */
    public String messageKey() {
        return messageKey;
    }

    /** What the sentence needs. */
    public List<String> arguments() {
        return arguments;
    }
}

package io.soroka.segments;

import java.util.Arrays;
import java.util.List;

/** Conditions that cannot be understood. */
public final class CriteriaRefused extends RuntimeException {

    private final String messageKey;
    private final String pointer;
    private final List<String> arguments;

    CriteriaRefused(String messageKey, String pointer, Object... arguments) {
        super(messageKey + " at '" + pointer + "'");
        this.messageKey = messageKey;
        this.pointer = pointer;
        this.arguments = Arrays.stream(arguments).map(String::valueOf).toList();
    }

    /** The key, in the message bundles, of what is wrong and what to do. */
    public String messageKey() {
        return messageKey;
    }

    /** The place in the tree, as a JSON pointer (RFC 6901); empty for the whole. */
    public String pointer() {
        return pointer;
    }

    /** What the message needs. */
    public List<String> arguments() {
        return arguments;
    }
}

package io.soroka.selections;

import java.util.Arrays;
import java.util.List;

/** Something that was wanted of a selection and can't be. */
public final class InvalidSelection extends RuntimeException {
    private final String place;
    private final String messageKey;
    private final List<String> arguments;

    InvalidSelection(String place, String messageKey, Object... arguments) {
        super(place + " " + messageKey);
        this.place = place;
        this.messageKey = messageKey;
        this.arguments = Arrays.stream(arguments).map(String::valueOf).toList();
    }

    /** A JSON pointer to what is to be mended. */
    public String place() {
        return place;
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

package io.soroka.tables;

import java.util.Arrays;
import java.util.List;

/** A file that holds no table which can be read. */
public final class TableRefused extends RuntimeException {
    private final String reason;
    private final List<String> arguments;

    TableRefused(String reason, Object... arguments) {
        super(reason);
        this.reason = reason;
        this.arguments = Arrays.stream(arguments).map(String::valueOf).toList();
    }

    /**
     * The word for what is wrong, such as {@code file-empty}: the end of a key in the message
     * bundles, whose beginning says who reads the file.
     */
    public String reason() {
        return reason;
    }

    /** What the sentence needs: at most the line; nothing of what the file holds. */
    public List<String> arguments() {
        return arguments;
    }
}

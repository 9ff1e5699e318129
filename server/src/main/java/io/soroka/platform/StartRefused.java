package io.soroka.platform;

/**
 * The start can't go on for a reason the person at the console can mend. The message is one
 * sentence that says what is wrong and what to do; it is printed without a stack trace.
 */
public final class StartRefused extends RuntimeException {
    public StartRefused(String message) {
        super(message);
    }

    public StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.soroka.platform;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the log may say of an exception that we did not foresee. */
public final class Unforeseen {
    private static final int CAUSES = 5;

    private Unforeseen() {}

    /**
     * Kinds of an exception and its causes, each with its place in our code: an exception's message
     * can quote a number or a text, and so can a stack trace, which prints the messages.
     */
    public static String described(@Nullable Throwable error) {
        StringBuilder description = new StringBuilder();
        int depth = 0;
        for (Throwable e = error; e != null && depth < CAUSES; e = e.getCause(), depth++) {
            description.append(depth == 0 ? "" : ", caused by ").append(e.getClass().getName());
            Arrays.stream(e.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith("io.soroka."))
                    .findFirst()
                    .ifPresent(frame -> description.append(" at ").append(frame));
        }
        return depth == 0 ? "no exception" : description.toString();
    }
}

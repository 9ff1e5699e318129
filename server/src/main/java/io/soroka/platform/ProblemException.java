package io.soroka.platform;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be granted, for a reason its sender can understand. The answer is an RFC
 * 9457 problem whose title and detail are the sentences {@code problem.<code>.title} and {@code
 * .detail} of the {@link Messages}, in the reader's language.
 */
public class ProblemException extends RuntimeException {
    private final int status;
    private final String code;
    private final transient List<Object> arguments;
    private final @Nullable Duration retryAfter;
    private @Nullable String pointer;

    /**
     * A problem.
     *
     * @param status the HTTP status, 400 to 599
     * @param code a stable name for programs, such as "login-taken"
     * @param arguments what the sentences mention; they appear in the answer, never in a log
     */
    public ProblemException(int status, String code, Object... arguments) {
        this(status, code, null, arguments);
    }

    /**
     * A problem that passes by itself.
     *
     * @param retryAfter how long it lasts; null when that is not known
     */
    public ProblemException(
            int status, String code, @Nullable Duration retryAfter, Object... arguments) {
        super(code);
        this.status = status;
        this.code = code;
        this.arguments = List.of(arguments);
        this.retryAfter = retryAfter;
    }

    /**
     * Says which field of the request is meant; the answer then carries {@code errors} with it.
     *
     * @param pointer a JSON pointer into the request's body, such as "/name"
     */
    public final ProblemException at(String pointer) {
        this.pointer = pointer;
        return this;
    }

    /** The field that is meant, if it is one. */
    public final @Nullable String pointer() {
        return pointer;
    }

    /** The HTTP status. */
    public final int status() {
        return status;
    }

    /** The stable name for programs. */
    public final String code() {
        return code;
    }

    /** What the sentences mention. */
    public final List<Object> arguments() {
        return arguments;
    }

    /** How long to wait before trying again, if that is known. */
    public final @Nullable Duration retryAfter() {
        return retryAfter;
    }
}

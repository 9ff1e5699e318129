package io.soroka.platform.web;

import io.soroka.platform.ProblemException;
import java.util.Map;

/** The problems that have no reason but an HTTP status, as the framework itself reports them. */
final class StatusProblems {
    private static final Map<Integer, String> CODES =
            Map.of(
                    400, "bad-request",
                    401, "unauthenticated",
                    403, "forbidden",
                    404, "not-found",
                    405, "method-not-allowed",
                    406, "not-acceptable",
                    413, "too-large",
                    415, "unsupported-media-type",
                    503, "unavailable");

    private StatusProblems() {}

    /** A problem for a status below 500 or 503; other client errors are named bad requests. */
    static ProblemException of(int status) {
        return new ProblemException(status, CODES.getOrDefault(status, "bad-request"));
    }

    /** Whether the status says that the fault is ours and unknown. */
    static boolean isUnknown(int status) {
        return status >= 500 && !CODES.containsKey(status);
    }
}

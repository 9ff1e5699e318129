package io.soroka.platform.web;

import io.soroka.platform.Database;
import io.soroka.platform.ProblemException;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps what we did not foresee for the log and gives the user a reference to it. An exception's
 * message can quote a number or a text, so that only its kind and its place in our code are kept. A
 * database that is away or full is told as such.
 */
@Component
class UnknownErrors {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownErrors.class);

    /** A page that waits so long before it tries again finds the bundled database back. */
    private static final Duration AGAIN = Duration.ofSeconds(3);

    ProblemException problem(@Nullable Throwable error) {
        String trouble = Database.trouble(error);
        if (trouble != null) {
            return new ProblemException(503, trouble, AGAIN);
        }
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Request failed, reference {}: {}", reference, described(error));
        return new ProblemException(500, "internal", reference);
    }

    private static String described(@Nullable Throwable error) {
        StringBuilder description = new StringBuilder();
        int depth = 0;
        for (Throwable e = error; e != null && depth < 5; e = e.getCause(), depth++) {
            description.append(depth == 0 ? "" : ", caused by ").append(e.getClass().getName());
            Arrays.stream(e.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith("io.soroka."))
                    .findFirst()
                    .ifPresent(frame -> description.append(" at ").append(frame));
        }
        return depth == 0 ? "no exception" : description.toString();
    }
}

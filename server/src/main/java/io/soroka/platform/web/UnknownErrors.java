package io.soroka.platform.web;

import io.soroka.platform.Database;
import io.soroka.platform.ProblemException;
import io.soroka.platform.Unforeseen;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps what we did not foresee for the log and gives the user a reference to it. A database that
 * is away or full is told as such.
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
        LOG.error("Request failed, reference {}: {}", reference, Unforeseen.described(error));
        return new ProblemException(500, "internal", reference);
    }
}

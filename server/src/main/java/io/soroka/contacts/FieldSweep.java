package io.soroka.contacts;

import io.soroka.platform.Unforeseen;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Now and then drops the columns of removed fields. */
@Component
class FieldSweep {
    private static final Logger LOG = LoggerFactory.getLogger(FieldSweep.class);
    private static final int PAUSE_SECONDS = 20;

    private final FieldCatalogue catalogue;
    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(
                    1, Thread.ofPlatform().daemon().name("fields").factory());

    FieldSweep(FieldCatalogue catalogue) {
        this.catalogue = catalogue;
        var _ =
                timer.scheduleWithFixedDelay(
                        this::sweep, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    private void sweep() {
        try {
            catalogue.sweep();
        } catch (RuntimeException e) {
            // The next turn may fare better: the database may be away.
            LOG.warn("Removed fields are not dropped yet: {}", Unforeseen.described(e));
        }
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }
}

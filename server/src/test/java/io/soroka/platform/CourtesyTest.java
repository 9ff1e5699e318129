package io.soroka.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.testing.Aside;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CourtesyTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Courtesy courtesy = new Courtesy();

    @Test
    void oneRequestIsServedBesideBulkWork() {
        courtesy.asked();
        assertThat(courtesy.isCalledFor()).isFalse();
        courtesy.stepAside(LONG);
        courtesy.asked();
        assertThat(courtesy.isCalledFor()).isTrue();
        courtesy.answered();
        assertThat(courtesy.isCalledFor()).isFalse();
    }

    @Test
    void bulkWorkGoesOnAfterItsTimeWhateverPeopleDo() {
        for (int i = 0; i < 50; i++) {
            courtesy.asked();
        }
        courtesy.stepAside(Duration.ofMillis(5));
        assertThat(courtesy.isCalledFor()).isTrue();
    }

    @Test
    void bulkWorkGoesOnAsSoonAsFewWait() throws Exception {
        courtesy.asked();
        courtesy.asked();
        courtesy.asked();
        CompletableFuture<Void> work = Aside.run(() -> courtesy.stepAside(LONG));
        courtesy.answered();
        assertThat(work).isNotDone();
        courtesy.answered();
        work.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoIsInterruptedGoesOnAtOnce() throws Exception {
        courtesy.asked();
        courtesy.asked();
        CompletableFuture<Boolean> interrupted =
                Aside.get(() -> {
                    Thread.currentThread().interrupt();
                    courtesy.stepAside(LONG);
                    return Thread.currentThread().isInterrupted();
                });
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }
}

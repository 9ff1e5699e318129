package io.soroka.platform.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the bundled PostgreSQL while we run: starts it again whenever it has died, with
 * growing pauses when that does not help, and sees whether it has room on its disk.
 */
public final class Supervision implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervision.class);

    /**
     * So much is kept free: what is on the wire must still be stored, and a PostgreSQL that finds
     * no room for its log stops altogether.
     */
    private static final long RESERVE_BYTES = 256L << 20;

    private static final long LOOK_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    /** Who has lived so long begins with short pauses again. */
    private static final long STABLE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final EmbeddedPostgres postgres;
    private final File folder;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private boolean wasShort;

    /**
     * Begins to look.
     *
     * @param folder where the cluster is
     */
    public Supervision(EmbeddedPostgres postgres, Path folder) {
        this.postgres = postgres;
        this.folder = folder.toFile();
        this.thread = Thread.ofPlatform().daemon().name("postgres").start(this::watch);
    }

    /** Whether the disk has less room than should be left. */
    public boolean isShortOfRoom() {
        return folder.getUsableSpace() < RESERVE_BYTES;
    }

    private void watch() {
        long pause = LOOK_MILLIS;
        long startedAt = System.nanoTime();
        try {
            while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                tellOfRoom();
                if (postgres.isAlive()) {
                    continue;
                }
                pause =
                        System.nanoTime() - startedAt > STABLE_NANOS
                                ? LOOK_MILLIS
                                : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                LOG.error("The bundled PostgreSQL has died, starting it again in {} ms", pause);
                if (stop.await(pause, TimeUnit.MILLISECONDS)) {
                    return;
                }
                startedAt = System.nanoTime();
                if (restart()) {
                    LOG.warn("The bundled PostgreSQL runs again");
                } else {
                    LOG.error(
                            "The bundled PostgreSQL does not start, its log postgres/server.log in the data folder says why");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean restart() throws InterruptedException {
        try {
            return postgres.restart();
        } catch (IOException e) {
            return false;
        }
    }

    private void tellOfRoom() {
        boolean isShort = isShortOfRoom();
        if (isShort && !wasShort) {
            LOG.error(
                    "Less than {} MB are free on the disk with the data folder: nothing is sent until there is room",
                    RESERVE_BYTES >> 20);
        } else if (!isShort && wasShort) {
            LOG.warn("There is room on the disk with the data folder again: sending goes on");
        }
        wasShort = isShort;
    }

    /** Looks no more; then it may be stopped. */
    @Override
    public void close() {
        stop.countDown();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

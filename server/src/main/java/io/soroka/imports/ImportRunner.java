package io.soroka.imports;

import io.soroka.tables.TemporaryFiles;
import io.soroka.tables.TextFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Runs imports in the background, tells how far they are, and buries those whose server died. Death
 * shows by silence: a running import gives a sign of life each second.
 */
@Component
class ImportRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImportRunner.class);

    /** Each holds a database session and one of the machine's processors. */
    private static final int AT_ONCE = 2;

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Duration FORGETTING = Duration.ofHours(1);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final ClientImport clients;
    private final ImportStore store;
    private final ImportFiles files;
    private final TemporaryFiles uploads;
    private final ImportSettings settings;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final ExecutorService jobs = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(
                    1, Thread.ofPlatform().daemon().name("imports").factory());
    private final Set<Long> own = ConcurrentHashMap.newKeySet();

    ImportRunner(
            ClientImport clients,
            ImportStore store,
            ImportFiles files,
            TemporaryFiles uploads,
            ImportSettings settings) {
        this.clients = clients;
        this.store = store;
        this.files = files;
        this.uploads = uploads;
        this.settings = settings;
        ScheduledFuture<?> ignored =
                timer.scheduleWithFixedDelay(
                        // Not on the timer itself: while it forgets millions of rows nobody would
                        // beat.
                        () -> jobs.execute(this::forget),
                        10,
                        FORGETTING.toSeconds(),
                        TimeUnit.SECONDS);
    }

    /** Declares those dead that have been silent too long. */
    void failDead() {
        int ignored = store.failSilent(SILENCE, "import.interrupted");
    }

    /** Imports what {@link ImportStore#begin} has taken; returns at once. */
    void run(ImportStore.Row row) {
        ImportProgress progress = new ImportProgress(row.textBytes());
        own.add(row.id());
        ScheduledFuture<?> beats =
                timer.scheduleWithFixedDelay(
                        () -> beat(row.id(), progress),
                        BEAT.toMillis(),
                        BEAT.toMillis(),
                        TimeUnit.MILLISECONDS);
        var ignored =
                jobs.submit(() -> {
                    try {
                        places.acquire();
                        try {
                            work(row, progress);
                        } finally {
                            places.release();
                        }
                    } catch (InterruptedException e) {
                        // Cut off by close, which has said so already.
                        Thread.currentThread().interrupt();
                    } finally {
                        beats.cancel(false);
                        own.remove(row.id());
                    }
                });
    }

    private void work(ImportStore.Row row, ImportProgress progress) {
        try (TemporaryFiles.Temporary text = uploads.temporary();
                RejectedRows rejected = new RejectedRows(uploads.create())) {
            var order =
                    new ClientImport.Order(
                            row.id(),
                            row.departmentId(),
                            "import:" + row.id(),
                            counting(files.text(row, text.path()), progress),
                            row.shape(),
                            row.fields());
            clients.run(
                    order,
                    watcher(rejected, progress),
                    progress::folded,
                    (result, counts) -> {
                        rejected.store(files, row.id());
                        files.drop(row.id());
                        if (!store.finish(row.id(), result, counts)) {
                            throw new ImportRefused("import.interrupted");
                        }
                    });
        } catch (ImportRefused e) {
            fail(row.id(), e.messageKey(), e.arguments());
        } catch (IOException | RuntimeException e) {
            // Cut off by close, which has said so already.
            if (jobs.isShutdown()) {
                return;
            }
            // A message of the database may quote a value; the kind says enough.
            LOG.error("Import {} failed: {}", row.id(), kind(e));
            fail(row.id(), "import.failed-inside", List.of());
        }
    }

    private static String kind(Throwable e) {
        Throwable cause = e.getCause();
        return e.getClass().getName() + (cause == null ? "" : ", caused by " + kind(cause));
    }

    private ClientFile.Watcher watcher(RejectedRows rejected, ImportProgress progress) {
        return new ClientFile.Watcher() {
            @Override
            public void read(long rows) {
                if (rows > settings.maxRows()) {
                    throw new ImportRefused("import.too-many-rows", settings.maxRows());
                }
                progress.rows(rows);
            }

            @Override
            public void rejected(
                    long line, String messageKey, List<String> arguments, List<String> cells) {
                rejected.add(messageKey, arguments, cells);
            }
        };
    }

    private static TextFile counting(TextFile text, ImportProgress progress) {
        return new TextFile(
                () ->
                        new FilterInputStream(text.bytes().open()) {
                            private long count;

                            @Override
                            public int read() throws IOException {
                                int b = super.read();
                                count(b < 0 ? 0 : 1);
                                return b;
                            }

                            @Override
                            public int read(byte[] bytes, int offset, int length)
                                    throws IOException {
                                int n = super.read(bytes, offset, length);
                                count(n);
                                return n;
                            }

                            private void count(int n) {
                                count += Math.max(0, n);
                                progress.bytesRead(count);
                            }
                        },
                text.charset(),
                text.markBytes());
    }

    /** Nothing that goes wrong here may end the beats: without them the import counts as dead. */
    private void beat(long id, ImportProgress progress) {
        try {
            store.beat(id, progress.rows(), progress.share(), progress.folding());
        } catch (RuntimeException e) {
            LOG.warn("Import {} could not give a sign of life: {}", id, kind(e));
        }
    }

    private void fail(long id, String messageKey, List<String> arguments) {
        try {
            store.fail(id, messageKey, arguments);
        } catch (RuntimeException e) {
            // Its silence will tell.
            LOG.warn("Import {} could not be marked as failed: {}", id, kind(e));
        }
    }

    private void forget() {
        try {
            failDead();
            store.forget(settings.keepUploads(), settings.keepResults());
        } catch (RuntimeException e) {
            LOG.warn("Old imports could not be forgotten: {}", kind(e));
        }
    }

    /**
     * Cuts off what still runs: it is marked as interrupted, and nothing of it is saved. Marked
     * first and from here: the one cut off may be anywhere, and one that is marked can no longer
     * finish.
     */
    @Override
    public void close() {
        timer.shutdownNow();
        own.forEach(id -> fail(id, "import.interrupted", List.of()));
        jobs.shutdownNow();
        try {
            boolean ignored = jobs.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

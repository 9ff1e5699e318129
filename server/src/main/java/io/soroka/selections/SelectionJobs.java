package io.soroka.selections;

import io.soroka.platform.Database;
import io.soroka.platform.ProblemException;
import io.soroka.platform.Settings;
import io.soroka.platform.Unforeseen;
import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceReader;
import io.soroka.sources.Sources;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Begins runs when it is time, works at them, and takes over those whose server died: a run that is
 * worked at gives a sign of life twice a second. What is taken over begins anew, for nothing of it
 * was kept.
 */
@Component
class SelectionJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SelectionJobs.class);

    /** Each holds a database session and one of the machine's processors. */
    private static final int AT_ONCE = 2;

    private static final Duration BEAT = Duration.ofMillis(400);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Duration FORGETTING = Duration.ofHours(1);
    private static final Duration PEOPLE_KEPT = Duration.ofDays(7);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final SelectionStore selections;
    private final SelectionRuns runs;
    private final SelectionWork work;
    private final Sources sources;
    private final Clock clock;
    private final ZoneId zone;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final ExecutorService jobs = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(
                    2, Thread.ofPlatform().daemon().name("selections").factory());
    private final Map<Long, Job> own = new ConcurrentHashMap<>();

    /** A run that this process works at. */
    private static final class Job {
        private final SelectionRuns.Taken taken;
        private volatile boolean stopping;
        private volatile @Nullable SourceReader reader;
        private volatile @Nullable SelectionRows rows;

        Job(SelectionRuns.Taken taken) {
            this.taken = taken;
        }

        void stop() {
            if (stopping) {
                return;
            }
            stopping = true;
            SourceReader open = reader;
            if (open != null) {
                open.cancel();
            }
        }

        long read() {
            SelectionRows known = rows;
            return known == null ? 0 : known.read();
        }
    }

    SelectionJobs(
            SelectionStore selections,
            SelectionRuns runs,
            SelectionWork work,
            Sources sources,
            Clock clock,
            Settings settings) {
        this.selections = selections;
        this.runs = runs;
        this.work = work;
        this.sources = sources;
        this.clock = clock;
        this.zone = settings.timeZone();
        every(BEAT, this::beat);
        every(LOOK, this::look);
        every(FORGETTING, () -> runs.forget(PEOPLE_KEPT, KEPT));
    }

    private void every(Duration pause, Runnable what) {
        var ignored =
                timer.scheduleWithFixedDelay(
                        () -> {
                            try {
                                what.run();
                            } catch (RuntimeException e) {
                                // The next turn may fare better: the database may be away.
                                LOG.warn(
                                        "Selections are looked after later: {}",
                                        Unforeseen.described(e));
                            }
                        },
                        pause.toMillis(),
                        pause.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /**
     * Begins a run; returns at once.
     *
     * @throws ProblemException 409 if one is running
     */
    SelectionRun begin(long selectionId, Map<String, String> values, String by) {
        SelectionRuns.Taken taken = runs.begin(selectionId, values, by);
        start(taken);
        return taken.run();
    }

    private void start(SelectionRuns.Taken taken) {
        var job = new Job(taken);
        own.put(taken.run().id(), job);
        var ignored =
                jobs.submit(() -> {
                    try {
                        places.acquire();
                        try {
                            work(job);
                        } finally {
                            places.release();
                        }
                    } catch (InterruptedException e) {
                        // Cut off by close, which has let go of it.
                        Thread.currentThread().interrupt();
                    } finally {
                        own.remove(taken.run().id(), job);
                    }
                });
    }

    private void work(Job job) {
        SelectionRun run = job.taken.run();
        try {
            Selection selection = selections.find(run.selectionId()).orElse(null);
            // Deleted meanwhile, and the run with it.
            if (selection != null) {
                read(selection, job);
            }
        } catch (SourceFailure e) {
            end(job, e);
        } catch (RuntimeException e) {
            if (jobs.isShutdown()) {
                return;
            }
            if (Database.trouble(e) != null || e instanceof TransactionException) {
                // Ours, not the source's: somebody begins it anew.
                LOG.warn("Run {} of a selection waits for the database", run.id());
                letGo(job);
                return;
            }
            LOG.error("Run {} of a selection failed: {}", run.id(), Unforeseen.described(e));
            end(job, new SourceFailure("source.failed-inside"));
        }
    }

    private void read(Selection selection, Job job) {
        try (SourceReader reader = sources.open(selection.plan().sourceId())) {
            job.reader = reader;
            if (job.stopping) {
                throw SourceFailure.stopped();
            }
            work.work(selection, job.taken, reader, () -> job.stopping, rows -> job.rows = rows);
        } finally {
            job.reader = null;
        }
    }

    private void end(Job job, SourceFailure why) {
        // Cut off by close: somebody begins it anew.
        if (jobs.isShutdown()) {
            return;
        }
        if (job.stopping) {
            runs.stopped(job.taken);
        } else {
            runs.fail(job.taken, why);
        }
    }

    private void letGo(Job job) {
        try {
            runs.release(job.taken);
        } catch (RuntimeException e) {
            // Its silence will tell.
            LOG.warn("Run {} of a selection is silent for a while", job.taken.run().id());
        }
    }

    private void beat() {
        for (Job job : own.values()) {
            if (!runs.beat(job.taken, job.read())) {
                job.stop();
            }
        }
    }

    /** Takes over what others left, and begins what is due. */
    void look() {
        for (Optional<SelectionRuns.Taken> left = runs.takeOver(SILENCE);
                left.isPresent();
                left = runs.takeOver(SILENCE)) {
            start(left.get());
        }
        Instant now = clock.instant();
        for (Selection selection : selections.all(null)) {
            SelectionRun last = selection.lastRun();
            boolean running = last != null && last.status() == SelectionRun.Status.RUNNING;
            if (!running && isDue(selection, now)) {
                beginDue(selection);
            }
        }
    }

    private void beginDue(Selection selection) {
        try {
            SelectionRun ignored = begin(selection.id(), Map.of(), "");
        } catch (ProblemException e) {
            // Another server or a person was quicker.
        }
    }

    /** What was missed while nobody looked is made up for once. */
    private boolean isDue(Selection selection, Instant now) {
        Selection.Plan plan = selection.plan();
        LocalTime dailyAt = plan.dailyAt();
        if (dailyAt == null && plan.everyMinutes() == 0) {
            return false;
        }
        Instant begun = runs.latestDue(selection.id()).orElse(selection.createdAt());
        if (dailyAt != null && begun.isBefore(latest(dailyAt, now))) {
            return true;
        }
        return plan.everyMinutes() > 0
                && !now.isBefore(begun.plus(Duration.ofMinutes(plan.everyMinutes())));
    }

    /** When this time of day was last. */
    private Instant latest(LocalTime time, Instant now) {
        ZonedDateTime here = now.atZone(zone);
        ZonedDateTime today = here.toLocalDate().atTime(time).atZone(zone);
        return (today.isAfter(here)
                        ? here.toLocalDate().minusDays(1).atTime(time).atZone(zone)
                        : today)
                .toInstant();
    }

    /** Lets go of what still runs: whoever starts next begins it anew. */
    @Override
    public void close() {
        timer.shutdownNow();
        jobs.shutdown();
        for (Job job : List.copyOf(own.values())) {
            job.stop();
            letGo(job);
        }
        jobs.shutdownNow();
        try {
            boolean ignored = jobs.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.soroka.sources;

import io.soroka.contacts.intake.SourcedClients;
import io.soroka.platform.Database;
import io.soroka.platform.ProblemException;
import io.soroka.platform.Settings;
import io.soroka.platform.Unforeseen;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Begins runs when it is time, works at them, and takes over those whose server died: a run that is
 * worked at gives a sign of life twice a second.
 */
@Component
class Syncs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Syncs.class);

    /** Each holds a database session and one of the machine's processors. */
    private static final int AT_ONCE = 2;

    private static final Duration BEAT = Duration.ofMillis(400);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Duration FORGETTING = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final SourceStore sources;
    private final RunStore runs;
    private final SyncWork work;
    private final SourceKinds kinds;
    private final SourcedClients sourced;
    private final Clock clock;
    private final ZoneId zone;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final ExecutorService jobs = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(
                    2, Thread.ofPlatform().daemon().name("sources").factory());
    private final Map<Long, Job> own = new ConcurrentHashMap<>();

    /** A run that this process works at. */
    private static final class Job {
        private final RunStore.Taken taken;
        private volatile boolean stopping;
        private volatile @Nullable SourceReader reader;

        Job(RunStore.Taken taken) {
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
    }

    Syncs(
            SourceStore sources,
            RunStore runs,
            SyncWork work,
            SourceKinds kinds,
            SourcedClients sourced,
            Clock clock,
            Settings settings) {
        this.sources = sources;
        this.runs = runs;
        this.work = work;
        this.kinds = kinds;
        this.sourced = sourced;
        this.clock = clock;
        this.zone = settings.timeZone();
        every(BEAT, this::beat);
        every(LOOK, this::look);
        every(FORGETTING, () -> runs.forget(KEPT));
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
                                        "Sources are looked after later: {}",
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
    Run begin(long sourceId, Run.Mode mode, String by) {
        RunStore.Taken taken = runs.begin(sourceId, mode, by);
        start(taken);
        return taken.run();
    }

    private void start(RunStore.Taken taken) {
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
        RunStore.Taken taken = job.taken;
        long id = taken.run().id();
        try {
            Source source = sources.find(taken.run().sourceId()).orElse(null);
            // Deleted meanwhile, and the run with it.
            if (source != null) {
                read(source, job);
            }
        } catch (SourceFailure e) {
            end(job, e);
        } catch (RuntimeException e) {
            if (jobs.isShutdown()) {
                return;
            }
            // Nor do we know of a batch whose end could not be told; its run does.
            if (Database.trouble(e) != null || e instanceof TransactionException) {
                // Ours, not the source's: somebody goes on behind the last whole batch.
                LOG.warn("Run {} of a source waits for the database", id);
                letGo(job);
                return;
            }
            LOG.error("Run {} of a source failed: {}", id, Unforeseen.described(e));
            end(job, new SourceFailure("source.failed-inside"));
        }
    }

    private void read(Source source, Job job) {
        SourceKind kind =
                kinds.find(source.kind())
                        .orElseThrow(() -> new SourceFailure("source.no-such-kind"));
        var settings =
                new SourceSettings(
                        source.options(),
                        sources.secret(source.id()),
                        source.plan().statementSeconds());
        try (SourceReader reader = kind.open(settings)) {
            job.reader = reader;
            work.work(source, job.taken, reader, () -> job.stopping);
        } finally {
            job.reader = null;
        }
    }

    private void end(Job job, SourceFailure why) {
        // Cut off by close: somebody goes on with it.
        if (jobs.isShutdown()) {
            return;
        }
        if (job.stopping) {
            runs.stopped(job.taken);
        } else {
            runs.fail(job.taken, why);
        }
        sourced.forget(job.taken.run().id());
    }

    private void letGo(Job job) {
        try {
            runs.release(job.taken);
        } catch (RuntimeException e) {
            // Its silence will tell.
            LOG.warn("Run {} of a source is silent for a while", job.taken.run().id());
        }
    }

    private void beat() {
        for (Job job : own.values()) {
            if (!runs.beat(job.taken)) {
                job.stop();
            }
        }
    }

    /** Takes over what others left, and begins what is due. */
    void look() {
        for (Optional<RunStore.Taken> left = runs.takeOver(SILENCE);
                left.isPresent();
                left = runs.takeOver(SILENCE)) {
            start(left.get());
        }
        Instant now = clock.instant();
        for (Source source : sources.all()) {
            Run last = source.lastRun();
            if (last == null || last.status() != Run.Status.RUNNING) {
                due(source, now).ifPresent(mode -> beginDue(source, mode));
            }
        }
    }

    private void beginDue(Source source, Run.Mode mode) {
        try {
            Run ignored = begin(source.id(), mode, "");
        } catch (ProblemException e) {
            // Another server or a person was quicker.
        }
    }

    /** What is read next by itself; what was missed is due since. */
    Optional<Source.Turn> next(Source source) {
        return turns(source).min(Comparator.comparing(Source.Turn::at));
    }

    private Optional<Run.Mode> due(Source source, Instant now) {
        return turns(source)
                .filter(turn -> !turn.at().isAfter(now))
                .findFirst()
                .map(Source.Turn::mode);
    }

    /** When each kind of run is next, the full one first. */
    private Stream<Source.Turn> turns(Source source) {
        List<Source.Turn> turns = new ArrayList<>();
        LocalTime fullAt = source.plan().fullAt();
        if (fullAt != null) {
            turns.add(new Source.Turn(Run.Mode.FULL, next(fullAt, begun(source, Run.Mode.FULL))));
        }
        int minutes = source.plan().everyMinutes();
        if (minutes > 0) {
            turns.add(
                    new Source.Turn(
                            Run.Mode.INCREMENTAL,
                            begun(source, Run.Mode.INCREMENTAL).plus(Duration.ofMinutes(minutes))));
        }
        return turns.stream();
    }

    private Instant begun(Source source, Run.Mode mode) {
        return runs.latest(source.id(), mode).orElse(source.createdAt());
    }

    /** When this time of day first comes after a moment. */
    private Instant next(LocalTime time, Instant after) {
        ZonedDateTime here = after.atZone(zone);
        ZonedDateTime today = here.toLocalDate().atTime(time).atZone(zone);
        return (today.isAfter(here)
                        ? today
                        : here.toLocalDate().plusDays(1).atTime(time).atZone(zone))
                .toInstant();
    }

    /** Lets go of what still runs: whoever starts next goes on behind the last whole batch. */
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

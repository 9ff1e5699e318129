package io.soroka.sources;

import io.soroka.contacts.FieldCatalogue;
import io.soroka.contacts.Fields;
import io.soroka.contacts.intake.CellReader;
import io.soroka.contacts.intake.SourcedClients;
import io.soroka.events.EventKind;
import io.soroka.events.EventKinds;
import io.soroka.events.Events;
import io.soroka.numbering.Numbers;
import io.soroka.platform.Courtesy;
import io.soroka.platform.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works at runs. A batch is one transaction: its rows become what they are to be, and how far the
 * source is read and what was counted is noted; so a run that was cut off goes on behind its last
 * whole batch.
 */
@Component
class SyncWork {
    /** A slow source is read in pieces of so many seconds. */
    private static final int PIECE_SECONDS = 5;

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration COURTESY = Duration.ofMillis(500);

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SourceStore sources;
    private final RunStore runs;
    private final FieldCatalogue catalogue;
    private final EventKinds eventKinds;
    private final Events events;
    private final Numbers numbers;
    private final SourcedClients sourced;
    private final Courtesy courtesy;
    private final Clock clock;
    private final ZoneId zone;

    SyncWork(
            JdbcTemplate template,
            PlatformTransactionManager transactions,
            SourceStore sources,
            RunStore runs,
            FieldCatalogue catalogue,
            EventKinds eventKinds,
            Events events,
            Numbers numbers,
            SourcedClients sourced,
            Courtesy courtesy,
            Clock clock,
            Settings settings) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transaction = new TransactionTemplate(transactions);
        this.sources = sources;
        this.runs = runs;
        this.catalogue = catalogue;
        this.eventKinds = eventKinds;
        this.events = events;
        this.numbers = numbers;
        this.sourced = sourced;
        this.courtesy = courtesy;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /** Whether a run should end. */
    @FunctionalInterface
    interface Stop {
        boolean wanted();
    }

    /**
     * Reads a source until nothing is left.
     *
     * @param reader open; not closed here
     * @throws SourceFailure if the source fails, {@code source.stopped} if the run should end
     */
    void work(Source source, RunStore.Taken taken, SourceReader reader, Stop stop) {
        var work = new Work(source, taken, reader, stop);
        work.readAll();
        work.finish();
    }

    /** One run. */
    private final class Work {
        private final Source source;
        private final RunStore.Taken taken;
        private final SourceReader reader;
        private final Stop stop;
        private final Run.Mode mode;
        private final Batches batches;
        private final SourceQuery query;
        private final int batch;
        private @Nullable String cursor;

        Work(Source source, RunStore.Taken taken, SourceReader reader, Stop stop) {
            this.source = source;
            this.taken = taken;
            this.reader = reader;
            this.stop = stop;
            this.mode = taken.run().mode();
            Source.Plan plan = source.plan();
            this.batches = batches();
            boolean changes = mode == Run.Mode.INCREMENTAL && plan.changed() != null;
            this.query =
                    new SourceQuery(
                            plan.entity(),
                            batches.columns(),
                            plan.key(),
                            changes ? plan.changed() : null);
            this.batch =
                    plan.rowsPerSecond() == 0
                            ? batches.most()
                            : Math.clamp(
                                    (long) plan.rowsPerSecond() * PIECE_SECONDS, 1, batches.most());
            this.cursor = taken.cursor() == null && changes ? beginning() : taken.cursor();
        }

        private Batches batches() {
            Fields fields = catalogue.fields();
            var cells = new CellReader(LocalDate.ofInstant(clock.instant(), zone), zone);
            String eventKind = source.plan().eventKind();
            if (eventKind == null) {
                return new ClientBatches(
                        template,
                        sourced,
                        source,
                        taken.run(),
                        new ClientRows(source.plan(), fields, cells, numbers, zone),
                        () -> OffsetDateTime.ofInstant(clock.instant(), zone),
                        this::goOnOrEnd);
            }
            EventKind kind =
                    eventKinds
                            .find(eventKind)
                            .orElseThrow(() -> new SourceFailure("source.no-such-event-kind"));
            return new EventBatches(
                    source, kind, events, fields, cells, numbers, clock, mode == Run.Mode.DRY);
        }

        private @Nullable String beginning() {
            String known = sources.cursor(source.id());
            return known == null ? null : reader.earlier(known);
        }

        void readAll() {
            long began = System.nanoTime();
            long read = 0;
            boolean last = false;
            while (!last) {
                goOnOrEnd();
                SourceReader.Page page =
                        Objects.requireNonNull(transaction.execute(status -> batch()));
                cursor = page.cursor();
                last = page.last();
                read += page.rows();
                if (!last) {
                    courtesy.stepAside(COURTESY);
                    keepPace(began, read);
                }
            }
        }

        private void goOnOrEnd() {
            if (stop.wanted()) {
                throw SourceFailure.stopped();
            }
        }

        private SourceReader.Page batch() {
            SourceReader.Page page = batches.read(sink -> reader.read(query, cursor, batch, sink));
            Batches.Made made = batches.keep();
            if (!runs.advance(taken, page.cursor(), page.rows(), made)) {
                throw SourceFailure.stopped();
            }
            runs.keep(taken.run().id(), made.problems());
            if (query.changed() != null) {
                sources.setCursor(source.id(), page.cursor());
            }
            return page;
        }

        /** In pieces, for somebody may want it to end. */
        private void keepPace(long began, long read) {
            int most = source.plan().rowsPerSecond();
            while (most > 0 && read * 1_000_000_000L / most > System.nanoTime() - began) {
                goOnOrEnd();
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }

        void finish() {
            SourceFailure tooMany = transaction.execute(status -> end());
            if (tooMany != null) {
                throw tooMany;
            }
        }

        private @Nullable SourceFailure end() {
            long removed = 0;
            long kept = 0;
            if (source.plan().looksForMissing(mode)) {
                ClientBatches.waitForDepartment(jdbc, source.departmentId(), this::goOnOrEnd);
                SourcedClients.Missing missing = sourced.missing(source.id(), taken.run().id());
                int most = source.plan().mostRemoved();
                if (missing.missing() * 100 > missing.known() * most) {
                    return new SourceFailure(
                            "source.too-many-missing", missing.missing(), missing.known(), most);
                }
                removed = mode == Run.Mode.DRY ? missing.missing() : sourced.remove(source.id());
                kept = missing.missing() - removed;
                sourced.forget(taken.run().id());
            }
            if (!runs.finish(taken, removed, kept)) {
                throw SourceFailure.stopped();
            }
            return null;
        }
    }
}

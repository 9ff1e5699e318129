package io.soroka.sources;

import io.soroka.contacts.FieldCatalogue;
import io.soroka.contacts.intake.SourcedClients;
import io.soroka.events.EventKinds;
import io.soroka.platform.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Other systems that clients and their events come from: set up, looked into, read, and their
 * history.
 */
@Component
public class Sources {
    private static final int PREVIEWED = 10;

    /** The longest that a look into a source may take, in seconds: somebody waits for it. */
    private static final int LOOK_SECONDS = 15;

    private final SourceStore store;
    private final RunStore runs;
    private final Syncs syncs;
    private final SourceKinds kinds;
    private final FieldCatalogue catalogue;
    private final EventKinds events;
    private final SourcedClients sourced;

    Sources(
            SourceStore store,
            RunStore runs,
            Syncs syncs,
            SourceKinds kinds,
            FieldCatalogue catalogue,
            EventKinds events,
            SourcedClients sourced) {
        this.store = store;
        this.runs = runs;
        this.syncs = syncs;
        this.kinds = kinds;
        this.catalogue = catalogue;
        this.events = events;
        this.sourced = sourced;
    }

    /** Every kind there is, by its word. */
    public List<SourceKind> kinds() {
        return kinds.all();
    }

    /** All that are set up, by name. */
    public List<Source> all() {
        return store.all();
    }

    /**
     * One of them.
     *
     * @throws ProblemException 404 if there is none
     */
    public Source find(long id) {
        return store.find(id).orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    /**
     * Sets one up. It is not connected to; its runs tell whether that can be.
     *
     * @throws InvalidSource if something can't be used
     * @throws ProblemException 409 if the department has one of this name
     */
    @Transactional
    public Source create(long departmentId, Source.Wanted wanted, String by) {
        check(wanted, "");
        return store.insert(departmentId, wanted, by);
    }

    /**
     * Changes one. When it is to be read otherwise than before, the next run for changes reads
     * everything.
     *
     * @param version that the change is based on
     * @throws InvalidSource if something can't be used
     * @throws ProblemException 404, 409 if another of the department has this name, it is running,
     *     or somebody else has changed it
     */
    @Transactional
    public Source change(long id, int version, Source.Wanted wanted, String by) {
        Source before = idle(id);
        if (before.version() != version) {
            throw new ProblemException(409, "source-changed");
        }
        check(wanted, store.secret(id));
        if (wanted.plan().target() != before.plan().target()) {
            // The clients whom it brought would be told to be in it for ever.
            throw new InvalidSource("/target", "source.target-stays");
        }
        boolean anew =
                !wanted.kind().equals(before.kind())
                        || !wanted.options().equals(before.options())
                        || !wanted.plan().readsLike(before.plan());
        return store.update(before, wanted, anew, by);
    }

    /**
     * Deletes one with its history; the clients stay.
     *
     * @throws ProblemException 404, or 409 if it is running or a selection asks it
     */
    @Transactional
    public void delete(long id) {
        Source gone = idle(id);
        sourced.release(gone.id());
        store.delete(gone.id());
    }

    private Source idle(long id) {
        Source source = store.hold(id).orElseThrow(() -> new ProblemException(404, "not-found"));
        if (runs.isRunning(id)) {
            throw new ProblemException(409, "source-running");
        }
        return source;
    }

    private void check(Source.Wanted wanted, String keptSecret) {
        SourceChecks.connection(
                kind(wanted.kind()),
                wanted.options(),
                Objects.requireNonNullElse(wanted.secret(), keptSecret));
        SourceChecks.plan(wanted.plan(), catalogue.fields(), events);
    }

    private SourceKind kind(String kind) {
        return kinds.find(kind)
                .orElseThrow(() -> new InvalidSource("/kind", "source.no-such-kind"));
    }

    /**
     * How to reach a source that may not be set up yet.
     *
     * @param sourceId whose secret counts when none is given; null if there is none
     */
    public record Place(
            @Nullable Long sourceId,
            String kind,
            Map<String, String> options,
            @Nullable String secret) {
        public Place {
            options = Map.copyOf(options);
        }

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Place[" + kind + "]";
        }
    }

    /**
     * What there is to read.
     *
     * @throws InvalidSource if something can't be used
     * @throws SourceFailure if it can't be connected to or asked
     */
    public List<Entity> entities(Place place) {
        return looking(place, SourceReader::entities);
    }

    /** The columns of one entity; throws as {@link #entities}. */
    public List<Column> columns(Place place, String entity) {
        return looking(place, reader -> reader.columns(entity));
    }

    /**
     * An entity's beginning, or whatever comes first.
     *
     * @param rows each with the values of the columns
     */
    public record Preview(List<Column> columns, List<List<@Nullable Object>> rows) {}

    /** Some rows of an entity; throws as {@link #entities}. */
    public Preview preview(Place place, String entity) {
        return looking(
                place,
                reader -> new Preview(reader.columns(entity), reader.preview(entity, PREVIEWED)));
    }

    /**
     * What is asked of whoever has results written back to a source; nothing if its kind can't.
     *
     * @throws ProblemException 404 if there is no such source
     */
    public List<SourceOption> writeOptions(long id) {
        return kinds.find(find(id).kind())
                .filter(WritableKind.class::isInstance)
                .map(kind -> ((WritableKind) kind).writeOptions())
                .orElse(List.of());
    }

    /**
     * Looks over what was given for that; nothing is connected to.
     *
     * @throws InvalidSource if something can't be used
     */
    public void checkWriting(long id, Map<String, String> options, String secret) {
        List<SourceOption> asked = writeOptions(id);
        if (asked.isEmpty()) {
            throw new InvalidSource("", "source.not-writable");
        }
        SourceChecks.options(asked, options, secret);
    }

    /**
     * Connects to a source to write to it.
     *
     * @param options as {@link #checkWriting} accepted them
     * @throws SourceFailure if that can't be
     */
    public SourceWriter openWriter(long id, Map<String, String> options, String secret) {
        Source source = find(id);
        if (!(kinds.find(source.kind()).orElse(null) instanceof WritableKind kind)) {
            throw new SourceFailure("source.not-writable");
        }
        Map<String, String> all = new HashMap<>(source.options());
        all.putAll(options);
        return kind.openWriter(new SourceSettings(all, secret, source.plan().statementSeconds()));
    }

    private <T> T looking(Place place, Function<SourceReader, T> look) {
        SourceKind kind = kind(place.kind());
        String secret = place.secret();
        if (secret == null) {
            secret = place.sourceId() == null ? "" : keptSecret(place, place.sourceId());
        }
        SourceChecks.connection(kind, place.options(), secret);
        try (SourceReader reader =
                kind.open(new SourceSettings(place.options(), secret, LOOK_SECONDS))) {
            return look.apply(reader);
        }
    }

    /**
     * Connects to one that is set up, as its runs do; to be closed.
     *
     * @throws ProblemException 404 if there is none
     * @throws SourceFailure if it can't be connected to
     */
    public SourceReader open(long id) {
        Source source = find(id);
        return kinds.find(source.kind())
                .orElseThrow(() -> new SourceFailure("source.no-such-kind"))
                .open(
                        new SourceSettings(
                                source.options(),
                                store.secret(id),
                                source.plan().statementSeconds()));
    }

    /** A kept secret goes only to where it belongs: nobody has it told to a server of their own. */
    private String keptSecret(Place place, long sourceId) {
        Source known = find(sourceId);
        if (!known.kind().equals(place.kind()) || !known.options().equals(place.options())) {
            throw new InvalidSource("/secret", "source.secret-anew");
        }
        return store.secret(sourceId);
    }

    /**
     * Begins a run, which goes on in the background.
     *
     * @param by the person's name
     * @throws ProblemException 404, 409 if one is running, 422 if changes are asked for and nothing
     *     tells of them
     */
    public Run run(long id, Run.Mode mode, String by) {
        Source source = find(id);
        if (mode == Run.Mode.INCREMENTAL && source.plan().changed() == null) {
            throw new ProblemException(422, "source-changes-unknown").at("/mode");
        }
        return syncs.begin(id, mode, by);
    }

    /**
     * Asks a run to end, which it does within a second or so.
     *
     * @throws ProblemException 404, or 409 if it has ended
     */
    public Run stop(long id, long runId) {
        Run run = run(id, runId);
        if (!runs.stop(run.id())) {
            throw new ProblemException(409, "source-not-running");
        }
        return run(id, runId);
    }

    /**
     * One run.
     *
     * @throws ProblemException 404 if there is none
     */
    public Run run(long id, long runId) {
        return runs.find(id, runId).orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    /** A source's runs, the newest first, those older than {@code before} if that is given. */
    public List<Run> runs(long id, @Nullable Long before, int limit) {
        return runs.list(find(id).id(), before, limit);
    }

    /** The run of one that begins by itself next; none if it is read by hand only. */
    public Optional<Source.Turn> next(Source source) {
        return syncs.next(source);
    }

    /** Gives what could not be used of a run's rows, one by one; of many the first. */
    public void problems(long id, long runId, Consumer<RowProblem> taker) {
        runs.problems(run(id, runId).id(), taker);
    }

    /**
     * The same, a page of it.
     *
     * @param after how many come before
     * @throws ProblemException 404 if there is no such run
     */
    public List<RowProblem> problems(long id, long runId, long after, int limit) {
        return runs.problems(run(id, runId).id(), after, limit);
    }
}

package io.soroka.selections;

import io.soroka.platform.ProblemException;
import io.soroka.segments.CriteriaRefused;
import io.soroka.segments.Segments;
import io.soroka.sources.Column;
import io.soroka.sources.RowProblem;
import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceReader;
import io.soroka.sources.Sources;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Questions kept against other systems, their runs, and the values that texts take from them. */
@Component
public class Selections {
    private static final int PREVIEWED = 10;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SelectionStore store;
    private final SelectionRuns runs;
    private final SelectionJobs jobs;
    private final SelectionWork work;
    private final Sources sources;
    private final Segments segments;

    Selections(
            SelectionStore store,
            SelectionRuns runs,
            SelectionJobs jobs,
            SelectionWork work,
            Sources sources,
            Segments segments) {
        this.store = store;
        this.runs = runs;
        this.jobs = jobs;
        this.work = work;
        this.sources = sources;
        this.segments = segments;
    }

    /**
     * All of them, by name.
     *
     * @param departmentId whose; null for everybody's
     */
    public List<Selection> all(@Nullable Long departmentId) {
        return store.all(departmentId);
    }

    /**
     * One of them.
     *
     * @param departmentId the department that asks; null for somebody who sees all
     * @throws ProblemException 404 if there is none, or it is another department's
     */
    public Selection find(long id, @Nullable Long departmentId) {
        return store.find(id)
                .filter(one -> departmentId == null || one.departmentId() == departmentId)
                .orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    /**
     * Keeps one. The source is not asked; runs tell whether it can answer.
     *
     * @throws InvalidSelection if something can't be used
     * @throws ProblemException 409 if the department has one of this name
     */
    @Transactional
    public Selection create(long departmentId, Selection.Plan plan, String by) {
        check(plan);
        return store.insert(departmentId, plan, by);
    }

    /**
     * Changes one; its people stay those of its last whole run.
     *
     * @param version that the change is based on
     * @throws InvalidSelection if something can't be used
     * @throws ProblemException 404, 409 if another of the department has this name, it is running,
     *     or somebody else has changed it
     */
    @Transactional
    public Selection change(long id, int version, Selection.Plan plan, String by) {
        if (idle(id).version() != version) {
            throw new ProblemException(409, "selection-changed");
        }
        check(plan);
        return store.update(id, plan, by);
    }

    /**
     * Deletes one with its history and its people's values; the clients stay.
     *
     * @throws ProblemException 404, or 409 if it is running, or segments or campaigns ask for it
     */
    @Transactional
    public void delete(long id) {
        Selection gone = idle(id);
        List<String> uses = store.usedBy(gone.id());
        if (!uses.isEmpty()) {
            throw new ProblemException(409, "selection-used", String.join(", ", uses));
        }
        store.delete(gone.id());
    }

    private Selection idle(long id) {
        Selection selection =
                store.hold(id).orElseThrow(() -> new ProblemException(404, "not-found"));
        if (runs.isRunning(id)) {
            throw new ProblemException(409, "selection-running");
        }
        return selection;
    }

    private void check(Selection.Plan plan) {
        SelectionChecks.plan(plan);
        try {
            var _ = sources.find(plan.sourceId());
        } catch (ProblemException e) {
            throw new InvalidSelection("/sourceId", "selection.no-such-source");
        }
        // That the values can be read.
        var _ = work.asking(plan, Map.of());
    }

    /** The beginning of an answer. */
    public record Preview(List<Column> columns, List<List<@Nullable Object>> rows) {}

    /**
     * Some rows of an answer, as the source gives them; nothing is kept.
     *
     * @param values of parameters that are other than the plan's own
     * @throws InvalidSelection if something can't be used
     * @throws SourceFailure if the source can't answer
     * @throws ProblemException 404 if there is no such source
     */
    public Preview preview(Selection.Plan plan, Map<String, String> values) {
        SelectionChecks.question(plan);
        Asking asking = work.asking(plan, values);
        try (SourceReader reader = sources.open(plan.sourceId())) {
            var seen = new Asking.Seen();
            asking.ask(reader, PREVIEWED, seen);
            return new Preview(seen.columns(), seen.rows());
        }
    }

    /**
     * Begins a run, which goes on in the background.
     *
     * @param values of parameters that are other than the selection's own
     * @param by the person's name
     * @throws InvalidSelection if a value is not of its parameter's type
     * @throws ProblemException 404, 409 if one is running
     */
    public SelectionRun run(Selection selection, Map<String, String> values, String by) {
        var _ = work.asking(selection.plan(), values);
        return jobs.begin(selection.id(), values, by);
    }

    /**
     * Asks a run to end, which it does within a second or so.
     *
     * @throws ProblemException 404, or 409 if it has ended
     */
    public SelectionRun stop(Selection selection, long runId) {
        SelectionRun run = run(selection, runId);
        if (!runs.stop(run.id())) {
            throw new ProblemException(409, "selection-not-running");
        }
        return run(selection, runId);
    }

    /**
     * One run.
     *
     * @throws ProblemException 404 if there is none
     */
    public SelectionRun run(Selection selection, long runId) {
        return runs.find(selection.id(), runId)
                .orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    /** A selection's runs, the newest first, those older than {@code before} if that is given. */
    public List<SelectionRun> runs(Selection selection, @Nullable Long before, int limit) {
        return runs.list(selection.id(), before, limit);
    }

    /** Gives what could not be used of a run's rows, one by one; of many the first. */
    public void problems(SelectionRun run, Consumer<RowProblem> taker) {
        runs.problems(run.id(), taker);
    }

    /**
     * What a text may name that goes to people who meet conditions: the values of the selection
     * that these ask for, segments within included, if it is exactly one and has run whole.
     *
     * @param tree conditions as JSON; those that mean nothing ask for nothing
     */
    public @Nullable Variables variables(long departmentId, @Nullable String tree) {
        Long one = only(departmentId, tree);
        return one == null ? null : store.variables(departmentId, one, false);
    }

    /**
     * The same, and until the end of the transaction no other run becomes the selection's people.
     */
    public @Nullable Variables held(long departmentId, @Nullable String tree) {
        Long one = only(departmentId, tree);
        return one == null ? null : store.variables(departmentId, one, true);
    }

    /**
     * The selection that conditions ask for, segments within included, if it is exactly one.
     *
     * @param tree conditions as JSON; those that mean nothing ask for nothing
     */
    public @Nullable Long only(long departmentId, @Nullable String tree) {
        if (tree == null) {
            return null;
        }
        try {
            Set<Long> asked = new HashSet<>();
            collect(JSON.readTree(segments.inlined(departmentId, tree)), asked);
            return asked.size() == 1 ? asked.iterator().next() : null;
        } catch (CriteriaRefused e) {
            return null;
        }
    }

    /** The values of one client, in their order; null where the run does not have the client. */
    public @Nullable String @Nullable [] values(Variables selected, long clientId) {
        return store.values(selected.runId(), clientId);
    }

    /** The values of one run; null once they are forgotten. */
    public @Nullable Variables ofRun(long runId) {
        return store.variables(runId);
    }

    private static void collect(JsonNode node, Set<Long> asked) {
        JsonNode about = node.get("about");
        if (about != null
                && about.isString()
                && about.stringValue().equals(SelectionCriteria.ABOUT)) {
            node.get("values").forEach(id -> asked.add(Long.valueOf(id.stringValue().strip())));
        } else {
            node.forEach(part -> collect(part, asked));
        }
    }
}

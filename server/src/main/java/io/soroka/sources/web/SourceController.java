package io.soroka.sources.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.contacts.Field;
import io.soroka.contacts.FieldCatalogue;
import io.soroka.contacts.intake.Formulas;
import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.sources.Column;
import io.soroka.sources.ColumnType;
import io.soroka.sources.Entity;
import io.soroka.sources.InvalidSource;
import io.soroka.sources.RowProblem;
import io.soroka.sources.Run;
import io.soroka.sources.Source;
import io.soroka.sources.SourceFailure;
import io.soroka.sources.Sources;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Other systems that clients and events come from, for administrators. */
@RestController
@RequestMapping("/api/v1/sources")
class SourceController {
    private static final String CSV = "text/csv";
    private static final int PAGE = 50;
    private static final int LONGEST_SHOWN = 200;

    private final Sources sources;
    private final FieldCatalogue catalogue;
    private final CurrentUser user;
    private final Audit audit;

    SourceController(Sources sources, FieldCatalogue catalogue, CurrentUser user, Audit audit) {
        this.sources = sources;
        this.catalogue = catalogue;
        this.user = user;
        this.audit = audit;
    }

    record SourceList(List<SourceView> items) {}

    record SourceRunPage(List<SourceRunView> items, @Nullable String next) {}

    /**
     * Where to look.
     *
     * @param sourceId whose secret counts when none is given; it goes only where that source is
     */
    record SourcePlace(
            @Nullable String sourceId,
            @Nullable String kind,
            @Nullable Map<String, String> options,
            @Nullable String secret,
            @Nullable String entity) {
        @Override
        public String toString() {
            return "SourcePlace";
        }
    }

    record SourceEntityList(List<String> items) {}

    /**
     * A column.
     *
     * @param key whether it alone tells rows apart, as far as the source knows
     * @param field the field that its name speaks of, if one does
     */
    record SourceColumnView(
            String name,
            @OneOf(ColumnType.class) String type,
            boolean key,
            @Nullable String field) {}

    record SourceColumnList(List<SourceColumnView> items) {}

    record SourcePreview(List<SourceColumnView> columns, List<List<@Nullable String>> rows) {}

    /**
     * Something of a row that could not be used.
     *
     * @param key the row's, empty where it says something of a person
     * @param reason a sentence
     */
    record SourceProblemView(String key, String column, String reason) {}

    record SourceProblemPage(List<SourceProblemView> items, @Nullable String next) {}

    record WantedRun(@OneOf(Run.Mode.class) @Nullable String mode) {}

    @GetMapping
    SourceList list() {
        user.require();
        return new SourceList(sources.all().stream().map(this::view).toList());
    }

    @GetMapping("/{id}")
    SourceView find(@PathVariable long id) {
        user.require();
        return view(sources.find(id));
    }

    @Transactional
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SourceView create(@RequestBody WantedSource wanted) {
        requireEditor();
        Source made =
                usable(() ->
                        sources.create(user.departmentId(), wanted.read(), user.user().name()));
        audit.record("source.created", object(made.id()), details(made));
        return view(made);
    }

    @Transactional
    @PutMapping("/{id}")
    SourceView change(@PathVariable long id, @RequestBody WantedSource wanted) {
        requireEditor();
        Source before = sources.find(id);
        Source changed =
                usable(() ->
                        sources.change(
                                id,
                                Objects.requireNonNullElse(wanted.version(), 0),
                                wanted.read(),
                                user.user().name()));
        audit.record("source.changed", object(id), Audit.change(details(before), details(changed)));
        return view(changed);
    }

    /** Its clients stay. */
    @Transactional
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        requireEditor();
        Source gone = sources.find(id);
        sources.delete(id);
        audit.record("source.deleted", object(id), details(gone));
    }

    /** What there is to read; that this answers shows that the source can be connected to. */
    @PostMapping("/entities")
    SourceEntityList entities(@RequestBody SourcePlace place) {
        requireEditor();
        List<Entity> found = usable(() -> sources.entities(place(place)));
        audit.record("source.looked-into", null, Map.of("kind", kind(place)));
        return new SourceEntityList(found.stream().map(Entity::name).toList());
    }

    @PostMapping("/columns")
    SourceColumnList columns(@RequestBody SourcePlace place) {
        requireEditor();
        return new SourceColumnList(
                usable(() -> sources.columns(place(place), entity(place))).stream()
                        .map(this::view)
                        .toList());
    }

    /** Real rows, with people in them. */
    @PostMapping("/preview")
    SourcePreview preview(@RequestBody SourcePlace place) {
        requireEditor();
        Sources.Preview seen = usable(() -> sources.preview(place(place), entity(place)));
        audit.record(
                "source.previewed",
                null,
                Map.of("kind", kind(place), "entity", entity(place), "rows", seen.rows().size()));
        return new SourcePreview(
                seen.columns().stream().map(this::view).toList(), shown(seen.rows()));
    }

    private static List<List<@Nullable String>> shown(List<List<@Nullable Object>> rows) {
        List<List<@Nullable String>> shown = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            List<@Nullable String> cells = new ArrayList<>();
            for (Object value : row) {
                cells.add(shown(value));
            }
            shown.add(cells);
        }
        return shown;
    }

    @PostMapping("/{id}/runs")
    @ResponseStatus(HttpStatus.CREATED)
    SourceRunView run(@PathVariable long id, @RequestBody WantedRun wanted) {
        requireEditor();
        Run.Mode mode =
                Arrays.stream(Run.Mode.values())
                        .filter(one -> word(one).equals(wanted.mode()))
                        .findFirst()
                        .orElseThrow(
                                () -> new ProblemException(422, "source-mode-unknown").at("/mode"));
        Run begun = sources.run(id, mode, user.user().name());
        audit.record("source.run", object(id), Map.of("mode", word(mode), "run", begun.id()));
        return SourceRunView.of(begun);
    }

    @GetMapping("/{id}/runs")
    SourceRunPage runs(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "50") int limit) {
        user.require();
        int size = Math.clamp(limit, 1, PAGE);
        List<SourceRunView> items =
                sources.runs(id, after, size).stream().map(SourceRunView::of).toList();
        return new SourceRunPage(items, items.size() < size ? null : items.getLast().id());
    }

    @GetMapping("/{id}/runs/{run}")
    SourceRunView run(@PathVariable long id, @PathVariable long run) {
        user.require();
        return SourceRunView.of(sources.run(id, run));
    }

    @PostMapping("/{id}/runs/{run}/stop")
    SourceRunView stop(@PathVariable long id, @PathVariable long run) {
        requireEditor();
        Run stopping = sources.stop(id, run);
        audit.record("source.run-stopped", object(id), Map.of("run", run));
        return SourceRunView.of(stopping);
    }

    /**
     * What could not be used of its rows, the first of them.
     *
     * @param after how many come before
     */
    @GetMapping("/{id}/runs/{run}/problems")
    SourceProblemPage problemList(
            @PathVariable long id,
            @PathVariable long run,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "50") int limit) {
        user.require();
        int size = Math.clamp(limit, 1, PAGE);
        long before = Objects.requireNonNullElse(after, 0L);
        Locale language = LocaleContextHolder.getLocale();
        List<SourceProblemView> items =
                sources.problems(id, run, before, size).stream()
                        .map(one -> view(one, language))
                        .toList();
        audit.record(
                "source.problems-listed", object(id), Map.of("run", run, "rows", items.size()));
        return new SourceProblemPage(
                items, items.size() < size ? null : Long.toString(before + items.size()));
    }

    /** The same as a table to keep. */
    @GetMapping(path = "/{id}/runs/{run}/problems.csv", produces = CSV)
    void problems(@PathVariable long id, @PathVariable long run, HttpServletResponse response)
            throws IOException {
        user.require();
        Run found = sources.run(id, run);
        audit.record("source.problems-fetched", object(id), Map.of("run", run));
        Locale language = LocaleContextHolder.getLocale();
        response.setContentType(CSV + ";charset=UTF-8");
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"problems-" + run + ".csv\"");
        response.setHeader("Cache-Control", "no-store");
        try (Writer out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                response.getOutputStream(), StandardCharsets.UTF_8))) {
            // Without the mark a spreadsheet would take the letters for another encoding.
            out.write('\ufeff');
            line(out, Messages.text(language, "source.problems-header").split(";"));
            sources.problems(
                    id,
                    found.id(),
                    one -> {
                        SourceProblemView shown = view(one, language);
                        line(out, shown.key(), shown.column(), shown.reason());
                    });
        }
    }

    private static void line(Writer out, String... cells) {
        try {
            out.write(
                    Stream.of(cells)
                            .map(cell -> '"' + Formulas.neutral(cell).replace("\"", "\"\"") + '"')
                            .collect(Collectors.joining(";", "", "\r\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever practises has people who come from nowhere. */
    private void requireEditor() {
        user.require();
        if (user.practice()) {
            throw new ProblemException(409, "sources-in-practice");
        }
    }

    private static <T> T usable(Supplier<T> work) {
        try {
            return work.get();
        } catch (InvalidSource e) {
            throw new ProblemException(
                            422, "source-invalid", sentence(e.messageKey(), e.arguments()))
                    .at(e.place());
        } catch (SourceFailure e) {
            throw new ProblemException(
                    422, "source-unusable", sentence(e.messageKey(), e.arguments()));
        }
    }

    private static String sentence(String messageKey, List<String> arguments) {
        return Messages.text(LocaleContextHolder.getLocale(), messageKey, arguments.toArray());
    }

    private static Sources.Place place(SourcePlace place) {
        return new Sources.Place(
                WantedSource.id(place.sourceId()),
                kind(place),
                WantedSource.known(place.options()),
                place.secret());
    }

    private static String kind(SourcePlace place) {
        return Objects.requireNonNullElse(place.kind(), "");
    }

    private static String entity(SourcePlace place) {
        return Objects.requireNonNullElse(place.entity(), "");
    }

    private static SourceProblemView view(RowProblem one, Locale language) {
        return new SourceProblemView(
                one.key(),
                one.column(),
                Messages.text(language, one.messageKey(), one.arguments().toArray()));
    }

    private SourceView view(Source source) {
        return SourceView.of(source, sources.next(source).orElse(null));
    }

    private SourceColumnView view(Column column) {
        return new SourceColumnView(
                column.name(),
                word(column.type()),
                column.key(),
                catalogue.fields().guess(column.name()).map(Field::key).orElse(null));
    }

    private static @Nullable String shown(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        String written =
                value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        return written.length() > LONGEST_SHOWN
                ? written.substring(0, LONGEST_SHOWN) + "…"
                : written;
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private static String object(long id) {
        return "source:" + id;
    }

    private static Map<String, Object> details(Source source) {
        Source.Plan plan = source.plan();
        return Map.of(
                "name", plan.name(),
                "kind", source.kind(),
                "options", source.options(),
                "entity", plan.entity(),
                "target", Objects.requireNonNullElse(plan.eventKind(), word(plan.target())),
                "mapping",
                        plan.mapping().stream()
                                .map(one ->
                                        one.column()
                                                + ">"
                                                + one.field()
                                                + ":"
                                                + word(one.conflict()))
                                .toList(),
                "everyMinutes", plan.everyMinutes(),
                "removesMissing", plan.removesMissing());
    }
}

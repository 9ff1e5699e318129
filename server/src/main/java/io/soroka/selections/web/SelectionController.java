package io.soroka.selections.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.contacts.intake.Formulas;
import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.selections.InvalidSelection;
import io.soroka.selections.Selection;
import io.soroka.selections.SelectionRun;
import io.soroka.selections.Selections;
import io.soroka.sources.Column;
import io.soroka.sources.ColumnType;
import io.soroka.sources.SourceFailure;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

/**
 * Selections: administrators write what is asked, for it goes to another system as it stands;
 * whoever makes campaigns runs them and uses their people.
 */
@RestController
@RequestMapping("/api/v1/selections")
class SelectionController {
    private static final String CSV = "text/csv";
    private static final int PAGE = 50;
    private static final int LONGEST_SHOWN = 200;

    private final Selections selections;
    private final CurrentUser user;
    private final Audit audit;

    SelectionController(Selections selections, CurrentUser user, Audit audit) {
        this.selections = selections;
        this.user = user;
        this.audit = audit;
    }

    record SelectionList(List<SelectionView> items) {}

    record SelectionRunPage(List<SelectionRunView> items, @Nullable String next) {}

    record AnswerColumn(String name, @OneOf(ColumnType.class) String type) {}

    record SelectionPreview(List<AnswerColumn> columns, List<List<@Nullable String>> rows) {}

    /**
     * @param values of parameters that are other than the selection's own
     */
    record WantedSelectionRun(@Nullable Map<String, String> values) {}

    @GetMapping
    SelectionList list() {
        requireReader();
        return new SelectionList(selections.all(user.scope()).stream().map(this::view).toList());
    }

    @GetMapping("/{id}")
    SelectionView find(@PathVariable long id) {
        requireReader();
        return view(known(id));
    }

    @Transactional
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SelectionView create(@RequestBody WantedSelection wanted) {
        requireEditor();
        Selection made =
                usable(() ->
                        selections.create(user.departmentId(), wanted.read(), user.user().name()));
        audit.record("selection.created", object(made.id()), details(made));
        return view(made);
    }

    @Transactional
    @PutMapping("/{id}")
    SelectionView change(@PathVariable long id, @RequestBody WantedSelection wanted) {
        requireEditor();
        Selection before = known(id);
        Selection changed =
                usable(() ->
                        selections.change(
                                id,
                                Objects.requireNonNullElse(wanted.version(), 0),
                                wanted.read(),
                                user.user().name()));
        audit.record(
                "selection.changed", object(id), Audit.change(details(before), details(changed)));
        return view(changed);
    }

    /** Its clients stay. */
    @Transactional
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        requireEditor();
        Selection gone = known(id);
        selections.delete(id);
        audit.record("selection.deleted", object(id), details(gone));
    }

    /** Real rows, with people in them; nothing is kept. */
    @PostMapping("/preview")
    SelectionPreview preview(@RequestBody WantedSelection wanted) {
        requireEditor();
        Selections.Preview seen =
                usable(() ->
                        selections.preview(wanted.read(), WantedSelection.known(wanted.values())));
        audit.record(
                "selection.previewed",
                null,
                Map.of(
                        "source",
                        Objects.requireNonNullElse(wanted.sourceId(), ""),
                        "rows",
                        seen.rows().size()));
        return new SelectionPreview(
                seen.columns().stream().map(SelectionController::view).toList(),
                shown(seen.rows()));
    }

    @PostMapping("/{id}/runs")
    @ResponseStatus(HttpStatus.CREATED)
    SelectionRunView run(@PathVariable long id, @RequestBody WantedSelectionRun wanted) {
        requireRunner();
        Selection selection = known(id);
        SelectionRun begun =
                usable(() ->
                        selections.run(
                                selection,
                                WantedSelection.known(wanted.values()),
                                user.user().name()));
        audit.record("selection.run", object(id), Map.of("run", begun.id()));
        return SelectionRunView.known(begun);
    }

    @GetMapping("/{id}/runs")
    SelectionRunPage runs(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "50") int limit) {
        requireReader();
        int size = Math.clamp(limit, 1, PAGE);
        List<SelectionRunView> items =
                selections.runs(known(id), after, size).stream()
                        .map(SelectionRunView::known)
                        .toList();
        return new SelectionRunPage(items, items.size() < size ? null : items.getLast().id());
    }

    @GetMapping("/{id}/runs/{run}")
    SelectionRunView run(@PathVariable long id, @PathVariable long run) {
        requireReader();
        return SelectionRunView.known(selections.run(known(id), run));
    }

    @PostMapping("/{id}/runs/{run}/stop")
    SelectionRunView stop(@PathVariable long id, @PathVariable long run) {
        requireRunner();
        SelectionRun stopping = selections.stop(known(id), run);
        audit.record("selection.run-stopped", object(id), Map.of("run", run));
        return SelectionRunView.known(stopping);
    }

    /** What could not be used of its rows: place, column and reason of each. */
    @GetMapping(path = "/{id}/runs/{run}/problems.csv", produces = CSV)
    void problems(@PathVariable long id, @PathVariable long run, HttpServletResponse response)
            throws IOException {
        user.require();
        SelectionRun found = selections.run(known(id), run);
        audit.record("selection.problems-fetched", object(id), Map.of("run", run));
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
            line(out, Messages.text(language, "selection.problems-header").split(";"));
            selections.problems(
                    found,
                    one ->
                            line(
                                    out,
                                    one.key(),
                                    one.column(),
                                    Messages.text(
                                            language,
                                            one.messageKey(),
                                            one.arguments().toArray())));
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

    private void requireReader() {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER, Role.ANALYST);
    }

    private void requireRunner() {
        user.require(Role.CAMPAIGN_MANAGER);
        notInPractice();
    }

    private void requireEditor() {
        user.require();
        notInPractice();
    }

    /** Whoever practises has people who come from nowhere. */
    private void notInPractice() {
        if (user.practice()) {
            throw new ProblemException(409, "sources-in-practice");
        }
    }

    private Selection known(long id) {
        return selections.find(id, user.scope());
    }

    private static <T> T usable(Supplier<T> work) {
        try {
            return work.get();
        } catch (InvalidSelection e) {
            throw new ProblemException(
                            422, "selection-invalid", sentence(e.messageKey(), e.arguments()))
                    .at(e.place());
        } catch (SourceFailure e) {
            throw new ProblemException(
                    422, "source-unusable", sentence(e.messageKey(), e.arguments()));
        }
    }

    private static String sentence(String messageKey, List<String> arguments) {
        return Messages.text(LocaleContextHolder.getLocale(), messageKey, arguments.toArray());
    }

    private SelectionView view(Selection selection) {
        return SelectionView.of(selection, user.user().role() == Role.ADMINISTRATOR);
    }

    private static AnswerColumn view(Column column) {
        return new AnswerColumn(column.name(), column.type().name().toLowerCase(Locale.ROOT));
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

    private static String object(long id) {
        return "selection:" + id;
    }

    private static Map<String, Object> details(Selection selection) {
        Selection.Plan plan = selection.plan();
        return Map.of(
                "name", plan.name(),
                "source", plan.sourceId(),
                "question",
                        switch (plan.question()) {
                            case Selection.Question.Sql(String text) -> text;
                            case Selection.Question.Rows rows ->
                                    rows.entity()
                                            + rows.filters().stream()
                                                    .map(one -> " " + one.column() + " " + one.is())
                                                    .collect(Collectors.joining());
                        },
                "match", plan.matchColumn(),
                "variables",
                        plan.variables().stream()
                                .map(one -> one.column() + ">" + one.name())
                                .toList(),
                "everyMinutes", plan.everyMinutes(),
                "dailyAt", String.valueOf(plan.dailyAt()));
    }
}

package io.soroka.campaigns.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.PersonState;
import io.soroka.campaigns.Reasons;
import io.soroka.campaigns.RunAnswers;
import io.soroka.campaigns.RunPeople;
import io.soroka.campaigns.RunProgress;
import io.soroka.campaigns.RunReports;
import io.soroka.platform.OneOf;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who is in a run, what became of them, and what it all came to. */
@RestController
@RequestMapping("/api/v1/runs/{id}")
class RunPeopleController {
    private static final int LONGEST_PAGE = 200;

    private final Campaigns campaigns;
    private final RunPeople people;
    private final RunReports reports;
    private final RunAnswers answers;
    private final PersonViews views;
    private final CurrentUser user;
    private final Audit audit;

    RunPeopleController(
            Campaigns campaigns,
            RunPeople people,
            RunReports reports,
            RunAnswers answers,
            PersonViews views,
            CurrentUser user,
            Audit audit) {
        this.campaigns = campaigns;
        this.people = people;
        this.reports = reports;
        this.answers = answers;
        this.views = views;
        this.user = user;
        this.audit = audit;
    }

    record Line(
            PersonViews.@Nullable View person,
            @OneOf(PersonState.class) String state,
            Reasons.@Nullable Reason reason,
            int parts,
            @Nullable String connection,
            @Nullable Instant at,
            @Nullable String messageId) {}

    record Page(List<Line> items, @Nullable String next) {}

    record Zone(String zone, String title, String localTime, long messages, long submitted) {}

    record Zones(List<Zone> items) {}

    record Failures(List<RunReports.Failure> items) {}

    record Answer(
            String id,
            PersonViews.@Nullable View person,
            Instant at,
            String text,
            boolean optOut) {}

    record Answers(List<Answer> items, @Nullable String next) {}

    record Cost(BigDecimal total, List<RunReports.Cost> byConnection) {}

    record Replies(long total, long optOuts) {}

    record Report(
            RunView run,
            Cost cost,
            List<RunReports.Point> timeline,
            List<RunReports.Failure> failures,
            Replies answers,
            @Nullable Long medianDeliverySeconds) {}

    /** A page may be short, even empty, before the end: {@code next} says whether there is more. */
    @GetMapping("/people")
    Page people(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "50") int limit) {
        RunProgress run = run(id);
        PersonState wanted = Words.stateOrAll(state);
        RunPeople.Page page =
                people.page(run.id(), wanted, after, Math.clamp(limit, 1, LONGEST_PAGE));
        audit.record(
                "clients.listed",
                "run:" + id,
                Map.of(
                        "people",
                        page.items().size(),
                        "state",
                        wanted == null ? "all" : wanted.word()));
        Long next = page.next();
        return new Page(
                page.items().stream().map(this::line).toList(),
                next == null ? null : Long.toString(next));
    }

    private Line line(RunPeople.Line line) {
        return new Line(
                views.of(line.person()),
                line.state().word(),
                Reasons.of(line, LocaleContextHolder.getLocale()),
                line.fate() == null ? 0 : line.fate().parts(),
                line.connection(),
                line.at(),
                line.fate() == null ? null : Long.toString(line.fate().messageId()));
    }

    /** All of them as a table for Excel, written as it is read. */
    @GetMapping(path = "/people.csv", produces = "text/csv")
    void csv(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String state,
            HttpServletResponse response)
            throws IOException {
        RunProgress run = run(id);
        PersonState wanted = Words.stateOrAll(state);
        audit.record(
                "clients.exported",
                "run:" + id,
                Map.of("state", wanted == null ? "all" : wanted.word()));
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"run-" + run.id() + ".csv\"");
        response.setHeader("Cache-Control", "no-store");
        Locale language = LocaleContextHolder.getLocale();
        try (var out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                response.getOutputStream(), StandardCharsets.UTF_8))) {
            var csv = new PeopleCsv(out, views, language);
            csv.head();
            people.each(run.id(), wanted, csv::line);
        } catch (UncheckedIOException e) {
            // The browser has gone: there is nobody to tell.
            throw e.getCause();
        }
    }

    @GetMapping("/zones")
    Zones zones(@PathVariable long id) {
        RunProgress run = run(id);
        Locale language = LocaleContextHolder.getLocale();
        return new Zones(
                reports.zones(run.id()).stream()
                        .map(one ->
                                new Zone(
                                        one.zone().getId(),
                                        PersonViews.title(one.zone(), language),
                                        views.localTime(one.zone()),
                                        one.messages(),
                                        one.submitted()))
                        .toList());
    }

    @GetMapping("/failures")
    Failures failures(@PathVariable long id) {
        return new Failures(reports.failures(run(id).id(), LocaleContextHolder.getLocale()));
    }

    @GetMapping("/answers")
    Answers answers(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "50") int limit) {
        RunProgress run = run(id);
        int size = Math.clamp(limit, 1, LONGEST_PAGE);
        List<RunAnswers.Line> lines = answers.page(run.id(), after, size);
        audit.record("answers.listed", "run:" + id, Map.of("answers", lines.size()));
        return new Answers(
                lines.stream()
                        .map(line ->
                                new Answer(
                                        Long.toString(line.answer().id()),
                                        views.of(line.person()),
                                        line.answer().at(),
                                        line.answer().text(),
                                        line.answer().optOut()))
                        .toList(),
                lines.size() < size ? null : Long.toString(lines.getLast().answer().id()));
    }

    @GetMapping("/report")
    Report report(@PathVariable long id) {
        RunProgress run = run(id);
        RunReports.Course course = reports.course(run.id());
        return new Report(
                RunView.of(run),
                new Cost(run.cost().spent(), RunReports.costs(run)),
                course.timeline(),
                reports.failures(run.id(), LocaleContextHolder.getLocale()),
                new Replies(run.replies(), run.optOuts()),
                course.medianDeliverySeconds());
    }

    private RunProgress run(long id) {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER, Role.ANALYST);
        return campaigns.progress(id, user.scope());
    }
}

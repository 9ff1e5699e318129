package io.soroka.demo;

import io.soroka.access.Department;
import io.soroka.access.Departments;
import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Draft;
import io.soroka.campaigns.Launch;
import io.soroka.campaigns.RunProgress;
import io.soroka.delivery.Delivery;
import io.soroka.imports.ClientImport;
import io.soroka.imports.ImportProblem;
import io.soroka.imports.ImportRefused;
import io.soroka.imports.ImportResult;
import io.soroka.platform.Messages;
import io.soroka.platform.ProblemException;
import io.soroka.platform.StartRefused;
import io.soroka.policy.MessageClass;
import io.soroka.practice.SampleCompany;
import io.soroka.providers.Connections;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main job once, from a client file to stored receipts, with a look at the books at the end.
 */
@Component
class HeadlessRun {
    private static final String TEXT =
            "{Имя|Здравствуйте}, к оплате {Долг|0} руб. до {Срок оплаты|конца месяца}. Сорока";
    private static final int SAMPLE_CLIENTS = 20_000;
    private static final long SEED = 20_261_123;
    private static final Duration START_LIMIT = Duration.ofSeconds(15);
    private static final Duration RECEIPT_LIMIT = Duration.ofSeconds(60);

    /** Simulated phones answer within three seconds of delivery. */
    private static final Duration ANSWERS = Duration.ofSeconds(4);

    private static final Locale LANGUAGE = Messages.ENGLISH;

    private final Departments departments;
    private final ClientImport imports;
    private final Campaigns campaigns;
    private final Connections connections;
    private final Delivery delivery;
    private final Clock clock;
    private final JsonMapper json;

    HeadlessRun(
            Departments departments,
            ClientImport imports,
            Campaigns campaigns,
            Connections connections,
            Delivery delivery,
            Clock clock,
            JsonMapper json) {
        this.departments = departments;
        this.imports = imports;
        this.campaigns = campaigns;
        this.connections = connections;
        this.delivery = delivery;
        this.clock = clock;
        this.json = json;
    }

    /** Runs it; false when the books don't balance. */
    boolean run(PrintStream out, @Nullable Path clients, @Nullable String text, boolean asJson)
            throws IOException {
        Instant began = clock.instant();
        // A department of its own: the audience is this file's clients and nobody else.
        Department department =
                departments.create("Headless " + began.truncatedTo(ChronoUnit.MILLIS));
        ImportResult imported = importFile(clients, department);
        out.printf(
                "Imported %,d clients from %,d rows (%,d merged, %,d rejected, %,d warnings).%n",
                imported.imported(),
                imported.rows(),
                imported.merged(),
                imported.rejected(),
                imported.warnings());
        imported.rejections().stream()
                .limit(5)
                .forEach(row -> out.println("  line " + row.line() + ": " + sentence(row)));
        if (imported.imported() == 0) {
            throw new StartRefused(
                    "No client was imported, so there is nobody to send to; mend the rows named above.");
        }

        connect(out);
        RunProgress launched = launch(department, text == null ? TEXT : text);
        out.println(
                "Launched to "
                        + launched.recipients()
                        + " people as class service: at once, without quiet hours and without a hold.");
        RunProgress done = await(out, launched.id());
        print(out, done);
        double seconds = Duration.between(began, clock.instant()).toMillis() / 1000.0;
        boolean balanced = balanced(out, imported, done);
        if (asJson) {
            out.println(json.writeValueAsString(result(imported, done, seconds)));
        }
        return balanced;
    }

    private ImportResult importFile(@Nullable Path clients, Department department)
            throws IOException {
        Path file = clients == null ? Files.createTempFile("sample-company", ".csv") : clients;
        try {
            if (clients == null) {
                SampleCompany.write(file, SAMPLE_CLIENTS, SEED, LocalDate.now(clock));
            }
            return imports.run(file, department.id(), "headless run");
        } catch (ImportRefused e) {
            throw new StartRefused(
                    "The file can't be imported: "
                            + Messages.text(LANGUAGE, e.messageKey(), e.arguments().toArray()),
                    e);
        } finally {
            if (clients == null) {
                Files.delete(file);
            }
        }
    }

    private static String sentence(ImportProblem problem) {
        return problem.column()
                + ": "
                + Messages.text(LANGUAGE, problem.messageKey(), problem.arguments().toArray());
    }

    private void connect(PrintStream out) {
        var all = connections.enabled();
        boolean up =
                await(
                        START_LIMIT,
                        () -> all.stream().allMatch(one -> delivery.sessions(one.id()) > 0));
        if (!up) {
            out.println("Not every operator is connected; the rest will be tried again and again.");
        }
    }

    private RunProgress launch(Department department, String text) {
        try {
            Campaign campaign =
                    campaigns.create(
                            department.id(),
                            "headless run",
                            Draft.simple("Headless run", MessageClass.SERVICE, text, "{}"));
            return campaigns.launch(campaign, "headless run", Launch.unattended("once"));
        } catch (ProblemException e) {
            throw new StartRefused(
                    (e.arguments().contains("bad-text") ? "The text can't be used: " : "")
                            + Messages.text(
                                    LANGUAGE,
                                    "problem." + e.code() + ".detail",
                                    e.arguments().toArray()),
                    e);
        }
    }

    private RunProgress await(PrintStream out, long runId) {
        var last = new RunProgress[] {campaigns.progress(runId, null)};
        var nextLine = new Instant[] {clock.instant().plusSeconds(2)};
        // The clock for receipts starts when the last message is out.
        boolean sent =
                await(
                        Duration.ofHours(2),
                        () -> {
                            last[0] = campaigns.progress(runId, null);
                            if (clock.instant().isAfter(nextLine[0])) {
                                nextLine[0] = clock.instant().plusSeconds(2);
                                out.printf(
                                        "  %,d of %,d handed over, %,d delivered%n",
                                        last[0].submitted(),
                                        last[0].recipients(),
                                        last[0].delivered());
                            }
                            return last[0].planned() && last[0].queued() == 0;
                        });
        boolean received =
                sent
                        && await(
                                RECEIPT_LIMIT,
                                () -> {
                                    last[0] = campaigns.progress(runId, null);
                                    return last[0].pending() == 0;
                                });
        if (!received) {
            out.println(
                    "Receipts are still due after "
                            + RECEIPT_LIMIT.toSeconds()
                            + " s; they count as pending.");
        }
        boolean ignored = await(ANSWERS, () -> false);
        return campaigns.progress(runId, null);
    }

    private static boolean await(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        return true;
    }

    private static void print(PrintStream out, RunProgress done) {
        out.printf(
                "Audience %,d: %,d messages, %,d suppressed.%n",
                done.audience(), done.messages(), done.suppressed());
        done.suppressedBy()
                .forEach(one ->
                        out.printf(
                                "  %,d because of %s%n",
                                one.count(), one.reason().word().replace('_', ' ')));
        out.printf(
                "Submitted %,d (%,d parts): %,d delivered, %,d failed, %,d pending, %,d uncertain.%n",
                done.submitted(),
                done.parts(),
                done.delivered(),
                done.failed(),
                done.pending(),
                done.uncertain());
        done.connections()
                .forEach(one ->
                        out.printf(
                                "  %s: %,d submitted, %,d delivered, %,d failed%n",
                                one.name(), one.submitted(), one.delivered(), one.failed()));
        out.printf(
                "Answers %,d, of which %,d asked for no more messages.%n",
                done.replies(), done.optOuts());
    }

    /** The three sums that must hold. */
    private static boolean balanced(PrintStream out, ImportResult imported, RunProgress done) {
        boolean rows =
                imported.rows() == imported.imported() + imported.merged() + imported.rejected();
        boolean audience =
                done.audience() == done.messages() + done.suppressed()
                        && done.audience() == imported.imported();
        boolean submitted =
                done.submitted()
                                == done.delivered()
                                        + done.failed()
                                        + done.pending()
                                        + done.uncertain()
                        && done.messages() == done.submitted() + done.queued() + done.cancelled();
        if (rows && audience && submitted) {
            out.println("The books balance.");
            return true;
        }
        out.println(
                "The books don't balance:"
                        + (rows ? "" : " rows are not imported + merged + rejected;")
                        + (audience ? "" : " the audience is not messages + suppressed;")
                        + (submitted
                                ? ""
                                : " submitted is not delivered + failed + pending + uncertain;"));
        return false;
    }

    private static Map<String, Object> result(
            ImportResult imported, RunProgress done, double seconds) {
        var result = new LinkedHashMap<String, Object>();
        result.put("rows", imported.rows());
        result.put("imported", imported.imported());
        result.put("merged", imported.merged());
        result.put("rejected", imported.rejected());
        result.put("audience", done.audience());
        result.put("messages", done.messages());
        result.put("suppressed", done.suppressed());
        result.put("submitted", done.submitted());
        result.put("delivered", done.delivered());
        result.put("failed", done.failed());
        result.put("pending", done.pending());
        result.put("uncertain", done.uncertain());
        result.put("parts", done.parts());
        result.put("replies", done.replies());
        result.put("optOuts", done.optOuts());
        result.put("elapsedSeconds", seconds);
        return result;
    }
}

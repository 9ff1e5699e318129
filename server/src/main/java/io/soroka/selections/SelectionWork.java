package io.soroka.selections;

import io.soroka.contacts.intake.CellReader;
import io.soroka.contacts.intake.ClientFold;
import io.soroka.contacts.intake.DepartmentLock;
import io.soroka.contacts.intake.TextCopy;
import io.soroka.numbering.Numbers;
import io.soroka.platform.Settings;
import io.soroka.sources.Column;
import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SqlReader;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works at runs. A run is one transaction here and one over there: the answer is what the source
 * held at one moment, and nobody sees a part of it, whatever happens in between.
 */
@Component
class SelectionWork {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SelectionRuns runs;
    private final Numbers numbers;
    private final Clock clock;
    private final ZoneId zone;

    SelectionWork(
            JdbcTemplate template,
            PlatformTransactionManager transactions,
            SelectionRuns runs,
            Numbers numbers,
            Clock clock,
            Settings settings) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transaction = new TransactionTemplate(transactions);
        this.runs = runs;
        this.numbers = numbers;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /** The day by which a run's values are read. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /** What a run will ask. */
    Asking asking(Selection.Plan plan, Map<String, String> values) {
        return new Asking(plan, new ParameterValues(plan.parameters(), values, today()), zone);
    }

    /** Rows of an answer, read in a run's way. */
    SelectionRows rows(Selection.Plan plan) {
        return new SelectionRows(plan, new CellReader(today(), zone), numbers);
    }

    /**
     * Goes through a run.
     *
     * @param reader open; not closed here
     * @param following is given the rows as they are read, to tell how many
     * @throws SourceFailure if the source fails, {@code source.stopped} if the run should end
     */
    void work(
            Selection selection,
            SelectionRuns.Taken taken,
            SourceReader reader,
            BooleanSupplier stopping,
            Consumer<SelectionRows> following) {
        Selection.Plan plan = selection.plan();
        Asking asking = asking(plan, taken.run().parameters());
        SelectionRows rows = rows(plan);
        following.accept(rows);
        transaction.executeWithoutResult(status -> {
            stage(rows, staging -> asking.ask(reader, 0, new Staging(rows, staging)));
            if (stopping.getAsBoolean()) {
                throw SourceFailure.stopped();
            }
            long created = plan.createsUnknown() ? create(selection, stopping) : 0;
            SelectionRun.Counts counts = fold(selection, taken, rows, created);
            if (!runs.finish(taken, counts, rows.problems())) {
                throw SourceFailure.stopped();
            }
        });
    }

    private void stage(SelectionRows rows, Consumer<TextCopy> answer) {
        List<String> columns = rows.staged();
        jdbc.sql("set local work_mem = '64MB'").update();
        jdbc.sql(
                        """
                        create temporary table selection_row (
                            n bigint not null, msisdn bigint, external_id text collate "C"%s) on commit drop
                        """
                                .formatted(
                                        columns.stream()
                                                .map(one -> ", " + one + " text")
                                                .collect(Collectors.joining())))
                .update();
        TextCopy.into(template, "selection_row", answer::accept);
        jdbc.sql("analyze selection_row (n, msisdn, external_id)").update();
    }

    /** Hands rows to our own database. */
    private record Staging(SelectionRows rows, TextCopy staging) implements SqlReader.Answer {
        @Override
        public void columns(List<Column> columns) {
            rows.columns(columns.stream().map(Column::name).toList());
        }

        @Override
        public void row(List<@Nullable Object> values) {
            try {
                rows.stage(values, staging);
            } catch (SQLException e) {
                throw new Unstaged(e);
            }
        }
    }

    /** Makes clients of the numbers that no client has; returns how many. */
    private long create(Selection selection, BooleanSupplier stopping) {
        while (!DepartmentLock.tryTake(jdbc, selection.departmentId())) {
            // A file is on its way in.
            if (stopping.getAsBoolean()) {
                throw SourceFailure.stopped();
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        var fold =
                new ClientFold(
                        jdbc,
                        new ClientFold.Order(
                                selection.departmentId(),
                                "selection:" + selection.id(),
                                OffsetDateTime.ofInstant(clock.instant(), zone),
                                null,
                                null,
                                Map.of()),
                        List.of());
        fold.createTables();
        fold.stageNumbers(
                """
                select r.n, r.msisdn from selection_row r
                 where not exists (select from client c where c.department_id = ? and c.msisdn = r.msisdn)
                """,
                selection.departmentId());
        return fold.fold(share -> {}).created();
    }

    /** A number is the client whom an import would take for its owner. */
    private SelectionRun.Counts fold(
            Selection selection, SelectionRuns.Taken taken, SelectionRows rows, long created) {
        boolean byNumber = selection.plan().match() == Selection.Match.PHONE;
        // One join of all: looked up row by row, a database that has not counted its clients yet
        // takes hours.
        jdbc.sql(
                        """
                        create temporary table selection_found on commit drop as
                        select distinct on (r.n) r.n, c.id as client_id
                          from selection_row r
                          left join client c on c.department_id = %d and %s
                         order by r.n, %sc.id
                        """
                                .formatted(
                                        selection.departmentId(),
                                        byNumber
                                                ? "c.msisdn = r.msisdn"
                                                : "c.external_id = r.external_id",
                                        byNumber ? "c.external_id is not null, " : ""))
                .update();
        String values =
                rows.staged().stream().map(one -> "r." + one).collect(Collectors.joining(", "));
        long people = keep(taken, values);
        return jdbc.sql(
                        """
                        select count(*) filter (where client_id is null) as unknown, count(client_id) as known
                          from selection_found
                        """)
                .query((row, number) ->
                        new SelectionRun.Counts(
                                rows.read(),
                                people,
                                created,
                                row.getLong("unknown"),
                                row.getLong("known") - people,
                                rows.bad()))
                .single();
    }

    private long keep(SelectionRuns.Taken taken, String values) {
        try {
            return jdbc.sql(
                            """
                            insert into selection_person (run_id, client_id, vals)
                            select ?, f.client_id, array[%s]::text[]
                              from (select client_id, min(n) as n from selection_found
                                     where client_id is not null group by client_id) f
                              join selection_row r on r.n = f.n
                             order by f.client_id
                            """
                                    .formatted(values))
                    .param(taken.run().id())
                    .update();
        } catch (DuplicateKeyException e) {
            // Whoever took the run over has been quicker.
            throw SourceFailure.stopped();
        }
    }

    /** A row could not be handed to our own database. */
    private static final class Unstaged extends RuntimeException {
        Unstaged(SQLException cause) {
            super(cause);
        }
    }
}

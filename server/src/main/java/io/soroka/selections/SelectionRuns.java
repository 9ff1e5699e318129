package io.soroka.selections;

import io.soroka.platform.ProblemException;
import io.soroka.sources.RowProblem;
import io.soroka.sources.SourceFailure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The runs' rows in the database. Who works at a run is its owner; nobody else ends it. */
@Component
class SelectionRuns {
    private static final TypeReference<Map<String, String>> VALUES = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient sql;
    private final Clock clock;

    SelectionRuns(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** A run that this process works at. */
    record Taken(SelectionRun run, UUID owner) {}

    /**
     * Begins one with the selection's variables of now.
     *
     * @param values of parameters that are other than the selection's own
     * @param by a person's name, or empty
     * @throws ProblemException 409 if one is running
     */
    Taken begin(long selectionId, Map<String, String> values, String by) {
        try {
            return sql.sql(
                            """
                            insert into selection_run (selection_id, status, started_at, started_by, owner, beat_at,
                                                       parameters, variables)
                            select id, 'running', ?, ?, ?, clock_timestamp(), cast(? as jsonb), variables
                              from selection where id = ? for key share
                            returning *
                            """)
                    .params(
                            now(),
                            by,
                            UUID.randomUUID(),
                            JSON.writeValueAsString(values),
                            selectionId)
                    .query(this::taken)
                    .optional()
                    .orElseThrow(() -> new ProblemException(404, "not-found"));
        } catch (DuplicateKeyException e) {
            throw new ProblemException(409, "selection-running");
        }
    }

    /** Takes over one whose owner has given no sign of life for so long; it begins anew. */
    Optional<Taken> takeOver(Duration silence) {
        return sql.sql(
                        """
                        update selection_run set owner = ?, beat_at = clock_timestamp(), rows_read = 0
                        where id = (
                            select id from selection_run
                            where status = 'running'
                              and beat_at < clock_timestamp() - ? * interval '1 millisecond'
                            order by id limit 1 for update skip locked)
                        returning *
                        """)
                .params(UUID.randomUUID(), silence.toMillis())
                .query(this::taken)
                .optional();
    }

    /**
     * A sign of life and of progress; whether the run goes on to be ours and nobody wants it to
     * end.
     */
    boolean beat(Taken taken, long read) {
        return sql.sql(
                        """
                        update selection_run set beat_at = clock_timestamp(), rows_read = ?
                        where id = ? and owner = ? and status = 'running'
                        returning not stopping
                        """)
                .params(read, taken.run().id(), taken.owner())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Whoever looks next may take it over at once. */
    void release(Taken taken) {
        sql.sql("update selection_run set beat_at = 'epoch' where id = ? and owner = ?")
                .params(taken.run().id(), taken.owner())
                .update();
    }

    /**
     * Makes a run visible, in the transaction in which its people were written.
     *
     * @return whether the run was ours; if not, its people must not be
     */
    boolean finish(Taken taken, SelectionRun.Counts counts, List<RowProblem> problems) {
        SelectionRun run = taken.run();
        int ended =
                sql.sql(
                                """
                                update selection_run
                                   set status = 'done', finished_at = :now, rows_read = :read, people = :people,
                                       created = :created, unknown = :unknown, repeated = :repeated, bad = :bad,
                                       has_people = true
                                 where id = :id and owner = :owner and status = 'running' and not stopping
                                """)
                        .param("now", now())
                        .param("read", counts.read())
                        .param("people", counts.people())
                        .param("created", counts.created())
                        .param("unknown", counts.unknown())
                        .param("repeated", counts.repeated())
                        .param("bad", counts.bad())
                        .param("id", run.id())
                        .param("owner", taken.owner())
                        .update();
        if (ended == 0) {
            return false;
        }
        keep(run.id(), problems);
        sql.sql("update selection set last_run = ? where id = ?")
                .params(run.id(), run.selectionId())
                .update();
        return true;
    }

    private void keep(long runId, List<RowProblem> problems) {
        long n = 0;
        for (RowProblem one : problems) {
            sql.sql(
                            """
                            insert into selection_run_problem (run_id, n, row_key, column_name, message_key, arguments)
                            values (?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            runId,
                            ++n,
                            one.key(),
                            one.column(),
                            one.messageKey(),
                            one.arguments().toArray(String[]::new))
                    .update();
        }
    }

    void stopped(Taken taken) {
        end(taken, "stopped", null, List.of());
    }

    void fail(Taken taken, SourceFailure failure) {
        end(taken, "failed", failure.messageKey(), failure.arguments());
    }

    private void end(Taken taken, String status, @Nullable String failure, List<String> arguments) {
        sql.sql(
                        """
                        update selection_run
                           set status = :status, finished_at = :now, failure = :failure, failure_arguments = :arguments
                         where id = :id and owner = :owner and status = 'running'
                        """)
                .param("status", status)
                .param("now", now())
                .param("failure", failure, Types.VARCHAR)
                .param("arguments", arguments.toArray(String[]::new))
                .param("id", taken.run().id())
                .param("owner", taken.owner())
                .update();
    }

    /** Asks whoever works at it to end; false when nobody does any more. */
    boolean stop(long id) {
        return sql.sql(
                                "update selection_run set stopping = true where id = ? and status = 'running'")
                        .param(id)
                        .update()
                > 0;
    }

    boolean isRunning(long selectionId) {
        return sql.sql(
                        "select exists (select from selection_run where selection_id = ? and status = 'running')")
                .param(selectionId)
                .query(Boolean.class)
                .single();
    }

    @Nullable SelectionRun newest(long selectionId) {
        return list(selectionId, null, 1).stream().findFirst().orElse(null);
    }

    Optional<SelectionRun> find(long selectionId, long id) {
        return sql.sql("select * from selection_run where selection_id = ? and id = ?")
                .params(selectionId, id)
                .query(this::run)
                .optional();
    }

    /** Newest first. */
    List<SelectionRun> list(long selectionId, @Nullable Long before, int limit) {
        return sql.sql(
                        """
                        select * from selection_run
                        where selection_id = ? and id < coalesce(?, 9223372036854775807)
                        order by id desc limit ?
                        """)
                .params(Arrays.asList(selectionId, before, limit))
                .query(this::run)
                .list();
    }

    /** When the newest run began that began by itself. */
    Optional<Instant> latestDue(long selectionId) {
        return sql.sql(
                        """
                        select started_at from selection_run
                        where selection_id = ? and started_by = '' order by id desc limit 1
                        """)
                .param(selectionId)
                .query((row, number) ->
                        row.getObject("started_at", OffsetDateTime.class).toInstant())
                .optional();
    }

    void problems(long runId, Consumer<RowProblem> taker) {
        sql.sql("select * from selection_run_problem where run_id = ? order by n")
                .param(runId)
                .query(row -> {
                    taker.accept(
                            new RowProblem(
                                    row.getString("row_key"),
                                    row.getString("column_name"),
                                    row.getString("message_key"),
                                    strings(row, "arguments")));
                });
    }

    /**
     * Forgets the people of runs that ended so long ago, unless they are the selection's now or a
     * campaign has yet to write to them; and after a while the runs themselves.
     */
    void forget(Duration people, Duration runs) {
        List<Long> over =
                sql.sql(
                                """
                                select r.id from selection_run r join selection s on s.id = r.selection_id
                                 where r.has_people and r.finished_at < ? and s.last_run is distinct from r.id
                                   and not exists (
                                       select from run c
                                        where c.selection_run = r.id and c.planned_at is null
                                          and c.status in ('held', 'scheduled', 'active', 'paused'))
                                """)
                        .param(now().minus(people))
                        .query((row, number) -> row.getLong(1))
                        .list();
        for (long id : over) {
            // First the mark, so that nobody begins to read what is going.
            sql.sql("update selection_run set has_people = false where id = ?").param(id).update();
            sql.sql("delete from selection_person where run_id = ?").param(id).update();
        }
        sql.sql(
                        """
                        delete from selection_run r
                         where r.finished_at < ? and not r.has_people
                           and exists (select from selection_run n where n.selection_id = r.selection_id and n.id > r.id)
                        """)
                .param(now().minus(runs))
                .update();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private Taken taken(ResultSet row, int number) throws SQLException {
        return new Taken(run(row, number), row.getObject("owner", UUID.class));
    }

    private SelectionRun run(ResultSet row, int number) throws SQLException {
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new SelectionRun(
                row.getLong("id"),
                row.getLong("selection_id"),
                SelectionRun.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getString("started_by"),
                finished == null ? null : finished.toInstant(),
                row.getBoolean("stopping"),
                JSON.readValue(row.getString("parameters"), VALUES),
                new SelectionRun.Counts(
                        row.getLong("rows_read"),
                        row.getLong("people"),
                        row.getLong("created"),
                        row.getLong("unknown"),
                        row.getLong("repeated"),
                        row.getLong("bad")),
                row.getBoolean("has_people"),
                row.getString("failure"),
                strings(row, "failure_arguments"));
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}

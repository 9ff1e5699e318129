package io.soroka.sources;

import io.soroka.platform.ProblemException;
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
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The runs' rows in the database. Who works at a run is its owner; nobody else moves it on. */
@Component
class RunStore {
    private final JdbcClient sql;
    private final Clock clock;

    RunStore(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** A run that this process works at. */
    record Taken(Run run, UUID owner, @Nullable String cursor) {}

    /**
     * Begins one.
     *
     * @param by a person's name, or empty
     * @throws ProblemException 409 if one is running
     */
    Taken begin(long sourceId, Run.Mode mode, String by) {
        try {
            return sql.sql(
                            """
                            insert into source_run (source_id, mode, status, started_at, started_by, owner, beat_at)
                            values (?, ?, 'running', ?, ?, ?, clock_timestamp())
                            returning *
                            """)
                    .params(sourceId, word(mode), now(), by, UUID.randomUUID())
                    .query(this::taken)
                    .single();
        } catch (DuplicateKeyException e) {
            throw new ProblemException(409, "source-running");
        }
    }

    /** Takes over one whose owner has given no sign of life for so long. */
    Optional<Taken> takeOver(Duration silence) {
        return sql.sql(
                        """
                        update source_run set owner = ?, beat_at = clock_timestamp()
                        where id = (
                            select id from source_run
                            where status = 'running'
                              and beat_at < clock_timestamp() - ? * interval '1 millisecond'
                            order by id limit 1 for update skip locked)
                        returning *
                        """)
                .params(UUID.randomUUID(), silence.toMillis())
                .query(this::taken)
                .optional();
    }

    /** A sign of life; whether the run goes on to be ours and nobody wants it to end. */
    boolean beat(Taken taken) {
        return sql.sql(
                        """
                        update source_run set beat_at = clock_timestamp()
                        where id = ? and owner = ? and status = 'running'
                        returning not stopping
                        """)
                .params(taken.run().id(), taken.owner())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Whoever looks next may take it over at once. */
    void release(Taken taken) {
        sql.sql("update source_run set beat_at = 'epoch' where id = ? and owner = ?")
                .params(taken.run().id(), taken.owner())
                .update();
    }

    /**
     * In the transaction of a batch.
     *
     * @return whether the run was ours; if not, the batch must not be
     */
    boolean advance(Taken taken, @Nullable String cursor, long read, Batches.Made made) {
        return sql.sql(
                                """
                                update source_run
                                   set cursor = :cursor, rows_read = rows_read + :read, created = created + :created,
                                       changed = changed + :changed, unchanged = unchanged + :unchanged, bad = bad + :bad
                                 where id = :id and owner = :owner and status = 'running'
                                """)
                        .param("cursor", cursor, Types.VARCHAR)
                        .param("read", read)
                        .param("created", made.created())
                        .param("changed", made.changed())
                        .param("unchanged", made.unchanged())
                        .param("bad", made.bad())
                        .param("id", taken.run().id())
                        .param("owner", taken.owner())
                        .update()
                > 0;
    }

    /** Keeps problems one by one, as long as there are not too many. */
    void keep(long runId, List<RowProblem> problems) {
        long n =
                sql.sql("select coalesce(max(n), 0) from source_run_problem where run_id = ?")
                        .param(runId)
                        .query(Long.class)
                        .single();
        for (RowProblem one : problems) {
            if (++n > RowProblem.KEPT) {
                return;
            }
            sql.sql(
                            """
                            insert into source_run_problem (run_id, n, row_key, column_name, message_key, arguments)
                            values (?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            runId,
                            n,
                            one.key(),
                            one.column(),
                            one.messageKey(),
                            one.arguments().toArray(String[]::new))
                    .update();
        }
    }

    /** In the last transaction of a run. */
    boolean finish(Taken taken, long removed, long kept) {
        return end(taken, Run.Status.DONE, removed, kept, null);
    }

    void stopped(Taken taken) {
        boolean ignored = end(taken, Run.Status.STOPPED, 0, 0, null);
    }

    void fail(Taken taken, SourceFailure failure) {
        boolean ignored = end(taken, Run.Status.FAILED, 0, 0, failure);
    }

    private boolean end(
            Taken taken,
            Run.Status status,
            long removed,
            long kept,
            @Nullable SourceFailure failure) {
        return sql.sql(
                                """
                                update source_run
                                   set status = :status, finished_at = :now, removed = :removed, kept = :kept,
                                       failure = :failure, failure_arguments = :arguments
                                 where id = :id and owner = :owner and status = 'running'
                                """)
                        .param("status", word(status))
                        .param("now", now())
                        .param("removed", removed)
                        .param("kept", kept)
                        .param(
                                "failure",
                                failure == null ? null : failure.messageKey(),
                                Types.VARCHAR)
                        .param(
                                "arguments",
                                failure == null
                                        ? new String[0]
                                        : failure.arguments().toArray(String[]::new))
                        .param("id", taken.run().id())
                        .param("owner", taken.owner())
                        .update()
                > 0;
    }

    /** Asks whoever works at it to end; false when nobody does any more. */
    boolean stop(long id) {
        return sql.sql("update source_run set stopping = true where id = ? and status = 'running'")
                        .param(id)
                        .update()
                > 0;
    }

    boolean isRunning(long sourceId) {
        return sql.sql(
                        "select exists (select from source_run where source_id = ? and status = 'running')")
                .param(sourceId)
                .query(Boolean.class)
                .single();
    }

    @Nullable Run newest(long sourceId) {
        return list(sourceId, null, 1).stream().findFirst().orElse(null);
    }

    Optional<Run> find(long sourceId, long id) {
        return sql.sql("select * from source_run where source_id = ? and id = ?")
                .params(sourceId, id)
                .query(this::run)
                .optional();
    }

    /** Newest first. */
    List<Run> list(long sourceId, @Nullable Long before, int limit) {
        return sql.sql(
                        """
                        select * from source_run
                        where source_id = ? and id < coalesce(?, 9223372036854775807)
                        order by id desc limit ?
                        """)
                .params(Arrays.asList(sourceId, before, limit))
                .query(this::run)
                .list();
    }

    /** When the newest run of these modes began. */
    Optional<Instant> latest(long sourceId, Run.Mode mode) {
        return sql.sql(
                        """
                        select started_at from source_run
                        where source_id = ? and mode = ? order by id desc limit 1
                        """)
                .params(sourceId, word(mode))
                .query((row, number) ->
                        row.getObject("started_at", OffsetDateTime.class).toInstant())
                .optional();
    }

    void problems(long runId, Consumer<RowProblem> taker) {
        sql.sql("select * from source_run_problem where run_id = ? order by n")
                .param(runId)
                .query(row -> {
                    taker.accept(problem(row, 0));
                });
    }

    List<RowProblem> problems(long runId, long after, int limit) {
        return sql.sql(
                        "select * from source_run_problem where run_id = ? and n > ? order by n limit ?")
                .params(runId, after, limit)
                .query(RunStore::problem)
                .list();
    }

    private static RowProblem problem(ResultSet row, int number) throws SQLException {
        return new RowProblem(
                row.getString("row_key"),
                row.getString("column_name"),
                row.getString("message_key"),
                strings(row, "arguments"));
    }

    /** Forgets runs that ended long ago; the newest of each source stays. */
    void forget(Duration age) {
        sql.sql(
                        """
                        delete from source_run r
                        where r.finished_at < ?
                          and exists (
                              select from source_run n
                              where n.source_id = r.source_id and n.mode = r.mode and n.id > r.id)
                        """)
                .param(now().minus(age))
                .update();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private Taken taken(ResultSet row, int number) throws SQLException {
        return new Taken(
                run(row, number), row.getObject("owner", UUID.class), row.getString("cursor"));
    }

    private Run run(ResultSet row, int number) throws SQLException {
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new Run(
                row.getLong("id"),
                row.getLong("source_id"),
                Run.Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
                Run.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getString("started_by"),
                finished == null ? null : finished.toInstant(),
                row.getBoolean("stopping"),
                new Run.Counts(
                        row.getLong("rows_read"),
                        row.getLong("created"),
                        row.getLong("changed"),
                        row.getLong("unchanged"),
                        row.getLong("removed"),
                        row.getLong("kept"),
                        row.getLong("bad")),
                row.getString("failure"),
                strings(row, "failure_arguments"));
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}

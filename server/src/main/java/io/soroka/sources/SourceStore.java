package io.soroka.sources;

import io.soroka.platform.ProblemException;
import io.soroka.platform.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The sources' rows in the database. Their secrets leave it only to be used. */
@Component
class SourceStore {
    private static final TypeReference<Map<String, String>> OPTIONS = new TypeReference<>() {};
    private static final TypeReference<List<Source.Mapped>> MAPPING = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient sql;
    private final Secrets secrets;
    private final RunStore runs;
    private final Clock clock;

    SourceStore(JdbcClient sql, Secrets secrets, RunStore runs, Clock clock) {
        this.sql = sql;
        this.secrets = secrets;
        this.runs = runs;
        this.clock = clock;
    }

    List<Source> all() {
        return sql.sql("select * from source order by lower(name), id").query(this::source).list();
    }

    Optional<Source> find(long id) {
        return sql.sql("select * from source where id = ?")
                .param(id)
                .query(this::source)
                .optional();
    }

    /** The same, held until the end of the transaction: no run begins and nobody changes it. */
    Optional<Source> hold(long id) {
        return sql.sql("select * from source where id = ? for update")
                .param(id)
                .query(this::source)
                .optional();
    }

    String secret(long id) {
        return secrets.open(
                sql.sql("select secret from source where id = ?")
                        .param(id)
                        .query((row, number) -> row.getBytes(1))
                        .single());
    }

    /** How far changes have been read. */
    @Nullable String cursor(long id) {
        return sql.sql("select cursor from source where id = ?")
                .param(id)
                .query((row, number) -> row.getString(1))
                .optional()
                .orElse(null);
    }

    void setCursor(long id, @Nullable String cursor) {
        sql.sql("update source set cursor = ? where id = ?")
                .param(1, cursor, Types.VARCHAR)
                .param(2, id)
                .update();
    }

    Source insert(long departmentId, Source.Wanted wanted, String by) {
        return stored(
                """
                insert into source (department_id, name, kind, options, secret, statement_seconds, rows_per_second, target, event_kind,
                                    entity, key_column, changed_column, mapping, every_minutes, full_at, removes_missing,
                                    most_removed, created_at, changed_by)
                values (:place, :name, :kind, :options::jsonb, :secret, :seconds, :rows, :target, :eventKind, :entity, :key, :changed,
                        :mapping::jsonb, :every, :fullAt, :removes, :most, :now, :by)
                returning *
                """,
                departmentId,
                wanted,
                "",
                false,
                by);
    }

    /**
     * @param anew whether everything is to be read again
     */
    Source update(Source before, Source.Wanted wanted, boolean anew, String by) {
        return stored(
                """
                update source
                   set name = :name, kind = :kind, options = :options::jsonb, secret = :secret, statement_seconds = :seconds,
                       rows_per_second = :rows, entity = :entity, key_column = :key, changed_column = :changed,
                       mapping = :mapping::jsonb, every_minutes = :every, full_at = :fullAt, removes_missing = :removes,
                       most_removed = :most, event_kind = :eventKind, changed_by = :by, version = version + 1,
                       cursor = case when :anew then null else cursor end
                 where id = :place
                returning *
                """,
                before.id(),
                wanted,
                secret(before.id()),
                anew,
                by);
    }

    private Source stored(
            String statement,
            long place,
            Source.Wanted wanted,
            String kept,
            boolean anew,
            String by) {
        Source.Plan plan = wanted.plan();
        try {
            return sql.sql(statement)
                    .param("place", place)
                    .param("name", plan.name().strip())
                    .param("kind", wanted.kind())
                    .param("options", JSON.writeValueAsString(wanted.options()))
                    .param(
                            "secret",
                            secrets.seal(Objects.requireNonNullElse(wanted.secret(), kept)))
                    .param("seconds", plan.statementSeconds())
                    .param("rows", plan.rowsPerSecond())
                    .param("target", plan.target().name().toLowerCase(Locale.ROOT))
                    .param("eventKind", plan.eventKind(), Types.VARCHAR)
                    .param("entity", plan.entity())
                    .param("key", plan.key())
                    .param("changed", plan.changed(), Types.VARCHAR)
                    .param("mapping", JSON.writeValueAsString(plan.mapping()))
                    .param("every", plan.everyMinutes())
                    .param("fullAt", plan.fullAt(), Types.TIME)
                    .param("removes", plan.removesMissing())
                    .param("most", plan.mostRemoved())
                    .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                    .param("anew", anew)
                    .param("by", by)
                    .query(this::source)
                    .single();
        } catch (DuplicateKeyException e) {
            throw new ProblemException(409, "source-taken", plan.name()).at("/name");
        }
    }

    void delete(long id) {
        try {
            sql.sql("delete from source where id = ?").param(id).update();
        } catch (DataIntegrityViolationException e) {
            throw new ProblemException(409, "source-used");
        }
    }

    private Source source(ResultSet row, int number) throws SQLException {
        long id = row.getLong("id");
        return new Source(
                id,
                row.getLong("department_id"),
                row.getString("kind"),
                JSON.readValue(row.getString("options"), OPTIONS),
                row.getBytes("secret").length > secrets.seal("").length,
                new Source.Plan(
                        row.getString("name"),
                        row.getInt("statement_seconds"),
                        row.getInt("rows_per_second"),
                        row.getString("entity"),
                        row.getString("key_column"),
                        row.getString("changed_column"),
                        JSON.readValue(row.getString("mapping"), MAPPING),
                        row.getInt("every_minutes"),
                        row.getObject("full_at", LocalTime.class),
                        row.getBoolean("removes_missing"),
                        row.getInt("most_removed"),
                        row.getString("event_kind")),
                row.getInt("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                runs.newest(id));
    }
}

package io.soroka.selections;

import io.soroka.platform.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The selections' rows in the database. */
@Component
class SelectionStore {
    static final TypeReference<List<Selection.Variable>> VARIABLES = new TypeReference<>() {};
    private static final TypeReference<List<Selection.Parameter>> PARAMETERS =
            new TypeReference<>() {};
    private static final TypeReference<List<Selection.Filter>> FILTERS = new TypeReference<>() {};
    private static final int MOST_NAMED = 5;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient sql;
    private final SelectionRuns runs;
    private final Clock clock;

    SelectionStore(JdbcClient sql, SelectionRuns runs, Clock clock) {
        this.sql = sql;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * By name.
     *
     * @param departmentId whose; null for everybody's
     */
    List<Selection> all(@Nullable Long departmentId) {
        return sql.sql(
                        """
                        select * from selection
                         where :department::bigint is null or department_id = :department
                         order by lower(name collate "pg_c_utf8"), id
                        """)
                .param("department", departmentId, Types.BIGINT)
                .query(this::selection)
                .list();
    }

    Optional<Selection> find(long id) {
        return sql.sql("select * from selection where id = ?")
                .param(id)
                .query(this::selection)
                .optional();
    }

    /** The same, held until the end of the transaction: no run begins and nobody changes it. */
    Optional<Selection> hold(long id) {
        return sql.sql("select * from selection where id = ? for update")
                .param(id)
                .query(this::selection)
                .optional();
    }

    /**
     * The last whole run and its variables.
     *
     * @param held whether no other run may become that before the end of the transaction
     */
    @Nullable Variables variables(long departmentId, long id, boolean held) {
        return sql.sql(
                        """
                        select s.id, r.id as run_id, r.variables
                          from selection s join selection_run r on r.id = s.last_run
                         where s.id = ? and s.department_id = ?
                        """
                                + (held ? " for share of s" : ""))
                .params(id, departmentId)
                .query(SelectionStore::variables)
                .optional()
                .orElse(null);
    }

    /** Those of a run whose people are still there. */
    @Nullable Variables variables(long runId) {
        return sql.sql(
                        """
                        select r.selection_id as id, r.id as run_id, r.variables
                          from selection_run r where r.id = ? and r.has_people
                        """)
                .param(runId)
                .query(SelectionStore::variables)
                .optional()
                .orElse(null);
    }

    @Nullable String @Nullable [] values(long runId, long clientId) {
        return sql.sql("select vals from selection_person where run_id = ? and client_id = ?")
                .params(runId, clientId)
                .query((row, number) -> (String[]) row.getArray(1).getArray())
                .optional()
                .orElse(null);
    }

    private static Variables variables(ResultSet row, int number) throws SQLException {
        return Variables.of(
                row.getLong("id"),
                row.getLong("run_id"),
                JSON.readValue(row.getString("variables"), VARIABLES));
    }

    Selection insert(long departmentId, Selection.Plan plan, String by) {
        return stored(
                """
                insert into selection (department_id, source_id, name, query, entity, key_column, filters, parameters, match,
                                       match_column, creates_unknown, variables, every_minutes, daily_at, created_at,
                                       changed_by)
                values (:place, :source, :name, :query, :entity, :key, :filters::jsonb, :parameters::jsonb, :match,
                        :column, :creates, :variables::jsonb, :every, :dailyAt, :now, :by)
                returning *
                """,
                departmentId,
                plan,
                by);
    }

    Selection update(long id, Selection.Plan plan, String by) {
        return stored(
                """
                update selection
                   set source_id = :source, name = :name, query = :query, entity = :entity, key_column = :key,
                       filters = :filters::jsonb, parameters = :parameters::jsonb, match = :match,
                       match_column = :column, creates_unknown = :creates, variables = :variables::jsonb,
                       every_minutes = :every, daily_at = :dailyAt, changed_by = :by, version = version + 1
                 where id = :place
                returning *
                """,
                id,
                plan,
                by);
    }

    private Selection stored(String statement, long place, Selection.Plan plan, String by) {
        Selection.Question question = plan.question();
        boolean rows = question instanceof Selection.Question.Rows;
        try {
            return sql.sql(statement)
                    .param("place", place)
                    .param("source", plan.sourceId())
                    .param("name", plan.name().strip())
                    .param(
                            "query",
                            question instanceof Selection.Question.Sql(String text) ? text : null,
                            Types.VARCHAR)
                    .param(
                            "entity",
                            question instanceof Selection.Question.Rows all ? all.entity() : null,
                            Types.VARCHAR)
                    .param(
                            "key",
                            question instanceof Selection.Question.Rows all ? all.key() : null,
                            Types.VARCHAR)
                    .param(
                            "filters",
                            rows
                                    ? JSON.writeValueAsString(
                                            ((Selection.Question.Rows) question).filters())
                                    : "[]")
                    .param("parameters", JSON.writeValueAsString(plan.parameters()))
                    .param("match", plan.match().name().toLowerCase(Locale.ROOT))
                    .param("column", plan.matchColumn())
                    .param("creates", plan.createsUnknown())
                    .param("variables", JSON.writeValueAsString(plan.variables()))
                    .param("every", plan.everyMinutes())
                    .param("dailyAt", plan.dailyAt(), Types.TIME)
                    .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                    .param("by", by)
                    .query(this::selection)
                    .single();
        } catch (DuplicateKeyException e) {
            throw new ProblemException(409, "selection-taken", plan.name()).at("/name");
        }
    }

    void delete(long id) {
        sql.sql(
                        "delete from selection_person where run_id in (select id from selection_run where selection_id = ?)")
                .param(id)
                .update();
        sql.sql("delete from selection where id = ?").param(id).update();
    }

    /**
     * Segments, and campaigns that are not over, whose conditions ask for it: without it they would
     * mean others.
     */
    List<String> usedBy(long id) {
        return sql.sql(
                        """
                        with asked as (
                            select name, tree as criteria from segment
                            union all
                            select c.name, c.criteria from campaign c where c.status = 'draft' and c.criteria is not null
                            union all
                            select r.name, r.criteria from run r
                             where r.planned_at is null and r.status not in ('finished', 'stopped', 'cancelled'))
                        select distinct name from asked
                         where jsonb_path_exists(criteria, '$.** ? (@.about == "selection" && @.values[*] == $id)',
                                                 jsonb_build_object('id', cast(? as text)))
                         order by name limit ?
                        """)
                .params(Long.toString(id), MOST_NAMED)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private Selection selection(ResultSet row, int number) throws SQLException {
        long id = row.getLong("id");
        String query = row.getString("query");
        Long whole = row.getObject("last_run", Long.class);
        return new Selection(
                id,
                row.getLong("department_id"),
                new Selection.Plan(
                        row.getString("name"),
                        row.getLong("source_id"),
                        query == null
                                ? new Selection.Question.Rows(
                                        row.getString("entity"),
                                        row.getString("key_column"),
                                        JSON.readValue(row.getString("filters"), FILTERS))
                                : new Selection.Question.Sql(query),
                        JSON.readValue(row.getString("parameters"), PARAMETERS),
                        Selection.Match.valueOf(row.getString("match").toUpperCase(Locale.ROOT)),
                        row.getString("match_column"),
                        row.getBoolean("creates_unknown"),
                        JSON.readValue(row.getString("variables"), VARIABLES),
                        row.getInt("every_minutes"),
                        row.getObject("daily_at", LocalTime.class)),
                row.getInt("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                whole == null ? null : runs.find(id, whole).orElse(null),
                runs.newest(id));
    }
}

package io.soroka.imports;

import io.soroka.contacts.intake.ClientFold;
import io.soroka.tables.CsvShape;
import io.soroka.tables.TextFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The imports' rows in the database. */
@Component
class ImportStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    ImportStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** The beginning of a file. */
    record Sample(long row, List<String> cells) {
        /** A cell, empty where the row is too short. */
        String cell(int column) {
            return column < cells.size() ? cells.get(column) : "";
        }
    }

    /** What is known of a file before it is stored. */
    record NewImport(
            long departmentId,
            String createdBy,
            String fileName,
            long sizeBytes,
            TextFile text,
            long textBytes,
            CsvShape shape,
            List<String> header,
            List<@Nullable String> fields,
            List<Sample> sample) {}

    /** A row of the table. */
    record Row(
            long id,
            long departmentId,
            String createdBy,
            Instant createdAt,
            String fileName,
            long sizeBytes,
            Import.Status status,
            String charset,
            int markBytes,
            long textBytes,
            CsvShape shape,
            List<String> header,
            List<@Nullable String> fields,
            List<Boolean> guessed,
            List<Sample> sample,
            long rowsRead,
            double share,
            boolean folding,
            @Nullable Instant finishedAt,
            @Nullable ImportResult result,
            Import.@Nullable Failure failure,
            @Nullable Long firstClientId,
            @Nullable Long lastClientId,
            boolean undoable,
            Import.@Nullable Undo undo) {}

    long insert(NewImport one) {
        Boolean[] guessed = new Boolean[one.header().size()];
        Arrays.fill(guessed, true);
        return jdbc.sql(
                        """
                        insert into client_import (
                            department_id, created_by, created_at, file_name, size_bytes, status,
                            charset, mark_bytes, text_bytes, separator, leading_lines, header, fields,
                            guessed, sample)
                        values (?, ?, ?, ?, ?, 'uploaded', ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                        returning id
                        """)
                .params(
                        one.departmentId(),
                        one.createdBy(),
                        now(),
                        one.fileName(),
                        one.sizeBytes(),
                        one.text().charset().name(),
                        one.text().markBytes(),
                        one.textBytes(),
                        String.valueOf(one.shape().separator()),
                        one.shape().leadingLines(),
                        one.header().toArray(String[]::new),
                        one.fields().toArray(String[]::new),
                        guessed,
                        json.writeValueAsString(one.sample()))
                .query(Long.class)
                .single();
    }

    /**
     * @param departmentId whose import it must be; null for anybody's
     */
    Optional<Row> find(long id, @Nullable Long departmentId) {
        return jdbc.sql(
                        """
                        select * from client_import
                        where id = ? and (?::bigint is null or department_id = ?)
                        """)
                .params(Arrays.asList(id, departmentId, departmentId))
                .query(this::row)
                .optional();
    }

    /** Newest first; without columns, sample and remarks, of which a row can have megabytes. */
    List<Row> list(@Nullable Long departmentId, @Nullable Long before, int limit) {
        return jdbc.sql(
                        """
                        select brief.* from client_import i, jsonb_populate_record(i, jsonb_build_object(
                            'header', '[]'::jsonb, 'fields', '[]'::jsonb, 'guessed', '[]'::jsonb,
                            'sample', '[]'::jsonb,
                            'result', i.result || '{"rejections": [], "warningsKept": []}'::jsonb)) brief
                        where (i.department_id = ? or ?::bigint is null and i.department_id in (select id from department where practice_of is null))
                          and i.id < coalesce(?, 9223372036854775807)
                        order by i.id desc limit ?
                        """)
                .params(Arrays.asList(departmentId, departmentId, before, limit))
                .query(this::row)
                .list();
    }

    /** Whether the columns could be changed: only before it runs. */
    boolean setColumns(long id, List<@Nullable String> fields, List<Boolean> guessed) {
        return jdbc.sql(
                                """
                                update client_import set fields = ?, guessed = ?
                                where id = ? and status in ('uploaded', 'failed')
                                """)
                        .params(fields.toArray(String[]::new), guessed.toArray(Boolean[]::new), id)
                        .update()
                > 0;
    }

    /**
     * Takes it to run; false when it is in another state or no column brings the number.
     *
     * @throws org.springframework.dao.DuplicateKeyException if another runs in the department
     */
    boolean begin(long id) {
        return jdbc.sql(
                                """
                                update client_import
                                set status = 'running', beat_at = clock_timestamp(), rows_read = 0, share = 0,
                                    folding = false, finished_at = null, failure = null, failure_arguments = '{}'
                                where id = ? and status in ('uploaded', 'failed') and 'phone' = any (fields)
                                """)
                        .param(id)
                        .update()
                > 0;
    }

    /** A sign of life. */
    void beat(long id, long rows, double share, boolean folding) {
        jdbc.sql(
                        """
                        update client_import
                        set beat_at = clock_timestamp(), rows_read = ?, share = ?, folding = ?
                        where id = ? and status = 'running'
                        """)
                .params(rows, share, folding, id)
                .update();
    }

    /** Within the transaction of the import; false when somebody has declared it dead meanwhile. */
    boolean finish(long id, ImportResult result, ClientFold.Counts counts) {
        return jdbc.sql(
                                """
                                update client_import
                                set status = 'done', finished_at = ?, result = ?::jsonb, rows_read = ?, share = 1,
                                    first_client_id = ?, last_client_id = ?, sample = '[]', undoable = true
                                where id = ? and status = 'running'
                                """)
                        .params(
                                Arrays.asList(
                                        now(),
                                        json.writeValueAsString(result),
                                        result.rows(),
                                        counts.firstCreated(),
                                        counts.lastCreated(),
                                        id))
                        .update()
                > 0;
    }

    void fail(long id, String messageKey, List<String> arguments) {
        jdbc.sql(
                        """
                        update client_import
                        set status = 'failed', finished_at = ?, failure = ?, failure_arguments = ?
                        where id = ? and status = 'running'
                        """)
                .params(now(), messageKey, arguments.toArray(String[]::new), id)
                .update();
    }

    /**
     * Fails those that have not given a sign of life for so long: their server is gone. The
     * database's own clock counts, because several servers may ask.
     */
    int failSilent(Duration silence, String messageKey) {
        return jdbc.sql(
                        """
                        update client_import
                        set status = 'failed', finished_at = ?, failure = ?
                        where status = 'running' and beat_at < clock_timestamp() - ? * interval '1 millisecond'
                        """)
                .params(now(), messageKey, silence.toMillis())
                .update();
    }

    boolean undone(long id, ImportUndo.Counts counts) {
        return jdbc.sql(
                                """
                                update client_import
                                set status = 'undone', undoable = false, removed = ?, restored = ?, kept = ?
                                where id = ? and status = 'done' and undoable
                                """)
                        .params(counts.removed(), counts.restored(), counts.kept(), id)
                        .update()
                > 0;
    }

    boolean delete(long id) {
        return jdbc.sql(
                                "delete from client_import where id = ? and status in ('uploaded', 'failed')")
                        .param(id)
                        .update()
                > 0;
    }

    /** Forgets files that waited too long, and what undoing old imports would need. */
    void forget(Duration uploads, Duration results) {
        jdbc.sql(
                        """
                        delete from client_import
                        where status in ('uploaded', 'failed') and created_at < ?
                        """)
                .param(now().minus(uploads))
                .update();
        OffsetDateTime old = now().minus(results);
        // First: an undo must not find half of what it needs.
        jdbc.sql("update client_import set undoable = false where undoable and finished_at < ?")
                .param(old)
                .update();
        jdbc.sql(
                        """
                        delete from client_import_file f using client_import i
                        where i.id = f.import_id and f.rejected and i.finished_at < ?
                        """)
                .param(old)
                .update();
        for (String table : List.of("client_change", "client_import_met")) {
            jdbc.sql(
                            """
                            delete from %s c using client_import i
                            where i.id = c.import_id and i.finished_at < ?
                            """
                                    .formatted(table))
                    .param(old)
                    .update();
        }
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private Row row(ResultSet row, int number) throws SQLException {
        String result = row.getString("result");
        String failure = row.getString("failure");
        Long removed = row.getObject("removed", Long.class);
        return new Row(
                row.getLong("id"),
                row.getLong("department_id"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("file_name"),
                row.getLong("size_bytes"),
                Import.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getString("charset"),
                row.getInt("mark_bytes"),
                row.getLong("text_bytes"),
                new CsvShape(row.getString("separator").charAt(0), row.getInt("leading_lines")),
                strings(row, "header"),
                Arrays.asList((String[]) row.getArray("fields").getArray()),
                List.of((Boolean[]) row.getArray("guessed").getArray()),
                json.readValue(row.getString("sample"), new TypeReference<List<Sample>>() {}),
                row.getLong("rows_read"),
                row.getDouble("share"),
                row.getBoolean("folding"),
                moment(row, "finished_at"),
                result == null ? null : json.readValue(result, ImportResult.class),
                failure == null
                        ? null
                        : new Import.Failure(failure, strings(row, "failure_arguments")),
                row.getObject("first_client_id", Long.class),
                row.getObject("last_client_id", Long.class),
                row.getBoolean("undoable"),
                removed == null
                        ? null
                        : new Import.Undo(removed, row.getLong("restored"), row.getLong("kept")));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        return new ArrayList<>(Arrays.asList((String[]) row.getArray(column).getArray()));
    }
}

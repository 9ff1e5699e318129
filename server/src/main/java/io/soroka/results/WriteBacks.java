package io.soroka.results;

import io.soroka.delivery.SettledMessages;
import io.soroka.platform.ProblemException;
import io.soroka.platform.Secrets;
import io.soroka.sources.Sources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Which sources get results, which ones, and how. */
@Component
public class WriteBacks {
    private static final TypeReference<Map<String, String>> OPTIONS = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient sql;
    private final Sources sources;
    private final Secrets secrets;
    private final SettledMessages settled;
    private final Clock clock;

    WriteBacks(
            JdbcClient sql,
            Sources sources,
            Secrets secrets,
            SettledMessages settled,
            Clock clock) {
        this.sql = sql;
        this.sources = sources;
        this.secrets = secrets;
        this.settled = settled;
        this.clock = clock;
    }

    /** How results get to a source, if they do. */
    public Optional<WriteBack> find(long sourceId) {
        return sql.sql("select * from write_back where source_id = ?")
                .param(sourceId)
                .query(WriteBacks::read)
                .optional();
    }

    /**
     * Has results written to a source: those that come from now on, or go on with those that are
     * written already.
     *
     * @param version that the change is based on; 0 if there was none
     * @param by the person's name
     * @throws io.soroka.sources.InvalidSource if something can't be used
     * @throws ProblemException 404 if there is no such source, 409 if somebody else has changed it,
     *     422 if no kind of results is chosen, or the secret is to be used by somebody else
     */
    @Transactional
    public WriteBack set(long sourceId, int version, WriteBack.Wanted wanted, String by) {
        Optional<WriteBack> before = find(sourceId);
        if (before.map(WriteBack::version).orElse(0) != version) {
            throw new ProblemException(409, "source-changed");
        }
        if (wanted.kinds().isEmpty()) {
            throw new ProblemException(422, "write-back-kinds").at("/kinds");
        }
        if (wanted.secret() == null
                && before.isPresent()
                && !before.get().options().equals(wanted.options())) {
            // Nobody has it told to a place of their own.
            throw new ProblemException(422, "write-back-secret").at("/secret");
        }
        String secret =
                Objects.requireNonNullElseGet(
                        wanted.secret(), () -> before.isPresent() ? secret(sourceId) : "");
        sources.checkWriting(sourceId, wanted.options(), secret);
        if (before.isEmpty()) {
            begin();
        }
        sql.sql(
                        """
                        insert into write_back as w (source_id, options, secret, kinds, written_through, begun_at, changed_at, changed_by)
                        values (:source, :options::jsonb, :secret, :kinds, (select coalesce(max(id), 0) from result), :now, :now, :by)
                        on conflict (source_id) do update
                           set options = excluded.options, secret = excluded.secret, kinds = excluded.kinds,
                               changed_at = excluded.changed_at, changed_by = excluded.changed_by,
                               version = w.version + 1, failure = null, again_at = null
                        """)
                .param("source", sourceId)
                .param("options", JSON.writeValueAsString(wanted.options()))
                .param("secret", secrets.seal(secret))
                .param(
                        "kinds",
                        wanted.kinds().stream()
                                .map(ResultKind::word)
                                .sorted()
                                .toArray(String[]::new))
                .param("now", now())
                .param("by", by)
                .update();
        return find(sourceId).orElseThrow();
    }

    /** Nothing was read as long as nobody wanted results: what came meanwhile is nobody's. */
    private void begin() {
        SettledMessages.Position position = settled.now(sql);
        sql.sql(
                        """
                        insert into result_position as p (horizon, since)
                        select :horizon, :since where not exists (select from write_back)
                        on conflict (only_one) do update set horizon = excluded.horizon, since = excluded.since
                        """)
                .param("horizon", position.horizon())
                .param("since", position.since().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Writes a source nothing more; what is written stays there.
     *
     * @throws ProblemException 404 if nothing was
     */
    @Transactional
    public void remove(long sourceId) {
        if (sql.sql("delete from write_back where source_id = ?").param(sourceId).update() == 0) {
            throw new ProblemException(404, "not-found");
        }
    }

    String secret(long sourceId) {
        return secrets.open(
                sql.sql("select secret from write_back where source_id = ?")
                        .param(sourceId)
                        .query((row, number) -> row.getBytes(1))
                        .single());
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    static WriteBack read(ResultSet row, int number) throws SQLException {
        OffsetDateTime written = row.getObject("written_at", OffsetDateTime.class);
        return new WriteBack(
                row.getLong("source_id"),
                JSON.readValue(row.getString("options"), OPTIONS),
                strings(row, "kinds").stream()
                        .map(word -> ResultKind.of(word).orElseThrow())
                        .collect(Collectors.toUnmodifiableSet()),
                row.getInt("version"),
                row.getLong("written"),
                written == null ? null : written.toInstant(),
                row.getString("failure"),
                strings(row, "failure_arguments"));
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}

package io.soroka.campaigns;

import io.soroka.platform.Ids;
import io.soroka.policy.MessageClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The campaigns' rows. A change names the version it starts from. */
@Component
class CampaignRows {
    private final JdbcClient sql;
    private final Ids ids;
    private final Clock clock;

    CampaignRows(JdbcClient sql, Ids ids, Clock clock) {
        this.sql = sql;
        this.ids = ids;
        this.clock = clock;
    }

    /** Adds a draft; returns its id. */
    long add(long departmentId, String by, Draft draft) {
        long id = ids.next();
        bind(
                        sql.sql(
                                """
                                insert into campaign (id, department_id, name, class, sender, text, text_id, criteria, segment_id,
                                                      of_run, of_states, list, start_at, per_minute, step, created_at,
                                                      created_by, changed_at)
                                values (:id, :department, :name, :class, :sender, :text, :textId, :criteria::jsonb, :segment,
                                        :ofRun, :ofStates, :list, :startAt, :perMinute, :step, :now, :by, :now)
                                """),
                        draft)
                .param("id", id)
                .param("department", departmentId)
                .param("by", by)
                .update();
        return id;
    }

    /** A campaign like another one that has gone out, while the other stays a draft. */
    Campaign addLaunched(Campaign like, String name, String by) {
        long id = add(like.departmentId(), by, Draft.of(like));
        sql.sql("update campaign set status = 'launched', name = ? where id = ?")
                .params(name, id)
                .update();
        return find(id).orElseThrow();
    }

    /** Changes a draft as a whole; false when it has another version, or is no draft any more. */
    boolean change(long id, int version, Draft draft) {
        return bind(
                                sql.sql(
                                        """
                                        update campaign
                                           set name = :name, class = :class, sender = :sender, text = :text, text_id = :textId,
                                               criteria = :criteria::jsonb, segment_id = :segment, of_run = :ofRun,
                                               of_states = :ofStates, list = :list, start_at = :startAt,
                                               per_minute = :perMinute, step = :step, changed_at = :now,
                                               version = version + 1
                                         where id = :id and version = :version and status = 'draft'
                                        """),
                                draft)
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    private JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Draft draft) {
        Whom whom = draft.whom();
        Instant startAt = draft.startAt();
        return statement
                .param("name", draft.name().strip())
                .param("class", draft.messageClass().code())
                .param("sender", draft.sender())
                // PostgreSQL's texts hold no zero character.
                .param("text", draft.text().replace("\0", ""))
                .param("textId", draft.textId())
                .param("criteria", whom instanceof Whom.Criteria(String tree) ? tree : null)
                .param("segment", whom instanceof Whom.Segment(long segment) ? segment : null)
                .param("ofRun", whom instanceof Whom.EarlierRun earlier ? earlier.runId() : null)
                .param(
                        "ofStates",
                        whom instanceof Whom.EarlierRun earlier
                                ? earlier.states().stream()
                                        .sorted()
                                        .map(PersonState::word)
                                        .toArray(String[]::new)
                                : null)
                .param("list", draft.frozen() ? "frozen" : "live")
                .param("startAt", startAt == null ? null : startAt.atOffset(ZoneOffset.UTC))
                .param("perMinute", draft.perMinute())
                .param("step", draft.step().word())
                .param("now", now());
    }

    /** Deletes a draft in the caller's transaction, to be rolled back when it was none: false. */
    boolean delete(long id) {
        // Launches that were taken back go with it: nothing came of them.
        for (String table :
                List.of("run_event", "run_connection", "run_audience", "run_suppressed")) {
            sql.sql(
                            "delete from "
                                    + table
                                    + " where run_id in (select id from run where campaign_id = ? and status = 'cancelled')")
                    .param(id)
                    .update();
        }
        sql.sql("delete from run where campaign_id = ? and status = 'cancelled'")
                .param(id)
                .update();
        return sql.sql("delete from campaign where id = ? and status = 'draft'").param(id).update()
                == 1;
    }

    Optional<Campaign> find(long id) {
        return sql.sql(SELECT + " where c.id = ?").param(id).query(CampaignRows::read).optional();
    }

    /**
     * The newest campaigns.
     *
     * @param departmentId whose; null for every department's
     * @param before only those with a smaller id; null for the newest
     */
    List<Campaign> list(@Nullable Long departmentId, @Nullable Long before, int limit) {
        return sql.sql(
                        SELECT
                                + """
                                 where (c.department_id = :department
                                        or :department::bigint is null and c.department_id in (select id from department where practice_of is null))
                                   and (:before::bigint is null or c.id < :before)
                                 order by c.id desc
                                 limit :limit
                                """)
                .param("department", departmentId)
                .param("before", before)
                .param("limit", limit)
                .query(CampaignRows::read)
                .list();
    }

    /** The newest drafts, the one changed last first. */
    List<Campaign> drafts(@Nullable Long departmentId, int limit) {
        return sql.sql(
                        SELECT
                                + """
                                 where (c.department_id = :department
                                        or :department::bigint is null and c.department_id in (select id from department where practice_of is null))
                                   and c.status = 'draft'
                                 order by c.changed_at desc
                                 limit :limit
                                """)
                .param("department", departmentId)
                .param("limit", limit)
                .query(CampaignRows::read)
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static final String SELECT =
            """
            select c.*, s.name as segment_name
              from campaign c
              left join segment s on s.id = c.segment_id and s.department_id = c.department_id
            """;

    private static Campaign read(ResultSet row, int number) throws SQLException {
        var startAt = row.getTimestamp("start_at");
        return new Campaign(
                row.getLong("id"),
                row.getLong("department_id"),
                row.getString("name"),
                row.getString("status").equals("launched"),
                MessageClass.of(row.getInt("class")),
                row.getString("sender"),
                row.getString("text"),
                row.getObject("text_id", Long.class),
                whom(row),
                row.getString("segment_name"),
                row.getString("list").equals("frozen"),
                startAt == null ? null : startAt.toInstant(),
                row.getObject("per_minute", Integer.class),
                Campaign.Step.valueOf(row.getString("step").toUpperCase(Locale.ROOT)),
                row.getInt("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                row.getTimestamp("changed_at").toInstant());
    }

    private static @Nullable Whom whom(ResultSet row) throws SQLException {
        String criteria = row.getString("criteria");
        Long segment = row.getObject("segment_id", Long.class);
        Long run = row.getObject("of_run", Long.class);
        if (criteria != null) {
            return new Whom.Criteria(criteria);
        }
        if (segment != null) {
            return new Whom.Segment(segment);
        }
        if (run == null) {
            return null;
        }
        var states = EnumSet.noneOf(PersonState.class);
        for (String word : (String[]) row.getArray("of_states").getArray()) {
            states.add(PersonState.named(Objects.requireNonNull(word)).orElseThrow());
        }
        return new Whom.EarlierRun(run, states);
    }
}

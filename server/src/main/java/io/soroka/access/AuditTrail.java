package io.soroka.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@link Audit} wrote. */
@Component
public class AuditTrail {
    private final JdbcClient sql;
    private final JsonMapper json;

    AuditTrail(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /** A person or a key that did something. */
    public record Actor(long id, String name) {}

    /**
     * Something that was done.
     *
     * @param user who did it; null if the system or a program did
     * @param key the program's key; null if it was none
     * @param object such as "campaign:17"
     */
    public record Entry(
            long id,
            Instant at,
            @Nullable Actor user,
            @Nullable Actor key,
            String action,
            @Nullable String object,
            Map<String, Object> details) {}

    /**
     * Which entries are wanted; null stands for no condition.
     *
     * @param from the earliest time, included
     * @param to the latest time, not included
     * @param before entries older than the one with this id
     */
    public record Filter(
            @Nullable Long user,
            @Nullable String action,
            @Nullable String object,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long before) {}

    /** The latest entries that the filter lets pass, the latest first. */
    public List<Entry> page(Filter filter, int limit) {
        return sql.sql(
                        """
                        select a.id, a.at, a.action, a.object, a.details::text as details,
                               a.user_id, u.name as user_name, a.key_id, k.name as key_name
                          from audit a
                          left join app_user u on u.id = a.user_id
                          left join api_key k on k.id = a.key_id
                         where (:user::bigint is null or a.user_id = :user::bigint)
                           and (:action::text is null or a.action = :action::text)
                           and (:object::text is null or a.object = :object::text)
                           and (:from::timestamptz is null or a.at >= :from::timestamptz)
                           and (:to::timestamptz is null or a.at < :to::timestamptz)
                           and (:before::bigint is null or a.id < :before::bigint)
                         order by a.id desc
                         limit :limit
                        """)
                .param("user", filter.user())
                .param("action", filter.action())
                .param("object", filter.object())
                .param("from", utc(filter.from()))
                .param("to", utc(filter.to()))
                .param("before", filter.before())
                .param("limit", limit)
                .query(this::entry)
                .list();
    }

    /** Every action there is an entry of; hops through the index instead of reading all entries. */
    public List<String> actions() {
        return sql.sql(
                        """
                        with recursive found as (
                            (select action from audit order by action limit 1)
                            union all
                            select (select a.action from audit a
                                     where a.action > found.action order by a.action limit 1)
                              from found where found.action is not null
                        )
                        select action from found where action is not null
                        """)
                .query((row, _) -> row.getString("action"))
                .list();
    }

    private Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                actor(row, "user"),
                actor(row, "key"),
                row.getString("action"),
                row.getString("object"),
                json.readValue(row.getString("details"), new TypeReference<>() {}));
    }

    private static @Nullable Actor actor(ResultSet row, String kind) throws SQLException {
        String name = row.getString(kind + "_name");
        return name == null ? null : new Actor(row.getLong(kind + "_id"), name);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}

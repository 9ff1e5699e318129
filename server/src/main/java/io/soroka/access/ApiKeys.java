package io.soroka.access;

import io.soroka.platform.Messages;
import io.soroka.platform.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keys with which programs use the API, each within one department and a few scopes. */
@Component
public class ApiKeys {
    /** How every key begins, so that scanners of sources find leaked ones. */
    private static final String MARK = "srk_";

    private static final int PREFIX = 12;
    private static final Duration TOUCH = Duration.ofMinutes(1);

    private static final String SELECT =
            """
            select k.id, k.name, k.prefix, k.scopes, k.created_at, k.last_used_at, k.expires_at,
                   k.created_by, u.name as creator, d.id as department_id, d.name as department_name
              from api_key k
              join department d on d.id = k.department_id
              join app_user u on u.id = k.created_by
             where k.revoked_at is null
            """;

    private final JdbcClient sql;
    private final Departments departments;
    private final Audit audit;
    private final Clock clock;

    ApiKeys(JdbcClient sql, Departments departments, Audit audit, Clock clock) {
        this.sql = sql;
        this.departments = departments;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A new key.
     *
     * @param secret the key itself, the only copy there is
     */
    public record Issued(ApiKey key, String secret) {
        @Override
        public String toString() {
            return "Issued[" + key + "]";
        }
    }

    /**
     * Makes a key.
     *
     * @param scopes at least one
     * @param expiresAt in the future; null for never
     * @throws ProblemException 400 if something given is not acceptable
     */
    @Transactional
    public Issued create(
            User creator,
            String name,
            long department,
            Set<Scope> scopes,
            @Nullable Instant expiresAt) {
        String given = Names.name(name);
        Instant now = clock.instant();
        if (!departments.isOrdinary(department)) {
            throw new ProblemException(400, "department-unknown").at("/departmentId");
        }
        if (scopes.isEmpty()) {
            throw new ProblemException(400, "scopes-missing").at("/scopes");
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new ProblemException(400, "expiry-past").at("/expiresAt");
        }
        String secret = MARK + Tokens.fresh();
        String[] codes = scopes.stream().sorted().map(Scope::code).toArray(String[]::new);
        long id =
                sql.sql(
                                """
                                insert into api_key (name, prefix, secret_hash, department_id, scopes,
                                                     created_at, created_by, expires_at)
                                values (:name, :prefix, :hash, :department, :scopes,
                                        :now, :creator, :expires::timestamptz)
                                returning id
                                """)
                        .param("name", given)
                        .param("prefix", secret.substring(0, PREFIX))
                        .param("hash", Tokens.hash(secret))
                        .param("department", department)
                        .param("scopes", codes)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("creator", creator.id())
                        .param(
                                "expires",
                                expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single();
        audit.record(
                "api_key.created",
                "api_key:" + id,
                Map.of("department", String.valueOf(department), "scopes", codes));
        ApiKey key =
                sql.sql(SELECT + "and k.id = :id").param("id", id).query(ApiKeys::key).single();
        return new Issued(key, secret);
    }

    /** The keys in use, expired ones among them, by name. */
    public List<ApiKey> all() {
        return sql.sql(SELECT + "order by lower(k.name), k.id").query(ApiKeys::key).list();
    }

    /**
     * Makes a key useless for good.
     *
     * @throws ProblemException 404 if there is no such key
     */
    @Transactional
    public void revoke(long id) {
        int revoked =
                sql.sql(
                                """
                                update api_key set revoked_at = :now
                                 where id = :id and revoked_at is null
                                """)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .update();
        if (revoked == 0) {
            throw new ProblemException(404, "not-found");
        }
        audit.record("api_key.revoked", "api_key:" + id, Map.of());
    }

    /** Whom a key lets in; nobody if it is unknown, revoked or expired. */
    public Optional<Caller> find(String secret) {
        if (!secret.startsWith(MARK)) {
            return Optional.empty();
        }
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        Optional<Caller> caller =
                sql.sql(
                                SELECT
                                        + """
                                        and k.secret_hash = :hash
                                        and (k.expires_at is null or k.expires_at > :now)
                                        """)
                        .param("hash", Tokens.hash(secret))
                        .param("now", now)
                        .query(ApiKeys::caller)
                        .optional();
        caller.map(Caller::key).ifPresent(key -> touch(key.id(), now));
        return caller;
    }

    private void touch(long id, OffsetDateTime now) {
        sql.sql(
                        """
                        update api_key set last_used_at = :now
                         where id = :id and (last_used_at is null or last_used_at <= :before)
                        """)
                .param("now", now)
                .param("id", id)
                .param("before", now.minus(TOUCH))
                .update();
    }

    private static Caller caller(ResultSet row, int number) throws SQLException {
        ApiKey key = key(row, number);
        User user =
                new User(
                        row.getLong("created_by"),
                        key.prefix(),
                        key.name(),
                        Role.CAMPAIGN_MANAGER,
                        key.department(),
                        true,
                        Messages.RUSSIAN,
                        null);
        return new Caller(
                user,
                key.department().id(),
                false,
                null,
                new Caller.Key(key.id(), Set.copyOf(key.scopes())));
    }

    private static ApiKey key(ResultSet row, int number) throws SQLException {
        String[] scopes = (String[]) row.getArray("scopes").getArray();
        return new ApiKey(
                row.getLong("id"),
                row.getString("name"),
                row.getString("prefix"),
                Arrays.stream(scopes).map(Scope::of).collect(Collectors.toList()),
                new Department(row.getLong("department_id"), row.getString("department_name")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("creator"),
                instant(row, "last_used_at"),
                instant(row, "expires_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }
}

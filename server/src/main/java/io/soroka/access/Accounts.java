package io.soroka.access;

import io.soroka.platform.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What administrators do with users. */
@Component
public class Accounts {
    private static final String SELECT =
            """
            select u.id, u.login, u.name, u.role, u.active, u.language, u.phone,
                   u.locked_until, u.last_seen_at,
                   d.id as department_id, d.name as department_name
              from app_user u
              join department d on d.id = u.department_id
            """;

    private final JdbcClient sql;
    private final Users users;
    private final Departments departments;
    private final PasswordLinks links;
    private final Sessions sessions;
    private final Attempts attempts;
    private final Audit audit;
    private final Clock clock;

    Accounts(
            JdbcClient sql,
            Users users,
            Departments departments,
            PasswordLinks links,
            Sessions sessions,
            Attempts attempts,
            Audit audit,
            Clock clock) {
        this.sql = sql;
        this.users = users;
        this.departments = departments;
        this.links = links;
        this.sessions = sessions;
        this.attempts = attempts;
        this.audit = audit;
        this.clock = clock;
    }

    /** A new user and the link with which they choose a password. */
    public record Invitation(Account account, PasswordLink link) {}

    /**
     * A page of users by name.
     *
     * @param query what a name or login contains, in whatever case; null or blank for everyone
     * @param after the last user of the page before; null for the first page
     */
    public List<Account> page(@Nullable String query, @Nullable Long after, int limit) {
        return sql.sql(
                        SELECT
                                + """
                                 where (:query = '' or position(:query in lower(u.name)) > 0
                                                    or position(:query in lower(u.login)) > 0)
                                   and (:after::bigint is null
                                        or (lower(u.name), u.id) > (select lower(name), id
                                                                      from app_user
                                                                     where id = :after::bigint))
                                 order by lower(u.name), u.id
                                 limit :limit
                                """)
                .param(
                        "query",
                        query == null ? "" : query.strip().toLowerCase(java.util.Locale.ROOT))
                .param("after", after)
                .param("limit", limit)
                .query(this::account)
                .list();
    }

    /** Adds a user who chooses a password by themselves; refused as {@link Users#create}. */
    @Transactional
    public Invitation invite(String login, String name, Role role, long department) {
        User user = users.insert(login, name, role, department, null);
        PasswordLink link = links.create(user.id());
        return new Invitation(require(user.id()), link);
    }

    /**
     * Changes a user. Whoever is deactivated is logged out at once and their link is void.
     *
     * @throws ProblemException 404 if there is no such user, 409 if they are the last active
     *     administrator and would be no longer, 400 if something given is not acceptable
     */
    @Transactional
    public Account change(long id, String name, Role role, long department, boolean active) {
        String given = Names.name(name);
        var _ = users.find(id).orElseThrow(Accounts::notFound);
        if (!departments.isOrdinary(department)) {
            throw new ProblemException(400, "department-unknown").at("/departmentId");
        }
        if (role != Role.ADMINISTRATOR || !active) {
            requireAnotherAdministrator(id);
        }
        // After the administrators, for whoever changes one of them locks them in that order.
        User before = users.locked(id).orElseThrow(Accounts::notFound);
        sql.sql(
                        """
                        update app_user
                           set name = :name, role = :role, department_id = :department, active = :active
                         where id = :id
                        """)
                .param("name", given)
                .param("role", role.code())
                .param("department", department)
                .param("active", active)
                .param("id", id)
                .update();
        if (!active) {
            sessions.endAll(id, null);
            links.cancel(id);
        }
        if (before.department().id() != department) {
            sessions.leavePractice(id);
        }
        Account changed = require(id);
        audit.record(
                "user.changed", "user:" + id, Audit.change(state(before), state(changed.user())));
        return changed;
    }

    private static Map<String, Object> state(User user) {
        return Map.of(
                "name", user.name(),
                "role", user.role().code(),
                "department", user.department().name(),
                "active", user.active());
    }

    /** Two who demote each other at once wait for each other here; the second is refused. */
    private void requireAnotherAdministrator(long id) {
        List<Long> administrators =
                sql.sql(
                                """
                                select id from app_user where role = 'administrator' and active
                                 order by id for update
                                """)
                        .query((row, _) -> row.getLong("id"))
                        .list();
        if (administrators.equals(List.of(id))) {
            throw new ProblemException(409, "last-administrator");
        }
    }

    /**
     * Lets a user try again who had too many wrong attempts.
     *
     * @throws ProblemException 404 if there is no such user
     */
    @Transactional
    public Account unlock(long id) {
        attempts.forget(users.find(id).orElseThrow(Accounts::notFound));
        audit.record("user.unlocked", "user:" + id, Map.of());
        return require(id);
    }

    /**
     * Logs a user out everywhere.
     *
     * @throws ProblemException 404 if there is no such user
     */
    @Transactional
    public void endSessions(long id) {
        var _ = users.find(id).orElseThrow(Accounts::notFound);
        audit.record(
                "user.sessions_ended", "user:" + id, Map.of("sessions", sessions.endAll(id, null)));
    }

    private Account require(long id) {
        return sql.sql(SELECT + "where u.id = :id")
                .param("id", id)
                .query(this::account)
                .optional()
                .orElseThrow(Accounts::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(404, "not-found");
    }

    private Account account(ResultSet row, int number) throws SQLException {
        Instant lock = instant(row, "locked_until");
        return new Account(
                Users.user(row, number),
                lock != null && lock.isAfter(clock.instant()) ? lock : null,
                instant(row, "last_seen_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }
}

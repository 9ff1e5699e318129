package io.soroka.access;

import io.soroka.platform.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is logged in where. Sessions are rows, so that a restart logs nobody out and every instance
 * knows them; one statement a request reads session, user and rights afresh.
 */
@Component
@EnableConfigurationProperties(AccessSettings.class)
public class Sessions {
    /**
     * A session's last use is written down no more often than this, to spare a commit a request.
     */
    private static final Duration TOUCH = Duration.ofMinutes(1);

    private static final int AGENT_KEPT = 300;

    private final JdbcClient sql;
    private final Departments departments;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Duration idle;

    Sessions(
            JdbcClient sql,
            Departments departments,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock,
            AccessSettings settings) {
        this.sql = sql;
        this.departments = departments;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.idle = settings.idle();
    }

    private record Found(Caller caller, Instant usedAt) {}

    /**
     * Opens a session for a user whose password was right.
     *
     * @return the token to be kept by the browser, the only copy there is
     */
    @Transactional
    public String open(User user, @Nullable String userAgent, String address) {
        OffsetDateTime now = now();
        sql.sql("delete from user_session where used_at <= :limit")
                .param("limit", now.minus(idle))
                .update();
        String token = Tokens.fresh();
        sql.sql(
                        """
                        insert into user_session (token_hash, user_id, user_agent, address, opened_at, used_at)
                        values (:hash, :user, :agent, :address, :now, :now)
                        """)
                .param("hash", Tokens.hash(token))
                .param("user", user.id())
                .param("agent", kept(userAgent))
                .param("address", address)
                .param("now", now)
                .update();
        seen(user.id(), now);
        return token;
    }

    private static @Nullable String kept(@Nullable String userAgent) {
        if (userAgent == null) {
            return null;
        }
        String plain = userAgent.replaceAll("\\p{C}", "");
        return plain.length() <= AGENT_KEPT ? plain : plain.substring(0, AGENT_KEPT);
    }

    /** Whom a token lets in; nobody if it is unknown, idle for too long or its user inactive. */
    public Optional<Caller> find(String token) {
        OffsetDateTime now = now();
        Optional<Found> found =
                sql.sql(
                                """
                                select u.id, u.login, u.name, u.role, u.active, u.language, u.phone,
                                       d.id as department_id, d.name as department_name,
                                       s.id as session_id, s.practice, s.used_at, p.id as practice_id
                                  from user_session s
                                  join app_user u on u.id = s.user_id
                                  join department d on d.id = u.department_id
                                  left join department p on p.practice_of = d.id
                                 where s.token_hash = :hash and s.used_at > :limit and u.active
                                """)
                        .param("hash", Tokens.hash(token))
                        .param("limit", now.minus(idle))
                        .query(Sessions::found)
                        .optional();
        found.filter(one -> !one.usedAt().plus(TOUCH).isAfter(now.toInstant()))
                .ifPresent(one -> touch(one.caller(), now));
        return found.map(Found::caller);
    }

    private void touch(Caller caller, OffsetDateTime now) {
        sql.sql("update user_session set used_at = :now where id = :id")
                .param("now", now)
                .param("id", caller.sessionId())
                .update();
        seen(caller.user().id(), now);
    }

    private void seen(long user, OffsetDateTime now) {
        sql.sql("update app_user set last_seen_at = :now where id = :id")
                .param("now", now)
                .param("id", user)
                .update();
    }

    /** The browsers in which a user is logged in, the latest used first. */
    public List<Device> devices(long user) {
        return sql.sql(
                        """
                        select id, user_agent, address, opened_at, used_at
                          from user_session
                         where user_id = :user and used_at > :limit
                         order by used_at desc, id desc
                        """)
                .param("user", user)
                .param("limit", now().minus(idle))
                .query((row, _) ->
                        new Device(
                                row.getLong("id"),
                                row.getString("user_agent"),
                                row.getString("address"),
                                instant(row, "opened_at"),
                                instant(row, "used_at")))
                .list();
    }

    /**
     * Ends one of a user's own sessions.
     *
     * @throws ProblemException 404 if it is not theirs or has ended
     */
    @Transactional
    public void end(long id, long user) {
        int ended =
                sql.sql("delete from user_session where id = :id and user_id = :user")
                        .param("id", id)
                        .param("user", user)
                        .update();
        if (ended == 0) {
            throw new ProblemException(404, "not-found");
        }
        audit.record("session.ended", "session:" + id, Map.of());
    }

    /** Ends the session from which the current user leaves. */
    @Transactional
    public void close(Caller caller) {
        sql.sql("delete from user_session where id = :id").param("id", caller.sessionId()).update();
        audit.record("session.closed", null, Map.of());
    }

    /** Ends a session whose browser has logged in anew. */
    public void replaced(Caller caller) {
        sql.sql("delete from user_session where id = :id").param("id", caller.sessionId()).update();
    }

    /** Ends a user's sessions, but not the one given, and answers how many there were. */
    int endAll(long user, @Nullable Long except) {
        return sql.sql(
                        """
                        delete from user_session
                         where user_id = :user and id is distinct from :except::bigint
                        """)
                .param("user", user)
                .param("except", except)
                .update();
    }

    /** Leaves practice mode in all sessions of a user, who now belongs to another department. */
    void leavePractice(long user) {
        sql.sql("update user_session set practice = false where user_id = :user and practice")
                .param("user", user)
                .update();
    }

    /**
     * Switches practice mode of a session on or off; on, {@link PracticeEntered} is published.
     *
     * @return the caller from now on
     */
    @Transactional
    public Caller practise(Caller caller, boolean on) {
        long department = caller.user().department().id();
        sql.sql("update user_session set practice = :on where id = :id")
                .param("on", on)
                .param("id", caller.sessionId())
                .update();
        audit.record(
                on ? "practice.entered" : "practice.left", "department:" + department, Map.of());
        if (!on) {
            return new Caller(caller.user(), department, false, caller.sessionId(), null);
        }
        long twin = departments.practiceTwin(department);
        events.publishEvent(new PracticeEntered(department, twin));
        return new Caller(caller.user(), twin, true, caller.sessionId(), null);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Found found(ResultSet row, int number) throws SQLException {
        User user = Users.user(row, number);
        long twin = row.getLong("practice_id");
        // No twin: the user has just been moved to a department where nobody has practised yet.
        boolean practice = row.getBoolean("practice") && twin != 0;
        return new Found(
                new Caller(
                        user,
                        practice ? twin : user.department().id(),
                        practice,
                        row.getLong("session_id"),
                        null),
                instant(row, "used_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

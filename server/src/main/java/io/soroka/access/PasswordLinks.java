package io.soroka.access;

import io.soroka.platform.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * One-time links with which users choose their passwords, so that nobody else ever knows one. A
 * user has at most one; a new one voids the one before.
 */
@Component
public class PasswordLinks {
    private static final Duration LIFE = Duration.ofDays(3);

    private final JdbcClient sql;
    private final Users users;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Audit audit;
    private final Clock clock;

    PasswordLinks(
            JdbcClient sql,
            Users users,
            Passwords passwords,
            Sessions sessions,
            Audit audit,
            Clock clock) {
        this.sql = sql;
        this.users = users;
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a link for a user, which works for 72 hours.
     *
     * @throws ProblemException 404 if there is no such user
     */
    @Transactional
    public PasswordLink create(long user) {
        if (users.find(user).isEmpty()) {
            throw new ProblemException(404, "not-found");
        }
        String token = Tokens.fresh();
        Instant until = clock.instant().plus(LIFE);
        sql.sql(
                        """
                        insert into password_link (user_id, token_hash, expires_at)
                        values (:user, :hash, :until)
                        on conflict (user_id) do update
                           set token_hash = excluded.token_hash, expires_at = excluded.expires_at
                        """)
                .param("user", user)
                .param("hash", Tokens.hash(token))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .update();
        audit.record("password_link.created", "user:" + user, Map.of());
        return new PasswordLink(token, until);
    }

    /**
     * Whose link this is.
     *
     * @throws ProblemException 404 if it is unknown, used, expired or its user inactive
     */
    public User find(String token) {
        return owner(token, "");
    }

    /**
     * Sets the password of the link's user, unlocks them and ends their sessions. The link is used
     * up.
     *
     * @throws ProblemException 404 as {@link #find}, 400 if the password is weak
     */
    @Transactional
    public void use(String token, String password) {
        User user = owner(token, " for update of l");
        Passwords.requireStrong(password);
        passwords.store(user.id(), password);
        cancel(user.id());
        sessions.endAll(user.id(), null);
        audit.record(user.id(), "password.set", "user:" + user.id(), Map.of());
    }

    /** Makes a user's link useless. */
    void cancel(long user) {
        sql.sql("delete from password_link where user_id = :user").param("user", user).update();
    }

    private User owner(String token, String lock) {
        return sql.sql(
                        """
                        select u.id
                          from password_link l
                          join app_user u on u.id = l.user_id
                         where l.token_hash = :hash and l.expires_at > :now and u.active
                        """
                                + lock)
                .param("hash", Tokens.hash(token))
                .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .query(Long.class)
                .optional()
                .flatMap(users::find)
                .orElseThrow(() -> new ProblemException(404, "password-link-invalid"));
    }
}

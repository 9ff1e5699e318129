package io.soroka.access;

import io.soroka.platform.Messages;
import io.soroka.platform.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Decides who is let in. */
@Component
public class Logins {
    private final JdbcClient sql;
    private final Users users;
    private final Passwords passwords;
    private final Attempts attempts;
    private final Audit audit;
    private final Clock clock;

    Logins(
            JdbcClient sql,
            Users users,
            Passwords passwords,
            Attempts attempts,
            Audit audit,
            Clock clock) {
        this.sql = sql;
        this.users = users;
        this.passwords = passwords;
        this.attempts = attempts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The active user with this login and password.
     *
     * @throws ProblemException 401 if there is none, with the same answer after the same work
     *     whether or not the login exists; 429 while the login is locked after five failures, for
     *     15 minutes; 503 if too many try at once
     */
    public User check(String login, String password) {
        return passwords.inTurn(() -> checked(login, password));
    }

    private User checked(String login, String password) {
        User user = users.find(login).filter(User::active).orElse(null);
        Instant now = clock.instant();
        Optional<Instant> lockedUntil =
                user == null ? attempts.countUnknown(login, now) : attempts.count(user, now);
        if (lockedUntil.isPresent()) {
            throw locked(Duration.between(now, lockedUntil.get()));
        }
        boolean right = passwords.matches(password, user == null ? null : hash(user));
        if (user == null || !right) {
            // What was typed as a login may be a password and is not kept.
            refused(user);
            throw new ProblemException(401, "login-failed");
        }
        attempts.forget(user);
        audit.record(user.id(), "session.opened", null, Map.of());
        return user;
    }

    private void refused(@Nullable User user) {
        audit.record(null, "session.refused", user == null ? null : "user:" + user.id(), Map.of());
    }

    /** Writes down that the current user leaves. */
    public void leave() {
        audit.record("session.closed", null, Map.of());
    }

    private String hash(User user) {
        return sql.sql("select password_hash from app_user where id = :id")
                .param("id", user.id())
                .query(String.class)
                .single();
    }

    private static ProblemException locked(Duration left) {
        long minutes = Math.max(1, left.plusSeconds(59).toMinutes());
        return new ProblemException(
                429, "login-locked", left, new Messages.Counted("wait.minutes", minutes));
    }
}

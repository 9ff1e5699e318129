package io.soroka.access;

import io.soroka.platform.Messages;
import io.soroka.platform.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Decides who is let in. */
@Component
public class Logins {
    private final Users users;
    private final Passwords passwords;
    private final Attempts attempts;
    private final Sessions sessions;
    private final Audit audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Logins(
            Users users,
            Passwords passwords,
            Attempts attempts,
            Sessions sessions,
            Audit audit,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.attempts = attempts;
        this.sessions = sessions;
        this.audit = audit;
        this.transactions = new TransactionTemplate(transactions);
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
        boolean right =
                passwords.matches(password, user == null ? null : passwords.ofUser(user.id()));
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

    /**
     * Gives a user another password and ends their other sessions. Wrong attempts count as those to
     * log in do: a session left open is no way to try passwords.
     *
     * @param session the session that stays
     * @throws ProblemException 400 if the current password is wrong or the new one weak, 429 after
     *     five failures
     */
    public void changePassword(User user, long session, String current, String password) {
        Passwords.requireStrong(password);
        passwords.inTurn(() -> {
            Instant now = clock.instant();
            attempts.count(user, now)
                    .ifPresent(until -> {
                        throw locked(Duration.between(now, until));
                    });
            if (!passwords.matches(current, passwords.ofUser(user.id()))) {
                throw new ProblemException(400, "password-wrong").at("/current");
            }
            return user;
        });
        // Only now: a failed attempt must stay counted.
        transactions.executeWithoutResult(ignored -> {
            passwords.store(user.id(), password);
            int ended = sessions.endAll(user.id(), session);
            audit.record("password.changed", "user:" + user.id(), Map.of("sessionsEnded", ended));
        });
    }

    private static ProblemException locked(Duration left) {
        long minutes = Math.max(1, left.plusSeconds(59).toMinutes());
        return new ProblemException(
                429, "login-locked", left, new Messages.Counted("wait.minutes", minutes));
    }
}

package io.soroka.access;

import io.soroka.platform.ProblemException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The first administrator of an installation without users: made by whoever can read the console.
 * The token is in this process alone and only while there are no users.
 */
@Component
public class Setup {
    /** Names the lock that keeps two first administrators from being made at once. */
    private static final long LOCK = 7_330_001;

    private final JdbcClient sql;
    private final Users users;
    private final Departments departments;
    private final Audit audit;
    private final AtomicReference<byte[]> expected = new AtomicReference<>(new byte[0]);

    Setup(JdbcClient sql, Users users, Departments departments, Audit audit) {
        this.sql = sql;
        this.users = users;
        this.departments = departments;
        this.audit = audit;
    }

    /** A new token, if there are no users; it voids the one before. */
    public Optional<String> token() {
        if (!users.none()) {
            return Optional.empty();
        }
        String token = Tokens.fresh();
        expected.set(Tokens.hash(token));
        return Optional.of(token);
    }

    /** Whether a token was given out and waits to be used. */
    public boolean isOpen() {
        return expected.get().length > 0 && users.none();
    }

    /**
     * Makes the first department and its administrator.
     *
     * @param company name of the department
     * @throws ProblemException 403 if the token is wrong or used, 400 if something given is not
     *     acceptable
     */
    @Transactional
    public User use(String token, String company, String login, String name, String password) {
        sql.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query(row -> {});
        byte[] hash = expected.get();
        if (hash.length == 0 || !MessageDigest.isEqual(hash, Tokens.hash(token)) || !users.none()) {
            throw new ProblemException(403, "setup-closed");
        }
        User user =
                users.create(login, name, Role.ADMINISTRATOR, department(company).id(), password);
        audit.record(user.id(), "installation.set_up", "user:" + user.id(), Map.of());
        return user;
    }

    private Department department(String company) {
        try {
            return departments.create(company);
        } catch (ProblemException e) {
            throw e.at("/company");
        }
    }
}

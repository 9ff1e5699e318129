package io.soroka.access;

import io.soroka.platform.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id at the least cost that OWASP's cheat sheet names (19 MiB, two
 * passes). Each takes that memory and some tens of milliseconds, so that only as many run at once
 * as there are processors: strangers may ask for them.
 */
@Component
class Passwords {
    static final int SHORTEST = 10;
    static final int LONGEST = 200;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A hash of the same cost that no password has, for those who have none. */
    private static final String NOBODYS =
            "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
                    .formatted(MEMORY_KIB, PASSES, "A".repeat(22), "A".repeat(43));

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, MEMORY_KIB, PASSES);
    private final JdbcClient sql;
    private final Semaphore turns;

    @Autowired
    Passwords(JdbcClient sql) {
        this(sql, Runtime.getRuntime().availableProcessors());
    }

    Passwords(JdbcClient sql, int atOnce) {
        this.sql = sql;
        turns = new Semaphore(atOnce, true);
    }

    /**
     * Goes on only for a password of 10 to 200 characters.
     *
     * @throws ProblemException 400 for any other
     */
    static void requireStrong(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            throw new ProblemException(400, "password-weak", SHORTEST, LONGEST).at("/password");
        }
    }

    /** Gives a user another password and forgets their failed attempts. */
    void store(long user, String password) {
        String hash = inTurn(() -> hash(password));
        sql.sql(
                        """
                        update app_user
                           set password_hash = :hash, failed_logins = 0, locked_until = null
                         where id = :id
                        """)
                .param("hash", hash)
                .param("id", user)
                .update();
    }

    /** The hash of a user's password; null while they have none. */
    @Nullable String ofUser(long user) {
        String hash =
                sql.sql("select coalesce(password_hash, '') from app_user where id = :id")
                        .param("id", user)
                        .query(String.class)
                        .single();
        return hash.isEmpty() ? null : hash;
    }

    String hash(String password) {
        return encoded(password);
    }

    /** Whether the password has this hash; without a hash it takes as long to say no. */
    boolean matches(String password, @Nullable String hash) {
        return encoder.matches(password, hash == null ? NOBODYS : hash);
    }

    /**
     * Does something with passwords when its turn comes.
     *
     * @throws ProblemException 503 if it does not come in time
     */
    <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(503, "unavailable", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(503, "unavailable", PATIENCE);
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private String encoded(String password) {
        String hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("No hash for a password");
        }
        return hash;
    }
}

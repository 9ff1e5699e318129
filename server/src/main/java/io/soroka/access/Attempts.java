package io.soroka.access;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts attempts to log in: five without success lock a login. An attempt is counted before the
 * password is looked at, so that many at once are not more than five. Logins that nobody has are
 * counted alike, for otherwise the lock would tell who exists; in memory, because strangers make
 * them up, and only the latest, because they can make up any number.
 */
@Component
class Attempts {
    static final int ALLOWED = 5;
    static final Duration LOCK = Duration.ofMinutes(15);
    private static final int UNKNOWN_KEPT = 10_000;

    private record Unknown(int failures, Instant lockedUntil) {}

    private final JdbcClient sql;
    private final Map<String, Unknown> unknown =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Unknown> eldest) {
                    return size() > UNKNOWN_KEPT;
                }
            };

    Attempts(JdbcClient sql) {
        this.sql = sql;
    }

    /** Counts an attempt of a user; if the login is locked, answers until when. */
    Optional<Instant> count(User user, Instant now) {
        int counted =
                sql.sql(
                                """
                                update app_user
                                   set failed_logins = case when failed_logins >= :allowed then 1
                                                            else failed_logins + 1 end,
                                       locked_until = case when failed_logins + 1 = :allowed
                                                           then :until::timestamptz end
                                 where id = :id and (locked_until is null or locked_until <= :now)
                                """)
                        .param("allowed", ALLOWED)
                        .param("until", utc(now.plus(LOCK)))
                        .param("id", user.id())
                        .param("now", utc(now))
                        .update();
        if (counted == 1) {
            return Optional.empty();
        }
        return sql.sql("select locked_until from app_user where id = :id")
                .param("id", user.id())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** Counts an attempt with a login that nobody has. */
    Optional<Instant> countUnknown(String login, Instant now) {
        if (!Names.isLogin(login)) {
            // Nobody can have it, and it may be long.
            return Optional.empty();
        }
        synchronized (unknown) {
            String key = login.toLowerCase(Locale.ROOT);
            Unknown before = unknown.getOrDefault(key, new Unknown(0, Instant.MIN));
            if (before.lockedUntil().isAfter(now)) {
                return Optional.of(before.lockedUntil());
            }
            int failures = before.failures() >= ALLOWED ? 1 : before.failures() + 1;
            Instant until = failures == ALLOWED ? now.plus(LOCK) : Instant.MIN;
            unknown.put(key, new Unknown(failures, until));
            return Optional.empty();
        }
    }

    /** Forgets a user's attempts, for one succeeded. */
    void forget(User user) {
        sql.sql("update app_user set failed_logins = 0, locked_until = null where id = :id")
                .param("id", user.id())
                .update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

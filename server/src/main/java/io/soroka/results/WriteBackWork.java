package io.soroka.results;

import io.soroka.platform.Database;
import io.soroka.platform.Unforeseen;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Collects results and writes them back, in one of all servers: the one whose database session
 * holds the lock does it over that session, so that who has lost it can note nothing.
 */
@Component
class WriteBackWork implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WriteBackWork.class);

    /** The lock's number; nobody else's. */
    private static final long LOCK = 0x5752424b524553L;

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration FORGETTING = Duration.ofHours(6);

    /** Reading takes at most a tenth of the time, or so. */
    private static final int EFFORT = 10;

    private final Database database;
    private final Results results;
    private final Writing writing;
    private final Clock clock;
    private Instant forgotten = Instant.EPOCH;
    private volatile CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean running;

    WriteBackWork(Database database, Results results, Writing writing, Clock clock) {
        this.database = database;
        this.results = results;
        this.writing = writing;
        this.clock = clock;
    }

    private void work(CountDownLatch until) {
        try {
            do {
                try (Connection db = database.dedicated("write-back")) {
                    if (lock(db)) {
                        follow(db, until);
                    }
                } catch (SQLException e) {
                    LOG.warn("Results wait for the database: {}", e.getSQLState());
                } catch (RuntimeException e) {
                    LOG.warn("Results are written back later: {}", Unforeseen.described(e));
                }
            } while (!until.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Held by the session, so that it is free the moment this process dies. */
    private static boolean lock(Connection db) throws SQLException {
        try (var statement = db.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, LOCK);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private void follow(Connection db, CountDownLatch until) throws InterruptedException {
        JdbcClient session = JdbcClient.create(new SingleConnectionDataSource(db, true));
        Duration pause;
        do {
            pause = turn(session, () -> until.getCount() > 0);
        } while (!until.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** One look; how long to wait for the next. */
    private Duration turn(JdbcClient session, BooleanSupplier goesOn) {
        if (!isWanted(session)) {
            return PAUSE;
        }
        Instant began = clock.instant();
        results.collect(session, goesOn);
        Duration effort = Duration.between(began, clock.instant()).multipliedBy(EFFORT);
        boolean more = writing.write(session, goesOn);
        if (began.isAfter(forgotten.plus(FORGETTING))) {
            forgotten = began;
            results.forget(session);
        }
        if (more) {
            return Duration.ZERO;
        }
        return effort.compareTo(PAUSE) > 0 ? effort : PAUSE;
    }

    private static boolean isWanted(JdbcClient session) {
        return session.sql("select exists (select from write_back)").query(Boolean.class).single();
    }

    @Override
    public void start() {
        running = true;
        stop = new CountDownLatch(1);
        CountDownLatch until = stop;
        var _ = Thread.ofPlatform().name("write-back").start(() -> work(until));
    }

    @Override
    public void stop() {
        running = false;
        stop.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

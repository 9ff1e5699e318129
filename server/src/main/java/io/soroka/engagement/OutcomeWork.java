package io.soroka.engagement;

import io.soroka.platform.Database;
import io.soroka.platform.Partitions;
import io.soroka.platform.Unforeseen;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Has the outcomes follow the facts, in one of all servers: the one whose database session holds
 * the lock writes them over that session, so that who has lost it can't write.
 */
@Component
class OutcomeWork implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeWork.class);

    /** The lock's number; nobody else's. */
    private static final long LOCK = 0x4f5554434f4d4553L;

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** So many times as long as a chunk took, whoever delivers has the machine. */
    private static final int REST = 4;

    private final Database database;
    private final Outcomes outcomes;
    private final Partitions partitions;
    private final Clock clock;
    private @Nullable LocalDate prepared;
    private volatile CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean running;

    OutcomeWork(Database database, DataSource source, Outcomes outcomes, Clock clock) {
        this.database = database;
        this.outcomes = outcomes;
        this.partitions = new Partitions(source, clock, Set.of("run_outcome"));
        this.clock = clock;
    }

    private void work(CountDownLatch until) {
        try {
            do {
                try (Connection db = database.dedicated("outcomes")) {
                    if (lock(db)) {
                        follow(db, until);
                    }
                } catch (SQLException e) {
                    LOG.warn("Outcomes wait for the database: {}", e.getSQLState());
                } catch (RuntimeException e) {
                    if (until.getCount() > 0) {
                        LOG.warn("Outcomes are read later: {}", Unforeseen.described(e));
                    }
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
        do {
            prepare();
            outcomes.catchUp(session, new Pace(until));
        } while (!until.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Rests between two chunks; says no when all is to stop. */
    private final class Pace implements BooleanSupplier {
        private final CountDownLatch until;
        private Instant began = clock.instant();

        Pace(CountDownLatch until) {
            this.until = until;
        }

        @Override
        public boolean getAsBoolean() {
            Duration rest = Duration.between(began, clock.instant()).multipliedBy(REST);
            try {
                boolean stops = until.await(rest.toMillis(), TimeUnit.MILLISECONDS);
                began = clock.instant();
                return !stops;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /** A month's place must be there before its first run. */
    private void prepare() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(prepared)) {
            partitions.ensure();
            prepared = today;
        }
    }

    @Override
    public void start() {
        running = true;
        stop = new CountDownLatch(1);
        CountDownLatch until = stop;
        var _ = Thread.ofPlatform().name("outcomes").start(() -> work(until));
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

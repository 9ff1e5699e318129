package io.soroka.delivery;

import io.soroka.platform.Database;
import io.soroka.platform.Unforeseen;
import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connector;
import io.soroka.providers.Inbound;
import io.soroka.providers.LinkListener;
import io.soroka.providers.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner of one connection: a thread with a database session of its own. The session holds the
 * connection's lock, and everything it stores goes through that same session, so whoever lost the
 * lock can store nothing more.
 */
final class Dispatcher implements LinkListener, Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** A little longer than draining takes at the longest. */
    private static final Duration STOP = Duration.ofSeconds(13);

    /** First key of the advisory locks on connections; the second is the connection's id. */
    private static final int LOCK_SPACE = 0x534f524f;

    private final ConnectionSettings settings;
    private final Connector connector;
    private final Database database;
    private final Shared shared;
    private final ConnectionCounters counters = new ConnectionCounters();
    private final Gate gate;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile long stopBy;
    private volatile int sessions;
    private volatile @Nullable Trouble trouble;

    Dispatcher(ConnectionSettings settings, Connector connector, Database database, Shared shared) {
        this.settings = settings;
        this.connector = connector;
        this.database = database;
        this.shared = shared;
        this.gate = new Gate(settings.limits(), shared.zone(), shared.clock());
        this.thread = Thread.ofPlatform().name("connection " + settings.id()).unstarted(this);
    }

    void start() {
        thread.start();
    }

    ConnectionSettings settings() {
        return settings;
    }

    Connector connector() {
        return connector;
    }

    /** How many sessions are bound now. */
    int sessions() {
        return sessions;
    }

    /** Whether it may send now. */
    Gate gate() {
        return gate;
    }

    /** What it has counted since it was made. */
    ConnectionCounters.Counts counts() {
        return counters.counts();
    }

    /**
     * What last went wrong with the link itself.
     *
     * @param reason for the log and for administrators, without personal data
     */
    record Trouble(String reason, Instant at) {}

    @Nullable Trouble trouble() {
        return trouble;
    }

    /** There may be something new in the lanes. */
    void wake() {
        events.add(new Event.Wake());
    }

    @Override
    public void run() {
        while (!stopping) {
            try (Connection db = database.dedicated("connection " + settings.id())) {
                if (lock(db)) {
                    own(db);
                }
            } catch (SQLException e) {
                // Whatever was not stored is uncertain and comes back through the intents; receipts
                // come again.
                LOG.warn(
                        "Connection {} lost its database session, trying again: {}",
                        settings.name(),
                        e.getSQLState());
            } catch (RuntimeException e) {
                LOG.error(
                        "Connection {} stopped on a fault of ours, starting it anew: {}",
                        settings.name(),
                        Unforeseen.described(e));
            }
            pause();
        }
    }

    /** Whether nobody else owns the connection. The lock lives as long as the session. */
    private boolean lock(Connection db) throws SQLException {
        try (var statement = db.prepareStatement("select pg_try_advisory_lock(?, ?)")) {
            statement.setInt(1, LOCK_SPACE);
            statement.setInt(2, settings.id());
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private void own(Connection db) throws SQLException {
        events.clear();
        // The facts grow faster than their statistics: along the indexes, whatever these say.
        try (var statement = db.createStatement()) {
            statement.execute(
                    "set enable_seqscan to off; set max_parallel_workers_per_gather to 0");
        }
        db.setAutoCommit(false);
        try (var work = new DispatchWork(db, settings, shared, counters, gate)) {
            work.recover();
            work.open(connector, this);
            while (!stopping) {
                work.cycle(events, !database.isShortOfRoom());
            }
            work.drain(events);
        } finally {
            sessions = 0;
            counters.cycle(0, 0);
        }
    }

    private void pause() {
        if (stopping) {
            return;
        }
        try {
            stop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks it to take no more messages; {@link #close} then waits for what is under way. */
    void stop() {
        if (!stopping) {
            stopBy = System.nanoTime() + STOP.toNanos();
        }
        stopping = true;
        stop.countDown();
        wake();
    }

    /**
     * Stops taking messages, waits for the answers that are due, stores them and closes the link.
     */
    @Override
    public void close() {
        stop();
        try {
            long left = TimeUnit.NANOSECONDS.toMillis(stopBy - System.nanoTime());
            // Zero would mean for ever.
            thread.join(Math.max(1, left));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void accepted(long token, String providerId) {
        events.add(new Event.Accepted(token, providerId));
    }

    @Override
    public void refused(long token, Refusal refusal) {
        if (refusal.kind() != Refusal.Kind.PERMANENT) {
            trouble = new Trouble(refusal.code(), shared.clock().instant());
        }
        events.add(new Event.Refused(token, refusal));
    }

    @Override
    public void notSent(long token) {
        events.add(new Event.NotSent(token));
    }

    @Override
    public void unknown(long token, String reason) {
        events.add(new Event.Unknown(token, reason));
    }

    @Override
    public void received(Inbound inbound) {
        events.add(new Event.Received(inbound));
    }

    @Override
    public void sessions(int up, @Nullable String reason) {
        sessions = up;
        if (reason != null && !stopping) {
            trouble = new Trouble(reason, shared.clock().instant());
            LOG.warn("Connection {} has {} sessions: {}", settings.name(), up, reason);
        }
        wake();
    }
}

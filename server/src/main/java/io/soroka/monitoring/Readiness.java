package io.soroka.monitoring;

import io.soroka.delivery.Delivery;
import io.soroka.platform.Cached;
import io.soroka.platform.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether this process can serve: its database answers and holds the tables as they were migrated
 * at the start and has room for more, delivery has started, and nobody has asked it to stop.
 */
@Component
public class Readiness {
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** A database that takes longer to say something is of no use. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final long SILENCE = -1;

    private final JdbcClient sql;
    private final Delivery delivery;
    private final Database database;
    private final Cached<Long> migrations;

    /** What the database had at our start, when every migration there is had been applied. */
    private final long wanted;

    Readiness(JdbcClient sql, Delivery delivery, Database database, Clock clock) {
        this.database = database;
        this.sql = sql;
        this.delivery = delivery;
        this.migrations = new Cached<>(clock, FRESH, this::ask);
        this.wanted = migrations();
    }

    /**
     * The answer, part by part.
     *
     * @param started whether delivery has started and has not been asked to stop
     * @param database whether it answers
     * @param migrated whether it has every migration that it had when we started
     * @param room whether its disk has room enough to send
     */
    public record State(boolean started, boolean database, boolean migrated, boolean room) {
        /** Whether all is well. */
        public boolean ready() {
            return started && database && migrated && room;
        }
    }

    /** As it was within the last second; takes a few seconds at the most. */
    public State state() {
        long found = migrations.get();
        return new State(
                delivery.isRunning(), found != SILENCE, found >= wanted, !database.isShortOfRoom());
    }

    private long migrations() {
        return sql.sql("select count(*) from flyway_schema_history where success")
                .query(Long.class)
                .single();
    }

    /** The pool waits for a lost database for long; we don't. */
    private long ask() {
        var question = new FutureTask<>(this::migrations);
        Thread asking = Thread.ofVirtual().name("readiness").start(question);
        try {
            return question.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return SILENCE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SILENCE;
        } finally {
            asking.interrupt();
        }
    }
}

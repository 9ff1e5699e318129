package io.soroka.campaigns;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sees to it that every run that is to be planned is being planned: at launch, at resume, after a
 * start and after a fault.
 */
@Component
class Planning implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Planning.class);

    /** Runs that plan at once; more wait their turn. */
    private static final int PLANNERS = 2;

    private final Runs runs;
    private final Planner planner;
    private final Throttles throttles;
    private final Set<Long> busy = ConcurrentHashMap.newKeySet();
    private volatile ExecutorService executor = Executors.newFixedThreadPool(PLANNERS, planners());
    private volatile boolean running;

    Planning(Runs runs, Planner planner, Throttles throttles) {
        this.runs = runs;
        this.planner = planner;
        this.throttles = throttles;
    }

    private static java.util.concurrent.ThreadFactory planners() {
        return Thread.ofPlatform().name("planner-", 1).factory();
    }

    /** Plans a run soon, unless it is being planned already. */
    void begin(long runId) {
        if (running && busy.add(runId)) {
            executor.execute(() -> plan(runId));
        }
    }

    private void plan(long runId) {
        try {
            runs.find(runId)
                    .filter(run -> run.status().equals("active") && !run.planned())
                    .ifPresent(this::plan);
        } finally {
            busy.remove(runId);
        }
    }

    private void plan(Runs.Run run) {
        try {
            planner.plan(run);
        } catch (SQLException e) {
            LOG.warn("Run {} can't be planned now, trying again: {}", run.id(), e.getSQLState());
        } catch (RuntimeException e) {
            if (running) {
                LOG.error(
                        "Run {} can't be planned because of a fault of ours, trying again",
                        run.id(),
                        e);
            }
        }
    }

    /** Begins whatever should be planned and is not: called again and again. */
    void catchUp() {
        for (Runs.Run run : runs.open()) {
            if (run.status().equals("active")
                    && !run.planned()
                    && (run.perMinute() == null || throttles.allowed(run) > 0)) {
                begin(run.id());
            }
        }
    }

    @Override
    public void start() {
        running = true;
        if (executor.isShutdown()) {
            executor = Executors.newFixedThreadPool(PLANNERS, planners());
        }
    }

    @Override
    public void stop() {
        running = false;
        executor.shutdownNow();
        try {
            boolean ignored = executor.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

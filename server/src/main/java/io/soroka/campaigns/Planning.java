package io.soroka.campaigns;

import io.soroka.platform.Unforeseen;
import io.soroka.policy.MessageClass;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

    /** Runs that plan at once; more wait their turn. One more plans alarms alone. */
    private static final int PLANNERS = 2;

    /** A chunk takes much less; one that is cut off is not stored, and planned anew. */
    private static final long STOP_SECONDS = 2;

    private final Runs runs;
    private final Planner planner;
    private final Throttles throttles;
    private final Set<Long> busy = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Planners planners;

    private record Planners(ExecutorService alarms, ExecutorService others) {
        Planners() {
            this(pool(1, "alarm-planner-"), pool(PLANNERS, "planner-"));
        }

        private static ExecutorService pool(int threads, String name) {
            return Executors.newFixedThreadPool(
                    threads, Thread.ofPlatform().name(name, 1).factory());
        }

        void plan(Runs.Run run, Runnable work) {
            boolean isAlarm = run.messageClass() == MessageClass.ALARM.code();
            (isAlarm ? alarms : others).execute(work);
        }
    }

    Planning(Runs runs, Planner planner, Throttles throttles) {
        this.runs = runs;
        this.planner = planner;
        this.throttles = throttles;
    }

    /** Plans a run soon, unless it is being planned already. */
    void begin(Runs.Run run) {
        Planners now = planners;
        if (now != null && busy.add(run.id())) {
            now.plan(run, () -> plan(run.id()));
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
            if (planners != null) {
                LOG.error(
                        "Run {} can't be planned because of a fault of ours, trying again: {}",
                        run.id(),
                        Unforeseen.described(e));
            }
        }
    }

    /** Begins whatever should be planned and is not: called again and again. */
    void catchUp() {
        for (Runs.Run run : runs.open()) {
            if (run.status().equals("active")
                    && !run.planned()
                    && (run.perMinute() == null || throttles.allowed(run) > 0)) {
                begin(run);
            }
        }
    }

    @Override
    public synchronized void start() {
        if (planners == null) {
            planners = new Planners();
        }
    }

    @Override
    public synchronized void stop() {
        Planners stopped = planners;
        planners = null;
        if (stopped == null) {
            return;
        }
        stopped.alarms().shutdownNow();
        stopped.others().shutdownNow();
        try {
            boolean ignored =
                    stopped.alarms().awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)
                            && stopped.others().awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return planners != null;
    }
}

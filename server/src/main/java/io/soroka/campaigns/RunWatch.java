package io.soroka.campaigns;

import io.soroka.campaigns.RunProgress.Status;
import io.soroka.delivery.ConnectionProgress;
import io.soroka.delivery.Delivery;
import io.soroka.inbox.Inbox;
import io.soroka.policy.MessageClass;
import io.soroka.policy.SuppressionReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts how far runs are, from the tallies that the facts' own transactions keep. */
@Component
class RunWatch {
    private final Runs runs;
    private final Delivery delivery;
    private final Inbox inbox;
    private final JdbcClient sql;
    private final Clock clock;
    private final CampaignSettings settings;
    private final Map<Long, Speed> speeds = new ConcurrentHashMap<>();

    RunWatch(
            Runs runs,
            Delivery delivery,
            Inbox inbox,
            JdbcClient sql,
            Clock clock,
            CampaignSettings settings) {
        this.runs = runs;
        this.delivery = delivery;
        this.inbox = inbox;
        this.sql = sql;
        this.clock = clock;
        this.settings = settings;
    }

    /** How far a run is now. */
    RunProgress progress(Runs.Run given) {
        // Planned numbers are read before the lanes': what is planned in between is then simply not
        // counted yet.
        Runs.Run run = runs.find(given.id()).orElse(given);
        List<ConnectionProgress> connections = delivery.progress(run.id());
        List<RunProgress.Suppressed> suppressedBy = suppressed(run.id());
        Inbox.Replies replies = inbox.replies(run.id());
        Speed speed = speeds.computeIfAbsent(run.id(), ignored -> new Speed());
        speed.observe(clock.instant(), connections);

        long queued = sum(connections, ConnectionProgress::queued);
        long submitted = sum(connections, ConnectionProgress::submitted);
        long delivered = sum(connections, ConnectionProgress::delivered);
        long failed = sum(connections, ConnectionProgress::failed);
        long uncertain = sum(connections, ConnectionProgress::uncertain);
        double perSecond = speed.perSecond();
        return new RunProgress(
                run.id(),
                run.campaignId(),
                run.name(),
                run.departmentId(),
                MessageClass.of(run.messageClass()),
                status(run),
                run.startedAt(),
                run.finishedAt(),
                run.planned(),
                run.expected(),
                run.audience(),
                run.messages(),
                run.audience() - run.messages(),
                suppressedBy,
                queued,
                submitted,
                submitted - delivered - failed - uncertain,
                delivered,
                failed,
                uncertain,
                sum(connections, ConnectionProgress::cancelled),
                sum(connections, ConnectionProgress::parts),
                replies.replies(),
                replies.optOuts(),
                perSecond,
                forecast(run, queued, perSecond),
                connections.stream()
                        .map(connection ->
                                new RunProgress.Connection(
                                        connection.id(),
                                        connection.name(),
                                        connection.messages(),
                                        connection.queued(),
                                        connection.submitted(),
                                        connection.pending(),
                                        connection.delivered(),
                                        connection.failed(),
                                        connection.uncertain(),
                                        speed.perSecond(connection.id()),
                                        delivery.sessions(connection.id()) > 0))
                        .toList(),
                runs.happenings(run.id()));
    }

    private static Status status(Runs.Run run) {
        return switch (run.status()) {
            case "paused" -> Status.PAUSED;
            case "stopped" -> Status.STOPPED;
            case "finished" -> Status.FINISHED;
            default -> run.planned() ? Status.RUNNING : Status.PLANNING;
        };
    }

    private @Nullable Instant forecast(Runs.Run run, long queued, double perSecond) {
        long left = queued + Math.max(0, run.expected() - run.audience());
        if (!run.status().equals("active") || left == 0 || perSecond < 0.01) {
            return null;
        }
        return clock.instant().plusSeconds((long) Math.ceil(left / perSecond));
    }

    private List<RunProgress.Suppressed> suppressed(long runId) {
        return sql.sql(
                        "select reason, people from run_suppressed where run_id = ? order by people desc")
                .param(runId)
                .query((row, number) ->
                        new RunProgress.Suppressed(
                                SuppressionReason.of(row.getInt(1)), row.getLong(2)))
                .list();
    }

    private static long sum(
            List<ConnectionProgress> connections,
            java.util.function.ToLongFunction<ConnectionProgress> count) {
        return connections.stream().mapToLong(count).sum();
    }

    /** Ends the runs that have nothing more to send and nothing more to hear. */
    void finishDone() {
        for (Runs.Run run : runs.open()) {
            if (run.status().equals("active") && run.planned() && done(run)) {
                if (runs.move(run.id(), "active", "finished")) {
                    runs.happened(run.id(), "finished", null);
                }
            }
        }
    }

    private boolean done(Runs.Run run) {
        List<ConnectionProgress> connections = delivery.progress(run.id());
        if (sum(connections, ConnectionProgress::queued) > 0) {
            return false;
        }
        boolean waitedEnough =
                Duration.between(run.startedAt(), clock.instant()).compareTo(settings.receiptWait())
                        > 0;
        return waitedEnough || sum(connections, ConnectionProgress::pending) == 0;
    }
}

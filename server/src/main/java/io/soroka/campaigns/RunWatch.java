package io.soroka.campaigns;

import io.soroka.campaigns.RunProgress.Status;
import io.soroka.delivery.ConnectionProgress;
import io.soroka.delivery.Delivery;
import io.soroka.inbox.Inbox;
import io.soroka.policy.MessageClass;
import io.soroka.policy.SuppressionReason;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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
    RunProgress progress(Runs.Run run) {
        return progress(List.of(run)).getFirst();
    }

    /** How far some runs are now, in their order; with as many queries as for one. */
    List<RunProgress> progress(List<Runs.Run> given) {
        if (given.isEmpty()) {
            return List.of();
        }
        List<Long> ids = given.stream().map(Runs.Run::id).toList();
        // Planned numbers are read before the lanes': what is planned in between is then simply not
        // counted yet.
        Map<Long, Runs.Run> fresh =
                runs.find(ids).stream().collect(Collectors.toMap(Runs.Run::id, run -> run));
        Map<Long, List<ConnectionProgress>> connections = delivery.progress(ids);
        Map<Long, List<RunProgress.Suppressed>> suppressed = suppressed(ids);
        Map<Long, Inbox.Replies> replies = inbox.replies(ids);
        Map<Long, Map<Integer, Price>> prices = prices(ids);
        Map<Long, List<RunProgress.Happening>> happened = runs.happenings(ids);
        return given.stream()
                .map(run ->
                        progress(
                                fresh.getOrDefault(run.id(), run),
                                connections.getOrDefault(run.id(), List.of()),
                                suppressed.getOrDefault(run.id(), List.of()),
                                replies.getOrDefault(run.id(), new Inbox.Replies(0, 0)),
                                prices.getOrDefault(run.id(), Map.of()),
                                happened.getOrDefault(run.id(), List.of())))
                .toList();
    }

    private RunProgress progress(
            Runs.Run run,
            List<ConnectionProgress> connections,
            List<RunProgress.Suppressed> suppressedBy,
            Inbox.Replies replies,
            Map<Integer, Price> prices,
            List<RunProgress.Happening> happened) {
        if (!run.status().equals("active")) {
            speeds.remove(run.id());
        }
        Speed speed =
                run.status().equals("active")
                        ? speeds.computeIfAbsent(run.id(), ignored -> new Speed())
                        : new Speed();
        speed.observe(clock.instant(), connections);
        List<RunProgress.Connection> shown =
                connections.stream()
                        .map(connection -> shown(connection, prices.get(connection.id()), speed))
                        .toList();
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
                run.startedAt(),
                run.finishedAt(),
                run.planned(),
                run.expected(),
                run.recipients(),
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
                cost(run, shown, prices),
                run.perMinute(),
                shown,
                happened);
    }

    private RunProgress.Connection shown(
            ConnectionProgress connection, @Nullable Price price, Speed speed) {
        return new RunProgress.Connection(
                connection.id(),
                connection.name(),
                connection.messages(),
                connection.queued(),
                connection.submitted(),
                connection.pending(),
                connection.delivered(),
                connection.failed(),
                connection.uncertain(),
                connection.parts(),
                price == null ? BigDecimal.ZERO : price.unit(),
                speed.perSecond(connection.id()),
                delivery.sessions(connection.id()) > 0);
    }

    private static RunProgress.Cost cost(
            Runs.Run run, List<RunProgress.Connection> connections, Map<Integer, Price> prices) {
        BigDecimal planned =
                prices.values().stream()
                        .map(price -> price.unit().multiply(BigDecimal.valueOf(price.parts())))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal spent =
                connections.stream()
                        .map(RunProgress.Connection::spent)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new RunProgress.Cost(run.planned() ? planned : run.costExpected(), spent);
    }

    /**
     * What a run has planned for a connection.
     *
     * @param unit rubles a part at launch
     */
    private record Price(BigDecimal unit, long parts) {}

    private Map<Long, Map<Integer, Price>> prices(Collection<Long> ids) {
        var prices = new HashMap<Long, Map<Integer, Price>>();
        sql.sql(
                        """
                        select run_id, connection_id, unit_price, parts from run_connection
                         where run_id in (:runs)
                        """)
                .param("runs", ids)
                .query(row -> {
                    prices.computeIfAbsent(row.getLong(1), ignored -> new HashMap<>())
                            .put(row.getInt(2), new Price(row.getBigDecimal(3), row.getLong(4)));
                });
        return prices;
    }

    private static Status status(Runs.Run run) {
        return switch (run.status()) {
            case "held" -> Status.HELD;
            case "scheduled" -> Status.SCHEDULED;
            case "cancelled" -> Status.CANCELLED;
            case "paused" -> Status.PAUSED;
            case "stopped" -> Status.STOPPED;
            case "finished" -> Status.FINISHED;
            default -> run.planned() ? Status.RUNNING : Status.PLANNING;
        };
    }

    private @Nullable Instant forecast(Runs.Run run, long queued, double perSecond) {
        long left = queued + run.recipients() - run.messages();
        Integer perMinute = run.perMinute();
        double speed = perMinute == null ? perSecond : perMinute / 60.0;
        if (!run.status().equals("active") || left == 0 || speed < 0.01) {
            return null;
        }
        return clock.instant().plusSeconds((long) Math.ceil(left / speed));
    }

    private Map<Long, List<RunProgress.Suppressed>> suppressed(Collection<Long> ids) {
        var suppressed = new HashMap<Long, List<RunProgress.Suppressed>>();
        sql.sql(
                        """
                        select run_id, reason, people from run_suppressed
                         where run_id in (:runs) order by people desc
                        """)
                .param("runs", ids)
                .query(row -> {
                    suppressed
                            .computeIfAbsent(row.getLong(1), ignored -> new ArrayList<>())
                            .add(
                                    new RunProgress.Suppressed(
                                            SuppressionReason.of(row.getInt(2)), row.getLong(3)));
                });
        return suppressed;
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
                boolean ignored = runs.move(run.id(), "active", "finished", "finished", null);
            }
        }
    }

    private boolean done(Runs.Run run) {
        List<ConnectionProgress> connections =
                delivery.progress(List.of(run.id())).getOrDefault(run.id(), List.of());
        if (sum(connections, ConnectionProgress::queued) > 0) {
            return false;
        }
        return sum(connections, ConnectionProgress::pending) == 0
                || Duration.between(lastNews(run), clock.instant())
                                .compareTo(settings.receiptWait())
                        > 0;
    }

    /** When something was last handed over or heard of; the run's start before that. */
    private Instant lastNews(Runs.Run run) {
        return sql.sql("select coalesce(max(changed_at), ?) from run_tally where run_id = ?")
                .params(run.startedAt().atOffset(ZoneOffset.UTC), run.id())
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
    }
}

package io.soroka.delivery;

import io.soroka.platform.Courtesy;
import io.soroka.platform.Database;
import io.soroka.platform.Ids;
import io.soroka.platform.Partitions;
import io.soroka.platform.Settings;
import io.soroka.policy.MessageClass;
import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connections;
import io.soroka.providers.Flow;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes messages in, sends them, and tells how far they are. */
@Component
@EnableConfigurationProperties(DeliverySettings.class)
public class Delivery implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** A receipt that comes later than this finds its message no more. */
    private static final Duration RECEIPTS_COME = Duration.ofDays(30);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Database database;
    private final Ids ids;
    private final Clock clock;
    private final JdbcClient sql;
    private final Connections connections;
    private final Partitions partitions;
    private final BlockRanges blockRanges;
    private final Planned planned = new Planned();
    private final Router router;
    private final Queues queues;
    private final Shared shared;
    private final Map<Integer, Dispatcher> dispatchers = new ConcurrentHashMap<>();
    private volatile @Nullable LocalDate prepared;

    /** What is switched on, apart by purpose. */
    private volatile List<List<ConnectionSettings>> purposes = List.of();

    private @Nullable ScheduledExecutorService looking;
    private volatile boolean running;

    Delivery(
            Database database,
            DataSource source,
            Ids ids,
            Clock clock,
            Connections connections,
            IncomingStore incoming,
            Courtesy courtesy,
            DeliverySettings settings,
            Settings company) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
        this.sql = JdbcClient.create(source);
        this.connections = connections;
        this.router = new Router();
        this.shared =
                new Shared(
                        ids,
                        clock,
                        incoming,
                        courtesy,
                        planned,
                        router,
                        settings.uncertainAfter(),
                        settings.askAfter(),
                        company.timeZone());
        this.partitions =
                new Partitions(
                        source, clock, Set.of("message", "run_person", "submission", "receipt"));
        var transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        this.blockRanges = new BlockRanges(sql, transaction, clock);
        this.queues = new Queues(sql, transaction, router, planned);
    }

    /**
     * Sees, once a day, that the months ahead have their partitions and that nothing waits for
     * receipts for ever, and always that the indexes of the facts keep up with them. To be called
     * again and again by one thread: a server that is up for months must not run out of partitions.
     */
    public void prepare() {
        ensurePartitions();
        blockRanges.summarise();
    }

    private void ensurePartitions() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(prepared)) {
            partitions.ensure();
            sql.sql("delete from awaited_receipt where message_id < ?")
                    .param(Ids.floor(clock.instant().minus(RECEIPTS_COME)))
                    .update();
            prepared = today;
        }
    }

    /** A place for the messages of one run. */
    public Intake intake(
            long departmentId, long runId, MessageClass messageClass, @Nullable String sender) {
        return new Intake(ids, departmentId, runId, messageClass, sender, planned, this::wake);
    }

    /** Tells the dispatchers that new messages are committed. */
    public void wake() {
        dispatchers.values().forEach(Dispatcher::wake);
    }

    /** Whether the connection is sent through here. */
    private boolean wake(int connectionId) {
        Dispatcher dispatcher = dispatchers.get(connectionId);
        if (dispatcher == null) {
            return false;
        }
        dispatcher.wake();
        return true;
    }

    /**
     * Keeps a run's messages back. What is under an intent already still goes: one group a
     * connection at the most.
     */
    public void hold(long runId) {
        sql.sql("insert into run_hold (run_id) values (?) on conflict do nothing")
                .param(runId)
                .update();
        planned.forgetRun(runId);
        wake();
    }

    /** Lets a held run's messages go. */
    public void release(long runId) {
        sql.sql("delete from run_hold where run_id = ? and not cancelled").param(runId).update();
        wake();
    }

    /** Takes a run's messages that have not gone out off the lanes for good. */
    @Transactional
    public void cancel(long runId) {
        sql.sql(
                        """
                        insert into run_hold (run_id, cancelled) values (?, true)
                        on conflict (run_id) do update set cancelled = true
                        """)
                .param(runId)
                .update();
        sql.sql("update batch set cancelled = true where run_id = ? and taken_through < last_id")
                .param(runId)
                .update();
        planned.forgetRun(runId);
        wake();
    }

    /** How far some runs are on each connection that has a part in them, by run. */
    public Map<Long, List<ConnectionProgress>> progress(Collection<Long> runs) {
        var progress = new HashMap<Long, List<ConnectionProgress>>();
        sql.sql(
                        """
                        with waiting as (
                            select run_id, connection_id,
                                   sum(case when cancelled then 0 else last_id - taken_through end) as queued,
                                   sum(case when cancelled then last_id - taken_through else 0 end) as cancelled
                              from batch
                             where run_id = any(:runs)
                             group by run_id, connection_id),
                        sent as (
                            select * from run_tally where run_id = any(:runs))
                        select run_id, c.id, c.name,
                               coalesce(w.queued + w.cancelled, 0) + coalesce(t.taken, 0) as messages,
                               coalesce(w.queued, 0) as queued,
                               coalesce(w.cancelled, 0) + coalesce(t.cancelled, 0) as cancelled,
                               coalesce(t.taken - t.cancelled, 0) as submitted,
                               coalesce(t.delivered, 0) as delivered, coalesce(t.failed, 0) as failed,
                               coalesce(t.uncertain, 0) as uncertain, coalesce(t.parts, 0) as parts
                          from waiting w
                          full join sent t using (run_id, connection_id)
                          join connection c on c.id = connection_id
                         order by c.priority, c.id
                        """)
                .param("runs", runs.toArray(Long[]::new))
                .query(row -> {
                    progress.computeIfAbsent(row.getLong("run_id"), ignored -> new ArrayList<>())
                            .add(
                                    new ConnectionProgress(
                                            row.getInt("id"),
                                            row.getString("name"),
                                            row.getLong("messages"),
                                            row.getLong("queued"),
                                            row.getLong("cancelled"),
                                            row.getLong("submitted"),
                                            row.getLong("delivered"),
                                            row.getLong("failed"),
                                            row.getLong("uncertain"),
                                            row.getLong("parts")));
                });
        return progress;
    }

    /** How many live sessions a connection has in this process. */
    public int sessions(int connectionId) {
        Dispatcher dispatcher = dispatchers.get(connectionId);
        return dispatcher == null ? 0 : dispatcher.sessions();
    }

    /** The dispatcher of a connection that is switched on. */
    Optional<Dispatcher> dispatcher(int connectionId) {
        return Optional.ofNullable(dispatchers.get(connectionId));
    }

    /** Whether a connection may send now; none when it is not switched on. */
    Optional<Opening> opening(int connectionId) {
        return dispatcher(connectionId).map(dispatcher -> dispatcher.gate().opening());
    }

    /** How a connection's link is in this process; down and silent when it is not switched on. */
    public LinkStatus link(int connectionId) {
        Dispatcher dispatcher = dispatchers.get(connectionId);
        if (dispatcher == null) {
            return new LinkStatus(0, null, null);
        }
        Dispatcher.Trouble trouble = dispatcher.trouble();
        return new LinkStatus(
                dispatcher.sessions(),
                trouble == null ? null : trouble.reason(),
                trouble == null ? null : trouble.at());
    }

    /** Brings the running dispatchers in line with the connections that are set up. */
    public synchronized void reload() {
        purposes = List.of(connections.enabled(false), connections.enabled(true));
        List<ConnectionSettings> wanted = purposes.stream().flatMap(List::stream).toList();
        dispatchers
                .values()
                .removeIf(dispatcher -> {
                    boolean gone = !wanted.contains(dispatcher.settings());
                    if (gone) {
                        dispatcher.close();
                        planned.forgetConnection(dispatcher.settings().id());
                    }
                    return gone;
                });
        Map<Integer, Flow> flows = connections.flows();
        for (ConnectionSettings connection : wanted) {
            Flow flow = flows.getOrDefault(connection.id(), Flow.OPEN);
            Dispatcher owner =
                    dispatchers.computeIfAbsent(
                            connection.id(),
                            ignored -> {
                                var dispatcher =
                                        new Dispatcher(
                                                connection,
                                                connections.connector(connection),
                                                database,
                                                shared);
                                // One that is paused must not send a moment before it knows.
                                dispatcher.gate().flow(flow);
                                dispatcher.start();
                                return dispatcher;
                            });
            owner.gate().flow(flow);
        }
        lookAtRoutes();
        wake();
    }

    @Override
    public void start() {
        ensurePartitions();
        running = true;
        reload();
        looking =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("routes").factory());
        ScheduledFuture<?> ignored =
                looking.scheduleWithFixedDelay(
                        this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks how the connections do, and moves what waits for those that are away. */
    private void look() {
        try {
            lookAtRoutes();
            if (queues.move()) {
                wake();
            }
        } catch (RuntimeException e) {
            // The database is away, most likely; the next look will tell.
            LOG.warn("Could not look at the routes: {}", e.getClass().getName());
        }
    }

    private void lookAtRoutes() {
        router.look(dispatchers.values(), purposes, clock.millis());
    }

    /**
     * From 0 to 1, by connection: what share of its numbers it is to get; 1 where none is given.
     */
    public Map<Integer, Double> weights() {
        return router.weights();
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (looking != null) {
            looking.shutdownNow();
        }
        dispatchers.values().forEach(Dispatcher::stop);
        dispatchers.values().forEach(Dispatcher::close);
        dispatchers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

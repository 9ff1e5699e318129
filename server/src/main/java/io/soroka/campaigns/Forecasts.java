package io.soroka.campaigns;

import io.soroka.campaigns.CampaignRefused.Reason;
import io.soroka.platform.ProblemException;
import io.soroka.platform.Unforeseen;
import io.soroka.policy.MessageClass;
import io.soroka.providers.Connections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Forecasts: an estimate from a sample at once, while the exact one is computed behind it. Whoever
 * asks something new gives up what they asked before; what two people ask is computed once.
 */
@Component
public class Forecasts implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Forecasts.class);
    private static final int THREADS = 2;
    private static final int KEPT = 64;

    /** Small audiences are judged within this time, so that their first answer is exact. */
    private static final Duration AT_ONCE = Duration.ofMillis(120);

    private static final Duration FRESH = Duration.ofMinutes(1);

    /**
     * Clients change all the time while a file is imported; so old an answer is still an answer.
     */
    private static final Duration FRESH_ANYWAY = Duration.ofSeconds(3);

    private static final long LAUNCHER = -1;

    private final ForecastRun runs;
    private final JdbcClient sql;
    private final Connections connections;
    private final Clock clock;
    private final ExecutorService executor =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().name("forecast-", 1).daemon().factory());
    private final Map<Question, Entry> entries = new LinkedHashMap<>();

    Forecasts(ForecastRun runs, JdbcClient sql, Connections connections, Clock clock) {
        this.runs = runs;
        this.sql = sql;
        this.connections = connections;
        this.clock = clock;
    }

    private static final class Entry {
        final Stamp stamp;
        final Set<Long> askers = new HashSet<>();
        final CompletableFuture<Forecast> exact = new CompletableFuture<>();
        volatile boolean wanted = true;
        final Instant begunAt;
        volatile @Nullable Instant doneAt;
        @Nullable Forecast estimate;

        Entry(Stamp stamp, Instant begunAt) {
            this.stamp = stamp;
            this.begunAt = begunAt;
        }
    }

    /**
     * A forecast as good as it is known now; ask again until it is exact.
     *
     * @param userId who asks
     * @param text null, or no template yet, for people alone
     * @throws CampaignRefused when segment or run are not the department's
     * @throws ProblemException 503 when the exact one could not be computed
     */
    public Forecast now(
            long userId,
            long departmentId,
            Whom whom,
            @Nullable String text,
            MessageClass messageClass,
            @Nullable String sender) {
        return now(userId, runs.question(departmentId, whom, text, messageClass, sender));
    }

    Forecast now(long userId, Question question) {
        Entry entry = entry(userId, question);
        try {
            return entry.exact.get(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return estimate(entry, question);
        } catch (ExecutionException | CancellationException e) {
            throw failed(question, entry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(503, "unavailable");
        }
    }

    /**
     * The exact forecast, waited for.
     *
     * @throws CampaignRefused when it takes longer than this: ask again later
     */
    Forecast exact(Question question, Duration patience) {
        Entry entry = entry(LAUNCHER, question);
        try {
            return entry.exact.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new CampaignRefused(Reason.STILL_COUNTING);
        } catch (ExecutionException | CancellationException e) {
            throw failed(question, entry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(503, "unavailable");
        }
    }

    private ProblemException failed(Question question, Entry entry) {
        synchronized (entries) {
            entries.remove(question, entry);
        }
        return new CampaignRefused(Reason.FORECAST_FAILED);
    }

    private Forecast estimate(Entry entry, Question question) {
        synchronized (entry) {
            Forecast known = entry.estimate;
            if (known == null) {
                known = runs.estimate(question);
                entry.estimate = known;
            }
            return known;
        }
    }

    private Entry entry(long userId, Question question) {
        Stamp stamp = stamp();
        synchronized (entries) {
            Entry entry = entries.get(question);
            if (entry == null || isStale(entry, stamp, userId == LAUNCHER)) {
                entry = new Entry(stamp, clock.instant());
                entries.remove(question);
                entries.put(question, entry);
                Entry begun = entry;
                executor.execute(() -> compute(question, begun));
            }
            entry.askers.add(userId);
            if (userId != LAUNCHER) {
                giveUp(userId, entry);
            }
            var oldest = entries.values().iterator();
            while (entries.size() > KEPT) {
                oldest.next().wanted = false;
                oldest.remove();
            }
            return entry;
        }
    }

    /** What this person asked before is not wanted any more, unless by others. */
    private void giveUp(long userId, Entry but) {
        entries.values()
                .removeIf(entry -> {
                    if (entry == but || !entry.askers.remove(userId)) {
                        return false;
                    }
                    entry.wanted = !entry.askers.isEmpty();
                    return !entry.wanted && entry.doneAt == null;
                });
    }

    private boolean isStale(Entry entry, Stamp stamp, boolean launching) {
        if (!entry.stamp.connections().equals(stamp.connections())) {
            entry.wanted = false;
            return true;
        }
        Instant done = entry.doneAt;
        if (done == null) {
            return !entry.wanted;
        }
        Duration age = Duration.between(done, clock.instant());
        Duration effort = Duration.between(entry.begunAt, done).multipliedBy(2);
        Duration anyway = effort.compareTo(FRESH_ANYWAY) < 0 ? effort : FRESH_ANYWAY;
        return age.compareTo(FRESH) > 0
                || (!entry.stamp.equals(stamp) && (launching || age.compareTo(anyway) > 0));
    }

    private void compute(Question question, Entry entry) {
        try {
            entry.exact.complete(runs.exact(question, () -> entry.wanted));
        } catch (CancellationException e) {
            entry.exact.cancel(false);
        } catch (Exception e) {
            LOG.error("A forecast can't be computed: {}", Unforeseen.described(e));
            entry.exact.completeExceptionally(new CompletionException(e));
        } finally {
            entry.doneAt = clock.instant();
        }
    }

    /**
     * What a forecast rests on.
     *
     * @param connections those switched on, and all prices: they change by hand, and seldom
     * @param people changes whenever clients, consents, opt-outs or selections do
     */
    private record Stamp(List<Object> connections, List<Object> people) {}

    private Stamp stamp() {
        var people =
                new ArrayList<>(
                        sql.sql(
                                        """
                                        select (select coalesce(max(id), 0) from client) as clients,
                                               (select coalesce(max(id), 0) from consent) as consents,
                                               (select coalesce(max(id), 0) from opt_out) as opt_outs,
                                               (select coalesce(sum(last_run), 0) from selection) as selections,
                                               (select coalesce(sum(n_tup_upd + n_tup_del), 0) from pg_stat_user_tables
                                                 where relid = 'client'::regclass) as changes
                                        """)
                                .query()
                                .singleRow()
                                .values());
        return new Stamp(List.of(connections.enabled(), runs.prices()), people);
    }

    @Override
    public void destroy() {
        synchronized (entries) {
            entries.values().forEach(entry -> entry.wanted = false);
        }
        executor.shutdownNow();
    }
}

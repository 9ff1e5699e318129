package io.soroka.segments;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Cuts the clients by their ids and asks slice by slice, some at once. Sets of people are cut with
 * them, so that those of each slice fit into memory: PostgreSQL alone would have every one of its
 * workers read all of every set.
 */
final class Slices {
    /** Clients of a slice at the most; what is known of them takes some 20 MB. */
    private static final long WIDTH = 250_000;

    private static final String MEMORY = "set local work_mem = '64MB'";

    /** The slices are the parallel work; workers of their own would only start and wait. */
    private static final String ALONE = "set local max_parallel_workers_per_gather = 0";

    private final JdbcClient sql;
    private final TransactionTemplate transaction;

    /** Of the whole server: whoever counts shares them, and the connections, with all others. */
    private final Semaphore hands =
            new Semaphore(Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4), true);

    Slices(JdbcClient sql, PlatformTransactionManager transactions) {
        this.sql = sql;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
    }

    private record Ends(long first, long last) {}

    /** All clients there are. */
    List<Within.Slice> cut() {
        Ends ends =
                sql.sql("select coalesce(min(id), 0), coalesce(max(id), -1) from client")
                        .query((row, number) -> new Ends(row.getLong(1), row.getLong(2)))
                        .single();
        long clients = ends.last() - ends.first() + 1;
        long slices = Math.ceilDiv(clients, WIDTH);
        var cut = new ArrayList<Within.Slice>();
        for (long i = 0; i < slices; i++) {
            cut.add(
                    new Within.Slice(
                            ends.first() + clients * i / slices,
                            ends.first() + clients * (i + 1) / slices - 1));
        }
        return cut;
    }

    /** The sum over all slices. */
    long sum(ToLongFunction<Within.Slice> ask) {
        List<Callable<Long>> work = new ArrayList<>();
        for (Within.Slice slice : cut()) {
            work.add(() -> {
                hands.acquire();
                try {
                    return alone(slice, ask);
                } finally {
                    hands.release();
                }
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long sum = 0;
            for (Future<Long> one : threads.invokeAll(work)) {
                sum += one.get();
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Counting was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        }
    }

    private long alone(Within.Slice slice, ToLongFunction<Within.Slice> ask) {
        Long result =
                transaction.execute(status -> {
                    sql.sql(MEMORY).update();
                    sql.sql(ALONE).update();
                    return ask.applyAsLong(slice);
                });
        return result == null ? 0 : result;
    }
}

package io.soroka.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Messages that were planned a moment ago, still in memory, batch by batch: a connection that is
 * ready for them need not read them from the database. Only a short cut: what is not here is read
 * there. Bounded, so that whoever plans faster than it is sent waits a little or goes on without.
 * Safe for any thread.
 */
final class Planned {
    /**
     * Messages kept for one connection at the most: a chunk of a campaign. More would only be
     * copied about.
     */
    private static final int CAPACITY = 16_000;

    /**
     * What nobody took for so long will not be taken: its run was stopped while it was handed over.
     */
    private static final long STALE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Map<Integer, Kept> kept = new HashMap<>();

    /** The batches of one connection by their first id. */
    private static final class Kept {
        final Map<Long, Batch> batches = new HashMap<>();
        int messages;

        void forget(Predicate<Batch> which) {
            batches.values()
                    .removeIf(batch -> {
                        boolean gone = which.test(batch);
                        messages -= gone ? batch.messages().size() : 0;
                        return gone;
                    });
        }
    }

    private record Batch(long putAt, List<Lanes.Waiting> messages) {}

    /** Keeps a batch whose transaction has committed, if there is room. */
    synchronized void put(int connectionId, List<Lanes.Waiting> messages) {
        Kept here = kept.computeIfAbsent(connectionId, ignored -> new Kept());
        long now = System.nanoTime();
        if (here.messages + messages.size() > CAPACITY) {
            here.forget(batch -> now - batch.putAt() > STALE_NANOS);
        }
        if (here.messages + messages.size() <= CAPACITY) {
            here.batches.put(messages.getFirst().id(), new Batch(now, messages));
            here.messages += messages.size();
        }
    }

    /** Takes a batch out; null when it is not here. */
    synchronized @Nullable List<Lanes.Waiting> take(int connectionId, long firstId) {
        Kept here = kept.get(connectionId);
        Batch batch = here == null ? null : here.batches.remove(firstId);
        if (here == null || batch == null) {
            return null;
        }
        here.messages -= batch.messages().size();
        notifyAll();
        return batch.messages();
    }

    /** Forgets what will not go out soon: a run that is held or cancelled. */
    synchronized void forgetRun(long runId) {
        kept.values()
                .forEach(
                        here -> here.forget(batch -> batch.messages().getFirst().runId() == runId));
        notifyAll();
    }

    /** Forgets everything for a connection that sends no more. */
    synchronized void forgetConnection(int connectionId) {
        kept.remove(connectionId);
        notifyAll();
    }

    /** Waits until there is room for as much again, but not longer than this. */
    synchronized void awaitRoom(int connectionId, long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (isFull(connectionId)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isFull(int connectionId) {
        Kept here = kept.get(connectionId);
        return here != null && here.messages > CAPACITY / 2;
    }
}

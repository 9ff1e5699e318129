package io.soroka.campaigns;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Tells watchers of runs how far they are, each time it has changed. */
@Component
public class RunFeed {
    private final Runs runs;
    private final RunWatch watch;
    private final Map<Long, List<Watcher>> watchers = new ConcurrentHashMap<>();
    private final Map<Long, RunProgress> told = new ConcurrentHashMap<>();

    RunFeed(Runs runs, RunWatch watch) {
        this.runs = runs;
        this.watch = watch;
    }

    /** Someone who watches. Neither method may wait. */
    public interface Watcher {
        /** The run has changed. */
        void changed(RunProgress progress);

        /** The server is going down. */
        void ended();
    }

    /**
     * Watches a run.
     *
     * @return ends the watching
     */
    public Runnable watch(long runId, Watcher watcher) {
        watchers.computeIfAbsent(runId, ignored -> new CopyOnWriteArrayList<>()).add(watcher);
        return () ->
                watchers.computeIfPresent(
                        runId,
                        (id, all) -> {
                            all.remove(watcher);
                            if (all.isEmpty()) {
                                told.remove(runId);
                                return null;
                            }
                            return all;
                        });
    }

    /** Tells those who watch what has changed since they were told last. */
    void publish() {
        watchers.forEach((runId, all) ->
                runs.find(runId)
                        .map(watch::progress)
                        .ifPresent(progress -> {
                            if (!progress.equals(told.put(runId, progress))) {
                                all.forEach(watcher -> watcher.changed(progress));
                            }
                        }));
    }

    void close() {
        forAll(Watcher::ended);
        watchers.clear();
    }

    private void forAll(Consumer<Watcher> action) {
        watchers.values().forEach(all -> all.forEach(action));
    }
}

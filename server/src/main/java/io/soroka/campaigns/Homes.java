package io.soroka.campaigns;

import io.soroka.delivery.Delivery;
import io.soroka.platform.Messages;
import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a person finds when they come in: what waits for them, what goes on, what has ended. */
@Component
public class Homes {
    private static final int DRAFTS = 3;
    private static final int LATEST = 6;
    private static final int RUNNING = 20;

    /** For so long a run that failed for many people is worth a task. */
    private static final Duration LATELY = Duration.ofDays(3);

    private final CampaignRows campaigns;
    private final Runs runs;
    private final RunWatch watch;
    private final Connections connections;
    private final Delivery delivery;
    private final Clock clock;

    Homes(
            CampaignRows campaigns,
            Runs runs,
            RunWatch watch,
            Connections connections,
            Delivery delivery,
            Clock clock) {
        this.campaigns = campaigns;
        this.runs = runs;
        this.watch = watch;
        this.connections = connections;
        this.delivery = delivery;
        this.clock = clock;
    }

    /** Something to do; at most one of the ids is there. */
    public record Task(
            String kind,
            String title,
            String detail,
            @Nullable Long campaignId,
            @Nullable Long runId,
            @Nullable Integer connectionId) {}

    /** A run that waits for its time. */
    public record Planned(
            long campaignId, long runId, String name, Instant startsAt, long recipients) {}

    /** The page. */
    public record Home(
            List<Task> tasks,
            List<Campaign> drafts,
            List<RunProgress> running,
            List<Planned> planned,
            List<RunProgress> finished) {
        /** Of somebody whose work is elsewhere. */
        public static final Home EMPTY =
                new Home(List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * The page of somebody who works with campaigns.
     *
     * @param departmentId whose; null for every department's
     * @param changes whether they may change anything
     * @param operates whether they look after connections
     */
    public Home of(
            @Nullable Long departmentId, boolean changes, boolean operates, Locale language) {
        List<RunProgress> running =
                watch.progress(runs.newest(departmentId, List.of("active", "paused"), RUNNING));
        List<RunProgress> finished =
                watch.progress(runs.newest(departmentId, List.of("finished", "stopped"), LATEST));
        List<Planned> planned =
                runs.newest(departmentId, List.of("held", "scheduled"), RUNNING).stream()
                        .map(run ->
                                new Planned(
                                        run.campaignId(),
                                        run.id(),
                                        run.name(),
                                        run.startedAt(),
                                        run.recipients()))
                        .sorted(java.util.Comparator.comparing(Planned::startsAt))
                        .toList();
        var tasks = new ArrayList<Task>();
        if (operates) {
            connectionsDown(tasks, language);
        }
        if (changes) {
            paused(tasks, running, language);
            failed(tasks, finished, language);
        }
        return new Home(
                tasks,
                changes ? campaigns.drafts(departmentId, DRAFTS) : List.of(),
                running,
                planned,
                finished);
    }

    private void connectionsDown(List<Task> tasks, Locale language) {
        for (ConnectionSettings connection : connections.enabled(false)) {
            if (delivery.sessions(connection.id()) == 0) {
                tasks.add(
                        task(
                                "connection-down",
                                language,
                                null,
                                connection.id(),
                                connection.name()));
            }
        }
    }

    private static void paused(List<Task> tasks, List<RunProgress> running, Locale language) {
        for (RunProgress run : running) {
            if (run.status() == RunProgress.Status.PAUSED) {
                tasks.add(
                        task(
                                "run-paused",
                                language,
                                run,
                                null,
                                run.campaignName(),
                                Figures.grouped(run.queued(), language)));
            }
        }
    }

    private void failed(List<Task> tasks, List<RunProgress> finished, Locale language) {
        Instant since = clock.instant().minus(LATELY);
        for (RunProgress run : finished) {
            Instant at = run.finishedAt();
            if (run.failed() > 0
                    && run.failed() * 100 >= run.messages()
                    && at != null
                    && at.isAfter(since)) {
                tasks.add(
                        task(
                                "run-failed",
                                language,
                                run,
                                null,
                                run.campaignName(),
                                Figures.grouped(run.failed(), language),
                                Figures.grouped(run.delivered(), language)));
            }
        }
    }

    private static Task task(
            String kind,
            Locale language,
            @Nullable RunProgress run,
            @Nullable Integer connectionId,
            Object... arguments) {
        return new Task(
                kind,
                Messages.text(language, "task." + kind + ".title", arguments),
                Messages.text(language, "task." + kind + ".detail", arguments),
                run == null ? null : Long.valueOf(run.campaignId()),
                run == null ? null : Long.valueOf(run.id()),
                connectionId);
    }
}

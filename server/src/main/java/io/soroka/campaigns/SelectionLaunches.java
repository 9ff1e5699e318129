package io.soroka.campaigns;

import io.soroka.campaigns.CampaignRefused.Reason;
import io.soroka.platform.ProblemException;
import io.soroka.platform.Unforeseen;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Launches campaigns whose selection has run whole, each run once. What was kept of a run tells
 * what is still to be done, so that a crash at any moment loses and repeats nothing.
 */
@Component
class SelectionLaunches implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SelectionLaunches.class);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LATER = Duration.ofMinutes(5);

    /** Whose day never comes is told so. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final SelectionLaunchRows rows;
    private final CampaignRows campaigns;
    private final Launches launches;
    private final Clock clock;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Map<Long, Instant> notBefore = new ConcurrentHashMap<>();

    /** Counting an audience takes long, and rounds must go on. */
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("selection-launches").factory());

    SelectionLaunches(
            SelectionLaunchRows rows, CampaignRows campaigns, Launches launches, Clock clock) {
        this.rows = rows;
        this.campaigns = campaigns;
        this.launches = launches;
        this.clock = clock;
    }

    /** Begins what is due, unless it is being done already. */
    void look() {
        if (!worker.isShutdown() && busy.compareAndSet(false, true)) {
            worker.execute(() -> {
                try {
                    launchDue();
                } catch (RuntimeException e) {
                    LOG.warn("Selections launch later: {}", Unforeseen.described(e));
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    /** Launches whatever is due. */
    void launchDue() {
        for (SelectionLaunchRows.Due due : rows.due()) {
            Instant earliest = notBefore.get(due.selectionRun());
            if (earliest == null || !clock.instant().isBefore(earliest)) {
                notBefore.remove(due.selectionRun());
                launch(due);
            }
        }
    }

    private void launch(SelectionLaunchRows.Due due) {
        try {
            Campaign campaign = campaigns.find(due.campaignId()).orElse(null);
            if (campaign == null || campaign.version() != due.version() || campaign.launched()) {
                refuse(due, new ProblemException(409, "selection-campaign-changed"));
                return;
            }
            Runs.Run run =
                    launches.launch(campaign, due.by(), Launch.bySelection(due.selectionRun()));
            LOG.info("Run {} of a selection launched run {}", due.selectionRun(), run.id());
        } catch (CampaignRefused e) {
            refused(due, e);
        } catch (DuplicateKeyException e) {
            // Another server was quicker.
        } catch (RuntimeException e) {
            LOG.warn(
                    "Run {} of a selection launches later: {}",
                    due.selectionRun(),
                    Unforeseen.described(e));
            notBefore.put(due.selectionRun(), clock.instant().plus(SOON));
        }
    }

    private void refused(SelectionLaunchRows.Due due, CampaignRefused why) {
        boolean night = why.reason() == Reason.UNCONFIRMED;
        boolean passing = night || why.reason() == Reason.CHANGED || why.reason().status() >= 500;
        Instant now = clock.instant();
        if (passing && now.isBefore(due.finishedAt().plus(LONGEST_WAIT))) {
            notBefore.put(due.selectionRun(), now.plus(night ? LATER : SOON));
        } else {
            refuse(due, why);
        }
    }

    private void refuse(SelectionLaunchRows.Due due, ProblemException why) {
        rows.refused(due.selectionRun(), due.campaignId(), why);
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}

package io.soroka.campaigns;

import io.soroka.delivery.Delivery;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks after all open runs twice a second: starts what is due, launches what selections ask for,
 * goes on planning what should be planned, ends what is done, tells who watches, and has delivery
 * prepare for the time to come.
 */
@Component
@EnableConfigurationProperties(CampaignSettings.class)
class Rounds implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final long EVERY_MILLIS = 500;

    private final Delivery delivery;
    private final Launches launches;
    private final SelectionLaunches selectionLaunches;
    private final Planning planning;
    private final RunWatch watch;
    private final RunFeed feed;
    private volatile CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean running;

    Rounds(
            Delivery delivery,
            Launches launches,
            SelectionLaunches selectionLaunches,
            Planning planning,
            RunWatch watch,
            RunFeed feed) {
        this.delivery = delivery;
        this.selectionLaunches = selectionLaunches;
        this.launches = launches;
        this.planning = planning;
        this.watch = watch;
        this.feed = feed;
    }

    private void walk(CountDownLatch until) {
        try {
            do {
                try {
                    launches.startDue();
                    selectionLaunches.look();
                    planning.catchUp();
                    watch.finishDone();
                    feed.publish();
                    delivery.prepare();
                } catch (RuntimeException e) {
                    LOG.warn(
                            "Open runs can't be looked after now, trying again: {}",
                            e.getClass().getSimpleName());
                }
            } while (!until.await(EVERY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
        stop = new CountDownLatch(1);
        CountDownLatch until = stop;
        var _ = Thread.ofPlatform().name("rounds").start(() -> walk(until));
    }

    @Override
    public void stop() {
        running = false;
        stop.countDown();
        feed.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

package io.soroka.bench;

import io.soroka.platform.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Alarms while a campaign goes out: several runs of class alarm, one after the other, to people of
 * their own.
 */
final class Alarms {
    /** Runs that the alarms are spread over. */
    private static final int RUNS = 10;

    /** Messages of the campaign a second that the pauses between the runs are reckoned with. */
    private static final int EXPECTED = 40_000;

    private static final String TEXT = "Учебная тревога, {Имя|коллега}: ответьте на это сообщение";

    private final Stack stack;
    private final Duration pause;
    private final List<String> campaigns = new ArrayList<>();
    private final List<Map<String, ?>> orders = new ArrayList<>();
    private final List<String> runs = new ArrayList<>();
    private final Thread thread;

    /**
     * Prepares the runs.
     *
     * @param alarms messages in all
     * @param recipients of the campaign that they go out beside
     */
    Alarms(Stack stack, Connection db, int alarms, int recipients)
            throws IOException, InterruptedException, SQLException {
        this.stack = stack;
        this.pause = Duration.ofMillis(1_000L * recipients / EXPECTED / RUNS);
        this.thread = Thread.ofPlatform().name("alarms").unstarted(this::launch);
        if (alarms > 0) {
            Crowd.addAlarmed(db, RUNS, alarms / RUNS);
            for (int group = 1; group <= RUNS; group++) {
                String campaign =
                        CampaignBench.campaign(stack, "alarm", TEXT, Crowd.alarmed(group));
                campaigns.add(campaign);
                orders.add(stack.api().order(campaign));
            }
        }
    }

    /** Launches them one by one from now on. */
    void start() {
        thread.start();
    }

    private void launch() {
        try {
            for (int i = 0; i < campaigns.size(); i++) {
                LockSupport.parkNanos(pause.toNanos());
                runs.add(CampaignBench.begin(stack, campaigns.get(i), orders.get(i)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until all are settled. */
    void await() throws IOException, InterruptedException {
        thread.join();
        for (String run : runs) {
            var _ = CampaignBench.await(stack, run);
        }
    }

    /**
     * Seconds from the acceptance of an alarm, when it got its id, to the stored answer of the
     * operator: 99 of 100 took no longer. 0 without alarms.
     */
    double p99Seconds(Connection db) throws SQLException {
        try (var statement =
                db.prepareStatement(
                        """
                        select coalesce(percentile_cont(0.99) within group (
                                   order by extract(epoch from s.at) * 1000 - ((m.id >> 22) + ?)), 0) / 1000
                          from message m join submission s on s.message_id = m.id
                         where m.run_id = any(?)
                        """)) {
            statement.setLong(1, Ids.time(0).toEpochMilli());
            statement.setArray(
                    2, db.createArrayOf("bigint", runs.stream().map(Long::valueOf).toArray()));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getDouble(1);
            }
        }
    }
}

package io.soroka.campaigns;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.soroka.platform.Cached;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how many campaigns run and how planning gets on, as the database counts it. */
@Component
class CampaignMetrics {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final JdbcClient sql;
    private final Cached<Open> open;

    /**
     * Runs that are not over, practice left out.
     *
     * @param waiting held or scheduled
     * @param planning being planned
     * @param sending planned, and not yet done
     * @param unpaced among those being planned, the ones that nothing slows down
     * @param judged people of these that have an outcome
     */
    private record Open(
            double waiting,
            double planning,
            double sending,
            double paused,
            double unpaced,
            double judged) {}

    CampaignMetrics(PrometheusRegistry registry, JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.open = new Cached<>(clock, FRESH, this::count);
        GaugeWithCallback.builder()
                .name("soroka_campaign_runs")
                .help("Runs of campaigns that are not over.")
                .labelNames("state")
                .callback(gauge -> {
                    Open now = open.get();
                    gauge.call(now.waiting(), "waiting");
                    gauge.call(now.planning(), "planning");
                    gauge.call(now.sending(), "sending");
                    gauge.call(now.paused(), "paused");
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("soroka_planning_runs")
                .help("Runs being planned that no pace of their own slows down.")
                .callback(gauge -> gauge.call(open.get().unpaced()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("soroka_planning_people")
                .help("People of these runs who have a message or a reason for none.")
                .callback(gauge -> gauge.call(open.get().judged()))
                .register(registry);
    }

    private Open count() {
        return sql.sql(
                        """
                        select count(*) filter (where status in ('held', 'scheduled')) as waiting,
                               count(*) filter (where status = 'active' and planned_at is null) as planning,
                               count(*) filter (where status = 'active' and planned_at is not null) as sending,
                               count(*) filter (where status = 'paused') as paused,
                               count(*) filter (where status = 'active' and planned_at is null and per_minute is null) as unpaced,
                               coalesce(sum(audience) filter (
                                   where status = 'active' and planned_at is null and per_minute is null), 0) as judged
                          from run r join department d on d.id = r.department_id
                         where status in ('held', 'scheduled', 'active', 'paused') and d.practice_of is null
                        """)
                .query((row, number) ->
                        new Open(
                                row.getDouble("waiting"),
                                row.getDouble("planning"),
                                row.getDouble("sending"),
                                row.getDouble("paused"),
                                row.getDouble("unpaced"),
                                row.getDouble("judged")))
                .single();
    }
}

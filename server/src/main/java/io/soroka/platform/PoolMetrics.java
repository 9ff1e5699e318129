package io.soroka.platform;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.PoolStats;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Tells how full the pool of database connections is, and who waited for one in vain. */
final class PoolMetrics implements MetricsTrackerFactory {
    private final PrometheusRegistry registry;

    PoolMetrics(PrometheusRegistry registry) {
        this.registry = registry;
    }

    @Override
    public IMetricsTracker create(String pool, PoolStats stats) {
        GaugeWithCallback.builder()
                .name("soroka_database_pool_connections")
                .help("Database connections of the pool: used by requests and jobs, or idle.")
                .labelNames("state")
                .callback(gauge -> {
                    gauge.call(stats.getActiveConnections(), "active");
                    gauge.call(stats.getIdleConnections(), "idle");
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("soroka_database_pool_size")
                .help("The most connections of the pool, soroka.database.pool-size.")
                .callback(gauge -> gauge.call(stats.getMaxConnections()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("soroka_database_pool_waiting")
                .help("Requests and jobs that wait for a database connection.")
                .callback(gauge -> gauge.call(stats.getPendingThreads()))
                .register(registry);
        Counter timeouts =
                Counter.builder()
                        .name("soroka_database_pool_timeouts")
                        .help("Requests and jobs that waited for a database connection in vain.")
                        .register(registry);
        return new IMetricsTracker() {
            @Override
            public void recordConnectionTimeout() {
                timeouts.inc();
            }
        };
    }
}

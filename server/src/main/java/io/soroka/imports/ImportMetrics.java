package io.soroka.imports;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.soroka.platform.Cached;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how many imports run, as the database counts it. */
@Component
class ImportMetrics {
    private static final Duration FRESH = Duration.ofSeconds(5);

    ImportMetrics(PrometheusRegistry registry, JdbcClient sql, Clock clock) {
        var running =
                new Cached<>(
                        clock,
                        FRESH,
                        () ->
                                sql.sql(
                                                "select count(*) from client_import where status = 'running'")
                                        .query(Long.class)
                                        .single());
        GaugeWithCallback.builder()
                .name("soroka_imports_running")
                .help("Imports of clients that run or wait their turn.")
                .callback(gauge -> gauge.call(running.get()))
                .register(registry);
    }
}

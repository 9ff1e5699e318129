package io.soroka.delivery;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.soroka.delivery.Backlogs.Backlog;
import io.soroka.delivery.Backlogs.Waiting;
import io.soroka.delivery.ConnectionCounters.Counts;
import io.soroka.policy.MessageClass;
import io.soroka.providers.Connection;
import io.soroka.providers.Connections;
import io.soroka.providers.ReceiptState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells how the connections do, by number and name; those for practice are left out. Links and
 * counters are of this process, what waits is counted in the database.
 */
@Component
class DeliveryMetrics {
    private static final String CONNECTION = "connection";
    private static final String NAME = "name";

    private final PrometheusRegistry registry;
    private final Delivery delivery;
    private final Connections connections;
    private final Backlogs backlogs;
    private final Clock clock;

    DeliveryMetrics(
            PrometheusRegistry registry,
            Delivery delivery,
            Connections connections,
            Backlogs backlogs,
            Clock clock) {
        this.registry = registry;
        this.delivery = delivery;
        this.connections = connections;
        this.backlogs = backlogs;
        this.clock = clock;
        links();
        counters();
        waiting();
    }

    private void links() {
        gauge(
                "soroka_connection_sessions",
                "Sessions that are up.",
                connection -> delivery.sessions(connection.id()));
        gauge(
                "soroka_connection_sessions_wanted",
                "Sessions that should be up; 0 when the connection is switched off.",
                connection ->
                        delivery.dispatcher(connection.id())
                                .map(Dispatcher::settings)
                                .map(settings -> connections.connector(settings).sessions(settings))
                                .orElse(0));
        gauge(
                "soroka_connection_shut",
                "1 while its hours are over or its limit is reached: it opens by itself.",
                connection ->
                        delivery.opening(connection.id()).filter(Opening::isShut).isPresent()
                                ? 1
                                : 0);
        gauge(
                "soroka_connection_window",
                "Parts that may be without an answer at once, over all sessions that are up.",
                connection -> counts(connection).window());
        gauge(
                "soroka_connection_in_flight",
                "Parts that are without an answer.",
                connection -> counts(connection).inFlight());
    }

    private void counters() {
        counter(
                "soroka_submits",
                "Parts taken out of the queue, by what came of it. Those throttled or not sent come again.",
                "outcome",
                Outcome.values(),
                Counts::outcomes);
        counter(
                "soroka_receipts",
                "Receipts that have found their part, by what they say.",
                "state",
                ReceiptState.values(),
                Counts::receipts);
        registry.register(this::delays);
    }

    private void waiting() {
        gaugeByClass(
                "soroka_queued_messages",
                "Messages that wait to be handed over, those of paused campaigns not among them.",
                DeliveryMetrics::count);
        gaugeByClass(
                "soroka_queued_oldest_seconds",
                "For how long the oldest of them has been waiting; 0 when none is.",
                this::age);
        gauge(
                "soroka_uncertain_parts",
                "Parts of which nobody knows whether the provider has them, undecided.",
                connection -> count(backlogs.get().uncertain().get(connection.id())));
        gauge(
                "soroka_uncertain_oldest_seconds",
                "For how long the oldest of them has been undecided; 0 when none is.",
                connection -> age(backlogs.get().uncertain().get(connection.id())));
        gauge(
                "soroka_parked_receipts",
                "Receipts that have not found their part yet.",
                connection -> backlogs.get().parked().getOrDefault(connection.id(), 0L));
    }

    private void gauge(String name, String help, ToDoubleFunction<Connection> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(CONNECTION, NAME)
                .callback(gauge -> {
                    for (Connection one : backlogs.get().connections()) {
                        gauge.call(value.applyAsDouble(one), id(one), one.name());
                    }
                })
                .register(registry);
    }

    private void gaugeByClass(String name, String help, ToDoubleFunction<@Nullable Waiting> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(CONNECTION, NAME, "class")
                .callback(gauge -> {
                    Backlog backlog = backlogs.get();
                    for (Connection one : backlog.connections()) {
                        for (MessageClass messageClass : MessageClass.values()) {
                            var lane = new Backlogs.Lane(one.id(), messageClass.code());
                            gauge.call(
                                    value.applyAsDouble(backlog.queued().get(lane)),
                                    id(one),
                                    one.name(),
                                    messageClass.word());
                        }
                    }
                })
                .register(registry);
    }

    /** A counter of each kind, in the order of their codes. */
    private void counter(
            String name,
            String help,
            String label,
            Enum<?>[] kinds,
            Function<Counts, List<Long>> numbers) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(CONNECTION, NAME, label)
                .callback(counter -> {
                    for (Connection one : backlogs.get().connections()) {
                        List<Long> counted = numbers.apply(counts(one));
                        for (int code = 0; code < kinds.length; code++) {
                            counter.call(
                                    counted.get(code),
                                    id(one),
                                    one.name(),
                                    kinds[code].name().toLowerCase(Locale.ROOT));
                        }
                    }
                })
                .register(registry);
    }

    private HistogramSnapshot delays() {
        var delays =
                HistogramSnapshot.builder()
                        .name("soroka_receipt_delay_seconds")
                        .help("From the provider's answer to its last receipt for a part.");
        for (Connection one : backlogs.get().connections()) {
            Counts counts = counts(one);
            delays.dataPoint(
                    HistogramDataPointSnapshot.builder()
                            .labels(Labels.of(CONNECTION, id(one), NAME, one.name()))
                            .classicHistogramBuckets(
                                    ClassicHistogramBuckets.of(
                                            ConnectionCounters.BOUNDS, counts.delays()))
                            .sum(counts.delaySeconds())
                            .build());
        }
        return delays.build();
    }

    private Counts counts(Connection connection) {
        return delivery.dispatcher(connection.id())
                .map(Dispatcher::counts)
                .orElse(ConnectionCounters.NOTHING);
    }

    private static String id(Connection connection) {
        return String.valueOf(connection.id());
    }

    private static double count(@Nullable Waiting waiting) {
        return waiting == null ? 0 : waiting.count();
    }

    private double age(@Nullable Waiting waiting) {
        return waiting == null
                ? 0
                : Math.max(0, Duration.between(waiting.oldest(), clock.instant()).toMillis())
                        / 1_000.0;
    }
}

package io.soroka.campaigns.web;

import io.soroka.campaigns.RunProgress;
import io.soroka.platform.OneOf;
import io.soroka.policy.MessageClass;
import io.soroka.policy.SuppressionReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A run as the API shows it: ids are texts, because JavaScript rounds numbers of this size. */
record RunView(
        String id,
        String campaignId,
        String campaignName,
        @OneOf(MessageClass.class) String messageClass,
        @OneOf(RunProgress.Status.class) String status,
        Instant startsAt,
        Instant startedAt,
        @Nullable Instant finishedAt,
        long expected,
        long recipients,
        long audience,
        long messages,
        long suppressed,
        List<Suppressed> suppressedBy,
        long queued,
        long submitted,
        long pending,
        long delivered,
        long failed,
        long uncertain,
        long cancelled,
        long parts,
        long replies,
        long optOuts,
        double perSecond,
        @Nullable Instant finishForecast,
        RunProgress.Cost cost,
        @Nullable Integer perMinute,
        List<Connection> connections,
        List<RunProgress.Happening> happened) {

    record Suppressed(@OneOf(SuppressionReason.class) String reason, long count) {}

    record Connection(
            String id,
            String name,
            long messages,
            long queued,
            long submitted,
            long pending,
            long delivered,
            long failed,
            long uncertain,
            long parts,
            BigDecimal unitPrice,
            double perSecond,
            @OneOf(words = {"up", "down"}) String state) {}

    static RunView of(RunProgress run) {
        return new RunView(
                Long.toString(run.id()),
                Long.toString(run.campaignId()),
                run.campaignName(),
                run.messageClass().word(),
                run.status().name().toLowerCase(Locale.ROOT),
                run.startsAt(),
                run.startedAt(),
                run.finishedAt(),
                run.expected(),
                run.recipients(),
                run.audience(),
                run.messages(),
                run.suppressed(),
                run.suppressedBy().stream()
                        .map(one -> new Suppressed(one.reason().word(), one.count()))
                        .toList(),
                run.queued(),
                run.submitted(),
                run.pending(),
                run.delivered(),
                run.failed(),
                run.uncertain(),
                run.cancelled(),
                run.parts(),
                run.replies(),
                run.optOuts(),
                run.perSecond(),
                run.finishForecast(),
                run.cost(),
                run.perMinute(),
                run.connections().stream().map(RunView::of).toList(),
                run.happened());
    }

    private static Connection of(RunProgress.Connection connection) {
        return new Connection(
                Integer.toString(connection.id()),
                connection.name(),
                connection.messages(),
                connection.queued(),
                connection.submitted(),
                connection.pending(),
                connection.delivered(),
                connection.failed(),
                connection.uncertain(),
                connection.parts(),
                connection.unitPrice(),
                connection.perSecond(),
                connection.up() ? "up" : "down");
    }
}

package io.soroka.campaigns;

import io.soroka.platform.OneOf;
import io.soroka.policy.MessageClass;
import io.soroka.policy.SuppressionReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is. All counts are messages, but {@code parts}; audience = messages + suppressed;
 * messages = queued + submitted + cancelled; submitted = delivered + failed + pending + uncertain.
 *
 * @param startsAt when it is to start, or did
 * @param startedAt the same, under its older name
 * @param expected people in the audience when it was launched, those included who get nothing
 * @param recipients people who get it, expected without suppressed: by the forecast at launch until
 *     everyone has been judged
 * @param audience people judged so far
 * @param planned whether everyone has been judged
 * @param perSecond messages handed to operators in a second, lately
 * @param finishForecast when the last one is handed over at this speed; null when not known
 * @param perMinute messages a minute at the most; null for as fast as the connections go
 */
public record RunProgress(
        long id,
        long campaignId,
        String campaignName,
        long departmentId,
        MessageClass messageClass,
        Status status,
        Instant startsAt,
        Instant startedAt,
        @Nullable Instant finishedAt,
        boolean planned,
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
        Cost cost,
        @Nullable Integer perMinute,
        List<Connection> connections,
        List<Happening> happened) {

    /** What a run does now. */
    public enum Status {
        /** Launched, but held back for a moment in which it can be taken back. */
        HELD,
        /** Waits for its time. */
        SCHEDULED,
        PLANNING,
        RUNNING,
        PAUSED,
        STOPPED,
        FINISHED,
        /** Taken back before it started: nothing went out. */
        CANCELLED
    }

    /**
     * What it costs, in rubles at the prices of the launch.
     *
     * @param planned for all parts; the forecast's until everyone has been judged
     * @param spent for the parts that were handed over
     */
    public record Cost(BigDecimal planned, BigDecimal spent) {}

    /** People who get nothing, by reason. */
    public record Suppressed(SuppressionReason reason, long count) {}

    /**
     * The part of a run that goes through one connection.
     *
     * @param parts parts that were handed over
     * @param unitPrice rubles a part at launch
     * @param up whether it has a live session now
     */
    public record Connection(
            int id,
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
            boolean up) {
        /** What was spent on it. */
        public BigDecimal spent() {
            return unitPrice.multiply(BigDecimal.valueOf(parts));
        }
    }

    /**
     * Something that happened to the run.
     *
     * @param by who did it; null when nobody did
     * @param connection the connection it happened to; null when it was the whole run
     */
    public record Happening(
            Instant at,
            @OneOf(
                            words = {
                                "launched",
                                "planned",
                                "started",
                                "paused",
                                "resumed",
                                "stopped",
                                "finished",
                                "cancelled"
                            })
                    String kind,
            @Nullable String by,
            @Nullable String connection) {}

    /** Whether nothing more will change but late receipts. */
    public boolean over() {
        return status == Status.STOPPED || status == Status.FINISHED || status == Status.CANCELLED;
    }

    /** How many people are in a state now. */
    public long count(PersonState state) {
        return switch (state) {
            case QUEUED -> queued;
            case PENDING -> pending;
            case DELIVERED -> delivered;
            case FAILED -> failed;
            case UNCERTAIN -> uncertain;
            case CANCELLED -> cancelled;
            case SUPPRESSED -> suppressed;
        };
    }
}

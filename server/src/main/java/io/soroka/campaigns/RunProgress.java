package io.soroka.campaigns;

import io.soroka.policy.MessageClass;
import io.soroka.policy.SuppressionReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is. All counts are messages, but {@code parts}; audience = messages + suppressed;
 * messages = queued + submitted + cancelled; submitted = delivered + failed + pending + uncertain.
 *
 * @param expected people in the audience when it was launched
 * @param audience people judged so far
 * @param planned whether everyone has been judged
 * @param perSecond messages handed to operators in a second, lately
 * @param finishForecast when the last one is handed over at this speed; null when not known
 */
public record RunProgress(
        long id,
        long campaignId,
        String campaignName,
        long departmentId,
        MessageClass messageClass,
        Status status,
        Instant startedAt,
        @Nullable Instant finishedAt,
        boolean planned,
        long expected,
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
        List<Connection> connections,
        List<Happening> happened) {

    /** What a run does now. */
    public enum Status {
        PLANNING,
        RUNNING,
        PAUSED,
        STOPPED,
        FINISHED
    }

    /** People who get nothing, by reason. */
    public record Suppressed(SuppressionReason reason, long count) {}

    /**
     * The part of a run that goes through one connection.
     *
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
            double perSecond,
            boolean up) {}

    /**
     * Something that happened to the run.
     *
     * @param by who did it; null when nobody did
     * @param connection the connection it happened to; null when it was the whole run
     */
    public record Happening(
            Instant at, String kind, @Nullable String by, @Nullable String connection) {}

    /** Whether nothing more will change but late receipts. */
    public boolean over() {
        return status == Status.STOPPED || status == Status.FINISHED;
    }
}

package io.soroka.smpp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A client's listener that notes everything and answers deliveries at once unless told not to. */
public class Recorder implements SessionListener {
    /** What came back for one token. */
    public record Answer(long token, int status, String messageId) {}

    /** What a query brought. */
    public record Queried(long token, Receipt receipt) {}

    public final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    public final ConcurrentLinkedQueue<Pdu.DeliverSm> deliveries = new ConcurrentLinkedQueue<>();
    public final ConcurrentLinkedQueue<Queried> queries = new ConcurrentLinkedQueue<>();
    public final List<CloseReason> closes = new ArrayList<>();
    public final AtomicInteger batches = new AtomicInteger();
    public volatile long[] unanswered = {};
    public volatile long[] neverSent = {};
    public volatile boolean answering = true;
    public volatile int answerStatus;
    private final ConcurrentHashMap<Long, Integer> times = new ConcurrentHashMap<>();

    @Override
    public void submitAnswered(
            SmppSession session, long token, int commandStatus, String messageId) {
        times.merge(token, 1, Integer::sum);
        answers.add(new Answer(token, commandStatus, messageId));
    }

    @Override
    public void delivered(SmppSession session, Pdu.DeliverSm pdu) {
        deliveries.add(pdu);
        if (answering) {
            session.answerDeliver(pdu.sequence(), answerStatus);
        }
    }

    @Override
    public void queryAnswered(SmppSession session, long token, Receipt receipt) {
        queries.add(new Queried(token, receipt));
    }

    @Override
    public void readBatchEnded(SmppSession session) {
        batches.incrementAndGet();
    }

    @Override
    public void closed(
            SmppSession session, CloseReason reason, long[] unanswered, long[] neverSent) {
        this.unanswered = unanswered;
        this.neverSent = neverSent;
        synchronized (closes) {
            closes.add(reason);
        }
    }

    public boolean isClosed() {
        synchronized (closes) {
            return !closes.isEmpty();
        }
    }

    public CloseReason.Kind closeKind() {
        synchronized (closes) {
            return closes.getFirst().kind();
        }
    }

    /** Whether a token was answered more than once. */
    public boolean anyTwice() {
        return times.values().stream().anyMatch(n -> n > 1);
    }
}

package io.soroka.smpp;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of ours for tests: one account, answers at once unless told not to. */
final class TestServer implements ServerHandler, AutoCloseable {
    final ConcurrentLinkedQueue<Pdu.SubmitSm> submits = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<long[]> deliverAnswers = new ConcurrentLinkedQueue<>();
    final List<ServerSession> sessions = new CopyOnWriteArrayList<>();
    final List<CloseReason> closes = new CopyOnWriteArrayList<>();
    final AtomicInteger mostUnanswered = new AtomicInteger();
    final AtomicInteger unanswered = new AtomicInteger();
    volatile boolean answering = true;
    volatile int answerStatus;
    volatile long[] closedUnanswered = {};
    volatile long[] closedNeverSent = {};
    private final SmppServer server;

    TestServer(SmppLoop loop, ServerSettings settings) throws IOException {
        server = SmppServer.bind(loop, "127.0.0.1", 0, settings, this);
    }

    TestServer(SmppLoop loop) throws IOException {
        this(loop, ServerSettings.DEFAULTS);
    }

    int port() {
        return server.port();
    }

    @Override
    public int authenticate(String systemId, String password, BindType bindType) {
        if (!systemId.equals("severs")) {
            return SmppStatus.ESME_RINVSYSID;
        }
        return password.equals("secret") ? SmppStatus.ESME_ROK : SmppStatus.ESME_RINVPASWD;
    }

    @Override
    public void bound(ServerSession session) {
        sessions.add(session);
    }

    @Override
    public void submitted(ServerSession session, Pdu.SubmitSm pdu) {
        submits.add(pdu);
        mostUnanswered.accumulateAndGet(unanswered.incrementAndGet(), Math::max);
        if (answering) {
            answer(session, pdu);
        }
    }

    @Override
    public MessageStatus queried(ServerSession session, String messageId, Address source) {
        return messageId.equals("known") ? new MessageStatus("261126123000000+", 5, 27) : null;
    }

    void answer(ServerSession session, Pdu.SubmitSm pdu) {
        unanswered.decrementAndGet();
        session.answerSubmit(
                pdu.sequence(),
                answerStatus,
                answerStatus == 0 ? "m" + pdu.message().destination().value() : "");
    }

    @Override
    public void deliverAnswered(ServerSession session, long token, int commandStatus) {
        deliverAnswers.add(new long[] {token, commandStatus});
    }

    @Override
    public void closed(
            ServerSession session, CloseReason reason, long[] unanswered, long[] neverSent) {
        closedUnanswered = unanswered;
        closedNeverSent = neverSent;
        closes.add(reason);
    }

    @Override
    public void close() {
        server.close();
    }
}

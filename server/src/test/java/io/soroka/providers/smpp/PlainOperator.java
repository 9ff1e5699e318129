package io.soroka.providers.smpp;

import io.soroka.smpp.BindType;
import io.soroka.smpp.CloseReason;
import io.soroka.smpp.Pdu;
import io.soroka.smpp.ServerHandler;
import io.soroka.smpp.ServerSession;
import io.soroka.smpp.ServerSettings;
import io.soroka.smpp.ShortMessage;
import io.soroka.smpp.SmppLoop;
import io.soroka.smpp.SmppServer;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An operator that takes everything, and refuses binds while it is told to. */
final class PlainOperator implements ServerHandler, AutoCloseable {
    record Bound(long millis, BindType type, int status) {}

    final Queue<ShortMessage> submits = new ConcurrentLinkedQueue<>();
    final Queue<Bound> binds = new ConcurrentLinkedQueue<>();
    final List<ServerSession> sessions = new CopyOnWriteArrayList<>();
    final Queue<Integer> deliverAnswers = new ConcurrentLinkedQueue<>();
    volatile int bindStatus;

    /** How many sessions may stand; further binds are refused. */
    volatile int room = Integer.MAX_VALUE;

    volatile int answerStatus;
    volatile String firstId = "1";
    private final SmppLoop loop = new SmppLoop("plain-operator");
    private final SmppServer server;

    PlainOperator(ServerSettings settings) throws IOException {
        server = SmppServer.bind(loop, "127.0.0.1", 0, settings, this);
    }

    PlainOperator() throws IOException {
        this(ServerSettings.DEFAULTS);
    }

    int port() {
        return server.port();
    }

    @Override
    public int authenticate(String systemId, String password, BindType bindType) {
        int status = sessions.size() >= room ? 0x0D : bindStatus;
        binds.add(new Bound(System.nanoTime() / 1_000_000, bindType, status));
        return status;
    }

    @Override
    public void bound(ServerSession session) {
        sessions.add(session);
    }

    @Override
    public void submitted(ServerSession session, Pdu.SubmitSm pdu) {
        submits.add(pdu.message());
        session.answerSubmit(pdu.sequence(), answerStatus, answerStatus == 0 ? firstId : "");
    }

    @Override
    public void deliverAnswered(ServerSession session, long token, int commandStatus) {
        deliverAnswers.add(commandStatus);
    }

    @Override
    public void closed(
            ServerSession session, CloseReason reason, long[] unanswered, long[] neverSent) {
        sessions.remove(session);
    }

    @Override
    public void close() {
        server.close();
        loop.close();
    }
}

package io.soroka.delivery;

import io.soroka.smpp.Address;
import io.soroka.smpp.BindType;
import io.soroka.smpp.Pdu;
import io.soroka.smpp.ServerHandler;
import io.soroka.smpp.ServerSession;
import io.soroka.smpp.ServerSettings;
import io.soroka.smpp.ShortMessage;
import io.soroka.smpp.SmppLoop;
import io.soroka.smpp.SmppServer;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An operator that does nothing by itself: the test says what it answers, when, and in which order.
 */
final class HandOperator implements ServerHandler, AutoCloseable {
    private final SmppLoop loop = new SmppLoop("hand-operator");
    private final SmppServer server;
    private final Queue<Submitted> submitted = new ConcurrentLinkedQueue<>();
    private final List<ServerSession> sessions = new CopyOnWriteArrayList<>();
    private final AtomicInteger stored = new AtomicInteger();
    private volatile int refusal;

    record Submitted(ServerSession session, int sequence, ShortMessage message) {
        void accept(String id) {
            session.answerSubmit(sequence, 0, id);
        }

        void refuse(int status) {
            session.answerSubmit(sequence, status, "");
        }

        String number() {
            return message.destination().value();
        }
    }

    HandOperator() throws IOException {
        server = SmppServer.bind(loop, "127.0.0.1", 0, ServerSettings.DEFAULTS, this);
    }

    int port() {
        return server.port();
    }

    /** The next message that came in, waiting for it. */
    Submitted next() {
        TestServer.await("a message comes in", () -> !submitted.isEmpty());
        return submitted.remove();
    }

    /** How many messages came in that nobody has looked at. */
    int waiting() {
        return submitted.size();
    }

    boolean bound() {
        return !sessions.isEmpty();
    }

    /** Whoever comes from now on is sent away. */
    void refuseBinds() {
        refusal = 0x0D;
    }

    boolean silent() {
        return submitted.isEmpty();
    }

    void receipt(String id, String number, String state) {
        receipt(
                ShortMessage.between(Address.international(number), Address.alphanumeric("Soroka"))
                        .esmClass(ShortMessage.ESM_RECEIPT)
                        .text(
                                ("id:"
                                                + id
                                                + " sub:001 dlvrd:001 submit date:2611231000 done date:2611231001 stat:"
                                                + state
                                                + " err:000 text:")
                                        .getBytes(StandardCharsets.US_ASCII))
                        .build());
    }

    void incoming(String number, int dataCoding, byte[] text, int esmClass) {
        receipt(
                ShortMessage.between(
                                Address.international(number), Address.international("79990000000"))
                        .esmClass(esmClass)
                        .dataCoding(dataCoding)
                        .text(text)
                        .build());
    }

    private void receipt(ShortMessage message) {
        TestServer.await("a session is bound", () -> !sessions.isEmpty());
        sessions.getFirst().deliver(message, 1);
    }

    /** How many deliveries the peer has confirmed. */
    int stored() {
        return stored.get();
    }

    void dropConnections() {
        sessions.forEach(ServerSession::close);
    }

    @Override
    public int authenticate(String systemId, String password, BindType bindType) {
        return refusal;
    }

    @Override
    public void bound(ServerSession session) {
        sessions.add(session);
    }

    @Override
    public void submitted(ServerSession session, Pdu.SubmitSm pdu) {
        submitted.add(new Submitted(session, pdu.sequence(), pdu.message()));
    }

    @Override
    public void deliverAnswered(ServerSession session, long token, int commandStatus) {
        if (commandStatus == 0) {
            stored.incrementAndGet();
        }
    }

    @Override
    public void closed(
            ServerSession session,
            io.soroka.smpp.CloseReason reason,
            long[] unanswered,
            long[] neverSent) {
        sessions.remove(session);
    }

    @Override
    public void close() {
        server.close();
        loop.close();
    }
}

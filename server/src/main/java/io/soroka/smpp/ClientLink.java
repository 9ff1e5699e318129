package io.soroka.smpp;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The client's end of a connection. */
final class ClientLink extends Link {
    private static final int INTERFACE_VERSION = 0x34;

    private final SmppLoop loop;
    private final SessionSettings settings;
    private final SessionListener listener;
    private final SmppSession session;
    private final CompletableFuture<SmppSession> bound;

    ClientLink(
            SmppLoop loop,
            SessionSettings settings,
            SessionListener listener,
            CompletableFuture<SmppSession> bound) {
        super(loop, Command.SUBMIT_SM, settings.link());
        this.loop = loop;
        this.settings = settings;
        this.listener = listener;
        this.bound = bound;
        session = new SmppSession(this, settings);
    }

    @Override
    void opened() {
        send(
                new Pdu.Bind(
                        nextSequence(),
                        settings.bindType(),
                        settings.systemId(),
                        settings.password(),
                        settings.systemType(),
                        INTERFACE_VERSION,
                        0,
                        0,
                        ""));
        var _ =
                loop.eventLoop()
                        .schedule(
                                this::bindOverdue,
                                settings.responseTimeout().toNanos(),
                                TimeUnit.NANOSECONDS);
    }

    private void bindOverdue() {
        if (!isBound()) {
            finish(
                    CloseReason.Kind.RESPONSE_TIMEOUT,
                    "the operator did not answer the bind for "
                            + settings.responseTimeout().toMillis()
                            + " ms");
        }
    }

    @Override
    void received(Pdu pdu) {
        switch (pdu) {
            case Pdu.DeliverSm deliver when isBound() -> {
                incoming();
                listener.delivered(session, deliver);
            }
            case Pdu.BindResp answer when !isBound() -> bindAnswered(answer.status());
            case Pdu.Bind _, Pdu.SubmitSm _, Pdu.DeliverSm _ ->
                    send(new Pdu.GenericNack(pdu.sequence(), SmppStatus.ESME_RINVBNDSTS));
            // responses nobody waits for
            default -> {}
        }
    }

    private void bindAnswered(int status) {
        if (status == SmppStatus.ESME_ROK) {
            bound();
            bound.complete(session);
        } else {
            bound.completeExceptionally(new BindRefusedException(status));
            finish(
                    CloseReason.Kind.CLOSED_BY_US,
                    "the bind was refused with " + SmppStatus.name(status));
        }
    }

    @Override
    void requestAnswered(long token, int status, String messageId) {
        listener.submitAnswered(session, token, status, messageId);
    }

    @Override
    void readBatchEnded() {
        if (isBound()) {
            listener.readBatchEnded(session);
        }
    }

    @Override
    void ended(CloseReason reason, boolean wasBound, long[] unanswered, long[] neverSent) {
        if (wasBound) {
            listener.closed(session, reason, unanswered, neverSent);
        } else {
            bound.completeExceptionally(
                    new IOException("no session with the operator: " + reason.detail()));
        }
    }
}

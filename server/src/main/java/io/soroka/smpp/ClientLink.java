package io.soroka.smpp;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The client's end of a connection. */
final class ClientLink extends Link {
    /** Queries whose answers are waited for; what is asked beyond pushes the oldest out. */
    private static final int MOST_QUERIES = 1_000;

    private final SmppLoop loop;
    private final SessionSettings settings;
    private final SessionListener listener;
    private final SmppSession session;
    private final CompletableFuture<SmppSession> bound;

    /** Sequence numbers of data_sm that wait for their answer. */
    private final Set<Integer> data = new HashSet<>();

    /** Tokens of query_sm on the wire by sequence number, the oldest first. */
    private final Map<Integer, Long> queries = new LinkedHashMap<>();

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
                        settings.interfaceVersion(),
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
            case Pdu.DataSm sent when isBound() -> {
                incoming();
                data.add(sent.sequence());
                listener.delivered(session, new Pdu.DeliverSm(sent.sequence(), sent.message()));
            }
            case Pdu.QuerySmResp answer -> {
                Long token = queries.remove(answer.sequence());
                if (token != null && answer.status() == SmppStatus.ESME_ROK) {
                    listener.queryAnswered(
                            session, token, answer.message().receipt(answer.messageId()));
                }
            }
            case Pdu.GenericNack nack -> queries.remove(nack.sequence());
            case Pdu.BindResp answer when !isBound() -> bindAnswered(answer.status());
            case Pdu.Bind _, Pdu.SubmitSm _, Pdu.DeliverSm _, Pdu.DataSm _, Pdu.QuerySm _ ->
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

    /** Asks; from any thread. */
    void query(String messageId, Address source, long token) {
        loop.execute(() -> {
            if (isBound()) {
                int sequence = nextSequence();
                queries.put(sequence, token);
                if (queries.size() > MOST_QUERIES) {
                    queries.remove(queries.keySet().iterator().next());
                }
                send(new Pdu.QuerySm(sequence, messageId, source));
                flush();
            }
        });
    }

    @Override
    void writeAnswer(PduWriter writer, int sequence, int status, String messageId) {
        if (!data.isEmpty() && data.remove(sequence)) {
            writer.dataResponse(sequence, status);
        } else {
            writer.deliverResponse(sequence, status);
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

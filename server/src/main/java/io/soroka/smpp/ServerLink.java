package io.soroka.smpp;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** The server's end of a connection. */
final class ServerLink extends Link {
    private static final List<Tlv> VERSION_3_4 = version(SessionSettings.VERSION_3_4);
    private static final List<Tlv> VERSION_5_0 = version(SessionSettings.VERSION_5_0);

    /** How long a refused client may take to hang up. */
    private static final long REFUSED_WAIT_MILLIS = 1_000;

    private final SmppLoop loop;
    private final ServerSettings settings;
    private final ServerHandler handler;
    private final ServerSession session;
    private boolean refused;
    private volatile String systemId = "";
    private volatile BindType bindType = BindType.TRANSCEIVER;

    ServerLink(SmppLoop loop, ServerSettings settings, ServerHandler handler) {
        super(loop, Command.DELIVER_SM, settings.link());
        this.loop = loop;
        this.settings = settings;
        this.handler = handler;
        session = new ServerSession(this);
    }

    private static List<Tlv> version(int version) {
        return List.of(Tlv.ofByte(Tlv.SC_INTERFACE_VERSION, version));
    }

    String systemId() {
        return systemId;
    }

    BindType bindType() {
        return bindType;
    }

    @Override
    void opened() {
        var _ =
                loop.eventLoop()
                        .schedule(
                                () -> {
                                    if (isFrozen()) {
                                        opened();
                                    } else if (!isBound()) {
                                        finish(
                                                CloseReason.Kind.RESPONSE_TIMEOUT,
                                                "the client did not bind in time");
                                    }
                                },
                                settings.bindTimeout().toNanos(),
                                TimeUnit.NANOSECONDS);
    }

    @Override
    void received(Pdu pdu) {
        if (refused) {
            return;
        }
        switch (pdu) {
            case Pdu.SubmitSm submit -> {
                if (isBound() && bindType.submits()) {
                    incoming();
                    handler.submitted(session, submit);
                } else {
                    send(
                            new Pdu.SubmitSmResp(
                                    submit.sequence(), SmppStatus.ESME_RINVBNDSTS, "", List.of()));
                }
            }
            case Pdu.QuerySm query -> {
                if (isBound() && bindType.submits()) {
                    MessageStatus known =
                            handler.queried(session, query.messageId(), query.source());
                    send(
                            new Pdu.QuerySmResp(
                                    query.sequence(),
                                    known == null
                                            ? SmppStatus.ESME_RQUERYFAIL
                                            : SmppStatus.ESME_ROK,
                                    query.messageId(),
                                    known == null ? MessageStatus.NONE : known));
                } else {
                    send(
                            new Pdu.QuerySmResp(
                                    query.sequence(),
                                    SmppStatus.ESME_RINVBNDSTS,
                                    query.messageId(),
                                    MessageStatus.NONE));
                }
            }
            case Pdu.Bind bind -> bind(bind);
            case Pdu.DeliverSm _, Pdu.DataSm _ ->
                    send(new Pdu.GenericNack(pdu.sequence(), SmppStatus.ESME_RINVCMDID));
            // responses nobody waits for
            default -> {}
        }
    }

    private void bind(Pdu.Bind bind) {
        int status =
                isBound()
                        ? SmppStatus.ESME_RALYBND
                        : handler.authenticate(bind.systemId(), bind.password(), bind.type());
        if (status != SmppStatus.ESME_ROK) {
            send(new Pdu.BindResp(bind.sequence(), bind.type(), status, "", List.of()));
            if (!isBound()) {
                // some clients lose the answer when the end of the connection follows at once
                refused = true;
                var _ =
                        loop.eventLoop()
                                .schedule(
                                        () ->
                                                finish(
                                                        CloseReason.Kind.CLOSED_BY_US,
                                                        "the bind was refused"),
                                        REFUSED_WAIT_MILLIS,
                                        TimeUnit.MILLISECONDS);
            }
            return;
        }
        systemId = bind.systemId();
        bindType = bind.type();
        send(
                new Pdu.BindResp(
                        bind.sequence(),
                        bind.type(),
                        SmppStatus.ESME_ROK,
                        settings.systemId(),
                        bind.interfaceVersion() < SessionSettings.VERSION_5_0
                                ? VERSION_3_4
                                : VERSION_5_0));
        bound();
        handler.bound(session);
    }

    @Override
    void writeAnswer(PduWriter writer, int sequence, int status, String messageId) {
        writer.submitResponse(sequence, status, messageId);
    }

    @Override
    void requestAnswered(long token, int status, String messageId) {
        handler.deliverAnswered(session, token, status);
    }

    @Override
    void readBatchEnded() {
        if (isBound()) {
            handler.readBatchEnded(session);
        }
    }

    @Override
    void ended(CloseReason reason, boolean wasBound, long[] unanswered, long[] neverSent) {
        if (wasBound) {
            handler.closed(session, reason, unanswered, neverSent);
        }
    }
}

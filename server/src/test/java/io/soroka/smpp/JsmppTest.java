package io.soroka.smpp;

import static io.soroka.smpp.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Another implementation on the other end, in both roles. */
@Tag("slow")
class JsmppTest {
    private static final TypeOfNumber INTERNATIONAL = TypeOfNumber.INTERNATIONAL;
    private static final NumberingPlanIndicator ISDN = NumberingPlanIndicator.ISDN;

    private final SmppLoop loop = new SmppLoop("test");
    private final SmppClient client = new SmppClient(loop);
    private final Recorder recorder = new Recorder();

    @AfterEach
    void stop() {
        loop.close();
    }

    // ---- our client, their operator

    /** An operator made of the other implementation. */
    private static final class Smsc implements ServerMessageReceiverListener, AutoCloseable {
        final ConcurrentLinkedQueue<SubmitSm> submits = new ConcurrentLinkedQueue<>();
        final CompletableFuture<SMPPServerSession> session = new CompletableFuture<>();
        final AtomicInteger ids = new AtomicInteger();
        final SMPPServerSessionListener listener;
        final int port;

        Smsc() throws IOException {
            try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = probe.getLocalPort();
            }
            listener = new SMPPServerSessionListener(port);
            listener.setPduProcessorDegree(4);
            listener.setQueueCapacity(10_000);
            Thread.ofPlatform().daemon().start(this::serve);
        }

        private void serve() {
            try {
                while (true) {
                    SMPPServerSession accepted = listener.accept();
                    accepted.setMessageReceiverListener(this);
                    BindRequest bind = accepted.waitForBind(20_000);
                    if (bind.getPassword().equals("secret")) {
                        bind.accept("jsmpp");
                        session.complete(accepted);
                    } else {
                        bind.reject(0x0E);
                    }
                }
            } catch (Exception closed) {
                session.completeExceptionally(closed);
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
            if (session.isDone() && !session.isCompletedExceptionally()) {
                session.join().close();
            }
        }

        @Override
        public SubmitSmResult onAcceptSubmitSm(SubmitSm submit, SMPPServerSession source)
                throws ProcessRequestException {
            submits.add(submit);
            if (submit.getDestAddress().endsWith("9")) {
                throw new ProcessRequestException("no such number", 0x0B);
            }
            try {
                return new SubmitSmResult(
                        new MessageId(Integer.toHexString(ids.incrementAndGet())),
                        new OptionalParameter[0]);
            } catch (PDUStringException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti s, SMPPServerSession source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public QuerySmResult onAcceptQuerySm(QuerySm q, SMPPServerSession source)
                throws ProcessRequestException {
            assertThat(q.getSourceAddr()).isEqualTo("SOROKA");
            assertThat(q.getSourceAddrTon()).isEqualTo((byte) 5);
            if (!q.getMessageId().equals("1a")) {
                throw new ProcessRequestException("never heard of it", 0x67);
            }
            return new QuerySmResult(
                    "261126120100000+", org.jsmpp.bean.MessageState.REJECTED, (byte) 9);
        }

        @Override
        public void onAcceptReplaceSm(ReplaceSm r, SMPPServerSession source) {}

        @Override
        public void onAcceptCancelSm(CancelSm c, SMPPServerSession source) {}

        @Override
        public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm b, SMPPServerSession source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onAcceptCancelBroadcastSm(CancelBroadcastSm c, SMPPServerSession source) {}

        @Override
        public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
                QueryBroadcastSm q, SMPPServerSession source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm d, Session source) {
            throw new UnsupportedOperationException();
        }
    }

    private SessionSettings.Builder to(Smsc smsc) {
        return SessionSettings.to("127.0.0.1", smsc.port, "severs", "secret");
    }

    @Test
    void ourClientAndTheirOperatorExchangeMessagesAndReceipts() throws Exception {
        try (Smsc smsc = new Smsc()) {
            SmppSession session =
                    client.connect(to(smsc).window(20).build(), recorder).get(20, TimeUnit.SECONDS);
            byte[] text = "Привет, сорока".getBytes(StandardCharsets.UTF_16BE);
            for (int i = 0; i < 500; i++) {
                session.submit(
                        ShortMessage.between(
                                        Address.alphanumeric("SOROKA"),
                                        Address.international("7999" + (1000 + i)))
                                .registeredDelivery(1)
                                .dataCoding(8)
                                .validity("000001000000000R")
                                .text(text)
                                .tlvs(Tlv.ofShort(Tlv.USER_MESSAGE_REFERENCE, i))
                                .build(),
                        i);
            }
            eventually("all answered", () -> recorder.answers.size() == 500);
            assertThat(recorder.anyTwice()).isFalse();
            assertThat(recorder.answers)
                    .allSatisfy(a ->
                            assertThat(a.status())
                                    .isEqualTo(
                                            a.token() % 10 == 9 ? SmppStatus.ESME_RINVDSTADR : 0));
            assertThat(
                            recorder.answers.stream()
                                    .map(Recorder.Answer::messageId)
                                    .filter(id -> !id.isEmpty())
                                    .distinct())
                    .hasSize(450);
            SubmitSm theirs = smsc.submits.peek();
            assertThat(new String(theirs.getShortMessage(), StandardCharsets.UTF_16BE))
                    .isEqualTo("Привет, сорока");
            assertThat(theirs.getSourceAddr()).isEqualTo("SOROKA");
            assertThat(theirs.getSourceAddrTon()).isEqualTo((byte) 5);
            assertThat(theirs.getDataCoding()).isEqualTo((byte) 8);
            assertThat(theirs.getValidityPeriod()).isEqualTo("000001000000000R");

            String receipt =
                    "id:1a sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 text:";
            smsc.session
                    .get()
                    .deliverShortMessage(
                            "",
                            INTERNATIONAL,
                            ISDN,
                            "79991000",
                            TypeOfNumber.ALPHANUMERIC,
                            NumberingPlanIndicator.UNKNOWN,
                            "SOROKA",
                            new ESMClass(0x04),
                            (byte) 0,
                            (byte) 0,
                            new RegisteredDelivery(0),
                            new RawDataCoding((byte) 0),
                            receipt.getBytes(StandardCharsets.US_ASCII),
                            new OptionalParameter.Message_state((byte) 2),
                            new OptionalParameter.Receipted_message_id("1a"));
            ShortMessage delivered = recorder.deliveries.poll().message();
            assertThat(Receipt.parse(delivered))
                    .satisfies(r -> {
                        assertThat(r.messageId()).isEqualTo("1a");
                        assertThat(r.state()).isEqualTo(Receipt.State.DELIVERED);
                    });

            recorder.answerStatus = SmppStatus.ESME_RMSGQFUL;
            assertThatThrownBy(() ->
                            smsc.session
                                    .get()
                                    .deliverShortMessage(
                                            "",
                                            INTERNATIONAL,
                                            ISDN,
                                            "79991000",
                                            INTERNATIONAL,
                                            ISDN,
                                            "7900",
                                            new ESMClass(),
                                            (byte) 0,
                                            (byte) 0,
                                            new RegisteredDelivery(0),
                                            new RawDataCoding((byte) 0),
                                            new byte[] {'h', 'i'}))
                    .isInstanceOfSatisfying(
                            NegativeResponseException.class,
                            e ->
                                    assertThat(e.getCommandStatus())
                                            .isEqualTo(SmppStatus.ESME_RMSGQFUL));

            session.unbind();
            eventually("closed", recorder::isClosed);
            assertThat(recorder.closes.getFirst().detail()).isEqualTo("the session was unbound");
        }
    }

    @Test
    void theirOperatorAnswersOurEnquiriesAndRefusesAWrongPassword() throws Exception {
        try (Smsc smsc = new Smsc()) {
            var wrong = SessionSettings.to("127.0.0.1", smsc.port, "severs", "guess").build();
            assertThatThrownBy(() -> client.connect(wrong, recorder).get(20, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(BindRefusedException.class);
            client.connect(
                            to(smsc).bindType(BindType.RECEIVER)
                                    .enquireInterval(Duration.ofMillis(50))
                                    .responseTimeout(Duration.ofMillis(400))
                                    .build(),
                            recorder)
                    .get(20, TimeUnit.SECONDS);
            long first = smsc.session.get().getLastActivityTimestamp();
            // their time stamp moves with every enquiry of ours
            eventually(
                    "ten enquiries' time",
                    () -> smsc.session.join().getLastActivityTimestamp() > first + 1000);
            assertThat(recorder.isClosed()).isFalse();
        }
    }

    @Test
    void theirOperatorIsAskedAboutAMessage() throws Exception {
        try (Smsc smsc = new Smsc()) {
            SmppSession session =
                    client.connect(to(smsc).build(), recorder).get(20, TimeUnit.SECONDS);
            Address sender = Address.alphanumeric("SOROKA");
            session.query("unknown", sender, 7);
            session.query("1a", sender, 8);
            eventually("answered", () -> !recorder.queries.isEmpty());
            assertThat(recorder.queries)
                    .containsExactly(
                            new Recorder.Queried(
                                    8,
                                    new Receipt(
                                            "1a",
                                            Receipt.State.REJECTED,
                                            "9",
                                            java.time.LocalDateTime.of(2026, 11, 26, 12, 1))));
        }
    }

    @Test
    void theirOperatorDeliversInDataSm() throws Exception {
        try (Smsc smsc = new Smsc()) {
            client.connect(to(smsc).bindType(BindType.RECEIVER).build(), recorder)
                    .get(20, TimeUnit.SECONDS);
            var _ =
                    smsc.session
                            .get()
                            .dataShortMessage(
                                    "",
                                    INTERNATIONAL,
                                    ISDN,
                                    "79991000",
                                    TypeOfNumber.ALPHANUMERIC,
                                    NumberingPlanIndicator.UNKNOWN,
                                    "SOROKA",
                                    new ESMClass(0x04),
                                    new RegisteredDelivery(0),
                                    new RawDataCoding((byte) 0),
                                    new OptionalParameter.Message_state((byte) 2),
                                    new OptionalParameter.Receipted_message_id("1a"));
            recorder.answerStatus = SmppStatus.ESME_RMSGQFUL;
            assertThatThrownBy(() ->
                            smsc.session
                                    .get()
                                    .dataShortMessage(
                                            "",
                                            INTERNATIONAL,
                                            ISDN,
                                            "79991001",
                                            INTERNATIONAL,
                                            ISDN,
                                            "7900",
                                            new ESMClass(),
                                            new RegisteredDelivery(0),
                                            new RawDataCoding((byte) 8),
                                            new OptionalParameter.Message_payload(
                                                    "Да".getBytes(StandardCharsets.UTF_16BE))))
                    .isInstanceOfSatisfying(
                            NegativeResponseException.class,
                            e -> assertThat(e.getCommandStatus()).isEqualTo(0x14));
            List<Pdu.DeliverSm> both = List.copyOf(recorder.deliveries);
            assertThat(Receipt.parse(both.get(0).message()))
                    .isEqualTo(new Receipt("1a", Receipt.State.DELIVERED, "", null));
            assertThat(Receipt.parse(both.get(1).message())).isNull();
            assertThat(new String(both.get(1).message().payload(), StandardCharsets.UTF_16BE))
                    .isEqualTo("Да");
        }
    }

    // ---- their client, our server

    @Test
    void theirClientAsksOurServerAboutAMessage() throws Exception {
        try (TestServer server = new TestServer(loop)) {
            SMPPSession session = new SMPPSession();
            session.connectAndBind(
                    "127.0.0.1",
                    server.port(),
                    new BindParameter(
                            org.jsmpp.bean.BindType.BIND_TX,
                            "severs",
                            "secret",
                            "",
                            INTERNATIONAL,
                            ISDN,
                            null));
            QuerySmResult known =
                    session.queryShortMessage("known", INTERNATIONAL, ISDN, "79990000000");
            assertThat(known.getMessageState().name()).isEqualTo("UNDELIVERABLE");
            assertThat(known.getFinalDate()).isEqualTo("261126123000000+");
            assertThat(known.getErrorCode()).isEqualTo((byte) 27);
            assertThatThrownBy(() ->
                            session.queryShortMessage("other", INTERNATIONAL, ISDN, "79990000000"))
                    .isInstanceOfSatisfying(
                            NegativeResponseException.class,
                            e -> assertThat(e.getCommandStatus()).isEqualTo(0x67));
            session.unbindAndClose();
        }
    }

    private static final class Esme implements MessageReceiverListener {
        final ConcurrentLinkedQueue<DeliverSm> deliveries = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean refused = new AtomicBoolean();

        // Their client calls this from several threads at once.
        @Override
        public void onAcceptDeliverSm(DeliverSm deliver) throws ProcessRequestException {
            deliveries.add(deliver);
            if (refused.compareAndSet(false, true)) {
                throw new ProcessRequestException("later, please", 0x14);
            }
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification a) {}

        @Override
        public DataSmResult onAcceptDataSm(DataSm d, Session source) {
            throw new UnsupportedOperationException();
        }
    }

    private static SubmitSmResult submit(SMPPSession session, String number, byte[] text)
            throws Exception {
        return session.submitShortMessage(
                "CMT",
                TypeOfNumber.ALPHANUMERIC,
                NumberingPlanIndicator.UNKNOWN,
                "SOROKA",
                INTERNATIONAL,
                ISDN,
                number,
                new ESMClass(),
                (byte) 0,
                (byte) 1,
                null,
                null,
                new RegisteredDelivery(1),
                (byte) 0,
                new RawDataCoding((byte) 8),
                (byte) 0,
                text);
    }

    @Test
    void theirClientSubmitsToOurServerAndTakesReceipts() throws Exception {
        try (TestServer server = new TestServer(loop)) {
            Esme esme = new Esme();
            SMPPSession session = new SMPPSession();
            session.setMessageReceiverListener(esme);
            session.setTransactionTimer(20_000);
            String operator =
                    session.connectAndBind(
                            "127.0.0.1",
                            server.port(),
                            new BindParameter(
                                    org.jsmpp.bean.BindType.BIND_TRX,
                                    "severs",
                                    "secret",
                                    "cp",
                                    INTERNATIONAL,
                                    ISDN,
                                    null));
            assertThat(operator).isEqualTo("soroka");
            for (int i = 0; i < 50; i++) {
                byte[] text = ("Заказ " + i).getBytes(StandardCharsets.UTF_16BE);
                assertThat(submit(session, "7999" + i, text).getMessageId()).isEqualTo("m7999" + i);
            }
            ShortMessage ours = server.submits.peek().message();
            assertThat(new String(ours.text(), StandardCharsets.UTF_16BE)).isEqualTo("Заказ 0");
            assertThat(ours.serviceType()).isEqualTo("CMT");
            assertThat(ours.source()).isEqualTo(Address.alphanumeric("SOROKA"));
            assertThat(ours.destination()).isEqualTo(Address.international("79990"));
            assertThat(ours.registeredDelivery()).isEqualTo(1);
            assertThat(ours.dataCoding()).isEqualTo(8);

            server.answerStatus = SmppStatus.ESME_RTHROTTLED;
            assertThatThrownBy(() -> submit(session, "79991", new byte[0]))
                    .isInstanceOfSatisfying(
                            NegativeResponseException.class,
                            e -> assertThat(e.getCommandStatus()).isEqualTo(0x58));

            String receipt =
                    "id:%d sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 text:";
            for (int i = 0; i < 20; i++) {
                server.sessions
                        .getFirst()
                        .deliver(
                                ShortMessage.between(
                                                Address.international("79990"),
                                                Address.alphanumeric("SOROKA"))
                                        .esmClass(ShortMessage.ESM_RECEIPT)
                                        .text(
                                                receipt.formatted(i)
                                                        .getBytes(StandardCharsets.US_ASCII))
                                        .build(),
                                i);
            }
            eventually("all answered", () -> server.deliverAnswers.size() == 20);
            assertThat(server.deliverAnswers).filteredOn(a -> a[1] == 0x14).hasSize(1);
            DeliverSm theirs = esme.deliveries.peek();
            assertThat(theirs.isSmscDeliveryReceipt()).isTrue();
            assertThat(theirs.getShortMessageAsDeliveryReceipt().getFinalStatus().name())
                    .isEqualTo("DELIVRD");

            session.unbindAndClose();
            eventually("unbound", () -> !server.closes.isEmpty());
            assertThat(server.closes.getFirst().kind()).isEqualTo(CloseReason.Kind.UNBOUND_BY_PEER);
        }
    }

    @Test
    void theirClientAnswersOurEnquiriesAndHearsOfAWrongPassword() throws Exception {
        ServerSettings quick =
                new ServerSettings(
                        "soroka",
                        10,
                        100,
                        5,
                        Duration.ofMillis(60),
                        Duration.ofMillis(400),
                        Duration.ofSeconds(10));
        try (TestServer server = new TestServer(loop, quick)) {
            SMPPSession refused = new SMPPSession();
            assertThatThrownBy(() ->
                            refused.connectAndBind(
                                    "127.0.0.1",
                                    server.port(),
                                    new BindParameter(
                                            org.jsmpp.bean.BindType.BIND_TX,
                                            "severs",
                                            "guess",
                                            "",
                                            INTERNATIONAL,
                                            ISDN,
                                            null)))
                    .hasMessageContaining("0000000e");
            SMPPSession session = new SMPPSession();
            session.setEnquireLinkTimer(600_000);
            session.connectAndBind(
                    "127.0.0.1",
                    server.port(),
                    new BindParameter(
                            org.jsmpp.bean.BindType.BIND_RX,
                            "severs",
                            "secret",
                            "",
                            INTERNATIONAL,
                            ISDN,
                            null));
            long first = session.getLastActivityTimestamp();
            eventually("many enquiries", () -> session.getLastActivityTimestamp() > first + 1000);
            assertThat(server.closes).isEmpty();
            assertThat(server.sessions)
                    .extracting(ServerSession::bindType)
                    .isEqualTo(List.of(BindType.RECEIVER));
            session.unbindAndClose();
            eventually("unbound", () -> !server.closes.isEmpty());
        }
    }
}

package io.soroka.smpp;

import static io.soroka.smpp.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.testing.Aside;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Peers that send rubbish, nothing, or too much, over raw sockets. */
@Tag("slow")
class HostilePeerTest {
    private final SmppLoop loop = new SmppLoop("test");
    private final SmppClient client = new SmppClient(loop);
    private final Recorder recorder = new Recorder();

    @AfterEach
    void stop() {
        loop.close();
    }

    private static final ServerSettings QUICK =
            new ServerSettings(
                    "test",
                    10,
                    100,
                    50,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Duration.ofMillis(300));

    private static final byte[] BIND =
            PduTest.encode(
                    new Pdu.Bind(1, BindType.TRANSCEIVER, "severs", "secret", "", 0x34, 0, 0, ""));

    private static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static Socket openBound(int port) throws Exception {
        Socket socket = open(port);
        socket.getOutputStream().write(BIND);
        assertThat(read(socket))
                .isInstanceOfSatisfying(Pdu.BindResp.class, r -> assertThat(r.status()).isZero());
        return socket;
    }

    private static Pdu read(Socket socket) throws Exception {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int length = in.readInt();
        byte[] frame = new byte[length];
        in.readFully(frame, 4, length - 4);
        return PduTest.decode(frame);
    }

    private static void assertEnd(InputStream in) throws IOException {
        try {
            assertThat(in.read()).isEqualTo(-1);
        } catch (java.net.SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Test
    void impossibleLengthsEndTheConnection() throws Exception {
        try (TestServer server = new TestServer(loop)) {
            for (String length :
                    new String[] {
                        "7FFFFFFF", "FFFFFFFF", "80000000", "00010001", "0000000F", "00000000"
                    }) {
                try (Socket socket = openBound(server.port())) {
                    socket.getOutputStream()
                            .write(PduTest.hex(length + "00000004 00000000 00000001"));
                    assertThat(read(socket))
                            .as(length)
                            .isEqualTo(new Pdu.GenericNack(0, SmppStatus.ESME_RINVCMDLEN));
                    assertEnd(socket.getInputStream());
                }
            }
            eventually("all closed", () -> server.closes.size() == 6);
            assertThat(server.closes)
                    .allSatisfy(
                            c -> assertThat(c.kind()).isEqualTo(CloseReason.Kind.PROTOCOL_ERROR));
        }
    }

    @Test
    void randomBytesEndCleanlyAndTheServerGoesOn() throws Exception {
        try (TestServer server = new TestServer(loop, QUICK)) {
            Random random = new Random(42);
            for (int i = 0; i < 60; i++) {
                try (Socket socket = i % 2 == 0 ? open(server.port()) : openBound(server.port())) {
                    byte[] rubbish = new byte[1 + random.nextInt(3000)];
                    random.nextBytes(rubbish);
                    if (i % 3 == 0 && rubbish.length > 16) {
                        // a believable frame around the rubbish
                        System.arraycopy(
                                PduTest.hex("00000000 00000004 00000000 00000001"),
                                0,
                                rubbish,
                                0,
                                16);
                        rubbish[2] = (byte) (rubbish.length >> 8);
                        rubbish[3] = (byte) rubbish.length;
                    }
                    socket.getOutputStream().write(rubbish);
                    socket.shutdownOutput();
                    InputStream in = socket.getInputStream();
                    try {
                        while (in.read() >= 0) {
                            assertThat(socket.isConnected()).isTrue();
                        }
                    } catch (java.net.SocketException reset) {
                        assertThat(reset).hasMessageContaining("reset");
                    }
                }
            }
            try (Socket socket = openBound(server.port())) {
                socket.getOutputStream().write(PduTest.encode(new Pdu.EnquireLink(2)));
                assertThat(read(socket)).isEqualTo(new Pdu.EnquireLinkResp(2));
            }
        }
    }

    @Test
    void aBoundPeerIsToldWhatWasWrongAndMayGoOn() throws Exception {
        try (TestServer server = new TestServer(loop);
                Socket socket = openBound(server.port())) {
            var out = socket.getOutputStream();
            out.write(PduTest.hex("00000010 00000008 00000000 00000005"));
            assertThat(read(socket)).isEqualTo(new Pdu.GenericNack(5, SmppStatus.ESME_RINVCMDID));
            out.write(PduTest.hex("00000012 00000004 00000000 00000006 4142"));
            assertThat(read(socket)).isEqualTo(new Pdu.GenericNack(6, SmppStatus.ESME_RINVCMDLEN));
            out.write(PduTest.encode(new Pdu.DeliverSm(7, message())));
            assertThat(read(socket)).isEqualTo(new Pdu.GenericNack(7, SmppStatus.ESME_RINVCMDID));
            out.write(BIND);
            assertThat(read(socket))
                    .isInstanceOfSatisfying(
                            Pdu.BindResp.class,
                            r -> assertThat(r.status()).isEqualTo(SmppStatus.ESME_RALYBND));
            // answers to nothing, and a response of unknown kind, are passed over
            out.write(PduTest.encode(new Pdu.DeliverSmResp(99, 0)));
            out.write(PduTest.encode(new Pdu.GenericNack(0, 3)));
            out.write(PduTest.encode(new Pdu.SubmitSmResp(3, 0, "x", java.util.List.of())));
            out.write(PduTest.encode(new Pdu.UnbindResp(3, 0)));
            out.write(PduTest.hex("00000010 80000103 00000000 00000005"));
            out.write(PduTest.encode(new Pdu.SubmitSm(8, message())));
            assertThat(read(socket))
                    .isEqualTo(new Pdu.SubmitSmResp(8, 0, "m79990000001", java.util.List.of()));
            assertThat(server.deliverAnswers).isEmpty();
            out.write(PduTest.encode(new Pdu.Unbind(9)));
            assertThat(read(socket)).isEqualTo(new Pdu.UnbindResp(9, 0));
            assertEnd(socket.getInputStream());
        }
    }

    @Test
    void oneByteAtATimeIsReadAllTheSame() throws Exception {
        try (TestServer server = new TestServer(loop);
                Socket socket = openBound(server.port())) {
            socket.setTcpNoDelay(true);
            for (byte b : PduTest.encode(new Pdu.SubmitSm(2, message()))) {
                socket.getOutputStream().write(b);
            }
            assertThat(read(socket)).isInstanceOf(Pdu.SubmitSmResp.class);
            byte[] large =
                    PduTest.encode(
                            new Pdu.SubmitSm(
                                    3,
                                    ShortMessage.between(
                                                    Address.NONE,
                                                    Address.international("79990000001"))
                                            .tlvs(new Tlv(Tlv.MESSAGE_PAYLOAD, new byte[64_000]))
                                            .build()));
            for (int i = 0; i < 20; i++) {
                socket.getOutputStream().write(large);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(read(socket)).isInstanceOf(Pdu.SubmitSmResp.class);
            }
        }
    }

    @Test
    void withoutBindNothingIsTakenAndTimeRunsOut() throws Exception {
        try (TestServer server = new TestServer(loop, QUICK);
                Socket socket = open(server.port())) {
            socket.getOutputStream().write(PduTest.encode(new Pdu.SubmitSm(1, message())));
            assertThat(read(socket))
                    .isEqualTo(
                            new Pdu.SubmitSmResp(
                                    1, SmppStatus.ESME_RINVBNDSTS, "", java.util.List.of()));
            assertEnd(socket.getInputStream());
            assertThat(server.submits).isEmpty();
        }
    }

    @Test
    void aRefusedClientGetsNoSecondGuess() throws Exception {
        try (TestServer server = new TestServer(loop);
                Socket socket = open(server.port())) {
            socket.getOutputStream()
                    .write(
                            PduTest.encode(
                                    new Pdu.Bind(
                                            1,
                                            BindType.TRANSCEIVER,
                                            "severs",
                                            "guess",
                                            "",
                                            0x34,
                                            0,
                                            0,
                                            "")));
            assertThat(read(socket))
                    .isInstanceOfSatisfying(
                            Pdu.BindResp.class,
                            r -> assertThat(r.status()).isEqualTo(SmppStatus.ESME_RINVPASWD));
            socket.getOutputStream().write(BIND);
            assertEnd(socket.getInputStream());
            assertThat(server.sessions).isEmpty();
        }
    }

    @Test
    void anUnreadableBindEndsTheConnection() throws Exception {
        try (TestServer server = new TestServer(loop);
                Socket socket = open(server.port())) {
            socket.getOutputStream().write(PduTest.hex("00000012 00000009 00000000 00000001 4142"));
            assertEnd(socket.getInputStream());
        }
    }

    // ---- the other way round: a client of ours and an operator that misbehaves

    /** Accepts one client, lets it bind, then hands the socket to the test. */
    private CompletableFuture<Socket> operator(ServerSocket listening, boolean bind) {
        return Aside.get(() -> {
            try {
                Socket socket = listening.accept();
                socket.setSoTimeout(20_000);
                Pdu.Bind request = (Pdu.Bind) read(socket);
                if (bind) {
                    socket.getOutputStream()
                            .write(
                                    PduTest.encode(
                                            new Pdu.BindResp(
                                                    request.sequence(),
                                                    request.type(),
                                                    0,
                                                    "op",
                                                    java.util.List.of())));
                }
                return socket;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private SessionSettings.Builder to(ServerSocket listening) {
        return SessionSettings.to("127.0.0.1", listening.getLocalPort(), "severs", "secret");
    }

    @Test
    void aSilentLineIsFoundByEnquireLink() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> operator = operator(listening, true);
            client.connect(
                            to(listening)
                                    .enquireInterval(Duration.ofMillis(100))
                                    .responseTimeout(Duration.ofMillis(300))
                                    .build(),
                            recorder)
                    .get(20, TimeUnit.SECONDS);
            try (Socket socket = operator.get()) {
                // answered, the session lives on and asks again
                for (int i = 0; i < 3; i++) {
                    Pdu enquiry = read(socket);
                    assertThat(enquiry).isInstanceOf(Pdu.EnquireLink.class);
                    assertThat(recorder.isClosed()).isFalse();
                    socket.getOutputStream()
                            .write(PduTest.encode(new Pdu.EnquireLinkResp(enquiry.sequence())));
                }
                eventually("closed", recorder::isClosed);
                assertThat(recorder.closeKind()).isEqualTo(CloseReason.Kind.LINK_SILENT);
            }
        }
    }

    @Test
    void anOperatorThatNeverAnswersTheBind() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> operator = operator(listening, false);
            assertThatThrownBy(() ->
                            client.connect(
                                            to(listening)
                                                    .responseTimeout(Duration.ofMillis(150))
                                                    .build(),
                                            recorder)
                                    .get(20, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer the bind");
            operator.get().close();
        }
    }

    @Test
    void anOperatorThatHangsUpBeforeTheBind() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> operator = operator(listening, false);
            var connecting = client.connect(to(listening).build(), recorder);
            operator.get().close();
            assertThatThrownBy(() -> connecting.get(20, TimeUnit.SECONDS))
                    .hasMessageContaining("closed the connection");
        }
    }

    @Test
    void unreadableAnswersLeaveTheOutcomeUncertain() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> operator = operator(listening, true);
            SmppSession session =
                    client.connect(to(listening).build(), recorder).get(20, TimeUnit.SECONDS);
            session.submit(message(), 11);
            try (Socket socket = operator.get()) {
                Pdu submit = read(socket);
                // deliver before and generic_nack after it are handled; then a response cut short
                socket.getOutputStream().write(PduTest.encode(new Pdu.DeliverSm(1, message())));
                assertThat(read(socket)).isEqualTo(new Pdu.DeliverSmResp(1, 0));
                socket.getOutputStream().write(PduTest.encode(new Pdu.SubmitSm(2, message())));
                assertThat(read(socket))
                        .isEqualTo(new Pdu.GenericNack(2, SmppStatus.ESME_RINVBNDSTS));
                socket.getOutputStream()
                        .write(
                                PduTest.hex(
                                        "00000012 80000004 00000000 "
                                                + "%08X".formatted(submit.sequence())
                                                + " 4142"));
                eventually("closed", recorder::isClosed);
                assertThat(recorder.closeKind()).isEqualTo(CloseReason.Kind.PROTOCOL_ERROR);
                assertThat(recorder.closes.getFirst().detail()).contains("message_id");
                assertThat(recorder.unanswered).containsExactly(11);
            }
        }
    }

    @Test
    void aNackAnswersTheSubmission() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> operator = operator(listening, true);
            SmppSession session =
                    client.connect(to(listening).build(), recorder).get(20, TimeUnit.SECONDS);
            session.submit(message(), 12);
            try (Socket socket = operator.get()) {
                Pdu submit = read(socket);
                socket.getOutputStream()
                        .write(PduTest.encode(new Pdu.GenericNack(submit.sequence(), 3)));
                // the second answer to the same request changes nothing
                socket.getOutputStream()
                        .write(PduTest.encode(new Pdu.GenericNack(submit.sequence(), 4)));
                eventually("answered", () -> !recorder.answers.isEmpty());
                socket.getOutputStream().write(PduTest.encode(new Pdu.EnquireLink(3)));
                assertThat(read(socket)).isEqualTo(new Pdu.EnquireLinkResp(3));
                assertThat(recorder.answers).containsExactly(new Recorder.Answer(12, 3, ""));
            }
        }
    }

    @Test
    void anOperatorThatDoesNotReadHoldsTheRestInTheQueue() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> operator = operator(listening, true);
            SmppSession session =
                    client.connect(to(listening).window(100_000).build(), recorder)
                            .get(20, TimeUnit.SECONDS);
            ShortMessage large =
                    ShortMessage.between(Address.NONE, Address.NONE)
                            .tlvs(new Tlv(Tlv.MESSAGE_PAYLOAD, new byte[60_000]))
                            .build();
            for (int i = 0; i < 1000; i++) {
                session.submit(large, i);
            }
            Socket socket = operator.get();
            assertThat(session.inFlight()).isLessThan(1000);
            socket.close();
            eventually("closed", recorder::isClosed);
            assertThat(recorder.unanswered.length + recorder.neverSent.length).isEqualTo(1000);
            assertThat(recorder.neverSent).hasSizeGreaterThan(500).endsWith(999);
        }
    }

    private static ShortMessage message() {
        return ShortMessage.between(
                        Address.alphanumeric("SOROKA"), Address.international("79990000001"))
                .text(new byte[] {'h', 'i'})
                .build();
    }
}

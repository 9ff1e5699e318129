package io.soroka.smpp;

import static io.soroka.smpp.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Our client and our server, over the loopback. */
class SessionTest {
    private final SmppLoop clientLoop = new SmppLoop("test-client");
    private final SmppLoop serverLoop = new SmppLoop("test-server");
    private final SmppClient client = new SmppClient(clientLoop);
    private final Recorder recorder = new Recorder();

    @AfterEach
    void stop() {
        client.close();
        clientLoop.close();
        serverLoop.close();
    }

    private static SessionSettings.Builder to(TestServer server) {
        return SessionSettings.to("127.0.0.1", server.port(), "severs", "secret");
    }

    private SmppSession connect(SessionSettings.Builder settings) throws Exception {
        return client.connect(settings.build(), recorder).get(20, TimeUnit.SECONDS);
    }

    private static ShortMessage message(long number) {
        return ShortMessage.between(
                        Address.alphanumeric("SOROKA"), Address.international("7" + number))
                .registeredDelivery(1)
                .text("Hello".getBytes(StandardCharsets.US_ASCII))
                .build();
    }

    @Test
    void everySubmissionIsAnsweredOnceWithItsOwnId() throws Exception {
        try (TestServer server = new TestServer(serverLoop)) {
            SmppSession session = connect(to(server).window(50));
            for (int i = 0; i < 5000; i++) {
                assertThat(session.submit(message(i), i)).isTrue();
            }
            eventually("all answered", () -> recorder.answers.size() == 5000);
            assertThat(recorder.answers)
                    .allSatisfy(a ->
                            assertThat(a)
                                    .isEqualTo(
                                            new Recorder.Answer(a.token(), 0, "m7" + a.token())));
            assertThat(recorder.anyTwice()).isFalse();
            assertThat(server.submits)
                    .extracting(s -> s.message().destination().value())
                    .containsExactlyElementsOf(
                            LongStream.range(0, 5000).mapToObj(i -> "7" + i).toList());
            assertThat(recorder.batches.get()).as("many answers a batch").isLessThan(4000);
            assertThat(session.inFlight()).isZero();
            assertThat(session.waiting()).isZero();
            assertThat(session).hasToString("SmppSession[severs@127.0.0.1:" + server.port() + "]");
        }
    }

    @Test
    void severalThreadsMaySubmit() throws Exception {
        try (TestServer server = new TestServer(serverLoop)) {
            SmppSession session = connect(to(server).window(500));
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int base = t * 10_000;
                threads.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    for (int i = 0; i < 3000; i++) {
                                        session.submit(message(base + i), base + i);
                                    }
                                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            eventually("all answered", () -> recorder.answers.size() == 12_000);
            assertThat(recorder.anyTwice()).isFalse();
        }
    }

    @Test
    void theWindowHoldsAndTheRestIsHandedBackAsNeverSent() throws Exception {
        try (TestServer server = new TestServer(serverLoop)) {
            server.answering = false;
            SmppSession session = connect(to(server).window(7));
            for (int i = 0; i < 20; i++) {
                session.submit(message(i), 100 + i);
            }
            eventually(
                    "the window is full",
                    () -> server.submits.size() == 7 && session.inFlight() == 7);
            assertThat(session.waiting()).isEqualTo(13);

            // answers out of order make room for the next ones in order
            List<Pdu.SubmitSm> first = List.copyOf(server.submits);
            server.answer(server.sessions.getFirst(), first.get(5));
            server.answer(server.sessions.getFirst(), first.get(2));
            eventually("two more went out", () -> server.submits.size() == 9);
            eventually("counted", () -> session.inFlight() == 7 && session.waiting() == 11);

            server.sessions.getFirst().close();
            eventually("closed", recorder::isClosed);
            assertThat(recorder.closeKind()).isEqualTo(CloseReason.Kind.CONNECTION_LOST);
            assertThat(recorder.answers)
                    .extracting(Recorder.Answer::token)
                    .containsExactly(105L, 102L);
            assertThat(recorder.unanswered).containsExactly(100, 101, 103, 104, 106, 107, 108);
            assertThat(recorder.neverSent).containsExactly(LongStream.range(109, 120).toArray());
            assertThat(session.submit(message(1), 1)).as("after the end").isFalse();
            assertThat(session.inFlight() + session.waiting()).isZero();
            session.answerDeliver(1, 0);
        }
    }

    @Test
    void everyTokenComesBackExactlyOnceWhereverTheConnectionBreaks() throws Exception {
        try (TestServer server = new TestServer(serverLoop)) {
            for (int round = 0; round < 20; round++) {
                Recorder mine = new Recorder();
                SmppSession session =
                        client.connect(to(server).window(20).build(), mine)
                                .get(20, TimeUnit.SECONDS);
                int breakAt = server.submits.size() + 50 * round;
                Set<Long> taken = new HashSet<>();
                Thread breaker =
                        Thread.ofPlatform()
                                .start(() -> {
                                    while (server.submits.size() < breakAt) {
                                        Thread.onSpinWait();
                                    }
                                    server.sessions.getLast().close();
                                });
                for (long i = 0; i < 3000; i++) {
                    if (session.submit(message(i), i)) {
                        taken.add(i);
                    }
                }
                breaker.join();
                eventually("closed", mine::isClosed);
                List<Long> back = new ArrayList<>();
                mine.answers.forEach(a -> back.add(a.token()));
                LongStream.of(mine.unanswered).forEach(back::add);
                LongStream.of(mine.neverSent).forEach(back::add);
                assertThat(back).hasSize(taken.size()).containsAll(taken);
                assertThat(mine.unanswered.length).isLessThanOrEqualTo(20);
            }
        }
    }

    @Test
    void aRefusedSubmissionBringsItsStatus() throws Exception {
        try (TestServer server = new TestServer(serverLoop)) {
            server.answerStatus = SmppStatus.ESME_RTHROTTLED;
            connect(to(server)).submit(message(1), 5);
            eventually("answered", () -> !recorder.answers.isEmpty());
            assertThat(recorder.answers).containsExactly(new Recorder.Answer(5, 0x58, ""));
        }
    }

    @Test
    void deliveriesAreAnsweredLaterFromAnotherThreadAlsoInBulk() throws Exception {
        try (TestServer server = new TestServer(serverLoop)) {
            recorder.answering = false;
            SmppSession session = connect(to(server));
            ServerSession peer = server.sessions.getFirst();
            for (int i = 0; i < 150; i++) {
                assertThat(peer.deliver(message(i), i)).isTrue();
            }
            eventually("a window of 100 arrived", () -> recorder.deliveries.size() == 100);
            assertThat(peer.inFlight()).isEqualTo(100);
            assertThat(peer.waiting()).isEqualTo(50);
            assertThat(server.deliverAnswers).isEmpty();

            int[] sequences =
                    recorder.deliveries.stream().mapToInt(Pdu.DeliverSm::sequence).toArray();
            session.answerDeliver(sequences[0], SmppStatus.ESME_RMSGQFUL);
            int[] rest = java.util.Arrays.copyOfRange(sequences, 1, 150);
            session.answerDeliver(rest, 99);
            eventually("the rest arrived", () -> recorder.deliveries.size() == 150);
            assertThat(server.deliverAnswers).hasSize(100).first().isEqualTo(new long[] {0, 0x14});

            session.close();
            eventually("closed", () -> !server.closes.isEmpty());
            assertThat(server.closedUnanswered).hasSize(50);
            assertThat(recorder.closeKind()).isEqualTo(CloseReason.Kind.CLOSED_BY_US);
        }
    }

    @Test
    void wrongPasswordAndUnknownAccountAreNamed() throws Exception {
        try (TestServer server = new TestServer(serverLoop)) {
            var wrong = SessionSettings.to("127.0.0.1", server.port(), "severs", "guess").build();
            assertThatThrownBy(() -> client.connect(wrong, recorder).get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            BindRefusedException.class, e -> assertThat(e.status()).isEqualTo(0x0E))
                    .hasMessageContaining("ESME_RINVPASWD (0x0E)");
            var unknown =
                    SessionSettings.to("127.0.0.1", server.port(), "nobody", "secret").build();
            assertThatThrownBy(() -> client.connect(unknown, recorder).get(20, TimeUnit.SECONDS))
                    .hasMessageContaining("ESME_RINVSYSID");
            assertThat(recorder.isClosed()).as("never bound, so never closed").isFalse();
        }
    }

    @Test
    void nobodyListening() throws Exception {
        int port;
        try (TestServer server = new TestServer(serverLoop)) {
            port = server.port();
        }
        var settings = SessionSettings.to("127.0.0.1", port, "severs", "secret").build();
        assertThatThrownBy(() -> client.connect(settings, recorder).get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no connection to 127.0.0.1:" + port);
    }

    @Test
    void unbindWaitsForWhatIsInFlight() throws Exception {
        try (TestServer server = new TestServer(serverLoop)) {
            server.answering = false;
            SmppSession session = connect(to(server).window(3));
            for (int i = 0; i < 5; i++) {
                session.submit(message(i), i);
            }
            eventually("three on the wire", () -> server.submits.size() == 3);
            session.unbind();
            eventually("no more taken", () -> !session.submit(message(9), 9));
            server.submits.forEach(s -> server.answer(server.sessions.getFirst(), s));
            eventually("closed", recorder::isClosed);
            assertThat(recorder.closeKind()).isEqualTo(CloseReason.Kind.CLOSED_BY_US);
            assertThat(recorder.answers).hasSize(3);
            assertThat(recorder.unanswered).isEmpty();
            assertThat(recorder.neverSent).startsWith(3, 4);
            eventually("the server heard unbind", () -> !server.closes.isEmpty());
            assertThat(server.closes.getFirst().kind()).isEqualTo(CloseReason.Kind.UNBOUND_BY_PEER);
        }
    }

    @Test
    void theServerMayUnbindToo() throws Exception {
        try (TestServer server = new TestServer(serverLoop)) {
            connect(to(server));
            server.sessions.getFirst().unbind();
            eventually("closed", recorder::isClosed);
            assertThat(recorder.closeKind()).isEqualTo(CloseReason.Kind.UNBOUND_BY_PEER);
        }
    }

    @Test
    void aMissingResponseClosesTheSession() throws Exception {
        try (TestServer server = new TestServer(serverLoop)) {
            server.answering = false;
            SmppSession session =
                    connect(to(server).window(1).responseTimeout(Duration.ofMillis(150)));
            session.submit(message(1), 1);
            session.submit(message(2), 2);
            eventually("closed", recorder::isClosed);
            assertThat(recorder.closeKind()).isEqualTo(CloseReason.Kind.RESPONSE_TIMEOUT);
            assertThat(recorder.closes.getFirst().toString()).contains("150 ms");
            assertThat(recorder.unanswered).containsExactly(1);
            assertThat(recorder.neverSent).containsExactly(2);
        }
    }

    @Test
    void readingPausesWhenTheApplicationHasEnoughToAnswer() throws Exception {
        ServerSettings settings =
                new ServerSettings(
                        "test",
                        10,
                        30,
                        5,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10));
        try (TestServer server = new TestServer(serverLoop, settings)) {
            server.answering = false;
            SmppSession session = connect(to(server).window(1000));
            for (int i = 0; i < 500; i++) {
                session.submit(message(i), i);
            }
            eventually("30 handed over", () -> server.submits.size() == 30);
            int answered = 0;
            while (recorder.answers.size() < 500) {
                List<Pdu.SubmitSm> all = List.copyOf(server.submits);
                for (; answered < all.size(); answered++) {
                    server.answer(server.sessions.getFirst(), all.get(answered));
                }
            }
            assertThat(server.mostUnanswered.get()).isEqualTo(30);
            assertThat(recorder.anyTwice()).isFalse();
        }
    }

    @Test
    void aFailingListenerEndsTheSession() throws Exception {
        try (TestServer server = new TestServer(serverLoop)) {
            Recorder failing =
                    new Recorder() {
                        @Override
                        public void delivered(SmppSession session, Pdu.DeliverSm pdu) {
                            throw new IllegalStateException("number 79990000001");
                        }
                    };
            client.connect(to(server).build(), failing).get(20, TimeUnit.SECONDS);
            server.sessions.getFirst().deliver(message(1), 1);
            eventually("closed", failing::isClosed);
            assertThat(failing.closeKind()).isEqualTo(CloseReason.Kind.LISTENER_FAILED);
            assertThat(failing.closes.getFirst().detail())
                    .contains("IllegalStateException")
                    .doesNotContain("7999");
            eventually("the server hears it", () -> server.closedUnanswered.length == 1);
        }
    }

    @Test
    void kindsOfBindAreKept() throws Exception {
        try (TestServer server = new TestServer(serverLoop)) {
            SmppSession receiver = connect(to(server).bindType(BindType.RECEIVER));
            assertThatThrownBy(() -> receiver.submit(message(1), 1))
                    .isInstanceOf(IllegalStateException.class);
            connect(to(server).bindType(BindType.TRANSMITTER));
            ServerSession transmitter = server.sessions.getLast();
            assertThat(transmitter.bindType()).isEqualTo(BindType.TRANSMITTER);
            assertThat(transmitter).hasToString("ServerSession[severs, TRANSMITTER]");
            assertThatThrownBy(() -> transmitter.deliver(message(1), 1))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void moreConnectionsThanAllowedAreClosed() throws Exception {
        ServerSettings settings =
                new ServerSettings(
                        "test",
                        10,
                        30,
                        1,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10));
        try (TestServer server = new TestServer(serverLoop, settings)) {
            connect(to(server));
            assertThatThrownBy(() -> connect(to(server))).cause().isInstanceOf(IOException.class);
        }
    }

    @RepeatedTest(20)
    void closingTheLoopHandsEverythingBack() throws Exception {
        try (TestServer server = new TestServer(serverLoop)) {
            server.answering = false;
            SmppClient own = new SmppClient();
            SmppSession session =
                    own.connect(to(server).window(2).build(), recorder).get(20, TimeUnit.SECONDS);
            session.submit(message(1), 1);
            session.submit(message(2), 2);
            session.submit(message(3), 3);
            eventually("two on the wire", () -> server.submits.size() == 2);
            own.close();
            assertThat(recorder.isClosed()).isTrue();
            assertThat(recorder.closeKind()).isEqualTo(CloseReason.Kind.CLOSED_BY_US);
            assertThat(recorder.unanswered).containsExactly(1, 2);
            assertThat(recorder.neverSent).containsExactly(3);
        }
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        var settings = SessionSettings.to("localhost", 2775, "severs", "secret");
        assertThatThrownBy(() -> settings.window(0).build())
                .hasMessageContaining("window must be from 1 to 100000");
        assertThatThrownBy(() -> SessionSettings.to(" ", 1, "a", "b").build())
                .hasMessageContaining("host");
        assertThatThrownBy(() -> SessionSettings.to("h", 65_536, "a", "b").build())
                .hasMessageContaining("port");
        assertThatThrownBy(() -> SessionSettings.to("h", 1, "1234567890123456", "b").build())
                .hasMessageContaining("systemId may have 15 characters");
        assertThatThrownBy(() ->
                        SessionSettings.to("h", 1, "a", "b")
                                .responseTimeout(Duration.ofMillis(1))
                                .build())
                .hasMessageContaining("responseTimeout must be from 50 ms");
        assertThatThrownBy(() -> ServerSettings.DEFAULTS.withWindow(-1))
                .hasMessageContaining("window");
        SessionSettings defaults = SessionSettings.to("h", 1, "a", "b").build();
        assertThat(defaults.enquireInterval()).hasSeconds(30);
        assertThat(defaults.responseTimeout()).hasSeconds(60);
        assertThat(defaults.bindType()).isEqualTo(BindType.TRANSCEIVER);
    }
}

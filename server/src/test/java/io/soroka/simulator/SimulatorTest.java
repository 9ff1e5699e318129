package io.soroka.simulator;

import static io.soroka.smpp.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.smpp.Address;
import io.soroka.smpp.BindRefusedException;
import io.soroka.smpp.BindType;
import io.soroka.smpp.Pdu;
import io.soroka.smpp.Receipt;
import io.soroka.smpp.Recorder;
import io.soroka.smpp.SessionSettings;
import io.soroka.smpp.ShortMessage;
import io.soroka.smpp.SmppSession;
import io.soroka.smpp.SmppStatus;
import io.soroka.smpp.Tlv;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A client against the simulator, and the simulator's log against what the client saw. */
class SimulatorTest extends SimulatorCase {
    @Test
    void logAndClientAgreePairByPair() throws Exception {
        try (Simulator simulator =
                start(
                        "\"errorShare\": 0.1, \"latency\": {\"minMs\": 0, \"maxMs\": 20}, "
                                + QUICK.formatted("\"failedShare\": 0.25"))) {
            SmppSession session = connect(simulator);
            submit(session, 0, 4000);
            eventually("all answered", () -> recorder.answers.size() == 4000);
            long accepted = recorder.answers.stream().filter(a -> a.status() == 0).count();
            eventually("all receipts", () -> recorder.deliveries.size() == accepted);
            eventually(
                    "all acknowledged", () -> simulator.counts().get("severs").outstanding() == 0);
            Simulator.Counts counts = simulator.counts().get("severs");
            assertThat(counts)
                    .isEqualTo(
                            new Simulator.Counts(
                                    accepted, 4000 - accepted, 0, accepted, accepted, 0, 0, 0));
        }
        Map<String, Recorder.Answer> byId = new HashMap<>();
        Map<Integer, Integer> refused = new HashMap<>();
        for (Recorder.Answer answer : recorder.answers) {
            if (answer.status() == 0) {
                assertThat(byId.put(answer.messageId(), answer)).as("ids are unique").isNull();
            } else {
                refused.merge(answer.status(), 1, Integer::sum);
            }
        }
        assertThat(refused.keySet())
                .containsExactlyInAnyOrder(SmppStatus.ESME_RSUBMITFAIL, SmppStatus.ESME_RINVDSTADR);
        assertThat(4000 - byId.size()).as("about a tenth").isBetween(300, 520);

        List<SimulatorLog.Event> accepted = events(SimulatorLog.Kind.ACCEPTED);
        assertThat(ids(accepted)).hasSize(accepted.size()).isEqualTo(byId.keySet());
        assertThat(accepted)
                .allSatisfy(e -> {
                    long token = byId.get(e.id()).token();
                    assertThat(e.operator()).isEqualTo("severs");
                    assertThat(e.sender()).isEqualTo("SOROKA");
                    assertThat(e.destination()).isEqualTo(Long.toString(79_000_000_000L + token));
                    assertThat(e.part()).isEqualTo("-");
                    assertThat(e.hash())
                            .isEqualTo(
                                    SimulatorLog.hash(
                                            ("text " + token).getBytes(StandardCharsets.US_ASCII)));
                });
        Map<String, Long> statuses =
                events(SimulatorLog.Kind.REFUSED).stream()
                        .collect(
                                Collectors.groupingBy(
                                        SimulatorLog.Event::result, Collectors.counting()));
        assertThat(statuses).containsOnlyKeys("0x45", "0x0b");
        assertThat(statuses.get("0x45")).isEqualTo((long) refused.get(SmppStatus.ESME_RSUBMITFAIL));

        Map<String, String> seen = new HashMap<>();
        receipts(recorder)
                .forEach(r -> assertThat(seen.put(r.messageId(), r.state().text())).isNull());
        Map<String, String> logged = new HashMap<>();
        events(SimulatorLog.Kind.RECEIPT).forEach(e -> logged.put(e.id(), e.result()));
        assertThat(logged).isEqualTo(seen);
        assertThat(ids(events(SimulatorLog.Kind.RECEIPT_ACKNOWLEDGED))).isEqualTo(byId.keySet());
        long failed = seen.values().stream().filter("UNDELIV"::equals).count();
        assertThat((double) failed / seen.size()).isBetween(0.2, 0.3);
        assertThat(recorder.deliveries)
                .allSatisfy(d ->
                        assertThat(d.message().destination())
                                .isEqualTo(Address.alphanumeric("SOROKA")));
    }

    @Test
    void unacknowledgedReceiptsComeAgainAndAcknowledgedOnesNever() throws Exception {
        try (Simulator simulator =
                start("\"window\": 50, " + QUICK.formatted("\"failedShare\": 0"))) {
            recorder.answering = false;
            SmppSession first = connect(simulator);
            submit(first, 0, 300);
            eventually(
                    "a window of receipts",
                    () -> recorder.answers.size() == 300 && recorder.deliveries.size() == 50);
            List<Pdu.DeliverSm> arrived = List.copyOf(recorder.deliveries);
            int[] some = arrived.stream().limit(20).mapToInt(Pdu.DeliverSm::sequence).toArray();
            first.answerDeliver(some, 20);
            eventually(
                    "20 acknowledged",
                    () -> simulator.counts().get("severs").receiptsAcknowledged() == 20);
            first.close();
            eventually("closed", recorder::isClosed);
            Set<String> acknowledged = new HashSet<>();
            arrived.stream()
                    .limit(20)
                    .forEach(d -> acknowledged.add(Receipt.parse(d.message()).messageId()));

            // a transmitter gets none of them
            Recorder deaf = new Recorder();
            SmppSession transmitter = connect(simulator, deaf, BindType.TRANSMITTER);
            submit(transmitter, 300, 310);
            eventually("answered", () -> deaf.answers.size() == 10);

            Recorder second = new Recorder();
            connect(simulator, second, BindType.RECEIVER);
            eventually("the rest", () -> simulator.counts().get("severs").outstanding() == 0);
            assertThat(deaf.deliveries).isEmpty();
            List<String> again = receipts(second).stream().map(Receipt::messageId).toList();
            assertThat(again)
                    .hasSize(290)
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(acknowledged);
        }
        List<SimulatorLog.Event> acks = events(SimulatorLog.Kind.RECEIPT_ACKNOWLEDGED);
        assertThat(acks).hasSize(310);
        assertThat(ids(acks)).isEqualTo(ids(events(SimulatorLog.Kind.ACCEPTED)));
    }

    @Test
    void aReceiptAnsweredWithAnErrorComesAgain() throws Exception {
        try (Simulator simulator = start(QUICK.formatted("\"failedShare\": 0"))) {
            recorder.answerStatus = SmppStatus.ESME_RMSGQFUL;
            submit(connect(simulator), 0, 1);
            eventually("refused", () -> recorder.deliveries.size() == 1);
            recorder.answerStatus = 0;
            eventually("taken", () -> simulator.counts().get("severs").outstanding() == 0);
            assertThat(recorder.deliveries).hasSizeGreaterThan(1);
        }
        assertThat(events(SimulatorLog.Kind.RECEIPT_ACKNOWLEDGED)).hasSize(1);
    }

    @Test
    void repeatedAndLostReceipts() throws Exception {
        try (Simulator simulator =
                start(
                        QUICK.formatted(
                                "\"failedShare\": 0, \"repeatedShare\": 0.5, \"lostShare\": 0.2"))) {
            SmppSession session = connect(simulator);
            submit(session, 0, 1000);
            eventually(
                    "all done",
                    () ->
                            recorder.answers.size() == 1000
                                    && simulator.counts().get("severs").outstanding() == 0);
        }
        Map<String, Long> times =
                receipts(recorder).stream()
                        .collect(Collectors.groupingBy(Receipt::messageId, Collectors.counting()));
        Set<String> lost = ids(events(SimulatorLog.Kind.RECEIPT_LOST));
        assertThat(lost.size()).isBetween(120, 280);
        assertThat(times.keySet()).hasSize(1000 - lost.size()).doesNotContainAnyElementsOf(lost);
        assertThat(times.values()).containsOnly(1L, 2L);
        double twice = times.values().stream().filter(n -> n == 2).count() / (double) times.size();
        assertThat(twice).isBetween(0.4, 0.6);
        assertThat(events(SimulatorLog.Kind.RECEIPT_ACKNOWLEDGED))
                .hasSize(recorder.deliveries.size());
    }

    /**
     * Drawn anew after the first, some of these would come nearly eight seconds after the message.
     */
    @Test
    void aReceiptSentTwiceComesAsLateAsAnyOtherAtTheMost() throws Exception {
        try (Simulator simulator =
                start("\"receipts\": {\"minMs\": 0, \"maxMs\": 4000, \"repeatedShare\": 1.0}")) {
            submit(connect(simulator), 0, 200);
            eventually(
                    "all done",
                    () ->
                            receipts(recorder).size() == 400
                                    && simulator.counts().get("severs").outstanding() == 0);
        }
        Map<String, Long> accepted =
                events(SimulatorLog.Kind.ACCEPTED).stream()
                        .collect(Collectors.toMap(SimulatorLog.Event::id, SimulatorLog.Event::at));
        assertThat(accepted).hasSize(200);
        // The second is kept to a second; two more are for a busy machine.
        assertThat(events(SimulatorLog.Kind.RECEIPT_ACKNOWLEDGED))
                .hasSize(400)
                .allSatisfy(end ->
                        assertThat(end.at() - accepted.get(end.id()))
                                .isLessThan(4_000 + 1_000 + 2_000));
    }

    @Test
    void theThroughputLimitRefusesTheRest() throws Exception {
        try (Simulator simulator = start("\"perSecond\": 50")) {
            SmppSession session = connect(simulator);
            long start = System.nanoTime();
            submit(session, 0, 1000);
            eventually("all answered", () -> recorder.answers.size() == 1000);
            double seconds = (System.nanoTime() - start) / 1e9;
            long accepted = recorder.answers.stream().filter(a -> a.status() == 0).count();
            assertThat(accepted).isBetween(10L, (long) (11 + 50 * seconds));
            assertThat(recorder.answers)
                    .extracting(Recorder.Answer::status)
                    .containsOnly(SmppStatus.ESME_ROK, SmppStatus.ESME_RTHROTTLED);
            // patience helps
            eventually(
                    "a place is free again",
                    () -> {
                        int answers = recorder.answers.size();
                        session.submit(message(1).build(), 1000 + answers);
                        eventually("answered", () -> recorder.answers.size() > answers);
                        return recorder.answers.stream()
                                .anyMatch(a -> a.token() >= 1000 && a.status() == 0);
                    });
        }
    }

    @Test
    void impossiblePartiesAreRefused() throws Exception {
        try (Simulator simulator = start("")) {
            SmppSession session = connect(simulator);
            Address sender = Address.alphanumeric("SOROKA");
            List<Address> wrong =
                    List.of(
                            Address.international("1234"),
                            Address.international("1234567890123456"),
                            Address.international("7999x00000"),
                            Address.international("0999000000"),
                            Address.NONE);
            for (int i = 0; i < wrong.size(); i++) {
                session.submit(ShortMessage.between(sender, wrong.get(i)).build(), i);
            }
            session.submit(
                    ShortMessage.between(Address.NONE, Address.international("79990000001"))
                            .build(),
                    10);
            session.submit(
                    ShortMessage.between(
                                    Address.alphanumeric("a\tb"),
                                    Address.international("79990000001"))
                            .build(),
                    11);
            session.submit(
                    ShortMessage.between(sender, Address.international("+79990000001")).build(),
                    12);
            eventually("all answered", () -> recorder.answers.size() == 8);
        }
        assertThat(recorder.answers)
                .extracting(Recorder.Answer::status)
                .containsExactly(0x0B, 0x0B, 0x0B, 0x0B, 0x0B, 0x0A, 0x0A, 0);
        assertThat(events(SimulatorLog.Kind.REFUSED))
                .hasSize(7)
                .first()
                .extracting(SimulatorLog.Event::destination)
                .isEqualTo("-");
    }

    @Test
    void partsHaveAReceiptEachAndTheWholeIsAnsweredOnce() throws Exception {
        String replies =
                "\"replies\": {\"share\": 1, \"minMs\": 0, \"maxMs\": 10, \"texts\": [\"СТОП\", \"OK\"]}";
        try (Simulator simulator = start(QUICK.formatted("\"failedShare\": 0") + ", " + replies)) {
            SmppSession session = connect(simulator);
            for (int m = 0; m < 100; m++) {
                for (int part = 3; part >= 1; part--) {
                    byte[] text = {5, 0, 3, (byte) m, 3, (byte) part, 'h', 'i', (byte) part};
                    session.submit(
                            message(m).esmClass(ShortMessage.ESM_UDH).text(text).build(),
                            10 * m + part);
                }
            }
            session.submit(
                    message(200)
                            .tlvs(
                                    Tlv.ofShort(Tlv.SAR_MSG_REF_NUM, 700),
                                    Tlv.ofByte(Tlv.SAR_TOTAL_SEGMENTS, 2),
                                    Tlv.ofByte(Tlv.SAR_SEGMENT_SEQNUM, 1))
                            .build(),
                    5000);
            eventually("receipts and replies", () -> recorder.deliveries.size() == 401);
            eventually(
                    "all acknowledged", () -> simulator.counts().get("severs").outstanding() == 0);
        }
        assertThat(receipts(recorder)).hasSize(301);
        List<ShortMessage> replied =
                recorder.deliveries.stream()
                        .map(Pdu.DeliverSm::message)
                        .filter(m -> Receipt.parse(m) == null)
                        .toList();
        assertThat(replied).hasSize(100);
        assertThat(replied.stream().map(m -> m.source().value()).distinct())
                .as("one a message, none for the unfinished")
                .hasSize(100);
        assertThat(replied)
                .allSatisfy(
                        m -> assertThat(m.destination()).isEqualTo(Address.alphanumeric("SOROKA")));
        assertThat(replied.stream().map(SimulatorTest::text).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("СТОП", "OK");

        List<SimulatorLog.Event> accepted = events(SimulatorLog.Kind.ACCEPTED);
        assertThat(accepted)
                .extracting(SimulatorLog.Event::part)
                .contains("42/3/1", "42/3/2", "42/3/3", "700/2/1");
        assertThat(accepted.getFirst().hash())
                .isEqualTo(SimulatorLog.hash(new byte[] {'h', 'i', 3}));
        Map<String, String> seen =
                replied.stream()
                        .collect(
                                Collectors.toMap(
                                        m -> m.source().value(), m -> SimulatorLog.hash(m.text())));
        Map<String, String> logged =
                events(SimulatorLog.Kind.REPLY).stream()
                        .collect(
                                Collectors.toMap(
                                        SimulatorLog.Event::sender, SimulatorLog.Event::hash));
        assertThat(logged).isEqualTo(seen);
        assertThat(ids(events(SimulatorLog.Kind.REPLY_ACKNOWLEDGED)))
                .isEqualTo(ids(events(SimulatorLog.Kind.REPLY)));
    }

    private static String text(ShortMessage m) {
        return new String(
                m.text(),
                m.dataCoding() == 8 ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
    }

    @Test
    void receiptsKeepTheOrderUnlessShuffled() throws Exception {
        for (boolean shuffled : new boolean[] {false, true}) {
            Recorder mine = new Recorder();
            try (Simulator simulator =
                    start(
                            "\"receipts\": {\"minMs\": 0, \"maxMs\": 200, \"shuffled\": "
                                    + shuffled
                                    + "}")) {
                submit(connect(simulator, mine, BindType.TRANSCEIVER), 0, 500);
                eventually("all receipts", () -> mine.deliveries.size() == 500);
            }
            List<String> order = receipts(mine).stream().map(Receipt::messageId).toList();
            assertThat(order.equals(order.stream().sorted().toList())).isEqualTo(!shuffled);
        }
    }

    @Test
    void receiptsComeOnlyWhenWanted() throws Exception {
        try (Simulator simulator = start(QUICK.formatted("\"failedShare\": 0.5"))) {
            SmppSession session = connect(simulator);
            for (int wanted = 0; wanted <= 3; wanted++) {
                for (int i = 0; i < 200; i++) {
                    session.submit(
                            message(1000 * wanted + i).registeredDelivery(wanted).build(), i);
                }
            }
            eventually(
                    "all done",
                    () ->
                            recorder.answers.size() == 800
                                    && simulator.counts().get("severs").outstanding() == 0);
        }
        Map<String, Set<Receipt.State>> states = new HashMap<>();
        recorder.deliveries.forEach(d ->
                states.computeIfAbsent(
                                d.message().source().value().substring(7, 8), _ -> new HashSet<>())
                        .add(Receipt.parse(d.message()).state()));
        assertThat(states)
                .isEqualTo(
                        Map.of(
                                "1", Set.of(Receipt.State.DELIVERED, Receipt.State.UNDELIVERABLE),
                                "2", Set.of(Receipt.State.UNDELIVERABLE),
                                "3", Set.of(Receipt.State.DELIVERED)));
    }

    @Test
    void idsAreUniqueOverRestartsAndTheLogIsContinued() throws Exception {
        for (int run = 0; run < 3; run++) {
            Recorder mine = new Recorder();
            try (Simulator simulator = start("")) {
                submit(connect(simulator, mine, BindType.TRANSMITTER), 0, 200);
                eventually("all answered", () -> mine.answers.size() == 200);
            }
        }
        assertThat(ids(events(SimulatorLog.Kind.ACCEPTED))).hasSize(600);
    }

    @Test
    void outstandingIsBounded() throws Exception {
        String json =
                "{\"maxOutstanding\": 10, \"operators\": [{\"name\": \"severs\", \"receipts\": {\"minMs\": 60000, \"maxMs\": 60000}}]}";
        try (Simulator simulator =
                Simulator.start(
                        SimulatorSettings.parse(json), "127.0.0.1", log, Clock.systemUTC())) {
            submit(connect(simulator), 0, 15);
            eventually("all answered", () -> recorder.answers.size() == 15);
            assertThat(simulator.counts().get("severs").outstanding()).isEqualTo(10);
        }
        assertThat(recorder.answers)
                .extracting(Recorder.Answer::status)
                .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0x14, 0x14, 0x14, 0x14);
    }

    @Test
    void threeOperatorsAtOnceEachWithItsOwnAccount() throws Exception {
        try (Simulator simulator =
                Simulator.start(
                        SimulatorSettings.defaults(), "127.0.0.1", log, Clock.systemUTC())) {
            assertThat(simulator.ports()).containsOnlyKeys("severs", "megaline", "raduga");
            assertThat(simulator.title("raduga")).isEqualTo("Радуга");
            for (String name : simulator.ports().keySet()) {
                Recorder mine = new Recorder();
                var settings =
                        SessionSettings.to("127.0.0.1", simulator.ports().get(name), name, "secret")
                                .build();
                submit(client.connect(settings, mine).get(20, TimeUnit.SECONDS), 0, 20);
                eventually("answered", () -> mine.answers.size() == 20);
            }
            var stranger =
                    SessionSettings.to(
                                    "127.0.0.1",
                                    simulator.ports().get("raduga"),
                                    "severs",
                                    "secret")
                            .build();
            assertThat(client.connect(stranger, recorder))
                    .failsWithin(java.time.Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withCauseInstanceOf(BindRefusedException.class);
            assertThat(simulator.failure()).isNotDone();
        }
        Map<String, Long> perOperator =
                events(SimulatorLog.Kind.ACCEPTED).stream()
                        .collect(
                                Collectors.groupingBy(
                                        SimulatorLog.Event::operator, Collectors.counting()));
        assertThat(perOperator).isEqualTo(Map.of("severs", 20L, "megaline", 20L, "raduga", 20L));
    }
}

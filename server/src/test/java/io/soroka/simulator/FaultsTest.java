package io.soroka.simulator;

import static io.soroka.smpp.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.smpp.BindRefusedException;
import io.soroka.smpp.BindType;
import io.soroka.smpp.CloseReason;
import io.soroka.smpp.Pdu;
import io.soroka.smpp.Receipt;
import io.soroka.smpp.Recorder;
import io.soroka.smpp.SessionSettings;
import io.soroka.smpp.ShortMessage;
import io.soroka.smpp.SmppSession;
import io.soroka.smpp.Tlv;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault as a client sees it, and what the log tells of it. */
class FaultsTest extends SimulatorCase {
    private static final String PROMPT = QUICK.formatted("\"failedShare\": 0");

    private static void change(Simulator simulator, String patch) {
        simulator.change("severs", patch);
    }

    private long statuses(int status) {
        return recorder.answers.stream().filter(a -> a.status() == status).count();
    }

    private List<String> results(SimulatorLog.Kind kind) throws IOException {
        return events(kind).stream().map(SimulatorLog.Event::result).toList();
    }

    private Set<String> hit(FaultKind kind) throws IOException {
        return events(SimulatorLog.Kind.HIT).stream()
                .filter(e -> e.result().equals(kind.word()))
                .map(SimulatorLog.Event::id)
                .collect(Collectors.toSet());
    }

    private Simulator.Counts counts(Simulator simulator) {
        return simulator.counts().get("severs");
    }

    // ---- the course of a fault, second by second

    @Test
    void aFaultBeginsAndEndsWhenItIsTime() {
        List<String> turns = new ArrayList<>();
        Faults faults = new Faults(new SplittableRandom(1));
        long start = 1_000_000;
        Map<FaultKind, Fault> set =
                Map.of(
                        FaultKind.QUEUE_FULL, new Fault(10, 5, 1, 0, null),
                        FaultKind.SILENT, new Fault(0, 0, 1, 0, null));
        faults.set(set, Set.of(), start);
        for (int second = 0; second <= 20; second++) {
            int at = second;
            faults.advance(
                    start + 1000L * second,
                    (kind, on) -> turns.add(at + " " + kind.word() + " " + on));
            assertThat(faults.hits(FaultKind.QUEUE_FULL)).isEqualTo(second >= 10 && second < 15);
        }
        assertThat(turns)
                .containsExactly("0 silent true", "10 queueFull true", "15 queueFull false");
        assertThat(faults.course(FaultKind.QUEUE_FULL, start + 9_999))
                .isEqualTo(Faults.Course.WAITING);
        assertThat(faults.course(FaultKind.QUEUE_FULL, start + 15_000))
                .isEqualTo(Faults.Course.OVER);
        assertThat(faults.course(FaultKind.ERRORS, start)).isNull();

        // set again: what is the same goes on, what is named begins anew
        faults.set(set, Set.of(FaultKind.QUEUE_FULL), start + 20_000);
        assertThat(faults.course(FaultKind.QUEUE_FULL, start + 20_000))
                .isEqualTo(Faults.Course.WAITING);
        turns.clear();
        faults.advance(start + 21_000, (kind, on) -> turns.add(kind.word() + " " + on));
        assertThat(turns).isEmpty();
        faults.set(Map.of(), Set.of(), start + 22_000);
        faults.advance(start + 22_000, (kind, on) -> turns.add(kind.word() + " " + on));
        assertThat(turns).containsExactly("silent false");
    }

    @Test
    void everyNthAndSharesAreKept() {
        Faults faults = new Faults(new SplittableRandom(1));
        faults.set(
                Map.of(
                        FaultKind.ERRORS,
                        new Fault(0, 0, 1, 3, null),
                        FaultKind.THROTTLED,
                        Fault.share(0.25)),
                Set.of(),
                0);
        faults.advance(0, (_, _) -> {});
        List<Integer> third = new ArrayList<>();
        int quarter = 0;
        for (int i = 1; i <= 4000; i++) {
            if (faults.hits(FaultKind.ERRORS) && i <= 10) {
                third.add(i);
            }
            quarter += faults.hits(FaultKind.THROTTLED) ? 1 : 0;
        }
        assertThat(third).containsExactly(3, 6, 9);
        assertThat(quarter).isBetween(850, 1150);
    }

    @Test
    void latencyFollowsItsPoints() {
        Latency latency =
                new Latency(
                        List.of(
                                new Latency.Point(5, new Delay(10, 20)),
                                new Latency.Point(60, new Delay(900, 900))));
        assertThat(latency.at(4)).isEqualTo(new Delay(0, 0));
        assertThat(latency.at(5)).isEqualTo(new Delay(10, 20));
        assertThat(latency.at(59)).isEqualTo(new Delay(10, 20));
        assertThat(latency.at(1_000_000)).isEqualTo(new Delay(900, 900));
    }

    // ---- submits

    @ParameterizedTest
    @CsvSource({"throttled,88,0x58", "queueFull,20,0x14"})
    void aRefusalIsSwitchedOnAndOffWhileItRuns(String fault, int status, String logged)
            throws Exception {
        try (Simulator simulator = start(PROMPT)) {
            SmppSession session = connect(simulator);
            submit(session, 0, 100);
            eventually("all taken", () -> statuses(0) == 100);
            change(simulator, "{\"faults\": {\"%s\": {\"every\": 2}}}".formatted(fault));
            submit(session, 100, 300);
            eventually("half refused", () -> statuses(status) == 100 && statuses(0) == 200);
            change(simulator, "{\"faults\": {\"%s\": null}}".formatted(fault));
            submit(session, 300, 400);
            eventually("all taken again", () -> statuses(0) == 300);
        }
        assertThat(results(SimulatorLog.Kind.REFUSED)).hasSize(100).containsOnly(logged);
        assertThat(results(SimulatorLog.Kind.FAULT_BEGUN)).containsExactly(fault);
        assertThat(results(SimulatorLog.Kind.FAULT_ENDED)).containsExactly(fault);
    }

    @Test
    void aBurstEndsByItself() throws Exception {
        try (Simulator simulator =
                start("\"faults\": {\"throttled\": {\"seconds\": 1}}, " + PROMPT)) {
            SmppSession session = connect(simulator);
            int[] sent = {0};
            eventually(
                    "refused first, taken in the end",
                    () -> {
                        submit(session, sent[0], sent[0] + 1);
                        sent[0]++;
                        eventually("answered", () -> recorder.answers.size() == sent[0]);
                        return statuses(0) > 0;
                    });
            assertThat(statuses(0x58)).isPositive();
        }
        assertThat(
                        events().stream()
                                .map(e -> e.kind())
                                .filter(k ->
                                        k == SimulatorLog.Kind.FAULT_BEGUN
                                                || k == SimulatorLog.Kind.FAULT_ENDED))
                .containsExactly(SimulatorLog.Kind.FAULT_BEGUN, SimulatorLog.Kind.FAULT_ENDED);
        long begun = events(SimulatorLog.Kind.FAULT_BEGUN).getFirst().at();
        long ended = events(SimulatorLog.Kind.FAULT_ENDED).getFirst().at();
        assertThat(ended - begun).isBetween(900L, 3_000L);
    }

    @Test
    void numbersAreRefusedWithTheirStatus() throws Exception {
        try (Simulator simulator =
                start(
                        "\"refusals\": [{\"prefix\": \"79000000007\", \"status\": \"0x45\"}, "
                                + "{\"prefix\": \"7900000001\", \"status\": \"0x102\"}], "
                                + PROMPT)) {
            submit(connect(simulator), 0, 30);
            eventually("all answered", () -> recorder.answers.size() == 30);
        }
        Map<Long, Integer> refused =
                recorder.answers.stream()
                        .filter(a -> a.status() != 0)
                        .collect(Collectors.toMap(Recorder.Answer::token, Recorder.Answer::status));
        assertThat(refused.remove(7L)).isEqualTo(0x45);
        assertThat(refused.keySet())
                .containsExactlyInAnyOrder(10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L);
        assertThat(refused.values()).containsOnly(0x102);
        assertThat(results(SimulatorLog.Kind.REFUSED)).contains("0x45", "0x0102").hasSize(11);
    }

    @Test
    void latencyChangesWhileItRuns() throws Exception {
        try (Simulator simulator = start(PROMPT)) {
            SmppSession session = connect(simulator);
            change(simulator, "{\"latency\": {\"minMs\": 300, \"maxMs\": 400}}");
            long slow = timed(() -> submit(session, 0, 1), 1);
            change(simulator, "{\"latency\": {\"minMs\": 0, \"maxMs\": 0}}");
            assertThat(slow).isGreaterThanOrEqualTo(300);
            submit(session, 1, 2);
            eventually("answered", () -> recorder.answers.size() == 2);
        }
    }

    private long timed(Runnable submitting, int answers) {
        long start = System.nanoTime();
        submitting.run();
        eventually("answered", () -> recorder.answers.size() == answers);
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    // ---- connections

    @Test
    void aConnectionIsCutInTheMiddleOfAWindowAndTheLogNamesWhatStayedUnanswered() throws Exception {
        try (Simulator simulator =
                start(
                        "\"latency\": {\"minMs\": 0, \"maxMs\": 50}, \"faults\": {\"disconnected\": {\"every\": 250}}, "
                                + PROMPT)) {
            for (int round = 0; round < 4; round++) {
                Recorder mine = new Recorder();
                SmppSession session = connect(simulator, mine, BindType.TRANSCEIVER);
                submit(session, 1000 * round, 1000 * round + 1000);
                eventually("cut", mine::isClosed);
                assertThat(mine.closeKind()).isEqualTo(CloseReason.Kind.CONNECTION_LOST);
                assertThat(mine.answers.size() + mine.unanswered.length + mine.neverSent.length)
                        .isEqualTo(1000);
                assertThat(mine.unanswered).isNotEmpty();
                recorder.answers.addAll(mine.answers);
                recorder.deliveries.addAll(mine.deliveries);
            }
            change(simulator, "{\"faults\": {\"disconnected\": null}}");
            connect(simulator);
            eventually("all receipts", () -> counts(simulator).outstanding() == 0);
            assertThat(counts(simulator).accepted()).isEqualTo(1000);
            assertThat(counts(simulator).unanswered())
                    .isEqualTo(hit(FaultKind.DISCONNECTED).size());
        }
        Set<String> answered =
                recorder.answers.stream()
                        .map(Recorder.Answer::messageId)
                        .collect(Collectors.toSet());
        Set<String> balanced = new HashSet<>(answered);
        balanced.addAll(hit(FaultKind.DISCONNECTED));
        assertThat(balanced).isEqualTo(ids(events(SimulatorLog.Kind.ACCEPTED)));
        assertThat(answered).doesNotContainAnyElementsOf(hit(FaultKind.DISCONNECTED));
        assertThat(hit(FaultKind.DISCONNECTED)).isNotEmpty();
        assertThat(receipts(recorder).stream().map(Receipt::messageId).collect(Collectors.toSet()))
                .as("of those that were never answered, too")
                .isEqualTo(balanced);
    }

    @Test
    void aSilentOperatorNeitherAnswersNorClosesUntilItComesBack() throws Exception {
        try (Simulator simulator = start(PROMPT)) {
            SmppSession session = connect(simulator);
            submit(session, 0, 10);
            eventually("all answered", () -> recorder.deliveries.size() == 10);
            change(simulator, "{\"faults\": {\"silent\": {}}}");
            submit(session, 10, 20);
            // new connections are taken and hang as well
            var second =
                    client.connect(
                            SessionSettings.to(
                                            "127.0.0.1",
                                            simulator.ports().get("severs"),
                                            "severs",
                                            "secret")
                                    .build(),
                            new Recorder());
            assertThat(second.isDone()).isFalse();
            assertThat(counts(simulator).accepted()).isEqualTo(10);
            assertThat(recorder.answers).hasSize(10);
            assertThat(recorder.isClosed()).isFalse();
            change(simulator, "{\"faults\": {\"silent\": null}}");
            eventually("answered after all", () -> recorder.answers.size() == 20);
            assertThat(second.get(20, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(results(SimulatorLog.Kind.FAULT_BEGUN)).containsExactly("silent");
        assertThat(results(SimulatorLog.Kind.FAULT_ENDED)).containsExactly("silent");
    }

    @Test
    void aSilentOperatorIsFoundOutByTheClientsEnquireLinkAlone() throws Exception {
        try (Simulator simulator = start("\"faults\": {\"silent\": {\"fromSecond\": 1}}")) {
            SessionSettings settings =
                    SessionSettings.to(
                                    "127.0.0.1",
                                    simulator.ports().get("severs"),
                                    "severs",
                                    "secret")
                            .enquireInterval(Duration.ofMillis(100))
                            .responseTimeout(Duration.ofMillis(400))
                            .build();
            client.connect(settings, recorder).get(20, TimeUnit.SECONDS);
            eventually("given up", recorder::isClosed);
            assertThat(recorder.closeKind()).isEqualTo(CloseReason.Kind.LINK_SILENT);
        }
    }

    @Test
    void bindsAreRefusedForAWhile() throws Exception {
        try (Simulator simulator = start("\"faults\": {\"bindRefused\": {}}")) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> connect(simulator))
                        .hasCauseInstanceOf(BindRefusedException.class);
            }
            change(simulator, "{\"faults\": {\"bindRefused\": null}}");
            submit(connect(simulator), 0, 1);
            eventually("taken", () -> statuses(0) == 1);
        }
        assertThat(results(SimulatorLog.Kind.BIND_REFUSED)).containsExactly("0x0d", "0x0d");
    }

    // ---- receipts

    @Test
    void earlyReceiptsComeBeforeTheResponse() throws Exception {
        Set<String> before = ConcurrentHashMap.newKeySet();
        ConcurrentLinkedQueue<String> responded = new ConcurrentLinkedQueue<>();
        Recorder ordered =
                new Recorder() {
                    @Override
                    public void submitAnswered(
                            SmppSession session, long token, int status, String messageId) {
                        super.submitAnswered(session, token, status, messageId);
                        responded.add(messageId);
                    }

                    @Override
                    public void delivered(SmppSession session, Pdu.DeliverSm pdu) {
                        super.delivered(session, pdu);
                        String id = Receipt.parse(pdu.message()).messageId();
                        if (!responded.contains(id)) {
                            before.add(id);
                        }
                    }
                };
        try (Simulator simulator =
                start(
                        "\"receipts\": {\"minMs\": 500, \"maxMs\": 600}, "
                                + "\"faults\": {\"receiptEarly\": {\"share\": 0.3}}")) {
            submit(connect(simulator, ordered, BindType.TRANSCEIVER), 0, 200);
            eventually("all receipts", () -> ordered.deliveries.size() == 200);
            eventually("all answers", () -> ordered.answers.size() == 200);
        }
        assertThat(before.size()).isBetween(30, 90);
        assertThat(before).isEqualTo(hit(FaultKind.RECEIPT_EARLY));
    }

    @Test
    void lateReceiptsComeMuchLaterAndHoldNobodyUp() throws Exception {
        try (Simulator simulator =
                start(
                        "\"receipts\": {\"minMs\": 0, \"maxMs\": 30, \"shuffled\": false}, "
                                + "\"faults\": {\"receiptLate\": {\"every\": 10, \"minMs\": 1500, \"maxMs\": 1700}}")) {
            submit(connect(simulator), 0, 200);
            eventually("all receipts", () -> recorder.deliveries.size() == 200);
        }
        Set<String> late = hit(FaultKind.RECEIPT_LATE);
        assertThat(late).hasSize(20);
        List<String> order = receipts(recorder).stream().map(Receipt::messageId).toList();
        assertThat(order.subList(180, 200)).containsExactlyInAnyOrderElementsOf(late);
        assertThat(order.subList(0, 180)).isSorted();
        Map<String, Long> accepted =
                events(SimulatorLog.Kind.ACCEPTED).stream()
                        .collect(Collectors.toMap(SimulatorLog.Event::id, SimulatorLog.Event::at));
        assertThat(events(SimulatorLog.Kind.RECEIPT))
                .filteredOn(e -> late.contains(e.id()))
                .hasSize(20)
                .allSatisfy(e ->
                        assertThat(e.at() - accepted.get(e.id())).isGreaterThanOrEqualTo(1490));
    }

    @Test
    void whatIsRepeatedAndLostIsNamedByTheLog() throws Exception {
        try (Simulator simulator = start(PROMPT)) {
            change(
                    simulator,
                    "{\"faults\": {\"receiptRepeated\": {\"share\": 0.5}, \"receiptLost\": {\"share\": 0.2}}}");
            submit(connect(simulator), 0, 500);
            eventually(
                    "all done",
                    () -> recorder.answers.size() == 500 && counts(simulator).outstanding() == 0);
        }
        Map<String, Long> times =
                receipts(recorder).stream()
                        .collect(Collectors.groupingBy(Receipt::messageId, Collectors.counting()));
        Set<String> lost = ids(events(SimulatorLog.Kind.RECEIPT_LOST));
        Set<String> repeated = hit(FaultKind.RECEIPT_REPEATED);
        assertThat(lost.size()).isBetween(60, 140);
        assertThat(repeated.size()).isBetween(150, 250);
        times.forEach((id, count) -> assertThat(count).isEqualTo(repeated.contains(id) ? 2L : 1L));
        Set<String> all = new HashSet<>(times.keySet());
        all.addAll(lost);
        assertThat(all).isEqualTo(ids(events(SimulatorLog.Kind.ACCEPTED)));
    }

    @ParameterizedTest
    @CsvSource({
        "hex,hex",
        "hexUpper,decimal",
        "decimal,hex",
        "hexPadded,decimalPadded",
        "uuid,uuid",
        "decimalPadded,hexUpper"
    })
    void idsAreWrittenInEveryForm(String answer, String receipt) throws Exception {
        try (Simulator simulator =
                start(
                        "\"ids\": {\"answer\": \"%s\", \"receipt\": \"%s\"}, "
                                        .formatted(answer, receipt)
                                + PROMPT)) {
            submit(connect(simulator), 0, 20);
            eventually("all receipts", () -> recorder.deliveries.size() == 20);
        }
        Set<String> logged = ids(events(SimulatorLog.Kind.ACCEPTED));
        assertThat(logged).hasSize(20);
        assertThat(
                        recorder.answers.stream()
                                .map(a -> plain(answer, a.messageId()))
                                .collect(Collectors.toSet()))
                .isEqualTo(logged);
        assertThat(
                        receipts(recorder).stream()
                                .map(r -> plain(receipt, r.messageId()))
                                .collect(Collectors.toSet()))
                .isEqualTo(logged);
    }

    /** Back to lower-case hex, with the digits' shape checked. */
    private static String plain(String form, String id) {
        return switch (form) {
            case "hex" -> id;
            case "hexUpper" -> {
                assertThat(id).matches("[1-9A-F][0-9A-F]*");
                yield id.toLowerCase(java.util.Locale.ROOT);
            }
            case "hexPadded" -> {
                assertThat(id).matches("0[0-9a-f]{15}|[0-9a-f]{16}");
                yield id.replaceFirst("^0+", "");
            }
            case "decimal", "decimalPadded" -> {
                assertThat(id).matches(form.equals("decimal") ? "[1-9][0-9]*" : "0[0-9]{19}");
                yield new java.math.BigInteger(id).toString(16);
            }
            default -> {
                assertThat(id)
                        .matches(
                                "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
                String end = id.substring(19).replace("-", "");
                yield Long.toHexString(Long.parseUnsignedLong(end, 16) & 0x3FFF_FFFF_FFFF_FFFFL);
            }
        };
    }

    @Test
    void receiptsCanDoWithoutOptionalParameters() throws Exception {
        try (Simulator simulator = start(QUICK.formatted("\"failedShare\": 0, \"tlvs\": false"))) {
            submit(connect(simulator), 0, 1);
            eventually("receipt", () -> recorder.deliveries.size() == 1);
        }
        ShortMessage receipt = recorder.deliveries.peek().message();
        assertThat(receipt.tlv(Tlv.RECEIPTED_MESSAGE_ID)).isNull();
        assertThat(Receipt.parse(receipt).messageId())
                .isEqualTo(events(SimulatorLog.Kind.ACCEPTED).getFirst().id());
    }

    // ---- changes while it runs

    @Test
    void aBadChangeIsRefusedAndChangesNothing() throws Exception {
        try (Simulator simulator = start(PROMPT)) {
            assertThatThrownBy(() ->
                            change(simulator, "{\"faults\": {\"queueFull\": {\"share\": 2}}}"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("faults.queueFull.share must be from 0 to 1, but is 2.0");
            assertThatThrownBy(() -> change(simulator, "{\"port\": 1}"))
                    .hasMessageContaining("port is no known field");
            assertThatThrownBy(() -> change(simulator, "[]"))
                    .hasMessageContaining("must be an object");
            assertThatThrownBy(() -> simulator.change("nobody", "{}"))
                    .hasMessage("there is no operator nobody");
            submit(connect(simulator), 0, 10);
            eventually("all taken", () -> statuses(0) == 10);
        }
    }

    /** A peer that is not ours meets the same faults: receipt before the response, then the end. */
    @Test
    void anotherClientLibrarySeesTheSame() throws Exception {
        try (Simulator simulator =
                start(
                        "\"ids\": {\"answer\": \"hexUpper\", \"receipt\": \"decimal\"}, \"receipts\": {\"failedShare\": 0}, "
                                + "\"faults\": {\"receiptEarly\": {}}")) {
            ConcurrentLinkedQueue<String> receipts = new ConcurrentLinkedQueue<>();
            SMPPSession session = new SMPPSession();
            session.setMessageReceiverListener(
                    new MessageReceiverListener() {
                        @Override
                        public void onAcceptDeliverSm(DeliverSm deliver) {
                            receipts.add(new String(deliver.getShortMessage()));
                        }

                        @Override
                        public void onAcceptAlertNotification(AlertNotification alert) {}

                        @Override
                        public DataSmResult onAcceptDataSm(DataSm data, Session source) {
                            throw new AssertionError("no data_sm");
                        }
                    });
            session.connectAndBind(
                    "127.0.0.1",
                    simulator.ports().get("severs"),
                    new BindParameter(
                            org.jsmpp.bean.BindType.BIND_TRX,
                            "severs",
                            "secret",
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            ""));
            String id =
                    session.submitShortMessage(
                                    "",
                                    TypeOfNumber.ALPHANUMERIC,
                                    NumberingPlanIndicator.UNKNOWN,
                                    "SOROKA",
                                    TypeOfNumber.INTERNATIONAL,
                                    NumberingPlanIndicator.ISDN,
                                    "79990000001",
                                    new ESMClass(),
                                    (byte) 0,
                                    (byte) 0,
                                    null,
                                    null,
                                    new RegisteredDelivery(1),
                                    (byte) 0,
                                    new GeneralDataCoding(),
                                    (byte) 0,
                                    new byte[] {'h', 'i'})
                            .getMessageId();
            assertThat(id).matches("[0-9A-F]+");
            assertThat(receipts).as("before the response").hasSize(1);
            assertThat(receipts.peek()).startsWith("id:" + Long.parseLong(id, 16) + " sub:001");
            change(simulator, "{\"faults\": {\"receiptEarly\": null, \"disconnected\": {}}}");
            assertThatThrownBy(() ->
                            session.submitShortMessage(
                                    "",
                                    TypeOfNumber.ALPHANUMERIC,
                                    NumberingPlanIndicator.UNKNOWN,
                                    "SOROKA",
                                    TypeOfNumber.INTERNATIONAL,
                                    NumberingPlanIndicator.ISDN,
                                    "79990000002",
                                    new ESMClass(),
                                    (byte) 0,
                                    (byte) 0,
                                    null,
                                    null,
                                    new RegisteredDelivery(0),
                                    (byte) 0,
                                    new GeneralDataCoding(),
                                    (byte) 0,
                                    new byte[] {'h', 'i'}))
                    .isInstanceOf(Exception.class);
            eventually("closed", () -> !session.getSessionState().isBound());
            assertThat(counts(simulator).unanswered()).isEqualTo(1);
            session.unbindAndClose();
        }
    }
}

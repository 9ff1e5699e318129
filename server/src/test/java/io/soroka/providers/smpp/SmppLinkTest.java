package io.soroka.providers.smpp;

import static io.soroka.smpp.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Inbound;
import io.soroka.providers.InvalidConnection;
import io.soroka.providers.Limits;
import io.soroka.providers.Link;
import io.soroka.providers.Outbound;
import io.soroka.providers.ReceiptState;
import io.soroka.smpp.Address;
import io.soroka.smpp.BindType;
import io.soroka.smpp.ServerSettings;
import io.soroka.smpp.ShortMessage;
import io.soroka.smpp.Tls;
import io.soroka.smpp.Tlv;
import io.soroka.testing.Certificates;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A link with its settings, over TCP, and what the operator sees of it. */
class SmppLinkTest {
    private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
    private static final long PHONE = 79160000001L;

    private final SmppConnector connector = new SmppConnector(Clock.fixed(NOW, ZoneOffset.UTC));
    private final Answers answers = new Answers();

    @AfterEach
    void stop() {
        connector.close();
    }

    private static ConnectionSettings settings(int port, String... options) {
        Map<String, String> all =
                new HashMap<>(
                        Map.of(
                                "host", "127.0.0.1",
                                "port", Integer.toString(port),
                                "systemId", "company",
                                "sender", "Soroka"));
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return new ConnectionSettings(
                1, "operator", "smpp", Limits.NONE, List.of(), List.of(), all, "secret");
    }

    private static Outbound message(String text, int parts) {
        return new Outbound(100, 5, PHONE, null, text, parts, -1);
    }

    /** What arrives at an operator when these messages are submitted. */
    private List<ShortMessage> sent(List<Outbound> messages, String... options) throws Exception {
        try (PlainOperator operator = new PlainOperator();
                Link link = connector.open(settings(operator.port(), options), answers)) {
            eventually("bound", () -> link.window() > 0);
            int tokens = answers.lines.size();
            link.submit(messages);
            int expected =
                    link.wholeTexts()
                            ? messages.size()
                            : messages.stream().mapToInt(Outbound::sending).sum();
            eventually("all are answered", () -> answers.lines.size() == tokens + expected);
            return new ArrayList<>(operator.submits);
        }
    }

    private ShortMessage sent(Outbound message, String... options) throws Exception {
        return sent(List.of(message), options).getFirst();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    // ---- long texts

    /** Octets written by hand from 3GPP TS 23.040; the reference is the message's own. */
    @Test
    void eightBitHeaders() throws Exception {
        List<ShortMessage> parts = sent(List.of(message("ж".repeat(67) + "щщщщ", 2)));
        assertThat(parts).extracting(ShortMessage::esmClass).containsExactly(0x40, 0x40);
        assertThat(parts).extracting(ShortMessage::dataCoding).containsExactly(8, 8);
        String first = hex(parts.get(0).text());
        assertThat(first).matches("050003..0201" + "0436".repeat(67));
        assertThat(hex(parts.get(1).text()))
                .isEqualTo("050003" + first.substring(6, 8) + "0202" + "0449".repeat(4));
        assertThat(answers.lines).containsExactlyInAnyOrder("100 accepted 1", "101 accepted 1");
    }

    @Test
    void sixteenBitHeadersTakeOneMoreOctet() throws Exception {
        List<ShortMessage> parts =
                sent(List.of(message("ж".repeat(66) + "щ".repeat(5), 2)), "longTexts", "udh16");
        String first = hex(parts.get(0).text());
        assertThat(first).matches("060804....0201" + "0436".repeat(66));
        assertThat(hex(parts.get(1).text()))
                .isEqualTo("060804" + first.substring(6, 10) + "0202" + "0449".repeat(5));
        parts = sent(List.of(message("x".repeat(152) + "y".repeat(9), 2)), "longTexts", "udh16");
        assertThat(hex(parts.get(0).text())).matches("060804....0201" + "78".repeat(152));
        assertThat(hex(parts.get(1).text())).endsWith("0202" + "79".repeat(9));
    }

    @Test
    void sarParametersInPlaceOfHeaders() throws Exception {
        List<ShortMessage> parts =
                sent(List.of(message("ж".repeat(67) + "щщщщ", 2)), "longTexts", "sar");
        assertThat(parts).extracting(ShortMessage::esmClass).containsOnly(0);
        assertThat(hex(parts.get(0).text())).isEqualTo("0436".repeat(67));
        assertThat(hex(parts.get(1).text())).isEqualTo("0449".repeat(4));
        byte[] reference = parts.get(0).tlv(Tlv.SAR_MSG_REF_NUM).value();
        assertThat(reference).hasSize(2).startsWith(0);
        assertThat(parts.get(1).tlv(Tlv.SAR_MSG_REF_NUM).value()).isEqualTo(reference);
        assertThat(parts)
                .allSatisfy(part -> {
                    assertThat(part.tlv(Tlv.SAR_TOTAL_SEGMENTS).value()).containsExactly(2);
                    assertThat(part.tlv(Tlv.MESSAGE_PAYLOAD)).isNull();
                });
        assertThat(parts.get(0).tlv(Tlv.SAR_SEGMENT_SEQNUM).value()).containsExactly(1);
        assertThat(parts.get(1).tlv(Tlv.SAR_SEGMENT_SEQNUM).value()).containsExactly(2);
    }

    @Test
    void aWholeTextIsOneSubmitWithOneToken() throws Exception {
        List<ShortMessage> all = sent(List.of(message("ж".repeat(100), 2)), "longTexts", "payload");
        assertThat(all).hasSize(1);
        assertThat(all.getFirst().text()).isEmpty();
        assertThat(hex(all.getFirst().tlv(Tlv.MESSAGE_PAYLOAD).value()))
                .isEqualTo("0436".repeat(100));
        assertThat(answers.lines).containsExactly("100 accepted 1");
        assertThat(sent(message("Да", 1), "longTexts", "payload").tlvs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"udh8", "udh16", "sar"})
    void aSinglePartSentAgainBelongsToTheOthers(String mode) throws Exception {
        String text = "я".repeat(150);
        List<ShortMessage> all = sent(List.of(message(text, 3)), "longTexts", mode);
        List<ShortMessage> again =
                sent(List.of(new Outbound(200, 5, PHONE, null, text, 3, 1)), "longTexts", mode);
        assertThat(again).containsExactly(all.get(1));
        assertThat(answers.lines).contains("201 accepted 1");
    }

    @Test
    void messagesSentOneByOneHaveDifferentReferences() throws Exception {
        // Ids as the server gives them to single messages: the time in the upper bits, zeros below.
        var texts = new ArrayList<Outbound>();
        for (long i = 0; i < 200; i++) {
            texts.add(
                    new Outbound(
                            100 + 2 * i,
                            (1_000_000 + 977 * i) << 22,
                            PHONE,
                            null,
                            "я".repeat(71),
                            2,
                            0));
        }
        List<ShortMessage> parts = sent(texts, "window", "1000");
        assertThat(parts).hasSize(200);
        for (int i = 1; i < parts.size(); i++) {
            assertThat(parts.get(i).text()[3]).isNotEqualTo(parts.get(i - 1).text()[3]);
        }
    }

    /** Planned by other rules than the connection's: each token has its answer all the same. */
    @Test
    void anotherNumberOfPartsThanWasPlannedIsRefused() throws Exception {
        try (PlainOperator operator = new PlainOperator();
                Link link =
                        connector.open(settings(operator.port(), "longTexts", "udh16"), answers)) {
            eventually("bound", () -> link.window() > 0);
            link.submit(List.of(message("я".repeat(134), 2)));
            assertThat(answers.lines)
                    .containsExactly("100 PERMANENT cut-otherwise", "101 PERMANENT cut-otherwise");
            link.submit(List.of(new Outbound(300, 5, PHONE, null, "я".repeat(134), 2, 1)));
            assertThat(answers.lines).contains("301 PERMANENT cut-otherwise").hasSize(3);
            assertThat(operator.submits).isEmpty();
        }
    }

    // ---- alphabets, addresses, times

    @ParameterizedTest
    @CsvSource({
        "gsm7, Ca$h @ [1], 0, 4361026820002 01b3c311b3e, 1",
        "latin1, Ca$h @ [1], 0, 436124682040205b315d, 1",
        "ascii, Ca$h @ [1], 0, 436124682040205b315d, 1",
        "latin1, é, 0, e9, 1",
        "gsm7, é, 0, 05, 1",
        "ascii, é, 8, 00e9, 1",
        "latin1, 5 €, 8, 0035002020ac, 1",
        "gsm7, 5 €, 0, 35201b65, 1"
    })
    void theDefaultAlphabetIsTheOperators(
            String alphabet, String text, int dataCoding, String octets, int parts)
            throws Exception {
        ShortMessage one = sent(message(text, parts), "alphabet", alphabet);
        assertThat(one.dataCoding()).isEqualTo(dataCoding);
        assertThat(hex(one.text())).isEqualTo(octets.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "Soroka, auto, auto, 5, 0",
        "79991234567, auto, auto, 1, 1",
        "4321, auto, auto, 3, 0",
        "Soroka, 0, 1, 0, 1",
        "4321, 6, auto, 6, 0",
        "79991234567, auto, 18, 1, 18"
    })
    void sendersAreNumberedAsTheyFitOrAsIsSet(
            String sender, String ton, String npi, int expectedTon, int expectedNpi)
            throws Exception {
        Outbound own = new Outbound(100, 5, PHONE, sender, "Hi", 1, -1);
        assertThat(sent(own, "senderTon", ton, "senderNpi", npi).source())
                .isEqualTo(new Address(expectedTon, expectedNpi, sender));
    }

    @Test
    void recipientsAreNumberedAsIsSet() throws Exception {
        assertThat(sent(message("Hi", 1)).destination())
                .isEqualTo(new Address(1, 1, "79160000001"));
        assertThat(sent(message("Hi", 1), "recipientTon", "2", "recipientNpi", "8").destination())
                .isEqualTo(new Address(2, 8, "79160000001"));
    }

    @Test
    void flashAndValidity() throws Exception {
        ShortMessage usual = sent(message("Hi", 1));
        assertThat(usual.dataCoding()).isZero();
        assertThat(usual.validity()).isEmpty();
        ShortMessage latin = sent(message("Hi", 1), "flash", "true", "validity", "4350");
        assertThat(latin.dataCoding()).isEqualTo(0x10);
        assertThat(latin.validity()).isEqualTo("000003003000000R");
        assertThat(sent(message("Да", 1), "flash", "true").dataCoding()).isEqualTo(0x18);
        assertThat(SmppOptions.relative(43_200)).isEqualTo("000030000000000R");
    }

    // ---- what comes in

    private List<Inbound> received(Consumer<PlainOperator> what, int count, String... options)
            throws Exception {
        try (PlainOperator operator = new PlainOperator();
                Link link = connector.open(settings(operator.port(), options), answers)) {
            eventually("bound", () -> !operator.sessions.isEmpty() && link.window() > 0);
            what.accept(operator);
            eventually("received", () -> answers.inbound.size() == count);
            List<Inbound> all = List.copyOf(answers.inbound);
            link.confirm(all);
            eventually("confirmed", () -> operator.deliverAnswers.size() == count);
            return all;
        }
    }

    private static ShortMessage receipt(String id) {
        return ShortMessage.between(
                        Address.international("79160000001"), Address.alphanumeric("Soroka"))
                .esmClass(0x04)
                .text(
                        ("id:" + id + " done date:2611261200 stat:DELIVRD err:000")
                                .getBytes(StandardCharsets.US_ASCII))
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-11-26T12:00:00Z",
        "Europe/Moscow, 2026-11-26T09:00:00Z",
        "+05:00, 2026-11-26T07:00:00Z"
    })
    void datesOfReceiptsAreTheOperatorsTime(String zone, String expected) throws Exception {
        assertThat(received(o -> o.sessions.getFirst().deliver(receipt("A"), 1), 1, "zone", zone))
                .singleElement()
                .isInstanceOfSatisfying(
                        Inbound.Receipt.class,
                        one -> {
                            assertThat(Instant.ofEpochMilli(one.doneMillis()))
                                    .isEqualTo(Instant.parse(expected));
                            assertThat(one.providerId()).isEqualTo("a");
                            assertThat(one.state()).isEqualTo(ReceiptState.DELIVERED);
                        });
    }

    @Test
    void answerAndReceiptHaveOneFormOfTheId() throws Exception {
        try (PlainOperator operator = new PlainOperator();
                Link link =
                        connector.open(settings(operator.port(), "ids", "answer-hex"), answers)) {
            eventually("bound", () -> link.window() > 0);
            operator.firstId = "00DEADBEEF";
            link.submit(List.of(message("Hi", 1)));
            eventually("answered", () -> answers.lines.contains("100 accepted deadbeef"));
            operator.sessions.getFirst().deliver(receipt("3735928559"), 1);
            eventually("received", () -> !answers.inbound.isEmpty());
            assertThat(((Inbound.Receipt) answers.inbound.element()).providerId())
                    .isEqualTo("deadbeef");
        }
    }

    @Test
    void incomingTextsAreReadInTheOperatorsAlphabet() throws Exception {
        ShortMessage written =
                ShortMessage.between(
                                Address.international("79160000001"),
                                Address.international("79990000000"))
                        .text(new byte[] {0x40, (byte) 0xe9})
                        .build();
        assertThat(
                        received(
                                o -> o.sessions.getFirst().deliver(written, 1),
                                1,
                                "alphabet",
                                "latin1"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Inbound.Incoming.class, one -> assertThat(one.text()).isEqualTo("@é"));
    }

    // ---- sessions

    @Test
    void aPairSendsOverOneAndReceivesOverTheOther() throws Exception {
        try (PlainOperator operator = new PlainOperator()) {
            ConnectionSettings pair =
                    settings(operator.port(), "bind", "pair", "sessions", "2", "window", "7");
            assertThat(connector.sessions(pair)).isEqualTo(4);
            try (Link link = connector.open(pair, answers)) {
                eventually("all four stand", () -> answers.up == 4);
                assertThat(operator.binds)
                        .extracting(PlainOperator.Bound::type)
                        .containsExactlyInAnyOrder(
                                BindType.TRANSMITTER,
                                BindType.TRANSMITTER,
                                BindType.RECEIVER,
                                BindType.RECEIVER);
                assertThat(link.window()).as("of the two that send").isEqualTo(14);
                link.submit(List.of(message("Hi", 1)));
                eventually("accepted", () -> answers.lines.contains("100 accepted 1"));
                operator.sessions.stream()
                        .filter(one -> one.bindType() == BindType.RECEIVER)
                        .forEach(one -> one.deliver(receipt("1"), 1));
                eventually("received", () -> answers.inbound.size() == 2);
                link.confirm(List.copyOf(answers.inbound));
                eventually("confirmed", () -> operator.deliverAnswers.size() == 2);
            }
        }
    }

    @Test
    void overTlsWithAPrivateAuthority() throws Exception {
        Certificates own = Certificates.of("dns:localhost,ip:127.0.0.1");
        ServerSettings tls =
                ServerSettings.DEFAULTS.withTls(Tls.server(own.certificate(), own.key()));
        try (PlainOperator operator = new PlainOperator(tls);
                Link link =
                        connector.open(
                                settings(
                                        operator.port(),
                                        "tls",
                                        "on",
                                        "authority",
                                        own.certificate(),
                                        "version",
                                        "5.0"),
                                answers)) {
            eventually("bound", () -> link.window() > 0);
            link.submit(List.of(message("Hi", 1)));
            eventually("accepted", () -> answers.lines.contains("100 accepted 1"));
        }
    }

    /**
     * Operators lock out who keeps knocking: by hand, 5 s doubled up to 5 min, half of it chance.
     */
    @Test
    void aRefusedBindIsTriedAgainGentlyAndALostLineSoon() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            assertThat(SmppLink.pause(1, false, random)).isBetween(200L, 400L);
            assertThat(SmppLink.pause(4, false, random)).isBetween(1_600L, 3_200L);
            assertThat(SmppLink.pause(50, false, random)).isBetween(15_000L, 30_000L);
            assertThat(SmppLink.pause(1, true, random)).isBetween(5_000L, 10_000L);
            assertThat(SmppLink.pause(3, true, random)).isBetween(20_000L, 40_000L);
            assertThat(SmppLink.pause(50, true, random)).isBetween(150_000L, 300_000L);
        }
    }

    @Test
    void aWrongPasswordIsNotKnockedWithAndABadSessionLeavesTheOthersAlone() throws Exception {
        try (PlainOperator operator = new PlainOperator()) {
            operator.room = 2;
            try (Link link = connector.open(settings(operator.port(), "sessions", "3"), answers)) {
                eventually("two stand", () -> answers.up == 2 && operator.binds.size() == 3);
                // A session that is lost comes back at once although another is refused all along.
                for (int round = 0; round < 3; round++) {
                    int binds = operator.binds.size();
                    operator.sessions.getFirst().close();
                    eventually(
                            "it is back", () -> operator.binds.size() > binds && answers.up == 2);
                }
                for (long token = 0; token < 50; token++) {
                    link.submit(List.of(new Outbound(1_000 + token, 5, PHONE, null, "Hi", 1, -1)));
                }
                eventually("all are accepted", () -> answers.lines.size() == 50);
                assertThat(answers.lines).allMatch(line -> line.endsWith(" accepted 1"));
                assertThat(operator.binds)
                        .filteredOn(bind -> bind.status() != 0)
                        .as("the refused one waits its seconds")
                        .hasSizeLessThanOrEqualTo(2);
                assertThat(answers.troubles).anyMatch(reason -> reason.contains("ESME_RBINDFAIL"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "88, THROTTLED 0x58",
        "20, THROTTLED 0x14",
        "8, TEMPORARY 0x08",
        "100, TEMPORARY 0x64",
        "10, PERMANENT 0x0A",
        "11, PERMANENT 0x0B",
        "69, PERMANENT 0x45"
    })
    void aRefusalSaysWhatToDo(int status, String expected) throws Exception {
        try (PlainOperator operator = new PlainOperator();
                Link link = connector.open(settings(operator.port()), answers)) {
            operator.answerStatus = status;
            eventually("bound", () -> link.window() > 0);
            link.submit(List.of(message("Hi", 1)));
            eventually("answered", () -> answers.lines.contains("100 " + expected));
        }
    }

    // ---- settings

    @ParameterizedTest
    @CsvSource({
        "zone, Europe/Muscow",
        "authority, no certificate",
        "tls, perhaps",
        "longTexts, both",
        "ids, hex",
        "validity, 43201",
        "validity, -1",
        "senderTon, 7",
        "enquireInterval, 1",
        "responseTimeout, 601",
        "bind, receiver",
        "version, 3.3"
    })
    void whatCannotBeUsedIsNamed(String option, String value) {
        assertThatExceptionOfType(InvalidConnection.class)
                .isThrownBy(() -> connector.check(settings(2775, "tls", "on", option, value)))
                .satisfies(e -> assertThat(e.field()).isEqualTo(option));
        assertThatExceptionOfType(InvalidConnection.class)
                .as("a certificate that nobody would look at")
                .isThrownBy(() -> connector.check(settings(2775, "authority", "x")))
                .satisfies(e -> assertThat(e.field()).isEqualTo("authority"));
    }
}

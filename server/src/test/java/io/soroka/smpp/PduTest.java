package io.soroka.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.util.DefaultComposer;
import org.junit.jupiter.api.Test;

class PduTest {
    private static final DefaultComposer JSMPP = new DefaultComposer();

    static byte[] encode(Pdu pdu) {
        PduWriter writer = new PduWriter(16);
        writer.write(pdu);
        return Arrays.copyOf(writer.bytes(), writer.size());
    }

    static Pdu decode(byte[] frame) throws MalformedPduException {
        return new PduReader().read(frame, 0, frame.length);
    }

    // ---- against bytes made elsewhere

    @Test
    void queriesAreWhatAnotherImplementationWrites() throws Exception {
        byte[] query = JSMPP.querySm(7, "0a1B", (byte) 5, (byte) 0, "SOROKA");
        Pdu.QuerySm ours = new Pdu.QuerySm(7, "0a1B", Address.alphanumeric("SOROKA"));
        assertThat(encode(ours)).isEqualTo(query);
        assertThat(decode(query)).isEqualTo(ours);
        byte[] answer = JSMPP.querySmResp(7, "0a1B", "261126120100000+", (byte) 2, (byte) 3);
        Pdu.QuerySmResp told =
                new Pdu.QuerySmResp(7, 0, "0a1B", new MessageStatus("261126120100000+", 2, 3));
        assertThat(encode(told)).isEqualTo(answer);
        assertThat(decode(answer)).isEqualTo(told);
        assertThat(decode(hex("00000010 80000003 00000067 00000007")))
                .isEqualTo(new Pdu.QuerySmResp(7, 0x67, "", new MessageStatus("", 0, 0)));
        for (String torn : List.of("41", "4100", "41004200", "4100420005")) {
            byte[] frame =
                    hex(
                            "000000%02x 80000003 00000000 00000007 "
                                            .formatted(16 + torn.length() / 2)
                                    + torn);
            assertThatThrownBy(() -> decode(frame)).isInstanceOf(MalformedPduException.class);
        }
    }

    @Test
    void dataSmIsWhatAnotherImplementationWrites() throws Exception {
        byte[] theirs =
                JSMPP.dataSm(
                        9,
                        "CMT",
                        (byte) 1,
                        (byte) 1,
                        "79990000001",
                        (byte) 5,
                        (byte) 0,
                        "SOROKA",
                        (byte) 4,
                        (byte) 1,
                        (byte) 8,
                        new OptionalParameter.Receipted_message_id("1a"));
        Pdu.DataSm ours =
                new Pdu.DataSm(
                        9,
                        ShortMessage.between(
                                        Address.international("79990000001"),
                                        Address.alphanumeric("SOROKA"))
                                .serviceType("CMT")
                                .esmClass(4)
                                .registeredDelivery(1)
                                .dataCoding(8)
                                .tlvs(Tlv.ofText(Tlv.RECEIPTED_MESSAGE_ID, "1a"))
                                .build());
        assertThat(encode(ours)).isEqualTo(theirs);
        assertThat(decode(theirs)).isEqualTo(ours);
        assertThat(decode(JSMPP.dataSmResp(9, ""))).isEqualTo(new Pdu.DataSmResp(9, 0));
        assertThat(encode(new Pdu.DataSmResp(9, 0))).isEqualTo(JSMPP.dataSmResp(9, ""));
    }

    @Test
    void submitIsWhatAnotherImplementationWrites() throws Exception {
        byte[] text = "Привет".getBytes(StandardCharsets.UTF_16BE);
        byte[] theirs =
                JSMPP.submitSm(
                        7,
                        "CMT",
                        (byte) 5,
                        (byte) 0,
                        "SOROKA",
                        (byte) 1,
                        (byte) 1,
                        "79990000001",
                        (byte) 0x40,
                        (byte) 1,
                        (byte) 2,
                        "261123200000000+",
                        "000001000000000R",
                        (byte) 1,
                        (byte) 0,
                        (byte) 8,
                        (byte) 0,
                        text,
                        new OptionalParameter.Sar_msg_ref_num((short) 0x1234),
                        new OptionalParameter.Sar_total_segments((byte) 2));
        ShortMessage ours =
                ShortMessage.between(
                                Address.alphanumeric("SOROKA"),
                                Address.international("79990000001"))
                        .serviceType("CMT")
                        .esmClass(0x40)
                        .protocolId(1)
                        .priority(2)
                        .schedule("261123200000000+")
                        .validity("000001000000000R")
                        .registeredDelivery(1)
                        .dataCoding(8)
                        .text(text)
                        .tlvs(
                                Tlv.ofShort(Tlv.SAR_MSG_REF_NUM, 0x1234),
                                Tlv.ofByte(Tlv.SAR_TOTAL_SEGMENTS, 2))
                        .build();
        assertThat(encode(new Pdu.SubmitSm(7, ours))).isEqualTo(theirs);
        assertThat(decode(theirs)).isEqualTo(new Pdu.SubmitSm(7, ours));
    }

    @Test
    void otherPdusAreWhatAnotherImplementationWrites() throws Exception {
        assertThat(
                        encode(
                                new Pdu.Bind(
                                        1,
                                        BindType.TRANSCEIVER,
                                        "severs",
                                        "secret",
                                        "VMA",
                                        0x34,
                                        1,
                                        1,
                                        "7999.*")))
                .isEqualTo(
                        JSMPP.bind(
                                9,
                                1,
                                "severs",
                                "secret",
                                "VMA",
                                (byte) 0x34,
                                (byte) 1,
                                (byte) 1,
                                "7999.*"));
        assertThat(encode(new Pdu.BindResp(1, BindType.TRANSMITTER, 0, "smsc", List.of())))
                .isEqualTo(JSMPP.bindResp(0x80000002, 1, "smsc"));
        assertThat(encode(new Pdu.SubmitSmResp(3, 0, "18f0a", List.of())))
                .isEqualTo(JSMPP.submitSmResp(3, "18f0a"));
        assertThat(encode(new Pdu.DeliverSmResp(4, 0x14)))
                .isEqualTo(JSMPP.deliverSmResp(0x14, 4, ""));
        assertThat(encode(new Pdu.EnquireLink(5))).isEqualTo(JSMPP.enquireLink(5));
        assertThat(encode(new Pdu.EnquireLinkResp(5))).isEqualTo(JSMPP.enquireLinkResp(5));
        assertThat(encode(new Pdu.Unbind(6))).isEqualTo(JSMPP.unbind(6));
        assertThat(encode(new Pdu.UnbindResp(6, 0))).isEqualTo(JSMPP.unbindResp(0, 6));
        assertThat(encode(new Pdu.GenericNack(0, 3))).isEqualTo(JSMPP.genericNack(3, 0));
        assertThat(encode(new Pdu.Unknown(9, 0x103))).isEqualTo(JSMPP.composeHeader(0x103, 0, 9));
    }

    @Test
    void handMadeFramesAreRead() throws Exception {
        // lengths and fields laid out by hand after SMPP 3.4, sections 4.4.2 and 4.6.1
        assertThat(decode(hex("00000015 80000004 00000000 0000002A 3132333400")))
                .isEqualTo(new Pdu.SubmitSmResp(42, 0, "1234", List.of()));
        assertThat(decode(hex("00000010 80000004 00000058 0000002A")))
                .as("a refusal may come without a body")
                .isEqualTo(new Pdu.SubmitSmResp(42, SmppStatus.ESME_RTHROTTLED, "", List.of()));
        assertThat(decode(hex("00000010 80000009 0000000E 00000001")))
                .isEqualTo(new Pdu.BindResp(1, BindType.TRANSCEIVER, 14, "", List.of()));
        assertThat(decode(hex("00000010 80000005 00000000 00000003")))
                .isEqualTo(new Pdu.DeliverSmResp(3, 0));
        Pdu deliver =
                decode(
                        hex(
                                "0000003B 00000005 00000000 00000002 00 0101 373939393000 0500 4100 04 00 00 00 00"
                                        + " 00 00 00 00 02 6869 0427 0001 02 1401 0001 00"));
        assertThat(deliver)
                .isEqualTo(
                        new Pdu.DeliverSm(
                                2,
                                ShortMessage.between(
                                                Address.international("79990"),
                                                Address.alphanumeric("A"))
                                        .esmClass(4)
                                        .text(new byte[] {'h', 'i'})
                                        .tlvs(
                                                Tlv.ofByte(Tlv.MESSAGE_STATE, 2),
                                                Tlv.ofByte(0x1401, 0))
                                        .build()));
    }

    // ---- round trips

    @Property(tries = 500)
    void whatIsWrittenIsReadAgain(@ForAll("pdus") Pdu pdu) throws MalformedPduException {
        assertThat(decode(encode(pdu))).isEqualTo(pdu);
    }

    @Property(tries = 300)
    void cutFramesAreMalformedOrShorterPdus(
            @ForAll("messages") ShortMessage message,
            @ForAll @IntRange(min = 0, max = 100_000) int cut) {
        byte[] whole = encode(new Pdu.SubmitSm(1, message));
        int length = 16 + cut % (whole.length - 16);
        byte[] shorter = Arrays.copyOf(whole, length);
        try {
            ShortMessage read = ((Pdu.SubmitSm) decode(shorter)).message();
            assertThat(read.text()).isEqualTo(message.text());
            assertThat(read.tlvs().size()).isLessThan(message.tlvs().size());
        } catch (MalformedPduException e) {
            assertThat(e.status()).isNotZero();
        }
    }

    @Property(tries = 2000)
    void randomBytesAreReadOrMalformed(
            @ForAll @Size(min = 16, max = 300) byte[] bytes, @ForAll("commands") int command) {
        bytes[4] = (byte) (command >> 24);
        bytes[5] = 0;
        bytes[6] = 0;
        bytes[7] = (byte) command;
        try {
            Pdu pdu = decode(bytes);
            assertThat(encode(pdu).length).isLessThanOrEqualTo(2 * bytes.length + 64);
        } catch (MalformedPduException e) {
            assertThat(e.status()).isNotZero();
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Provide
    Arbitrary<Integer> commands() {
        return Arbitraries.of(
                0x01,
                0x02,
                0x04,
                0x05,
                0x06,
                0x09,
                0x15,
                0x80000000,
                0x80000001,
                0x80000004,
                0x80000005,
                0x80000006,
                0x80000009,
                0x80000015,
                0x03);
    }

    private static Arbitrary<String> text(int max) {
        return Arbitraries.strings().withCharRange((char) 1, (char) 255).ofMaxLength(max);
    }

    private static Arbitrary<Integer> octet() {
        return Arbitraries.integers().between(0, 255);
    }

    private static Arbitrary<Address> address() {
        return Combinators.combine(octet(), octet(), text(20)).as(Address::new);
    }

    private static Arbitrary<List<Tlv>> tlvs() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 0xFFFF),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(300))
                .as(Tlv::new)
                .list()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<ShortMessage> messages() {
        Arbitrary<int[]> octets = octet().array(int[].class).ofSize(7);
        return Combinators.combine(
                        text(5),
                        address(),
                        address(),
                        octets,
                        text(16),
                        text(16),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(254),
                        tlvs())
                .as((service, source, destination, o, schedule, validity, text, tlvs) ->
                        new ShortMessage(
                                service,
                                source,
                                destination,
                                o[0],
                                o[1],
                                o[2],
                                schedule,
                                validity,
                                o[3],
                                o[4],
                                o[5],
                                o[6],
                                text,
                                tlvs));
    }

    @Provide
    Arbitrary<Pdu> pdus() {
        Arbitrary<Integer> sequence = Arbitraries.integers().greaterOrEqual(1);
        Arbitrary<Integer> status = Arbitraries.integers();
        return Arbitraries.oneOf(
                Combinators.combine(sequence, messages()).as(Pdu.SubmitSm::new),
                Combinators.combine(sequence, messages()).as(Pdu.DeliverSm::new),
                Combinators.combine(sequence, status, text(64), tlvs()).as(Pdu.SubmitSmResp::new),
                Combinators.combine(sequence, status).as(Pdu.DeliverSmResp::new),
                Combinators.combine(
                                sequence,
                                Arbitraries.of(BindType.class),
                                text(15),
                                text(64),
                                text(12),
                                octet(),
                                octet(),
                                text(40))
                        .as((s, t, id, pw, st, v, ton, range) ->
                                new Pdu.Bind(s, t, id, pw, st, v, ton, 1, range)),
                Combinators.combine(
                                sequence, Arbitraries.of(BindType.class), status, text(15), tlvs())
                        .as(Pdu.BindResp::new),
                sequence.map(Pdu.EnquireLink::new),
                sequence.map(Pdu.EnquireLinkResp::new),
                sequence.map(Pdu.Unbind::new),
                Combinators.combine(sequence, status).as(Pdu.UnbindResp::new),
                Combinators.combine(sequence, status).as(Pdu.GenericNack::new));
    }

    // ---- limits

    @Test
    void limitsOfTheReaderNameTheField() {
        // submit_sm whose source address has 21 characters
        assertMalformed(
                "00000045 00000004 00000000 00000001 00 0000 4141414141414141414141414141414141414141 41 00"
                        + " 0000 3100 00 00 00 00 00 00 00 00 00 00 0000000000",
                SmppStatus.ESME_RINVSRCADR,
                "source_addr");
        assertMalformed(
                "00000012 00000004 00000000 00000001 4142",
                SmppStatus.ESME_RINVCMDLEN,
                "service_type");
        assertMalformed(
                "00000010 00000004 00000000 00000001", SmppStatus.ESME_RINVCMDLEN, "service_type");
        assertMalformed(
                "00000012 80000004 00000000 00000001 4142",
                SmppStatus.ESME_RINVCMDLEN,
                "message_id");
        // sm_length 255, then sm_length beyond the end
        String head =
                "00000022 00000004 00000000 00000001 00 0000 00 0000 00 00 00 00 00 00 00 00 00 00";
        assertMalformed(head + " FF", SmppStatus.ESME_RINVMSGLEN, "sm_length");
        assertMalformed(head + " 05", SmppStatus.ESME_RINVMSGLEN, "short_message");
        assertMalformed(head + " 00 04", SmppStatus.ESME_RINVTLVSTREAM, "optional parameters");
        assertMalformed(
                head + " 00 0424 0005 41", SmppStatus.ESME_RINVTLVLEN, "optional parameter");
    }

    private static void assertMalformed(String hex, int status, String field) {
        assertThatThrownBy(() -> decode(hex(hex)))
                .isInstanceOfSatisfying(
                        MalformedPduException.class, e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageContaining(field);
    }

    @Test
    void valuesThatTheWireCannotCarryAreRefused() {
        Address a = Address.NONE;
        assertRefused("address", () -> Address.international("1".repeat(21)));
        assertRefused("address", () -> Address.alphanumeric("Сорока"));
        assertRefused("address", () -> Address.alphanumeric("a\0b"));
        assertRefused("ton", () -> new Address(256, 0, ""));
        assertRefused("npi", () -> new Address(0, -1, ""));
        assertRefused("254 bytes", () -> ShortMessage.between(a, a).text(new byte[255]).build());
        assertRefused(
                "service_type", () -> ShortMessage.between(a, a).serviceType("abcdef").build());
        assertRefused(
                "validity", () -> ShortMessage.between(a, a).validity("1".repeat(17)).build());
        assertRefused("tag", () -> new Tlv(0x10000, new byte[0]));
        assertRefused("65,000", () -> new Tlv(1, new byte[65_001]));
        assertRefused(
                "do not fit",
                () ->
                        ShortMessage.between(a, a)
                                .tlvs(new Tlv(1, new byte[40_000]), new Tlv(2, new byte[40_000]))
                                .build());
        assertRefused("message_id", () -> new Pdu.SubmitSmResp(1, 0, "1".repeat(65), List.of()));
        assertRefused(
                "system_id",
                () -> new Pdu.BindResp(1, BindType.RECEIVER, 0, "1".repeat(16), List.of()));
    }

    private static void assertRefused(
            String words, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void nothingPersonalIsPrinted() {
        ShortMessage message =
                ShortMessage.between(
                                Address.alphanumeric("SOROKA"),
                                Address.international("79990000001"))
                        .text("secret text".getBytes(StandardCharsets.US_ASCII))
                        .tlvs(Tlv.ofText(Tlv.MESSAGE_PAYLOAD, "payload"))
                        .build();
        String printed =
                new Pdu.SubmitSm(1, message)
                        + message.tlvs().toString()
                        + message.destination()
                        + new Pdu.Bind(
                                1, BindType.RECEIVER, "severs", "hunter2", "", 0x34, 0, 0, "")
                        + SessionSettings.to("localhost", 2775, "severs", "hunter2").build();
        assertThat(printed)
                .doesNotContain("79990000001")
                .doesNotContain("secret text")
                .doesNotContain("payload")
                .doesNotContain("hunter2")
                .contains("severs");
    }

    @Test
    void parametersAreFoundAndRead() {
        ShortMessage message =
                ShortMessage.between(Address.NONE, Address.NONE)
                        .text(new byte[] {1})
                        .tlvs(
                                Tlv.ofShort(Tlv.SAR_MSG_REF_NUM, 0xFFFE),
                                Tlv.ofText(Tlv.RECEIPTED_MESSAGE_ID, "abc"),
                                new Tlv(Tlv.MESSAGE_PAYLOAD, new byte[] {2, 3}))
                        .build();
        assertThat(message.tlv(Tlv.SAR_MSG_REF_NUM)).extracting(Tlv::number).isEqualTo(0xFFFE);
        assertThat(message.tlv(Tlv.RECEIPTED_MESSAGE_ID)).extracting(Tlv::text).isEqualTo("abc");
        assertThat(message.tlv(Tlv.MESSAGE_STATE)).isNull();
        assertThat(message.payload()).containsExactly(2, 3);
        assertThat(message)
                .hasSameHashCodeAs(
                        ShortMessage.between(Address.NONE, Address.NONE)
                                .text(new byte[] {1})
                                .build());
    }

    @Test
    void statusesHaveTheirStandardNames() {
        assertThat(SmppStatus.name(0)).isEqualTo("ESME_ROK (0x00)");
        assertThat(SmppStatus.name(0x58)).isEqualTo("ESME_RTHROTTLED (0x58)");
        assertThat(SmppStatus.name(0x0B)).isEqualTo("ESME_RINVDSTADR (0x0B)");
        assertThat(SmppStatus.name(0xFF)).isEqualTo("ESME_RUNKNOWNERR (0xFF)");
        assertThat(SmppStatus.name(0x0400)).isEqualTo("0x00000400");
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}

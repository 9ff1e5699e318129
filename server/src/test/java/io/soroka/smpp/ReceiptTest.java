package io.soroka.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReceiptTest {
    private static ShortMessage.Builder receipt() {
        return ShortMessage.between(Address.NONE, Address.NONE).esmClass(0x04);
    }

    private static Receipt parse(String text) {
        return Receipt.parse(receipt().text(text.getBytes(StandardCharsets.ISO_8859_1)).build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "id:12 sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 text:Hi |12|DELIVERED|000|2026-11-23T12:01",
                "id:0a1B-c.D sub:001 dlvrd:001 submit date:261123120000 done date:261123120159 stat:DELIVRD err:0 text: |0a1B-c.D|DELIVERED|0|2026-11-23T12:01:59",
                "stat:UNDELIV err:0x1B id:7 done date:2611231201 |7|UNDELIVERABLE|0x1B|2026-11-23T12:01",
                "ID:12 SUB:001 DLVRD:000 SUBMIT DATE:2611231200 DONE DATE:2611231201 STAT:EXPIRED ERR:027 TEXT: |12|EXPIRED|027|2026-11-23T12:01",
                "Id:12 Stat:deleted Err:1 |12|DELETED|1|-",
                "id: 12   sub: 001  done date: 2611231201   stat: REJECTD   err: 5 |12|REJECTED|5|2026-11-23T12:01",
                "id :12 stat : ACCEPTD err : 5 done  date : 2611231201|12|ACCEPTED|5|2026-11-23T12:01",
                "id:12 stat:UNKNOWN|12|UNKNOWN|''|-",
                "id:12 stat:SKIPPED|12|UNDELIVERABLE|''|-",
                "id:12 stat:SCHEDULED|12|ENROUTE|''|-",
                "id:12 stat:DELIVERED|12|DELIVERED|''|-",
                "id:12 stat:UNDELIVERABLE|12|UNDELIVERABLE|''|-",
                "id:12 stat:ENROUTE err:|12|ENROUTE|''|-",
                "id:12 err: stat:DELIVRD|12|DELIVERED|''|-",
                "id:12 err: done date:2611231201 stat:DELIVRD|12|DELIVERED|''|2026-11-23T12:01",
                "id:12 submit date: done date: stat:DELIVRD err:3|12|DELIVERED|3|-",
                "id:12 submit_date:2611231200 done_date:2611231201 stat:DELIVERED|12|DELIVERED|''|2026-11-23T12:01",
                "id:12 submitdate:2611231200 donedate:20261123120130 status:UNDELIVERABLE error:9|12|UNDELIVERABLE|9|2026-11-23T12:01:30",
                "id:12,stat:DELIVRD;err:4|12|DELIVERED|4|-",
                "id:12 done date:2613991201 stat:DELIVRD|12|DELIVERED|''|-",
                "id:12 done date:26112312 stat:DELIVRD|12|DELIVERED|''|-",
                "id:12 done date:26-11-23 stat:DELIVRD|12|DELIVERED|''|-",
                "id:12 stat:WHATEVER|12|UNKNOWN|''|-",
                "id:12 stat:OK|12|UNKNOWN|''|-",
                "stat:DELIVRD|''|DELIVERED|''|-",
                "id:12|12|UNKNOWN|''|-",
                "''|''|UNKNOWN|''|-",
                "no fields here: at all|''|UNKNOWN|''|-",
                ": :: id:|''|UNKNOWN|''|-",
                "id:12 stat:UNDELIV err:1 text:id:13 stat:DELIVRD err:0 done date:2611231201|12|UNDELIVERABLE|1|-",
                "text:hello id:12 stat:DELIVRD|12|DELIVERED|''|-",
                "id:12 id:13 stat:EXPIRED stat:DELIVRD|12|EXPIRED|''|-",
                "grid:5 id:12 stat:DELIVRD|12|DELIVERED|''|-",
                "id:urn:x:12 stat:DELIVRD|urn:x:12|DELIVERED|''|-",
            })
    void textForms(String text, String id, Receipt.State state, String error, String doneAt) {
        assertThat(parse(text))
                .isEqualTo(
                        new Receipt(
                                id,
                                state,
                                error,
                                doneAt == null ? null : LocalDateTime.parse(doneAt)));
    }

    @Test
    void parametersWinOverText() {
        ShortMessage message =
                receipt()
                        .text(
                                "id:1 stat:ENROUTE err:9 done date:2611231201"
                                        .getBytes(StandardCharsets.US_ASCII))
                        .tlvs(
                                Tlv.ofText(Tlv.RECEIPTED_MESSAGE_ID, "ABC"),
                                Tlv.ofByte(Tlv.MESSAGE_STATE, 5),
                                new Tlv(Tlv.NETWORK_ERROR_CODE, new byte[] {3, 0x01, 0x02}))
                        .build();
        assertThat(Receipt.parse(message))
                .isEqualTo(
                        new Receipt(
                                "ABC",
                                Receipt.State.UNDELIVERABLE,
                                "258",
                                LocalDateTime.of(2026, 11, 23, 12, 1)));
    }

    @Test
    void brokenParametersLeaveTheTextStanding() {
        ShortMessage message =
                receipt()
                        .text("id:1 stat:EXPIRED err:9".getBytes(StandardCharsets.US_ASCII))
                        .tlvs(
                                new Tlv(Tlv.MESSAGE_STATE, new byte[0]),
                                new Tlv(Tlv.NETWORK_ERROR_CODE, new byte[] {3}))
                        .build();
        assertThat(Receipt.parse(message))
                .isEqualTo(new Receipt("1", Receipt.State.EXPIRED, "9", null));
    }

    @ParameterizedTest
    @CsvSource({
        "0,ENROUTE",
        "1,ENROUTE",
        "2,DELIVERED",
        "3,EXPIRED",
        "4,DELETED",
        "5,UNDELIVERABLE",
        "6,ACCEPTED",
        "7,UNKNOWN",
        "8,REJECTED",
        "9,UNDELIVERABLE",
        "10,UNKNOWN",
        "255,UNKNOWN"
    })
    void stateNumbers(int number, Receipt.State state) {
        Receipt parsed =
                Receipt.parse(receipt().tlvs(Tlv.ofByte(Tlv.MESSAGE_STATE, number)).build());
        assertThat(parsed.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource(Receipt.State.class)
    void statesTellWhetherTheyAreFinal(Receipt.State state) {
        assertThat(state.isFinal()).isEqualTo(state.number() != 1 && state.number() != 6);
        assertThat(state.text()).hasSize(7);
    }

    @Test
    void onlyReceiptsAreReceipts() {
        byte[] forged = "id:12 stat:DELIVRD".getBytes(StandardCharsets.US_ASCII);
        assertThat(Receipt.parse(receipt().esmClass(0).text(forged).build())).isNull();
        assertThat(Receipt.parse(receipt().esmClass(0x08).text(forged).build())).isNull();
        assertThat(Receipt.parse(receipt().esmClass(0x20).text(forged).build())).isNotNull();
        assertThat(
                        Receipt.parse(
                                receipt()
                                        .esmClass(0)
                                        .tlvs(Tlv.ofText(Tlv.RECEIPTED_MESSAGE_ID, "5"))
                                        .build()))
                .extracting(Receipt::messageId)
                .isEqualTo("5");
    }

    @Test
    void otherPlacesOfTheText() {
        byte[] text = "id:12 stat:DELIVRD err:1".getBytes(StandardCharsets.US_ASCII);
        Receipt expected = new Receipt("12", Receipt.State.DELIVERED, "1", null);
        assertThat(Receipt.parse(receipt().tlvs(new Tlv(Tlv.MESSAGE_PAYLOAD, text)).build()))
                .isEqualTo(expected);
        byte[] wide = "id:12 stat:DELIVRD err:1".getBytes(StandardCharsets.UTF_16BE);
        assertThat(Receipt.parse(receipt().dataCoding(8).text(wide).build())).isEqualTo(expected);
        byte[] headed = "\5\0\3\1\2\1id:12 stat:DELIVRD err:1".getBytes(StandardCharsets.US_ASCII);
        assertThat(Receipt.parse(receipt().esmClass(0x44).text(headed).build()))
                .isEqualTo(expected);
        byte[] lyingHeader = "\377id:12 stat:DELIVRD".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Receipt.parse(receipt().esmClass(0x44).text(lyingHeader).build()).messageId())
                .isEmpty();
    }

    @Property(tries = 500)
    void anyOrderAndCaseGivesTheSame(
            @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 20) String id,
            @ForAll Receipt.State state,
            @ForAll @NumericChars @StringLength(min = 1, max = 4) String error,
            @ForAll long seed) {
        Random random = new Random(seed);
        LocalDateTime done =
                LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(random.nextInt(500_000));
        List<String> fields =
                new ArrayList<>(
                        List.of(
                                "id:" + id,
                                "sub:001",
                                "dlvrd:001",
                                "submit date:2601010000",
                                "done date:"
                                        + done.format(DateTimeFormatter.ofPattern("yyMMddHHmm")),
                                "stat:" + state.text(),
                                "err:" + error));
        Collections.shuffle(fields, random);
        StringBuilder text = new StringBuilder();
        for (String field : fields) {
            int colon = field.indexOf(':');
            String name = field.substring(0, colon);
            text.append(random.nextBoolean() ? name : name.toUpperCase(java.util.Locale.ROOT))
                    .append(field.substring(colon))
                    .append(" ".repeat(1 + random.nextInt(3)));
        }
        assertThat(parse(text + "text:id:0 stat:REJECTD"))
                .isEqualTo(new Receipt(id, state, error, done));
    }

    @Property(tries = 2000)
    void garbageNeverFails(
            @ForAll @Size(max = 200) byte[] bytes,
            @ForAll byte dataCoding,
            @ForAll boolean headed) {
        ShortMessage message =
                receipt()
                        .esmClass(headed ? 0x44 : 0x04)
                        .dataCoding(dataCoding & 0xFF)
                        .text(bytes)
                        .build();
        assertThat(Receipt.parse(message)).isNotNull();
    }

    @Property(tries = 2000)
    void garbageMadeOfFieldNamesNeverFails(@ForAll @Size(max = 30) List<Byte> choices) {
        String[] pieces = {
            "id", ":", " ", "stat", "done", "date", "text", "err", "submit", "DELIVRD", "_", "12",
            "::"
        };
        StringBuilder text = new StringBuilder();
        choices.forEach(c -> text.append(pieces[(c & 0xFF) % pieces.length]));
        assertThat(parse(text.substring(0, Math.min(254, text.length())))).isNotNull();
    }
}

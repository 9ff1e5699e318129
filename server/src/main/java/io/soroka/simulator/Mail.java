package io.soroka.simulator;

import io.soroka.smpp.Address;
import io.soroka.smpp.Receipt;
import io.soroka.smpp.ShortMessage;
import io.soroka.smpp.Tlv;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Builds what an operator delivers: receipts in the usual text form with parameters beside it, and
 * phones' replies.
 */
final class Mail {
    /**
     * Of the numbers that get nothing every fourth is out of service; the others are switched off.
     */
    private static final String GONE = "001";

    private static final String ABSENT = "027";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneOffset.UTC);
    private static final int UCS2 = 8;

    private long submitMinute = -1;
    private String submitDate = "";
    private long doneMinute = -1;
    private String doneDate = "";

    /**
     * A receipt.
     *
     * @param tlvs whether id and state are given as optional parameters, too
     */
    ShortMessage receipt(
            String id,
            long number,
            Address sender,
            Receipt.State state,
            int submittedSeconds,
            long doneSeconds,
            boolean tlvs) {
        long minute = submittedSeconds / 60;
        if (minute != submitMinute) {
            submitMinute = minute;
            submitDate = DATE.format(Instant.ofEpochSecond(submittedSeconds));
        }
        if (doneSeconds / 60 != doneMinute) {
            doneMinute = doneSeconds / 60;
            doneDate = DATE.format(Instant.ofEpochSecond(doneSeconds));
        }
        boolean delivered = state == Receipt.State.DELIVERED;
        String text =
                "id:"
                        + id
                        + " sub:001 dlvrd:"
                        + (delivered ? "001" : "000")
                        + " submit date:"
                        + submitDate
                        + " done date:"
                        + doneDate
                        + " stat:"
                        + state.text()
                        + " err:"
                        + (delivered ? "000" : number % 4 == 0 ? GONE : ABSENT)
                        + " text:";
        ShortMessage.Builder receipt =
                ShortMessage.between(Address.international(Long.toString(number)), sender)
                        .esmClass(ShortMessage.ESM_RECEIPT)
                        .text(text.getBytes(StandardCharsets.ISO_8859_1));
        if (tlvs) {
            receipt.tlvs(
                    Tlv.ofText(Tlv.RECEIPTED_MESSAGE_ID, id),
                    Tlv.ofByte(Tlv.MESSAGE_STATE, state.number()));
        }
        return receipt.build();
    }

    static ShortMessage reply(long number, Address recipient, byte[] text, boolean ucs2) {
        return ShortMessage.between(Address.international(Long.toString(number)), recipient)
                .dataCoding(ucs2 ? UCS2 : 0)
                .text(text)
                .build();
    }

    /** Letters, figures and these marks have the same codes in the GSM alphabet as in ASCII. */
    static boolean needsUcs2(String text) {
        return !text.matches("[A-Za-z0-9 .,:;!?'\"()*+/<=>%&#-]*");
    }

    static byte[] encode(String text) {
        return text.getBytes(
                needsUcs2(text) ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
    }
}

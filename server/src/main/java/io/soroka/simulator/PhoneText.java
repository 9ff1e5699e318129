package io.soroka.simulator;

import io.soroka.text.Alphabet;
import io.soroka.text.Texts;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What a phone shows for the bytes of a message, by its data_coding (3GPP TS 23.038, SMPP 5.2.19).
 */
final class PhoneText {
    private static final Charset CYRILLIC = Charset.forName("ISO-8859-5");
    private static final int CLASS_ONLY = 0xF0;
    private static final int GENERAL_WITH_CLASS = 0x10;
    private static final int GENERAL_END = 0x40;

    private PhoneText() {}

    static String decode(int dataCoding, byte[] bytes) {
        if (dataCoding >= CLASS_ONLY) {
            return (dataCoding & 0x04) == 0 ? gsm(bytes) : hex(bytes);
        }
        if (dataCoding >= GENERAL_WITH_CLASS && dataCoding < GENERAL_END) {
            return switch (dataCoding & 0x0C) {
                case 0x00 -> gsm(bytes);
                case 0x08 -> Texts.decode(Alphabet.UCS2, bytes);
                default -> hex(bytes);
            };
        }
        return switch (dataCoding) {
            case 0 -> gsm(bytes);
            case 1 -> new String(bytes, StandardCharsets.US_ASCII);
            case 3 -> new String(bytes, StandardCharsets.ISO_8859_1);
            case 6 -> new String(bytes, CYRILLIC);
            case 8 -> Texts.decode(Alphabet.UCS2, bytes);
            default -> hex(bytes);
        };
    }

    private static String gsm(byte[] bytes) {
        return Texts.decode(Alphabet.GSM7, bytes);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}

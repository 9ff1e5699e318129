package io.soroka.providers.smpp;

import io.soroka.smpp.ShortMessage;
import io.soroka.text.Alphabet;
import io.soroka.text.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the text of an incoming message in the alphabet that it names. */
final class IncomingText {
    private static final int LATIN_1 = 3;
    private static final int UCS_2 = 8;

    private IncomingText() {}

    static String of(ShortMessage message) {
        byte[] octets = message.payload();
        if ((message.esmClass() & ShortMessage.ESM_UDH) != 0 && octets.length > 0) {
            // The header says that it is a part of a longer message; its first octet is its length.
            octets =
                    Arrays.copyOfRange(
                            octets, Math.min(octets.length, 1 + (octets[0] & 0xff)), octets.length);
        }
        return switch (message.dataCoding() & 0x0f) {
            case UCS_2 -> Texts.decode(Alphabet.UCS2, octets);
            case LATIN_1 -> new String(octets, StandardCharsets.ISO_8859_1);
            default -> Texts.decode(Alphabet.GSM7, octets);
        };
    }
}

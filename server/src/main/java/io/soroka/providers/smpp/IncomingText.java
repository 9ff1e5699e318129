package io.soroka.providers.smpp;

import io.soroka.smpp.Part;
import io.soroka.smpp.ShortMessage;
import io.soroka.text.Alphabet;
import io.soroka.text.DefaultAlphabet;
import io.soroka.text.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the text of an incoming message in the alphabet that it names. */
final class IncomingText {
    private static final int LATIN_1 = 3;
    private static final int UCS_2 = 8;

    private IncomingText() {}

    /**
     * @param part where its text begins
     * @param usual what the operator writes texts in whose alphabet is its default
     */
    static String of(ShortMessage message, Part part, DefaultAlphabet usual) {
        byte[] payload = message.payload();
        byte[] octets =
                part.textFrom() == 0
                        ? payload
                        : Arrays.copyOfRange(payload, part.textFrom(), payload.length);
        return switch (message.dataCoding() & 0x0f) {
            case UCS_2 -> Texts.decode(Alphabet.UCS2, octets);
            case LATIN_1 -> new String(octets, StandardCharsets.ISO_8859_1);
            default ->
                    usual == DefaultAlphabet.GSM7
                            ? Texts.decode(Alphabet.GSM7, octets)
                            : new String(octets, StandardCharsets.ISO_8859_1);
        };
    }
}

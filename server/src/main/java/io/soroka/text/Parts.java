package io.soroka.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A text cut into the parts it is sent in. An escape pair and a surrogate pair always stay in one
 * part, so that each part can be read on its own.
 */
public final class Parts {
    private static final int ELEMENT_8_BIT = 0x00;
    private static final int ELEMENT_16_BIT = 0x08;

    private final Alphabet alphabet;
    private final Coding coding;
    private final byte[] octets;

    /** The end of each part in {@link #octets}. */
    private final int[] ends;

    private Parts(Alphabet alphabet, Coding coding, byte[] octets, int[] ends) {
        this.alphabet = alphabet;
        this.coding = coding;
        this.octets = octets;
        this.ends = ends;
    }

    static Parts of(CharSequence text, Coding coding, int limit) {
        Reference reference = coding.reference();
        int septets = Gsm7.septets(text, coding.alphabet());
        boolean gsm = septets >= 0;
        int count = gsm ? Gsm7.parts(text, septets, reference) : Ucs2.parts(text, reference);
        if (count > limit) {
            throw new TooManyPartsException(count, limit);
        }
        byte[] octets = gsm ? Gsm7.encode(text, septets) : Ucs2.encode(text);
        int[] ends = new int[count];
        if (count == 1) {
            ends[0] = octets.length;
        } else {
            int end = 0;
            for (int i = 0; i < count; i++) {
                end =
                        gsm
                                ? Gsm7.endOfPart(octets, end, reference)
                                : 2 * Ucs2.endOfPart(text, end / 2, reference);
                ends[i] = end;
            }
        }
        return new Parts(gsm ? Alphabet.GSM7 : Alphabet.UCS2, coding, octets, ends);
    }

    /** The alphabet of every part. */
    public Alphabet alphabet() {
        return alphabet;
    }

    /** How many parts there are, 1 to 255. */
    public int count() {
        return ends.length;
    }

    /** The encoded text of the part with this index from 0, without a header; a fresh array. */
    public byte[] body(int index) {
        return written(Arrays.copyOfRange(octets, start(index), ends[index]));
    }

    /** The whole encoded text without headers, for operators who cut it themselves. */
    public byte[] whole() {
        return written(octets.clone());
    }

    /** Every character of a part is whole, so a part can be written anew in another alphabet. */
    private byte[] written(byte[] part) {
        return alphabet == Alphabet.UCS2 || coding.alphabet() == DefaultAlphabet.GSM7
                ? part
                : Gsm7.decode(part).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * What goes on the wire for the part with this index from 0: the encoded text, behind the
     * concatenation header when there are several parts; a fresh array.
     *
     * @param reference 0 to 255, or 0 to 65,535 where references have 16 bits; the same for all
     *     parts of a message and different from that of the messages sent to the same person
     *     shortly before
     */
    public byte[] shortMessage(int index, int reference) {
        int max = coding.reference().max();
        if (reference < 0 || reference > max) {
            throw new IllegalArgumentException("A reference is 0 to " + max + ", not " + reference);
        }
        byte[] body = body(index);
        if (count() == 1) {
            return body;
        }
        byte[] header = header(index, reference);
        byte[] message = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, message, header.length, body.length);
        return message;
    }

    /** Length, element, its length, the reference, how many there are, and which one this is. */
    private byte[] header(int index, int reference) {
        byte low = (byte) reference;
        byte count = (byte) count();
        byte number = (byte) (index + 1);
        return switch (coding.reference()) {
            case EIGHT_BIT -> new byte[] {5, ELEMENT_8_BIT, 3, low, count, number};
            case SIXTEEN_BIT ->
                    new byte[] {6, ELEMENT_16_BIT, 4, (byte) (reference >> 8), low, count, number};
        };
    }

    /** All {@linkplain #shortMessage short messages} in order. */
    public List<byte[]> shortMessages(int reference) {
        return IntStream.range(0, count()).mapToObj(i -> shortMessage(i, reference)).toList();
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }
}

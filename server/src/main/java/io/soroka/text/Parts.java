package io.soroka.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A text cut into the parts it is sent in. An escape pair and a surrogate pair always stay in one
 * part, so that each part can be read on its own.
 */
public final class Parts {
    /** Length of the header with an 8-bit reference, 3GPP TS 23.040 section 9.2.3.24.1. */
    public static final int HEADER_OCTETS = 6;

    private final Alphabet alphabet;
    private final byte[] octets;

    /** The end of each part in {@link #octets}. */
    private final int[] ends;

    private Parts(Alphabet alphabet, byte[] octets, int[] ends) {
        this.alphabet = alphabet;
        this.octets = octets;
        this.ends = ends;
    }

    static Parts of(CharSequence text, int limit) {
        int septets = Gsm7.septets(text);
        boolean gsm = septets >= 0;
        int count = gsm ? Gsm7.parts(text, septets) : Ucs2.parts(text);
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
                end = gsm ? Gsm7.endOfPart(octets, end) : 2 * Ucs2.endOfPart(text, end / 2);
                ends[i] = end;
            }
        }
        return new Parts(gsm ? Alphabet.GSM7 : Alphabet.UCS2, octets, ends);
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
        return Arrays.copyOfRange(octets, start(index), ends[index]);
    }

    /**
     * What goes on the wire for the part with this index from 0: the encoded text, behind the
     * 6-byte concatenation header when there are several parts; a fresh array.
     *
     * @param reference 0 to 255, the same for all parts of a message and different from that of the
     *     messages sent to the same person shortly before
     */
    public byte[] shortMessage(int index, int reference) {
        if (reference < 0 || reference > 0xFF) {
            throw new IllegalArgumentException("A reference is 0 to 255, not " + reference);
        }
        if (count() == 1) {
            return body(index);
        }
        int start = start(index);
        int length = ends[index] - start;
        byte[] message = new byte[HEADER_OCTETS + length];
        message[0] = HEADER_OCTETS - 1;
        // Elements 0 and 1: "concatenated, 8-bit reference" and its three octets.
        message[1] = 0;
        message[2] = 3;
        message[3] = (byte) reference;
        message[4] = (byte) count();
        message[5] = (byte) (index + 1);
        System.arraycopy(octets, start, message, HEADER_OCTETS, length);
        return message;
    }

    /** All {@linkplain #shortMessage short messages} in order. */
    public List<byte[]> shortMessages(int reference) {
        return IntStream.range(0, count()).mapToObj(i -> shortMessage(i, reference)).toList();
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }
}

package io.soroka.text;

/**
 * The two alphabets a short message is sent in, with their limits from 3GPP TS 23.038 and 23.040: a
 * part holds 140 octets, of which a part of several gives six or seven to the concatenation header.
 */
public enum Alphabet {
    /** GSM 7-bit default alphabet with its extension table; a unit is a septet. */
    GSM7(0, 7),
    /** Unicode in 16-bit units; a unit is a UTF-16 code unit. */
    UCS2(8, 16);

    private static final int PART_BITS = 140 * Byte.SIZE;

    private final int dataCoding;
    private final int unitBits;

    Alphabet(int dataCoding, int unitBits) {
        this.dataCoding = dataCoding;
        this.unitBits = unitBits;
    }

    /** The {@code data_coding} value of SMPP: 0 for GSM-7, 8 for UCS-2. */
    public int dataCoding() {
        return dataCoding;
    }

    /** How many units a text may have to be sent as one part. */
    public int singlePartUnits() {
        return PART_BITS / unitBits;
    }

    /** How many units each of several parts holds beside the header. */
    public int multiPartUnits(Reference reference) {
        return (PART_BITS - reference.headerOctets() * Byte.SIZE) / unitBits;
    }
}

package io.soroka.text;

/**
 * The two alphabets a short message is sent in, with their limits from 3GPP TS 23.038 and 23.040: a
 * part holds 140 octets, of which a part of several gives six to the concatenation header.
 */
public enum Alphabet {
    /** GSM 7-bit default alphabet with its extension table; a unit is a septet. */
    GSM7(0, 160, 153),
    /** Unicode in 16-bit units; a unit is a UTF-16 code unit. */
    UCS2(8, 70, 67);

    private final int dataCoding;
    private final int single;
    private final int multi;

    Alphabet(int dataCoding, int single, int multi) {
        this.dataCoding = dataCoding;
        this.single = single;
        this.multi = multi;
    }

    /** The {@code data_coding} value of SMPP: 0 for GSM-7, 8 for UCS-2. */
    public int dataCoding() {
        return dataCoding;
    }

    /** How many units a text may have to be sent as one part. */
    public int singlePartUnits() {
        return single;
    }

    /** How many units each of several parts holds beside a 6-byte header. */
    public int multiPartUnits() {
        return multi;
    }
}

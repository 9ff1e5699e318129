package io.soroka.smpp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An optional parameter (tag, length, value). The value is not copied: nobody changes it after it
 * was handed over.
 *
 * @param tag 0 to 65,535; see the constants
 * @param value at most 65,000 bytes
 */
@SuppressWarnings(
        "ArrayRecordComponent") // equality is defined below; copies would cost on the hot path
public record Tlv(int tag, byte[] value) {
    public static final int RECEIPTED_MESSAGE_ID = 0x001E;
    public static final int USER_MESSAGE_REFERENCE = 0x0204;
    public static final int SAR_MSG_REF_NUM = 0x020C;
    public static final int SAR_TOTAL_SEGMENTS = 0x020E;
    public static final int SAR_SEGMENT_SEQNUM = 0x020F;
    public static final int SC_INTERFACE_VERSION = 0x0210;
    public static final int NETWORK_ERROR_CODE = 0x0423;
    public static final int MESSAGE_PAYLOAD = 0x0424;
    public static final int MESSAGE_STATE = 0x0427;

    /** SMPP 5.0: load of the operator, 0 to 100. */
    public static final int CONGESTION_STATE = 0x0428;

    private static final int MAX_VALUE = 65_000;

    /** Refuses values that the wire cannot carry with {@link IllegalArgumentException}. */
    public Tlv {
        if (tag < 0 || tag > 0xFFFF) {
            throw new IllegalArgumentException("tag must be from 0 to 65,535, but is " + tag);
        }
        if (value.length > MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a parameter may have 65,000 bytes, but has " + value.length);
        }
    }

    /** A parameter of one byte. */
    public static Tlv ofByte(int tag, int value) {
        return new Tlv(tag, new byte[] {(byte) value});
    }

    /** A parameter of two bytes, highest first. */
    public static Tlv ofShort(int tag, int value) {
        return new Tlv(tag, new byte[] {(byte) (value >> 8), (byte) value});
    }

    /** A text parameter with its closing zero. */
    public static Tlv ofText(int tag, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        return new Tlv(tag, Arrays.copyOf(bytes, bytes.length + 1));
    }

    /**
     * The value as an unsigned number, highest byte first; of more than four bytes the last four
     * count; 0 when empty.
     */
    public int number() {
        int number = 0;
        for (byte b : value) {
            number = number << 8 | (b & 0xFF);
        }
        return number;
    }

    /** The value as text, without a closing zero (some senders leave it out). */
    public String text() {
        int length = 0;
        while (length < value.length && value[length] != 0) {
            length++;
        }
        return new String(value, 0, length, StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tlv that && tag == that.tag && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * tag + Arrays.hashCode(value);
    }

    /** Leaves the value out, because it may be a person's text. */
    @Override
    public String toString() {
        return "Tlv[0x" + HexFormat.of().toHexDigits((short) tag) + ", " + value.length + " bytes]";
    }
}

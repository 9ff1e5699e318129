package io.soroka.smpp;

/**
 * Where a short message stands in a long one, and what its text's bytes are.
 *
 * @param reference what the parts of one long message share, 0 to 65,535
 * @param total 1 for a message of one part; then reference and sequence mean nothing
 * @param sequence place of this part, from 1 to total
 * @param textFrom where the text begins behind the user data header
 */
public record Part(int reference, int total, int sequence, int textFrom) {
    private static final int CONCATENATED_8 = 0x00;
    private static final int CONCATENATED_16 = 0x08;

    /** Reads the user data header or, without one, the SAR parameters. */
    public static Part of(ShortMessage message) {
        byte[] payload = message.payload();
        if ((message.esmClass() & ShortMessage.ESM_UDH) != 0 && payload.length > 0) {
            return ofHeader(payload);
        }
        Tlv reference = message.tlv(Tlv.SAR_MSG_REF_NUM);
        Tlv total = message.tlv(Tlv.SAR_TOTAL_SEGMENTS);
        Tlv sequence = message.tlv(Tlv.SAR_SEGMENT_SEQNUM);
        if (reference != null && total != null && sequence != null) {
            return checked(reference.number(), total.number() & 0xFF, sequence.number() & 0xFF, 0);
        }
        return new Part(0, 1, 1, 0);
    }

    private static Part ofHeader(byte[] text) {
        int end = Math.min(text.length, 1 + (text[0] & 0xFF));
        int at = 1;
        while (at + 1 < end) {
            int kind = text[at] & 0xFF;
            int length = text[at + 1] & 0xFF;
            int value = at + 2;
            at = value + length;
            if (at > end) {
                break;
            }
            if (kind == CONCATENATED_8 && length == 3) {
                return checked(
                        text[value] & 0xFF, text[value + 1] & 0xFF, text[value + 2] & 0xFF, end);
            }
            if (kind == CONCATENATED_16 && length == 4) {
                int reference = (text[value] & 0xFF) << 8 | (text[value + 1] & 0xFF);
                return checked(reference, text[value + 2] & 0xFF, text[value + 3] & 0xFF, end);
            }
        }
        return new Part(0, 1, 1, end);
    }

    /** Phones show a part with an impossible place as a message of its own. */
    private static Part checked(int reference, int total, int sequence, int textFrom) {
        boolean possible = total > 1 && sequence >= 1 && sequence <= total;
        return possible
                ? new Part(reference, total, sequence, textFrom)
                : new Part(0, 1, 1, textFrom);
    }
}

package io.soroka.providers.smpp;

import io.soroka.text.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a text that does not fit into one short message goes to the operator. */
enum LongTexts {
    /** A user data header of six bytes before each part. */
    UDH8(Reference.EIGHT_BIT),
    /** A user data header of seven bytes before each part. */
    UDH16(Reference.SIXTEEN_BIT),
    /**
     * The parameters sar_msg_ref_num, sar_total_segments and sar_segment_seqnum, from which the
     * operator makes the header; references stay below 256, so that a short one does.
     */
    SAR(Reference.EIGHT_BIT),
    /** Whole, in message_payload; the operator cuts it, by the usual rules. */
    PAYLOAD(Reference.EIGHT_BIT);

    private final Reference reference;

    LongTexts(Reference reference) {
        this.reference = reference;
    }

    Reference reference() {
        return reference;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(LongTexts::word).toList();
    }

    static LongTexts of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

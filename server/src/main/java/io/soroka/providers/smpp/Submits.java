package io.soroka.providers.smpp;

import io.soroka.providers.Outbound;
import io.soroka.smpp.Address;
import io.soroka.smpp.ShortMessage;
import io.soroka.smpp.Tlv;
import io.soroka.text.Alphabet;
import io.soroka.text.Parts;
import io.soroka.text.Reference;
import io.soroka.text.Texts;
import org.jspecify.annotations.Nullable;

/** Writes messages in the way that the connection is set to. */
final class Submits {
    /** Receipts are wanted for success and failure. */
    private static final int ALL_RECEIPTS = 1;

    /** Added to a data_coding: message class 0, shown at once and not kept. */
    private static final int FLASH = 0x10;

    /** Spreads ids, whose low bits are alike for messages sent one by one. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final SmppOptions options;
    private final Address sender;

    Submits(SmppOptions options) {
        this.options = options;
        sender = options.senders().sender(options.sender());
    }

    /** Whether a long text goes out as one submit. */
    boolean wholeTexts() {
        return options.longTexts() == LongTexts.PAYLOAD;
    }

    Parts split(Outbound message) {
        return Texts.split(message.text(), options.coding());
    }

    /** One submit for the whole text. */
    ShortMessage whole(Outbound message, Parts parts) {
        ShortMessage.Builder submit = submit(message, parts.alphabet());
        return (parts.count() == 1
                        ? submit.text(parts.whole())
                        : submit.tlvs(new Tlv(Tlv.MESSAGE_PAYLOAD, parts.whole())))
                .build();
    }

    /** The submit of the part with this index from 0. */
    ShortMessage part(Outbound message, Parts parts, int part) {
        ShortMessage.Builder submit = submit(message, parts.alphabet());
        if (parts.count() == 1) {
            return submit.text(parts.body(part)).build();
        }
        int reference = reference(message.id());
        if (options.longTexts() == LongTexts.SAR) {
            return submit.text(parts.body(part))
                    .tlvs(
                            Tlv.ofShort(Tlv.SAR_MSG_REF_NUM, reference),
                            Tlv.ofByte(Tlv.SAR_TOTAL_SEGMENTS, parts.count()),
                            Tlv.ofByte(Tlv.SAR_SEGMENT_SEQNUM, part + 1))
                    .build();
        }
        return submit.esmClass(ShortMessage.ESM_UDH)
                .text(parts.shortMessage(part, reference))
                .build();
    }

    /**
     * The same whenever a part is sent, and for two messages the same by chance alone: one in 256,
     * or in 65,536.
     */
    private int reference(long messageId) {
        long spread = messageId * SPREAD;
        return (int)
                (options.coding().reference() == Reference.EIGHT_BIT
                        ? spread >>> 56
                        : spread >>> 48);
    }

    /** The address of a sender; the connection's own for null. */
    Address sender(@Nullable String own) {
        return own == null ? sender : options.senders().sender(own);
    }

    private ShortMessage.Builder submit(Outbound message, Alphabet alphabet) {
        return ShortMessage.between(
                        sender(message.sender()), options.recipients().recipient(message.msisdn()))
                .registeredDelivery(ALL_RECEIPTS)
                .validity(options.validity())
                .dataCoding(alphabet.dataCoding() | (options.flash() ? FLASH : 0));
    }
}

package io.soroka.smpp;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What became of a submitted message, read from a deliver_sm. Optional parameters win over the text
 * form (SMPP 3.4, appendix B), field by field.
 *
 * @param messageId the operator's id as the receipt gives it, empty when it gives none
 * @param state what became of the message; {@link State#UNKNOWN} when missing or unheard of
 * @param errorCode the operator's own code, empty when it gives none
 * @param doneAt when the state was reached, on the operator's clock in a zone it does not tell;
 *     null when missing or unreadable
 */
public record Receipt(
        String messageId, State state, String errorCode, @Nullable LocalDateTime doneAt) {

    /** States of SMPP 3.4, section 5.2.28, by their numbers 1 to 8. */
    public enum State {
        ENROUTE(1, "ENROUTE"),
        DELIVERED(2, "DELIVRD"),
        EXPIRED(3, "EXPIRED"),
        DELETED(4, "DELETED"),
        UNDELIVERABLE(5, "UNDELIV"),
        ACCEPTED(6, "ACCEPTD"),
        UNKNOWN(7, "UNKNOWN"),
        REJECTED(8, "REJECTD");

        /** Letters that tell DELIVRD from DELIVERED's other spellings and from DELETED. */
        static final int START = 5;

        private static final State[] ALL = values();

        private final int number;
        private final String text;
        private final String start;

        State(int number, String text) {
            this.number = number;
            this.text = text;
            this.start = text.substring(0, START);
        }

        /** Number in the message_state parameter, 1 to 8. */
        public int number() {
            return number;
        }

        /** Form in a receipt's text, 7 letters. */
        public String text() {
            return text;
        }

        /** The first {@link #START} letters of {@link #text()}. */
        String start() {
            return start;
        }

        /** Whether a later receipt may still change it. */
        public boolean isFinal() {
            return this != ENROUTE && this != ACCEPTED;
        }

        /**
         * The state with this number; of SMPP 5.0, 0 (scheduled) is on its way and 9 (skipped) will
         * never arrive.
         */
        static State ofNumber(int number) {
            return switch (number) {
                case 0 -> ENROUTE;
                case 9 -> UNDELIVERABLE;
                default -> number > 0 && number <= ALL.length ? ALL[number - 1] : UNKNOWN;
            };
        }
    }

    /** Intermediate notification in esm_class. */
    private static final int ESM_INTERMEDIATE = 0x20;

    /**
     * Reads a receipt, or returns null when the message is none: neither its esm_class nor a
     * receipted_message_id says so. A text that merely looks like a receipt is an incoming message,
     * or any phone could forge receipts.
     */
    public static @Nullable Receipt parse(ShortMessage message) {
        int type = message.esmClass() & ShortMessage.ESM_TYPE_MASK;
        Tlv idTlv = message.tlv(Tlv.RECEIPTED_MESSAGE_ID);
        if (type != ShortMessage.ESM_RECEIPT && type != ESM_INTERMEDIATE && idTlv == null) {
            return null;
        }
        ReceiptText text = new ReceiptText(message);
        Tlv stateTlv = message.tlv(Tlv.MESSAGE_STATE);
        Tlv errorTlv = message.tlv(Tlv.NETWORK_ERROR_CODE);
        return new Receipt(
                idTlv == null ? text.id() : idTlv.text().strip(),
                stateTlv == null || stateTlv.value().length == 0
                        ? text.state()
                        : State.ofNumber(stateTlv.number()),
                errorTlv == null || errorTlv.value().length != 3
                        ? text.error()
                        : networkError(errorTlv),
                text.doneAt());
    }

    /** The code without its first byte, which only names the kind of network. */
    private static String networkError(Tlv tlv) {
        return Integer.toString(tlv.number() & 0xFFFF);
    }

    /**
     * A date of 10 (yyMMddHHmm), 12 (with seconds) or 14 digits (with century and seconds), or
     * null.
     */
    static @Nullable LocalDateTime date(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length != 10 && length != 12 && length != 14) {
            return null;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return null;
            }
        }
        int at = length == 14 ? from + 2 : from;
        int century = length == 14 ? two(bytes, from) : 20;
        try {
            return LocalDateTime.of(
                    century * 100 + two(bytes, at),
                    two(bytes, at + 2),
                    two(bytes, at + 4),
                    two(bytes, at + 6),
                    two(bytes, at + 8),
                    length == 10 ? 0 : two(bytes, at + 10));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int two(byte[] bytes, int at) {
        return (bytes[at] - '0') * 10 + bytes[at + 1] - '0';
    }
}

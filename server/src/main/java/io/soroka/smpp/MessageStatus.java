package io.soroka.smpp;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a query says of a message.
 *
 * @param finalDate when it got its final state, as {@code YYMMDDhhmmss…}; empty before that
 * @param state number of the state, see {@link Receipt.State#number()}
 * @param errorCode the operator's own, 0 to 255; 0 when there was none
 */
public record MessageStatus(String finalDate, int state, int errorCode) {
    static final MessageStatus NONE = new MessageStatus("", 0, 0);

    /** Refuses values that the wire cannot carry with {@link IllegalArgumentException}. */
    public MessageStatus {
        Limits.text(finalDate, ShortMessage.MAX_TIME, "final_date");
        Limits.octet(state, "message_state");
        Limits.octet(errorCode, "error_code");
    }

    /** The same as a receipt would say it. */
    public Receipt receipt(String messageId) {
        return new Receipt(
                messageId,
                Receipt.State.ofNumber(state),
                errorCode == 0 ? "" : Integer.toString(errorCode),
                doneAt());
    }

    private @Nullable LocalDateTime doneAt() {
        byte[] digits = finalDate.getBytes(StandardCharsets.ISO_8859_1);
        return Receipt.date(digits, 0, Math.min(digits.length, "yyMMddHHmmss".length()));
    }
}

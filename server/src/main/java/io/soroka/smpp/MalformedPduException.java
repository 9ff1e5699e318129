package io.soroka.smpp;

/** The peer sent bytes that are no proper PDU. The text names the field, never its content. */
public final class MalformedPduException extends Exception {
    private final int status;

    MalformedPduException(int status, String message) {
        // hostile input can raise thousands a second: the stack would say nothing new
        super(message, null, false, false);
        this.status = status;
    }

    /** Command status that tells the peer what was wrong. */
    public int status() {
        return status;
    }
}

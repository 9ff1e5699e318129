package io.soroka.smpp;

/**
 * Why a session ended.
 *
 * @param detail a sentence for the log, without personal data
 */
public record CloseReason(Kind kind, String detail) {
    /** Classes of ends, so that the owner can decide how soon to come back. */
    public enum Kind {
        /** We asked for it. */
        CLOSED_BY_US,
        /** The peer sent unbind. */
        UNBOUND_BY_PEER,
        /** The connection broke or the peer closed it without unbind. */
        CONNECTION_LOST,
        /** A request stayed without response for longer than the response timeout. */
        RESPONSE_TIMEOUT,
        /** The peer did not answer enquire_link. */
        LINK_SILENT,
        /** The peer sent something unreadable. */
        PROTOCOL_ERROR,
        /** The application's listener failed. */
        LISTENER_FAILED
    }

    @Override
    public String toString() {
        return kind + ": " + detail;
    }
}

package io.soroka.smpp;

import org.jspecify.annotations.Nullable;

/**
 * What a server does for its clients. All calls come from the loop's thread, one at a time, and
 * must not block. A call that throws ends its session.
 */
public interface ServerHandler {
    /**
     * Decides about a bind.
     *
     * @return 0 to let the client in, otherwise the status of the refusal, such as {@link
     *     SmppStatus#ESME_RINVPASWD}
     */
    int authenticate(String systemId, String password, BindType bindType);

    /**
     * A client was let in; messages may be delivered to it from now on if its bind type receives.
     */
    default void bound(ServerSession session) {}

    /**
     * A client submitted a message; it must be answered, now or later, with {@link
     * ServerSession#answerSubmit}.
     */
    void submitted(ServerSession session, Pdu.SubmitSm pdu);

    /**
     * A client asks what became of a message.
     *
     * @param source what the message was sent from, as the client has it
     * @return null when it is not known
     */
    default @Nullable MessageStatus queried(
            ServerSession session, String messageId, Address source) {
        return null;
    }

    /** A client answered what {@link ServerSession#deliver} sent. */
    default void deliverAnswered(ServerSession session, long token, int commandStatus) {}

    /**
     * Everything that had arrived has been handed over; nothing answered meanwhile has left yet.
     * May come with nothing new.
     */
    default void readBatchEnded(ServerSession session) {}

    /**
     * A bound session is over; the last call for it. Every token that {@link ServerSession#deliver}
     * took comes back exactly once.
     *
     * @param unanswered tokens handed to the socket without a response
     * @param neverSent tokens that had been waiting for a place in the window, in order
     */
    default void closed(
            ServerSession session, CloseReason reason, long[] unanswered, long[] neverSent) {}
}

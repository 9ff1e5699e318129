package io.soroka.smpp;

/**
 * Hears what happens on a client's session. All calls come from the loop's thread, one at a time,
 * and must not block. A call that throws ends the session, so that nothing is lost in silence.
 */
public interface SessionListener {
    /**
     * The operator answered a submission.
     *
     * @param commandStatus 0 when accepted; see {@link SmppStatus}
     * @param messageId the operator's id, empty when refused
     */
    void submitAnswered(SmppSession session, long token, int commandStatus, String messageId);

    /**
     * A receipt or an incoming message, whether it came in a deliver_sm or a data_sm; {@link
     * Receipt#parse} tells which. It must be answered later, once it is stored, with {@link
     * SmppSession#answerDeliver}; it may arrive before {@link SmppClient#connect}'s future is done.
     */
    void delivered(SmppSession session, Pdu.DeliverSm pdu);

    /** The operator answered a {@link SmppSession#query}; a refusal is passed over. */
    default void queryAnswered(SmppSession session, long token, Receipt receipt) {}

    /**
     * Everything that had arrived has been handed over: a good moment to pass a batch on. May come
     * with nothing new.
     */
    default void readBatchEnded(SmppSession session) {}

    /**
     * The session is over; the last call of all. Every token that {@link SmppSession#submit} took
     * comes back exactly once: answered before, or here.
     *
     * @param unanswered tokens handed to the socket without a response: the operator may or may not
     *     have taken them
     * @param neverSent tokens that had been waiting for a place in the window, in order: the
     *     operator never saw them
     */
    void closed(SmppSession session, CloseReason reason, long[] unanswered, long[] neverSent);
}

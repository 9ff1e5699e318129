package io.soroka.smpp;

/** A client's bound session. Every method may be called from any thread and returns at once. */
public final class SmppSession {
    private final ClientLink link;
    private final SessionSettings settings;

    SmppSession(ClientLink link, SessionSettings settings) {
        this.link = link;
        this.settings = settings;
    }

    /** What the session was made with. */
    public SessionSettings settings() {
        return settings;
    }

    /**
     * Sends the message as soon as the window has a place; until then it waits in the session. The
     * caller bounds how much it hands over.
     *
     * @param token comes back in {@link SessionListener#submitAnswered} or {@link
     *     SessionListener#closed}
     * @return false when the session has ended or is ending: the token was not taken and will not
     *     come back
     * @throws IllegalStateException on a session bound as receiver
     */
    public boolean submit(ShortMessage message, long token) {
        if (!settings.bindType().submits()) {
            throw new IllegalStateException("a session bound as receiver cannot submit");
        }
        return link.request(message, token);
    }

    /**
     * Asks what became of a message, beside the window. No answer is promised.
     *
     * @param messageId as the operator gave it
     * @param source the sender that the message named
     * @param token comes back in {@link SessionListener#queryAnswered}
     * @throws IllegalStateException on a session bound as receiver
     */
    public void query(String messageId, Address source, long token) {
        if (!settings.bindType().submits()) {
            throw new IllegalStateException("a session bound as receiver cannot query");
        }
        link.query(messageId, source, token);
    }

    /**
     * Answers a deliver_sm; without effect once the session has ended (the operator will deliver
     * again).
     *
     * @param sequence {@link Pdu.DeliverSm#sequence()}, to be answered once
     * @param commandStatus 0 for "stored"; 0x14 asks the operator to try later
     */
    public void answerDeliver(int sequence, int commandStatus) {
        link.answer(sequence, commandStatus, "");
    }

    /** Answers the first {@code count} deliver_sm with status 0; the array is copied. */
    public void answerDeliver(int[] sequences, int count) {
        link.answer(sequences, count);
    }

    /** Submissions on the wire without response. */
    public int inFlight() {
        return link.inFlight();
    }

    /** Submissions that wait for a place in the window. */
    public int waiting() {
        return link.waiting();
    }

    /**
     * Ends the session in order: awaits what is in flight, sends unbind, closes. What waits comes
     * back as never sent.
     */
    public void unbind() {
        link.unbind();
    }

    /** Closes the connection at once. */
    public void close() {
        link.close();
    }

    @Override
    public String toString() {
        return "SmppSession["
                + settings.systemId()
                + "@"
                + settings.host()
                + ":"
                + settings.port()
                + "]";
    }
}

package io.soroka.smpp;

/**
 * A server's session with one client. Every method may be called from any thread and returns at
 * once.
 */
public final class ServerSession {
    private final ServerLink link;

    ServerSession(ServerLink link) {
        this.link = link;
    }

    /** Account of the client. */
    public String systemId() {
        return link.systemId();
    }

    /** What the client asked to do. */
    public BindType bindType() {
        return link.bindType();
    }

    /**
     * Answers a submit_sm; without effect once the session has ended.
     *
     * @param sequence {@link Pdu.SubmitSm#sequence()}, to be answered once
     * @param messageId at most 64 characters, empty when refused
     */
    public void answerSubmit(int sequence, int commandStatus, String messageId) {
        link.answer(sequence, commandStatus, messageId);
    }

    /**
     * Sends a receipt or an incoming message as soon as the window has a place.
     *
     * @param token comes back in {@link ServerHandler#deliverAnswered} or {@link
     *     ServerHandler#closed}
     * @return false when the session has ended or is ending: the token was not taken and will not
     *     come back
     * @throws IllegalStateException on a session bound as transmitter
     */
    public boolean deliver(ShortMessage message, long token) {
        if (!bindType().receives()) {
            throw new IllegalStateException(
                    "nothing can be delivered to a session bound as transmitter");
        }
        return link.request(message, token);
    }

    /** Deliveries on the wire without response. */
    public int inFlight() {
        return link.inFlight();
    }

    /** Deliveries that wait for a place in the window. */
    public int waiting() {
        return link.waiting();
    }

    /** Ends the session in order: awaits what is in flight, sends unbind, closes. */
    public void unbind() {
        link.unbind();
    }

    /** Closes the connection at once. */
    public void close() {
        link.close();
    }

    @Override
    public String toString() {
        return "ServerSession[" + systemId() + ", " + bindType() + "]";
    }
}

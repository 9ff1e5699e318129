package io.soroka.smpp;

/** What a session may carry: messages to the operator, messages from it, or both. */
public enum BindType {
    RECEIVER(Command.BIND_RECEIVER),
    TRANSMITTER(Command.BIND_TRANSMITTER),
    TRANSCEIVER(Command.BIND_TRANSCEIVER);

    private final int commandId;

    BindType(int commandId) {
        this.commandId = commandId;
    }

    int commandId() {
        return commandId;
    }

    /** Whether the client may submit messages over such a session. */
    public boolean submits() {
        return this != RECEIVER;
    }

    /** Whether the operator may deliver receipts and incoming messages over such a session. */
    public boolean receives() {
        return this != TRANSMITTER;
    }
}

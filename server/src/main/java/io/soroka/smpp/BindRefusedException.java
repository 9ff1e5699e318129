package io.soroka.smpp;

/** The operator answered the bind with an error. */
public final class BindRefusedException extends Exception {
    private final int status;

    BindRefusedException(int status) {
        super("the operator refused the bind with " + SmppStatus.name(status));
        this.status = status;
    }

    /** Command status of the refusal; see {@link SmppStatus}. */
    public int status() {
        return status;
    }
}

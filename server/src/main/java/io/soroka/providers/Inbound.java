package io.soroka.providers;

import org.jspecify.annotations.Nullable;

/** Something the provider delivered to us and repeats until it is confirmed. */
public sealed interface Inbound {
    /** The connector's own mark, by which it confirms. */
    Object handle();

    /**
     * What became of a part.
     *
     * @param providerId the id the provider gave at submit, in the connection's normal form
     * @param msisdn the recipient's number as the provider repeats it; 0 when it does not
     * @param error the provider's error code; null when there is none
     * @param doneMillis when the state was reached, milliseconds since 1970
     */
    record Receipt(
            Object handle,
            String providerId,
            long msisdn,
            ReceiptState state,
            @Nullable String error,
            long doneMillis)
            implements Inbound {}

    /**
     * A message from a phone, or a part of a long one.
     *
     * @param msisdn who wrote
     * @param recipient the number or name it was written to
     * @param piece its place in a long message; null when it is whole
     */
    record Incoming(
            Object handle, long msisdn, String recipient, String text, @Nullable Piece piece)
            implements Inbound {
        /** A message that came whole. */
        public Incoming(Object handle, long msisdn, String recipient, String text) {
            this(handle, msisdn, recipient, text, null);
        }

        @Override
        public String toString() {
            return "Incoming[…]";
        }
    }

    /**
     * The place of a part in a long message.
     *
     * @param reference what the parts of one message share, 0 to 65,535; phones use it again
     * @param total how many parts there are, 2 to 255
     * @param number from 1 to total
     */
    record Piece(int reference, int total, int number) {}
}

package io.soroka.smpp;

import java.util.List;

/**
 * One SMPP protocol data unit. Sequence numbers pair requests with their responses within a session
 * and direction.
 */
public sealed interface Pdu {
    /** 1 to 0x7FFFFFFF for requests; 0 only in a generic_nack for something unreadable. */
    int sequence();

    /**
     * bind_receiver, bind_transmitter or bind_transceiver.
     *
     * @param interfaceVersion 0x34 for SMPP 3.4
     * @param addressRange addresses the client wants to serve, mostly empty
     */
    record Bind(
            int sequence,
            BindType type,
            String systemId,
            String password,
            String systemType,
            int interfaceVersion,
            int addressTon,
            int addressNpi,
            String addressRange)
            implements Pdu {
        static final int MAX_SYSTEM_ID = 15;
        static final int MAX_PASSWORD = 8;
        static final int MAX_SYSTEM_TYPE = 12;
        static final int MAX_ADDRESS_RANGE = 40;

        /**
         * What a peer may send as a password: many operators give out longer ones than the
         * standard's eight characters.
         */
        static final int MAX_TOLERATED = 64;

        /** Refuses values that the wire cannot carry with {@link IllegalArgumentException}. */
        public Bind {
            Limits.text(systemId, MAX_SYSTEM_ID, "system_id");
            Limits.text(password, MAX_TOLERATED, "password");
            Limits.text(systemType, MAX_SYSTEM_TYPE, "system_type");
            Limits.octet(interfaceVersion, "interface_version");
            Limits.octet(addressTon, "addr_ton");
            Limits.octet(addressNpi, "addr_npi");
            Limits.text(addressRange, MAX_ADDRESS_RANGE, "address_range");
        }

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Bind[" + type + ", systemId=" + systemId + "]";
        }
    }

    /** Answer to a bind; see {@link SmppStatus} for the status. */
    record BindResp(int sequence, BindType type, int status, String systemId, List<Tlv> tlvs)
            implements Pdu {
        /** Refuses values that the wire cannot carry with {@link IllegalArgumentException}. */
        public BindResp {
            Limits.text(systemId, Bind.MAX_SYSTEM_ID, "system_id");
            tlvs = List.copyOf(tlvs);
        }
    }

    /** A message on its way to the operator. */
    record SubmitSm(int sequence, ShortMessage message) implements Pdu {}

    /**
     * Answer to submit_sm.
     *
     * @param messageId the operator's id, at most 64 characters, empty when refused
     */
    record SubmitSmResp(int sequence, int status, String messageId, List<Tlv> tlvs) implements Pdu {
        static final int MAX_MESSAGE_ID = 64;

        /** Refuses values that the wire cannot carry with {@link IllegalArgumentException}. */
        public SubmitSmResp {
            Limits.text(messageId, MAX_MESSAGE_ID, "message_id");
            tlvs = List.copyOf(tlvs);
        }
    }

    /** A receipt or an incoming message from the operator. */
    record DeliverSm(int sequence, ShortMessage message) implements Pdu {}

    /** Answer to deliver_sm; its message id field is unused. */
    record DeliverSmResp(int sequence, int status) implements Pdu {}

    /** Like deliver_sm with fewer fields; the text is in {@link Tlv#MESSAGE_PAYLOAD}. */
    record DataSm(int sequence, ShortMessage message) implements Pdu {}

    /** Answer to data_sm; its message id means nothing to an operator. */
    record DataSmResp(int sequence, int status) implements Pdu {}

    /**
     * "What became of this message?"
     *
     * @param messageId the operator's id, at most 64 characters
     * @param source as it was when the message was submitted
     */
    record QuerySm(int sequence, String messageId, Address source) implements Pdu {
        /** Refuses values that the wire cannot carry with {@link IllegalArgumentException}. */
        public QuerySm {
            Limits.text(messageId, SubmitSmResp.MAX_MESSAGE_ID, "message_id");
        }
    }

    /** Answer to query_sm. */
    record QuerySmResp(int sequence, int status, String messageId, MessageStatus message)
            implements Pdu {
        /** Refuses values that the wire cannot carry with {@link IllegalArgumentException}. */
        public QuerySmResp {
            Limits.text(messageId, SubmitSmResp.MAX_MESSAGE_ID, "message_id");
        }
    }

    /** "Are you there?" */
    record EnquireLink(int sequence) implements Pdu {}

    /** "Yes." */
    record EnquireLinkResp(int sequence) implements Pdu {}

    /** Wish to end the session in order. */
    record Unbind(int sequence) implements Pdu {}

    /** Answer to unbind. */
    record UnbindResp(int sequence, int status) implements Pdu {}

    /** "I cannot read this." */
    record GenericNack(int sequence, int status) implements Pdu {}

    /** A command this codec does not know; the frame itself was in order. */
    record Unknown(int sequence, int commandId) implements Pdu {}
}

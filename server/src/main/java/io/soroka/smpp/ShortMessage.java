package io.soroka.smpp;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What submit_sm and deliver_sm carry: parties, flags, the text's bytes. Byte arrays are not
 * copied: nobody changes them after they were handed over.
 *
 * @param serviceType at most 5 characters, mostly empty
 * @param esmClass mode, type and features (0x04 receipt, 0x40 the text begins with a user data
 *     header), 0 to 255
 * @param protocolId GSM protocol id, 0 to 255
 * @param priority 0 to 255, mostly 0 to 3
 * @param schedule SMPP time or empty for "now", at most 16 characters
 * @param validity SMPP time or empty for the operator's default, at most 16 characters
 * @param registeredDelivery which receipts are wanted: 0 none, 1 all, 2 failures
 * @param replaceIfPresent 0 or 1
 * @param dataCoding 0 the operator's default alphabet, 8 UCS-2, 0 to 255
 * @param defaultMessageId a text stored at the operator, mostly 0
 * @param text at most 254 bytes; longer ones go into {@link Tlv#MESSAGE_PAYLOAD}
 * @param tlvs optional parameters
 */
@SuppressWarnings(
        "ArrayRecordComponent") // equality is defined below; copies would cost on the hot path
public record ShortMessage(
        String serviceType,
        Address source,
        Address destination,
        int esmClass,
        int protocolId,
        int priority,
        String schedule,
        String validity,
        int registeredDelivery,
        int replaceIfPresent,
        int dataCoding,
        int defaultMessageId,
        byte[] text,
        List<Tlv> tlvs) {

    /** Most bytes that fit into the short_message field. */
    public static final int MAX_TEXT = 254;

    /** Bit of {@link #esmClass}: the text begins with a user data header. */
    public static final int ESM_UDH = 0x40;

    /** Type in {@link #esmClass}: a delivery receipt. */
    public static final int ESM_RECEIPT = 0x04;

    /** Bits of {@link #esmClass} that hold the message type. */
    static final int ESM_TYPE_MASK = 0x3C;

    static final int MAX_SERVICE_TYPE = 5;
    static final int MAX_TIME = 16;

    private static final int FIXED_LENGTH = Limits.HEADER + 17;

    /** Refuses values that the wire cannot carry with {@link IllegalArgumentException}. */
    public ShortMessage {
        Limits.text(serviceType, MAX_SERVICE_TYPE, "service_type");
        Limits.octet(esmClass, "esm_class");
        Limits.octet(protocolId, "protocol_id");
        Limits.octet(priority, "priority_flag");
        Limits.text(schedule, MAX_TIME, "schedule_delivery_time");
        Limits.text(validity, MAX_TIME, "validity_period");
        Limits.octet(registeredDelivery, "registered_delivery");
        Limits.octet(replaceIfPresent, "replace_if_present_flag");
        Limits.octet(dataCoding, "data_coding");
        Limits.octet(defaultMessageId, "sm_default_msg_id");
        if (text.length > MAX_TEXT) {
            throw new IllegalArgumentException("a text may have 254 bytes, but has " + text.length);
        }
        if (!tlvs.isEmpty()) {
            tlvs = List.copyOf(tlvs);
            int length =
                    FIXED_LENGTH
                            + 2 * Address.MAX_LENGTH
                            + 2 * MAX_TIME
                            + MAX_SERVICE_TYPE
                            + text.length;
            for (Tlv tlv : tlvs) {
                length += 4 + tlv.value().length;
            }
            if (length > Limits.MAX_PDU) {
                throw new IllegalArgumentException(
                        "the optional parameters do not fit into a PDU of 65,536 bytes");
            }
        }
    }

    /** A message between two parties with default flags; set the rest on the builder. */
    public static Builder between(Address source, Address destination) {
        return new Builder(source, destination);
    }

    /** The first optional parameter with this tag, or null. */
    public @Nullable Tlv tlv(int tag) {
        for (int i = 0; i < tlvs.size(); i++) {
            if (tlvs.get(i).tag() == tag) {
                return tlvs.get(i);
            }
        }
        return null;
    }

    /**
     * The text's bytes wherever they travel: message_payload when present, otherwise short_message.
     */
    public byte[] payload() {
        Tlv payload = tlv(Tlv.MESSAGE_PAYLOAD);
        return payload == null ? text : payload.value();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ShortMessage that
                && serviceType.equals(that.serviceType)
                && source.equals(that.source)
                && destination.equals(that.destination)
                && esmClass == that.esmClass
                && protocolId == that.protocolId
                && priority == that.priority
                && schedule.equals(that.schedule)
                && validity.equals(that.validity)
                && registeredDelivery == that.registeredDelivery
                && replaceIfPresent == that.replaceIfPresent
                && dataCoding == that.dataCoding
                && defaultMessageId == that.defaultMessageId
                && Arrays.equals(text, that.text)
                && tlvs.equals(that.tlvs);
    }

    @Override
    public int hashCode() {
        return 31 * destination.hashCode() + Arrays.hashCode(text);
    }

    /** Leaves numbers and text out. */
    @Override
    public String toString() {
        return "ShortMessage[esmClass="
                + esmClass
                + ", dataCoding="
                + dataCoding
                + ", "
                + text.length
                + " bytes]";
    }

    /** Collects the fields that differ from the defaults (all numbers 0, all texts empty). */
    public static final class Builder {
        private static final byte[] EMPTY = {};

        private final Address source;
        private final Address destination;
        private String serviceType = "";
        private int esmClass;
        private int protocolId;
        private int priority;
        private String schedule = "";
        private String validity = "";
        private int registeredDelivery;
        private int dataCoding;
        private byte[] text = EMPTY;
        private List<Tlv> tlvs = List.of();

        private Builder(Address source, Address destination) {
            this.source = source;
            this.destination = destination;
        }

        public Builder serviceType(String value) {
            serviceType = value;
            return this;
        }

        public Builder esmClass(int value) {
            esmClass = value;
            return this;
        }

        public Builder protocolId(int value) {
            protocolId = value;
            return this;
        }

        public Builder priority(int value) {
            priority = value;
            return this;
        }

        public Builder schedule(String value) {
            schedule = value;
            return this;
        }

        public Builder validity(String value) {
            validity = value;
            return this;
        }

        public Builder registeredDelivery(int value) {
            registeredDelivery = value;
            return this;
        }

        public Builder dataCoding(int value) {
            dataCoding = value;
            return this;
        }

        public Builder text(byte[] value) {
            text = value;
            return this;
        }

        public Builder tlvs(Tlv... values) {
            return tlvs(List.of(values));
        }

        public Builder tlvs(List<Tlv> values) {
            tlvs = values;
            return this;
        }

        /**
         * The finished message, or {@link IllegalArgumentException} for what the wire cannot carry.
         */
        public ShortMessage build() {
            return new ShortMessage(
                    serviceType,
                    source,
                    destination,
                    esmClass,
                    protocolId,
                    priority,
                    schedule,
                    validity,
                    registeredDelivery,
                    0,
                    dataCoding,
                    0,
                    text,
                    tlvs);
        }
    }
}

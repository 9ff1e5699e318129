package io.soroka.smpp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads PDUs out of a byte array; every read is checked against the frame's end. Reused for all
 * frames of a session.
 */
final class PduReader {
    private static final byte[] NO_BYTES = {};

    private byte[] bytes = NO_BYTES;
    private int position;
    private int end;

    /** Decodes the frame at {@code offset}, whose length field the caller has checked already. */
    Pdu read(byte[] source, int offset, int length) throws MalformedPduException {
        bytes = source;
        position = offset + 4;
        end = offset + length;
        int commandId = int32();
        int status = int32();
        int sequence = int32();
        try {
            return body(commandId, status, sequence);
        } catch (IllegalArgumentException e) {
            throw new MalformedPduException(
                    SmppStatus.ESME_RINVCMDLEN, String.valueOf(e.getMessage()));
        }
    }

    private Pdu body(int commandId, int status, int sequence) throws MalformedPduException {
        return switch (commandId) {
            case Command.SUBMIT_SM | Command.RESPONSE -> submitResponse(sequence, status);
            case Command.DELIVER_SM -> new Pdu.DeliverSm(sequence, message());
            case Command.SUBMIT_SM -> new Pdu.SubmitSm(sequence, message());
            case Command.DELIVER_SM | Command.RESPONSE -> deliverResponse(sequence, status);
            case Command.DATA_SM -> data(sequence);
            case Command.DATA_SM | Command.RESPONSE -> {
                skipRest();
                yield new Pdu.DataSmResp(sequence, status);
            }
            case Command.QUERY_SM ->
                    new Pdu.QuerySm(
                            sequence, messageId(), address(SmppStatus.ESME_RINVSRCADR, "source"));
            case Command.QUERY_SM | Command.RESPONSE -> queryResponse(sequence, status);
            case Command.ENQUIRE_LINK -> new Pdu.EnquireLink(sequence);
            case Command.ENQUIRE_LINK | Command.RESPONSE -> new Pdu.EnquireLinkResp(sequence);
            case Command.UNBIND -> new Pdu.Unbind(sequence);
            case Command.UNBIND | Command.RESPONSE -> new Pdu.UnbindResp(sequence, status);
            case Command.GENERIC_NACK -> new Pdu.GenericNack(sequence, status);
            case Command.BIND_RECEIVER -> bind(sequence, BindType.RECEIVER);
            case Command.BIND_TRANSMITTER -> bind(sequence, BindType.TRANSMITTER);
            case Command.BIND_TRANSCEIVER -> bind(sequence, BindType.TRANSCEIVER);
            case Command.BIND_RECEIVER | Command.RESPONSE ->
                    bindResponse(sequence, status, BindType.RECEIVER);
            case Command.BIND_TRANSMITTER | Command.RESPONSE ->
                    bindResponse(sequence, status, BindType.TRANSMITTER);
            case Command.BIND_TRANSCEIVER | Command.RESPONSE ->
                    bindResponse(sequence, status, BindType.TRANSCEIVER);
            default -> new Pdu.Unknown(sequence, commandId);
        };
    }

    private Pdu bind(int sequence, BindType type) throws MalformedPduException {
        return new Pdu.Bind(
                sequence,
                type,
                text(Pdu.Bind.MAX_SYSTEM_ID, SmppStatus.ESME_RINVSYSID, "system_id"),
                text(Pdu.Bind.MAX_TOLERATED, SmppStatus.ESME_RINVPASWD, "password"),
                text(Pdu.Bind.MAX_SYSTEM_TYPE, SmppStatus.ESME_RINVSYSTYP, "system_type"),
                octet(),
                octet(),
                octet(),
                text(Pdu.Bind.MAX_ADDRESS_RANGE, SmppStatus.ESME_RINVCMDLEN, "address_range"));
    }

    private Pdu bindResponse(int sequence, int status, BindType type) throws MalformedPduException {
        // a refusal may come without a body
        String systemId =
                position == end
                        ? ""
                        : text(Pdu.Bind.MAX_SYSTEM_ID, SmppStatus.ESME_RINVSYSID, "system_id");
        return new Pdu.BindResp(sequence, type, status, systemId, tlvs());
    }

    private Pdu submitResponse(int sequence, int status) throws MalformedPduException {
        String messageId = position == end ? "" : messageId();
        return new Pdu.SubmitSmResp(sequence, status, messageId, tlvs());
    }

    private Pdu deliverResponse(int sequence, int status) throws MalformedPduException {
        skipRest();
        return new Pdu.DeliverSmResp(sequence, status);
    }

    /** An id that means nothing, and parameters. */
    private void skipRest() throws MalformedPduException {
        if (position < end) {
            skipText(Pdu.SubmitSmResp.MAX_MESSAGE_ID);
            tlvs();
        }
    }

    private Pdu queryResponse(int sequence, int status) throws MalformedPduException {
        // a refusal may come without a body
        if (position == end) {
            return new Pdu.QuerySmResp(sequence, status, "", MessageStatus.NONE);
        }
        return new Pdu.QuerySmResp(
                sequence,
                status,
                messageId(),
                new MessageStatus(
                        text(ShortMessage.MAX_TIME, SmppStatus.ESME_RINVCMDLEN, "final_date"),
                        octet(),
                        octet()));
    }

    private String messageId() throws MalformedPduException {
        return text(Pdu.SubmitSmResp.MAX_MESSAGE_ID, SmppStatus.ESME_RINVMSGID, "message_id");
    }

    private Pdu data(int sequence) throws MalformedPduException {
        String serviceType =
                text(ShortMessage.MAX_SERVICE_TYPE, SmppStatus.ESME_RINVSERTYP, "service_type");
        Address source = address(SmppStatus.ESME_RINVSRCADR, "source_addr");
        Address destination = address(SmppStatus.ESME_RINVDSTADR, "destination_addr");
        return new Pdu.DataSm(
                sequence,
                ShortMessage.between(source, destination)
                        .serviceType(serviceType)
                        .esmClass(octet())
                        .registeredDelivery(octet())
                        .dataCoding(octet())
                        .tlvs(tlvs())
                        .build());
    }

    private ShortMessage message() throws MalformedPduException {
        String serviceType =
                text(ShortMessage.MAX_SERVICE_TYPE, SmppStatus.ESME_RINVSERTYP, "service_type");
        Address source = address(SmppStatus.ESME_RINVSRCADR, "source_addr");
        Address destination = address(SmppStatus.ESME_RINVDSTADR, "destination_addr");
        int esmClass = octet();
        int protocolId = octet();
        int priority = octet();
        String schedule =
                text(ShortMessage.MAX_TIME, SmppStatus.ESME_RINVSCHED, "schedule_delivery_time");
        String validity =
                text(ShortMessage.MAX_TIME, SmppStatus.ESME_RINVEXPIRY, "validity_period");
        int registeredDelivery = octet();
        int replaceIfPresent = octet();
        int dataCoding = octet();
        int defaultMessageId = octet();
        int length = octet();
        if (length > ShortMessage.MAX_TEXT) {
            throw new MalformedPduException(
                    SmppStatus.ESME_RINVMSGLEN, "sm_length may be at most 254, but is " + length);
        }
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
                replaceIfPresent,
                dataCoding,
                defaultMessageId,
                bytes(length, SmppStatus.ESME_RINVMSGLEN, "short_message"),
                tlvs());
    }

    private Address address(int status, String field) throws MalformedPduException {
        int ton = octet();
        int npi = octet();
        return new Address(ton, npi, text(Address.MAX_LENGTH, status, field));
    }

    private List<Tlv> tlvs() throws MalformedPduException {
        if (position == end) {
            return List.of();
        }
        List<Tlv> tlvs = new ArrayList<>(4);
        while (position < end) {
            if (end - position < 4) {
                throw new MalformedPduException(
                        SmppStatus.ESME_RINVTLVSTREAM,
                        "the optional parameters end within a tag or length");
            }
            int tag = octet() << 8 | octet();
            int length = octet() << 8 | octet();
            if (length > end - position) {
                throw new MalformedPduException(
                        SmppStatus.ESME_RINVTLVLEN, "an optional parameter is longer than its PDU");
            }
            tlvs.add(new Tlv(tag, bytes(length, SmppStatus.ESME_RINVTLVLEN, "optional parameter")));
        }
        return tlvs;
    }

    private int octet() throws MalformedPduException {
        if (position >= end) {
            throw new MalformedPduException(
                    SmppStatus.ESME_RINVCMDLEN, "the PDU ends before its mandatory fields do");
        }
        return bytes[position++] & 0xFF;
    }

    private int int32() {
        int value = int32(bytes, position);
        position += 4;
        return value;
    }

    static int int32(byte[] bytes, int at) {
        return bytes[at] << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | (bytes[at + 3] & 0xFF);
    }

    private String text(int maxLength, int status, String field) throws MalformedPduException {
        int start = position;
        int length = textLength(maxLength, status, field);
        position = start + length + 1;
        return length == 0 ? "" : new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    private void skipText(int maxLength) throws MalformedPduException {
        position += textLength(maxLength, SmppStatus.ESME_RINVMSGID, "message_id") + 1;
    }

    private int textLength(int maxLength, int status, String field) throws MalformedPduException {
        int limit = Math.min(end, position + maxLength + 1);
        for (int i = position; i < limit; i++) {
            if (bytes[i] == 0) {
                return i - position;
            }
        }
        throw new MalformedPduException(
                limit == end ? SmppStatus.ESME_RINVCMDLEN : status,
                field
                        + (limit == end
                                ? " is not ended within the PDU"
                                : " is longer than " + maxLength + " characters"));
    }

    private byte[] bytes(int length, int status, String field) throws MalformedPduException {
        if (length > end - position) {
            throw new MalformedPduException(status, field + " is longer than its PDU");
        }
        byte[] value =
                length == 0 ? NO_BYTES : Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }
}

package io.soroka.smpp;

import java.util.Arrays;
import java.util.List;

/** Collects encoded PDUs in one growing byte array, so that many leave with one write. */
final class PduWriter {
    private byte[] bytes;
    private int size;
    private int start;

    PduWriter(int capacity) {
        bytes = new byte[capacity];
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void write(Pdu pdu) {
        switch (pdu) {
            case Pdu.SubmitSm p -> message(Command.SUBMIT_SM, p.sequence(), p.message());
            case Pdu.DeliverSm p -> message(Command.DELIVER_SM, p.sequence(), p.message());
            case Pdu.SubmitSmResp p -> {
                begin(Command.SUBMIT_SM | Command.RESPONSE, p.status(), p.sequence());
                text(p.messageId());
                tlvs(p.tlvs());
                end();
            }
            case Pdu.DeliverSmResp p -> deliverResponse(p.sequence(), p.status());
            case Pdu.DataSm p -> data(p);
            case Pdu.DataSmResp p -> dataResponse(p.sequence(), p.status());
            case Pdu.QuerySm p -> {
                begin(Command.QUERY_SM, 0, p.sequence());
                text(p.messageId());
                address(p.source());
                end();
            }
            case Pdu.QuerySmResp p -> {
                begin(Command.QUERY_SM | Command.RESPONSE, p.status(), p.sequence());
                text(p.messageId());
                text(p.message().finalDate());
                octet(p.message().state());
                octet(p.message().errorCode());
                end();
            }
            case Pdu.Bind p -> bind(p);
            case Pdu.BindResp p -> {
                begin(p.type().commandId() | Command.RESPONSE, p.status(), p.sequence());
                text(p.systemId());
                tlvs(p.tlvs());
                end();
            }
            case Pdu.EnquireLink p -> header(Command.ENQUIRE_LINK, 0, p.sequence());
            case Pdu.EnquireLinkResp p ->
                    header(Command.ENQUIRE_LINK | Command.RESPONSE, 0, p.sequence());
            case Pdu.Unbind p -> header(Command.UNBIND, 0, p.sequence());
            case Pdu.UnbindResp p ->
                    header(Command.UNBIND | Command.RESPONSE, p.status(), p.sequence());
            case Pdu.GenericNack p -> header(Command.GENERIC_NACK, p.status(), p.sequence());
            case Pdu.Unknown p -> header(p.commandId(), 0, p.sequence());
        }
    }

    private void bind(Pdu.Bind p) {
        begin(p.type().commandId(), 0, p.sequence());
        text(p.systemId());
        text(p.password());
        text(p.systemType());
        octet(p.interfaceVersion());
        octet(p.addressTon());
        octet(p.addressNpi());
        text(p.addressRange());
        end();
    }

    void message(int commandId, int sequence, ShortMessage m) {
        begin(commandId, 0, sequence);
        text(m.serviceType());
        address(m.source());
        address(m.destination());
        octet(m.esmClass());
        octet(m.protocolId());
        octet(m.priority());
        text(m.schedule());
        text(m.validity());
        octet(m.registeredDelivery());
        octet(m.replaceIfPresent());
        octet(m.dataCoding());
        octet(m.defaultMessageId());
        octet(m.text().length);
        raw(m.text());
        tlvs(m.tlvs());
        end();
    }

    void submitResponse(int sequence, int status, String messageId) {
        begin(Command.SUBMIT_SM | Command.RESPONSE, status, sequence);
        text(messageId);
        end();
    }

    void deliverResponse(int sequence, int status) {
        begin(Command.DELIVER_SM | Command.RESPONSE, status, sequence);
        octet(0);
        end();
    }

    void dataResponse(int sequence, int status) {
        begin(Command.DATA_SM | Command.RESPONSE, status, sequence);
        octet(0);
        end();
    }

    private void data(Pdu.DataSm p) {
        ShortMessage m = p.message();
        begin(Command.DATA_SM, 0, p.sequence());
        text(m.serviceType());
        address(m.source());
        address(m.destination());
        octet(m.esmClass());
        octet(m.registeredDelivery());
        octet(m.dataCoding());
        tlvs(m.tlvs());
        end();
    }

    private void address(Address address) {
        octet(address.ton());
        octet(address.npi());
        text(address.value());
    }

    private void tlvs(List<Tlv> tlvs) {
        for (int i = 0; i < tlvs.size(); i++) {
            Tlv tlv = tlvs.get(i);
            ensure(4 + tlv.value().length);
            short16(tlv.tag());
            short16(tlv.value().length);
            raw(tlv.value());
        }
    }

    private void header(int commandId, int status, int sequence) {
        begin(commandId, status, sequence);
        end();
    }

    private void begin(int commandId, int status, int sequence) {
        // covers everything but optional parameters, so that the single fields need no check of
        // their own
        ensure(1024);
        start = size;
        size += 4;
        int32(commandId);
        int32(status);
        int32(sequence);
    }

    private void end() {
        int after = size;
        size = start;
        int32(after - start);
        size = after;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    private void octet(int value) {
        bytes[size++] = (byte) value;
    }

    private void short16(int value) {
        octet(value >> 8);
        octet(value);
    }

    private void int32(int value) {
        octet(value >> 24);
        octet(value >> 16);
        octet(value >> 8);
        octet(value);
    }

    private void text(String value) {
        for (int i = 0; i < value.length(); i++) {
            bytes[size++] = (byte) value.charAt(i);
        }
        octet(0);
    }

    private void raw(byte[] value) {
        ensure(value.length + 512);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }
}

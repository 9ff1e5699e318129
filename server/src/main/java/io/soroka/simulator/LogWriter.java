package io.soroka.simulator;

import io.soroka.smpp.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/**
 * Writes the log; the package documentation describes it. Lines collect until {@link #flush()}
 * hands them to the operating system.
 */
final class LogWriter implements AutoCloseable {
    private static final int CAPACITY = 256 * 1024;

    /** No line is longer: names, addresses and figures are all bounded. */
    private static final int LONGEST_LINE = 256;

    private final FileChannel file;
    private final Clock clock;
    private final byte[] bytes = new byte[CAPACITY];
    private final ByteBuffer direct = ByteBuffer.allocateDirect(CAPACITY);
    private int size;
    private boolean stamped;
    private long millis;
    private byte[] stamp = {};

    LogWriter(Path path, Clock clock) throws IOException {
        file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        this.clock = clock;
        long length = file.size();
        ByteBuffer last = ByteBuffer.allocate(1);
        if (length > 0 && file.read(last, length - 1) == 1 && last.get(0) != '\n') {
            // a predecessor died within a line
            bytes[size++] = '\n';
        }
        file.position(length);
    }

    void accepted(
            byte[] operator, long id, String sender, long number, Part part, int hash, int length) {
        begin('A', operator);
        hex(id);
        message(sender, number, part, hash, length);
    }

    void refused(
            byte[] operator,
            int status,
            String sender,
            String destination,
            Part part,
            int hash,
            int length) {
        begin('N', operator);
        status(status);
        tab();
        text(sender);
        tab();
        text(destination);
        tab();
        end(part, hash, length);
    }

    void receipt(byte[] operator, long id, String state) {
        begin('R', operator);
        hex(id);
        tab();
        text(state);
        time();
    }

    void reply(byte[] operator, long id, long number, String recipient, int hash, int length) {
        begin('I', operator);
        hex(id);
        tab();
        number(number);
        tab();
        text(recipient);
        tab();
        hash(hash, length);
        time();
    }

    /** K, L or J: nothing but the id. */
    void event(char kind, byte[] operator, long id) {
        begin(kind, operator);
        hex(id);
        time();
    }

    /** H: the fault befell the message. */
    void hit(byte[] operator, long id, FaultKind kind) {
        begin('H', operator);
        hex(id);
        tab();
        text(kind.word());
        time();
    }

    /** F or G: the fault begins or ends. */
    void fault(boolean on, byte[] operator, FaultKind kind) {
        begin(on ? 'F' : 'G', operator);
        text(kind.word());
        time();
    }

    void bindRefused(byte[] operator, int status) {
        begin('B', operator);
        status(status);
        time();
    }

    /**
     * The time that all lines until the next flush bear; reading the clock for each would cost a
     * tenth of the rate.
     */
    long millis() {
        if (!stamped) {
            stamped = true;
            millis = clock.millis();
            stamp = ascii(Long.toString(millis));
        }
        return millis;
    }

    /** Hands everything to the operating system. */
    void flush() {
        stamped = false;
        if (size == 0) {
            return;
        }
        try {
            direct.clear().put(bytes, 0, size).flip();
            while (direct.hasRemaining()) {
                file.write(direct);
            }
            size = 0;
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator's log cannot be written", e);
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            flush();
        }
    }

    private void message(String sender, long number, Part part, int hash, int length) {
        tab();
        text(sender);
        tab();
        number(number);
        tab();
        end(part, hash, length);
    }

    private void end(Part part, int hash, int length) {
        if (part.total() == 1) {
            bytes[size++] = '-';
        } else {
            number(part.reference());
            bytes[size++] = '/';
            number(part.total());
            bytes[size++] = '/';
            number(part.sequence());
        }
        tab();
        hash(hash, length);
        time();
    }

    private void begin(char kind, byte[] operator) {
        if (size > CAPACITY - LONGEST_LINE) {
            flush();
        }
        bytes[size++] = (byte) kind;
        tab();
        System.arraycopy(operator, 0, bytes, size, operator.length);
        size += operator.length;
        tab();
    }

    private void time() {
        tab();
        millis();
        System.arraycopy(stamp, 0, bytes, size, stamp.length);
        size += stamp.length;
        bytes[size++] = '\n';
    }

    private void tab() {
        bytes[size++] = '\t';
    }

    private void hash(int hash, int length) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            octet(hash >> shift);
        }
        bytes[size++] = ':';
        number(length);
    }

    private void status(int status) {
        text("0x");
        if (status > 0xFF) {
            octet(status >> 8);
        }
        octet(status);
    }

    private void octet(int value) {
        bytes[size++] = (byte) Character.forDigit(value >> 4 & 0xF, 16);
        bytes[size++] = (byte) Character.forDigit(value & 0xF, 16);
    }

    private void hex(long value) {
        int digits = Math.max(1, (67 - Long.numberOfLeadingZeros(value)) / 4);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            bytes[size++] = (byte) Character.forDigit((int) (value >> shift & 0xF), 16);
        }
    }

    private void number(long value) {
        long rest = value;
        int from = size;
        do {
            bytes[size++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        for (int i = from, j = size - 1; i < j; i++, j--) {
            byte swap = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = swap;
        }
    }

    private void text(String value) {
        for (int i = 0; i < value.length(); i++) {
            bytes[size++] = (byte) value.charAt(i);
        }
    }

    static byte[] ascii(String value) {
        return value.getBytes(StandardCharsets.US_ASCII);
    }
}

package io.soroka.simulator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Reads a simulator's log line by line, however long it is. */
public final class SimulatorLog {
    private static final int MAX_FIELDS = 8;
    private static final int MAX_LINE = 512;

    /** What a line tells; the letters are the log's. */
    public enum Kind {
        ACCEPTED('A', 8),
        REFUSED('N', 8),
        RECEIPT('R', 5),
        RECEIPT_ACKNOWLEDGED('K', 4),
        RECEIPT_LOST('L', 4),
        REPLY('I', 7),
        REPLY_ACKNOWLEDGED('J', 4),
        HIT('H', 5),
        FAULT_BEGUN('F', 4),
        FAULT_ENDED('G', 4),
        BIND_REFUSED('B', 4);

        private final char letter;
        private final int fields;

        Kind(char letter, int fields) {
            this.letter = letter;
            this.fields = fields;
        }
    }

    /**
     * One line.
     *
     * @param id the message's or reply's id in lower-case hex, in whatever form the operator gives
     *     it out; empty where the log gives none
     * @param result state of a receipt ({@code DELIVRD}, {@code UNDELIV}), status of a refusal
     *     ({@code 0x45}) or word of a fault ({@code receiptLate}), otherwise empty
     * @param sender who sent: the client's sender name, or the phone of a reply; empty where the
     *     log gives none
     * @param destination who was to get it; empty where the log gives none
     * @param part {@code ref/total/seq}, or {@code -} for a whole message; empty where the log
     *     gives none
     * @param hash {@link #hash} of the text; empty where the log gives none
     * @param at milliseconds since 1970
     */
    public record Event(
            Kind kind,
            String operator,
            String id,
            String result,
            String sender,
            String destination,
            String part,
            String hash,
            long at) {}

    private final Consumer<Event> consumer;
    private final Map<String, String> names = new HashMap<>();
    private final int[] ends = new int[MAX_FIELDS];
    private final byte[] line = new byte[MAX_LINE];
    private int length;
    private long unreadable;

    private SimulatorLog(Consumer<Event> consumer) {
        this.consumer = consumer;
    }

    /**
     * Hands every event to the consumer, in order.
     *
     * @return how many lines could not be read: a process killed while writing leaves at most one
     */
    public static long read(Path log, Consumer<Event> consumer) throws IOException {
        SimulatorLog reader = new SimulatorLog(consumer);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(log), 1 << 16)) {
            byte[] chunk = new byte[1 << 16];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                reader.take(chunk, n);
            }
        }
        if (reader.length > 0) {
            reader.unreadable++;
        }
        return reader.unreadable;
    }

    /**
     * CRC32C of a text's bytes as they travel (behind the user data header), with their number:
     * what the log keeps of a text.
     */
    public static String hash(byte[] text) {
        return "%08x:%d".formatted(hash(text, 0, new CRC32C()), text.length);
    }

    private void take(byte[] chunk, int n) {
        for (int i = 0; i < n; i++) {
            if (chunk[i] == '\n') {
                if (length > 0) {
                    line();
                }
                length = 0;
            } else {
                if (length < line.length) {
                    line[length] = chunk[i];
                }
                length++;
            }
        }
    }

    private void line() {
        if (length > MAX_LINE) {
            unreadable++;
            return;
        }
        int fields = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || line[i] == '\t') {
                if (fields == MAX_FIELDS) {
                    unreadable++;
                    return;
                }
                ends[fields++] = i;
            }
        }
        for (Kind kind : Kind.values()) {
            if (line[0] == kind.letter && ends[0] == 1 && fields == kind.fields) {
                event(kind);
                return;
            }
        }
        unreadable++;
    }

    private void event(Kind kind) {
        long at;
        try {
            at = Long.parseLong(field(kind.fields - 1));
        } catch (NumberFormatException e) {
            unreadable++;
            return;
        }
        String operator = names.computeIfAbsent(field(1), name -> name);
        String third = field(2);
        consumer.accept(
                switch (kind) {
                    case ACCEPTED ->
                            new Event(
                                    kind, operator, third, "", field(3), field(4), field(5),
                                    field(6), at);
                    case REFUSED ->
                            new Event(
                                    kind, operator, "", third, field(3), field(4), field(5),
                                    field(6), at);
                    case RECEIPT, HIT ->
                            new Event(kind, operator, third, field(3), "", "", "", "", at);
                    case FAULT_BEGUN, FAULT_ENDED, BIND_REFUSED ->
                            new Event(kind, operator, "", third, "", "", "", "", at);
                    case REPLY ->
                            new Event(
                                    kind, operator, third, "", field(3), field(4), "", field(5),
                                    at);
                    case RECEIPT_ACKNOWLEDGED, RECEIPT_LOST, REPLY_ACKNOWLEDGED ->
                            new Event(kind, operator, third, "", "", "", "", "", at);
                });
    }

    private String field(int index) {
        int from = index == 0 ? 0 : ends[index - 1] + 1;
        return new String(line, from, ends[index] - from, StandardCharsets.ISO_8859_1);
    }

    /** CRC32C of the bytes from a place on. */
    static int hash(byte[] bytes, int from, CRC32C crc) {
        crc.reset();
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }
}

package io.soroka.smpp;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Bytes that have arrived on a connection and the frames in them. */
final class Input {
    /** The length field makes no sense; the stream cannot be read any further. */
    static final int BROKEN = -1;

    private static final byte[] NO_BYTES = {};

    private byte[] bytes = NO_BYTES;
    private int from;
    private int to;

    byte[] bytes() {
        return bytes;
    }

    /** Where the next frame begins. */
    int position() {
        return from;
    }

    void append(ByteBuf more) {
        int count = more.readableBytes();
        if (from == to) {
            from = 0;
            to = 0;
        } else if (to + count > bytes.length) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to + count > bytes.length) {
            bytes =
                    Arrays.copyOf(
                            bytes,
                            Math.max(to + count, Math.min(2 * bytes.length, 4 * Limits.MAX_PDU)));
        }
        more.readBytes(bytes, to, count);
        to += count;
    }

    /** Length of the next frame, 0 while it is not complete, or {@link #BROKEN}. */
    int frame() {
        if (to - from < 4) {
            return 0;
        }
        int length = PduReader.int32(bytes, from);
        if (length < Limits.HEADER || length > Limits.MAX_PDU) {
            return BROKEN;
        }
        return to - from < length ? 0 : length;
    }

    void skip(int length) {
        from += length;
    }
}

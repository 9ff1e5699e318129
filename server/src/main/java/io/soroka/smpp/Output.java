package io.soroka.smpp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** Encoded PDUs on their way to one connection: many PDUs a write, one flush a turn. */
final class Output {
    private static final int WRITE_CHUNK = 64 * 1024;

    private final ChannelHandlerContext context;
    private final PduWriter writer = new PduWriter(4096);
    private boolean flushNeeded;

    Output(ChannelHandlerContext context) {
        this.context = context;
    }

    /** To encode with; call {@link #encoded()} afterwards. */
    PduWriter writer() {
        return writer;
    }

    void encoded() {
        if (writer.size() >= WRITE_CHUNK) {
            write();
        }
    }

    /** Whether the peer takes what we write; if not, it only piles up here. */
    boolean isWritable() {
        return context.channel().isWritable();
    }

    void flush() {
        write();
        if (flushNeeded) {
            flushNeeded = false;
            context.flush();
        }
    }

    private void write() {
        if (writer.size() > 0) {
            ByteBuf chunk = context.alloc().directBuffer(writer.size());
            chunk.writeBytes(writer.bytes(), 0, writer.size());
            var _ = context.write(chunk, context.voidPromise());
            flushNeeded = true;
            writer.clear();
        }
    }
}

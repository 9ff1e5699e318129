package io.soroka.smpp;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What both roles share on one connection: framing, window, queue, keepalive, timeouts, orderly
 * end. Everything but the {@link Inbox} and the two counters belongs to the loop's thread.
 *
 * <p>A turn is what the loop does for this connection at once: it reads what has arrived, calls the
 * listener, takes what other threads handed over, and writes everything with one flush at the end.
 */
abstract class Link extends ChannelInboundHandlerAdapter {
    /** Answers may pile up to this when the peer does not read; then we stop reading too. */
    private static final long MAX_UNSENT = 8L * 1024 * 1024;

    private static final long UNBIND_WAIT = TimeUnit.SECONDS.toNanos(5);
    private static final long FLUSH_WAIT_MILLIS = 1_000;

    private final SmppLoop owner;
    private final EventLoop loop;
    private final int requestCommand;
    private final int window;
    private final int maxUnanswered;
    private final long responseTimeout;
    private final long enquireInterval;

    private final Inbox inbox = new Inbox();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicInteger inFlightCount = new AtomicInteger();

    private final Waiting queue = new Waiting();
    private final Outstanding outstanding;
    private final PduReader reader = new PduReader();
    private final Input input = new Input();

    private @Nullable ChannelHandlerContext context;
    private @Nullable Output output;
    private boolean inTurn;
    private boolean bound;
    private boolean unbinding;
    private @Nullable CloseReason reason;
    private int unansweredIncoming;
    private boolean frozen;
    private boolean paused;
    private long pausedSince;
    private long pausedTotal;
    private long lastReceived;
    private boolean enquirePending;
    private long enquireSentAt;
    private boolean unbindSent;
    private long unbindSentAt;

    Link(SmppLoop owner, int requestCommand, LinkSettings settings) {
        this.owner = owner;
        loop = owner.eventLoop();
        this.requestCommand = requestCommand;
        window = settings.window();
        maxUnanswered = settings.maxUnanswered();
        responseTimeout = settings.responseTimeout().toNanos();
        enquireInterval = settings.enquireInterval().toNanos();
        outstanding = new Outstanding(window);
    }

    /** The connection stands. */
    abstract void opened();

    /** A PDU that concerns the role: binds, messages. */
    abstract void received(Pdu pdu);

    /** The peer answered a request of ours. */
    abstract void requestAnswered(long token, int status, String messageId);

    /** Everything that had arrived has been read; also called when nothing had. */
    abstract void readBatchEnded();

    /** The connection is gone; called once, the last call of all. */
    abstract void ended(CloseReason reason, boolean wasBound, long[] unanswered, long[] neverSent);

    // ---- from any thread

    boolean request(ShortMessage message, long token) {
        waitingCount.incrementAndGet();
        Inbox.Taken taken = inbox.request(message, token);
        if (taken == Inbox.Taken.REFUSED) {
            waitingCount.decrementAndGet();
            return false;
        }
        wake(taken);
        return true;
    }

    void answer(int sequence, int status, String messageId) {
        Limits.text(messageId, Pdu.SubmitSmResp.MAX_MESSAGE_ID, "message_id");
        if (inTurn()) {
            encodeAnswer(sequence, status, messageId);
        } else {
            wake(inbox.answer(sequence, status, messageId));
        }
    }

    void answer(int[] sequences, int count) {
        if (inTurn()) {
            for (int i = 0; i < count; i++) {
                encodeAnswer(sequences[i], SmppStatus.ESME_ROK, "");
            }
        } else {
            wake(inbox.answers(sequences, count));
        }
    }

    int inFlight() {
        return inFlightCount.get();
    }

    int waiting() {
        return waitingCount.get();
    }

    /**
     * Ends the session in order: what is in flight is awaited, what waits is handed back, then
     * unbind.
     */
    void unbind() {
        loop.execute(() -> {
            unbinding = true;
            inbox.refuseRequests();
            turn();
        });
    }

    void close() {
        loop.execute(() -> finish(CloseReason.Kind.CLOSED_BY_US, "the session was closed here"));
    }

    /**
     * While frozen, nothing is read or written and no time-out runs, but the connection stays: what
     * the peer sees of a machine that hangs. On the loop's thread only.
     */
    final void freeze(boolean value) {
        frozen = value;
        if (context != null && reason == null) {
            turn();
        }
    }

    final boolean isFrozen() {
        return frozen;
    }

    private boolean inTurn() {
        return loop.inEventLoop() && inTurn;
    }

    private void wake(Inbox.Taken taken) {
        // within a turn its end looks into the inbox anyway
        if (taken == Inbox.Taken.WAKE && !inTurn()) {
            loop.execute(this::turn);
        }
    }

    // ---- on the loop

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        output = new Output(ctx);
        owner.opened(this);
        lastReceived = readingClock();
        long period =
                Math.clamp(
                        Math.min(responseTimeout, enquireInterval) / 4,
                        10_000_000L,
                        1_000_000_000L);
        var ticks = loop.scheduleAtFixedRate(this::tick, period, period, TimeUnit.NANOSECONDS);
        var _ = ctx.channel().closeFuture().addListener(_ -> ticks.cancel(false));
        opened();
        endTurn();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            inTurn = true;
            lastReceived = readingClock();
            // whatever it is, the peer lives
            enquirePending = false;
            input.append(bytes);
        } finally {
            bytes.release();
        }
        parse();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        endTurn();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable() && !inTurn) {
            turn();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        inTurn = false;
        CloseReason why =
                reason == null
                        ? new CloseReason(
                                CloseReason.Kind.CONNECTION_LOST, "the peer closed the connection")
                        : reason;
        reason = why;
        inbox.close(queue);
        long[] unanswered = outstanding.tokensLeft();
        long[] neverSent = queue.tokensLeft();
        inFlightCount.set(0);
        waitingCount.set(0);
        try {
            ended(why, bound, unanswered, neverSent);
        } finally {
            owner.ended(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            finish(CloseReason.Kind.CONNECTION_LOST, "the connection broke");
        } else {
            // its message may quote personal data
            finish(
                    CloseReason.Kind.LISTENER_FAILED,
                    "the listener failed with " + cause.getClass().getSimpleName());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent end && !end.isSuccess()) {
            Throwable cause = end.cause();
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            finish(CloseReason.Kind.PROTOCOL_ERROR, "TLS failed: " + cause.getMessage());
        }
    }

    /** Whether anything was read. */
    private boolean parse() {
        boolean progress = false;
        while (!frozen && reason == null && unansweredIncoming < maxUnanswered) {
            int length = input.frame();
            if (length == Input.BROKEN) {
                send(new Pdu.GenericNack(0, SmppStatus.ESME_RINVCMDLEN));
                finish(
                        CloseReason.Kind.PROTOCOL_ERROR,
                        "the peer announced a PDU of impossible length");
                break;
            }
            if (length == 0) {
                break;
            }
            int at = input.position();
            input.skip(length);
            frame(at, length);
            progress = true;
        }
        return progress;
    }

    private void frame(int at, int length) {
        try {
            handle(reader.read(input.bytes(), at, length));
        } catch (MalformedPduException e) {
            int command = PduReader.int32(input.bytes(), at + 4);
            if (Command.isResponse(command) || !bound) {
                finish(
                        CloseReason.Kind.PROTOCOL_ERROR,
                        "the peer sent an unreadable PDU: " + e.getMessage());
            } else {
                send(new Pdu.GenericNack(PduReader.int32(input.bytes(), at + 12), e.status()));
            }
        }
    }

    private void handle(Pdu pdu) {
        switch (pdu) {
            case Pdu.SubmitSmResp r when requestCommand == Command.SUBMIT_SM ->
                    answered(r.sequence(), r.status(), r.messageId());
            case Pdu.DeliverSmResp r when requestCommand == Command.DELIVER_SM ->
                    answered(r.sequence(), r.status(), "");
            case Pdu.EnquireLink e -> send(new Pdu.EnquireLinkResp(e.sequence()));
            case Pdu.EnquireLinkResp _ -> {}
            case Pdu.GenericNack n -> {
                if (!answered(n.sequence(), n.status(), "")) {
                    received(n);
                }
            }
            case Pdu.Unbind u -> {
                send(new Pdu.UnbindResp(u.sequence(), SmppStatus.ESME_ROK));
                finishAfterFlush(CloseReason.Kind.UNBOUND_BY_PEER, "the peer sent unbind");
            }
            case Pdu.UnbindResp _ -> {
                if (unbindSent) {
                    finish(CloseReason.Kind.CLOSED_BY_US, "the session was unbound");
                }
            }
            case Pdu.Unknown u -> {
                if (!Command.isResponse(u.commandId())) {
                    send(new Pdu.GenericNack(u.sequence(), SmppStatus.ESME_RINVCMDID));
                }
            }
            default -> received(pdu);
        }
    }

    /** Whether it was waited for: a late, repeated or made up answer changes nothing. */
    private boolean answered(int sequence, int status, String messageId) {
        boolean waited = outstanding.remove(sequence);
        if (waited) {
            inFlightCount.lazySet(outstanding.size());
            requestAnswered(outstanding.token(), status, messageId);
        }
        return waited;
    }

    /** Something that the application will answer was handed to it. */
    final void incoming() {
        unansweredIncoming++;
    }

    final void encodeAnswer(int sequence, int status, String messageId) {
        unansweredIncoming = Math.max(0, unansweredIncoming - 1);
        Output out = output();
        writeAnswer(out.writer(), sequence, status, messageId);
        out.encoded();
    }

    /** Encodes the role's answer to what came in under this sequence number. */
    abstract void writeAnswer(PduWriter writer, int sequence, int status, String messageId);

    final void send(Pdu pdu) {
        Output out = output();
        out.writer().write(pdu);
        out.encoded();
    }

    final void flush() {
        output().flush();
    }

    private Output output() {
        return requireNonNull(output, "not connected yet");
    }

    final int nextSequence() {
        return outstanding.nextSequence();
    }

    final void bound() {
        bound = true;
    }

    final boolean isBound() {
        return bound;
    }

    private void turn() {
        inTurn = true;
        try {
            endTurn();
        } catch (RuntimeException e) {
            finish(
                    CloseReason.Kind.LISTENER_FAILED,
                    "the listener failed with " + e.getClass().getSimpleName());
        } finally {
            inTurn = false;
        }
    }

    private void endTurn() {
        if (frozen) {
            inTurn = false;
            regulateReading();
            return;
        }
        inTurn = true;
        do {
            readBatchEnded();
            inbox.drain(this, queue);
            // answers make room for what had to stay unread
        } while (parse());
        pump();
        if (unbinding && !unbindSent && outstanding.size() == 0 && reason == null) {
            send(new Pdu.Unbind(nextSequence()));
            unbindSent = true;
            unbindSentAt = System.nanoTime();
        }
        output().flush();
        inTurn = false;
        regulateReading();
    }

    private void pump() {
        if (queue.size() == 0 || !bound || unbinding || reason != null) {
            return;
        }
        Output out = output();
        long now = readingClock();
        int sent = 0;
        // what an unwritable channel would only buffer stays in the queue, where it still counts as
        // never sent
        while (queue.size() > 0 && outstanding.size() < window && out.isWritable()) {
            int sequence = outstanding.add(queue.firstToken(), now);
            out.writer().message(requestCommand, sequence, queue.remove());
            out.encoded();
            sent++;
        }
        inFlightCount.lazySet(outstanding.size());
        waitingCount.addAndGet(-sent);
    }

    private void regulateReading() {
        ChannelHandlerContext ctx = context;
        if (ctx == null || reason != null) {
            return;
        }
        boolean enough =
                frozen
                        || unansweredIncoming
                                >= (paused ? Math.max(1, maxUnanswered / 2) : maxUnanswered)
                        || ctx.channel().bytesBeforeWritable() > (paused ? 0 : MAX_UNSENT);
        if (enough != paused) {
            if (enough) {
                pausedSince = System.nanoTime();
            } else {
                pausedTotal += System.nanoTime() - pausedSince;
            }
            paused = enough;
            ctx.channel().config().setAutoRead(!enough);
        }
    }

    /** Stands still while we do not read: a missing answer is our own doing then. */
    private long readingClock() {
        return (paused ? pausedSince : System.nanoTime()) - pausedTotal;
    }

    private void tick() {
        if (unbindSent && System.nanoTime() - unbindSentAt > UNBIND_WAIT) {
            finish(
                    CloseReason.Kind.CLOSED_BY_US,
                    "the session was unbound; the peer did not answer that");
        }
        if (reason != null || !bound || frozen) {
            return;
        }
        long now = readingClock();
        if (outstanding.anySentBefore(now - responseTimeout)) {
            finish(
                    CloseReason.Kind.RESPONSE_TIMEOUT,
                    "a message stayed without response for "
                            + TimeUnit.NANOSECONDS.toMillis(responseTimeout)
                            + " ms");
        } else if (enquirePending && now - enquireSentAt > responseTimeout) {
            finish(
                    CloseReason.Kind.LINK_SILENT,
                    "enquire_link stayed without response for "
                            + TimeUnit.NANOSECONDS.toMillis(responseTimeout)
                            + " ms");
        } else if (!enquirePending && now - lastReceived >= enquireInterval) {
            enquirePending = true;
            enquireSentAt = now;
            send(new Pdu.EnquireLink(nextSequence()));
            output().flush();
        }
    }

    /** Ends the connection now; what was written so far still gets its chance. */
    final void finish(CloseReason.Kind kind, String detail) {
        if (reason == null) {
            reason = new CloseReason(kind, detail);
        }
        if (context != null) {
            output().flush();
            close(context);
        }
    }

    /** Ends the connection when the peer has taken what was written, or after a second. */
    final void finishAfterFlush(CloseReason.Kind kind, String detail) {
        ChannelHandlerContext ctx = context;
        if (reason == null && ctx != null) {
            reason = new CloseReason(kind, detail);
            output().flush();
            // completes after what was flushed before it
            var _ = ctx.write(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            var _ = ctx.flush();
            var _ = loop.schedule(() -> close(ctx), FLUSH_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static void close(ChannelHandlerContext context) {
        var _ = context.close();
    }
}

package io.soroka.providers.smpp;

import io.soroka.providers.Inbound;
import io.soroka.providers.Link;
import io.soroka.providers.LinkListener;
import io.soroka.providers.Outbound;
import io.soroka.providers.ReceiptState;
import io.soroka.providers.Refusal;
import io.soroka.smpp.Address;
import io.soroka.smpp.CloseReason;
import io.soroka.smpp.Part;
import io.soroka.smpp.Pdu;
import io.soroka.smpp.Receipt;
import io.soroka.smpp.SessionListener;
import io.soroka.smpp.SessionSettings;
import io.soroka.smpp.ShortMessage;
import io.soroka.smpp.SmppClient;
import io.soroka.smpp.SmppSession;
import io.soroka.smpp.SmppStatus;
import io.soroka.text.Parts;
import io.soroka.text.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one account. Each comes back by itself after a loss, later each time it fails,
 * with some jitter.
 */
final class SmppLink implements Link, SessionListener {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final long CLOSE_LIMIT_MILLIS = 5_000;

    /** Receipts are wanted for success and failure. */
    private static final int ALL_RECEIPTS = 1;

    private final SmppClient client;
    private final ScheduledExecutorService timer;
    private final SessionSettings settings;
    private final int wanted;
    private final Address sender;
    private final LinkListener listener;
    private final Clock clock;
    private final CopyOnWriteArrayList<SmppSession> sessions = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Object changed = new Object();
    private volatile boolean closing;

    private record Handle(SmppSession session, int sequence) {}

    SmppLink(
            SmppClient client,
            ScheduledExecutorService timer,
            SessionSettings settings,
            int sessions,
            String sender,
            LinkListener listener,
            Clock clock) {
        this.client = client;
        this.timer = timer;
        this.settings = settings;
        this.wanted = sessions;
        this.sender = source(sender);
        this.listener = listener;
        this.clock = clock;
    }

    void connect() {
        for (int i = 0; i < wanted; i++) {
            connectOne();
        }
    }

    private void connectOne() {
        if (closing) {
            return;
        }
        var _ =
                client.connect(settings, this)
                        .whenComplete((session, failure) -> {
                            if (failure != null) {
                                listener.sessions(sessions.size(), failure.getMessage());
                                again(failures.incrementAndGet());
                            } else {
                                failures.set(0);
                                sessions.add(session);
                                listener.sessions(sessions.size(), null);
                                if (closing) {
                                    session.close();
                                }
                            }
                        });
    }

    private void again(int failed) {
        long pause =
                Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failed, 10));
        long jittered = pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
        try {
            var _ = timer.schedule(this::connectOne, jittered, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The program is ending.
        }
    }

    @Override
    public int window() {
        return sessions.size() * settings.window();
    }

    @Override
    public void submit(List<Outbound> messages) {
        for (Outbound message : messages) {
            SmppSession session = leastBusy();
            Parts parts = Texts.split(message.text());
            for (int part = 0; part < parts.count(); part++) {
                if (message.only() < 0 || message.only() == part) {
                    long token = message.firstToken() + part;
                    if (session == null || !session.submit(pdu(message, parts, part), token)) {
                        listener.notSent(token);
                    }
                }
            }
        }
    }

    private ShortMessage pdu(Outbound message, Parts parts, int part) {
        String own = message.sender();
        return ShortMessage.between(
                        own == null ? sender : source(own),
                        Address.international(Long.toString(message.msisdn())))
                .esmClass(parts.count() > 1 ? ShortMessage.ESM_UDH : 0)
                .registeredDelivery(ALL_RECEIPTS)
                .dataCoding(parts.alphabet().dataCoding())
                .text(parts.shortMessage(part, (int) (message.id() & 0xff)))
                .build();
    }

    private @Nullable SmppSession leastBusy() {
        SmppSession best = null;
        int least = Integer.MAX_VALUE;
        for (SmppSession session : sessions) {
            int busy = session.inFlight() + session.waiting();
            if (busy < least) {
                least = busy;
                best = session;
            }
        }
        return best;
    }

    /** A number for digits only, else a name. */
    static Address source(String sender) {
        return sender.chars().allMatch(Character::isDigit)
                ? Address.international(sender)
                : Address.alphanumeric(sender);
    }

    @Override
    public void confirm(List<Inbound> stored) {
        Map<SmppSession, int[]> sequences = new HashMap<>();
        Map<SmppSession, Integer> counts = new HashMap<>();
        for (Inbound inbound : stored) {
            Handle handle = (Handle) inbound.handle();
            int[] room =
                    sequences.computeIfAbsent(handle.session(), ignored -> new int[stored.size()]);
            int count = counts.merge(handle.session(), 1, Integer::sum);
            room[count - 1] = handle.sequence();
        }
        sequences.forEach((session, all) ->
                session.answerDeliver(all, java.util.Objects.requireNonNull(counts.get(session))));
    }

    @Override
    public void submitAnswered(
            SmppSession session, long token, int commandStatus, String messageId) {
        if (commandStatus == SmppStatus.ESME_ROK) {
            listener.accepted(token, messageId);
        } else {
            listener.refused(
                    token, new Refusal(kind(commandStatus), "0x%02X".formatted(commandStatus)));
        }
    }

    private static Refusal.Kind kind(int status) {
        return switch (status) {
            case SmppStatus.ESME_RTHROTTLED, SmppStatus.ESME_RMSGQFUL -> Refusal.Kind.THROTTLED;
            case SmppStatus.ESME_RSYSERR, SmppStatus.ESME_RX_T_APPN -> Refusal.Kind.TEMPORARY;
            default -> Refusal.Kind.PERMANENT;
        };
    }

    @Override
    public void delivered(SmppSession session, Pdu.DeliverSm pdu) {
        ShortMessage message = pdu.message();
        Handle handle = new Handle(session, pdu.sequence());
        Receipt receipt = Receipt.parse(message);
        long number = digits(message.source().value());
        if (receipt == null) {
            Part part = Part.of(message);
            listener.received(
                    new Inbound.Incoming(
                            handle,
                            number,
                            message.destination().value(),
                            IncomingText.of(message, part),
                            part.total() == 1
                                    ? null
                                    : new Inbound.Piece(
                                            part.reference(), part.total(), part.sequence())));
        } else {
            // Operators give local time of a zone they do not tell; UTC until a setting says
            // otherwise.
            LocalDateTime done = receipt.doneAt();
            listener.received(
                    new Inbound.Receipt(
                            handle,
                            receipt.messageId(),
                            number,
                            state(receipt.state()),
                            receipt.errorCode(),
                            done == null
                                    ? clock.millis()
                                    : done.toInstant(ZoneOffset.UTC).toEpochMilli()));
        }
    }

    private static long digits(String address) {
        String digits = address.startsWith("+") ? address.substring(1) : address;
        if (digits.isEmpty()
                || digits.length() > 15
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return Long.parseLong(digits);
    }

    private static ReceiptState state(Receipt.State state) {
        return switch (state) {
            case DELIVERED -> ReceiptState.DELIVERED;
            case EXPIRED -> ReceiptState.EXPIRED;
            case DELETED -> ReceiptState.DELETED;
            case UNDELIVERABLE -> ReceiptState.UNDELIVERED;
            case REJECTED -> ReceiptState.REJECTED;
            case ENROUTE, ACCEPTED, UNKNOWN -> ReceiptState.ACCEPTED;
        };
    }

    @Override
    public void closed(
            SmppSession session, CloseReason reason, long[] unanswered, long[] neverSent) {
        String words = reason.toString().toLowerCase(Locale.ROOT);
        for (long token : neverSent) {
            listener.notSent(token);
        }
        for (long token : unanswered) {
            listener.unknown(token, words);
        }
        sessions.remove(session);
        listener.sessions(sessions.size(), words);
        synchronized (changed) {
            changed.notifyAll();
        }
        if (!closing) {
            again(failures.incrementAndGet());
        }
    }

    @Override
    public void close() {
        closing = true;
        sessions.forEach(SmppSession::unbind);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_LIMIT_MILLIS);
        synchronized (changed) {
            try {
                while (!sessions.isEmpty() && System.nanoTime() < deadline) {
                    changed.wait(100);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        sessions.forEach(SmppSession::close);
    }
}

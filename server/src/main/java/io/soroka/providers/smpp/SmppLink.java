package io.soroka.providers.smpp;

import io.soroka.providers.Inbound;
import io.soroka.providers.Link;
import io.soroka.providers.LinkListener;
import io.soroka.providers.Outbound;
import io.soroka.providers.Question;
import io.soroka.providers.ReceiptState;
import io.soroka.providers.Refusal;
import io.soroka.smpp.BindRefusedException;
import io.soroka.smpp.BindType;
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
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one account. Each comes back by itself after a loss, later each time it fails,
 * with some jitter; how one of them fares is nothing to the others.
 */
final class SmppLink implements Link {
    private static final Duration LOST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_LOST_PAUSE = Duration.ofSeconds(30);

    /** Operators lock accounts out that keep knocking with a wrong password. */
    private static final Duration REFUSED_PAUSE = Duration.ofSeconds(5);

    private static final Duration LONGEST_REFUSED_PAUSE = Duration.ofMinutes(5);
    private static final long CLOSE_LIMIT_MILLIS = 2_000;

    /** Stands for a session with the answers to our own questions, which nobody acknowledges. */
    private static final Object ASKED = "asked";

    private static final long NO_NUMBER = 0;

    private final SmppClient client;
    private final ScheduledExecutorService timer;
    private final SmppOptions options;
    private final Submits submits;
    private final MessageIds ids;
    private final LinkListener listener;
    private final Clock clock;
    private final CopyOnWriteArrayList<SmppSession> sessions = new CopyOnWriteArrayList<>();
    private final Object changed = new Object();
    private volatile boolean closing;

    private record Handle(SmppSession session, int sequence) {}

    /** One of the sessions that are wanted: opened again whenever it is lost. */
    private final class Place implements SessionListener {
        private final SessionSettings settings;

        /** Tries that failed since a session last stood for a while. */
        private int failures;

        private long stoodSince;
        private @Nullable SmppSession ended;

        Place(SessionSettings settings) {
            this.settings = settings;
        }

        void connect() {
            if (!closing) {
                var _ = client.connect(settings, this).whenComplete(this::connected);
            }
        }

        private synchronized void connected(
                @Nullable SmppSession session, @Nullable Throwable failure) {
            if (session == null) {
                listener.sessions(
                        sessions.size(), failure == null ? "no session" : failure.getMessage());
                again(failure instanceof BindRefusedException);
            } else if (session != ended) {
                stoodSince = clock.millis();
                sessions.add(session);
                listener.sessions(sessions.size(), null);
                if (closing) {
                    session.close();
                }
            }
        }

        private void again(boolean refused) {
            failures++;
            try {
                var _ =
                        timer.schedule(
                                this::connect,
                                pause(failures, refused, ThreadLocalRandom.current()),
                                TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // The program is ending.
            }
        }

        @Override
        public void submitAnswered(
                SmppSession session, long token, int commandStatus, String messageId) {
            if (commandStatus == SmppStatus.ESME_ROK) {
                listener.accepted(token, ids.ofAnswer(messageId));
            } else {
                listener.refused(
                        token, new Refusal(kind(commandStatus), "0x%02X".formatted(commandStatus)));
            }
        }

        @Override
        public void delivered(SmppSession session, Pdu.DeliverSm pdu) {
            SmppLink.this.delivered(session, pdu);
        }

        @Override
        public void queryAnswered(SmppSession session, long token, Receipt receipt) {
            if (state(receipt.state()) != ReceiptState.ACCEPTED) {
                // Its id is written as in the answer to the submit, for it was asked so.
                listener.received(
                        receipt(ASKED, receipt, ids.ofAnswer(receipt.messageId()), NO_NUMBER));
            }
        }

        @Override
        public synchronized void closed(
                SmppSession session, CloseReason reason, long[] unanswered, long[] neverSent) {
            String words = reason.toString().toLowerCase(Locale.ROOT);
            for (long token : neverSent) {
                listener.notSent(token);
            }
            for (long token : unanswered) {
                listener.unknown(token, words);
            }
            ended = session;
            sessions.remove(session);
            listener.sessions(sessions.size(), words);
            synchronized (changed) {
                changed.notifyAll();
            }
            if (!closing) {
                if (clock.millis() - stoodSince > LONGEST_LOST_PAUSE.toMillis()) {
                    failures = 0;
                }
                again(false);
            }
        }
    }

    SmppLink(
            SmppClient client,
            ScheduledExecutorService timer,
            SmppOptions options,
            LinkListener listener,
            Clock clock) {
        this.client = client;
        this.timer = timer;
        this.options = options;
        this.submits = new Submits(options);
        this.ids = new MessageIds(options.ids());
        this.listener = listener;
        this.clock = clock;
    }

    void connect() {
        SessionSettings settings = options.session();
        for (int i = 0; i < options.sessions(); i++) {
            if (options.pairs()) {
                new Place(settings.as(BindType.TRANSMITTER)).connect();
                new Place(settings.as(BindType.RECEIVER)).connect();
            } else {
                new Place(settings).connect();
            }
        }
    }

    /**
     * How long to wait before the next try, in milliseconds.
     *
     * @param failures tries that failed since a session last stood, at least 1
     */
    static long pause(int failures, boolean refused, RandomGenerator random) {
        Duration first = refused ? REFUSED_PAUSE : LOST_PAUSE;
        Duration longest = refused ? LONGEST_REFUSED_PAUSE : LONGEST_LOST_PAUSE;
        long pause = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, 10));
        return pause / 2 + random.nextLong(pause / 2 + 1);
    }

    @Override
    public int window() {
        int window = 0;
        for (SmppSession session : sessions) {
            if (session.settings().bindType().submits()) {
                window += session.settings().window();
            }
        }
        return window;
    }

    @Override
    public boolean wholeTexts() {
        return submits.wholeTexts();
    }

    @Override
    public void submit(List<Outbound> messages) {
        for (Outbound message : messages) {
            SmppSession session = leastBusy();
            Parts parts = submits.split(message);
            if (submits.wholeTexts() && message.only() <= 0) {
                submit(session, message.firstToken(), submits.whole(message, parts));
            } else if (parts.count() == message.parts()) {
                for (int part = 0; part < parts.count(); part++) {
                    if (message.only() < 0 || message.only() == part) {
                        submit(
                                session,
                                message.firstToken() + part,
                                submits.part(message, parts, part));
                    }
                }
            } else {
                refuse(message);
            }
        }
    }

    private void submit(@Nullable SmppSession session, long token, ShortMessage submit) {
        if (session == null || !session.submit(submit, token)) {
            listener.notSent(token);
        }
    }

    /**
     * Planned for a connection that cuts texts in another way: more parts than were planned would
     * have no answers, fewer would leave some without.
     */
    private void refuse(Outbound message) {
        for (int part = 0; part < message.parts(); part++) {
            if (message.only() < 0 || message.only() == part) {
                listener.refused(
                        message.firstToken() + part,
                        new Refusal(Refusal.Kind.PERMANENT, Refusal.CUT_OTHERWISE));
            }
        }
    }

    private @Nullable SmppSession leastBusy() {
        SmppSession best = null;
        int least = Integer.MAX_VALUE;
        for (SmppSession session : sessions) {
            int busy = session.inFlight() + session.waiting();
            if (session.settings().bindType().submits() && busy < least) {
                least = busy;
                best = session;
            }
        }
        return best;
    }

    @Override
    public boolean canAsk() {
        return options.query();
    }

    @Override
    public void ask(List<Question> questions) {
        SmppSession session = leastBusy();
        if (session != null) {
            for (Question question : questions) {
                session.query(question.providerId(), submits.sender(question.sender()), 0);
            }
        }
    }

    @Override
    public void confirm(List<Inbound> stored) {
        Map<SmppSession, Stored> sessions = new HashMap<>();
        for (Inbound inbound : stored) {
            if (inbound.handle() instanceof Handle handle) {
                sessions.computeIfAbsent(
                                handle.session(), ignored -> new Stored(new int[stored.size()]))
                        .add(handle.sequence());
            }
        }
        sessions.forEach((session, its) -> session.answerDeliver(its.sequences, its.count));
    }

    /** What of one session is stored. */
    private static final class Stored {
        private final int[] sequences;
        private int count;

        Stored(int[] room) {
            sequences = room;
        }

        void add(int sequence) {
            sequences[count++] = sequence;
        }
    }

    private static Refusal.Kind kind(int status) {
        return switch (status) {
            case SmppStatus.ESME_RTHROTTLED, SmppStatus.ESME_RMSGQFUL -> Refusal.Kind.THROTTLED;
            case SmppStatus.ESME_RSYSERR, SmppStatus.ESME_RX_T_APPN -> Refusal.Kind.TEMPORARY;
            default -> Refusal.Kind.PERMANENT;
        };
    }

    private void delivered(SmppSession session, Pdu.DeliverSm pdu) {
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
                            IncomingText.of(message, part, options.coding().alphabet()),
                            part.total() == 1
                                    ? null
                                    : new Inbound.Piece(
                                            part.reference(), part.total(), part.sequence())));
        } else {
            listener.received(receipt(handle, receipt, ids.ofReceipt(receipt.messageId()), number));
        }
    }

    private Inbound.Receipt receipt(Object handle, Receipt receipt, String id, long number) {
        LocalDateTime done = receipt.doneAt();
        return new Inbound.Receipt(
                handle,
                id,
                number,
                state(receipt.state()),
                receipt.errorCode(),
                done == null
                        ? clock.millis()
                        : done.atZone(options.zone()).toInstant().toEpochMilli());
    }

    private static long digits(String address) {
        String digits = address.startsWith("+") ? address.substring(1) : address;
        if (digits.length() > 15) {
            return 0;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number;
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

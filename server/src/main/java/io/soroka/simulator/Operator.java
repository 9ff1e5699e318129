package io.soroka.simulator;

import static java.util.Objects.requireNonNull;

import io.soroka.smpp.Address;
import io.soroka.smpp.BindType;
import io.soroka.smpp.CloseReason;
import io.soroka.smpp.MessageStatus;
import io.soroka.smpp.Part;
import io.soroka.smpp.Pdu;
import io.soroka.smpp.Receipt;
import io.soroka.smpp.ServerHandler;
import io.soroka.smpp.ServerSession;
import io.soroka.smpp.ShortMessage;
import io.soroka.smpp.SmppServer;
import io.soroka.smpp.SmppStatus;
import io.soroka.text.Parts;
import io.soroka.text.Texts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One operator: takes messages, keeps its log, sends receipts and replies. Lives on the simulator's
 * one thread.
 */
final class Operator implements ServerHandler {
    /**
     * After a delivery was answered with an error, or the line was full, until it is tried again.
     */
    private static final int RETRY_MILLIS = 1_000;

    private static final double HALF = 0.5;

    /** A screenful and more; real phones send no longer ones as text. */
    private static final int MAX_WRITTEN_PARTS = 10;

    private static final int MAX_WRITTEN = 1_000;

    private final OperatorSettings settings;
    private Habits habits;
    private final int maxOutstanding;
    private final LogWriter log;
    private final Ids ids;
    private final byte[] name;
    private final SplittableRandom dice;
    private final Faults faults;
    private final Mail mail = new Mail();
    private final ReplyTexts texts = new ReplyTexts();
    private int[] replyTexts;
    private final CRC32C crc = new CRC32C();
    private Throttle throttle;
    private Delay latency;
    private long latencySince;
    private @Nullable SmppServer server;
    private @Nullable Phones phones;

    /** What people wrote on phones and was not acknowledged yet, by id. */
    private final Map<Long, ShortMessage> written = new HashMap<>();

    private int reference;
    private int sessions;

    private final Parties parties = new Parties();
    private final Assembly assembly = new Assembly();
    private final Parcels parcels = new Parcels();
    private final Wheel parcelWheel;
    private final SlotQueue ready = new SlotQueue(parcels);
    private final LateAnswers lateAnswers = new LateAnswers();
    private final LateAnswers promptAnswers = new LateAnswers();
    private final SlotQueue prompt = new SlotQueue(promptAnswers);
    private final Wheel answerWheel;
    private final List<ServerSession> receivers = new ArrayList<>();

    /**
     * Sessions that a fault cut, until they are gone: what still comes from them was never read.
     */
    private final Set<ServerSession> cut = new HashSet<>();

    private final LostReceipts lost = new LostReceipts();
    private final Tally tally = new Tally();
    private int turn;
    private long lastReceiptDue;

    Operator(OperatorSettings settings, int maxOutstanding, long seed, LogWriter log, Ids ids) {
        this.settings = settings;
        this.maxOutstanding = maxOutstanding;
        this.log = log;
        this.ids = ids;
        name = LogWriter.ascii(settings.name());
        dice = new SplittableRandom(seed);
        faults = new Faults(dice);
        parcelWheel = new Wheel(parcels, now());
        answerWheel = new Wheel(lateAnswers, now());
        habits = settings.habits();
        replyTexts = texts.of(habits.replies().texts());
        throttle = new Throttle(habits.perSecond(), System.nanoTime());
        latency = habits.latency().at(0);
        latencySince = now();
        faults.set(habits.faults(), Set.of(), now());
    }

    /** The server it answers at, once that listens. */
    void serveAt(SmppServer listening) {
        server = listening;
        listening.freeze(faults.isOn(FaultKind.SILENT));
    }

    /** Notes for people what happens on the phones from now on. */
    void remember(Phones remembered) {
        phones = remembered;
    }

    /**
     * Goes on with other habits. Latency begins again when it is another one; faults begin again
     * when they are others or named.
     */
    void play(Habits next, Set<FaultKind> anew) {
        replyTexts = texts.of(next.replies().texts());
        if (!next.latency().equals(habits.latency())) {
            latencySince = now();
        }
        if (next.perSecond() != habits.perSecond()) {
            throttle = new Throttle(next.perSecond(), System.nanoTime());
        }
        habits = next;
        faults.set(habits.faults(), anew, now());
        tick();
    }

    Habits habits() {
        return habits;
    }

    /** Where each fault that is set up is in its course. */
    Map<FaultKind, Faults.Course> courses() {
        Map<FaultKind, Faults.Course> courses = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            Faults.Course course = faults.course(kind, now());
            if (course != null) {
                courses.put(kind, course);
            }
        }
        return courses;
    }

    /** Bound just now. */
    int sessions() {
        return sessions;
    }

    OperatorSettings settings() {
        return settings;
    }

    Simulator.Counts counts() {
        return tally.counts(parcels.used());
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    // ---- sessions

    @Override
    public int authenticate(String systemId, String password, BindType bindType) {
        if (faults.hits(FaultKind.BIND_REFUSED)) {
            log.bindRefused(name, SmppStatus.ESME_RBINDFAIL);
            log.flush();
            return SmppStatus.ESME_RBINDFAIL;
        }
        if (!systemId.equals(settings.systemId())) {
            return SmppStatus.ESME_RINVSYSID;
        }
        byte[] given = password.getBytes(StandardCharsets.UTF_8);
        byte[] right = settings.password().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, right)
                ? SmppStatus.ESME_ROK
                : SmppStatus.ESME_RINVPASWD;
    }

    @Override
    public void bound(ServerSession session) {
        sessions++;
        if (session.bindType().receives()) {
            receivers.add(session);
        }
    }

    @Override
    public void closed(
            ServerSession session, CloseReason reason, long[] unanswered, long[] neverSent) {
        sessions--;
        receivers.remove(session);
        cut.remove(session);
        // as a real operator does: what was not acknowledged comes again with the next bind
        for (long slot : unanswered) {
            ready.add((int) slot);
        }
        for (long slot : neverSent) {
            ready.add((int) slot);
        }
    }

    // ---- messages coming in

    @Override
    public void submitted(ServerSession session, Pdu.SubmitSm pdu) {
        if (!cut.isEmpty() && cut.contains(session)) {
            return;
        }
        ShortMessage message = pdu.message();
        long number = Parties.phone(message.destination().value());
        int party = parties.index(message.source());
        Part part = Part.of(message);
        byte[] payload = message.payload();
        int hash = SimulatorLog.hash(payload, part.textFrom(), crc);
        int length = payload.length - part.textFrom();
        int status = refusal(number, party);
        long id = 0;
        int wait = latency.draw(dice);
        if (status == SmppStatus.ESME_ROK) {
            id = ids.next();
            tally.accepted++;
            log.accepted(name, id, message.source().value(), number, part, hash, length);
            if (phones != null) {
                phones.received(
                        settings.name(),
                        id,
                        message.source(),
                        number,
                        part,
                        message.dataCoding(),
                        Arrays.copyOfRange(payload, part.textFrom(), payload.length),
                        log.millis());
            }
            wait += planReceipt(id, number, party, message.registeredDelivery());
            planReply(number, party, part);
        } else {
            tally.refused++;
            log.refused(
                    name,
                    status,
                    party < 0 ? "-" : message.source().value(),
                    number < 0 ? "-" : Long.toString(number),
                    part,
                    hash,
                    length);
        }
        if (wait == 0) {
            prompt.add(promptAnswers.put(session, pdu.sequence(), status, id));
        } else {
            answerWheel.add(lateAnswers.put(session, pdu.sequence(), status, id), now() + wait);
        }
        if (faults.hits(FaultKind.DISCONNECTED)) {
            cut(session);
        }
    }

    /** Tells what became of those whose receipts are lost; the others have, or get, one. */
    @Override
    public @Nullable MessageStatus queried(
            ServerSession session, String messageId, Address source) {
        Boolean failed = lost.isFailed(messageId, source);
        if (failed == null) {
            return null;
        }
        Receipt.State state = failed ? Receipt.State.UNDELIVERABLE : Receipt.State.DELIVERED;
        return new MessageStatus("", state.number(), 0);
    }

    private int refusal(long number, int party) {
        if ((habits.perSecond() > 0 && !throttle.pass(System.nanoTime()))
                || faults.hits(FaultKind.THROTTLED)) {
            return SmppStatus.ESME_RTHROTTLED;
        }
        if (number < 0) {
            return SmppStatus.ESME_RINVDSTADR;
        }
        if (party < 0) {
            return SmppStatus.ESME_RINVSRCADR;
        }
        if (parcels.used() >= maxOutstanding || faults.hits(FaultKind.QUEUE_FULL)) {
            return SmppStatus.ESME_RMSGQFUL;
        }
        List<Refusal> refusals = habits.refusals();
        for (int i = 0; i < refusals.size(); i++) {
            if (refusals.get(i).concerns(number)) {
                return refusals.get(i).status();
            }
        }
        if (faults.hits(FaultKind.ERRORS)) {
            return happens(HALF) ? SmppStatus.ESME_RSUBMITFAIL : SmppStatus.ESME_RINVDSTADR;
        }
        return SmppStatus.ESME_ROK;
    }

    /** Closes the connection; what has no response yet never gets one. */
    private void cut(ServerSession session) {
        cut.add(session);
        receivers.remove(session);
        promptAnswers.drop(session, this::unanswered);
        lateAnswers.drop(session, this::unanswered);
        session.close();
    }

    private void unanswered(long id) {
        tally.unanswered++;
        log.hit(name, id, FaultKind.DISCONNECTED);
    }

    private boolean happens(double share) {
        return share > 0 && dice.nextDouble() < share;
    }

    /** Milliseconds that the response has to wait for the receipt. */
    private int planReceipt(long id, long number, int party, int registeredDelivery) {
        boolean failed = happens(habits.receipts().failedShare());
        boolean wanted =
                switch (registeredDelivery & 0x03) {
                    case 1 -> true;
                    case 2 -> failed;
                    case 3 -> !failed;
                    default -> false;
                };
        if (!wanted) {
            tell(id, PhoneMessage.Fate.UNASKED);
            return 0;
        }
        if (faults.hits(FaultKind.RECEIPT_LOST)) {
            log.event('L', name, id);
            lost.add(habits.ids().answer().write(id), parties.address(party), failed);
            tell(id, PhoneMessage.Fate.LOST);
            return 0;
        }
        int seconds = (int) (log.millis() / 1000);
        int slot = parcels.receipt(id, number, party, failed, seconds);
        if (faults.hits(FaultKind.RECEIPT_EARLY)) {
            log.hit(name, id, FaultKind.RECEIPT_EARLY);
            ready.add(slot);
            return faults.delay(FaultKind.RECEIPT_EARLY);
        }
        int delay = habits.receipts().delay().draw(dice);
        if (faults.hits(FaultKind.RECEIPT_LATE)) {
            log.hit(name, id, FaultKind.RECEIPT_LATE);
            // past the order: nobody else waits for it
            parcelWheel.add(slot, now() + delay + faults.delay(FaultKind.RECEIPT_LATE));
        } else {
            scheduleReceipt(slot, delay);
        }
        return 0;
    }

    private void tell(long id, PhoneMessage.Fate fate) {
        if (phones != null) {
            phones.tell(id, fate);
        }
    }

    /** A receipt sent twice comes as late as any other at the most, to a second. */
    private void repeat(int slot) {
        Delay delay = habits.receipts().delay();
        long left = parcels.detail(slot) * 1_000L + delay.maxMs() - log.millis();
        scheduleReceipt(slot, Math.clamp(left, 0, delay.draw(dice)));
    }

    private void scheduleReceipt(int slot, long afterMs) {
        long due = now() + afterMs;
        if (!habits.receipts().shuffled()) {
            due = Math.max(due, lastReceiptDue);
            lastReceiptDue = due;
        }
        parcelWheel.add(slot, due);
    }

    private void planReply(long number, int party, Part part) {
        Habits.Replies replies = habits.replies();
        if (replies.share() > 0
                && assembly.completes(number, party, part)
                && happens(replies.share())) {
            int slot =
                    parcels.reply(
                            ids.next(), number, party, replyTexts[dice.nextInt(replyTexts.length)]);
            parcelWheel.add(slot, now() + replies.delay().draw(dice));
        }
    }

    /**
     * A phone writes to a sender, in as many parts as the text needs.
     *
     * @throws IllegalArgumentException when it needs too many, or too much waits already
     */
    void write(long number, Address recipient, String text) {
        Parts parts = Texts.split(text);
        if (parts.count() > MAX_WRITTEN_PARTS) {
            throw new IllegalArgumentException(
                    "a text may have " + MAX_WRITTEN_PARTS + " parts, but has " + parts.count());
        }
        int party = parties.index(recipient);
        if (party < 0) {
            throw new IllegalArgumentException("nobody can be written to at this address");
        }
        if (written.size() + parts.count() > MAX_WRITTEN) {
            throw new IllegalArgumentException(
                    "too many answers wait already: nobody takes them from this operator");
        }
        reference = reference + 1 & 0xFF;
        List<Long> partIds = new ArrayList<>();
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < parts.count(); i++) {
            long id = ids.next();
            partIds.add(id);
            bodies.add(parts.body(i));
            written.put(
                    id,
                    ShortMessage.between(Address.international(Long.toString(number)), recipient)
                            .esmClass(parts.count() > 1 ? ShortMessage.ESM_UDH : 0)
                            .dataCoding(parts.alphabet().dataCoding())
                            .text(parts.shortMessage(i, reference))
                            .build());
            ready.add(parcels.written(id, number, party));
        }
        if (phones != null) {
            phones.wrote(
                    settings.name(),
                    recipient,
                    number,
                    parts.alphabet().dataCoding(),
                    partIds,
                    bodies,
                    log.millis());
        }
        work();
    }

    @Override
    public void readBatchEnded(ServerSession session) {
        work();
    }

    /** Does what is due; called often, whether or not something arrives. */
    void tick() {
        long now = now();
        latency = habits.latency().at((now - latencySince) / 1000);
        faults.advance(now, this::turned);
        answerWheel.advance(now, slot -> lateAnswers.give(slot, habits.ids().answer()));
        parcelWheel.advance(now, ready::add);
        work();
    }

    private void work() {
        deliver();
        // what the log tells is with the operating system before anything leaves
        log.flush();
        while (!prompt.isEmpty()) {
            promptAnswers.give(prompt.remove(), habits.ids().answer());
        }
    }

    private void turned(FaultKind kind, boolean on) {
        log.fault(on, name, kind);
        if (kind == FaultKind.SILENT && server != null) {
            server.freeze(on);
        }
    }

    // ---- receipts and replies going out

    /** Fills the windows of the receiving sessions in turn. */
    private void deliver() {
        if (faults.isOn(FaultKind.SILENT)) {
            return;
        }
        for (int tried = 0; tried < receivers.size() && !ready.isEmpty(); tried++) {
            turn = (turn + 1) % receivers.size();
            ServerSession session = receivers.get(turn);
            int room = settings.window() - session.inFlight() - session.waiting();
            for (; room > 0 && !ready.isEmpty(); room--) {
                int slot = ready.remove();
                ShortMessage message = message(slot);
                if (!session.deliver(message, slot)) {
                    ready.addFirst(slot);
                    break;
                }
                note(slot, message);
            }
        }
    }

    private ShortMessage message(int slot) {
        Address party = parties.address(parcels.party(slot));
        long number = parcels.number(slot);
        if (parcels.isWritten(slot)) {
            return requireNonNull(written.get(parcels.id(slot)));
        }
        if (parcels.isReply(slot)) {
            int index = parcels.detail(slot);
            boolean ucs2 = Mail.needsUcs2(texts.text(index));
            return Mail.reply(number, party, texts.bytes(index), ucs2);
        }
        return mail.receipt(
                habits.ids().receipt().write(parcels.id(slot)),
                number,
                party,
                state(slot),
                parcels.detail(slot),
                log.millis() / 1000,
                habits.receipts().tlvs());
    }

    private Receipt.State state(int slot) {
        return parcels.isFailed(slot) ? Receipt.State.UNDELIVERABLE : Receipt.State.DELIVERED;
    }

    private void note(int slot, ShortMessage message) {
        long id = parcels.id(slot);
        if (parcels.isReply(slot)) {
            tally.replies++;
            byte[] payload = message.payload();
            int from = Part.of(message).textFrom();
            log.reply(
                    name,
                    id,
                    parcels.number(slot),
                    message.destination().value(),
                    SimulatorLog.hash(payload, from, crc),
                    payload.length - from);
            if (phones != null && !phones.knows(id)) {
                phones.wrote(
                        settings.name(),
                        message.destination(),
                        parcels.number(slot),
                        message.dataCoding(),
                        List.of(id),
                        List.of(payload),
                        log.millis());
            }
            tell(id, PhoneMessage.Fate.HANDED);
        } else {
            tally.receipts++;
            log.receipt(name, id, state(slot).text());
            tell(
                    id,
                    parcels.isFailed(slot)
                            ? PhoneMessage.Fate.FAILED
                            : PhoneMessage.Fate.DELIVERED);
        }
    }

    @Override
    public void deliverAnswered(ServerSession session, long token, int commandStatus) {
        int slot = (int) token;
        if (commandStatus != SmppStatus.ESME_ROK) {
            parcelWheel.add(slot, now() + RETRY_MILLIS);
        } else if (parcels.isReply(slot)) {
            tally.repliesAcknowledged++;
            log.event('J', name, parcels.id(slot));
            tell(parcels.id(slot), PhoneMessage.Fate.TAKEN);
            if (parcels.isWritten(slot)) {
                written.remove(parcels.id(slot));
            }
            parcels.release(slot);
        } else {
            tally.receiptsAcknowledged++;
            log.event('K', name, parcels.id(slot));
            if (!parcels.isRepeated(slot) && faults.hits(FaultKind.RECEIPT_REPEATED)) {
                log.hit(name, parcels.id(slot), FaultKind.RECEIPT_REPEATED);
                parcels.markRepeated(slot);
                repeat(slot);
            } else {
                parcels.release(slot);
            }
        }
    }

    /** Running counts. */
    private static final class Tally {
        private long accepted;
        private long refused;
        private long unanswered;
        private long receipts;
        private long receiptsAcknowledged;
        private long replies;
        private long repliesAcknowledged;

        private Simulator.Counts counts(int outstanding) {
            return new Simulator.Counts(
                    accepted,
                    refused,
                    unanswered,
                    receipts,
                    receiptsAcknowledged,
                    replies,
                    repliesAcknowledged,
                    outstanding);
        }
    }
}

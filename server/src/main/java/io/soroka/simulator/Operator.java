package io.soroka.simulator;

import io.soroka.smpp.Address;
import io.soroka.smpp.BindType;
import io.soroka.smpp.CloseReason;
import io.soroka.smpp.Part;
import io.soroka.smpp.Pdu;
import io.soroka.smpp.Receipt;
import io.soroka.smpp.ServerHandler;
import io.soroka.smpp.ServerSession;
import io.soroka.smpp.ShortMessage;
import io.soroka.smpp.SmppStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

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

    private final OperatorSettings settings;
    private final int maxOutstanding;
    private final LogWriter log;
    private final Ids ids;
    private final byte[] name;
    private final SplittableRandom dice;
    private final Throttle throttle;
    private final Mail mail;
    private final List<byte[]> replyTexts = new ArrayList<>();
    private final CRC32C crc = new CRC32C();

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
        throttle = new Throttle(settings.perSecond(), System.nanoTime());
        mail = new Mail();
        settings.replies().texts().forEach(text -> replyTexts.add(Mail.encode(text)));
        parcelWheel = new Wheel(parcels, now());
        answerWheel = new Wheel(lateAnswers, now());
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
        if (session.bindType().receives()) {
            receivers.add(session);
        }
    }

    @Override
    public void closed(
            ServerSession session, CloseReason reason, long[] unanswered, long[] neverSent) {
        receivers.remove(session);
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
        ShortMessage message = pdu.message();
        long number = Parties.phone(message.destination().value());
        int party = parties.index(message.source());
        Part part = Part.of(message);
        byte[] payload = message.payload();
        int hash = SimulatorLog.hash(payload, part.textFrom(), crc);
        int length = payload.length - part.textFrom();
        int status = refusal(number, party);
        long id = 0;
        if (status == SmppStatus.ESME_ROK) {
            id = ids.next();
            tally.accepted++;
            log.accepted(name, id, message.source().value(), number, part, hash, length);
            planReceipt(id, number, party, message.registeredDelivery());
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
        int latency = settings.latency().draw(dice);
        if (latency == 0) {
            prompt.add(promptAnswers.put(session, pdu.sequence(), status, id));
        } else {
            answerWheel.add(lateAnswers.put(session, pdu.sequence(), status, id), now() + latency);
        }
    }

    private int refusal(long number, int party) {
        if (settings.perSecond() > 0 && !throttle.pass(System.nanoTime())) {
            return SmppStatus.ESME_RTHROTTLED;
        }
        if (number < 0) {
            return SmppStatus.ESME_RINVDSTADR;
        }
        if (party < 0) {
            return SmppStatus.ESME_RINVSRCADR;
        }
        if (parcels.used() >= maxOutstanding) {
            return SmppStatus.ESME_RMSGQFUL;
        }
        if (happens(settings.errorShare())) {
            return happens(HALF) ? SmppStatus.ESME_RSUBMITFAIL : SmppStatus.ESME_RINVDSTADR;
        }
        return SmppStatus.ESME_ROK;
    }

    private boolean happens(double share) {
        return share > 0 && dice.nextDouble() < share;
    }

    private void planReceipt(long id, long number, int party, int registeredDelivery) {
        boolean failed = happens(settings.receipts().failedShare());
        boolean wanted =
                switch (registeredDelivery & 0x03) {
                    case 1 -> true;
                    case 2 -> failed;
                    case 3 -> !failed;
                    default -> false;
                };
        if (!wanted) {
            return;
        }
        if (happens(settings.receipts().lostShare())) {
            log.event('L', name, id);
            return;
        }
        int seconds = (int) (log.millis() / 1000);
        scheduleReceipt(parcels.receipt(id, number, party, failed, seconds));
    }

    private void scheduleReceipt(int slot) {
        scheduleReceipt(slot, settings.receipts().delay().draw(dice));
    }

    /** A receipt sent twice comes as late as any other at the most, to a second. */
    private void repeat(int slot) {
        Delay delay = settings.receipts().delay();
        long left = parcels.detail(slot) * 1_000L + delay.maxMs() - log.millis();
        scheduleReceipt(slot, Math.clamp(left, 0, delay.draw(dice)));
    }

    private void scheduleReceipt(int slot, long afterMs) {
        long due = now() + afterMs;
        if (!settings.receipts().shuffled()) {
            due = Math.max(due, lastReceiptDue);
            lastReceiptDue = due;
        }
        parcelWheel.add(slot, due);
    }

    private void planReply(long number, int party, Part part) {
        OperatorSettings.Replies replies = settings.replies();
        if (replies.share() > 0
                && assembly.completes(number, party, part)
                && happens(replies.share())) {
            int slot = parcels.reply(ids.next(), number, party, dice.nextInt(replyTexts.size()));
            parcelWheel.add(slot, now() + replies.delay().draw(dice));
        }
    }

    @Override
    public void readBatchEnded(ServerSession session) {
        work();
    }

    /** Does what is due; called often, whether or not something arrives. */
    void tick() {
        long now = now();
        answerWheel.advance(now, lateAnswers::give);
        parcelWheel.advance(now, ready::add);
        work();
    }

    private void work() {
        deliver();
        // what the log tells is with the operating system before anything leaves
        log.flush();
        while (!prompt.isEmpty()) {
            promptAnswers.give(prompt.remove());
        }
    }

    // ---- receipts and replies going out

    /** Fills the windows of the receiving sessions in turn. */
    private void deliver() {
        for (int tried = 0; tried < receivers.size() && !ready.isEmpty(); tried++) {
            turn = (turn + 1) % receivers.size();
            ServerSession session = receivers.get(turn);
            int room = settings.window() - session.inFlight() - session.waiting();
            for (; room > 0 && !ready.isEmpty(); room--) {
                int slot = ready.remove();
                if (!session.deliver(message(slot), slot)) {
                    ready.addFirst(slot);
                    break;
                }
                note(slot);
            }
        }
    }

    private ShortMessage message(int slot) {
        Address party = parties.address(parcels.party(slot));
        long number = parcels.number(slot);
        if (parcels.isReply(slot)) {
            int index = parcels.detail(slot);
            boolean ucs2 = Mail.needsUcs2(settings.replies().texts().get(index));
            return Mail.reply(number, party, replyTexts.get(index), ucs2);
        }
        return mail.receipt(
                Long.toHexString(parcels.id(slot)),
                number,
                party,
                state(slot),
                parcels.detail(slot),
                log.millis() / 1000);
    }

    private Receipt.State state(int slot) {
        return parcels.isFailed(slot) ? Receipt.State.UNDELIVERABLE : Receipt.State.DELIVERED;
    }

    private void note(int slot) {
        long id = parcels.id(slot);
        if (parcels.isReply(slot)) {
            tally.replies++;
            byte[] text = replyTexts.get(parcels.detail(slot));
            String recipient = parties.address(parcels.party(slot)).value();
            log.reply(
                    name,
                    id,
                    parcels.number(slot),
                    recipient,
                    SimulatorLog.hash(text, 0, crc),
                    text.length);
        } else {
            tally.receipts++;
            log.receipt(name, id, state(slot).text());
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
            parcels.release(slot);
        } else {
            tally.receiptsAcknowledged++;
            log.event('K', name, parcels.id(slot));
            if (!parcels.isRepeated(slot) && happens(settings.receipts().repeatedShare())) {
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
        private long receipts;
        private long receiptsAcknowledged;
        private long replies;
        private long repliesAcknowledged;

        private Simulator.Counts counts(int outstanding) {
            return new Simulator.Counts(
                    accepted,
                    refused,
                    receipts,
                    receiptsAcknowledged,
                    replies,
                    repliesAcknowledged,
                    outstanding);
        }
    }
}

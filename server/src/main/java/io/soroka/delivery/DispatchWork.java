package io.soroka.delivery;

import io.soroka.platform.Courtesy;
import io.soroka.platform.Ids;
import io.soroka.policy.MessageClass;
import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connector;
import io.soroka.providers.Inbound;
import io.soroka.providers.Link;
import io.soroka.providers.LinkListener;
import io.soroka.providers.Outbound;
import io.soroka.providers.Question;
import io.soroka.providers.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One spell of owning a connection, from recovery to drain. Each cycle is one transaction: it
 * stores the outcomes, receipts and incoming messages that came in since the last, together with
 * the intent for the next group; after the commit the provider is told what is stored, and the
 * group goes on the wire. So a commit never waits for a timer, and at any moment at most a window
 * and a group are without a stored outcome.
 */
final class DispatchWork implements AutoCloseable {
    /**
     * Parts under one intent at the most. As a cycle costs much the same whatever goes out with it,
     * this bounds the rate: at a tenth of a second a cycle, 40,000 parts a second.
     */
    private static final int GROUP_PARTS = 4_000;

    /** Of a window so many are left to alarms: one in ten. */
    private static final int WINDOW_RESERVE = 10;

    /** Between two groups at the most, for the sake of people who wait for pages. */
    private static final long ASIDE_MILLIS = 100;

    /** A connection with such a limit, parts a second, leaves time between its groups anyway. */
    private static final int SLOW = 5_000;

    private static final int EVENTS_PER_CYCLE = 16_384;
    private static final int TRACKED_MESSAGES = 200_000;
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration THROTTLE_PAUSE = Duration.ofSeconds(1);
    private static final Duration TEMPORARY_PAUSE = Duration.ofSeconds(30);
    private static final int MAX_ATTEMPTS = 20;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);

    private final Connection db;
    private final ConnectionSettings settings;
    private final Ids ids;
    private final Clock clock;
    private final IncomingStore incoming;
    private final Courtesy courtesy;
    private final ConnectionCounters counters;
    private final Gate gate;
    private final Journal journal;
    private final Lanes lanes;
    private final Facts facts;
    private final Receipts receipts;
    private final Decisions decisions;
    private final Detours detours;
    private final Questions questions;
    private final Pace pace;
    private final Tracker tracker;
    private final Map<Long, InFlight> inFlight = new HashMap<>();

    /**
     * Begins anew with each spell, above all tokens before: an answer that comes too late finds
     * nothing.
     */
    private long nextToken;

    private @Nullable Link link;
    private long tookAt;

    /** Parts of this cycle that were answered, and those of them that the provider took. */
    private int answered;

    private int accepted;

    /** Whether the provider complained in this cycle. */
    private boolean isTooFast;

    DispatchWork(
            Connection db,
            ConnectionSettings settings,
            Shared shared,
            ConnectionCounters counters,
            Gate gate)
            throws SQLException {
        this.db = db;
        this.settings = settings;
        this.ids = shared.ids();
        this.nextToken = ids.next();
        this.clock = shared.clock();
        this.incoming = shared.incoming();
        this.courtesy = shared.courtesy();
        this.counters = counters;
        this.gate = gate;
        this.journal = new Journal(db, settings.id(), clock, counters, gate);
        this.lanes = new Lanes(db, settings.id(), clock, shared.planned());
        this.facts = new Facts(db);
        this.tracker =
                new Tracker(
                        TRACKED_MESSAGES, facts.remembered(settings.id()).orElse(clock.instant()));
        this.receipts = new Receipts(db, settings.id(), journal, tracker, facts, clock);
        this.decisions =
                new Decisions(
                        db, settings.id(), facts, tracker, journal, shared.uncertainAfter(), clock);
        this.detours =
                new Detours(
                        db, settings.id(), lanes, facts, tracker, journal, shared.router(), clock);
        this.questions = new Questions(db, settings.id(), shared.askAfter(), clock);
        this.pace = new Pace(settings.limits().perSecond(), clock);
    }

    /**
     * Settles what an earlier owner left: intents without outcome become uncertain, what awaits
     * receipts and the parked receipts are remembered.
     */
    void recover() throws SQLException {
        journal.loadUse();
        new Recovery(db, settings.id(), facts, journal).run();
        receipts.load();
        boolean ignored = journal.write();
        db.commit();
    }

    void open(Connector connector, LinkListener listener) {
        link = connector.open(settings, listener);
    }

    /** Waits for something to do, at most a moment, and does it in one transaction. */
    void cycle(BlockingQueue<Event> queue, boolean taking) throws SQLException {
        Link open = Objects.requireNonNull(link);
        var events = new ArrayList<Event>();
        long aside = aside();
        Lanes.Room room = taking && aside == 0 ? room(open) : Lanes.Room.NONE;
        boolean mayTake = lanes.mayHold(room);
        if (!mayTake) {
            waitFor(queue, events, aside == 0 ? IDLE.toMillis() : aside);
        }
        queue.drainTo(events, EVENTS_PER_CYCLE);

        answered = 0;
        accepted = 0;
        isTooFast = false;
        var stored = new ArrayList<Inbound>();
        var messages = new ArrayList<Inbound.Incoming>();
        for (Event event : events) {
            apply(event, stored, messages);
        }
        pace.answered(answered, accepted);
        if (isTooFast) {
            pace.throttled();
        }
        receipts.settle(inFlight.values());
        decisions.carryOut();
        detours.carryOut();
        if (!messages.isEmpty()) {
            incoming.store(db, settings.id(), messages);
        }
        List<Outbound> group = room.isNone() ? List.of() : take(room);
        List<Question> asked = open.canAsk() && open.window() > 0 ? questions.due() : List.of();
        // Last: what is forgotten is read back from the database, where this cycle is not yet.
        receipts.age();
        boolean again = journal.write();
        db.commit();

        if (again) {
            lanes.wake();
        }
        if (!stored.isEmpty()) {
            open.confirm(stored);
        }
        if (!group.isEmpty()) {
            tookAt = clock.millis();
            open.submit(group);
        }
        if (!asked.isEmpty()) {
            open.ask(asked);
        }
        if (!messages.isEmpty()) {
            incoming.committed();
        }
        counters.cycle(inFlight.size(), open.window());
    }

    /** How long to step aside for people who wait, in milliseconds. */
    private long aside() {
        int rate = settings.limits().perSecond();
        boolean isSlow = rate > 0 && rate <= SLOW;
        if (isSlow || !courtesy.isCalledFor()) {
            return 0;
        }
        return Math.clamp(tookAt + ASIDE_MILLIS - clock.millis(), 0, ASIDE_MILLIS);
    }

    /** How many parts may be taken now. */
    private Lanes.Room room(Link open) {
        int window = open.window();
        int group = pace.group(window, GROUP_PARTS);
        Lanes.Room free = pace.available();
        boolean forOthers = inFlight.size() < window - window / WINDOW_RESERVE;
        var room =
                new Lanes.Room(
                        inFlight.size() < window ? Math.min(group, free.alarms()) : 0,
                        forOthers ? Math.min(group, free.others()) : 0);
        return gate.of(room, inFlight.size());
    }

    private static void waitFor(BlockingQueue<Event> queue, List<Event> events, long millis) {
        try {
            Event first = queue.poll(millis, TimeUnit.MILLISECONDS);
            if (first != null) {
                events.add(first);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void apply(Event event, List<Inbound> stored, List<Inbound.Incoming> messages) {
        switch (event) {
            case Event.Accepted(long token, String providerId) -> accepted(token, providerId);
            case Event.Refused(long token, Refusal refusal) -> refused(token, refusal);
            case Event.NotSent(long token) -> {
                InFlight part = settle(token);
                if (part != null) {
                    again(part, Outcome.NOT_SENT, null, Duration.ZERO);
                }
            }
            case Event.Unknown(long token, String reason) -> {
                InFlight part = settle(token);
                if (part != null) {
                    unknown(journal, ref(part), reason);
                }
            }
            case Event.Received(Inbound.Receipt receipt) -> {
                stored.add(receipt);
                receipts.take(receipt);
            }
            case Event.Received(Inbound.Incoming message) -> {
                stored.add(message);
                messages.add(message);
            }
            case Event.Wake() -> {
                lanes.wake();
                decisions.wake();
            }
        }
    }

    private void accepted(long token, String providerId) {
        InFlight part = settle(token);
        if (part != null) {
            accepted++;
            PartRef ref = ref(part);
            journal.outcome(ref, Outcome.ACCEPTED, providerId, null);
            receipts.accepted(ref, providerId);
        }
    }

    private void refused(long token, Refusal refusal) {
        InFlight part = settle(token);
        if (part == null) {
            return;
        }
        if (refusal.kind() == Refusal.Kind.PERMANENT || part.attempt() >= MAX_ATTEMPTS) {
            journal.outcome(ref(part), Outcome.REFUSED, null, refusal.code());
            return;
        }
        counters.refusedForNow(refusal.kind());
        boolean throttled = refusal.kind() == Refusal.Kind.THROTTLED;
        isTooFast |= throttled;
        if (!throttled && detours.passOn(ref(part), refusal.code())) {
            return;
        }
        again(
                part,
                Outcome.THROTTLED,
                refusal.code(),
                throttled ? THROTTLE_PAUSE : TEMPORARY_PAUSE);
    }

    private void again(InFlight part, Outcome outcome, @Nullable String error, Duration after) {
        journal.outcome(ref(part), outcome, null, error);
        journal.putBack(
                part.message(), part.part(), part.attempt() + 1, clock.millis() + after.toMillis());
    }

    /**
     * An answer that will never come: listed, and repeated only where the class prefers twice to
     * never.
     */
    static void unknown(Journal journal, PartRef part, String reason) {
        journal.outcome(part, Outcome.UNKNOWN, null, reason);
        journal.uncertain(part, reason);
        if (MessageClass.of(part.message().messageClass).repeatsUncertain()
                && part.attempt() < MAX_ATTEMPTS) {
            journal.sendAgain(part);
        }
    }

    /** The part of a token; null when it was settled before, as a provider may answer twice. */
    private @Nullable InFlight settle(long token) {
        InFlight part = inFlight.remove(token);
        if (part != null) {
            answered++;
            if (part.intent().settleOne()) {
                journal.closeIntent(part.intent());
            }
        }
        return part;
    }

    private static PartRef ref(InFlight part) {
        return new PartRef(part.message(), part.part(), part.attempt());
    }

    /** Takes a group out of the lanes under intents. */
    private List<Outbound> take(Lanes.Room room) throws SQLException {
        List<Lanes.Waiting> waiting = lanes.take(room);
        if (waiting.isEmpty()) {
            if (lanes.isNextLongerThan(room.most())) {
                gate.full();
            }
            return List.of();
        }
        var outbound = new ArrayList<Outbound>(waiting.size());
        if (waiting.getFirst().isWhole()) {
            takeNew(waiting, outbound);
        } else {
            takeAgain(waiting, outbound);
        }
        return outbound;
    }

    /** New messages of one batch: their ids follow each other. */
    private void takeNew(List<Lanes.Waiting> group, List<Outbound> outbound) {
        boolean whole = Objects.requireNonNull(link).wholeTexts();
        int parts = whole ? group.size() : group.stream().mapToInt(Lanes.Waiting::parts).sum();
        var intent = new OpenIntent(ids.next(), parts);
        journal.intent(intent.id, group.getFirst().id(), group.getLast().id());
        pace.used(parts);
        for (Lanes.Waiting next : group) {
            var message =
                    new Tracked(
                            next.id(),
                            next.runId(),
                            next.messageClass(),
                            next.msisdn(),
                            next.parts());
            journal.taken(message);
            tracker.add(message);
            outbound.add(next.outbound(nextToken));
            for (int part = 0; part < next.parts(); part++) {
                if (whole && part > 0) {
                    // Stored together with the intent, so that after a crash part 0 alone is in
                    // doubt.
                    journal.outcome(new PartRef(message, part, 1), Outcome.JOINED, null, null);
                } else {
                    inFlight.put(nextToken++, new InFlight(message, part, 1, intent));
                }
            }
        }
    }

    /** Parts that were put back: an intent for each part number and attempt. */
    private void takeAgain(List<Lanes.Waiting> waiting, List<Outbound> outbound)
            throws SQLException {
        Map<Long, Tracked> known =
                facts.tracked(waiting.stream().map(Lanes.Waiting::id).distinct().toList(), tracker);
        var groups = new HashMap<List<Integer>, List<Lanes.Waiting>>();
        for (Lanes.Waiting next : waiting) {
            PartRef part = part(next, known);
            int rank = PartState.rank(part.message().parts[part.part()]);
            if (rank == PartState.DELIVERED) {
                // A late receipt of an earlier attempt: once more would be twice.
                continue;
            }
            if (next.cancelled()) {
                // One that was sent before, or perhaps was, can't be said to have been taken back.
                boolean perhapsSent = rank == PartState.AGAIN || part.message().owner != 0;
                journal.outcome(
                        part, perhapsSent ? Outcome.GIVEN_UP : Outcome.CANCELLED, null, null);
            } else {
                groups.computeIfAbsent(
                                List.of(next.part(), next.attempt()), ignored -> new ArrayList<>())
                        .add(next);
            }
        }
        for (List<Lanes.Waiting> group : groups.values()) {
            var intent = new OpenIntent(ids.next(), group.size());
            Lanes.Waiting any = group.getFirst();
            journal.intent(
                    intent.id,
                    group.stream().mapToLong(Lanes.Waiting::id).toArray(),
                    any.part(),
                    any.attempt());
            pace.used(group.size());
            for (Lanes.Waiting next : group) {
                PartRef part = part(next, known);
                outbound.add(next.outbound(nextToken - next.part()));
                inFlight.put(
                        nextToken++,
                        new InFlight(part.message(), part.part(), part.attempt(), intent));
            }
        }
    }

    private static PartRef part(Lanes.Waiting next, Map<Long, Tracked> known) {
        return new PartRef(
                Objects.requireNonNull(known.get(next.id())), next.part(), next.attempt());
    }

    /**
     * Takes no more, waits a while for the answers that are due, and stores them; the rest comes
     * back from the link.
     */
    void drain(BlockingQueue<Event> queue) throws SQLException {
        long deadline = clock.millis() + DRAIN_LIMIT.toMillis();
        while (!inFlight.isEmpty() && clock.millis() < deadline) {
            cycle(queue, false);
        }
        Objects.requireNonNull(link).close();
        cycle(queue, false);
    }

    @Override
    public void close() {
        if (link != null) {
            link.close();
        }
    }
}

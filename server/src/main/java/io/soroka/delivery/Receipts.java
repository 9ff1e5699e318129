package io.soroka.delivery;

import io.soroka.platform.Ids;
import io.soroka.providers.Inbound;
import io.soroka.providers.ReceiptState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the part that a receipt speaks of: by heart, then in the database, then among the uncertain
 * ones of the same number; else the receipt is parked until the answer with its id comes.
 */
final class Receipts {
    /** Ids of parked receipts known by heart; older ones are looked up in the database. */
    private static final int BY_HEART = 50_000;

    /** A provider repeats a receipt within this time, if it does. */
    private static final Duration REPEATED = Duration.ofDays(3);

    /** Nobody will claim a receipt any more that has been parked for so long. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final Connection db;
    private final int connectionId;
    private final Journal journal;
    private final Tracker tracker;
    private final Facts facts;
    private final Clock clock;
    private final List<Inbound.Receipt> strangers = new ArrayList<>();
    private final LinkedHashMap<String, List<Inbound.Receipt>> parked = new LinkedHashMap<>();

    /** Parts whose ids came while some parked receipts were not known by heart. */
    private final Map<String, PartRef> asked = new HashMap<>();

    /** Parked receipts that may yet be an uncertain part's. */
    private final List<Undecided> undecided = new ArrayList<>();

    /**
     * One of these.
     *
     * @param wasDue whether an answer to the same number was due a cycle ago: what has become
     *     uncertain since then is in the database with the next one only
     */
    private record Undecided(Inbound.Receipt receipt, Instant storedAt, boolean wasDue) {
        Undecided due(boolean due) {
            return new Undecided(receipt, storedAt, due);
        }
    }

    private boolean someForgotten;

    Receipts(
            Connection db,
            int connectionId,
            Journal journal,
            Tracker tracker,
            Facts facts,
            Clock clock) {
        this.db = db;
        this.connectionId = connectionId;
        this.journal = journal;
        this.tracker = tracker;
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * At the start of a spell: brings what was accepted lately back into memory, drops what nobody
     * claimed, and reads the other parked receipts.
     */
    void load() throws SQLException {
        refer(facts.accepted(connectionId, tracker.since()));
        journal.remembers(tracker.since());
        try (var statement =
                db.prepareStatement(
                        "delete from parked_receipt where connection_id = ? and stored_at < ?")) {
            statement.setInt(1, connectionId);
            statement.setTimestamp(2, Timestamp.from(clock.instant().minus(KEPT)));
            statement.executeUpdate();
        }
        try (var statement =
                db.prepareStatement(
                        SELECT_PARKED + " where p.connection_id = ? order by p.id desc limit ?")) {
            statement.setInt(1, connectionId);
            statement.setInt(2, BY_HEART + 1);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Inbound.Receipt receipt = parked(row);
                    remember(receipt);
                    if (row.getBoolean(6)) {
                        undecided.add(
                                new Undecided(receipt, row.getTimestamp(7).toInstant(), false));
                    }
                }
            }
        }
    }

    /**
     * The last but one column tells whether a part to the same number is, or was, without an
     * answer.
     */
    private static final String SELECT_PARKED =
            """
            select p.provider_id, p.msisdn, p.state, p.error, p.done_at,
                   exists (select from uncertain u
                            where u.connection_id = p.connection_id and u.msisdn = p.msisdn
                              and u.settled_as is distinct from 'receipt'),
                   p.stored_at
              from parked_receipt p
            """;

    private static Inbound.Receipt parked(ResultSet row) throws SQLException {
        return new Inbound.Receipt(
                "stored",
                row.getString(1),
                row.getLong(2),
                ReceiptState.of(row.getInt(3)),
                row.getString(4),
                row.getTimestamp(5).getTime());
    }

    /** A receipt has come in. */
    void take(Inbound.Receipt receipt) {
        PartRef part = tracker.find(receipt.providerId());
        if (part == null) {
            strangers.add(receipt);
        } else {
            journal.receipt(part, receipt);
        }
    }

    /** A part got its id: receipts that overtook this answer find it now. */
    void accepted(PartRef part, String providerId) {
        know(part, providerId);
        List<Inbound.Receipt> early = parked.remove(providerId);
        if (early != null) {
            early.forEach(receipt -> journal.receipt(part, receipt));
            journal.unpark(providerId);
        } else if (someForgotten) {
            asked.put(providerId, part);
        }
    }

    private void know(PartRef part, String providerId) {
        Tracker.Former former = tracker.accepted(part, providerId);
        if (former != null) {
            journal.await(former.providerId(), former.part());
        }
    }

    /** Lets go of what has been in memory for long; what still awaits a receipt is written down. */
    void age() {
        if (tracker.age(clock.instant(), journal::await)) {
            journal.remembers(tracker.since());
        }
    }

    private void remember(Inbound.Receipt receipt) {
        parked.computeIfAbsent(receipt.providerId(), ignored -> new ArrayList<>()).add(receipt);
        if (parked.size() > BY_HEART) {
            parked.pollFirstEntry();
            someForgotten = true;
        }
    }

    /** Finds parked receipts that are no longer known by heart for the parts that got their ids. */
    private void claim() throws SQLException {
        if (asked.isEmpty()) {
            return;
        }
        try (var statement =
                db.prepareStatement(
                        SELECT_PARKED
                                + " join unnest(?) w(id) on w.id = p.provider_id where p.connection_id = ?")) {
            statement.setArray(1, db.createArrayOf("text", asked.keySet().toArray()));
            statement.setInt(2, connectionId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Inbound.Receipt receipt = parked(row);
                    journal.receipt(
                            Objects.requireNonNull(asked.get(receipt.providerId())), receipt);
                    journal.unpark(receipt.providerId());
                }
            }
        }
        asked.clear();
    }

    /**
     * Finds parts for the receipts that nobody knew by heart, or parks them.
     *
     * @param inFlight parts whose answer is still to come: a receipt may be theirs
     */
    void settle(Collection<InFlight> inFlight) throws SQLException {
        claim();
        if (strangers.isEmpty() && undecided.isEmpty()) {
            return;
        }
        Map<String, PartRef> awaited =
                strangers.isEmpty() ? Map.of() : refer(takeAwaited(ids(strangers)));
        var unclaimed = new ArrayList<Inbound.Receipt>();
        for (Inbound.Receipt receipt : strangers) {
            PartRef part = tracker.find(receipt.providerId());
            if (part == null) {
                part = awaited.get(receipt.providerId());
            }
            if (part == null) {
                unclaimed.add(receipt);
            } else {
                journal.receipt(part, receipt);
            }
        }
        strangers.clear();
        prove(unclaimed, inFlight);
    }

    private static Object[] ids(List<Inbound.Receipt> receipts) {
        return receipts.stream().map(Inbound.Receipt::providerId).distinct().toArray();
    }

    /** What awaits these receipts comes back into memory. The newest part comes last. */
    private List<Facts.Accepted> takeAwaited(Object[] ids) throws SQLException {
        try (var statement =
                db.prepareStatement(
                        """
                        with taken as (
                            delete from awaited_receipt a using unnest(?) u(id)
                             where a.provider_id = u.id and a.connection_id = ?
                            returning a.message_id, a.part, a.attempt, a.provider_id)
                        select * from taken order by message_id, attempt
                        """)) {
            statement.setArray(1, db.createArrayOf("text", ids));
            statement.setInt(2, connectionId);
            return Facts.accepted(statement);
        }
    }

    /**
     * The parts that have these ids, in memory from now on. Where several have the same, the last
     * wins: a provider may use its ids again after a long time.
     */
    private Map<String, PartRef> refer(List<Facts.Accepted> accepted) throws SQLException {
        Map<Long, Tracked> messages =
                facts.tracked(
                        accepted.stream().map(Facts.Accepted::messageId).distinct().toList(),
                        tracker);
        var found = new HashMap<String, PartRef>();
        for (Facts.Accepted one : accepted) {
            Tracked message = messages.get(one.messageId());
            if (message != null) {
                var part = new PartRef(message, one.part(), one.attempt());
                know(part, one.providerId());
                found.put(one.providerId(), part);
            }
        }
        return found;
    }

    /**
     * A receipt that nothing awaits may prove that a part of unknown fate was taken after all. It
     * may as well be a repeated one of an older message to the same number: so all that was
     * submitted lately is asked first. Whatever proves nothing is parked.
     */
    private void prove(List<Inbound.Receipt> unclaimed, Collection<InFlight> inFlight)
            throws SQLException {
        List<Undecided> before =
                undecided.stream()
                        .filter(one -> parked.containsKey(one.receipt().providerId()))
                        .toList();
        undecided.clear();
        if (before.isEmpty() && unclaimed.isEmpty()) {
            return;
        }
        var all = new ArrayList<>(unclaimed);
        before.forEach(one -> all.add(one.receipt()));
        Set<Long> due =
                inFlight.stream().map(part -> part.message().msisdn).collect(Collectors.toSet());
        Set<Long> doubted = doubted(all);
        doubted.removeAll(due);
        Object[] doubtful =
                ids(all.stream().filter(one -> doubted.contains(one.msisdn())).toList());
        var known =
                new HashMap<>(doubtful.length == 0 ? Map.of() : refer(submittedLately(doubtful)));
        Set<Facts.Attempt> proven = new HashSet<>();
        for (Undecided one : before) {
            Inbound.Receipt receipt = one.receipt();
            if (due.contains(receipt.msisdn())) {
                undecided.add(one.due(true));
            } else if (doubted.contains(receipt.msisdn())) {
                PartRef part = part(receipt, one.storedAt(), proven, known);
                List<Inbound.Receipt> same = parked.remove(receipt.providerId());
                if (part != null && same != null) {
                    same.forEach(word -> journal.receipt(part, word));
                    journal.unpark(receipt.providerId());
                } else if (same != null) {
                    parked.put(receipt.providerId(), same);
                }
            } else if (one.wasDue()) {
                undecided.add(one.due(false));
            }
        }
        for (Inbound.Receipt receipt : unclaimed) {
            PartRef part =
                    doubted.contains(receipt.msisdn())
                            ? part(receipt, clock.instant(), proven, known)
                            : null;
            if (part == null) {
                journal.park(receipt);
                remember(receipt);
                undecided.add(new Undecided(receipt, clock.instant(), true));
            } else {
                journal.receipt(part, receipt);
            }
        }
    }

    private @Nullable PartRef part(
            Inbound.Receipt receipt,
            Instant came,
            Set<Facts.Attempt> proven,
            Map<String, PartRef> known)
            throws SQLException {
        PartRef part = known.get(receipt.providerId());
        return part == null ? uncertain(receipt, came, proven, known).orElse(null) : part;
    }

    /** Numbers of these receipts with a part whose fate the provider has not told. */
    private Set<Long> doubted(List<Inbound.Receipt> receipts) throws SQLException {
        var numbers = new HashSet<Long>();
        try (var statement =
                db.prepareStatement(
                        """
                        select distinct c.msisdn from unnest(?) u(msisdn)
                          join uncertain c on c.msisdn = u.msisdn
                         where c.connection_id = ? and c.settled_as is distinct from 'receipt'
                        """)) {
            Object[] wanted =
                    receipts.stream()
                            .map(Inbound.Receipt::msisdn)
                            .filter(number -> number != 0)
                            .distinct()
                            .toArray();
            statement.setArray(1, db.createArrayOf("bigint", wanted));
            statement.setInt(2, connectionId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    numbers.add(row.getLong(1));
                }
            }
        }
        return numbers;
    }

    /** Reads all submissions of some days, which happens after crashes and lost lines only. */
    private List<Facts.Accepted> submittedLately(Object[] ids) throws SQLException {
        try (var statement =
                db.prepareStatement(
                        """
                        select s.message_id, s.part, s.attempt, s.provider_id
                          from unnest(?) u(id)
                          join submission s on s.provider_id = u.id
                         where s.connection_id = ? and s.at > ?
                         order by s.message_id, s.attempt
                        """)) {
            statement.setArray(1, db.createArrayOf("text", ids));
            statement.setInt(2, connectionId);
            statement.setTimestamp(3, Timestamp.from(clock.instant().minus(REPEATED)));
            return Facts.accepted(statement);
        }
    }

    /**
     * The part to this number whose fate nobody told yet: one that waits for news rather than one
     * that somebody decided about meanwhile, the oldest of these.
     *
     * @param came when the receipt did: it is of no later message
     * @param proven those found in this transaction, which the table does not tell yet
     * @param known takes the part that is found, for further receipts with its id
     */
    private Optional<PartRef> uncertain(
            Inbound.Receipt receipt,
            Instant came,
            Set<Facts.Attempt> proven,
            Map<String, PartRef> known)
            throws SQLException {
        @Nullable PartRef found = null;
        try (var statement =
                db.prepareStatement(
                        """
                        select message_id, part, attempt from uncertain
                         where connection_id = ? and msisdn = ? and settled_as is distinct from 'receipt'
                           and (settled_at is null or since > ?) and message_id < ?
                         order by settled_at is not null, message_id, part, attempt
                        """)) {
            statement.setInt(1, connectionId);
            statement.setLong(2, receipt.msisdn());
            statement.setTimestamp(3, Timestamp.from(clock.instant().minus(KEPT)));
            statement.setLong(4, Ids.floor(came.plusMillis(1)));
            try (ResultSet row = statement.executeQuery()) {
                while (found == null && row.next()) {
                    var attempt = new Facts.Attempt(row.getLong(1), row.getInt(2), row.getInt(3));
                    Tracked message =
                            facts.tracked(List.of(attempt.messageId()), tracker)
                                    .get(attempt.messageId());
                    if (message != null && proven.add(attempt)) {
                        found = new PartRef(message, attempt.part(), attempt.attempt());
                    }
                }
            }
        }
        if (found != null) {
            journal.outcome(found, Outcome.PROVEN, receipt.providerId(), null);
            know(found, receipt.providerId());
            known.put(receipt.providerId(), found);
        }
        return Optional.ofNullable(found);
    }
}

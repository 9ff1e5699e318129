package io.soroka.delivery;

import io.soroka.providers.Inbound;
import io.soroka.providers.ReceiptState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
     * At the start of a spell: brings what awaits receipts back into memory, drops what nobody
     * claimed, and reads the other parked receipts.
     */
    void load() throws SQLException {
        refer(facts.awaited(connectionId, tracker.since()));
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
                        SELECT_PARKED + " where connection_id = ? order by id desc limit ?")) {
            statement.setInt(1, connectionId);
            statement.setInt(2, BY_HEART + 1);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    remember(parked(row));
                }
            }
        }
    }

    private static final String SELECT_PARKED =
            "select provider_id, msisdn, state, error, done_at from parked_receipt";

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
                                + " join unnest(?) u(id) on u.id = provider_id where connection_id = ?")) {
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
    void settle(Iterable<InFlight> inFlight) throws SQLException {
        claim();
        if (strangers.isEmpty()) {
            return;
        }
        Map<String, PartRef> awaited = refer(takeAwaited(ids(strangers)));
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
                tracked(accepted.stream().map(Facts.Accepted::messageId).distinct().toList());
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

    private Map<Long, Tracked> tracked(List<Long> ids) throws SQLException {
        var messages = new HashMap<Long, Tracked>();
        var cold = new ArrayList<Long>();
        for (Long id : ids) {
            Tracked message = tracker.find(id);
            if (message == null) {
                cold.add(id);
            } else {
                messages.put(id, message);
            }
        }
        facts.load(cold)
                .messages()
                .forEach((id, message) -> {
                    messages.put(id, message);
                    tracker.add(message);
                });
        return messages;
    }

    /**
     * A receipt that nothing awaits may prove that a part of unknown fate was taken after all. It
     * may as well be a repeated one of an older message to the same number: so all that was
     * submitted lately is asked first. Whatever proves nothing is parked.
     */
    private void prove(List<Inbound.Receipt> unclaimed, Iterable<InFlight> inFlight)
            throws SQLException {
        List<Inbound.Receipt> doubtful = doubtful(unclaimed, inFlight);
        Map<String, PartRef> older =
                doubtful.isEmpty() ? Map.of() : refer(submittedLately(ids(doubtful)));
        for (Inbound.Receipt receipt : unclaimed) {
            PartRef part = older.get(receipt.providerId());
            if (part == null && doubtful.contains(receipt)) {
                part = uncertain(receipt).orElse(null);
            }
            if (part == null) {
                journal.park(receipt);
                remember(receipt);
            } else {
                journal.receipt(part, receipt);
            }
        }
    }

    /**
     * Receipts for numbers with an uncertain part, unless an answer for the same number is still
     * due: then the receipt may be that one's and waits.
     */
    private List<Inbound.Receipt> doubtful(
            List<Inbound.Receipt> unclaimed, Iterable<InFlight> inFlight) throws SQLException {
        var numbers = new HashSet<Long>();
        try (var statement =
                db.prepareStatement(
                        """
                        select distinct c.msisdn from unnest(?) u(msisdn)
                          join uncertain c on c.msisdn = u.msisdn
                         where c.connection_id = ? and c.settled_at is null
                        """)) {
            Object[] wanted = unclaimed.stream().map(Inbound.Receipt::msisdn).distinct().toArray();
            statement.setArray(1, db.createArrayOf("bigint", wanted));
            statement.setInt(2, connectionId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    numbers.add(row.getLong(1));
                }
            }
        }
        if (numbers.isEmpty()) {
            return List.of();
        }
        inFlight.forEach(part -> numbers.remove(part.message().msisdn));
        return unclaimed.stream().filter(one -> numbers.contains(one.msisdn())).toList();
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

    /** The oldest uncertain part to this number. */
    private Optional<PartRef> uncertain(Inbound.Receipt receipt) throws SQLException {
        @Nullable PartRef found = null;
        try (var statement =
                db.prepareStatement(
                        """
                        select message_id, part, attempt from uncertain
                         where connection_id = ? and msisdn = ? and settled_at is null
                         order by message_id, part
                        """)) {
            statement.setInt(1, connectionId);
            statement.setLong(2, receipt.msisdn());
            try (ResultSet row = statement.executeQuery()) {
                while (found == null && row.next()) {
                    Tracked message = tracked(List.of(row.getLong(1))).get(row.getLong(1));
                    // Those settled earlier in this very transaction are not yet marked in the
                    // table.
                    if (message != null
                            && PartState.rank(message.parts[row.getInt(2)]) == PartState.UNKNOWN) {
                        found = new PartRef(message, row.getInt(2), row.getInt(3));
                    }
                }
            }
        }
        if (found != null) {
            journal.outcome(found, Outcome.PROVEN, receipt.providerId(), null);
            know(found, receipt.providerId());
        }
        return Optional.ofNullable(found);
    }
}

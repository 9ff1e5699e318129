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
import java.util.Collection;
import java.util.HashMap;
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
     * Drops what nobody claimed, and reads the other parked receipts back, at the start of a spell.
     */
    void load() throws SQLException {
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
        List<Inbound.Receipt> early = parked.remove(providerId);
        if (early != null) {
            early.forEach(receipt -> journal.receipt(part, receipt));
            journal.unpark(providerId);
        } else if (someForgotten) {
            asked.put(providerId, part);
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
    void settle(Collection<InFlight> inFlight) throws SQLException {
        claim();
        if (strangers.isEmpty()) {
            return;
        }
        Map<String, PartRef> stored = lookUp(strangers);
        for (Inbound.Receipt receipt : strangers) {
            PartRef part = tracker.find(receipt.providerId());
            if (part == null) {
                part = stored.get(receipt.providerId());
            }
            if (part == null) {
                part = uncertain(receipt, inFlight).orElse(null);
            }
            if (part == null) {
                journal.park(receipt);
                remember(receipt);
            } else {
                journal.receipt(part, receipt);
            }
        }
        strangers.clear();
    }

    private Map<String, PartRef> lookUp(List<Inbound.Receipt> wanted) throws SQLException {
        record Row(String providerId, long messageId, int part, int attempt) {}
        var rows = new ArrayList<Row>();
        // The newest row wins: a provider may use its ids again after a long time.
        try (var statement =
                db.prepareStatement(
                        """
                        select s.provider_id, s.message_id, s.part, s.attempt
                          from (select distinct id from unnest(?) w(id)) u
                          join submission s on s.provider_id = u.id
                         where s.connection_id = ?
                         order by s.message_id
                        """)) {
            Object[] ids = wanted.stream().map(Inbound.Receipt::providerId).toArray();
            statement.setArray(1, db.createArrayOf("text", ids));
            statement.setInt(2, connectionId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(
                            new Row(
                                    row.getString(1),
                                    row.getLong(2),
                                    row.getInt(3),
                                    row.getInt(4)));
                }
            }
        }
        Map<Long, Tracked> messages =
                tracked(rows.stream().map(Row::messageId).distinct().toList());
        var found = new HashMap<String, PartRef>();
        for (Row row : rows) {
            Tracked message = messages.get(row.messageId());
            if (message != null) {
                found.put(row.providerId(), new PartRef(message, row.part(), row.attempt()));
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
     * The oldest uncertain part to this number, unless an answer to another part for the same
     * number is still due: then the receipt may be that one's and waits.
     */
    private Optional<PartRef> uncertain(Inbound.Receipt receipt, Collection<InFlight> inFlight)
            throws SQLException {
        if (receipt.msisdn() == 0
                || inFlight.stream().anyMatch(part -> part.message().msisdn == receipt.msisdn())) {
            return Optional.empty();
        }
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
            tracker.accepted(found, receipt.providerId());
        }
        return Optional.ofNullable(found);
    }
}

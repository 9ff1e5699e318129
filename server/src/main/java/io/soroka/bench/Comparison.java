package io.soroka.bench;

import io.soroka.simulator.SimulatorLog;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The simulator's log against the database, pair by pair.
 *
 * @param accepted parts that the simulator took
 * @param lost what one side has and the other lacks: parts taken without a stored submission (those
 *     listed as uncertain excepted), stored submissions that were never taken, acknowledged
 *     receipts that are not stored, people of the audience who have neither a message taken nor a
 *     reason nor a place in the list of uncertain ones
 * @param duplicates parts that the simulator took more than once for the same number
 * @param uncertain parts that stand in the list of uncertain ones
 * @param detail what was found, in words, for a person
 */
public record Comparison(long accepted, long lost, long duplicates, long uncertain, String detail) {

    private static final class Log {
        final Map<String, String> accepted = new HashMap<>();
        final Map<String, Integer> taken = new HashMap<>();
        final Map<String, Integer> acknowledged = new HashMap<>();
    }

    /** Compares after a run; nothing may be on its way any more. */
    public static Comparison of(Path simulatorLog, Connection db) throws IOException, SQLException {
        var log = new Log();
        SimulatorLog.read(
                simulatorLog,
                event -> {
                    switch (event.kind()) {
                        case ACCEPTED -> {
                            // A number gets one message in these runs, so number and part sequence
                            // name a part.
                            String part = event.destination() + "#" + sequence(event.part());
                            log.accepted.put(event.operator() + "/" + event.id(), part);
                            log.taken.merge(part, 1, Integer::sum);
                        }
                        case RECEIPT_ACKNOWLEDGED ->
                                log.acknowledged.merge(
                                        event.operator() + "/" + event.id(), 1, Integer::sum);
                        default -> {}
                    }
                });
        long duplicates = log.taken.values().stream().mapToLong(count -> count - 1L).sum();

        Map<String, Integer> receipts =
                count(
                        db,
                        """
                        select c.name || '/' || t.provider_id, count(*)
                          from (select s.connection_id, s.provider_id
                                  from receipt r
                                  join submission s on s.message_id = r.message_id and s.part = r.part
                                                   and s.attempt = r.attempt and s.provider_id is not null
                                union all
                                -- Repeated when its message had long been settled and left memory.
                                select connection_id, provider_id from parked_receipt) t
                          join connection c on c.id = t.connection_id
                         group by 1
                        """);
        Set<String> stored =
                strings(
                        db,
                        """
                        select c.name || '/' || s.provider_id
                          from submission s join connection c on c.id = s.connection_id
                         where s.provider_id is not null
                        """);
        Set<String> uncertain =
                strings(
                        db,
                        "select msisdn || '#' || (part + 1) from uncertain where settled_as is distinct from 'receipt'");

        long takenNotStored =
                log.accepted.entrySet().stream()
                        .filter(one ->
                                !stored.contains(one.getKey())
                                        && !uncertain.contains(one.getValue()))
                        .count();
        long storedNotTaken = stored.stream().filter(one -> !log.accepted.containsKey(one)).count();
        long receiptsMissing =
                log.acknowledged.entrySet().stream()
                        .filter(one -> receipts.getOrDefault(one.getKey(), 0) < one.getValue())
                        .count();
        Set<String> parts =
                strings(
                        db,
                        """
                        select m.msisdn || '#' || g.part
                          from message m, generate_series(1, m.parts) g(part)
                         where not exists (select from batch b
                                            where m.id between b.first_id and b.last_id and b.cancelled and m.id > b.taken_through)
                        """);
        long neverTaken =
                parts.stream()
                        .filter(one -> !log.taken.containsKey(one) && !uncertain.contains(one))
                        .count();
        neverTaken -= refused(db);
        String detail =
                "taken but not stored %d, stored but not taken %d, receipts missing %d, never taken %d"
                        .formatted(takenNotStored, storedNotTaken, receiptsMissing, neverTaken);
        return new Comparison(
                log.accepted.size(),
                takenNotStored + storedNotTaken + receiptsMissing + Math.max(0, neverTaken),
                duplicates,
                uncertain.size(),
                detail);
    }

    private static String sequence(String part) {
        int slash = part.lastIndexOf('/');
        return slash < 0 ? "1" : part.substring(slash + 1);
    }

    /** Parts that the simulator refused for good. */
    private static long refused(Connection db) throws SQLException {
        try (Statement statement = db.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select count(*) from submission where outcome = 1")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Set<String> strings(Connection db, String query) throws SQLException {
        var found = new HashSet<String>();
        db.setAutoCommit(false);
        try (Statement statement = db.createStatement()) {
            statement.setFetchSize(10_000);
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
        }
        db.setAutoCommit(true);
        return found;
    }

    private static Map<String, Integer> count(Connection db, String query) throws SQLException {
        var found = new HashMap<String, Integer>();
        db.setAutoCommit(false);
        try (Statement statement = db.createStatement()) {
            statement.setFetchSize(10_000);
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    found.put(row.getString(1), row.getInt(2));
                }
            }
        }
        db.setAutoCommit(true);
        return found;
    }
}

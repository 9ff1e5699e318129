package io.soroka.campaigns;

import io.soroka.delivery.ConnectionProgress;
import io.soroka.delivery.Delivery;
import io.soroka.delivery.FailureKind;
import io.soroka.delivery.Fates;
import io.soroka.policy.SuppressionReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The people of a run in the order of their ids, with what became of each. The outcomes are walked
 * along their key and the facts read chunk by chunk, so that neither memory nor time for a page
 * depends on the run's size.
 */
@Component
public class RunPeople {
    private static final int CHUNK = 5_000;

    /** Where three in a hundred fail, a page of them is among as many people. */
    private static final int PAGE_CHUNK = 2_000;

    /** A page that is still short after this time ends where it is. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private static final Set<PersonState> FAILED = EnumSet.of(PersonState.FAILED);

    private final JdbcClient sql;
    private final Delivery delivery;
    private final Fates fates;
    private final People people;
    private final Clock clock;
    private final TransactionTemplate reading;

    RunPeople(
            JdbcClient sql,
            PlatformTransactionManager transactions,
            Delivery delivery,
            Fates fates,
            People people,
            Clock clock) {
        this.sql = sql;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.delivery = delivery;
        this.fates = fates;
        this.people = people;
        this.clock = clock;
    }

    /**
     * A person of a run.
     *
     * @param clientId also of those who are gone
     * @param person null when the client is gone
     * @param suppressed why there is no message; null when there is one
     * @param fate of the message; null when there is none
     * @param connection the connection's name; null without a message
     */
    public record Line(
            long clientId,
            @Nullable Person person,
            PersonState state,
            @Nullable SuppressionReason suppressed,
            Fates.@Nullable Fate fate,
            @Nullable String connection) {
        /** When the latest news came; null before the first. */
        public @Nullable Instant at() {
            return fate == null ? null : fate.at();
        }
    }

    /**
     * A page of people; may be short, even empty, before the end.
     *
     * @param next where the next page begins; null at the end
     */
    public record Page(List<Line> items, @Nullable Long next) {}

    private record Row(long personId, @Nullable Long messageId, @Nullable Integer reason) {}

    /**
     * A page of a run's people.
     *
     * @param state only those in this state; null for all
     * @param after the last id of the page before; 0 for the first
     */
    public Page page(long runId, @Nullable PersonState state, long after, int limit) {
        if (state != null && isNobody(runId, state)) {
            return new Page(List.of(), null);
        }
        Instant end = clock.instant().plus(PATIENCE);
        Set<PersonState> wanted =
                state == null ? EnumSet.allOf(PersonState.class) : EnumSet.of(state);
        var items = new ArrayList<Line>();
        long at = after;
        while (true) {
            int size = state == null ? limit - items.size() : PAGE_CHUNK;
            List<Row> rows = rows(runId, at, size, state);
            for (Line line : lines(rows, wanted)) {
                items.add(line);
                if (items.size() == limit) {
                    return new Page(items, line.clientId());
                }
            }
            if (rows.size() < size) {
                return new Page(items, null);
            }
            at = rows.getLast().personId();
            if (!clock.instant().isBefore(end)) {
                return new Page(items, at);
            }
        }
    }

    /** Whether the tallies already tell that a walk through the whole run would find nobody. */
    private boolean isNobody(long runId, PersonState state) {
        List<ConnectionProgress> now =
                delivery.progress(List.of(runId)).getOrDefault(runId, List.of());
        return switch (state) {
            case QUEUED -> isNone(now, ConnectionProgress::queued);
            case PENDING -> isNone(now, ConnectionProgress::pending);
            case DELIVERED -> isNone(now, ConnectionProgress::delivered);
            case FAILED -> isNone(now, ConnectionProgress::failed);
            case UNCERTAIN -> isNone(now, ConnectionProgress::uncertain);
            case CANCELLED -> isNone(now, ConnectionProgress::cancelled);
            // The database finds them itself.
            case SUPPRESSED -> false;
        };
    }

    private static boolean isNone(
            List<ConnectionProgress> connections, ToLongFunction<ConnectionProgress> count) {
        return connections.stream().mapToLong(count).sum() == 0;
    }

    /** Walks through all people in a state, or all there are. */
    public void each(long runId, @Nullable PersonState state, Consumer<Line> taker) {
        Set<PersonState> wanted =
                state == null ? EnumSet.allOf(PersonState.class) : EnumSet.of(state);
        long at = 0;
        List<Row> rows;
        do {
            rows = rows(runId, at, CHUNK, state);
            lines(rows, wanted).forEach(taker);
            at = rows.isEmpty() ? at : rows.getLast().personId();
        } while (rows.size() == CHUNK);
    }

    /** Fates of a run's messages, a chunk of people at a time. */
    void eachFate(long runId, Consumer<Fates.Fate> taker) {
        long at = 0;
        List<Row> rows;
        do {
            rows = rows(runId, at, CHUNK, null);
            fates(rows).values().forEach(taker);
            at = rows.isEmpty() ? at : rows.getLast().personId();
        } while (rows.size() == CHUNK);
    }

    /**
     * The ids of people in some states, in ascending order behind an id; empty at the end. Of those
     * it failed for, only whoever can be reached at all: to the others it would fail again.
     */
    List<Long> matching(long runId, Set<PersonState> states, long after, int size) {
        var ids = new ArrayList<Long>();
        long at = after;
        List<Row> rows;
        do {
            rows = rows(runId, at, CHUNK, null);
            Map<Long, Fates.Fate> known = fates(rows);
            for (Row row : rows) {
                if (ids.size() < size
                        && states.contains(state(row, known))
                        && !isGone(row, known)) {
                    ids.add(row.personId());
                }
            }
            at = rows.isEmpty() ? at : rows.getLast().personId();
        } while (rows.size() == CHUNK && ids.size() < size);
        return ids;
    }

    private static boolean isGone(Row row, Map<Long, Fates.Fate> known) {
        Fates.Fate fate = row.messageId() == null ? null : known.get(row.messageId());
        return fate != null
                && PersonState.of(fate) == PersonState.FAILED
                && FailureKind.of(fate.cause()) == FailureKind.GONE;
    }

    private static PersonState state(Row row, Map<Long, Fates.Fate> known) {
        Long message = row.messageId();
        Fates.Fate fate = message == null ? null : known.get(message);
        if (message == null) {
            return PersonState.SUPPRESSED;
        }
        // Facts are kept as long as the run; a message without any would be a fault of ours.
        return fate == null ? PersonState.UNCERTAIN : PersonState.of(fate);
    }

    private List<Line> lines(List<Row> all, Set<PersonState> wanted) {
        List<Row> rows = wanted.equals(FAILED) ? failing(all) : all;
        Map<Long, Fates.Fate> known = fates(rows);
        List<Row> fitting =
                rows.stream().filter(row -> wanted.contains(state(row, known))).toList();
        Map<Long, Person> persons = people.of(fitting.stream().map(Row::personId).toList());
        Map<Integer, String> names = fitting.isEmpty() ? Map.of() : connectionNames();
        return fitting.stream().map(row -> line(row, known, persons, names)).toList();
    }

    private static Line line(
            Row row,
            Map<Long, Fates.Fate> known,
            Map<Long, Person> persons,
            Map<Integer, String> names) {
        Integer reason = row.reason();
        Fates.Fate fate = row.messageId() == null ? null : known.get(row.messageId());
        return new Line(
                row.personId(),
                persons.get(row.personId()),
                state(row, known),
                reason == null ? null : SuppressionReason.of(reason),
                fate,
                fate == null ? null : names.get(fate.connectionId()));
    }

    /** Names of all connections, those switched off included. */
    Map<Integer, String> connectionNames() {
        var names = new HashMap<Integer, String>();
        sql.sql("select id, name from connection")
                .query(row -> {
                    names.put(row.getInt(1), row.getString(2));
                });
        return names;
    }

    private Map<Long, Fates.Fate> fates(Collection<Row> rows) {
        return fates.of(messages(rows));
    }

    /** Few fail, so that reading what became of everyone to find them would be a waste. */
    private List<Row> failing(List<Row> rows) {
        Set<Long> failing = fates.failing(messages(rows));
        return rows.stream()
                .filter(row -> row.messageId() != null && failing.contains(row.messageId()))
                .toList();
    }

    private static long[] messages(Collection<Row> rows) {
        return rows.stream()
                .map(Row::messageId)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .toArray();
    }

    /**
     * Along the key: while a run fills the table faster than statistics follow, the database would
     * rather gather and sort all of the run.
     */
    private List<Row> rows(long runId, long after, int size, @Nullable PersonState state) {
        return Objects.requireNonNull(
                reading.execute(status -> {
                    sql.sql("set local enable_seqscan to off; set local enable_bitmapscan to off")
                            .update();
                    List<Row> rows = inOrder(runId, after, size, state);
                    sql.sql(
                                    "set local enable_seqscan to default;"
                                            + " set local enable_bitmapscan to default")
                            .update();
                    return rows;
                }));
    }

    private List<Row> inOrder(long runId, long after, int size, @Nullable PersonState state) {
        String also =
                state == null
                        ? ""
                        : state == PersonState.SUPPRESSED
                                ? " and reason is not null"
                                : " and message_id is not null";
        return sql.sql(
                        """
                        select person_id, message_id, reason from run_person
                         where run_id = ? and step = 0 and person_id > ?%s
                         order by person_id limit ?
                        """
                                .formatted(also))
                .params(runId, after, size)
                .query((row, number) ->
                        new Row(
                                row.getLong(1),
                                row.getObject(2, Long.class),
                                row.getObject(3, Integer.class)))
                .list();
    }
}

package io.soroka.delivery;

import io.soroka.platform.Courtesy;
import io.soroka.platform.Ids;
import io.soroka.policy.MessageClass;
import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connector;
import io.soroka.providers.ConnectorOption;
import io.soroka.providers.Inbound;
import io.soroka.providers.Limits;
import io.soroka.providers.Link;
import io.soroka.providers.LinkListener;
import io.soroka.providers.Outbound;
import io.soroka.providers.ReceiptState;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The real owner of a connection, on a real database; the provider is the test, and so is the
 * clock.
 */
abstract class OwnerCase {
    static final Duration TERM = Duration.ofHours(72);

    static TestDatabase database;
    static SettableClock clock;
    static Ids ids;
    private static long number = 79160000000L;

    final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    final Provider provider = new Provider();
    Connection session;
    DispatchWork owner;

    @BeforeAll
    static void prepare() {
        clock = new SettableClock(Instant.parse("2026-11-25T09:00:00Z"));
        database = TwoConnections.fresh(clock);
        ids = new Ids(clock, 0);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void begin() throws SQLException {
        start();
    }

    @AfterEach
    void kill() throws SQLException {
        session.rollback();
        session.close();
    }

    /** Somebody's server is killed, and another one goes on. */
    void restart() throws SQLException {
        kill();
        events.clear();
        start();
    }

    void start() throws SQLException {
        session = database.source().getConnection();
        session.setAutoCommit(false);
        owner =
                new DispatchWork(
                        session,
                        new ConnectionSettings(
                                1, "one", "hand", Limits.NONE, List.of(), List.of(), Map.of(), ""),
                        new Shared(
                                ids,
                                clock,
                                NO_MESSAGES,
                                new Courtesy(),
                                new Planned(),
                                new Router(),
                                TERM,
                                Duration.ofMinutes(30),
                                ZoneOffset.UTC),
                        new ConnectionCounters(),
                        new Gate(Limits.NONE, ZoneOffset.UTC, clock));
        owner.recover();
        owner.open(provider, null);
    }

    /** Two cycles: what one puts back the next one takes. */
    void settle(Event... more) throws SQLException {
        events.addAll(List.of(more));
        for (int i = 0; i < 2; i++) {
            events.add(new Event.Wake());
            owner.cycle(events, true);
        }
    }

    static JdbcClient.StatementSpec sql(String text) {
        return database.sql().sql(text);
    }

    /** A run with one message of one part, which is on the wire. */
    record Sent(long run, long message, long number, long token) {}

    /** It is handed over, too. */
    Sent send(MessageClass messageClass) throws SQLException {
        long id = offer(messageClass);
        settle();
        return new Sent(id, id, number, provider.last(id).firstToken());
    }

    /** A message waits for the connection. */
    static long offer(MessageClass messageClass) {
        long id = ids.next();
        clock.advance(Duration.ofMillis(5));
        number++;
        sql("""
        insert into message (id, department_id, run_id, client_id, msisdn, class, parts, text)
        values (?, 1, ?, 1, ?, ?, 1, 'Text')
        """)
                .params(id, id, number, messageClass.code())
                .update();
        sql("""
        insert into batch (first_id, last_id, connection_id, class, run_id, taken_through, department_id)
        values (?, ?, 1, ?, ?, ?, 1)
        """)
                .params(id, id, messageClass.code(), id, id - 1)
                .update();
        return id;
    }

    Sent unanswered(MessageClass messageClass) throws SQLException {
        Sent sent = send(messageClass);
        settle(new Event.Unknown(sent.token(), "connection_lost: test"));
        return sent;
    }

    static Event receipt(Sent sent, String id, ReceiptState state) {
        return new Event.Received(
                new Inbound.Receipt("handle", id, sent.number(), state, null, clock.millis()));
    }

    record Tallied(long taken, long delivered, long failed, long uncertain, long parts) {}

    static Tallied tally(Sent sent) {
        return sql("select taken, delivered, failed, uncertain, parts from run_tally where run_id = ?")
                .param(sent.run())
                .query((row, ignored) ->
                        new Tallied(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5)))
                .single();
    }

    private static final IncomingStore NO_MESSAGES =
            new IncomingStore() {
                @Override
                public void store(
                        Connection transaction, int connectionId, List<Inbound.Incoming> incoming) {
                    throw new AssertionError("nobody writes");
                }

                @Override
                public void committed() {}
            };

    /** Takes everything and says nothing. */
    static final class Provider implements Connector, Link {
        final List<Outbound> taken = new ArrayList<>();

        /** Parts without an answer at the most. */
        int window = 1_000;

        Outbound last(long message) {
            return taken.stream()
                    .filter(one -> one.id() == message)
                    .reduce((first, second) -> second)
                    .orElseThrow();
        }

        long times(long message) {
            return taken.stream().filter(one -> one.id() == message).count();
        }

        @Override
        public int window() {
            return window;
        }

        @Override
        public void submit(List<Outbound> messages) {
            taken.addAll(messages);
        }

        @Override
        public void confirm(List<Inbound> stored) {}

        @Override
        public void close() {}

        @Override
        public String kind() {
            return "hand";
        }

        @Override
        public List<ConnectorOption> options() {
            return List.of();
        }

        @Override
        public int sessions(ConnectionSettings settings) {
            return 1;
        }

        @Override
        public void check(ConnectionSettings settings) {}

        @Override
        public Link open(ConnectionSettings settings, LinkListener listener) {
            return this;
        }
    }
}

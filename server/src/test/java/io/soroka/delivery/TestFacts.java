package io.soroka.delivery;

import io.soroka.testing.TestDatabase;
import java.time.Clock;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Readers of a test database's facts. */
public final class TestFacts {
    private TestFacts() {}

    /** Tells what became of messages. */
    public static Fates fates(TestDatabase database) {
        return new Fates(database.sql(), new JdbcTransactionManager(database.source()));
    }

    /** Tells which messages may have settled. */
    public static SettledMessages settled(Clock clock) {
        return new SettledMessages(clock);
    }
}

package io.soroka.events;

import io.soroka.testing.TestDatabase;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Events over a test's database; each telling is a transaction. */
public final class TestEvents {
    private TestEvents() {}

    /** Over this database. */
    public static Events of(TestDatabase database) {
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database.source()));
        return new Events(new JdbcTemplate(database.source())) {
            @Override
            public Told tell(long departmentId, List<Event> events) {
                return java.util.Objects.requireNonNull(
                        transaction.execute(status -> super.tell(departmentId, events)));
            }
        };
    }
}

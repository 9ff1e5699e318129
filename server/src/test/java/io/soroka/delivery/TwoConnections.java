package io.soroka.delivery;

import io.soroka.platform.Partitions;
import io.soroka.testing.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** What tests below a whole server begin with. */
final class TwoConnections {
    private TwoConnections() {}

    /**
     * A database with the department 1, the connections 1 and 2, and room for messages of the
     * clock's time.
     */
    static TestDatabase fresh(Clock clock) {
        TestDatabase database = TestDatabase.fresh();
        new Partitions(
                        database.source(),
                        clock,
                        Set.of("message", "run_person", "submission", "receipt"))
                .ensure();
        database.sql().sql("insert into department (name) values ('Отдел')").update();
        for (String name : List.of("one", "two")) {
            database.sql()
                    .sql("insert into connection (name, kind, secret) values (?, 'hand', '')")
                    .param(name)
                    .update();
        }
        return database;
    }
}

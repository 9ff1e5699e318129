package io.soroka.testing;

import io.soroka.contacts.FieldCatalogue;
import java.time.Clock;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The catalogue of fields over a test's database. */
public final class TestFields {
    private TestFields() {}

    /** The standard fields, and whatever the test adds. */
    public static FieldCatalogue of(TestDatabase database, Clock clock) {
        return new FieldCatalogue(
                database.sql(), new JdbcTransactionManager(database.source()), clock);
    }
}

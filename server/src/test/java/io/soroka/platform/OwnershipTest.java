package io.soroka.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** An external database with two users, neither a superuser, as docs/operations.md has it made. */
@Tag("slow")
class OwnershipTest {
    private static final String WORD = "a-word";

    @Test
    void theApplicationWorksButCannotTouchTheAudit() throws SQLException {
        try (TestDatabase some = TestDatabase.fresh();
                Connection admin =
                        DriverManager.getConnection(
                                some.url(), some.owner(), some.ownerPassword())) {
            try (var statement = admin.createStatement()) {
                statement.execute("create role other_owner login password '" + WORD + "'");
                statement.execute("create role other_app login password '" + WORD + "'");
                statement.execute("grant other_app to other_owner");
                statement.execute("create database other_company owner other_owner");
            }
            String url = some.url().replaceFirst("/[^/]+$", "/other_company");
            Flyway flyway =
                    Flyway.configure()
                            .dataSource(url, "other_owner", WORD)
                            .callbacks(new Ownership("other_app"))
                            .load();
            flyway.migrate();
            flyway.migrate();
            var source = new DriverManagerDataSource(url, "other_app", WORD);
            JdbcClient application = JdbcClient.create(source);
            new Partitions(
                            source,
                            new SettableClock(Instant.parse("2030-01-01T00:00:00Z")),
                            Set.of("message"))
                    .ensure();
            application.sql("alter table client add column favourite text").update();
            application.sql("insert into audit (at, action) values (now(), 'kept')").update();
            for (String change :
                    new String[] {"update audit set action = 'x'", "drop table audit"}) {
                assertThatThrownBy(() -> application.sql(change).update())
                        .rootCause()
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
            application
                    .sql(
                            """
                            insert into consent (client_id, purpose, channel, given, source, at, recorded_at, evidence)
                            values (1, 'advertising', 'sms', true, 'test', now(), now(), '№ 5')
                            """)
                    .update();
            assertThat(
                            application
                                    .sql("update consent set annulled_at = now(), evidence = null")
                                    .update())
                    .isEqualTo(1);
            for (String change :
                    new String[] {
                        "update consent set given = false",
                        "delete from consent",
                        "truncate consent",
                        "alter table consent disable trigger all",
                        "drop table consent"
                    }) {
                assertThatThrownBy(() -> application.sql(change).update())
                        .rootCause()
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
            assertThat(application.sql("select count(*) from audit").query(Long.class).single())
                    .isEqualTo(1);
            try (var statement = admin.createStatement()) {
                statement.execute("drop database other_company with (force)");
                statement.execute("drop role other_app, other_owner");
            }
        }
    }

    @Test
    void withOneUserNothingIsHandedOver() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh();
                Connection owner =
                        DriverManager.getConnection(
                                database.url(), database.owner(), database.ownerPassword())) {
            new Ownership(database.owner()).handOver(owner);
            assertThat(
                            database.sql()
                                    .sql(
                                            """
                                            select has_table_privilege('audit', 'insert')
                                            """)
                                    .query(Boolean.class)
                                    .single())
                    .isTrue();
        }
    }
}

package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Draft;
import io.soroka.campaigns.Launch;
import io.soroka.delivery.HandOperator.Submitted;
import io.soroka.policy.MessageClass;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What survives a kill depends on an order of a few milliseconds: first the commit, then the word
 * to the operator. Hard kills seldom hit that gap, so here a commit is made to last as long as the
 * test wants.
 */
@Tag("slow")
class CommitOrderTest {
    private static final String NUMBER = "79160000001";

    private HandOperator operator;
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        operator = new HandOperator();
        server =
                TestServer.start(
                        "{\"operators\": [{\"name\": \"unused\"}]}",
                        "--soroka.demo.sessions=1",
                        "--soroka.demo.window=10",
                        "--soroka.demo.operators=hand:hand:" + operator.port() + ":");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        operator.close();
    }

    @Test
    void nothingGoesOutBeforeItsIntentIsCommitted() throws SQLException {
        try (var _ = new HeldCommits("intent")) {
            launch();
            awaitHeldCommit();
            assertThat(operator.silent()).as("nothing is on the wire yet").isTrue();
        }
        Submitted message = operator.next();
        assertThat(message.number()).isEqualTo(NUMBER);
        // Or else the server would wait for the answer before it stops.
        message.accept("A1");
    }

    @Test
    void noReceiptIsConfirmedBeforeItIsCommitted() throws SQLException {
        launch();
        Submitted message = operator.next();
        message.accept("A1");
        try (var _ = new HeldCommits("receipt")) {
            operator.receipt("A1", NUMBER, "DELIVRD");
            awaitHeldCommit();
            assertThat(operator.stored()).as("the operator still answers for it").isZero();
        }
        TestServer.await("it is confirmed", () -> operator.stored() == 1);
    }

    @Test
    void noAnswerOfAPhoneIsConfirmedBeforeItIsCommitted() throws SQLException {
        try (var _ = new HeldCommits("incoming")) {
            operator.incoming(NUMBER, 0, new byte[] {'o', 'k'}, 0);
            awaitHeldCommit();
            assertThat(operator.stored()).as("the operator still answers for it").isZero();
        }
        TestServer.await("it is confirmed", () -> operator.stored() == 1);
    }

    private void launch() {
        server.sql()
                .sql(
                        """
                        insert into client (department_id, external_id, msisdn, created_at, updated_at)
                        values ((select min(id) from department), 'C-1', ?, now(), now())
                        """)
                .param(Long.parseLong(NUMBER))
                .update();
        var campaigns = server.bean(Campaigns.class);
        long department =
                server.sql().sql("select min(id) from department").query(Long.class).single();
        Campaign campaign =
                campaigns.create(
                        department,
                        "test",
                        Draft.simple("order", MessageClass.SERVICE, "Привет", "{}"));
        var _ = campaigns.launch(campaign, "test", Launch.unattended("key"));
    }

    private void awaitHeldCommit() {
        TestServer.await(
                "a commit is held",
                () ->
                        server.sql()
                                .sql(
                                        """
                                        select exists (select from pg_locks
                                                        where locktype = 'advisory' and objid = 4711 and not granted
                                                          and database = (select oid from pg_database
                                                                           where datname = current_database()))
                                        """)
                                .query(Boolean.class)
                                .single());
    }

    /** While it is open, a transaction that has put rows into a table waits in its commit. */
    private final class HeldCommits implements AutoCloseable {
        private final Connection db;

        HeldCommits(String table) throws SQLException {
            db =
                    DriverManager.getConnection(
                            server.database().url(),
                            server.database().user(),
                            server.database().password());
            try (var statement = db.createStatement()) {
                statement.execute("select pg_advisory_lock(4711)");
                statement.execute(
                        """
                        create or replace function hold_commit() returns trigger language plpgsql as $$
                        begin
                            perform pg_advisory_xact_lock(4711);
                            return null;
                        end $$
                        """);
                statement.execute(
                        """
                        create constraint trigger hold_commit after insert on %s
                            deferrable initially deferred for each row execute function hold_commit()
                        """
                                .formatted(table));
            }
        }

        @Override
        public void close() throws SQLException {
            db.close();
        }
    }
}

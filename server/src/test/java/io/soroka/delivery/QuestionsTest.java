package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Draft;
import io.soroka.campaigns.Launch;
import io.soroka.campaigns.RunProgress;
import io.soroka.platform.Ids;
import io.soroka.policy.MessageClass;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Receipts that never come are asked for, where the operator answers and not too soon. */
@Tag("slow")
class QuestionsTest {
    private static final int PEOPLE = 30;

    @Test
    void whatAnOperatorTellsOnRequestCountsAsAReceipt() throws IOException {
        try (TestServer server = server("1", "true", "1s")) {
            RunProgress run = send(server);
            TestServer.await("all have failed", () -> progress(server, run).failed() == PEOPLE);
        }
        try (TestServer server = server("0", "true", "1s")) {
            RunProgress run = send(server);
            TestServer.await(
                    "all are delivered", () -> progress(server, run).delivered() == PEOPLE);
            assertThat(progress(server, run).pending()).isZero();
        }
    }

    @Test
    void nobodyIsAskedTooSoon() throws IOException {
        try (TestServer server = server("0", "true", "30m")) {
            RunProgress run = send(server);
            long old = Ids.floor(Instant.now().minus(Duration.ofMinutes(31)));
            server.sql()
                    .sql(
                            """
                            insert into message (id, department_id, msisdn, class, parts, text)
                            select ?, min(id), 79160000000, 2, 1, 'old' from department
                            """)
                    .param(old)
                    .update();
            await(server, old, "one");
            TestServer.await("the old one is asked about", () -> asked(server, "one") > 0);
            assertThat(asked(server, "one")).isEqualTo(1);
            assertThat(progress(server, run).pending()).isEqualTo(PEOPLE);
        }
    }

    @Test
    void onlyThoseAreAskedThatAnswer() throws IOException {
        try (TestServer server = server("0", "true", "1s")) {
            server.sql()
                    .sql("update connection set options = options - 'query' where name = 'two'")
                    .update();
            server.bean(Delivery.class).reload();
            RunProgress run = send(server);
            long others =
                    server.sql()
                            .sql(
                                    """
                                    select count(*) from submission s join connection c on c.id = s.connection_id
                                     where c.name = 'two'
                                    """)
                            .query(Long.class)
                            .single();
            assertThat(others).isBetween(1L, PEOPLE - 1L);
            TestServer.await(
                    "one has told", () -> progress(server, run).delivered() == PEOPLE - others);
            // One round later the other would have been asked.
            await(
                    server,
                    server.sql().sql("select min(id) from message").query(Long.class).single(),
                    "one");
            TestServer.await(
                    "one is asked again", () -> asked(server, "one") == PEOPLE - others + 1);
            assertThat(asked(server, "two")).isZero();
            assertThat(progress(server, run).pending()).isEqualTo((int) others);
        }
    }

    /** Something that this operator owes a receipt for. */
    private static void await(TestServer server, long message, String operator) {
        server.sql()
                .sql(
                        """
                        insert into awaited_receipt (connection_id, provider_id, message_id, part, attempt)
                        select id, 'unknown', ?, 0, 1 from connection where name = ?
                        """)
                .params(message, operator)
                .update();
    }

    private static long asked(TestServer server, String operator) {
        return server.sql()
                .sql(
                        """
                        select count(*) from awaited_receipt a join connection c on c.id = a.connection_id
                         where asked_at is not null and c.name = ?
                        """)
                .param(operator)
                .query(Long.class)
                .single();
    }

    private static TestServer server(String failedShare, String query, String after)
            throws IOException {
        TestServer server =
                TestServer.start(
                        """
                        {"operators": [
                          {"name": "one", "receipts": {"lostShare": 1, "failedShare": %1$s}},
                          {"name": "two", "receipts": {"lostShare": 1, "failedShare": %1$s}}]}
                        """
                                .formatted(failedShare),
                        "--soroka.campaigns.hold=0s",
                        "--soroka.delivery.ask-after=" + after);
        server.sql()
                .sql("update connection set options = options || jsonb_build_object('query', ?)")
                .param(query)
                .update();
        server.bean(Delivery.class).reload();
        return server;
    }

    /** All parts leave memory, as they do after an hour. */
    private static RunProgress send(TestServer server) {
        long department =
                server.sql().sql("select min(id) from department").query(Long.class).single();
        server.sql().sql("update client set department_id = -1, external_id = null").update();
        server.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, created_at, updated_at)
                        select ?, 79160000000 + n, now(), now() from generate_series(1, ?) n
                        """)
                .params(department, PEOPLE)
                .update();
        Campaigns campaigns = server.bean(Campaigns.class);
        Campaign campaign =
                campaigns.create(
                        department,
                        "test",
                        Draft.simple("questions", MessageClass.SERVICE, "Привет", "{}"));
        RunProgress run =
                campaigns.launch(campaign, "test", Launch.unattended(UUID.randomUUID().toString()));
        TestServer.await(
                "all are accepted",
                () ->
                        server.sql()
                                        .sql("select count(*) from submission where outcome = 0")
                                        .query(Long.class)
                                        .single()
                                == PEOPLE);
        server.sql()
                .sql(
                        """
                        insert into awaited_receipt (connection_id, provider_id, message_id, part, attempt)
                        select connection_id, provider_id, message_id, part, attempt from submission where outcome = 0
                        """)
                .update();
        return run;
    }

    private static RunProgress progress(TestServer server, RunProgress run) {
        return server.bean(Campaigns.class).progress(run.id(), null);
    }
}

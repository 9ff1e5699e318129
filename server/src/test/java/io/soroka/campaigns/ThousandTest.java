package io.soroka.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.bench.Comparison;
import io.soroka.bench.Crowd;
import io.soroka.platform.Courtesy;
import io.soroka.policy.MessageClass;
import io.soroka.simulator.SimulatorLog;
import io.soroka.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A thousand messages from the database to stored receipts, over real SMPP; the operators' own log
 * is the judge.
 */
class ThousandTest {
    private static final String OPERATORS =
            """
            {"operators": [
              {"name": "severs", "latency": {"minMs": 0, "maxMs": 5},
               "receipts": {"minMs": 10, "maxMs": 200, "failedShare": 0.1, "repeatedShare": 0.05}},
              {"name": "raduga", "latency": {"minMs": 0, "maxMs": 5}, "errorShare": 0.05,
               "receipts": {"minMs": 10, "maxMs": 200, "failedShare": 0.0}}]}\
            """;

    @Test
    void aThousandMessagesEndAsStoredReceipts() throws Exception {
        try (TestServer server = TestServer.start(OPERATORS)) {
            check(server);
        }
    }

    /** Bulk work steps aside for people, but those who never stop reading can't stop it. */
    @Test
    @Tag("slow")
    void aCrowdSlowsThemDownAndNoMore() throws Exception {
        try (TestServer server = TestServer.start(OPERATORS)) {
            Courtesy courtesy = server.bean(Courtesy.class);
            for (int i = 0; i < 50; i++) {
                courtesy.asked();
            }
            check(server);
        }
    }

    private static void check(TestServer server) throws Exception {
        try (var db = server.database().source().getConnection()) {
            Crowd.add(db, 1_000);
        }
        RunProgress done = run(server);

        assertThat(done.audience()).isEqualTo(1_000);
        assertThat(done.messages()).isEqualTo(1_000);
        assertThat(done.submitted()).isEqualTo(1_000);
        assertThat(done.parts()).isEqualTo(2_000);
        assertThat(done.delivered() + done.failed()).isEqualTo(1_000);
        assertThat(done.connections())
                .hasSize(2)
                .allMatch(connection -> connection.messages() > 300);
        assertThat(done.happened())
                .extracting(RunProgress.Happening::kind)
                .contains("started", "planned", "finished");

        // What the operators say: a message is delivered when both of its parts got a good receipt.
        var bad = new java.util.HashSet<String>();
        Map<String, String> numbers = new java.util.HashMap<>();
        SimulatorLog.read(
                server.simulatorLog(),
                event -> {
                    switch (event.kind()) {
                        case ACCEPTED ->
                                numbers.put(event.operator() + event.id(), event.destination());
                        case REFUSED -> bad.add(event.destination());
                        case RECEIPT -> {
                            if (event.result().equals("UNDELIV")) {
                                bad.add(numbers.get(event.operator() + event.id()));
                            }
                        }
                        default -> {}
                    }
                });
        assertThat(done.failed()).isEqualTo(bad.size());
        try (var db = server.database().source().getConnection()) {
            Comparison comparison = Comparison.of(server.simulatorLog(), db);
            assertThat(comparison.lost()).as(comparison.detail()).isZero();
            assertThat(comparison.duplicates()).isZero();
        }
    }

    private static RunProgress run(TestServer server) {
        Campaigns campaigns = server.bean(Campaigns.class);
        long department =
                server.sql().sql("select min(id) from department").query(Long.class).single();
        Campaign campaign =
                campaigns.create(
                        department,
                        "test",
                        Draft.simple("thousand", MessageClass.SERVICE, Crowd.TWO_PARTS, "{}"));
        RunProgress run = campaigns.launch(campaign, "test", Launch.unattended("once"));
        TestServer.await(
                "the run is finished",
                () -> campaigns.progress(run.id(), null).status() == RunProgress.Status.FINISHED);
        return campaigns.progress(run.id(), null);
    }
}

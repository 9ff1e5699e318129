package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.bench.Comparison;
import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Draft;
import io.soroka.campaigns.Launch;
import io.soroka.campaigns.RunProgress;
import io.soroka.policy.MessageClass;
import io.soroka.simulator.SimulatorLog;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * One campaign over many operators, each of which has another fault: what the server says of every
 * person is held against the simulator's own log.
 */
@Tag("slow")
class FaultMatrixTest {
    private static final int PEOPLE = 200;

    /** The faults by operator. Where nothing else is said they last as long as the campaign. */
    private static final Map<String, String> FAULTS = faults();

    private static Map<String, String> faults() {
        var faults = new LinkedHashMap<String, String>();
        faults.put("none", "{}");
        faults.put("errors", "{\"faults\": {\"errors\": {\"share\": 0.2}}}");
        faults.put("throttled", "{\"faults\": {\"throttled\": {\"seconds\": 4, \"share\": 0.3}}}");
        faults.put("full", "{\"faults\": {\"queueFull\": {\"seconds\": 4, \"share\": 0.3}}}");
        faults.put("cut", "{\"faults\": {\"disconnected\": {\"every\": 40}}}");
        faults.put("silent", "{\"faults\": {\"silent\": {\"seconds\": 12}}}");
        faults.put(
                "refusing",
                "{\"faults\": {\"disconnected\": {\"every\": 50, \"seconds\": 3}, \"bindRefused\": {\"seconds\": 3}}}");
        faults.put("lost", "{\"faults\": {\"receiptLost\": {\"share\": 0.2}}}");
        faults.put(
                "late",
                "{\"faults\": {\"receiptLate\": {\"share\": 0.3, \"minMs\": 2000, \"maxMs\": 5000}}}");
        faults.put("early", "{\"faults\": {\"receiptEarly\": {\"share\": 0.5}}}");
        faults.put("repeated", "{\"faults\": {\"receiptRepeated\": {\"share\": 0.5}}}");
        faults.put("ids", "{\"ids\": {\"answer\": \"hexPadded\", \"receipt\": \"hexUpper\"}}");
        return faults;
    }

    /** What the simulator's log says became of one operator's people. */
    private static final class Told {
        final Map<String, String> numbers = new HashMap<>();
        final Set<String> delivered = new HashSet<>();
        final Set<String> undelivered = new HashSet<>();
        final Set<String> lost = new HashSet<>();
        final Map<String, String> states = new HashMap<>();
        final Set<String> refused = new HashSet<>();
    }

    private static TestServer server;
    private static RunProgress run;
    private static Map<String, Told> told;

    @BeforeAll
    static void send() throws IOException {
        server =
                TestServer.start(
                        FAULTS.keySet().stream()
                                .map(name ->
                                        """
                                        {"name": "%s", "latency": {"minMs": 1, "maxMs": 20},
                                         "receipts": {"minMs": 20, "maxMs": 400, "failedShare": 0.05}}
                                        """
                                                .formatted(name))
                                .collect(Collectors.joining(",", "{\"operators\": [", "]}")),
                        "--soroka.demo.sessions=2",
                        "--soroka.demo.window=10");
        List<String> names = List.copyOf(FAULTS.keySet());
        for (int i = 0; i < names.size(); i++) {
            server.sql()
                    .sql(
                            """
                            update connection
                               set prefixes = array[?],
                                   options = options || '{"responseTimeout": "5", "enquireInterval": "5"}'
                             where name = ?
                            """)
                    .params(prefix(i), names.get(i))
                    .update();
        }
        server.bean(Delivery.class).reload();
        TestServer.await("all are bound", FaultMatrixTest::allAreBound);
        FAULTS.forEach(server.simulator()::change);
        run = launch(names.size());
        Campaigns campaigns = server.bean(Campaigns.class);
        TestServer.await(
                "everything is settled that can be",
                () -> {
                    RunProgress now = campaigns.progress(run.id(), null);
                    return now.submitted() + now.uncertain()
                                    >= (long) PEOPLE * names.size() * 9 / 10
                            && now.queued() == 0
                            && now.pending() == lostReceipts();
                });
        TestServer.await("all are bound again", FaultMatrixTest::allAreBound);
        TestServer.await(
                "every receipt is acknowledged",
                () ->
                        server.simulator().counts().values().stream()
                                .allMatch(one -> one.outstanding() == 0));
        told = read();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static String prefix(int operator) {
        return "7916%02d".formatted(operator);
    }

    private static boolean allAreBound() {
        Delivery delivery = server.bean(Delivery.class);
        return server.sql().sql("select id from connection").query(Integer.class).list().stream()
                .allMatch(id -> delivery.sessions(id) == 2);
    }

    private static RunProgress launch(int operators) {
        for (int operator = 0; operator < operators; operator++) {
            server.sql()
                    .sql(
                            """
                            insert into client (department_id, msisdn, created_at, updated_at)
                            select d.id, ? + n, now(), now()
                              from (select min(id) as id from department) d, generate_series(1, ?) n
                            """)
                    .params(Long.parseLong(prefix(operator)) * 100_000, PEOPLE)
                    .update();
        }
        long department =
                server.sql().sql("select min(id) from department").query(Long.class).single();
        Campaigns campaigns = server.bean(Campaigns.class);
        Campaign campaign =
                campaigns.create(
                        department,
                        "test",
                        Draft.simple("faults", MessageClass.SERVICE, "Привет", "{}"));
        return campaigns.launch(campaign, "test", Launch.unattended(UUID.randomUUID().toString()));
    }

    private static long lostReceipts() {
        try {
            return read().values().stream().mapToLong(one -> one.lost.size()).sum();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Told> read() throws IOException {
        var all = new HashMap<String, Told>();
        SimulatorLog.read(
                server.simulatorLog(),
                event -> {
                    Told one = all.computeIfAbsent(event.operator(), ignored -> new Told());
                    switch (event.kind()) {
                        case ACCEPTED -> one.numbers.put(event.id(), event.destination());
                        case REFUSED -> {
                            if (List.of("0x45", "0x0b").contains(event.result())) {
                                one.refused.add(event.destination());
                            }
                        }
                        case RECEIPT -> one.states.put(event.id(), event.result());
                        case RECEIPT_ACKNOWLEDGED -> {
                            boolean arrived = "DELIVRD".equals(one.states.get(event.id()));
                            (arrived ? one.delivered : one.undelivered).add(event.id());
                        }
                        case RECEIPT_LOST -> one.lost.add(event.id());
                        default -> {}
                    }
                });
        return all;
    }

    @Test
    void nothingIsLostAndNobodyGetsItTwice() throws IOException, SQLException {
        try (var db = server.database().source().getConnection()) {
            Comparison comparison = Comparison.of(server.simulatorLog(), db);
            assertThat(comparison.lost()).as(comparison.detail()).isZero();
            assertThat(comparison.duplicates()).isZero();
        }
    }

    @TestFactory
    List<DynamicTest> theNumbersAreTheOperators() {
        return FAULTS.keySet().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> balances(name)))
                .toList();
    }

    private void balances(String name) {
        Told log = told.get(name);
        record Row(long delivered, long failed, long uncertain) {}
        Row row =
                server.sql()
                        .sql(
                                """
                                select t.delivered, t.failed, t.uncertain
                                  from run_tally t join connection c on c.id = t.connection_id
                                 where t.run_id = ? and c.name = ?
                                """)
                        .params(run.id(), name)
                        .query((one, number) ->
                                new Row(one.getLong(1), one.getLong(2), one.getLong(3)))
                        .single();
        assertThat(row.delivered()).as("delivered").isEqualTo(log.delivered.size());
        assertThat(row.failed())
                .as("failed")
                .isEqualTo(log.undelivered.size() + log.refused.size());
        assertThat(row.delivered() + row.failed() + row.uncertain() + log.lost.size())
                .as("everybody")
                .isEqualTo(PEOPLE);
        boolean losesLines = List.of("cut", "silent", "refusing").contains(name);
        if (!losesLines) {
            assertThat(row.uncertain()).as("uncertain").isZero();
        }
        assertThat(Set.copyOf(log.numbers.values()))
                .as("each number once")
                .hasSize(log.numbers.size());
    }
}

package io.soroka.delivery;

import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Draft;
import io.soroka.campaigns.Launch;
import io.soroka.campaigns.RunProgress;
import io.soroka.policy.MessageClass;
import io.soroka.simulator.SimulatorLog;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One campaign over many operators, each of which has another fault, and what the simulator's own
 * log says of it.
 */
final class FaultMatrix implements AutoCloseable {
    /** Serves the numbers of none, and stands in for all. */
    static final String SPARE = "spare";

    /** The faults by operator. Where nothing else is said they last as long as the campaign. */
    static final Map<String, String> FAULTS = faults();

    /** People of each operator. */
    final int people;

    final TestServer server;
    final RunProgress run;
    final Map<String, Told> told;
    final Weights weights = new Weights();

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
    static final class Told {
        final Map<String, String> numbers = new HashMap<>();
        final Set<String> delivered = new HashSet<>();
        final Set<String> undelivered = new HashSet<>();
        final Set<String> lost = new HashSet<>();
        final Map<String, String> states = new HashMap<>();
        final Set<String> refused = new HashSet<>();
    }

    /**
     * Starts a server, sends, and waits until everything is settled that can be.
     *
     * @param spare whether one more operator, without a fault, stands in for all others
     */
    FaultMatrix(int people, boolean spare) throws IOException {
        this.people = people;
        var names = new ArrayList<>(FAULTS.keySet());
        if (spare) {
            names.add(SPARE);
        }
        server =
                TestServer.start(
                        names.stream()
                                .map(name ->
                                        """
                                        {"name": "%s", "latency": {"minMs": 1, "maxMs": 20},
                                         "receipts": {"minMs": 20, "maxMs": 400, "failedShare": 0.05}}
                                        """
                                                .formatted(name))
                                .collect(Collectors.joining(",", "{\"operators\": [", "]}")),
                        "--soroka.demo.sessions=2",
                        "--soroka.demo.window=10");
        for (int i = 0; i < names.size(); i++) {
            server.sql()
                    .sql(
                            """
                            update connection
                               set prefixes = array[?],
                                   fallbacks = array(select id from connection where name = ? and name <> ?),
                                   options = options || '{"responseTimeout": "5", "enquireInterval": "5"}'
                             where name = ?
                            """)
                    .params(prefix(i), SPARE, names.get(i), names.get(i))
                    .update();
        }
        server.bean(Delivery.class).reload();
        TestServer.await("all are bound", this::allAreBound);
        FAULTS.forEach(server.simulator()::change);
        run = launch();
        Campaigns campaigns = server.bean(Campaigns.class);
        TestServer.await(
                "everything is settled that can be",
                () -> {
                    weights.look(server.bean(Delivery.class).weights());
                    RunProgress now = campaigns.progress(run.id(), null);
                    return now.submitted() + now.uncertain() >= (long) everybody() * 9 / 10
                            && now.queued() == 0
                            && now.pending() == lostReceipts();
                });
        TestServer.await("all are bound again", this::allAreBound);
        TestServer.await(
                "every receipt is acknowledged",
                () ->
                        server.simulator().counts().values().stream()
                                .allMatch(one -> one.outstanding() == 0));
        told = read();
        // A receipt that proves something of an uncertain part may wait for the next cycle.
        TestServer.await(
                "what the receipts tell is counted",
                () -> {
                    RunProgress now = campaigns.progress(run.id(), null);
                    return now.delivered() + now.failed() == settledByOperators();
                });
    }

    private long settledByOperators() {
        return told.values().stream()
                .mapToLong(
                        one -> one.delivered.size() + one.undelivered.size() + one.refused.size())
                .sum();
    }

    /** How many people there are. */
    int everybody() {
        return people * FAULTS.size();
    }

    /** How often connections went away, by id, as one sees them who looks again and again. */
    static final class Weights {
        private final Set<Integer> away = new HashSet<>();
        final Map<Integer, Integer> turns = new HashMap<>();

        private void look(Map<Integer, Double> now) {
            now.forEach((id, weight) -> {
                if (weight < 0.1 && away.add(id)) {
                    turns.merge(id, 1, Integer::sum);
                } else if (weight > 0.5) {
                    away.remove(id);
                }
            });
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static String prefix(int operator) {
        return "7916%02d".formatted(operator);
    }

    private boolean allAreBound() {
        Delivery delivery = server.bean(Delivery.class);
        return server.sql().sql("select id from connection").query(Integer.class).list().stream()
                .allMatch(id -> delivery.sessions(id) == 2);
    }

    private RunProgress launch() {
        for (int operator = 0; operator < FAULTS.size(); operator++) {
            server.sql()
                    .sql(
                            """
                            insert into client (department_id, msisdn, created_at, updated_at)
                            select d.id, ? + n, now(), now()
                              from (select min(id) as id from department) d, generate_series(1, ?) n
                            """)
                    .params(Long.parseLong(prefix(operator)) * 100_000, people)
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

    private long lostReceipts() {
        try {
            return read().values().stream().mapToLong(one -> one.lost.size()).sum();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Told> read() throws IOException {
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
}

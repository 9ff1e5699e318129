package io.soroka.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.smpp.Address;
import io.soroka.smpp.BindType;
import io.soroka.smpp.Receipt;
import io.soroka.smpp.Recorder;
import io.soroka.smpp.SessionSettings;
import io.soroka.smpp.ShortMessage;
import io.soroka.smpp.SmppClient;
import io.soroka.smpp.SmppLoop;
import io.soroka.smpp.SmppSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A simulator with one operator, a client of it, and the log as the judge. */
abstract class SimulatorCase {
    static final String QUICK = "\"receipts\": {\"minMs\": 0, \"maxMs\": 30, %s}";

    @TempDir Path folder;
    Path log;
    final SmppLoop loop = new SmppLoop("test");
    final SmppClient client = new SmppClient(loop);
    final Recorder recorder = new Recorder();

    @BeforeEach
    void place() {
        log = folder.resolve("simulator.tsv");
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    final Simulator start(String fields) throws IOException {
        String json =
                "{\"seed\": 7, \"operators\": [{\"name\": \"severs\"%s}]}"
                        .formatted(fields.isEmpty() ? "" : ", " + fields);
        return Simulator.start(SimulatorSettings.parse(json), "127.0.0.1", log, Clock.systemUTC());
    }

    final SmppSession connect(Simulator simulator, Recorder to, BindType type) throws Exception {
        SessionSettings settings =
                SessionSettings.to("127.0.0.1", simulator.ports().get("severs"), "severs", "secret")
                        .bindType(type)
                        .window(200)
                        .build();
        return client.connect(settings, to).get(20, TimeUnit.SECONDS);
    }

    final SmppSession connect(Simulator simulator) throws Exception {
        return connect(simulator, recorder, BindType.TRANSCEIVER);
    }

    static ShortMessage.Builder message(long i) {
        return ShortMessage.between(
                        Address.alphanumeric("SOROKA"),
                        Address.international(Long.toString(79_000_000_000L + i)))
                .registeredDelivery(1)
                .text(("text " + i).getBytes(StandardCharsets.US_ASCII));
    }

    final void submit(SmppSession session, int from, int to) {
        for (int i = from; i < to; i++) {
            assertThat(session.submit(message(i).build(), i)).isTrue();
        }
    }

    final List<SimulatorLog.Event> events() throws IOException {
        List<SimulatorLog.Event> events = new ArrayList<>();
        assertThat(SimulatorLog.read(log, events::add)).as("unreadable lines").isZero();
        return events;
    }

    final List<SimulatorLog.Event> events(SimulatorLog.Kind kind) throws IOException {
        return events().stream().filter(e -> e.kind() == kind).toList();
    }

    static Set<String> ids(List<SimulatorLog.Event> events) {
        return events.stream().map(SimulatorLog.Event::id).collect(Collectors.toSet());
    }

    static List<Receipt> receipts(Recorder recorder) {
        return recorder.deliveries.stream()
                .map(d -> Receipt.parse(d.message()))
                .filter(r -> r != null)
                .toList();
    }
}

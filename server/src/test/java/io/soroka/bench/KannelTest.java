package io.soroka.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.demo.SimulatedOperators;
import io.soroka.simulator.SimulatorLog;
import io.soroka.testing.Folders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Debian's Kannel as a client of the simulator, so that the simulator is not only ours to judge.
 */
@Tag("slow")
class KannelTest {
    private static final long FIRST = 79_160_000_000L;

    @BeforeAll
    static void install() throws Exception {
        KannelBench.install();
    }

    @Test
    void sendsThroughTheSimulatorAndIsToldOfEveryReceipt() throws Exception {
        Path folder = Folders.fresh("kannel");
        String settings =
                """
                {"operators": [{"name": "fair", "window": 100,
                  "receipts": {"minMs": 300, "maxMs": 900, "shuffled": true, "failedShare": 0.3}}]}\
                """;
        Map<String, Integer> told = new ConcurrentHashMap<>();
        try (var simulator = SimulatedOperators.start(folder.resolve("simulator"), settings)) {
            try (var kannel =
                    new Kannel(
                            folder,
                            simulator.ports().get("fair"),
                            "fair",
                            10,
                            null,
                            (number, kind) ->
                                    assertThat(told.put(number, kind)).as("told twice").isNull())) {
                String text = "Анна, ваш заказ № 4815 собран";
                assertThat(kannel.send(FIRST, 200, text, Duration.ofSeconds(20)))
                        .as("receipts not told")
                        .isZero();
                Map<String, Integer> logged = new HashMap<>();
                Map<String, String> numbers = new HashMap<>();
                SimulatorLog.read(
                        simulator.log(),
                        event -> {
                            if (event.kind() == SimulatorLog.Kind.ACCEPTED) {
                                numbers.put(event.id(), event.destination());
                                assertThat(event.sender()).isEqualTo("Soroka");
                                assertThat(event.part()).isEqualTo("-");
                                assertThat(event.hash())
                                        .isEqualTo(
                                                SimulatorLog.hash(
                                                        text.getBytes(StandardCharsets.UTF_16BE)));
                            } else if (event.kind() == SimulatorLog.Kind.RECEIPT) {
                                logged.put(
                                        numbers.get(event.id()),
                                        event.result().equals("DELIVRD") ? 1 : 2);
                            }
                        });
                assertThat(numbers).hasSize(200);
                assertThat(told).isEqualTo(logged).hasSize(200);
                assertThat(told.values()).contains(1, 2);
            }
        }
    }
}

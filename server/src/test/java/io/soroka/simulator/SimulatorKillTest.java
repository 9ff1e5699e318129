package io.soroka.simulator;

import static io.soroka.smpp.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.smpp.Address;
import io.soroka.smpp.CloseReason;
import io.soroka.smpp.Pdu;
import io.soroka.smpp.Receipt;
import io.soroka.smpp.Recorder;
import io.soroka.smpp.SessionSettings;
import io.soroka.smpp.ShortMessage;
import io.soroka.smpp.SmppClient;
import io.soroka.smpp.SmppSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The simulator as a process of its own, killed without warning in the middle of its work. */
@Tag("slow")
class SimulatorKillTest {
    private static final String SETTINGS =
            "{\"operators\": [{\"name\": \"severs\", \"receipts\": {\"minMs\": 0, \"maxMs\": 50}}]}";

    @TempDir Path folder;

    @RepeatedTest(3)
    void whatTheClientSawStandsInTheLog() throws Exception {
        Path log = folder.resolve("log");
        Path ports = folder.resolve("ports.json");
        Path settings = Files.writeString(folder.resolve("settings.json"), SETTINGS);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                SimulatorCommand.class.getName(),
                                "--log",
                                log.toString(),
                                "--ports-file",
                                ports.toString(),
                                "--settings",
                                settings.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile())
                        .start();
        Recorder recorder = new Recorder();
        int submitted = 0;
        try (SmppClient client = new SmppClient()) {
            eventually("the ports file", () -> Files.exists(ports));
            Matcher port = Pattern.compile("\\d+").matcher(Files.readString(ports));
            assertThat(port.find()).isTrue();
            SmppSession session =
                    client.connect(
                                    SessionSettings.to(
                                                    "127.0.0.1",
                                                    Integer.parseInt(port.group()),
                                                    "severs",
                                                    "secret")
                                            .window(100)
                                            .build(),
                                    recorder)
                            .get(20, TimeUnit.SECONDS);
            while (recorder.answers.size() < 3000 || recorder.deliveries.size() < 500) {
                if (session.waiting() < 200) {
                    session.submit(message(submitted), submitted);
                    submitted++;
                }
            }
            process.destroyForcibly();
            eventually("closed", recorder::isClosed);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(recorder.closeKind()).isEqualTo(CloseReason.Kind.CONNECTION_LOST);

        Set<String> accepted = new HashSet<>();
        Set<Long> tokens = new HashSet<>();
        Set<String> receipts = new HashSet<>();
        long broken =
                SimulatorLog.read(
                        log,
                        e -> {
                            switch (e.kind()) {
                                case ACCEPTED -> {
                                    accepted.add(e.id());
                                    tokens.add(Long.parseLong(e.destination()) - 79_000_000_000L);
                                }
                                case RECEIPT -> receipts.add(e.id());
                                case RECEIPT_ACKNOWLEDGED -> assertThat(receipts).contains(e.id());
                                default -> throw new AssertionError("unexpected " + e.kind());
                            }
                        });
        assertThat(broken).isLessThanOrEqualTo(1);
        assertThat(accepted)
                .containsAll(recorder.answers.stream().map(Recorder.Answer::messageId).toList());
        assertThat(receipts)
                .containsAll(
                        recorder.deliveries.stream()
                                .map(Pdu.DeliverSm::message)
                                .map(m -> Receipt.parse(m).messageId())
                                .collect(Collectors.toSet()));
        // what the log has beyond the answers, the client holds as uncertain; what was never sent
        // is not in it
        recorder.answers.forEach(a -> tokens.remove(a.token()));
        Set<Long> uncertain =
                LongStream.of(recorder.unanswered).boxed().collect(Collectors.toSet());
        assertThat(uncertain).containsAll(tokens);
        assertThat(recorder.answers.size() + recorder.unanswered.length + recorder.neverSent.length)
                .isLessThanOrEqualTo(submitted)
                .isGreaterThanOrEqualTo(submitted - 1);
    }

    private static ShortMessage message(int i) {
        return ShortMessage.between(
                        Address.alphanumeric("SOROKA"),
                        Address.international(Long.toString(79_000_000_000L + i)))
                .registeredDelivery(1)
                .text(new byte[] {'h', 'i'})
                .build();
    }
}

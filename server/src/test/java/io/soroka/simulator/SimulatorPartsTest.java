package io.soroka.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.smpp.Address;
import io.soroka.smpp.Eventually;
import io.soroka.smpp.Part;
import io.soroka.smpp.ShortMessage;
import io.soroka.testing.Aside;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SimulatorPartsTest {
    @TempDir Path folder;

    // ---- settings

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"operators\": [{\"name\": \"a\"}, {\"name\": \"b\", \"errorShare\": 1.5}]}|operators[1].errorShare must be from 0 to 1, but is 1.5",
                "{\"operators\": [{\"name\": \"a\", \"receipts\": {\"lostShare\": -1}}]}|operators[0].receipts.lostShare must be from 0 to 1, but is -1.0",
                "{\"operators\": [{\"name\": \"a\", \"latency\": {\"minMs\": 5, \"maxMs\": 4}}]}|operators[0].latency.maxMs must be from 5 to 86400000, but is 4",
                "{\"operators\": [{\"name\": \"a\", \"port\": 70000}]}|operators[0].port must be from 0 to 65535, but is 70000",
                "{\"operators\": [{\"name\": \"a\", \"port\": \"x\"}]}|operators[0].port must be a whole number",
                "{\"operators\": [{\"name\": \"a\", \"port\": 1.5}]}|operators[0].port must be a whole number",
                "{\"operators\": [{\"name\": \"a\", \"port\": 99999999999}]}|operators[0].port must be a whole number of at most nine digits",
                "{\"operators\": [{\"name\": \"a\", \"errorShare\": \"x\"}]}|operators[0].errorShare must be a number",
                "{\"operators\": [{\"name\": \"a\", \"receipts\": {\"shuffled\": 1}}]}|operators[0].receipts.shuffled must be true or false",
                "{\"operators\": [{\"name\": \"a\", \"receipts\": 5}]}|operators[0].receipts must be an object",
                "{\"operators\": [{\"name\": \"a\", \"replies\": {\"texts\": []}}]}|operators[0].replies.the number of texts must be from 1",
                "{\"operators\": [{\"name\": \"a\", \"replies\": {\"texts\": [1]}}]}|operators[0].replies.texts must be a list of texts",
                "{\"operators\": [{\"name\": \"a\", \"replies\": {\"texts\": \"x\"}}]}|operators[0].replies.texts must be a list",
                "{\"operators\": [{\"name\": \"a\", \"replies\": {\"texts\": [\"\"]}}]}|operators[0].replies.texts[0] must have 1 to 70 characters",
                "{\"operators\": [{\"name\": \"a\", \"speed\": 1}]}|operators[0].speed is no known field",
                "{\"operators\": [{\"name\": \"a\", \"receipts\": {\"speed\": 1}}]}|operators[0].receipts.speed is no known field",
                "{\"operators\": [{\"name\": \"A b\"}]}|operators[0].name must be 1 to 20 of a-z",
                "{\"operators\": [{\"name\": \"a\", \"title\": 5}]}|operators[0].title must be a text",
                "{\"operators\": [{\"name\": \"a\"}, {\"name\": \"a\"}]}|the name a is given twice",
                "{\"operators\": []}|the number of operators must be from 1 to 100",
                "{\"operators\": [7]}|operators[0] must be an object",
                "{\"phones\": {\"messages\": 0}}|phones.messages must be from 1 to 1000, but is 0",
                "{\"maxOutstanding\": 0}|maxOutstanding must be from 1 to 5000000, but is 0",
                "{\"operators\": [{\"name\": \"http\"}]}|operators[0].name must not be http",
                "{\"operators\": [{\"name\": \"a\", \"latency\": [{\"minMs\": 1}, {\"fromSecond\": 0}]}]}|operators[0].latency[1].fromSecond must be more than",
                "{\"operators\": [{\"name\": \"a\", \"latency\": []}]}|operators[0].the number of latency points must be from 1 to 100, but is 0",
                "{\"operators\": [{\"name\": \"a\", \"ids\": {\"answer\": \"octal\"}}]}|operators[0].ids.a form of ids must be one of [hex, hexUpper",
                "{\"operators\": [{\"name\": \"a\", \"refusals\": [{\"prefix\": \"0\", \"status\": \"0x0b\"}]}]}|operators[0].refusals[0].prefix must be 1 to 15 digits",
                "{\"operators\": [{\"name\": \"a\", \"refusals\": [{\"prefix\": \"7\", \"status\": \"11\"}]}]}|operators[0].refusals[0].status must be a status such as",
                "{\"operators\": [{\"name\": \"a\", \"refusals\": [{\"prefix\": \"7\", \"status\": \"0x0\"}]}]}|operators[0].refusals[0].status must be from 1 to 65535",
                "{\"operators\": [{\"name\": \"a\", \"faults\": {\"fire\": {}}}]}|operators[0].faults.fire is no known field",
                "{\"operators\": [{\"name\": \"a\", \"faults\": {\"silent\": {\"share\": 1}}}]}|operators[0].faults.silent.share is no known field",
                "{\"operators\": [{\"name\": \"a\", \"faults\": {\"queueFull\": {\"minMs\": 1}}}]}|operators[0].faults.queueFull.minMs is no known field",
                "{\"operators\": [{\"name\": \"a\", \"faults\": {\"queueFull\": {\"every\": 3, \"share\": 0.5}}}]}|operators[0].faults.queueFull.share and every exclude each other",
                "{\"operators\": [{\"name\": \"a\", \"errorShare\": 0.1, \"faults\": {\"errors\": {}}}]}|operators[0].errorShare is short for faults.errors.share",
                "[]|the settings must be an object",
                "{|the settings are no JSON",
            })
    void badSettingsAreNamed(String json, String sentence) {
        assertThatThrownBy(() -> SimulatorSettings.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void everySettingArrives() {
        SimulatorSettings settings =
                SimulatorSettings.parse(
                        """
                        {"seed": 3, "maxOutstanding": 100, "operators": [{"name": "a", "title": "Альфа", "systemId": "id",
                         "password": "pw", "port": 2775, "window": 5, "perSecond": 9,
                         "latency": [{"minMs": 1, "maxMs": 2}, {"fromSecond": 30, "minMs": 7, "maxMs": 8}],
                         "refusals": [{"prefix": "7999", "status": "0x0B"}],
                         "ids": {"answer": "hexUpper", "receipt": "decimal"},
                         "errorShare": 0.5, "receipts": {"minMs": 3, "maxMs": 4, "shuffled": false, "failedShare": 0.1,
                         "repeatedShare": 0.2, "lostShare": 0.3, "tlvs": false},
                         "faults": {"queueFull": {"share": 0.25, "fromSecond": 10, "seconds": 20},
                         "disconnected": {"every": 500}, "silent": {"fromSecond": 1, "seconds": 2},
                         "receiptLate": {"seconds": 5, "minMs": 100, "maxMs": 200}},
                         "replies": {"share": 0.4, "texts": ["да"], "minMs": 5, "maxMs": 6}}]}
                        """);
        assertThat(settings.seed()).isEqualTo(3);
        assertThat(settings.maxOutstanding()).isEqualTo(100);
        OperatorSettings a = settings.operators().getFirst();
        assertThat(a)
                .isEqualTo(
                        new OperatorSettings(
                                "a",
                                "Альфа",
                                "id",
                                "pw",
                                2775,
                                5,
                                new Habits(
                                        new Latency(
                                                List.of(
                                                        new Latency.Point(0, new Delay(1, 2)),
                                                        new Latency.Point(30, new Delay(7, 8)))),
                                        9,
                                        List.of(new Refusal("7999", 0x0B)),
                                        new Habits.IdForms(IdForm.HEX_UPPER, IdForm.DECIMAL),
                                        new Habits.Receipts(new Delay(3, 4), false, 0.1, false),
                                        new Habits.Replies(0.4, List.of("да"), new Delay(5, 6)),
                                        Map.of(
                                                FaultKind.ERRORS,
                                                Fault.share(0.5),
                                                FaultKind.RECEIPT_REPEATED,
                                                Fault.share(0.2),
                                                FaultKind.RECEIPT_LOST,
                                                Fault.share(0.3),
                                                FaultKind.QUEUE_FULL,
                                                new Fault(10, 20, 0.25, 0, null),
                                                FaultKind.DISCONNECTED,
                                                new Fault(0, 0, 1, 500, null),
                                                FaultKind.RECEIPT_LATE,
                                                new Fault(0, 5, 1, 0, new Delay(100, 200)),
                                                FaultKind.SILENT,
                                                new Fault(1, 2, 1, 0, null)))));
        assertThat(OperatorJson.patched(a.habits(), SimulatorSettings.tree("{}")))
                .as("written and read again")
                .isEqualTo(a.habits());
        assertThat(settings.operators().getFirst().toString()).doesNotContain("pw");
        assertThat(SimulatorSettings.defaults().operators())
                .extracting(OperatorSettings::title)
                .containsExactly("Северсвязь", "Мегалайн", "Радуга");
    }

    // ---- the wheel against a sorted list

    @Property(tries = 100)
    void theWheelFiresEverythingInItsTick(@ForAll @Size(max = 60) List<Integer> seeds) {
        Parcels parcels = new Parcels();
        Wheel wheel = new Wheel(parcels, 1_000_000);
        List<Long> dues = new ArrayList<>();
        for (int seed : seeds) {
            // up to three turns of the wheel
            long due = 1_000_000 + new Random(seed).nextInt(120_000);
            dues.add(due);
            wheel.add(parcels.receipt(due, 79_000_000_000L, 0, false, 0), due);
        }
        List<Long> fired = new ArrayList<>();
        for (long now = 1_000_000; now <= 1_130_000; now += 7) {
            long at = now;
            wheel.advance(
                    now,
                    slot -> {
                        fired.add(parcels.id(slot));
                        assertThat(at - parcels.id(slot)).isBetween(-5L, 15L);
                    });
        }
        assertThat(fired).containsExactlyInAnyOrderElementsOf(dues);
    }

    @Test
    void twoMillionReceiptsFitIntoLittleMemory() {
        Parcels parcels = new Parcels();
        Wheel wheel = new Wheel(parcels, 0);
        SplittableRandom dice = new SplittableRandom(1);
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        for (int i = 0; i < 2_000_000; i++) {
            wheel.add(
                    parcels.receipt(i, 79_000_000_000L + i, 3, i % 2 == 0, i),
                    dice.nextInt(100_000));
        }
        System.gc();
        long used = runtime.totalMemory() - runtime.freeMemory() - before;
        assertThat(used).isLessThan(120_000_000);
        boolean[] seen = new boolean[2_000_000];
        wheel.advance(
                200_000,
                slot -> {
                    int i = (int) parcels.id(slot);
                    assertThat(seen[i]).isFalse();
                    seen[i] = true;
                    if (parcels.number(slot) != 79_000_000_000L + i
                            || parcels.isFailed(slot) != (i % 2 == 0)) {
                        throw new AssertionError("mixed up");
                    }
                    parcels.release(slot);
                });
        assertThat(parcels.used()).isZero();
        assertThat(seen).doesNotContain(false);
    }

    // ---- parts of long messages

    private static Part part(byte... text) {
        return Part.of(
                ShortMessage.between(Address.NONE, Address.NONE)
                        .esmClass(ShortMessage.ESM_UDH)
                        .text(text)
                        .build());
    }

    @Test
    void headersAreUnderstoodAndWrongOnesHarmless() {
        assertThat(part((byte) 5, (byte) 0, (byte) 3, (byte) 200, (byte) 2, (byte) 1, (byte) 'x'))
                .isEqualTo(new Part(200, 2, 1, 6));
        assertThat(
                        part(
                                (byte) 6,
                                (byte) 8,
                                (byte) 4,
                                (byte) 1,
                                (byte) 2,
                                (byte) 3,
                                (byte) 3,
                                (byte) 'x'))
                .isEqualTo(new Part(258, 3, 3, 7));
        // a port header before the one looked for
        assertThat(
                        part(
                                (byte) 11, (byte) 5, (byte) 4, (byte) 0, (byte) 0, (byte) 0,
                                (byte) 0, (byte) 0, (byte) 3, (byte) 9, (byte) 2, (byte) 2))
                .isEqualTo(new Part(9, 2, 2, 12));
        assertThat(part((byte) 5, (byte) 0, (byte) 3, (byte) 1, (byte) 2, (byte) 3))
                .isEqualTo(new Part(0, 1, 1, 6));
        assertThat(part((byte) 5, (byte) 0, (byte) 3, (byte) 1, (byte) 2, (byte) 0))
                .isEqualTo(new Part(0, 1, 1, 6));
        assertThat(part((byte) 255, (byte) 0, (byte) 3)).isEqualTo(new Part(0, 1, 1, 3));
        assertThat(part((byte) 0)).isEqualTo(new Part(0, 1, 1, 1));
    }

    @Property(tries = 1000)
    void anyHeaderIsHarmless(@ForAll @Size(max = 40) byte[] text) {
        Part part = part(text);
        assertThat(part.textFrom()).isBetween(0, text.length);
        assertThat(part.sequence()).isBetween(1, part.total());
    }

    @Test
    void unfinishedMessagesAreForgottenInTheEnd() {
        Assembly assembly = new Assembly();
        assertThat(assembly.completes(1, 0, new Part(1, 2, 1, 0))).isFalse();
        assertThat(assembly.completes(1, 0, new Part(1, 2, 1, 0)))
                .as("the same part twice")
                .isFalse();
        for (int i = 0; i < 100_000; i++) {
            assembly.completes(2 + i, 0, new Part(1, 2, 1, 0));
        }
        assertThat(assembly.completes(1, 0, new Part(1, 2, 2, 0))).as("forgotten").isFalse();
        assertThat(assembly.completes(100_000, 0, new Part(1, 2, 2, 0))).isTrue();
        assertThat(assembly.completes(100_000, 0, new Part(0, 1, 1, 0))).isTrue();
    }

    @Test
    void sendersAreBounded() {
        Parties parties = new Parties();
        for (int i = 0; i < 65_536; i++) {
            assertThat(parties.index(Address.alphanumeric("S" + i))).isEqualTo(i);
        }
        assertThat(parties.index(Address.alphanumeric("ONE MORE"))).isEqualTo(-1);
        assertThat(parties.index(Address.alphanumeric("S7"))).isEqualTo(7);
    }

    // ---- the log

    @Test
    void everyLineIsReadAsWrittenAndABrokenOneCounted() throws Exception {
        Path log = folder.resolve("log");
        Files.writeString(log, "A\tsevers\t1");
        Clock clock = Clock.fixed(Instant.ofEpochMilli(1_763_900_000_123L), ZoneOffset.UTC);
        byte[] name = LogWriter.ascii("severs");
        try (LogWriter writer = new LogWriter(log, clock)) {
            writer.accepted(
                    name, 0x18F0A, "SOROKA", 79990000001L, new Part(7, 2, 1, 6), 0xCAFE, 140);
            writer.accepted(name, 1, "My Shop", 12345, new Part(0, 1, 1, 0), -1, 0);
            writer.refused(name, 0x45, "SOROKA", "-", new Part(0, 1, 1, 0), 0, 5);
            writer.receipt(name, Long.MAX_VALUE, "DELIVRD");
            writer.event('K', name, 0x10);
            writer.event('L', name, 0);
            writer.reply(name, 0x11, 79990000001L, "SOROKA", 1, 8);
            writer.event('J', name, 0x11);
        }
        Files.writeString(
                log,
                "X\tsevers\t1\t5\nK\tsevers\t1\tlate\nK\tsevers\n"
                        + "y".repeat(600)
                        + "\n"
                        + "\t".repeat(20)
                        + "\n\nhalf",
                java.nio.file.StandardOpenOption.APPEND);
        List<String> lines = Files.readAllLines(log);
        assertThat(lines.subList(0, 9))
                .containsExactly(
                        "A\tsevers\t1",
                        "A\tsevers\t18f0a\tSOROKA\t79990000001\t7/2/1\t0000cafe:140\t1763900000123",
                        "A\tsevers\t1\tMy Shop\t12345\t-\tffffffff:0\t1763900000123",
                        "N\tsevers\t0x45\tSOROKA\t-\t-\t00000000:5\t1763900000123",
                        "R\tsevers\t7fffffffffffffff\tDELIVRD\t1763900000123",
                        "K\tsevers\t10\t1763900000123",
                        "L\tsevers\t0\t1763900000123",
                        "I\tsevers\t11\t79990000001\tSOROKA\t00000001:8\t1763900000123",
                        "J\tsevers\t11\t1763900000123");
        List<SimulatorLog.Event> events = new ArrayList<>();
        assertThat(SimulatorLog.read(log, events::add)).as("broken lines").isEqualTo(7);
        assertThat(events).hasSize(8);
        assertThat(events.getFirst())
                .isEqualTo(
                        new SimulatorLog.Event(
                                SimulatorLog.Kind.ACCEPTED,
                                "severs",
                                "18f0a",
                                "",
                                "SOROKA",
                                "79990000001",
                                "7/2/1",
                                "0000cafe:140",
                                1_763_900_000_123L));
        assertThat(events.get(2).result()).isEqualTo("0x45");
        assertThat(events.get(3).result()).isEqualTo("DELIVRD");
        // check value of CRC-32C in its definition (RFC 3720)
        assertThat(SimulatorLog.hash("123456789".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("e3069283:9");
    }

    @Test
    void longLogsAreFlushedAlongTheWay() throws Exception {
        Path log = folder.resolve("log");
        try (LogWriter writer = new LogWriter(log, Clock.systemUTC())) {
            for (int i = 0; i < 50_000; i++) {
                writer.event('K', LogWriter.ascii("severs"), i);
            }
        }
        List<String> ids = new ArrayList<>();
        assertThat(SimulatorLog.read(log, e -> ids.add(e.id()))).isZero();
        assertThat(ids).hasSize(50_000).endsWith("c34f");
    }

    // ---- the command

    private record Run(int code, String out, String err) {}

    private Run run(SimulatorCommand command, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                new CommandLine(command)
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(args);
        return new Run(code, out.toString(), err.toString());
    }

    @Test
    void theCommandAnnouncesPortsAndSumsUp() throws Exception {
        Path ports = folder.resolve("ports.json");
        SimulatorCommand command = new SimulatorCommand();
        CompletableFuture<Run> running =
                Aside.get(() ->
                        run(
                                command,
                                "--log",
                                folder.resolve("log").toString(),
                                "--ports-file",
                                ports.toString()));
        Eventually.eventually("ports file", () -> Files.exists(ports));
        assertThat(Files.readString(ports))
                .matches("\\{\"severs\":\\d+,\"megaline\":\\d+,\"raduga\":\\d+}");
        command.stop();
        Run run = running.get();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .containsPattern("severs \\(Северсвязь\\): 127\\.0\\.0\\.1:\\d+")
                .contains(
                        "Simulator ended. severs: 0 accepted, 0 refused, 0 of 0 receipts acknowledged")
                .hasLineCount(4);
    }

    @Test
    void theCommandServesThePageWhenAsked() throws Exception {
        Path ports = folder.resolve("ports.json");
        SimulatorCommand command = new SimulatorCommand();
        CompletableFuture<Run> running =
                Aside.get(() ->
                        run(
                                command,
                                "--log",
                                folder.resolve("log").toString(),
                                "--http-port",
                                "0",
                                "--ports-file",
                                ports.toString()));
        Eventually.eventually("ports file", () -> Files.exists(ports));
        String written = Files.readString(ports);
        assertThat(written).matches(".*,\"http\":\\d+}");
        String page =
                "http://127.0.0.1:"
                        + written.substring(written.lastIndexOf(':') + 1, written.length() - 1)
                        + "/";
        try (var in = java.net.URI.create(page).toURL().openStream()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("<title>");
        }
        command.stop();
        assertThat(running.get().out()).contains("Phones and operators: " + page);
        assertThat(run(new SimulatorCommand(), "--http-port", "70000").err())
                .contains("--http-port must be from 0 to 65535");
    }

    @Test
    void theCommandRefusesBadSettingsAndTakenPorts() throws Exception {
        Path settings = folder.resolve("settings.json");
        Files.writeString(settings, "{\"operators\": [{\"name\": \"a\", \"port\": -1}]}");
        Run bad = run(new SimulatorCommand(), "--settings", settings.toString());
        assertThat(bad.code()).isEqualTo(2);
        assertThat(bad.err())
                .contains("settings.json: operators[0].port must be from 0 to 65535, but is -1");

        try (var taken =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    settings,
                    "{\"operators\": [{\"name\": \"a\", \"port\": " + taken.getLocalPort() + "}]}");
            Run second =
                    run(
                            new SimulatorCommand(),
                            "--settings",
                            settings.toString(),
                            "--log",
                            folder.resolve("log").toString());
            assertThat(second.code()).isEqualTo(1);
            assertThat(second.err()).contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        Run missing =
                run(new SimulatorCommand(), "--settings", folder.resolve("none.json").toString());
        assertThat(missing.code()).isEqualTo(1);
    }
}

package io.soroka.providers.smpp;

import static io.soroka.smpp.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Limits;
import io.soroka.providers.Link;
import io.soroka.providers.Outbound;
import io.soroka.testing.Aside;
import io.soroka.testing.Folders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What really goes over the line, read by another program: Debian's tshark. */
@Tag("slow")
class TsharkTest {
    private static final int SUBMIT_SM = 4;
    private static final String PORT = "2775";

    /** tshark reads UCS-2 strictly, so there is nothing outside of it here. */
    private static final String RUSSIAN =
            "Уважаемая Анна Сергеевна! Ваш заказ № 4815 собран и ждёт вас по адресу: Казань, ул. Баумана, 7. "
                    + "Заберите его до 5 декабря — после этого он вернётся на склад. Спасибо, что вы с нами!";

    private static final String LATIN =
            "Dear Anna, your order 4815 {2 bags} is waiting for you @ Baumana 7, Kazan ~ open 9-21 [daily]. "
                    + "Please fetch it until 5 December, after that day it goes back to our store. Thank you for "
                    + "buying from us, and see you again soon!";

    @ParameterizedTest
    @CsvSource({
        "udh8, gsm7, 3, 2",
        "udh16, gsm7, 3, 2",
        "sar, gsm7, 3, 2",
        "payload, gsm7, 1, 1",
        "udh8, latin1, 3, 2",
        "payload, ascii, 1, 1"
    })
    void everyPduIsWellFormedAndReadsAsTheTextThatWasSent(
            String mode, String alphabet, int russianParts, int latinParts) throws Exception {
        Path folder = Folders.fresh("tshark");
        try (PlainOperator operator = new PlainOperator();
                Tap tap = new Tap(operator.port());
                SmppConnector connector = new SmppConnector(Clock.systemUTC())) {
            Answers answers = new Answers();
            Map<String, String> options =
                    Map.of(
                            "host",
                            "127.0.0.1",
                            "port",
                            Integer.toString(tap.port()),
                            "systemId",
                            "company",
                            "sender",
                            "Soroka",
                            "longTexts",
                            mode,
                            "alphabet",
                            alphabet,
                            "validity",
                            "90");
            try (Link link =
                    connector.open(
                            new ConnectionSettings(
                                    1,
                                    "c",
                                    "smpp",
                                    Limits.NONE,
                                    List.of(),
                                    List.of(),
                                    options,
                                    "secret"),
                            answers)) {
                eventually("bound", () -> link.window() > 0);
                link.submit(
                        List.of(
                                new Outbound(10, 1L << 30, 79160000001L, null, RUSSIAN, 3, -1),
                                new Outbound(20, 2L << 30, 79160000002L, null, LATIN, 2, -1)));
                eventually(
                        "all are answered",
                        () -> answers.lines.size() == russianParts + latinParts);
                assertThat(answers.lines).allMatch(line -> line.endsWith("accepted 1"));
            }
            List<byte[]> submits =
                    tap.pdus().stream()
                            .filter(pdu -> ByteBuffer.wrap(pdu).getInt(4) == SUBMIT_SM)
                            .toList();
            assertThat(submits).hasSize(russianParts + latinParts);
            Path capture = capture(folder, submits);

            assertThat(tshark(capture, "-V")).contains("Submit_sm").doesNotContain("Malformed");
            String read = alphabet.equals("gsm7") ? "GSM 7-bit" : "ISO-8859-1";
            assertThat(text(capture, read, "79160000001")).isEqualTo(RUSSIAN);
            assertThat(text(capture, read, "79160000002")).isEqualTo(LATIN);
            places(capture, mode);
        }
    }

    /** The texts of all parts for one number in order. */
    private static String text(Path capture, String alphabet, String number) throws Exception {
        return tshark(
                        capture,
                        "-o",
                        "smpp.decode_sms_over_smpp:" + alphabet,
                        "-Y",
                        "smpp.destination_addr == \"" + number + "\"",
                        "-T",
                        "fields",
                        "-e",
                        "smpp.message_text")
                .lines()
                .collect(Collectors.joining());
    }

    /** That the parts of each text belong together and are numbered. */
    private static void places(Path capture, String mode) throws Exception {
        List<String[]> lines =
                tshark(
                                capture,
                                "-T",
                                "fields",
                                "-E",
                                "separator=;",
                                "-e",
                                "smpp.destination_addr",
                                "-e",
                                "smpp.validity_period_r",
                                "-e",
                                mode.equals("sar")
                                        ? "smpp.sar_msg_ref_num"
                                        : "gsm_sms.udh.mm.msg_id",
                                "-e",
                                mode.equals("sar")
                                        ? "smpp.sar_total_segments"
                                        : "gsm_sms.udh.mm.msg_parts",
                                "-e",
                                mode.equals("sar")
                                        ? "smpp.sar_segment_seqnum"
                                        : "gsm_sms.udh.mm.msg_part")
                        .lines()
                        .map(line -> line.split(";", -1))
                        .toList();
        assertThat(lines).allSatisfy(line -> assertThat(line[1]).startsWith("5400"));
        if (mode.equals("payload")) {
            assertThat(lines).extracting(line -> line[3]).containsOnly("");
            return;
        }
        for (String number : List.of("79160000001", "79160000002")) {
            List<String[]> parts = lines.stream().filter(line -> line[0].equals(number)).toList();
            assertThat(parts).extracting(line -> line[2]).containsOnly(parts.getFirst()[2]);
            assertThat(parts)
                    .extracting(line -> line[3])
                    .containsOnly(Integer.toString(parts.size()));
            for (int i = 0; i < parts.size(); i++) {
                assertThat(parts.get(i)[4]).isEqualTo(Integer.toString(i + 1));
            }
        }
    }

    /** A capture file with a TCP packet for each PDU. */
    private static Path capture(Path folder, List<byte[]> pdus) throws Exception {
        var dump = new StringBuilder();
        HexFormat hex = HexFormat.ofDelimiter(" ");
        for (byte[] pdu : pdus) {
            for (int at = 0; at < pdu.length; at += 16) {
                byte[] line = Arrays.copyOfRange(pdu, at, Math.min(at + 16, pdu.length));
                dump.append("%06x %s%n".formatted(at, hex.formatHex(line)));
            }
            dump.append('\n');
        }
        Path text = folder.resolve("pdus.txt");
        Files.writeString(text, dump);
        Path capture = folder.resolve("pdus.pcap");
        run("text2pcap", "-q", "-T", "40000," + PORT, text.toString(), capture.toString());
        return capture;
    }

    private static String tshark(Path capture, String... more) throws Exception {
        var words =
                new ArrayList<>(
                        List.of(
                                "tshark",
                                "-r",
                                capture.toString(),
                                "-d",
                                "tcp.port==" + PORT + ",smpp"));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private static String run(String... words) throws Exception {
        var builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
        return output;
    }

    /** Stands in the line of one client and keeps what it sends. */
    private static final class Tap implements AutoCloseable {
        private final ServerSocket listening =
                new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        Tap(int port) throws IOException {
            var _ =
                    Aside.run(() -> {
                        try (Socket client = listening.accept();
                                Socket operator =
                                        new Socket(InetAddress.getLoopbackAddress(), port)) {
                            var back =
                                    Aside.run(() -> {
                                        try {
                                            operator.getInputStream()
                                                    .transferTo(client.getOutputStream());
                                        } catch (IOException e) {
                                            // the test is over
                                        }
                                    });
                            byte[] buffer = new byte[8192];
                            int count = client.getInputStream().read(buffer);
                            while (count >= 0) {
                                synchronized (kept) {
                                    kept.write(buffer, 0, count);
                                }
                                operator.getOutputStream().write(buffer, 0, count);
                                count = client.getInputStream().read(buffer);
                            }
                            back.join();
                        } catch (IOException e) {
                            // the test is over
                        }
                    });
        }

        int port() {
            return listening.getLocalPort();
        }

        List<byte[]> pdus() {
            synchronized (kept) {
                ByteBuffer bytes = ByteBuffer.wrap(kept.toByteArray());
                var pdus = new ArrayList<byte[]>();
                while (bytes.remaining() >= 4) {
                    byte[] pdu = new byte[bytes.getInt(bytes.position())];
                    bytes.get(pdu);
                    pdus.add(pdu);
                }
                return pdus;
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}

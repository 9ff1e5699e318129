package io.soroka.providers.smpp;

import static io.soroka.smpp.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Inbound;
import io.soroka.providers.Limits;
import io.soroka.providers.Link;
import io.soroka.providers.Outbound;
import io.soroka.testing.Aside;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An operator made of the npm package smpp with bad habits: it answers late and out of order, sends
 * receipts before the answer and twice, throttles, refuses with generic_nack, cuts the line and
 * unbinds in the middle of a window, goes mute. Its own log is the judge of what we say.
 */
@Tag("slow")
class NpmPeerTest {
    private static final int MESSAGES = 600;
    private static final long FIRST_NUMBER = 79160000000L;

    @Test
    void everyFateIsTheOperators() throws Exception {
        Answers answers = new Answers();
        try (Peer peer = new Peer();
                SmppConnector connector = new SmppConnector(Clock.systemUTC());
                Link link = connector.open(settings(peer.port()), answers)) {
            eventually("both sessions stand", () -> answers.up == 2);
            var confirmed = new HashSet<Inbound>();
            for (int i = 0; i < MESSAGES; i++) {
                int submitted = i;
                eventually(
                        "there is room",
                        () -> {
                            confirm(link, answers, confirmed);
                            return submitted - answers.lines.size() < link.window();
                        });
                link.submit(List.of(new Outbound(i, 5, FIRST_NUMBER + i, null, "Привет", 1, -1)));
            }
            eventually(
                    "everything has its fate and every receipt is acknowledged",
                    () -> {
                        confirm(link, answers, confirmed);
                        return answers.lines.size() >= MESSAGES
                                && peer.pairs("acknowledged")
                                        .keySet()
                                        .containsAll(
                                                peer.pairs("answered").values().stream()
                                                        .map(NpmPeerTest::decimal)
                                                        .toList());
                    });
            judge(answers, peer);
        }
    }

    private static void confirm(Link link, Answers answers, Set<Inbound> confirmed) {
        List<Inbound> now = answers.inbound.stream().filter(confirmed::add).toList();
        link.confirm(now);
    }

    private static void judge(Answers answers, Peer peer) {
        var fates =
                answers.lines.stream()
                        .map(line -> line.split(" ", 2))
                        .collect(
                                Collectors.toMap(
                                        line ->
                                                Long.toString(
                                                        FIRST_NUMBER + Long.parseLong(line[0])),
                                        line -> line[1]));
        assertThat(fates).as("each token once").hasSize(MESSAGES);
        List<String> taken = peer.told("taken");
        assertThat(taken).as("nobody twice").doesNotHaveDuplicates();
        Map<String, String> answered = peer.pairs("answered");
        Map<String, String> refused = peer.pairs("refused");
        var unknown = new ArrayList<String>();
        fates.forEach((number, fate) -> {
            String[] words = fate.split(" ");
            switch (words[0]) {
                case "accepted" -> assertThat(words[1]).isEqualTo(answered.get(number));
                case "THROTTLED" -> assertThat(refused).containsEntry(number, "0x58");
                case "PERMANENT" -> assertThat(refused).containsEntry(number, words[1]);
                case "not" -> assertThat(taken).doesNotContain(number);
                case "unknown" -> unknown.add(number);
                default -> throw new AssertionError(fate);
            }
        });
        assertThat(fates.values()).contains("THROTTLED 0x58", "PERMANENT 0x03");
        // Three lines were lost, each with its window at most, and the two last with some of it
        // held back.
        assertThat(unknown).hasSizeBetween(3, 3 * 20);
        assertThat(peer.all()).contains("cuts", "unbinds", "mute");
        assertThat(answers.troubles)
                .anyMatch(reason -> reason.startsWith("connection_lost"))
                .anyMatch(reason -> reason.startsWith("unbound_by_peer"))
                .anyMatch(reason ->
                        reason.startsWith("response_timeout") || reason.startsWith("link_silent"));

        Map<String, String> states = peer.pairs("acknowledged");
        Map<String, String> received =
                answers.inbound.stream()
                        .map(Inbound.Receipt.class::cast)
                        .collect(
                                Collectors.toMap(
                                        one -> decimal(one.providerId()),
                                        one ->
                                                switch (one.state()) {
                                                    case DELIVERED -> "DELIVRD";
                                                    case UNDELIVERED -> "UNDELIV";
                                                    default -> one.state().toString();
                                                },
                                        (first, again) -> first));
        assertThat(received).isEqualTo(states);
        assertThat(states.values()).contains("DELIVRD", "UNDELIV");
        assertThat(states.keySet())
                .as("a receipt for all that was accepted")
                .containsAll(
                        fates.values().stream()
                                .filter(fate -> fate.startsWith("accepted "))
                                .map(fate -> decimal(fate.substring("accepted ".length())))
                                .toList());
    }

    private static String decimal(String hex) {
        return Long.toString(Long.parseLong(hex, 16));
    }

    private static ConnectionSettings settings(int port) {
        return new ConnectionSettings(
                1,
                "npm",
                "smpp",
                Limits.NONE,
                List.of(),
                List.of(),
                Map.of(
                        "host", "127.0.0.1",
                        "port", Integer.toString(port),
                        "systemId", "company",
                        "sender", "Soroka",
                        "sessions", "2",
                        "window", "20",
                        "ids", "answer-hex",
                        "responseTimeout", "5",
                        "enquireInterval", "5"),
                "secret");
    }

    /** The program with its log. */
    private static final class Peer implements AutoCloseable {
        private final Process process;
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Peer() throws IOException {
            File modules = new File("../ui/node_modules").getCanonicalFile();
            assertThat(new File(modules, "smpp")).as("npm ci in ui/ installs it").isDirectory();
            var builder =
                    new ProcessBuilder("node", "src/test/resources/peers/npm-smpp.cjs")
                            .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("NODE_PATH", modules.getPath());
            process = builder.start();
            var _ = Aside.run(this::read);
            eventually("it listens", () -> !lines.isEmpty());
        }

        private void read() {
            try (BufferedReader output = process.inputReader()) {
                output.lines().forEach(lines::add);
            } catch (UncheckedIOException | IOException e) {
                // It has ended.
            }
        }

        int port() {
            return Integer.parseInt(told("port").getFirst());
        }

        List<String> all() {
            return lines;
        }

        /** What follows a word in all lines that begin with it. */
        List<String> told(String word) {
            return lines.stream()
                    .filter(line -> line.startsWith(word + " "))
                    .map(line -> line.substring(word.length() + 1))
                    .toList();
        }

        Map<String, String> pairs(String word) {
            return told(word).stream()
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}

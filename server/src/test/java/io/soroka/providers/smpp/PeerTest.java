package io.soroka.providers.smpp;

import static io.soroka.smpp.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Inbound;
import io.soroka.providers.Limits;
import io.soroka.providers.Link;
import io.soroka.providers.Outbound;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An operator that others have made, with bad habits: it answers late and out of order, sends
 * receipts before the answer and twice, throttles, refuses with generic_nack, cuts the line and
 * unbinds in the middle of a window, goes mute. Its own log is the judge of what we say.
 */
@Tag("slow")
abstract class PeerTest {
    private static final int MESSAGES = 600;
    private static final long FIRST_NUMBER = 79160000000L;

    /** Starts the operator. */
    abstract PeerLog start() throws Exception;

    @Test
    void everyFateIsTheOperators() throws Exception {
        Answers answers = new Answers();
        try (PeerLog peer = start();
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
                                                        .map(PeerTest::decimal)
                                                        .toList());
                    });
            judge(answers, peer);
        }
    }

    private static void confirm(Link link, Answers answers, Set<Inbound> confirmed) {
        List<Inbound> now = answers.inbound.stream().filter(confirmed::add).toList();
        link.confirm(now);
    }

    private static void judge(Answers answers, PeerLog peer) {
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
                "peer",
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
}

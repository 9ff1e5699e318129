package io.soroka.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What to simulate. */
public final class SimulatorSettings {
    private static final int MAX_OPERATORS = 100;
    private static final int MAX_OUTSTANDING = 5_000_000;

    private final long seed;
    private final int maxOutstanding;
    private final List<OperatorSettings> operators;

    private SimulatorSettings(long seed, int maxOutstanding, List<OperatorSettings> operators) {
        Check.range(maxOutstanding, 1, MAX_OUTSTANDING, "maxOutstanding");
        Check.range(operators.size(), 1, MAX_OPERATORS, "the number of operators");
        Set<String> names = new HashSet<>();
        for (OperatorSettings operator : operators) {
            if (!names.add(operator.name())) {
                throw new IllegalArgumentException(
                        "operators: the name " + operator.name() + " is given twice");
            }
        }
        this.seed = seed;
        this.maxOutstanding = maxOutstanding;
        this.operators = List.copyOf(operators);
    }

    long seed() {
        return seed;
    }

    int maxOutstanding() {
        return maxOutstanding;
    }

    List<OperatorSettings> operators() {
        return operators;
    }

    /**
     * Three fictional Russian operators, password {@code secret}, random ports, no faults beyond 2
     * % failed receipts.
     */
    public static SimulatorSettings defaults() {
        return parse("{}");
    }

    /**
     * Reads settings from a file.
     *
     * @throws IllegalArgumentException with a sentence that names field and allowed range
     */
    public static SimulatorSettings read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads settings from JSON; the package documentation shows the fields.
     *
     * @throws IllegalArgumentException with a sentence that names field and allowed range
     */
    public static SimulatorSettings parse(String json) {
        JsonNode root;
        try {
            root = JsonMapper.builder().build().readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "the settings are no JSON: " + e.getOriginalMessage(), e);
        }
        SettingsNode node = new SettingsNode(root, "");
        List<OperatorSettings> operators = new ArrayList<>();
        if (node.has("operators")) {
            node.objects("operators").forEach(o -> operators.add(operator(o)));
        } else {
            operators.add(fictional("severs", "Северсвязь"));
            operators.add(fictional("megaline", "Мегалайн"));
            operators.add(fictional("raduga", "Радуга"));
        }
        long seed = node.integer("seed", 1);
        int maxOutstanding = node.integer("maxOutstanding", 4_000_000);
        node.end();
        return node.checked(() -> new SimulatorSettings(seed, maxOutstanding, operators));
    }

    private static OperatorSettings fictional(String name, String title) {
        SettingsNode node = SettingsNode.empty();
        return new OperatorSettings(
                name,
                title,
                name,
                "secret",
                0,
                500,
                delay(node, 0, 0),
                0,
                0,
                receipts(node),
                replies(node));
    }

    private static OperatorSettings operator(SettingsNode node) {
        String name = node.text("name", "");
        String title = node.text("title", name);
        String systemId = node.text("systemId", name);
        String password = node.text("password", "secret");
        int port = node.integer("port", 0);
        int window = node.integer("window", 500);
        Delay latency = node.object("latency", n -> delay(n, 0, 0));
        int perSecond = node.integer("perSecond", 0);
        double errorShare = node.number("errorShare", 0);
        OperatorSettings.Receipts receipts = node.object("receipts", SimulatorSettings::receipts);
        OperatorSettings.Replies replies = node.object("replies", SimulatorSettings::replies);
        node.end();
        return node.checked(() ->
                new OperatorSettings(
                        name,
                        title,
                        systemId,
                        password,
                        port,
                        window,
                        latency,
                        perSecond,
                        errorShare,
                        receipts,
                        replies));
    }

    private static OperatorSettings.Receipts receipts(SettingsNode node) {
        Delay delay = delay(node, 50, 2000);
        boolean shuffled = node.flag("shuffled", true);
        double failed = node.number("failedShare", 0.02);
        double repeated = node.number("repeatedShare", 0);
        double lost = node.number("lostShare", 0);
        return node.checked(
                () -> new OperatorSettings.Receipts(delay, shuffled, failed, repeated, lost));
    }

    private static OperatorSettings.Replies replies(SettingsNode node) {
        double share = node.number("share", 0);
        List<String> texts = node.texts("texts", List.of("СТОП", "Спасибо", "да"));
        Delay delay = delay(node, 500, 3000);
        return node.checked(() -> new OperatorSettings.Replies(share, texts, delay));
    }

    private static Delay delay(SettingsNode node, int min, int max) {
        int minMs = node.integer("minMs", min);
        int maxMs = node.integer("maxMs", Math.max(minMs, max));
        return node.checked(() -> new Delay(minMs, maxMs));
    }
}

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
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_OPERATORS = 100;
    private static final int MAX_OUTSTANDING = 5_000_000;

    private final long seed;
    private final int maxOutstanding;
    private final PhoneLimits phones;
    private final List<OperatorSettings> operators;

    private SimulatorSettings(
            long seed, int maxOutstanding, PhoneLimits phones, List<OperatorSettings> operators) {
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
        this.phones = phones;
        this.operators = List.copyOf(operators);
    }

    long seed() {
        return seed;
    }

    int maxOutstanding() {
        return maxOutstanding;
    }

    PhoneLimits phones() {
        return phones;
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
        SettingsNode node = new SettingsNode(tree(json), "");
        List<OperatorSettings> operators = new ArrayList<>();
        if (node.has("operators")) {
            node.objects("operators").forEach(o -> operators.add(OperatorJson.read(o)));
        } else {
            operators.add(fictional("severs", "Северсвязь"));
            operators.add(fictional("megaline", "Мегалайн"));
            operators.add(fictional("raduga", "Радуга"));
        }
        long seed = node.integer("seed", 1);
        int maxOutstanding = node.integer("maxOutstanding", 4_000_000);
        PhoneLimits phones = node.object("phones", SimulatorSettings::phones);
        node.end();
        return node.checked(() -> new SimulatorSettings(seed, maxOutstanding, phones, operators));
    }

    private static PhoneLimits phones(SettingsNode node) {
        int remembered = node.integer("remembered", 500);
        int messages = node.integer("messages", 50);
        return node.checked(() -> new PhoneLimits(remembered, messages));
    }

    /** The JSON as a tree, or {@link IllegalArgumentException}. */
    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "the settings are no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static OperatorSettings fictional(String name, String title) {
        return new OperatorSettings(
                name, title, name, "secret", 0, 500, OperatorJson.habits(SettingsNode.empty()));
    }
}

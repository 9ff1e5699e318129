package io.soroka.segments;

import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tools.jackson.databind.JsonNode;

/** Trees of conditions, made up and read slowly. */
public final class TestTrees {
    private TestTrees() {}

    /** Of these conditions, up to three groups deep. */
    public static Arbitrary<String> of(Arbitrary<String> leaf) {
        Arbitrary<String> tree = leaf;
        for (int depth = 0; depth < 3; depth++) {
            Arbitrary<String> inner = tree;
            Arbitrary<String> group =
                    Combinators.combine(
                                    Arbitraries.of("all", "any"),
                                    inner.list().ofMinSize(1).ofMaxSize(3))
                            .as((kind, parts) ->
                                    "{\"%s\":[%s]}".formatted(kind, String.join(",", parts)));
            tree = Arbitraries.oneOf(inner, group, inner.map("{\"not\":%s}"::formatted));
        }
        return tree;
    }

    /** Members for {@code at_least} and {@code at_most}: one of them or both. */
    public static Arbitrary<String> bounds(int most) {
        Arbitrary<Integer> number = Arbitraries.integers().between(0, most);
        return Arbitraries.oneOf(
                number.map("\"at_least\":%d"::formatted),
                number.map("\"at_most\":%d"::formatted),
                Combinators.combine(number, number)
                        .as((from, span) ->
                                "\"at_least\":%d,\"at_most\":%d".formatted(from, from + span)));
    }

    /** Whether a tree holds, given which of its conditions do. */
    public static boolean meets(JsonNode tree, Predicate<JsonNode> leaf) {
        if (tree.has("all")) {
            return tree.get("all").valueStream().allMatch(part -> meets(part, leaf));
        }
        if (tree.has("any")) {
            return tree.get("any").valueStream().anyMatch(part -> meets(part, leaf));
        }
        return tree.has("not") ? !meets(tree.get("not"), leaf) : leaf.test(tree);
    }

    /** Whether a number lies within a condition's bounds. */
    public static boolean within(JsonNode condition, double number) {
        return (!condition.has("at_least") || number >= condition.get("at_least").asDouble())
                && (!condition.has("at_most") || number <= condition.get("at_most").asDouble());
    }
}

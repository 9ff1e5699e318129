package io.soroka.segments;

import io.soroka.contacts.Field;
import io.soroka.segments.Criterion.All;
import io.soroka.segments.Criterion.Any;
import io.soroka.segments.Criterion.Everyone;
import io.soroka.segments.Criterion.Not;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads conditions from JSON: {@code {"all":[…]}}, {@code {"any":[…]}}, {@code {"not":…}}, or a
 * look at a field such as {@code {"field":"city","is":"in","values":["Казань"]}}; {@code {}} and
 * null are everyone. What operators there are depends on the field's type: {@link Leaf}.
 */
public final class Criteria {

    /** How deep conditions may be nested, the outermost being 1. */
    public static final int MOST_DEEP = 10;

    /** How many groups and conditions a tree may have in all. */
    public static final int MOST_NODES = 200;

    /** How many values the lists of a tree may have in all. */
    public static final int MOST_VALUES = 1_000;

    private static final int MOST_CHARACTERS = 1 << 20;

    private static final Set<String> GROUPS = Set.of("all", "any", "not");

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private int nodes;
    private int values;

    private Criteria() {}

    /**
     * Reads a tree.
     *
     * @throws CriteriaRefused if it is no JSON, too large, or means nothing
     */
    public static Criterion parse(@Nullable String json) {
        if (json == null) {
            return new Everyone();
        }
        if (json.length() > MOST_CHARACTERS) {
            throw new CriteriaRefused("criteria.too-large", "", MOST_CHARACTERS);
        }
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw new CriteriaRefused("criteria.not-json", "", line, column);
        }
        if (root.isNull() || (root.isObject() && root.isEmpty())) {
            return new Everyone();
        }
        return new Criteria().node(root, "", 1);
    }

    /** The operators that fit a field, the usual ones first; none when it is not for conditions. */
    public static List<String> operators(Field field) {
        return Leaf.operators(field);
    }

    /**
     * The lines of the sentence that a tree is: the parts of an outermost "all", else the tree
     * itself. Everyone has none.
     */
    public static List<Criterion> lines(Criterion tree) {
        return switch (tree) {
            case Everyone _ -> List.of();
            case All all -> all.parts();
            default -> List.of(tree);
        };
    }

    /** The fields that conditions look at, each once, in the order in which they are named. */
    public static List<Field> fields(Criterion tree) {
        var fields = new LinkedHashSet<Field>();
        leaves(tree, (field, _) -> fields.add(field));
        return List.copyOf(fields);
    }

    /** The fields of which conditions ask how many days ago or ahead they lie. */
    static Set<Field> countedInDays(Criterion tree) {
        var fields = new LinkedHashSet<Field>();
        leaves(
                tree,
                (field, leaf) -> {
                    if (leaf instanceof Criterion.FromToday) {
                        fields.add(field);
                    }
                });
        return fields;
    }

    private static void leaves(Criterion tree, BiConsumer<Field, Criterion> each) {
        switch (tree) {
            case Everyone _ -> {}
            case All all -> all.parts().forEach(part -> leaves(part, each));
            case Any any -> any.parts().forEach(part -> leaves(part, each));
            case Not not -> leaves(not.part(), each);
            case Criterion.Empty leaf -> each.accept(leaf.field(), leaf);
            case Criterion.In leaf -> each.accept(leaf.field(), leaf);
            case Criterion.Contains leaf -> each.accept(leaf.field(), leaf);
            case Criterion.StartsWith leaf -> each.accept(leaf.field(), leaf);
            case Criterion.Is leaf -> each.accept(leaf.field(), leaf);
            case Criterion.Compares leaf -> each.accept(leaf.field(), leaf);
            case Criterion.Between leaf -> each.accept(leaf.field(), leaf);
            case Criterion.Dated leaf -> each.accept(leaf.field(), leaf);
            case Criterion.DatedBetween leaf -> each.accept(leaf.field(), leaf);
            case Criterion.FromToday leaf -> each.accept(leaf.field(), leaf);
            case Criterion.Anniversary leaf -> each.accept(leaf.field(), leaf);
        }
    }

    private Criterion node(JsonNode node, String pointer, int depth) {
        if (!node.isObject()) {
            throw new CriteriaRefused("criteria.not-a-condition", pointer);
        }
        if (depth > MOST_DEEP) {
            throw new CriteriaRefused("criteria.too-deep", pointer, MOST_DEEP);
        }
        if (++nodes > MOST_NODES) {
            throw new CriteriaRefused("criteria.too-many-conditions", pointer, MOST_NODES);
        }
        Set<String> members = new TreeSet<>(node.propertyNames());
        if (members.contains("field")) {
            return leaf(node, pointer);
        }
        if (members.size() != 1 || !GROUPS.containsAll(members)) {
            throw new CriteriaRefused("criteria.not-a-condition", pointer);
        }
        return switch (members.iterator().next()) {
            case "all" -> new All(parts(node.get("all"), pointer + "/all", depth));
            case "any" -> new Any(parts(node.get("any"), pointer + "/any", depth));
            default -> new Not(node(node.get("not"), pointer + "/not", depth + 1));
        };
    }

    private List<Criterion> parts(JsonNode list, String pointer, int depth) {
        if (!list.isArray() || list.isEmpty()) {
            throw new CriteriaRefused("criteria.empty-group", pointer);
        }
        return each(list, pointer, (place, part) -> node(part, place, depth + 1));
    }

    private Criterion leaf(JsonNode node, String pointer) {
        Leaf leaf = new Leaf(node, pointer);
        values += leaf.listed();
        if (values > MOST_VALUES) {
            throw new CriteriaRefused("criteria.too-many-values", pointer, MOST_VALUES);
        }
        return leaf.read();
    }

    static <T> List<T> each(JsonNode list, String pointer, BiFunction<String, JsonNode, T> read) {
        List<T> all = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            all.add(read.apply(pointer + "/" + i, list.get(i)));
        }
        return all;
    }
}

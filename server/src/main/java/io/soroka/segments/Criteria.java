package io.soroka.segments;

import io.soroka.contacts.Field;
import io.soroka.segments.Criterion.All;
import io.soroka.segments.Criterion.Any;
import io.soroka.segments.Criterion.Everyone;
import io.soroka.segments.Criterion.Not;
import io.soroka.segments.Criterion.RandomPeople;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads conditions from JSON: {@code {"all":[…]}}, {@code {"any":[…]}}, {@code {"not":…}}, or a
 * look at a field such as {@code {"field":"city","is":"in","values":["Казань"]}}, or at something
 * else, {@code {"about":"segment","is":"in","values":["12"]}}; {@code {}} and null are everyone.
 * What operators there are depends on the field's type: {@link Leaf}.
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

    static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    /** About other segments; sources of other rooms have other words. */
    static final String SEGMENT = "segment";

    /** About everyone: what {@code {}} is for a whole tree, written out. */
    static final String EVERYONE = "everyone";

    /** About chance. */
    static final String RANDOM = "random";

    private static final int MOST_DRAWN = 10_000_000;

    private final Vocabulary vocabulary;
    private int nodes;
    private int values;

    private Criteria(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * Reads a tree.
     *
     * @param vocabulary what conditions may ask about
     * @throws CriteriaRefused if it is no JSON, too large, or means nothing
     */
    static Criterion parse(@Nullable String json, Vocabulary vocabulary) {
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
        return new Criteria(vocabulary).node(root, "", 1);
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

    /** The segments that conditions name, and those that these name. */
    static Set<Long> segments(Criterion tree) {
        return switch (tree) {
            case All all -> segments(all.parts());
            case Any any -> segments(any.parts());
            case Not not -> segments(not.part());
            case Criterion.InSegment in -> {
                var all = new HashSet<>(segments(in.meaning()));
                all.addAll(in.ids());
                yield all;
            }
            default -> Set.of();
        };
    }

    /** Whether a condition of another room is so. */
    static boolean asks(Criterion tree, Predicate<CriterionSource.Condition> something) {
        return switch (tree) {
            case All all -> all.parts().stream().anyMatch(part -> asks(part, something));
            case Any any -> any.parts().stream().anyMatch(part -> asks(part, something));
            case Not not -> asks(not.part(), something);
            case Criterion.InSegment in -> asks(in.meaning(), something);
            case Criterion.Other other -> something.test(other.condition());
            default -> false;
        };
    }

    /** Whether so many people are drawn by lot among those who meet other conditions. */
    static boolean drawsLots(Criterion tree) {
        return switch (tree) {
            case All all -> all.parts().stream().anyMatch(Criteria::drawsLots);
            case Any any -> any.parts().stream().anyMatch(Criteria::drawsLots);
            case Not not -> drawsLots(not.part());
            case Criterion.InSegment in -> drawsLots(in.meaning());
            case RandomPeople _ -> true;
            default -> false;
        };
    }

    private static Set<Long> segments(List<Criterion> parts) {
        return parts.stream().flatMap(part -> segments(part).stream()).collect(Collectors.toSet());
    }

    private static void leaves(Criterion tree, BiConsumer<Field, Criterion> each) {
        switch (tree) {
            case Everyone _ -> {}
            case All all -> all.parts().forEach(part -> leaves(part, each));
            case Any any -> any.parts().forEach(part -> leaves(part, each));
            case Not not -> leaves(not.part(), each);
            case Criterion.Empty leaf -> each.accept(leaf.field(), leaf);
            case Criterion.In leaf -> each.accept(leaf.field(), leaf);
            case Criterion.HasAll leaf -> each.accept(leaf.field(), leaf);
            case Criterion.Contains leaf -> each.accept(leaf.field(), leaf);
            case Criterion.StartsWith leaf -> each.accept(leaf.field(), leaf);
            case Criterion.Is leaf -> each.accept(leaf.field(), leaf);
            case Criterion.Compares leaf -> each.accept(leaf.field(), leaf);
            case Criterion.Between leaf -> each.accept(leaf.field(), leaf);
            case Criterion.Dated leaf -> each.accept(leaf.field(), leaf);
            case Criterion.DatedBetween leaf -> each.accept(leaf.field(), leaf);
            case Criterion.FromToday leaf -> each.accept(leaf.field(), leaf);
            case Criterion.Anniversary leaf -> each.accept(leaf.field(), leaf);
            case Criterion.Age leaf -> each.accept(leaf.field(), leaf);
            case Criterion.Decile leaf -> each.accept(leaf.field(), leaf);
            case Criterion.InSegment _, Criterion.RandomPeople _, Criterion.Other _ -> {}
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
        if (members.contains("field") || members.contains("about")) {
            return leaf(node, pointer, members);
        }
        if (members.size() != 1 || !GROUPS.containsAll(members)) {
            throw new CriteriaRefused("criteria.not-a-condition", pointer);
        }
        return switch (members.iterator().next()) {
            case "all" -> all(parts(node.get("all"), pointer + "/all", depth), pointer + "/all");
            case "any" -> new Any(parts(node.get("any"), pointer + "/any", depth));
            default -> new Not(node(node.get("not"), pointer + "/not", depth + 1));
        };
    }

    /** Lots are drawn among those who meet the rest; twice would mean nothing. */
    private static Criterion all(List<Criterion> parts, String pointer) {
        if (parts.stream().filter(RandomPeople.class::isInstance).count() > 1) {
            throw new CriteriaRefused("criteria.random-twice", pointer);
        }
        return new All(parts);
    }

    private List<Criterion> parts(JsonNode list, String pointer, int depth) {
        if (!list.isArray() || list.isEmpty()) {
            throw new CriteriaRefused("criteria.empty-group", pointer);
        }
        return each(list, pointer, (place, part) -> node(part, place, depth + 1));
    }

    private Criterion leaf(JsonNode json, String pointer, Set<String> members) {
        var node = new CriterionNode(json, pointer);
        values += node.listed();
        if (values > MOST_VALUES) {
            throw new CriteriaRefused("criteria.too-many-values", pointer, MOST_VALUES);
        }
        if (members.contains("field")) {
            if (members.contains("about")) {
                throw node.refused("criteria.not-a-condition", "");
            }
            return new Leaf(node, vocabulary.fields()).read();
        }
        String about = node.name("about");
        return switch (about == null ? "" : about) {
            case SEGMENT -> segment(node);
            case EVERYONE -> everyone(node);
            case RANDOM -> random(node);
            default -> new Criterion.Other(source(node, about).read(node));
        };
    }

    private CriterionSource source(CriterionNode node, @Nullable String about) {
        CriterionSource source = about == null ? null : vocabulary.sources().get(about);
        if (source == null) {
            var known = new TreeSet<>(vocabulary.sources().keySet());
            known.addAll(List.of(EVERYONE, RANDOM, SEGMENT));
            throw node.refused(
                    "criteria.unknown-about",
                    "/about",
                    CriterionNode.shown(about == null ? "" : about),
                    String.join(", ", known));
        }
        return source;
    }

    private Criterion segment(CriterionNode node) {
        String operator = node.operator();
        if (!operator.equals("in") && !operator.equals("not_in")) {
            throw node.unknownOperator(List.of("in", "not_in"));
        }
        node.only("values");
        List<Long> ids = node.ids();
        List<Criterion> meanings = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            try {
                meanings.add(vocabulary.segments().apply(ids.get(i)));
            } catch (CriteriaRefused e) {
                throw node.refused(e.messageKey(), "/values/" + i, e.arguments().toArray());
            }
        }
        var in = new Criterion.InSegment(ids, new Any(meanings));
        return operator.equals("in") ? in : new Not(in);
    }

    private static Criterion everyone(CriterionNode node) {
        node.only();
        if (!node.operator().equals("true")) {
            throw node.unknownOperator(List.of("true"));
        }
        return new Everyone();
    }

    private static Criterion random(CriterionNode node) {
        return switch (node.operator()) {
            case "share" -> {
                node.only("percent", "seed");
                BigDecimal percent = node.number("percent");
                if (percent.signum() <= 0 || percent.compareTo(RandomShare.ALL) > 0) {
                    throw node.refused("criteria.not-a-share", "/percent");
                }
                yield new Criterion.Other(new RandomShare(percent, seed(node)));
            }
            case "people" -> {
                node.only("people", "seed");
                yield new RandomPeople(node.whole("people", 1, MOST_DRAWN), seed(node));
            }
            default -> throw node.unknownOperator(List.of("share", "people"));
        };
    }

    private static int seed(CriterionNode node) {
        return node.has("seed") ? node.whole("seed", 0, Integer.MAX_VALUE) : 0;
    }

    static <T> List<T> each(JsonNode list, String pointer, BiFunction<String, JsonNode, T> read) {
        List<T> all = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            all.add(read.apply(pointer + "/" + i, list.get(i)));
        }
        return all;
    }
}

package io.soroka.segments;

import java.util.function.LongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes out what the segments that conditions name mean, so that it stays so. */
final class Inlining {
    private static final JsonMapper JSON = Criteria.JSON;

    private final LongFunction<String> trees;

    /**
     * @param trees the conditions of a segment, as JSON
     */
    Inlining(LongFunction<String> trees) {
        this.trees = trees;
    }

    /**
     * The same conditions without segments.
     *
     * @param tree as {@link Criteria#parse} has understood it: no segment contains itself
     */
    String of(String tree) {
        return of(JSON.readTree(tree)).toString();
    }

    private JsonNode of(JsonNode node) {
        if (node.isArray()) {
            ArrayNode all = JSON.createArrayNode();
            node.forEach(part -> all.add(of(part)));
            return all;
        }
        if (!node.isObject()) {
            return node;
        }
        JsonNode about = node.get("about");
        if (about != null && about.isString() && about.stringValue().equals(Criteria.SEGMENT)) {
            return segments(node);
        }
        ObjectNode written = JSON.createObjectNode();
        node.properties().forEach(member -> written.set(member.getKey(), of(member.getValue())));
        return written;
    }

    private JsonNode segments(JsonNode node) {
        ArrayNode any = JSON.createArrayNode();
        for (JsonNode id : node.get("values")) {
            JsonNode tree = JSON.readTree(trees.apply(Long.parseLong(id.stringValue().strip())));
            any.add(tree.isEmpty() ? everyone() : of(tree));
        }
        JsonNode meant = any.size() == 1 ? any.get(0) : JSON.createObjectNode().set("any", any);
        return node.get("is").asString().equals("not_in")
                ? JSON.createObjectNode().set("not", meant)
                : meant;
    }

    private static JsonNode everyone() {
        return JSON.createObjectNode().put("about", Criteria.EVERYONE).put("is", true);
    }
}

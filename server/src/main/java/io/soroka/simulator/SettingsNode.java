package io.soroka.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One JSON object of the settings, which knows its path, so that every complaint names the field in
 * full.
 */
final class SettingsNode {
    private final JsonNode node;
    private final String path;
    private final Set<String> known = new HashSet<>();

    SettingsNode(JsonNode node, String path) {
        this.node = node;
        this.path = path;
        if (!node.isObject()) {
            throw new IllegalArgumentException(
                    (path.isEmpty() ? "the settings" : path.substring(0, path.length() - 1))
                            + " must be an object {…}");
        }
    }

    static SettingsNode empty() {
        return new SettingsNode(JsonNodeFactory.instance.objectNode(), "");
    }

    boolean has(String field) {
        return node.has(field);
    }

    /** Whether the field is there and not null; known from now on. */
    boolean given(String field) {
        return take(field) != null;
    }

    boolean isList(String field) {
        JsonNode value = take(field);
        return value != null && value.isArray();
    }

    int integer(String field, int otherwise) {
        JsonNode value = take(field);
        if (value != null && !value.canConvertToExactIntegral()) {
            throw wrong(field, "a whole number");
        }
        if (value != null && !value.canConvertToInt()) {
            throw wrong(field, "a whole number of at most nine digits");
        }
        return value == null ? otherwise : value.intValue();
    }

    double number(String field, double otherwise) {
        JsonNode value = take(field);
        if (value != null && !value.isNumber()) {
            throw wrong(field, "a number");
        }
        return value == null ? otherwise : value.doubleValue();
    }

    boolean flag(String field, boolean otherwise) {
        JsonNode value = take(field);
        if (value != null && !value.isBoolean()) {
            throw wrong(field, "true or false");
        }
        return value == null ? otherwise : value.booleanValue();
    }

    String text(String field, String otherwise) {
        JsonNode value = take(field);
        if (value != null && !value.isString()) {
            throw wrong(field, "a text");
        }
        return value == null ? otherwise : value.stringValue();
    }

    /** A status as the log writes it: "0x0b". */
    int status(String field) {
        String value = text(field, "");
        if (!value.matches("0x[0-9a-fA-F]{1,4}")) {
            throw wrong(field, "a status such as \"0x0b\"");
        }
        return Integer.parseInt(value.substring(2), 16);
    }

    List<String> texts(String field, List<String> otherwise) {
        JsonNode value = take(field);
        if (value == null) {
            return otherwise;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(field, value)) {
            if (!element.isString()) {
                throw wrong(field, "a list of texts");
            }
            texts.add(element.stringValue());
        }
        return texts;
    }

    List<SettingsNode> objects(String field) {
        List<SettingsNode> objects = new ArrayList<>();
        JsonNode value = take(field);
        if (value != null) {
            for (JsonNode element : array(field, value)) {
                objects.add(new SettingsNode(element, path + field + "[" + objects.size() + "]."));
            }
        }
        return objects;
    }

    /** The nested object, or one with nothing but defaults. */
    <T> T object(String field, Function<SettingsNode, T> reader) {
        JsonNode value = take(field);
        SettingsNode nested = value == null ? empty() : new SettingsNode(value, path + field + ".");
        T read = reader.apply(nested);
        nested.end();
        return read;
    }

    /** Builds what the fields describe; a complaint gets the path in front. */
    <T> T checked(Supplier<T> build) {
        try {
            return build.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + e.getMessage(), e);
        }
    }

    /** Refuses fields that nobody asked for. */
    void end() {
        for (String field : node.propertyNames()) {
            if (!known.contains(field)) {
                throw new IllegalArgumentException(
                        path
                                + field
                                + " is no known field; known are "
                                + known.stream().sorted().toList());
            }
        }
    }

    private @Nullable JsonNode take(String field) {
        known.add(field);
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private JsonNode array(String field, JsonNode value) {
        if (!value.isArray()) {
            throw wrong(field, "a list […]");
        }
        return value;
    }

    private IllegalArgumentException wrong(String field, String expected) {
        return new IllegalArgumentException(path + field + " must be " + expected);
    }
}

package io.soroka.sources.rest;

import io.soroka.sources.ColumnType;
import io.soroka.sources.SourceFailure;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows in a JSON text. A value inside an object is a column of its own, {@code address.city}. */
final class Records {
    /** Takes no text that could cost more than its length. */
    static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(50)
                                                    .maxNumberLength(200)
                                                    .maxNameLength(1_000)
                                                    .maxStringLength(2_000_000)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private static final int DEEPEST = 4;
    private static final int MOST_COLUMNS = 1_000;

    /** Digits before or behind the point, more than any field holds. */
    private static final int MOST_DIGITS = 100;

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?");
    private static final Pattern MOMENT_AND_OFFSET =
            Pattern.compile(
                    "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})");

    private Records() {}

    /**
     * An answer's body.
     *
     * @throws SourceFailure {@code source.not-json} if it is something else
     */
    static JsonNode parse(String body) {
        try {
            JsonNode whole = JSON.readTree(body);
            if (whole.isObject() || whole.isArray()) {
                return whole;
            }
        } catch (JacksonException e) {
            // What it says quotes the text.
        }
        throw new SourceFailure("source.not-json");
    }

    /** What stands at a path of names with points between, or a missing node. */
    static JsonNode at(JsonNode node, String path) {
        JsonNode here = node;
        if (!path.isEmpty()) {
            for (String name : path.split("\\.", -1)) {
                here = here.path(name);
            }
        }
        return here;
    }

    /**
     * The records at a path.
     *
     * @throws SourceFailure {@code source.no-records} if there is no list
     */
    static List<JsonNode> of(JsonNode body, String path) {
        JsonNode list = at(body, path);
        if (!list.isArray()) {
            throw new SourceFailure("source.no-records", path);
        }
        List<JsonNode> records = new ArrayList<>(list.size());
        list.forEach(records::add);
        return records;
    }

    /** The columns that some records have, in order; of each the type that fits all values. */
    static Map<String, ColumnType> columns(List<JsonNode> records) {
        Map<String, @Nullable ColumnType> found = new LinkedHashMap<>();
        records.forEach(record -> collect(record, "", 1, found));
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        // What never had a value may be anything.
        found.forEach((name, type) -> columns.put(name, type == null ? ColumnType.TEXT : type));
        return columns;
    }

    private static void collect(
            JsonNode node, String before, int depth, Map<String, @Nullable ColumnType> found) {
        node.properties()
                .forEach(entry -> {
                    String name = before + entry.getKey();
                    JsonNode value = entry.getValue();
                    if (value.isObject() && depth < DEEPEST) {
                        collect(value, name + ".", depth + 1, found);
                    } else if (found.containsKey(name) || found.size() < MOST_COLUMNS) {
                        found.put(name, both(found.get(name), type(value)));
                    }
                });
    }

    private static @Nullable ColumnType both(@Nullable ColumnType one, @Nullable ColumnType other) {
        if (one == null || one == other) {
            return other;
        }
        if (other == null) {
            return one;
        }
        return one == ColumnType.OTHER || other == ColumnType.OTHER
                ? ColumnType.OTHER
                : ColumnType.TEXT;
    }

    private static @Nullable ColumnType type(JsonNode value) {
        return switch (value(value)) {
            case null -> value.isContainer() ? ColumnType.OTHER : null;
            case BigDecimal ignored -> ColumnType.NUMBER;
            case Boolean ignored -> ColumnType.YES_NO;
            case LocalDate ignored -> ColumnType.DATE;
            case LocalDateTime ignored -> ColumnType.MOMENT;
            case OffsetDateTime ignored -> ColumnType.MOMENT;
            default -> ColumnType.TEXT;
        };
    }

    /** The value of a record's column. */
    static @Nullable Object value(JsonNode record, String column) {
        return value(find(record, column));
    }

    /** A name may hold points itself. */
    private static @Nullable JsonNode find(JsonNode record, String column) {
        JsonNode direct = record.get(column);
        if (direct != null) {
            return direct;
        }
        for (int point = column.indexOf('.'); point >= 0; point = column.indexOf('.', point + 1)) {
            JsonNode inside = record.get(column.substring(0, point));
            JsonNode found = inside == null ? null : find(inside, column.substring(point + 1));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable Object value(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isContainer() || node.isMissingNode()) {
            return null;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            // Written out, 1e999999999 would fill the memory.
            return Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS
                            || Math.abs((long) number.scale()) > MOST_DIGITS
                    ? number.toString()
                    : number;
        }
        String text = node.asString();
        try {
            if (DAY.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
            if (MOMENT.matcher(text).matches()) {
                return LocalDateTime.parse(text);
            }
            if (MOMENT_AND_OFFSET.matcher(text).matches()) {
                return OffsetDateTime.parse(text);
            }
        } catch (DateTimeException e) {
            // It only looks like one.
            return text;
        }
        return text;
    }
}

package io.soroka.platform.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.soroka.platform.OneOf;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Tells which fields may be null and which must be there, from the records themselves: a component
 * marked {@link Nullable} may be null and, in a request, absent. In answers every field is there.
 * One marked {@link OneOf} is one of these words.
 */
final class Nullability implements OpenApiCustomizer {
    private static final String REFERENCE = "#/components/schemas/";

    private final SchemaNames names;

    Nullability(SchemaNames names) {
        this.names = names;
    }

    @Override
    public void customise(OpenAPI api) {
        @SuppressWarnings("rawtypes")
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        Set<String> asked = asked(api, schemas);
        schemas.forEach((name, schema) -> {
            Class<?> type = names.type(name);
            if (type != null && type.isRecord()) {
                tell(schema, type.getRecordComponents(), asked.contains(name));
            }
        });
    }

    private static void tell(Schema<?> schema, RecordComponent[] components, boolean asked) {
        var required = new ArrayList<String>();
        for (RecordComponent component : components) {
            String name = nameOf(component);
            Schema<?> property =
                    schema.getProperties() == null ? null : schema.getProperties().get(name);
            if (property == null) {
                continue;
            }
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            OneOf words = component.getAnnotation(OneOf.class);
            if (words != null) {
                name(words, nullable, property);
            }
            tellInside(property, component.getAnnotatedType());
            if (nullable) {
                schema.getProperties().put(name, orNull(property));
            }
            if (!nullable || !asked) {
                required.add(name);
            }
        }
        required.sort(null);
        schema.setRequired(required.isEmpty() ? null : required);
    }

    /** What a list or a map holds may be null, too, however deep it lies. */
    private static void tellInside(Schema<?> schema, AnnotatedType type) {
        if (!(type instanceof AnnotatedParameterizedType holder)) {
            return;
        }
        AnnotatedType held =
                holder.getAnnotatedActualTypeArguments()[
                        holder.getAnnotatedActualTypeArguments().length - 1];
        boolean nullable = held.isAnnotationPresent(Nullable.class);
        if (schema.getItems() instanceof Schema<?> item) {
            tellInside(item, held);
            if (nullable) {
                schema.setItems(orNull(item));
            }
        } else if (schema.getAdditionalProperties() instanceof Schema<?> value) {
            tellInside(value, held);
            if (nullable) {
                schema.setAdditionalProperties(orNull(value));
            }
        }
    }

    private static String nameOf(RecordComponent component) {
        JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
        return given == null ? component.getName() : given.value();
    }

    @SuppressWarnings("unchecked")
    private static void name(OneOf words, boolean nullable, Schema<?> property) {
        var all = new ArrayList<@Nullable Object>(List.of(words.words()));
        for (Enum<?> one : words.value().getEnumConstants()) {
            all.add(one.name().toLowerCase(Locale.ROOT));
        }
        boolean list = property.getItems() != null;
        if (nullable && !list) {
            all.add(null);
        }
        ((Schema<@Nullable Object>) (list ? property.getItems() : property)).setEnum(all);
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() == null) {
            if (property.getTypes() != null) {
                var types = new LinkedHashSet<>(property.getTypes());
                types.add("null");
                property.setTypes(types);
            }
            return property;
        }
        var nothing = new Schema<>();
        nothing.addType("null");
        return new Schema<>().anyOf(List.of(property, nothing));
    }

    /** The schemas that stand in requests, whatever the depth. */
    private static Set<String> asked(
            OpenAPI api, @SuppressWarnings("rawtypes") Map<String, Schema> schemas) {
        var asked = new HashSet<String>();
        api.getPaths().values().stream()
                .map(PathItem::readOperations)
                .flatMap(List::stream)
                .map(Operation::getRequestBody)
                .filter(Objects::nonNull)
                .filter(body -> body.getContent() != null)
                .flatMap(body -> body.getContent().values().stream())
                .map(MediaType::getSchema)
                .forEach(schema -> follow(schema, schemas, asked));
        return asked;
    }

    private static void follow(
            @Nullable Schema<?> schema,
            @SuppressWarnings("rawtypes") Map<String, Schema> schemas,
            Set<String> found) {
        if (schema == null) {
            return;
        }
        String reference = schema.get$ref();
        if (reference != null) {
            String name = reference.substring(REFERENCE.length());
            if (found.add(name)) {
                follow(schemas.get(name), schemas, found);
            }
        }
        inside(schema).forEach(inner -> follow(inner, schemas, found));
    }

    private static Stream<Schema<?>> inside(Schema<?> schema) {
        return Stream.of(
                        schema.getProperties() == null
                                ? List.<Schema<?>>of()
                                : schemas(schema.getProperties().values()),
                        schema.getItems() == null
                                ? List.<Schema<?>>of()
                                : List.<Schema<?>>of(schema.getItems()),
                        schema.getAdditionalProperties() instanceof Schema<?> more
                                ? List.<Schema<?>>of(more)
                                : List.<Schema<?>>of(),
                        choices(schema))
                .flatMap(List::stream);
    }

    private static List<Schema<?>> choices(Schema<?> schema) {
        var choices = new ArrayList<Schema<?>>();
        if (schema.getAllOf() != null) {
            choices.addAll(schemas(schema.getAllOf()));
        }
        if (schema.getAnyOf() != null) {
            choices.addAll(schemas(schema.getAnyOf()));
        }
        if (schema.getOneOf() != null) {
            choices.addAll(schemas(schema.getOneOf()));
        }
        return choices;
    }

    /** The library's collections are raw. */
    private static List<Schema<?>> schemas(@SuppressWarnings("rawtypes") Collection<Schema> raw) {
        return Arrays.stream(raw.toArray()).<Schema<?>>map(one -> (Schema<?>) one).toList();
    }
}

package io.soroka.platform.web;

import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Names of schemas in the API's description: a class's own, and for one inside another both, so
 * that each controller may have its {@code View}. A controller counts without its last word.
 */
final class SchemaNames extends TypeNameResolver {
    private final Map<String, Class<?>> named = new ConcurrentHashMap<>();

    @Override
    protected String getNameOfClass(Class<?> type) {
        String name = name(type);
        Class<?> other = named.putIfAbsent(name, type);
        if (other != null && other != type) {
            throw new IllegalStateException(
                    "Two schemas are called " + name + ": " + other + " and " + type);
        }
        return name;
    }

    private static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        if (outer == null) {
            return type.getSimpleName();
        }
        String prefix = name(outer).replaceFirst("Controller$", "");
        String own = type.getSimpleName();
        return own.startsWith(prefix) ? own : prefix + own;
    }

    /** The class behind a schema's name; null for a name that was not given here. */
    @Nullable Class<?> type(String name) {
        return named.get(name);
    }
}

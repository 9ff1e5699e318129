package io.soroka.templates;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names by which a text may call a field: its key and its titles. */
public interface FieldNames {
    /** The key of the field with this key or title, in whatever case; null when there is none. */
    @Nullable String key(String name);

    /** Names worth suggesting to someone who mistyped one, as they are shown. */
    Collection<String> names();

    /**
     * The names of a map from a key or title to the key. Case, outer blanks, repeated blanks and
     * the dots of Ё make no difference; of two names that are then equal the first counts.
     */
    static FieldNames of(Map<String, String> keysByName) {
        return of(keysByName, Map.of());
    }

    /**
     * The same with further names that are understood but not worth suggesting.
     *
     * @param further gives way where a name is in both
     */
    static FieldNames of(Map<String, String> keysByName, Map<String, String> further) {
        Map<String, String> keys = new LinkedHashMap<>();
        keysByName.forEach((name, key) -> keys.putIfAbsent(normalised(name), key));
        further.forEach((name, key) -> keys.putIfAbsent(normalised(name), key));
        List<String> names = List.copyOf(keysByName.keySet());
        return new FieldNames() {
            @Override
            public @Nullable String key(String name) {
                return keys.get(normalised(name));
            }

            @Override
            public Collection<String> names() {
                return names;
            }
        };
    }

    /** The form in which two names are compared. */
    static String normalised(String name) {
        String lower =
                Normalizer.normalize(name, Normalizer.Form.NFC)
                        .toLowerCase(Locale.ROOT)
                        .replace('ё', 'е');
        return Blanks.trimmed(lower).replaceAll("[\\s\\u00A0]+", " ");
    }
}

package io.soroka.events;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind of things that clients do.
 *
 * @param id within the database
 * @param key a small Latin letter, then letters, digits and underscores, 40 in all
 * @param attributes what is told of such an event besides its time and sum
 * @param archived whether it is no longer offered; what names it goes on to work
 * @param version grows with every change
 */
public record EventKind(
        int id,
        String key,
        String titleRu,
        String titleEn,
        List<Attribute> attributes,
        boolean archived,
        int version) {

    /** What an attribute holds. */
    public enum Type {
        TEXT,
        NUMBER;

        /** The name used outside and in the database. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something that is told of an event.
     *
     * @param key as that of a kind
     */
    public record Attribute(String key, String titleRu, String titleEn, Type type) {}

    public EventKind {
        attributes = List.copyOf(attributes);
    }

    /** The attribute with this key, if there is one. */
    public Optional<Attribute> attribute(String wanted) {
        return attributes.stream().filter(one -> one.key().equals(wanted)).findFirst();
    }
}

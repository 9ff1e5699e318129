package io.soroka.sources;

import org.jspecify.annotations.Nullable;

/** What columns can become of an event, as mappings name it. */
final class EventField {
    /** The client's id in the source. */
    static final String CLIENT_ID = "client_external_id";

    /** Or their number. */
    static final String PHONE = "phone";

    /** The event's own id, by which it is kept once. */
    static final String ID = "external_id";

    static final String AT = "at";
    static final String AMOUNT = "amount";

    private static final String ATTRIBUTE = "attributes.";

    private EventField() {}

    /** The key of the attribute that is named; null if it is none. */
    static @Nullable String attribute(String field) {
        return field.startsWith(ATTRIBUTE) ? field.substring(ATTRIBUTE.length()) : null;
    }
}

package io.soroka.contacts;

import java.util.Locale;

/**
 * What a field tells of a person, as the law on personal data sees it; it decides who may see the
 * values unless the field names its readers itself.
 */
public enum PersonalData {
    /** Nothing that leads to a person: everybody who may see clients may see it. */
    NONE,
    /** Leads to a person: whoever works with people may see it. */
    PERSONAL,
    /**
     * Of the special kinds, such as health, beliefs or origin (152-FZ, article 10): only the
     * readers that the field names may see it, and without any only administrators.
     */
    SPECIAL;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The name used in the database and in JSON. */
    public String code() {
        return code;
    }

    static PersonalData of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}

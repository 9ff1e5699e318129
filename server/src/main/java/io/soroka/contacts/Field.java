package io.soroka.contacts;

import java.util.List;

/**
 * One field of a client.
 *
 * @param key its name in templates, criteria and the API; Latin letters and underscores
 * @param column its column in table {@code client}
 * @param type what it holds
 * @param titleRu its Russian title
 * @param titleEn its English title
 * @param personal whether the value says something about a person, so that it is masked in reports
 *     and logs
 * @param synonyms further headers under which files bring it, in both languages
 * @param options the values to choose from, for {@link FieldType#ONE_OF}; else empty
 */
public record Field(
        String key,
        String column,
        FieldType type,
        String titleRu,
        String titleEn,
        boolean personal,
        List<String> synonyms,
        List<Option> options) {

    /** The most characters a text value may have. */
    public static final int LONGEST_TEXT = 1_000;

    /**
     * One value of a field that is one of several.
     *
     * @param code how it is stored
     * @param titleRu its Russian title
     * @param titleEn its English title
     */
    public record Option(String code, String titleRu, String titleEn) {}

    public Field {
        synonyms = List.copyOf(synonyms);
        options = List.copyOf(options);
    }
}

package io.soroka.contacts;

import io.soroka.access.Role;
import io.soroka.platform.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How an administrator wants a field to be. Of a standard field only {@code personalData}, {@code
 * readers}, {@code source} and {@code synonyms} count; the rest stays as it is delivered.
 *
 * @param titleRu its Russian title, 1 to {@value #LONGEST_TITLE} characters
 * @param titleEn its English title, as long
 * @param personalData what it tells of a person
 * @param readers the roles that may see values; empty for those that {@code personalData} names
 * @param source where the values come from, at most {@value #LONGEST_SOURCE} characters
 * @param synonyms further headers in files, at most {@value #MOST_SYNONYMS}
 * @param options of a field that is one, or some, of several: 1 to {@value #MOST_OPTIONS}; else
 *     none
 */
public record FieldWanted(
        String titleRu,
        String titleEn,
        PersonalData personalData,
        Set<Role> readers,
        String source,
        List<String> synonyms,
        List<Field.Option> options) {
    /** Titles are names in texts: {@code {Дата платежа}}. */
    static final int LONGEST_TITLE = 60;

    static final int LONGEST_SOURCE = 200;
    static final int MOST_SYNONYMS = 30;
    static final int MOST_OPTIONS = 200;

    /** Keys and codes of options stand in JSON, in files and in columns' names. */
    static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,39}");

    /** A text's variable ends at a brace and its fallback begins at a bar. */
    private static final Pattern NOT_IN_TITLES = Pattern.compile("[{}|\\p{Cntrl}]");

    /** Without what people did not mean. */
    public FieldWanted {
        titleRu = Tidy.text(titleRu);
        titleEn = Tidy.text(titleEn);
        source = Tidy.text(source);
        synonyms = synonyms.stream().map(Tidy::text).filter(s -> !s.isEmpty()).distinct().toList();
        readers = Set.copyOf(readers);
        options =
                options.stream()
                        .map(one ->
                                new Field.Option(
                                        one.code().strip(),
                                        Tidy.text(one.titleRu()),
                                        Tidy.text(one.titleEn())))
                        .toList();
    }

    /** Whether a field may be called so. */
    static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    /**
     * Goes on only if a field of this type can be so.
     *
     * @throws ProblemException 422 with the place
     */
    void requireUsable(FieldType type) {
        requireTitle(titleRu, "/titleRu");
        requireTitle(titleEn, "/titleEn");
        requireSettings();
        boolean chosen = type == FieldType.ONE_OF || type == FieldType.MANY_OF;
        if (chosen ? options.isEmpty() || options.size() > MOST_OPTIONS : !options.isEmpty()) {
            throw new ProblemException(
                            422, chosen ? "field-options" : "field-without-options", MOST_OPTIONS)
                    .at("/options");
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < options.size(); i++) {
            Field.Option option = options.get(i);
            String place = "/options/" + i;
            if (!CODE.matcher(option.code()).matches()) {
                throw new ProblemException(422, "field-option-code").at(place + "/code");
            }
            requireTitle(option.titleRu(), place + "/titleRu");
            requireTitle(option.titleEn(), place + "/titleEn");
            if (names(option).stream().anyMatch(name -> !seen.add(name))) {
                throw new ProblemException(422, "field-option-twice", option.titleRu()).at(place);
            }
        }
    }

    /**
     * Goes on only if a standard field can be treated so.
     *
     * @throws ProblemException 422 with the place
     */
    void requireSettings() {
        if (source.length() > LONGEST_SOURCE) {
            throw new ProblemException(422, "field-source", LONGEST_SOURCE).at("/source");
        }
        if (synonyms.size() > MOST_SYNONYMS
                || synonyms.stream()
                        .anyMatch(one ->
                                one.length() > LONGEST_TITLE || Fields.plain(one).isEmpty())) {
            throw new ProblemException(422, "field-synonyms", MOST_SYNONYMS, LONGEST_TITLE)
                    .at("/synonyms");
        }
    }

    private static void requireTitle(String title, String place) {
        if (title.length() > LONGEST_TITLE
                || Fields.plain(title).isEmpty()
                || NOT_IN_TITLES.matcher(title).find()) {
            throw new ProblemException(422, "field-title", LONGEST_TITLE).at(place);
        }
    }

    /** What cells of a file may call an option, each once. */
    static Set<String> names(Field.Option option) {
        return Set.copyOf(
                List.of(option.code(), option.titleRu(), option.titleEn()).stream()
                        .map(Fields::plain)
                        .distinct()
                        .toList());
    }
}

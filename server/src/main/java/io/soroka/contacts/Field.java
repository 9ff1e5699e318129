package io.soroka.contacts;

import io.soroka.access.Role;
import io.soroka.platform.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One field of a client.
 *
 * @param key its name in texts, criteria and the API; Latin letters, digits and underscores
 * @param column its column in table {@code client}; safe to stand in SQL
 * @param type what it holds
 * @param titleRu its Russian title
 * @param titleEn its English title
 * @param personalData what it tells of a person
 * @param readers the roles that may see values; empty for those that {@code personalData} names
 * @param source where the values come from, for people to read; may be empty
 * @param standard whether every company has it; others were added by an administrator
 * @param archived whether it is offered no more; what refers to it goes on to work
 * @param synonyms further headers under which files bring it, in both languages
 * @param options the values to choose from, for {@link FieldType#ONE_OF} and {@link
 *     FieldType#MANY_OF}; else empty
 */
public record Field(
        String key,
        String column,
        FieldType type,
        String titleRu,
        String titleEn,
        PersonalData personalData,
        Set<Role> readers,
        String source,
        boolean standard,
        boolean archived,
        List<String> synonyms,
        List<Option> options) {

    /** The most characters a text value may have. */
    public static final int LONGEST_TEXT = 1_000;

    /**
     * One value of a field that is one, or some, of several.
     *
     * @param code how it is stored
     * @param titleRu its Russian title
     * @param titleEn its English title
     */
    public record Option(String code, String titleRu, String titleEn) {
        /** Its title in a language. */
        public String title(Locale language) {
            return Messages.isEnglish(language) ? titleEn : titleRu;
        }
    }

    public Field {
        readers = Set.copyOf(readers);
        synonyms = List.copyOf(synonyms);
        options = List.copyOf(options);
    }

    static Field standard(
            String key,
            String column,
            FieldType type,
            String titleRu,
            String titleEn,
            PersonalData personalData,
            List<String> synonyms,
            List<Option> options) {
        return new Field(
                key,
                column,
                type,
                titleRu,
                titleEn,
                personalData,
                Set.of(),
                "",
                true,
                false,
                synonyms,
                options);
    }

    /** Whether the value leads to a person, so that it is masked in reports and logs. */
    public boolean personal() {
        return personalData != PersonalData.NONE;
    }

    /** Whether somebody with this role may see what clients have in it. */
    public boolean isSeenBy(Role role) {
        if (!readers.isEmpty()) {
            return role == Role.ADMINISTRATOR || readers.contains(role);
        }
        return switch (personalData) {
            case NONE -> true;
            case PERSONAL -> role.seesPeople();
            case SPECIAL -> role == Role.ADMINISTRATOR;
        };
    }

    /**
     * Whether somebody with this role may use it in conditions and texts: what counts and samples
     * tell of it is less than its values, so that only what has readers of its own is kept back.
     */
    public boolean isUsableBy(Role role) {
        return (readers.isEmpty() && personalData != PersonalData.SPECIAL) || isSeenBy(role);
    }

    /** Its title in a language. */
    public String title(Locale language) {
        return Messages.isEnglish(language) ? titleEn : titleRu;
    }

    /** How an option's code is written for people; without options the text itself. */
    public String titleOf(String code, Locale language) {
        return options.stream()
                .filter(option -> option.code().equals(code))
                .map(option -> option.title(language))
                .findFirst()
                .orElse(code);
    }
}

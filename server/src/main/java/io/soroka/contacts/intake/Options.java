package io.soroka.contacts.intake;

import io.soroka.contacts.Field;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options of a field as files write them: by code or by a title of either language. */
final class Options {
    private static final int MOST_TOLD = 10;

    private Options() {}

    /** The code that is meant; null when none is. */
    static @Nullable String code(Field field, String written) {
        String wanted = written.strip();
        for (Field.Option option : field.options()) {
            if (option.code().equalsIgnoreCase(wanted)
                    || option.titleRu().equalsIgnoreCase(wanted)
                    || option.titleEn().equalsIgnoreCase(wanted)) {
                return option.code();
            }
        }
        return null;
    }

    /** The first ones, for a message. */
    static String titles(Field field) {
        String first =
                field.options().stream()
                        .limit(MOST_TOLD)
                        .map(Field.Option::titleRu)
                        .collect(Collectors.joining(", "));
        return field.options().size() > MOST_TOLD ? first + ", …" : first;
    }
}

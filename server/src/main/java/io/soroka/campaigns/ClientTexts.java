package io.soroka.campaigns;

import io.soroka.contacts.Field;
import io.soroka.contacts.Fields;
import io.soroka.templates.FieldNames;
import io.soroka.templates.Template;
import io.soroka.templates.Templates;
import java.util.LinkedHashMap;

/** Texts whose variables are fields of a client. */
final class ClientTexts {
    private static final FieldNames NAMES = names();

    private ClientTexts() {}

    static Template compile(String text) {
        return Templates.compile(text, NAMES);
    }

    private static FieldNames names() {
        var names = new LinkedHashMap<String, String>();
        for (Field field : Fields.all()) {
            names.put(field.titleRu(), field.key());
            names.put(field.titleEn(), field.key());
            names.put(field.key(), field.key());
        }
        return FieldNames.of(names);
    }
}

package io.soroka.templates;

import io.soroka.access.Role;
import io.soroka.contacts.Field;
import io.soroka.contacts.FieldCatalogue;
import io.soroka.contacts.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Compiles texts to clients with the fields that there are now. */
@Component
public class ClientTexts {
    private final FieldCatalogue catalogue;

    /** Over the company's fields. */
    public ClientTexts(FieldCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Compiles a text.
     *
     * @throws TemplateException if it can't be, with the place
     */
    public ClientText compile(String text) {
        Fields fields = catalogue.fields();
        Template template = Templates.compile(text, names(fields));
        return new ClientText(template, template.variables().stream().map(fields::get).toList());
    }

    /**
     * Goes on only if somebody with this role may use all fields that a text names; to them the
     * others are unknown. A text that is wrong otherwise passes.
     *
     * @throws TemplateException if not, with the place
     */
    public void requireUsable(String text, Role role) {
        Fields all = catalogue.fields();
        if (compiles(text, all)) {
            var _ = Templates.compile(text, names(all.usableBy(role)));
        }
    }

    private static boolean compiles(String text, Fields fields) {
        try {
            var _ = Templates.compile(text, names(fields));
            return true;
        } catch (TemplateException e) {
            return false;
        }
    }

    /** Whether a text names a field; one that can't be compiled names none. */
    public boolean names(String text, Field field) {
        try {
            return compile(text).fields().stream().anyMatch(one -> one.key().equals(field.key()));
        } catch (TemplateException e) {
            return false;
        }
    }

    /**
     * The names by which texts call fields: keys and titles in both languages. Former titles, and
     * those of fields in the archive, are understood where they are not somebody else's by now.
     */
    static FieldNames names(Fields fields) {
        var names = new LinkedHashMap<String, String>();
        fields.offered().forEach(field -> call(field, names));
        var former = new LinkedHashMap<String, String>();
        for (Field field : fields.every()) {
            if (field.archived()) {
                call(field, former);
            }
            if (!field.standard()) {
                field.synonyms().forEach(name -> former.putIfAbsent(name, field.key()));
            }
        }
        return FieldNames.of(names, former);
    }

    private static void call(Field field, Map<String, String> names) {
        names.putIfAbsent(field.titleRu(), field.key());
        names.putIfAbsent(field.titleEn(), field.key());
        names.putIfAbsent(field.key(), field.key());
    }
}

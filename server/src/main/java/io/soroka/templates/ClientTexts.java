package io.soroka.templates;

import io.soroka.access.Role;
import io.soroka.contacts.Field;
import io.soroka.contacts.FieldCatalogue;
import io.soroka.contacts.Fields;
import io.soroka.selections.Variables;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        return compile(text, null);
    }

    /**
     * Compiles a text that may name a selection's values, too.
     *
     * @throws TemplateException if it can't be, with the place
     */
    public ClientText compile(String text, @Nullable Variables selected) {
        Fields fields = catalogue.fields();
        Template template = Templates.compile(text, names(fields, selected));
        return new ClientText(
                template,
                template.variables().stream().map(key -> field(key, fields, selected)).toList(),
                selected);
    }

    static Field field(String key, Fields fields, @Nullable Variables selected) {
        if (selected != null) {
            for (Field one : selected.fields()) {
                if (one.key().equals(key)) {
                    return one;
                }
            }
        }
        return fields.get(key);
    }

    /**
     * Goes on only if somebody with this role may use all fields that a text names; to them the
     * others are unknown. A text that is wrong otherwise passes.
     *
     * @param selected a selection's values that the text may name; null for none
     * @throws TemplateException if not, with the place
     */
    public void requireUsable(String text, @Nullable Variables selected, Role role) {
        Fields all = catalogue.fields();
        if (compiles(text, all, selected)) {
            var _ = Templates.compile(text, names(all.usableBy(role), selected));
        }
    }

    private static boolean compiles(String text, Fields fields, @Nullable Variables selected) {
        try {
            var _ = Templates.compile(text, names(fields, selected));
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
     * What a selection says of people comes before what is known of them otherwise.
     */
    static FieldNames names(Fields fields, @Nullable Variables selected) {
        var names = new LinkedHashMap<String, String>();
        if (selected != null) {
            selected.fields().forEach(field -> call(field, names));
        }
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

package io.soroka.templates;

import io.soroka.contacts.Client;
import io.soroka.contacts.Field;
import io.soroka.contacts.FieldType;
import io.soroka.contacts.Fields;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** The fields of a client as variables of a text. */
public final class ClientFields {
    /** The names by which texts call them: keys and titles in both languages. */
    public static final FieldNames NAMES = names();

    private ClientFields() {}

    private static FieldNames names() {
        var names = new LinkedHashMap<String, String>();
        for (Field field : Fields.all()) {
            names.put(field.titleRu(), field.key());
            names.put(field.titleEn(), field.key());
            names.put(field.key(), field.key());
        }
        return FieldNames.of(names);
    }

    /**
     * Renders a text for one client.
     *
     * @param zone in which moments are written as days
     * @throws MissingValueException if the client lacks a value and the text has no fallback
     */
    public static String render(Template template, Client client, ValueFormat format, ZoneId zone) {
        var values = new @Nullable CharSequence[template.variables().size()];
        for (int i = 0; i < values.length; i++) {
            Field field = Fields.find(template.variables().get(i)).orElseThrow();
            values[i] = value(client, field, format, zone);
        }
        var text = new StringBuilder();
        template.render(values, text);
        return text.toString();
    }

    private static @Nullable CharSequence value(
            Client client, Field field, ValueFormat format, ZoneId zone) {
        if (field.type() == FieldType.PHONE) {
            return Long.toString(client.msisdn());
        }
        if (field.key().equals("external_id")) {
            return client.externalId();
        }
        Object value = client.values().get(field.key());
        if (value == null) {
            return null;
        }
        return switch (field.type()) {
            case TEXT, PHONE -> value.toString();
            case MONEY -> format.money((BigDecimal) value);
            case NUMBER -> format.number((BigDecimal) value);
            case DATE -> format.date((LocalDate) value);
            case MOMENT -> format.date(LocalDate.ofInstant((Instant) value, zone));
            case YES_NO -> format.yesNo((Boolean) value);
            case ONE_OF ->
                    field.options().stream()
                            .filter(option -> option.code().equals(value))
                            .map(Field.Option::titleRu)
                            .findFirst()
                            .orElse(value.toString());
        };
    }
}

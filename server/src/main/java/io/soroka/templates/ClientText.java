package io.soroka.templates;

import io.soroka.contacts.Client;
import io.soroka.contacts.Field;
import io.soroka.contacts.FieldType;
import io.soroka.platform.Messages;
import io.soroka.selections.Variables;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text whose variables are fields of a client, or values that a selection has for them.
 *
 * @param fields those of the template's variables, in their order
 * @param selected the selection's values that the text may name; null for none
 */
public record ClientText(Template template, List<Field> fields, @Nullable Variables selected) {
    public ClientText {
        fields = List.copyOf(fields);
    }

    /** The run of a selection whose values the text names; null when it names none. */
    public @Nullable Long selectionRun() {
        return selected != null && fields.stream().anyMatch(Variables::isOne)
                ? Long.valueOf(selected.runId())
                : null;
    }

    /** The fields of which somebody may lack a value while nothing stands in for it somewhere. */
    public List<Field> fieldsWithoutFallback() {
        List<String> bare = template.variablesWithoutFallback();
        return fields.stream().filter(field -> bare.contains(field.key())).toList();
    }

    /** The field by which a message says what is missing. */
    public Field field(MissingValueException missing) {
        return fields.stream()
                .filter(field -> field.key().equals(missing.variable()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Renders it for one client.
     *
     * @param own the values that the selection's run has for the client, in its order; null for
     *     none
     * @param zone in which moments are written as days
     * @throws MissingValueException if the client lacks a value and the text has no fallback
     */
    public String render(
            Client client, @Nullable String @Nullable [] own, ValueFormat format, ZoneId zone) {
        var values = new @Nullable CharSequence[fields.size()];
        for (int i = 0; i < values.length; i++) {
            Field field = fields.get(i);
            values[i] =
                    Variables.isOne(field)
                            ? own(field, own, format)
                            : value(client, field, format, zone);
        }
        var text = new StringBuilder();
        template.render(values, text);
        return text.toString();
    }

    private @Nullable CharSequence own(
            Field field, @Nullable String @Nullable [] own, ValueFormat format) {
        int place = selected == null ? -1 : selected.place(field);
        return own == null || place < 0 || place >= own.length
                ? null
                : format.stored(field.type(), own[place]);
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
            case ONE_OF -> chosen(field, List.of(value));
            case MANY_OF -> chosen(field, (List<?>) value);
        };
    }

    /** Options as recipients read them, one after the other. */
    public static String chosen(Field field, List<?> codes) {
        return codes.stream()
                .map(code -> field.titleOf(code.toString(), Messages.RUSSIAN))
                .collect(Collectors.joining(", "));
    }
}

package io.soroka.segments.web;

import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.contacts.Field;
import io.soroka.contacts.FieldCatalogue;
import io.soroka.contacts.FieldType;
import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.segments.Criteria;
import io.soroka.segments.FieldValues;
import java.util.List;
import java.util.Locale;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The fields of clients, how conditions look at them, and the values they have. */
@RestController
@RequestMapping("/api/v1/fields")
class FieldController {
    private final FieldCatalogue catalogue;
    private final FieldValues values;
    private final CurrentUser user;

    FieldController(FieldCatalogue catalogue, FieldValues values, CurrentUser user) {
        this.catalogue = catalogue;
        this.values = values;
        this.user = user;
    }

    record OptionView(String code, String title) {}

    /** What is known of a field: {@code operators} are those of conditions. */
    record FieldView(
            String key,
            String title,
            @OneOf(FieldType.class) String type,
            boolean personal,
            List<OptionView> options,
            List<String> operators) {}

    record FieldList(List<FieldView> items) {}

    record ValueView(String value, String title, long count) {}

    record ValueList(List<ValueView> items, boolean more) {}

    @GetMapping
    FieldList list() {
        Locale language = LocaleContextHolder.getLocale();
        return new FieldList(
                catalogue.fields().offered().stream()
                        .filter(field -> field.isUsableBy(user.user().role()))
                        .map(field -> view(field, language))
                        .toList());
    }

    private static FieldView view(Field field, Locale language) {
        return new FieldView(
                field.key(),
                field.title(language),
                field.type().name().toLowerCase(Locale.ROOT),
                field.personal(),
                field.options().stream()
                        .map(option -> new OptionView(option.code(), option.title(language)))
                        .toList(),
                Criteria.operators(field));
    }

    @GetMapping("/{key}/values")
    ValueList values(@PathVariable String key, @RequestParam(defaultValue = "") String query) {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER);
        Field field = catalogue.find(key).field();
        if (!field.isUsableBy(user.user().role())) {
            throw new ProblemException(404, "not-found");
        }
        FieldValues.Values found = values.of(user.departmentId(), field, query);
        return new ValueList(
                found.items().stream()
                        .map(value ->
                                new ValueView(
                                        value.value(), title(field, value.value()), value.count()))
                        .toList(),
                found.more());
    }

    private static String title(Field field, String value) {
        Locale language = LocaleContextHolder.getLocale();
        if (field.type() == FieldType.YES_NO) {
            return Messages.text(language, value.equals("true") ? "value.yes" : "value.no");
        }
        return field.titleOf(value, language);
    }
}

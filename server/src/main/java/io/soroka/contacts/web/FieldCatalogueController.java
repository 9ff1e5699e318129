package io.soroka.contacts.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.contacts.Field;
import io.soroka.contacts.FieldCatalogue;
import io.soroka.contacts.FieldCatalogue.Listed;
import io.soroka.contacts.FieldType;
import io.soroka.contacts.FieldUse;
import io.soroka.contacts.FieldWanted;
import io.soroka.contacts.PersonalData;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue of clients' fields, for administrators. */
@RestController
@RequestMapping("/api/v1/field-catalogue")
class FieldCatalogueController {
    private final FieldCatalogue catalogue;
    private final List<FieldUse> uses;
    private final CurrentUser user;
    private final Audit audit;

    FieldCatalogueController(
            FieldCatalogue catalogue, List<FieldUse> uses, CurrentUser user, Audit audit) {
        this.catalogue = catalogue;
        this.uses = uses;
        this.user = user;
        this.audit = audit;
    }

    record FieldOption(@Nullable String code, @Nullable String titleRu, @Nullable String titleEn) {}

    /** What a field is to be; see {@link FieldWanted}. */
    record WantedField(
            @Nullable String key,
            @OneOf(FieldType.class) @Nullable String type,
            @Nullable String titleRu,
            @Nullable String titleEn,
            @OneOf(PersonalData.class) @Nullable String personalData,
            @Nullable List<String> readers,
            @Nullable String source,
            @Nullable List<String> synonyms,
            @Nullable List<FieldOption> options,
            @Nullable Integer version) {}

    /** Into the archive or out of it, based on a version. */
    record WantedArchive(@Nullable Boolean archived, @Nullable Integer version) {}

    record OptionSettings(String code, String titleRu, String titleEn) {}

    /**
     * A field as it is treated here.
     *
     * @param filled the share of clients who have a value, 0 to 1, as the database last reckoned
     *     it; null while it has not
     */
    record FieldSettings(
            String key,
            @OneOf(FieldType.class) String type,
            String titleRu,
            String titleEn,
            @OneOf(PersonalData.class) String personalData,
            List<String> readers,
            String source,
            List<String> synonyms,
            List<OptionSettings> options,
            boolean standard,
            boolean archived,
            int version,
            @Nullable Double filled) {}

    record FieldSettingsList(List<FieldSettings> items) {}

    @GetMapping
    FieldSettingsList list() {
        user.require();
        Map<String, Double> filled = catalogue.filled();
        return new FieldSettingsList(
                catalogue.list().stream().map(one -> view(one, filled)).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    FieldSettings add(@RequestBody WantedField wanted) {
        requireEditor();
        Listed added =
                catalogue.add(
                        Objects.requireNonNullElse(wanted.key(), ""),
                        type(wanted.type()),
                        wanted(wanted),
                        user.user().name());
        audit.record("field.added", object(added), details(added.field()));
        return view(added, Map.of());
    }

    @PutMapping("/{key}")
    FieldSettings change(@PathVariable String key, @RequestBody WantedField wanted) {
        requireEditor();
        Field before = catalogue.find(key).field();
        Listed changed =
                catalogue.change(
                        key, version(wanted.version()), wanted(wanted), user.user().name());
        audit.record(
                "field.changed",
                object(changed),
                Audit.change(details(before), details(changed.field())));
        return view(changed, catalogue.filled());
    }

    @PutMapping("/{key}/archived")
    FieldSettings archive(@PathVariable String key, @RequestBody WantedArchive wanted) {
        requireEditor();
        boolean archived = Boolean.TRUE.equals(wanted.archived());
        Listed changed =
                catalogue.archive(key, version(wanted.version()), archived, user.user().name());
        audit.record(archived ? "field.archived" : "field.restored", object(changed), Map.of());
        return view(changed, catalogue.filled());
    }

    /** Removes a field and what clients have in it. */
    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String key) {
        requireEditor();
        Listed field = catalogue.find(key);
        catalogue.remove(key, uses);
        audit.record("field.removed", object(field), details(field.field()));
    }

    /** Fields are the whole company's, in practice too. */
    private void requireEditor() {
        user.require();
        if (user.practice()) {
            throw new ProblemException(409, "fields-in-practice");
        }
    }

    private static String object(Listed listed) {
        return "field:" + listed.field().key();
    }

    private static Map<String, Object> details(Field field) {
        var details = new LinkedHashMap<String, Object>();
        details.put("type", word(field.type()));
        details.put("titleRu", field.titleRu());
        details.put("titleEn", field.titleEn());
        details.put("personalData", field.personalData().code());
        details.put("readers", codes(field));
        details.put("source", field.source());
        details.put("synonyms", field.synonyms());
        details.put("options", field.options().stream().map(Field.Option::code).toList());
        return details;
    }

    private static FieldWanted wanted(WantedField wanted) {
        return new FieldWanted(
                Objects.requireNonNullElse(wanted.titleRu(), ""),
                Objects.requireNonNullElse(wanted.titleEn(), ""),
                personalData(wanted.personalData()),
                Objects.requireNonNullElse(wanted.readers(), List.<String>of()).stream()
                        .map(FieldCatalogueController::role)
                        .collect(Collectors.toSet()),
                Objects.requireNonNullElse(wanted.source(), ""),
                Objects.requireNonNullElse(wanted.synonyms(), List.<String>of()).stream()
                        .filter(Objects::nonNull)
                        .toList(),
                Objects.requireNonNullElse(wanted.options(), List.<FieldOption>of()).stream()
                        .filter(Objects::nonNull)
                        .map(one ->
                                new Field.Option(
                                        Objects.requireNonNullElse(one.code(), ""),
                                        Objects.requireNonNullElse(one.titleRu(), ""),
                                        Objects.requireNonNullElse(one.titleEn(), "")))
                        .toList());
    }

    private static FieldType type(@Nullable String word) {
        return Arrays.stream(FieldType.values())
                .filter(type -> word(type).equals(word))
                .findFirst()
                .orElseThrow(() -> new ProblemException(422, "field-type").at("/type"));
    }

    private static PersonalData personalData(@Nullable String word) {
        return Arrays.stream(PersonalData.values())
                .filter(one -> one.code().equals(word))
                .findFirst()
                .orElseThrow(() -> new ProblemException(422, "field-personal").at("/personalData"));
    }

    private static Role role(@Nullable String code) {
        return Arrays.stream(Role.values())
                .filter(role -> role.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new ProblemException(422, "field-readers").at("/readers"));
    }

    private static int version(@Nullable Integer version) {
        return version == null ? 0 : version;
    }

    private static String word(FieldType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> codes(Field field) {
        return field.readers().stream().map(Role::code).sorted().toList();
    }

    private static FieldSettings view(Listed listed, Map<String, Double> filled) {
        Field field = listed.field();
        return new FieldSettings(
                field.key(),
                word(field.type()),
                field.titleRu(),
                field.titleEn(),
                field.personalData().code(),
                codes(field),
                field.source(),
                field.synonyms(),
                field.options().stream()
                        .map(one -> new OptionSettings(one.code(), one.titleRu(), one.titleEn()))
                        .toList(),
                field.standard(),
                field.archived(),
                listed.version(),
                filled.get(field.column()));
    }
}

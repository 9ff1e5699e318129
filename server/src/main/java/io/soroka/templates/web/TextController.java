package io.soroka.templates.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.contacts.Field;
import io.soroka.contacts.FieldType;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.policy.MessageClass;
import io.soroka.templates.ClientTexts;
import io.soroka.templates.SavedText;
import io.soroka.templates.SavedTexts;
import io.soroka.templates.TemplateException;
import io.soroka.templates.TextCheck;
import io.soroka.templates.TextChecks;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
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
import tools.jackson.databind.JsonNode;

/** Texts kept under a name, and the check of one that is being written. */
@RestController
@RequestMapping("/api/v1/texts")
class TextController {
    private final SavedTexts texts;
    private final TextChecks checks;
    private final ClientTexts clientTexts;
    private final CurrentUser user;
    private final Audit audit;

    TextController(
            SavedTexts texts,
            TextChecks checks,
            ClientTexts clientTexts,
            CurrentUser user,
            Audit audit) {
        this.texts = texts;
        this.checks = checks;
        this.clientTexts = clientTexts;
        this.user = user;
        this.audit = audit;
    }

    record WantedText(
            @Nullable String name,
            @Nullable String text,
            @OneOf(MessageClass.class) @Nullable String messageClass,
            @Nullable String sender) {
        @Override
        public String toString() {
            return "WantedText";
        }
    }

    record TextView(
            String id,
            String name,
            String text,
            @OneOf(MessageClass.class) String messageClass,
            @Nullable String sender,
            Instant changedAt,
            String changedBy) {
        static TextView of(SavedText text) {
            return new TextView(
                    Long.toString(text.id()),
                    text.name(),
                    text.text(),
                    text.messageClass().word(),
                    text.sender(),
                    text.changedAt(),
                    text.changedBy());
        }

        @Override
        public String toString() {
            return "TextView[" + id + "]";
        }
    }

    record TextPage(List<TextView> items, @Nullable String next) {}

    record CheckedText(@Nullable String text, @Nullable JsonNode criteria) {
        @Override
        public String toString() {
            return "CheckedText";
        }
    }

    record OffenderView(int at, int length, String character, @Nullable String replacement) {}

    record VariableView(
            int at,
            int length,
            @Nullable String key,
            @Nullable String title,
            @Nullable String fallback,
            @Nullable Long lacking) {}

    record TextProblemView(int at, int length, String detail) {}

    record TextCheckView(
            @OneOf(words = {"gsm7", "unicode"}) String alphabet,
            int parts,
            int size,
            int capacity,
            List<OffenderView> offenders,
            List<VariableView> variables,
            List<TextProblemView> problems,
            List<SelectedView> selected) {}

    /** What else a text to this audience may name: a value of its selection. */
    record SelectedView(String name, @OneOf(FieldType.class) String type) {}

    @GetMapping
    TextPage list() {
        reads();
        return new TextPage(texts.list(user.scope()).stream().map(TextView::of).toList(), null);
    }

    @GetMapping("/{id}")
    TextView get(@PathVariable long id) {
        reads();
        return TextView.of(find(id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    TextView create(@RequestBody WantedText wanted) {
        user.require(Role.CAMPAIGN_MANAGER);
        SavedText text =
                refusing(() ->
                        texts.create(user.departmentId(), usable(wanted), user.user().name()));
        audit.record("text.created", "text:" + text.id(), Map.of());
        return TextView.of(text);
    }

    @PutMapping("/{id}")
    TextView change(@PathVariable long id, @RequestBody WantedText wanted) {
        user.require(Role.CAMPAIGN_MANAGER);
        SavedText known = find(id);
        SavedText text = refusing(() -> texts.change(known, usable(wanted), user.user().name()));
        audit.record("text.changed", "text:" + id, Map.of());
        return TextView.of(text);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER);
        texts.delete(find(id));
        audit.record("text.deleted", "text:" + id, Map.of());
    }

    @PostMapping("/check")
    TextCheckView check(@RequestBody CheckedText wanted) {
        reads();
        Locale language = LocaleContextHolder.getLocale();
        JsonNode criteria = wanted.criteria();
        TextCheck check =
                checks.check(
                        user.departmentId(),
                        user.user().role(),
                        Objects.requireNonNullElse(wanted.text(), ""),
                        criteria == null || criteria.isNull() ? null : criteria.toString());
        return new TextCheckView(
                check.size().alphabet().name().equals("GSM7") ? "gsm7" : "unicode",
                check.size().parts(),
                check.size().units(),
                check.capacity(),
                check.offenders().stream()
                        .map(one ->
                                new OffenderView(
                                        one.position(),
                                        one.character().length(),
                                        one.character(),
                                        one.replacement()))
                        .toList(),
                check.variables().stream().map(one -> view(one, language)).toList(),
                check.problems().stream()
                        .map(one ->
                                new TextProblemView(
                                        one.what().position(),
                                        one.length(),
                                        one.what().message(language)))
                        .toList(),
                check.selected().stream()
                        .map(one ->
                                new SelectedView(
                                        one.title(language),
                                        one.type().name().toLowerCase(Locale.ROOT)))
                        .toList());
    }

    private static VariableView view(TextCheck.Variable variable, Locale language) {
        Field field = variable.field();
        return new VariableView(
                variable.at(),
                variable.length(),
                field == null ? null : field.key(),
                field == null ? null : field.title(language),
                variable.fallback(),
                variable.lacking());
    }

    /** Fields that its author may not use are unknown to them. */
    private SavedText.Wanted usable(WantedText wanted) {
        SavedText.Wanted text = wanted(wanted);
        clientTexts.requireUsable(text.text(), null, user.user().role());
        return text;
    }

    private static SavedText.Wanted wanted(WantedText wanted) {
        String word = Objects.requireNonNullElse(wanted.messageClass(), "");
        MessageClass messageClass =
                MessageClass.named(word)
                        .orElseThrow(() ->
                                new ProblemException(422, "campaign-bad-class", word)
                                        .at("/messageClass"));
        String sender = wanted.sender();
        return new SavedText.Wanted(
                Objects.requireNonNullElse(wanted.name(), ""),
                Objects.requireNonNullElse(wanted.text(), ""),
                messageClass,
                sender == null || sender.isBlank() ? null : sender.strip());
    }

    private interface Storing {
        SavedText run();
    }

    private static SavedText refusing(Storing storing) {
        try {
            return storing.run();
        } catch (TemplateException e) {
            throw new ProblemException(
                            422, "campaign-bad-text", e.message(LocaleContextHolder.getLocale()))
                    .at("/text");
        }
    }

    private void reads() {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER);
    }

    private SavedText find(long id) {
        return texts.find(user.scope(), id)
                .orElseThrow(() -> new ProblemException(404, "not-found"));
    }
}

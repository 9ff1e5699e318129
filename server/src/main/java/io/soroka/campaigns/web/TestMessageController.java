package io.soroka.campaigns.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.contacts.Client;
import io.soroka.contacts.Clients;
import io.soroka.contacts.Field;
import io.soroka.delivery.MessageState;
import io.soroka.delivery.TestMessages;
import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.platform.Settings;
import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connections;
import io.soroka.routing.Routes;
import io.soroka.selections.Selections;
import io.soroka.selections.Variables;
import io.soroka.templates.ClientText;
import io.soroka.templates.ClientTexts;
import io.soroka.templates.MissingValueException;
import io.soroka.templates.TemplateException;
import io.soroka.templates.ValueFormat;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** "Send it to me": a text on the user's own phone before anybody else gets it. */
@RestController
@RequestMapping("/api/v1/test-messages")
class TestMessageController {
    private final TestMessages tests;
    private final Connections connections;
    private final Clients clients;
    private final Selections selections;
    private final ClientTexts texts;
    private final FieldRights rights;
    private final CurrentUser user;
    private final Audit audit;
    private final Settings company;

    TestMessageController(
            TestMessages tests,
            Connections connections,
            Clients clients,
            Selections selections,
            ClientTexts texts,
            FieldRights rights,
            CurrentUser user,
            Audit audit,
            Settings company) {
        this.tests = tests;
        this.connections = connections;
        this.clients = clients;
        this.selections = selections;
        this.texts = texts;
        this.rights = rights;
        this.user = user;
        this.audit = audit;
        this.company = company;
    }

    record WantedTest(
            @Nullable String text,
            @Nullable String sender,
            @Nullable String exampleClientId,
            @Nullable JsonNode criteria) {
        @Override
        public String toString() {
            return "WantedTest";
        }
    }

    record SentTest(String id) {}

    record TestView(
            String id,
            @OneOf(words = {"queued", "pending", "delivered", "failed", "uncertain"}) String state,
            @Nullable String reason,
            Instant at) {}

    @PostMapping
    SentTest send(@RequestBody WantedTest wanted) {
        user.require(Role.CAMPAIGN_MANAGER);
        Long phone = user.user().phone();
        if (phone == null) {
            throw new ProblemException(409, "no-own-phone");
        }
        String sender = wanted.sender();
        Client example = example(wanted.exampleClientId());
        long id =
                tests.sendSparingly(
                        new TestMessages.Wanted(
                                user.id(),
                                user.departmentId(),
                                phone,
                                rendered(wanted, example),
                                sender == null || sender.isBlank() ? null : sender.strip()),
                        route(phone));
        audit.record(
                "test-message.sent",
                example == null ? null : "client:" + example.id(),
                Map.of("message", Long.toString(id)));
        return new SentTest(Long.toString(id));
    }

    private @Nullable Client example(@Nullable String id) {
        if (id == null) {
            return null;
        }
        try {
            return clients.find(user.departmentId(), Long.parseLong(id))
                    .orElseThrow(TestMessageController::noExample);
        } catch (NumberFormatException e) {
            throw noExample();
        }
    }

    private static ProblemException noExample() {
        return new ProblemException(422, "no-example-client").at("/exampleClientId");
    }

    private String rendered(WantedTest wanted, @Nullable Client example) {
        Locale language = LocaleContextHolder.getLocale();
        String written = Objects.requireNonNullElse(wanted.text(), "");
        JsonNode criteria = wanted.criteria();
        Variables selected =
                criteria == null || criteria.isNull()
                        ? null
                        : selections.variables(user.departmentId(), criteria.toString());
        rights.require(selected, written);
        ClientText text;
        try {
            text = texts.compile(written, selected);
        } catch (TemplateException e) {
            throw new ProblemException(422, "campaign-bad-text", e.message(language)).at("/text");
        }
        try {
            return example == null
                    ? titled(text, language)
                    : text.render(
                            example,
                            selected == null ? null : selections.values(selected, example.id()),
                            ValueFormat.RUSSIAN,
                            company.timeZone());
        } catch (MissingValueException e) {
            String title = text.field(e).title(language);
            throw new ProblemException(422, "campaign-bad-text", e.message(language, title))
                    .at("/text");
        }
    }

    /** Without an example fallbacks stand in, and where there is none the field's own title. */
    private static String titled(ClientText text, Locale language) {
        List<Field> bare = text.fieldsWithoutFallback();
        var values = new @Nullable CharSequence[text.fields().size()];
        for (int i = 0; i < values.length; i++) {
            Field field = text.fields().get(i);
            if (bare.contains(field)) {
                values[i] = field.title(language);
            }
        }
        var written = new StringBuilder();
        text.template().render(values, written);
        return written.toString();
    }

    private ConnectionSettings route(long phone) {
        List<ConnectionSettings> usable = connections.enabled(user.practice());
        int chosen =
                new Routes(usable)
                        .choose(phone)
                        .orElseThrow(() -> new ProblemException(409, "campaign-no-connection"));
        return usable.stream().filter(one -> one.id() == chosen).findFirst().orElseThrow();
    }

    @GetMapping("/{id}")
    TestView progress(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER);
        TestMessages.Progress progress =
                tests.progress(id, user.seesAll() ? null : Long.valueOf(user.id()))
                        .orElseThrow(() -> new ProblemException(404, "not-found"));
        return new TestView(
                Long.toString(id),
                progress.queued() ? "queued" : progress.state().name().toLowerCase(Locale.ROOT),
                reason(progress),
                progress.at());
    }

    private static @Nullable String reason(TestMessages.Progress progress) {
        Locale language = LocaleContextHolder.getLocale();
        if (progress.state() == MessageState.UNCERTAIN) {
            return Messages.text(language, "test-message.uncertain");
        }
        TestMessages.Failure failure = progress.failure();
        if (failure == null) {
            return null;
        }
        String code = failure.code();
        if (failure.refused()) {
            return Messages.text(language, "test-message.refused", code == null ? "?" : code);
        }
        return code == null || code.isBlank()
                ? Messages.text(language, "test-message.undelivered-plain")
                : Messages.text(language, "test-message.undelivered", code);
    }
}

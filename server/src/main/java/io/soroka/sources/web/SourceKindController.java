package io.soroka.sources.web;

import io.soroka.access.CurrentUser;
import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import io.soroka.sources.SourceKind;
import io.soroka.sources.SourceOption;
import io.soroka.sources.Sources;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The kinds of sources there are and what each asks for. */
@RestController
@RequestMapping("/api/v1/source-kinds")
class SourceKindController {
    private final Sources sources;
    private final CurrentUser user;

    SourceKindController(Sources sources, CurrentUser user) {
        this.sources = sources;
        this.user = user;
    }

    record SourceChoice(String code, String title) {}

    record SourceOptionView(
            String key,
            String title,
            String help,
            @OneOf(SourceOption.Type.class) String type,
            @com.fasterxml.jackson.annotation.JsonProperty("default") @Nullable String defaultValue,
            boolean required,
            List<SourceChoice> choices) {}

    record SourceKindView(String kind, String title, List<SourceOptionView> options) {}

    record SourceKindList(List<SourceKindView> items) {}

    @GetMapping
    SourceKindList list() {
        user.require();
        Locale language = LocaleContextHolder.getLocale();
        return new SourceKindList(
                sources.kinds().stream().map(one -> view(one, language)).toList());
    }

    private static SourceKindView view(SourceKind kind, Locale language) {
        String key = "source." + kind.kind();
        return new SourceKindView(
                kind.kind(),
                Messages.text(language, key + ".title"),
                kind.options().stream()
                        .map(option -> view(option, key + "." + option.key(), language))
                        .toList());
    }

    private static SourceOptionView view(SourceOption option, String key, Locale language) {
        return new SourceOptionView(
                option.key(),
                Messages.text(language, key + ".title"),
                Messages.text(language, key + ".help"),
                option.type().word(),
                option.otherwise(),
                option.otherwise() == null,
                option.choices().stream()
                        .map(one -> new SourceChoice(one, Messages.text(language, key + "." + one)))
                        .toList());
    }
}

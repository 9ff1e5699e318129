package io.soroka.delivery.web;

import io.soroka.access.CurrentUser;
import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import io.soroka.providers.Connections;
import io.soroka.providers.Connector;
import io.soroka.providers.ConnectorOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The protocols there are and what each asks for. */
@RestController
@RequestMapping("/api/v1/connection-kinds")
class ConnectionKindController {
    private final Connections connections;
    private final CurrentUser user;

    ConnectionKindController(Connections connections, CurrentUser user) {
        this.connections = connections;
        this.user = user;
    }

    record ChoiceView(String code, String title) {}

    record ConnectorOptionView(
            String key,
            String title,
            String help,
            @OneOf(ConnectorOption.Type.class) String type,
            @com.fasterxml.jackson.annotation.JsonProperty("default") @Nullable String defaultValue,
            @Nullable Integer min,
            @Nullable Integer max,
            boolean required,
            List<ChoiceView> choices,
            boolean advanced) {}

    record KindView(String kind, String title, List<ConnectorOptionView> options) {}

    record KindList(List<KindView> items) {}

    @GetMapping
    KindList list() {
        user.require();
        Locale language = LocaleContextHolder.getLocale();
        return new KindList(
                connections.connectors().stream().map(one -> view(one, language)).toList());
    }

    private static KindView view(Connector connector, Locale language) {
        String key = "connector." + connector.kind();
        return new KindView(
                connector.kind(),
                Messages.text(language, key + ".title"),
                connector.options().stream()
                        .map(option -> view(option, key + "." + option.key(), language))
                        .toList());
    }

    private static ConnectorOptionView view(ConnectorOption option, String key, Locale language) {
        return new ConnectorOptionView(
                option.key(),
                Messages.text(language, key + ".title"),
                Messages.text(language, key + ".help"),
                option.type().word(),
                option.defaultValue(),
                option.min(),
                option.max(),
                option.required(),
                option.type() == ConnectorOption.Type.CHOICE
                        ? option.choices().stream()
                                .map(one ->
                                        new ChoiceView(
                                                one, Messages.text(language, key + "." + one)))
                                .toList()
                        : List.of(),
                option.advanced());
    }
}

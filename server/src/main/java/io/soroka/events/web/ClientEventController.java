package io.soroka.events.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.events.EventKind;
import io.soroka.events.EventKinds;
import io.soroka.events.Events;
import io.soroka.platform.Messages;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What one client did lately. */
@RestController
class ClientEventController {
    private static final int SHOWN = 50;

    private final Events events;
    private final EventKinds kinds;
    private final CurrentUser user;
    private final Audit audit;

    ClientEventController(Events events, EventKinds kinds, CurrentUser user, Audit audit) {
        this.events = events;
        this.kinds = kinds;
        this.user = user;
        this.audit = audit;
    }

    record ClientEventAttribute(String title, String value) {}

    /**
     * An event.
     *
     * @param kind the key of its kind
     * @param title what the kind is called in the reader's language
     * @param amount in roubles
     */
    record ClientEvent(
            String kind,
            String title,
            Instant at,
            @Nullable BigDecimal amount,
            List<ClientEventAttribute> attributes) {}

    record ClientEvents(List<ClientEvent> items) {}

    /** The latest events of a client, the last one first, 50 at the most. */
    @GetMapping("/api/v1/clients/{id}/events")
    ClientEvents latest(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER, Role.AGENT);
        List<Events.Seen> seen = events.latest(id, user.scope(), SHOWN);
        audit.record("client-events.viewed", "client:" + id, Map.of("events", seen.size()));
        Map<Integer, EventKind> byId =
                kinds.all().stream().collect(Collectors.toMap(EventKind::id, Function.identity()));
        boolean english = Messages.isEnglish(LocaleContextHolder.getLocale());
        return new ClientEvents(
                seen.stream()
                        .flatMap(one -> {
                            EventKind kind = byId.get(one.kind());
                            // Made by another server a moment ago.
                            return kind == null ? Stream.of() : Stream.of(view(one, kind, english));
                        })
                        .toList());
    }

    private static ClientEvent view(Events.Seen seen, EventKind kind, boolean english) {
        return new ClientEvent(
                kind.key(),
                english ? kind.titleEn() : kind.titleRu(),
                seen.at(),
                seen.amount(),
                kind.attributes().stream()
                        .filter(one -> seen.attributes().containsKey(one.key()))
                        .map(one ->
                                new ClientEventAttribute(
                                        english ? one.titleEn() : one.titleRu(),
                                        seen.attributes().getOrDefault(one.key(), "")))
                        .toList());
    }
}

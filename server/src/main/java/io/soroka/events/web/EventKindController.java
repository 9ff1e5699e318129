package io.soroka.events.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.events.EventKind;
import io.soroka.events.EventKinds;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The kinds of events. */
@RestController
@RequestMapping("/api/v1/event-kinds")
class EventKindController {
    private final EventKinds kinds;
    private final CurrentUser user;
    private final Audit audit;

    EventKindController(EventKinds kinds, CurrentUser user, Audit audit) {
        this.kinds = kinds;
        this.user = user;
        this.audit = audit;
    }

    record EventAttribute(
            @Nullable String key,
            @Nullable String titleRu,
            @Nullable String titleEn,
            @OneOf(EventKind.Type.class) @Nullable String type) {}

    record WantedEventKind(
            @Nullable String key,
            @Nullable String titleRu,
            @Nullable String titleEn,
            @Nullable List<EventAttribute> attributes,
            @Nullable Boolean archived,
            @Nullable Integer version) {}

    record EventAttributeView(
            String key, String titleRu, String titleEn, @OneOf(EventKind.Type.class) String type) {}

    record EventKindView(
            String key,
            String titleRu,
            String titleEn,
            List<EventAttributeView> attributes,
            boolean archived,
            int version) {}

    @GetMapping
    List<EventKindView> list() {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER);
        return kinds.all().stream().map(EventKindController::view).toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    EventKindView add(@RequestBody WantedEventKind wanted) {
        requireAdministrator();
        EventKind kind = kinds.add(given(wanted.key()), read(wanted), user.user().name());
        audit.record("event-kind.added", "event-kind:" + kind.key(), Map.of());
        return view(kind);
    }

    @PutMapping("/{key}")
    EventKindView change(@PathVariable String key, @RequestBody WantedEventKind wanted) {
        requireAdministrator();
        EventKind kind =
                kinds.change(
                        key,
                        wanted.version() == null ? 0 : wanted.version(),
                        read(wanted),
                        Boolean.TRUE.equals(wanted.archived()),
                        user.user().name());
        audit.record("event-kind.changed", "event-kind:" + key, Map.of());
        return view(kind);
    }

    /** Kinds are everybody's: practice does not change them. */
    private void requireAdministrator() {
        user.require();
        if (user.practice()) {
            throw new ProblemException(409, "event-kinds-in-practice");
        }
    }

    private static EventKinds.Wanted read(WantedEventKind wanted) {
        List<EventKind.Attribute> attributes = new ArrayList<>();
        for (EventAttribute one :
                wanted.attributes() == null ? List.<EventAttribute>of() : wanted.attributes()) {
            attributes.add(
                    new EventKind.Attribute(
                            given(one.key()),
                            given(one.titleRu()).strip(),
                            given(one.titleEn()).strip(),
                            "number".equals(one.type())
                                    ? EventKind.Type.NUMBER
                                    : EventKind.Type.TEXT));
        }
        return new EventKinds.Wanted(given(wanted.titleRu()), given(wanted.titleEn()), attributes);
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static EventKindView view(EventKind kind) {
        return new EventKindView(
                kind.key(),
                kind.titleRu(),
                kind.titleEn(),
                kind.attributes().stream()
                        .map(one ->
                                new EventAttributeView(
                                        one.key(), one.titleRu(), one.titleEn(), one.type().code()))
                        .toList(),
                kind.archived(),
                kind.version());
    }
}

package io.soroka.access.web;

import io.soroka.access.AuditTrail;
import io.soroka.access.CurrentUser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The record of who did what, for administrators. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditController {
    private static final int MOST = 200;

    private final AuditTrail trail;
    private final CurrentUser current;

    AuditController(AuditTrail trail, CurrentUser current) {
        this.trail = trail;
        this.current = current;
    }

    record ActorView(String id, String name) {
        static @Nullable ActorView of(AuditTrail.@Nullable Actor actor) {
            return actor == null ? null : new ActorView(String.valueOf(actor.id()), actor.name());
        }
    }

    record EntryView(
            String id,
            Instant at,
            @Nullable ActorView user,
            @Nullable ActorView key,
            String action,
            @Nullable String object,
            Map<String, Object> details) {
        static EntryView of(AuditTrail.Entry entry) {
            return new EntryView(
                    String.valueOf(entry.id()),
                    entry.at(),
                    ActorView.of(entry.user()),
                    ActorView.of(entry.key()),
                    entry.action(),
                    entry.object(),
                    entry.details());
        }
    }

    record AuditPage(List<EntryView> items, @Nullable String next) {}

    record ActionList(List<String> items) {}

    @GetMapping
    AuditPage list(
            @RequestParam(required = false) @Nullable Long user,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String object,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "50") int limit) {
        current.require();
        int size = Math.clamp(limit, 1, MOST);
        var filter = new AuditTrail.Filter(user, action, object, from, to, before);
        List<EntryView> found = trail.page(filter, size + 1).stream().map(EntryView::of).toList();
        List<EntryView> items = found.subList(0, Math.min(size, found.size()));
        return new AuditPage(items, found.size() > size ? items.getLast().id() : null);
    }

    @GetMapping("/actions")
    ActionList actions() {
        current.require();
        return new ActionList(trail.actions());
    }
}

package io.soroka.events.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.events.Event;
import io.soroka.events.Events;
import io.soroka.platform.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What other systems tell of clients. */
@RestController
@RequestMapping("/api/v1/events")
class EventController {
    private static final int MOST = 10_000;

    private final Events events;
    private final EventReader reader;
    private final CurrentUser user;
    private final Audit audit;

    EventController(Events events, EventReader reader, CurrentUser user, Audit audit) {
        this.events = events;
        this.reader = reader;
        this.user = user;
        this.audit = audit;
    }

    /**
     * An event.
     *
     * @param kind the key of its kind
     * @param clientExternalId the client's id in the telling system; or the phone
     * @param at with its offset
     * @param amount in roubles
     * @param externalId by which it is known; told again, it replaces what was told before
     * @param attributes those of its kind
     */
    record ToldEvent(
            @Nullable String kind,
            @Nullable String clientExternalId,
            @Nullable String phone,
            @Nullable String at,
            @Nullable BigDecimal amount,
            @Nullable String externalId,
            @Nullable Map<String, JsonNode> attributes) {
        @Override
        public String toString() {
            return "ToldEvent[" + kind + "]";
        }
    }

    record ToldEvents(@Nullable List<ToldEvent> items) {}

    /**
     * What became of them.
     *
     * @param unknownClients places in the list, from 0, of those whose client there is not
     */
    record EventResult(int added, int changed, int repeated, List<Integer> unknownClients) {}

    /** Keeps events, all or none; those of unknown clients are named and left out. */
    @Transactional
    @PostMapping
    EventResult tell(@RequestBody ToldEvents told) {
        user.require(Role.CAMPAIGN_MANAGER);
        List<ToldEvent> items = told.items();
        if (items == null || items.isEmpty() || items.size() > MOST) {
            throw new ProblemException(422, "event-none", MOST).at("/items");
        }
        List<Event> read = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            read.add(reader.read(items.get(i), "/items/" + i));
        }
        Events.Told result = events.tell(user.departmentId(), read);
        audit.record(
                "events.told", null, Map.of("added", result.added(), "changed", result.changed()));
        return new EventResult(
                result.added(), result.changed(), result.repeated(), result.strangers());
    }
}

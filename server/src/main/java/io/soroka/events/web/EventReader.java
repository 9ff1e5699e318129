package io.soroka.events.web;

import io.soroka.events.Event;
import io.soroka.events.EventKind;
import io.soroka.events.EventKinds;
import io.soroka.events.EventLimits;
import io.soroka.numbering.NumberResult;
import io.soroka.numbering.Numbers;
import io.soroka.platform.Messages;
import io.soroka.platform.ProblemException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads events as programs tell them. */
@Component
class EventReader {
    private final EventKinds kinds;
    private final Numbers numbers;
    private final Clock clock;

    EventReader(EventKinds kinds, Numbers numbers, Clock clock) {
        this.kinds = kinds;
        this.numbers = numbers;
        this.clock = clock;
    }

    /**
     * Reads one.
     *
     * @param pointer where it stands in the request
     * @throws ProblemException 422 with the place of what is wrong
     */
    Event read(EventController.ToldEvent told, String pointer) {
        EventKind kind =
                kinds.find(told.kind() == null ? "" : told.kind())
                        .orElseThrow(() -> refused("event-kind-unknown", pointer + "/kind"));
        String client = id(told.clientExternalId(), pointer + "/clientExternalId");
        if ((client == null) == (told.phone() == null)) {
            throw refused("event-client", pointer);
        }
        return new Event(
                kind,
                client,
                number(told.phone(), pointer + "/phone"),
                time(told.at(), pointer + "/at"),
                amount(told.amount(), pointer + "/amount"),
                id(told.externalId(), pointer + "/externalId"),
                attributes(kind, told.attributes(), pointer + "/attributes"));
    }

    private static ProblemException refused(String code, String place, Object... arguments) {
        return new ProblemException(422, code, arguments).at(place);
    }

    private static @Nullable String id(@Nullable String told, String place) {
        if (told == null) {
            return null;
        }
        String id = told.strip();
        if (!EventLimits.isId(id)) {
            throw refused("event-external-id", place, EventLimits.LONGEST_ID);
        }
        return id;
    }

    private @Nullable Long number(@Nullable String told, String place) {
        if (told == null) {
            return null;
        }
        return switch (numbers.parse(told)) {
            case NumberResult.Accepted accepted -> accepted.msisdn();
            case NumberResult.Refused _ -> throw refused("event-client", place);
        };
    }

    private Instant time(@Nullable String told, String place) {
        try {
            Instant at = OffsetDateTime.parse(told == null ? "" : told).toInstant();
            if (EventLimits.isTime(at, clock.instant())) {
                return at;
            }
        } catch (DateTimeException e) {
            // Answered below, as a time out of range is.
        }
        throw refused("event-time", place);
    }

    private static @Nullable BigDecimal amount(@Nullable BigDecimal told, String place) {
        if (told == null) {
            return null;
        }
        if (!EventLimits.isAmount(told)) {
            throw refused("event-amount", place);
        }
        return told;
    }

    private static Map<String, Object> attributes(
            EventKind kind, @Nullable Map<String, JsonNode> told, String place) {
        var attributes = new LinkedHashMap<String, Object>();
        if (told != null) {
            told.forEach((key, value) -> {
                if (!value.isNull()) {
                    EventKind.Type type =
                            kind.attribute(key)
                                    .orElseThrow(() ->
                                            refused("event-attribute-unknown", place + "/" + key))
                                    .type();
                    attributes.put(key, value(type, key, value, place + "/" + key));
                }
            });
        }
        return attributes;
    }

    private static Object value(EventKind.Type type, String key, JsonNode value, String place) {
        switch (type) {
            case TEXT -> {
                String text = value.isString() ? value.stringValue().strip() : "";
                if (EventLimits.isText(text)) {
                    return text;
                }
            }
            case NUMBER -> {
                BigDecimal number = value.isNumber() ? value.decimalValue() : null;
                if (number != null && EventLimits.isNumber(number)) {
                    return number;
                }
            }
        }
        throw refused(
                "event-attribute",
                place,
                key,
                Messages.text(
                        LocaleContextHolder.getLocale(),
                        "event.attribute." + type.code(),
                        String.valueOf(EventLimits.LONGEST_TEXT)));
    }
}

package io.soroka.events;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a client did, as another system tells it.
 *
 * @param clientExternalId the client's id in that system; null where the number tells who it was
 * @param msisdn the client's number; null where the id tells
 * @param amount in roubles, with two decimals; null where there is none
 * @param externalId by which the other system knows it; told again, it replaces what was told
 *     before. Null where it has none: then every telling is another event
 * @param attributes by key: texts and numbers
 */
public record Event(
        EventKind kind,
        @Nullable String clientExternalId,
        @Nullable Long msisdn,
        Instant at,
        @Nullable BigDecimal amount,
        @Nullable String externalId,
        Map<String, Object> attributes) {
    public Event {
        attributes = Map.copyOf(attributes);
    }

    @Override
    public String toString() {
        return "Event[" + kind.key() + "]";
    }
}

package io.soroka.segments;

import io.soroka.access.Masking;
import io.soroka.contacts.Client;
import io.soroka.numbering.Zones;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A client as lists of people show one.
 *
 * @param name null when the record has none
 * @param phone whole or masked, as the current user may see it
 * @param localTime what their clock shows, such as 10:42; null when nothing tells
 */
public record PersonView(
        String id,
        @Nullable String name,
        String phone,
        @Nullable String city,
        @Nullable String localTime) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    /** The view of a client for the current user. */
    public static PersonView of(Client client, Masking masking, Clock clock) {
        Map<String, Object> values = client.values();
        return new PersonView(
                Long.toString(client.id()),
                name(values),
                masking.phone(client.msisdn()),
                (String) values.get("city"),
                Zones.find(
                                (String) values.get("time_zone"),
                                (String) values.get("region"),
                                client.msisdn())
                        .map(zone -> TIME.format(clock.instant().atZone(zone)))
                        .orElse(null));
    }

    private static @Nullable String name(Map<String, Object> values) {
        if (values.get("full_name") instanceof String full) {
            return full;
        }
        String name =
                Stream.of("first_name", "last_name")
                        .map(values::get)
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .collect(Collectors.joining(" "));
        return name.isEmpty() ? null : name;
    }

    /** Leaves name and number out. */
    @Override
    public String toString() {
        return "PersonView[" + id + "]";
    }
}

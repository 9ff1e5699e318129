package io.soroka.segments;

import io.soroka.access.Masking;
import io.soroka.contacts.Client;
import io.soroka.numbering.Zones;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client as lists of people show one.
 *
 * @param name family name first, as the current user may see it; null when the record has none
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
                masking.name(client.name()),
                masking.phone(client.msisdn()),
                (String) values.get("city"),
                Zones.find(
                                (String) values.get("time_zone"),
                                (String) values.get("region"),
                                client.msisdn())
                        .map(zone -> TIME.format(clock.instant().atZone(zone)))
                        .orElse(null));
    }

    /** Leaves name and number out. */
    @Override
    public String toString() {
        return "PersonView[" + id + "]";
    }
}

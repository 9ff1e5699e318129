package io.soroka.campaigns.web;

import io.soroka.access.Masking;
import io.soroka.campaigns.Person;
import io.soroka.platform.Messages;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** People and the places they live in, as the current user may see them. */
@Component
class PersonViews {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    /** Zones that have a name of ours: the cities that people here know them by. */
    private static final Set<String> NAMED =
            Set.of(
                    "Europe/Kaliningrad",
                    "Europe/Moscow",
                    "Europe/Samara",
                    "Asia/Yekaterinburg",
                    "Asia/Omsk",
                    "Asia/Krasnoyarsk",
                    "Asia/Novosibirsk",
                    "Asia/Irkutsk",
                    "Asia/Yakutsk",
                    "Asia/Vladivostok",
                    "Asia/Magadan",
                    "Asia/Kamchatka",
                    "Asia/Almaty",
                    "Europe/Minsk");

    private final Masking masking;
    private final Clock clock;

    PersonViews(Masking masking, Clock clock) {
        this.masking = masking;
        this.clock = clock;
    }

    /** A client as lists show one; name and number as the reader may see them. */
    record View(
            String id,
            @Nullable String name,
            String phone,
            @Nullable String city,
            @Nullable String localTime) {}

    @Nullable View of(@Nullable Person person) {
        if (person == null) {
            return null;
        }
        ZoneId zone = person.zone();
        return new View(
                Long.toString(person.id()),
                name(person),
                phone(person),
                person.city(),
                zone == null ? null : localTime(zone));
    }

    @Nullable String name(Person person) {
        return masking.name(person.name());
    }

    String phone(Person person) {
        return masking.phone(person.msisdn());
    }

    /** A text to this person as the reader may see it. */
    String text(Person person, String text) {
        return masking.text(text, person.msisdn());
    }

    String localTime(ZoneId zone) {
        return TIME.format(clock.instant().atZone(zone));
    }

    static String title(ZoneId zone, Locale language) {
        return NAMED.contains(zone.getId())
                ? Messages.text(language, "zone." + zone.getId())
                : zone.getDisplayName(TextStyle.FULL, language);
    }
}

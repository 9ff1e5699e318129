package io.soroka.numbering;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a person's clock stands: by the zone in the record, else by the region, else by the number.
 * A Russian mobile number does not tell: its owner keeps it wherever they move.
 */
public final class Zones {
    /** Beginnings of region names, in lower case without ё, by zone. */
    private static final Map<String, String> REGIONS =
            Map.ofEntries(
                    Map.entry("Europe/Kaliningrad", "калининград"),
                    Map.entry(
                            "Europe/Moscow",
                            "москва, московск, санкт-петербург, ленинградск, адыгея, архангельск, белгородск, брянск, владимирск,"
                                    + " вологодск, воронежск, дагестан, донецк, запорожск, ивановск, ингушет, кабардино, калмык, калужск,"
                                    + " карачаево, карел, кировск, коми, костромск, краснодарск, крым, курск, липецк, луганск, марий,"
                                    + " мордов, мурманск, ненецк, нижегородск, новгородск, орловск, пензенск, псковск, ростовск, рязанск,"
                                    + " севастополь, северная осет, смоленск, ставропольск, тамбовск, татарстан, тверск, тульск, херсонск,"
                                    + " чечен, чечня, чуваш, ярославск, волгоградск"),
                    Map.entry("Europe/Samara", "самарск, удмурт, астраханск, саратовск, ульяновск"),
                    Map.entry(
                            "Asia/Yekaterinburg",
                            "башкорт, башкир, пермск, свердловск, челябинск, курганск, оренбургск, тюменск, ханты, югра, ямал"),
                    Map.entry("Asia/Omsk", "омск"),
                    Map.entry(
                            "Asia/Krasnoyarsk",
                            "красноярск, алтай, хакас, тыва, тува, кемеровск, кузбасс, новосибирск, томск"),
                    Map.entry("Asia/Irkutsk", "иркутск, бурят"),
                    Map.entry("Asia/Yakutsk", "якут, саха, амурск, забайкальск"),
                    Map.entry("Asia/Vladivostok", "приморск, хабаровск, еврейск"),
                    Map.entry("Asia/Magadan", "магаданск, сахалинск"),
                    Map.entry("Asia/Kamchatka", "камчат, чукот"));

    /** Country codes of countries with one time. */
    private static final Map<String, String> COUNTRIES =
            Map.ofEntries(
                    Map.entry("76", "Asia/Almaty"),
                    Map.entry("77", "Asia/Almaty"),
                    Map.entry("375", "Europe/Minsk"),
                    Map.entry("373", "Europe/Chisinau"),
                    Map.entry("374", "Asia/Yerevan"),
                    Map.entry("380", "Europe/Kyiv"),
                    Map.entry("992", "Asia/Dushanbe"),
                    Map.entry("993", "Asia/Ashgabat"),
                    Map.entry("994", "Asia/Baku"),
                    Map.entry("995", "Asia/Tbilisi"),
                    Map.entry("996", "Asia/Bishkek"),
                    Map.entry("998", "Asia/Tashkent"),
                    Map.entry("370", "Europe/Vilnius"),
                    Map.entry("371", "Europe/Riga"),
                    Map.entry("372", "Europe/Tallinn"),
                    Map.entry("972", "Asia/Jerusalem"),
                    Map.entry("90", "Europe/Istanbul"),
                    Map.entry("49", "Europe/Berlin"));

    private static final Map<String, ZoneId> BY_REGION = byRegion();

    private Zones() {}

    private static Map<String, ZoneId> byRegion() {
        var zones = new HashMap<String, ZoneId>();
        REGIONS.forEach((zone, names) -> {
            for (String name : names.split(",\\s*", -1)) {
                zones.put(name, ZoneId.of(zone));
            }
        });
        return Map.copyOf(zones);
    }

    /**
     * The zone of a person; none when nothing tells.
     *
     * @param timeZone what stands in the record, an id such as Asia/Omsk
     * @param region the region's name as people write it
     * @param msisdn digits of the number, or its first three
     */
    public static Optional<ZoneId> find(
            @Nullable String timeZone, @Nullable String region, long msisdn) {
        return ofRecord(timeZone).or(() -> ofRegion(region)).or(() -> ofNumber(msisdn));
    }

    private static Optional<ZoneId> ofRecord(@Nullable String timeZone) {
        if (timeZone == null || timeZone.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(timeZone.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> ofRegion(@Nullable String region) {
        if (region == null || region.isBlank()) {
            return Optional.empty();
        }
        String plain = region.strip().toLowerCase(Locale.ROOT).replace('ё', 'е');
        for (String kind : new String[] {"республика ", "респ. ", "респ ", "г. ", "город "}) {
            if (plain.startsWith(kind)) {
                plain = plain.substring(kind.length()).strip();
            }
        }
        for (int length = plain.length(); length > 2; length--) {
            ZoneId zone = BY_REGION.get(plain.substring(0, length));
            if (zone != null) {
                return Optional.of(zone);
            }
        }
        return Optional.empty();
    }

    private static Optional<ZoneId> ofNumber(long msisdn) {
        String digits = Long.toString(msisdn);
        for (int length = Math.min(3, digits.length()); length > 1; length--) {
            String zone = COUNTRIES.get(digits.substring(0, length));
            if (zone != null) {
                return Optional.of(ZoneId.of(zone));
            }
        }
        return Optional.empty();
    }
}

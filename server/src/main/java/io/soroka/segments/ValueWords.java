package io.soroka.segments;

import io.soroka.access.Role;
import io.soroka.contacts.Client;
import io.soroka.contacts.Field;
import io.soroka.platform.Messages;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a client's values for somebody who looks at conditions. A day that the conditions count
 * from today is written so: "12 days ago".
 */
public final class ValueWords {
    private static final String HIDDEN = "•••";
    private static final int DAYS_OF_A_YEAR = 365;

    private final Locale language;
    private final LocalDate today;
    private final ZoneId zone;
    private final Set<Field> countedInDays;
    private final DateTimeFormatter day;
    private final Role reader;

    /**
     * @param reader the role of whoever reads
     */
    ValueWords(
            Locale language, LocalDate today, ZoneId zone, Set<Field> countedInDays, Role reader) {
        this.language = Messages.isEnglish(language) ? Messages.ENGLISH : Messages.RUSSIAN;
        this.today = today;
        this.zone = zone;
        this.countedInDays = countedInDays;
        this.reader = reader;
        this.day =
                Messages.isEnglish(language)
                        ? DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH)
                        : DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT);
    }

    /**
     * What a client has in a field, or dots if the reader may not see it; null when it is empty.
     */
    public @Nullable String of(Client client, Field field) {
        if (field.key().equals("external_id")) {
            return client.externalId();
        }
        Object value = client.values().get(field.key());
        if (value == null) {
            return null;
        }
        return field.isSeenBy(reader) ? written(field, value) : HIDDEN;
    }

    /**
     * What a client has in some fields: the bare value of a single one, each with its title of
     * several; null when all are empty.
     */
    public @Nullable String of(Client client, List<Field> fields) {
        if (fields.size() == 1) {
            return of(client, fields.getFirst());
        }
        List<String> filled =
                fields.stream()
                        .filter(field -> of(client, field) != null)
                        .map(field -> field.title(language) + ": " + of(client, field))
                        .toList();
        return filled.isEmpty() ? null : String.join("; ", filled);
    }

    private String written(Field field, Object value) {
        return switch (field.type()) {
            case TEXT, PHONE -> value.toString();
            case MONEY -> Messages.text(language, "value.money", number((BigDecimal) value, true));
            case NUMBER -> number((BigDecimal) value, false);
            case DATE -> day(field, (LocalDate) value);
            case MOMENT -> day(field, LocalDate.ofInstant((Instant) value, zone));
            case YES_NO -> Messages.text(language, (Boolean) value ? "value.yes" : "value.no");
            case ONE_OF -> field.titleOf(value.toString(), language);
            case MANY_OF ->
                    ((List<?>) value)
                            .stream()
                                    .map(code -> field.titleOf(code.toString(), language))
                                    .collect(Collectors.joining(", "));
        };
    }

    /** Thousands stand apart by a no-break space, for this is read on a screen and never sent. */
    private String number(BigDecimal value, boolean money) {
        NumberFormat format = NumberFormat.getInstance(language);
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        format.setMinimumFractionDigits(money && !whole ? 2 : 0);
        format.setMaximumFractionDigits(money ? 2 : 6);
        return format.format(value);
    }

    private String day(Field field, LocalDate date) {
        if (!countedInDays.contains(field)) {
            return day.format(date);
        }
        long days = ChronoUnit.DAYS.between(date, today);
        if (days == 0) {
            return Messages.text(language, "value.today");
        }
        String span = span(days > 0 ? date : today, days > 0 ? today : date, Math.abs(days));
        return Messages.text(language, days > 0 ? "value.ago" : "value.ahead", span);
    }

    private String span(LocalDate from, LocalDate to, long days) {
        if (days < DAYS_OF_A_YEAR) {
            return Messages.counted(language, "value.days", days);
        }
        Period period = Period.between(from, to);
        String years = Messages.counted(language, "value.years", period.getYears());
        return period.getMonths() == 0
                ? years
                : Messages.text(
                        language, "value.years-months", years, String.valueOf(period.getMonths()));
    }
}

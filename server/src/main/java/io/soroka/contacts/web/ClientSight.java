package io.soroka.contacts.web;

import io.soroka.access.CurrentUser;
import io.soroka.access.Masking;
import io.soroka.access.Role;
import io.soroka.contacts.Field;
import io.soroka.contacts.FieldType;
import io.soroka.platform.Messages;
import io.soroka.platform.Settings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the current user may see of a client, written as people read it. */
@Component
class ClientSight {

    static final Role[] READERS = {Role.CAMPAIGN_MANAGER, Role.APPROVER, Role.AGENT, Role.ANALYST};

    private static final String HIDDEN = "•••";

    private final Masking masking;
    private final CurrentUser user;
    private final ZoneId zone;

    ClientSight(Masking masking, CurrentUser user, Settings settings) {
        this.masking = masking;
        this.user = user;
        this.zone = settings.timeZone();
    }

    /** Whether the user sees what is personal. */
    boolean seesPeople() {
        return masking.seesPeople();
    }

    String phone(long msisdn) {
        return masking.phone(msisdn);
    }

    @Nullable String name(@Nullable String name) {
        return masking.name(name);
    }

    /** A field's value in the user's language, or dots. */
    String value(Field field, Object value, Locale locale) {
        if (!field.isSeenBy(user.user().role())) {
            return HIDDEN;
        }
        boolean english = Messages.isEnglish(locale);
        return switch (value) {
            case Boolean yes -> yesOrNo(yes, english);
            case BigDecimal number ->
                    number(
                            number,
                            field.type() == FieldType.MONEY ? "#,##0.00 ₽" : "#,##0.######",
                            english);
            case LocalDate day -> day(english).format(day);
            case Instant moment -> moment(english).format(moment.atZone(zone));
            case Collection<?> codes ->
                    codes.stream()
                            .map(code -> field.titleOf(code.toString(), locale))
                            .collect(Collectors.joining(", "));
            default -> field.titleOf(value.toString(), locale);
        };
    }

    /** The same for programs: ISO dates, plain numbers; null when it is hidden. */
    @Nullable String raw(Field field, Object value) {
        if (!field.isSeenBy(user.user().role())) {
            return null;
        }
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case Collection<?> codes ->
                    codes.stream().map(Object::toString).collect(Collectors.joining(","));
            default -> value.toString();
        };
    }

    private static String yesOrNo(boolean yes, boolean english) {
        if (english) {
            return yes ? "yes" : "no";
        }
        return yes ? "да" : "нет";
    }

    private static String number(BigDecimal number, String pattern, boolean english) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setGroupingSeparator(english ? ',' : '\u00a0');
        symbols.setDecimalSeparator(english ? '.' : ',');
        symbols.setMinusSign('−');
        DecimalFormat format = new DecimalFormat(pattern.replace(' ', '\u00a0'), symbols);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format.format(number);
    }

    private static DateTimeFormatter day(boolean english) {
        return english
                ? DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH)
                : DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT);
    }

    private static DateTimeFormatter moment(boolean english) {
        return english
                ? DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH)
                : DateTimeFormatter.ofPattern("dd.MM.uuuu, HH:mm", Locale.ROOT);
    }
}

package io.soroka.access;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the current user may see of people. Telephone numbers: whole for administrators and agents,
 * who talk to people, masked for everyone else and for programs. Names and what else is personal:
 * for whoever works with people, not for those who approve, analyse or watch.
 */
@Component
public class Masking {
    private static final int RUSSIAN_DIGITS = 11;
    private static final int SHOWN = 4;

    private final CurrentUser current;

    Masking(CurrentUser current) {
        this.current = current;
    }

    /**
     * A number as the current user may see it.
     *
     * @param msisdn digits with the country code, without plus
     */
    public String phone(long msisdn) {
        return seesNumbers() ? full(msisdn) : masked(msisdn);
    }

    /**
     * A text to somebody as the current user may see it: their number, which a text may name, with
     * all but its last four digits hidden. It stays as long as it was.
     */
    public String text(String text, long msisdn) {
        if (seesNumbers()) {
            return text;
        }
        String digits = Long.toString(msisdn);
        int hidden = Math.max(0, digits.length() - SHOWN);
        return text.replace(digits, "·".repeat(hidden) + digits.substring(hidden));
    }

    /** Whether the current user sees what is personal, numbers apart. */
    public boolean seesPeople() {
        return current.user().role().seesPeople();
    }

    /** A name as the current user may see it: whole, or the first letter of each word. */
    public @Nullable String name(@Nullable String name) {
        if (name == null || seesPeople()) {
            return name;
        }
        return Stream.of(name.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, word.offsetByCodePoints(0, 1)) + "•••")
                .collect(Collectors.joining(" "));
    }

    /** Whether the current user sees whole numbers. */
    public boolean seesNumbers() {
        return switch (current.user().role()) {
            case ADMINISTRATOR, AGENT -> true;
            case CAMPAIGN_MANAGER, APPROVER, ANALYST, ALERT_OPERATOR -> false;
        };
    }

    /** The whole number, such as "+7 916 123-45-67"; of other countries "+375291234567". */
    public static String full(long msisdn) {
        String d = Long.toString(msisdn);
        return isRussian(d)
                ? "+7 %s %s-%s-%s"
                        .formatted(
                                d.substring(1, 4),
                                d.substring(4, 7),
                                d.substring(7, 9),
                                d.substring(9))
                : "+" + d;
    }

    /** The last four digits, such as "+7 ··· ··· 45-67"; of other countries "+··· ··· 45-67". */
    public static String masked(long msisdn) {
        String d = Long.toString(msisdn);
        String end = d.length() < 2 * SHOWN ? "··-··" : d.substring(d.length() - SHOWN);
        String shown = end.length() == SHOWN ? end.substring(0, 2) + "-" + end.substring(2) : end;
        return (isRussian(d) ? "+7 ··· ··· " : "+··· ··· ") + shown;
    }

    private static boolean isRussian(String digits) {
        return digits.length() == RUSSIAN_DIGITS && digits.startsWith("7");
    }
}

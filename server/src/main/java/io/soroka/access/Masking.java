package io.soroka.access;

import org.springframework.stereotype.Component;

/**
 * Shows telephone numbers: whole to administrators and agents, who talk to people, masked to
 * everyone else and to programs.
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

package io.soroka.delivery;

import io.soroka.delivery.Fates.Cause;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why messages fail, roughly: what a person would do about it. */
public enum FailureKind {
    /** The number is out of service for good or never existed: sending again is in vain. */
    GONE(1),
    /** The phone was off, out of reach, busy or full. */
    ABSENT(2),
    /** The operator or the subscriber's network does not let it through. */
    REFUSED(3),
    /** Its time was up. */
    EXPIRED(4),
    /** Something else, or nobody says. */
    OTHER(5);

    /** The words of all, as conditions name them. */
    public static final List<String> WORDS =
            Arrays.stream(values()).map(FailureKind::word).toList();

    /** The status of a number that can't exist. */
    private static final String NO_SUCH_NUMBER = "0x0B";

    /** Errors of the mobile network (3GPP TS 29.002) of a number that nobody has. */
    private static final Set<Integer> NOBODYS = Set.of(1, 5, 11);

    /** Those of a phone that can't take anything now. */
    private static final Set<Integer> UNREACHED = Set.of(6, 27, 31, 32, 33);

    /** Those of a barred subscriber, phone or service. */
    private static final Set<Integer> BARRED = Set.of(9, 12, 13, 21);

    private final int code;

    FailureKind(int code) {
        this.code = code;
    }

    /** The number that stands in the database; never reused. */
    public int code() {
        return code;
    }

    /** The word used over the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What stands behind a cause.
     *
     * @param cause of a message that failed; null when its run was stopped halfway
     */
    public static FailureKind of(@Nullable Cause cause) {
        if (cause == null) {
            return OTHER;
        }
        return switch (cause.kind()) {
            case REFUSED -> NO_SUCH_NUMBER.equals(cause.code()) ? GONE : REFUSED;
            case UNDELIVERED -> ofNetwork(cause.code(), OTHER);
            case REJECTED -> ofNetwork(cause.code(), REFUSED);
            case EXPIRED -> EXPIRED;
            case DELETED, UNKNOWN, GIVEN_UP -> OTHER;
        };
    }

    private static FailureKind ofNetwork(@Nullable String code, FailureKind otherwise) {
        int error = networkError(code);
        if (NOBODYS.contains(error)) {
            return GONE;
        }
        if (UNREACHED.contains(error)) {
            return ABSENT;
        }
        return BARRED.contains(error) ? REFUSED : otherwise;
    }

    /** The error that a receipt brings; 0 when it brings none, -1 when it is no number. */
    public static int networkError(@Nullable String code) {
        try {
            return code == null || code.isBlank() ? 0 : Integer.parseInt(code.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}

package io.soroka.campaigns;

import io.soroka.delivery.FailureKind;
import io.soroka.delivery.Fates;
import io.soroka.delivery.Fates.Cause;
import io.soroka.platform.Messages;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody did not get a message, in words. Of the operators' codes those are translated that
 * mean the same everywhere: statuses of SMPP, and errors of the mobile network (3GPP TS 29.002).
 */
public final class Reasons {
    /** Statuses that a person can do something about, or at least understand. */
    private static final Set<String> STATUSES =
            Set.of(
                    "0x01", "0x08", "0x0A", "0x0B", "0x14", "0x45", "0x48", "0x50", "0x58", "0x61",
                    "0x62", "0x64", "0x65", "0x66", "0xFE", "0x101");

    /** Errors that receipts bring. */
    private static final Set<Integer> NETWORK_ERRORS =
            Set.of(1, 5, 6, 9, 11, 12, 13, 21, 27, 31, 32, 33, 34);

    private Reasons() {}

    /**
     * Why somebody is where they are.
     *
     * @param code a stable name for programs
     * @param text in the reader's language
     */
    public record Reason(String code, String text) {}

    /** The reason of a line; null where the state says it all. */
    public static @Nullable Reason of(RunPeople.Line line, Locale language) {
        if (line.suppressed() != null) {
            String word = line.suppressed().word();
            return new Reason(word, Messages.text(language, "suppressed." + word));
        }
        Fates.Fate fate = line.fate();
        return fate == null ? null : of(fate, line.connection(), language);
    }

    /** The reason of a message's fate; null where the state says it all. */
    public static @Nullable Reason of(
            Fates.Fate fate, @Nullable String connection, Locale language) {
        return switch (PersonState.of(fate)) {
            case FAILED, UNCERTAIN -> of(fate.cause(), connection, language);
            case CANCELLED -> new Reason("stopped", Messages.text(language, "failed.stopped"));
            case QUEUED, PENDING, DELIVERED, SUPPRESSED -> null;
        };
    }

    static Reason of(@Nullable Cause cause, @Nullable String connection, Locale language) {
        if (cause == null) {
            return new Reason("stopped-halfway", Messages.text(language, "failed.stopped-halfway"));
        }
        String operator = Objects.requireNonNullElse(connection, "?");
        return switch (cause.kind()) {
            case REFUSED -> refused(cause.code(), operator, language);
            case UNDELIVERED, REJECTED -> undelivered(cause, operator, language);
            case EXPIRED -> new Reason("expired", Messages.text(language, "failed.expired"));
            case DELETED -> new Reason("deleted", Messages.text(language, "failed.deleted"));
            case UNKNOWN -> new Reason("unknown", Messages.text(language, "failed.unknown"));
            case GIVEN_UP -> new Reason("given-up", Messages.text(language, "failed.given-up"));
        };
    }

    /** What a status of a refusal means; null when it is not among those that people understand. */
    public static @Nullable String ofStatus(String code, Locale language) {
        return STATUSES.contains(code) ? Messages.text(language, "failed." + code) : null;
    }

    /**
     * What a receipt's error means; null when it is none of those that mean the same everywhere.
     */
    public static @Nullable String ofNetworkError(String code, Locale language) {
        int number = FailureKind.networkError(code);
        return NETWORK_ERRORS.contains(number)
                ? Messages.text(language, "failed.network-" + number)
                : null;
    }

    private static Reason refused(@Nullable String code, String operator, Locale language) {
        if (code == null) {
            return new Reason("refused", Messages.text(language, "failed.refused", operator));
        }
        return new Reason(
                code,
                STATUSES.contains(code)
                        ? Messages.text(language, "failed." + code)
                        : Messages.text(language, "failed.other", code, operator));
    }

    private static Reason undelivered(Cause cause, String operator, Locale language) {
        String kind = cause.kind().name().toLowerCase(Locale.ROOT);
        String code = cause.code();
        int number = FailureKind.networkError(code);
        if (code == null || number == 0) {
            return new Reason(kind, Messages.text(language, "failed." + kind));
        }
        return new Reason(
                kind + "-" + code,
                NETWORK_ERRORS.contains(number)
                        ? Messages.text(language, "failed.network-" + number)
                        : Messages.text(language, "failed.other", code, operator));
    }
}

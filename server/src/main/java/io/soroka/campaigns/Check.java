package io.soroka.campaigns;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a launch would do, and what is to be said about it.
 *
 * @param forecast null while it is not said whom it goes to
 * @param startsAt when it would start; null when it can't
 * @param finishAt when the last message would be handed over; null when it can't start
 */
public record Check(
        @Nullable Forecast forecast,
        List<Item> items,
        @Nullable Instant startsAt,
        @Nullable Instant finishAt) {
    /** How grave something is. */
    public enum Level {
        /** It can't be launched before this is mended. */
        BLOCK,
        /** It can, once the person has taken note. */
        WARN,
        /** All is well. */
        OK
    }

    /**
     * Something to be said.
     *
     * @param code a stable name for programs
     * @param text in the reader's language
     * @param step where in the assistant it is mended
     */
    public record Item(String code, Level level, String text, Campaign.Step step) {}
}

package io.soroka.campaigns.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soroka.campaigns.Campaign.Step;
import io.soroka.campaigns.CampaignRefused;
import io.soroka.campaigns.CampaignRefused.Reason;
import io.soroka.campaigns.Draft;
import io.soroka.platform.OneOf;
import io.soroka.policy.MessageClass;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A draft as the interface sends it; whatever is missing is as in a new one. */
record DraftView(
        @Nullable String name,
        @OneOf(MessageClass.class) @Nullable String messageClass,
        @Nullable String sender,
        @Nullable String text,
        @Nullable String textId,
        @Nullable AudienceView audience,
        @OneOf(words = {"live", "frozen"}) @Nullable String list,
        @Nullable When when,
        @Nullable Integer perMinute,
        @OneOf(Step.class) @Nullable String step,
        @Nullable Integer version) {

    /**
     * When it starts.
     *
     * @param kind now or at
     * @param at the moment, in the latter case
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record When(@OneOf(words = {"now", "at"}) @Nullable String kind, @Nullable String at) {
        static When of(@Nullable Instant startAt) {
            return startAt == null ? new When("now", null) : new When("at", startAt.toString());
        }

        private @Nullable Instant startAt() {
            if (!"at".equals(kind)) {
                return null;
            }
            try {
                return Instant.parse(Objects.requireNonNullElse(at, ""));
            } catch (DateTimeException e) {
                throw CampaignRefused.because(Reason.BAD_TIME).at("/when/at");
            }
        }
    }

    static final DraftView EMPTY =
            new DraftView(null, null, null, null, null, null, null, null, null, null, null);

    Draft draft(String nameOtherwise) {
        return new Draft(
                name == null ? nameOtherwise : name.strip(),
                messageClass == null ? MessageClass.ADVERTISING : messageClass(messageClass),
                sender == null || sender.isBlank() ? null : sender.strip(),
                text == null ? "" : text,
                textId == null ? null : Long.valueOf(Words.id(textId, Reason.NOT_FOUND)),
                audience == null ? null : audience.whom(),
                !"live".equals(list),
                when == null ? null : when.startAt(),
                perMinute,
                step(step));
    }

    static MessageClass messageClass(String word) {
        return MessageClass.named(word)
                .orElseThrow(
                        () -> CampaignRefused.because(Reason.BAD_CLASS, word).at("/messageClass"));
    }

    private static Step step(@Nullable String word) {
        for (Step step : Step.values()) {
            if (step.name().toLowerCase(Locale.ROOT).equals(word)) {
                return step;
            }
        }
        return Step.WHO;
    }
}

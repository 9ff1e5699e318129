package io.soroka.contacts.web;

import io.soroka.access.CurrentUser;
import io.soroka.access.Masking;
import io.soroka.contacts.ConsentChannel;
import io.soroka.contacts.ConsentPurpose;
import io.soroka.contacts.ConsentPurposes;
import io.soroka.contacts.Consents;
import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Answers to "may we" as they are told and shown. */
@Component
class ConsentAnswers {
    /** How the ledgers call what somebody did here rather than a file or an SMS. */
    static final String BY_HAND = "by hand";

    private static final String BY_PROGRAM = "api";
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Pattern FROM = Pattern.compile("(import|source):(\\d+)");

    private final ConsentPurposes purposes;
    private final CurrentUser user;
    private final Masking masking;
    private final Clock clock;

    ConsentAnswers(ConsentPurposes purposes, CurrentUser user, Masking masking, Clock clock) {
        this.purposes = purposes;
        this.user = user;
        this.masking = masking;
        this.clock = clock;
    }

    /**
     * An answer to be written down.
     *
     * @param purpose its key; advertising if missing
     * @param channel SMS if missing
     * @param source where it was given; if missing, by hand or by a program
     * @param textVersion of the text that the person agreed to
     * @param evidence what proves it
     * @param at when it was given, with its offset; now if missing
     */
    record WantedConsent(
            @Nullable Boolean given,
            @Nullable String purpose,
            @OneOf(ConsentChannel.class) @Nullable String channel,
            @Nullable String source,
            @Nullable String textVersion,
            @Nullable String evidence,
            @Nullable String at) {
        @Override
        public String toString() {
            return "WantedConsent[" + purpose + "]";
        }
    }

    /**
     * An answer in the ledger.
     *
     * @param phone the number at that time
     * @param evidence dots where it is hidden
     * @param recordedBy who wrote it down; null for a file or another system
     * @param annulledAt since when it counts no more, because it came by mistake
     */
    record ConsentRecord(
            String id,
            String clientId,
            @Nullable String phone,
            String purpose,
            String purposeText,
            @OneOf(ConsentChannel.class) String channel,
            boolean given,
            String source,
            String sourceText,
            @Nullable String textVersion,
            @Nullable String evidence,
            Instant at,
            Instant recordedAt,
            @Nullable String recordedBy,
            @Nullable Instant annulledAt) {
        @Override
        public String toString() {
            return "ConsentRecord[" + id + "]";
        }
    }

    /**
     * Reads one.
     *
     * @throws ProblemException 422 with the place of what is wrong
     */
    Consents.Answer read(WantedConsent wanted) {
        Boolean given = wanted.given();
        if (given == null) {
            throw new ProblemException(422, "consent-missing").at("/given");
        }
        String purpose = wanted.purpose() == null ? ConsentPurpose.ADVERTISING : wanted.purpose();
        if (purposes.find(purpose).filter(one -> !one.archived()).isEmpty()) {
            throw new ProblemException(422, "consent-purpose-unknown").at("/purpose");
        }
        String source = text(wanted.source(), "/source", Consents.LONGEST_SOURCE);
        return new Consents.Answer(
                purpose,
                channel(wanted.channel()),
                given,
                source != null ? source : user.caller().key() == null ? BY_HAND : BY_PROGRAM,
                text(wanted.textVersion(), "/textVersion", Consents.LONGEST_SOURCE),
                text(wanted.evidence(), "/evidence", Consents.LONGEST_EVIDENCE),
                at(wanted.at()));
    }

    private static ConsentChannel channel(@Nullable String told) {
        if (told == null) {
            return ConsentChannel.SMS;
        }
        return ConsentChannel.named(told)
                .orElseThrow(
                        () -> new ProblemException(422, "consent-channel-unknown").at("/channel"));
    }

    private static @Nullable String text(@Nullable String told, String place, int longest) {
        if (told == null || told.isBlank()) {
            return null;
        }
        String text = told.strip();
        boolean broken =
                text.codePoints()
                        .anyMatch(c ->
                                Character.isISOControl(c)
                                        || Character.getType(c) == Character.SURROGATE);
        if (broken || text.length() > longest) {
            throw new ProblemException(422, "consent-text", longest).at(place);
        }
        return text;
    }

    /** Nobody has answered yet what they will answer. */
    private Instant at(@Nullable String told) {
        Instant now = clock.instant();
        if (told == null) {
            return now;
        }
        try {
            Instant at = OffsetDateTime.parse(told).toInstant();
            if (!at.isBefore(EARLIEST) && !at.isAfter(now)) {
                return at;
            }
        } catch (DateTimeException e) {
            // Answered below, as a time out of range is.
        }
        throw new ProblemException(422, "consent-time").at("/at");
    }

    ConsentRecord view(Consents.Recorded recorded) {
        Locale locale = LocaleContextHolder.getLocale();
        Consents.Answer answer = recorded.answer();
        return new ConsentRecord(
                Long.toString(recorded.id()),
                Long.toString(recorded.clientId()),
                recorded.msisdn() == null ? null : masking.phone(recorded.msisdn()),
                answer.purpose(),
                title(answer.purpose(), locale),
                answer.channel().code(),
                answer.given(),
                answer.source(),
                source(answer.source(), locale),
                answer.textVersion(),
                answer.evidence() == null || masking.seesPeople() ? answer.evidence() : "•••",
                answer.at(),
                recorded.recordedAt(),
                recorded.recordedBy(),
                recorded.annulledAt());
    }

    /** What a purpose is called; one that is not known is called as it is. */
    String title(String purpose, Locale locale) {
        return purposes.find(purpose).map(one -> one.title(locale)).orElse(purpose);
    }

    /** Where an answer comes from, in words. */
    static String source(String source, Locale locale) {
        Matcher from = FROM.matcher(source);
        if (from.matches()) {
            return Messages.text(locale, "client.source." + from.group(1), from.group(2));
        }
        return switch (source) {
            case BY_HAND -> Messages.text(locale, "client.source.by-hand");
            case BY_PROGRAM -> Messages.text(locale, "client.source.api");
            case "sms" -> Messages.text(locale, "client.source.sms");
            default -> source;
        };
    }
}

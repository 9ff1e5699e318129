package io.soroka.contacts.web;

import static io.soroka.contacts.web.ClientSight.READERS;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Masking;
import io.soroka.access.Role;
import io.soroka.contacts.ClientCards;
import io.soroka.contacts.ClientCards.OptOut;
import io.soroka.contacts.Clients;
import io.soroka.contacts.ConsentChannel;
import io.soroka.contacts.ConsentPurpose;
import io.soroka.contacts.ConsentPurposes;
import io.soroka.contacts.Consents;
import io.soroka.contacts.Consents.Recorded;
import io.soroka.contacts.web.ConsentAnswers.ConsentRecord;
import io.soroka.numbering.NumberResult;
import io.soroka.numbering.Numbers;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.platform.Settings;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What consent is asked for, and the proof of what somebody agreed to. */
@RestController
@RequestMapping("/api/v1/consents")
class ConsentController {
    private final ConsentPurposes purposes;
    private final Consents consents;
    private final Clients clients;
    private final ClientCards cards;
    private final ConsentAnswers answers;
    private final Numbers numbers;
    private final Masking masking;
    private final CurrentUser user;
    private final Audit audit;
    private final Clock clock;
    private final ZoneId zone;

    ConsentController(
            ConsentPurposes purposes,
            Consents consents,
            Clients clients,
            ClientCards cards,
            ConsentAnswers answers,
            Numbers numbers,
            Masking masking,
            CurrentUser user,
            Audit audit,
            Clock clock,
            Settings settings) {
        this.purposes = purposes;
        this.consents = consents;
        this.clients = clients;
        this.cards = cards;
        this.answers = answers;
        this.numbers = numbers;
        this.masking = masking;
        this.user = user;
        this.audit = audit;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    record WantedPurpose(
            @Nullable String key,
            @Nullable String titleRu,
            @Nullable String titleEn,
            @Nullable Boolean archived,
            @Nullable Integer version) {}

    record PurposeView(String key, String titleRu, String titleEn, boolean archived, int version) {}

    /**
     * What counted for a purpose and a channel.
     *
     * @param given whether it was allowed
     * @param by the answer by which
     */
    record ConsentState(
            String purpose,
            String purposeText,
            @OneOf(ConsentChannel.class) String channel,
            boolean given,
            String by) {}

    /**
     * A client who had the number, or has it now.
     *
     * @param name null where it is not known or the client is gone
     * @param states what counted at that moment; nothing of what was never answered
     * @param records all answers until then, the ones given last first
     */
    record ConsentPerson(
            String clientId,
            @Nullable String name,
            boolean exists,
            List<ConsentState> states,
            List<ConsentRecord> records) {
        @Override
        public String toString() {
            return "ConsentPerson[" + clientId + "]";
        }
    }

    record SilenceRecord(boolean optedOut, String source, String sourceText, Instant at) {}

    /**
     * The proof.
     *
     * @param on the moment asked about
     * @param optedOut whether the number had asked for silence then
     */
    record ConsentProof(
            String phone,
            Instant on,
            Instant madeAt,
            String madeBy,
            boolean optedOut,
            List<ConsentPerson> people,
            List<SilenceRecord> silence) {
        @Override
        public String toString() {
            return "ConsentProof[" + on + "]";
        }
    }

    @GetMapping("/purposes")
    List<PurposeView> purposes() {
        user.require(READERS);
        return purposes.all().stream().map(ConsentController::view).toList();
    }

    @PostMapping("/purposes")
    @ResponseStatus(HttpStatus.CREATED)
    PurposeView add(@RequestBody WantedPurpose wanted) {
        requireAdministrator();
        ConsentPurpose purpose =
                purposes.add(
                        given(wanted.key()),
                        given(wanted.titleRu()),
                        given(wanted.titleEn()),
                        user.user().name());
        audit.record("consent-purpose.added", "consent-purpose:" + purpose.key(), Map.of());
        return view(purpose);
    }

    @PutMapping("/purposes/{key}")
    PurposeView change(@PathVariable String key, @RequestBody WantedPurpose wanted) {
        requireAdministrator();
        ConsentPurpose purpose =
                purposes.change(
                        key,
                        wanted.version() == null ? 0 : wanted.version(),
                        given(wanted.titleRu()),
                        given(wanted.titleEn()),
                        Boolean.TRUE.equals(wanted.archived()),
                        user.user().name());
        audit.record("consent-purpose.changed", "consent-purpose:" + key, Map.of());
        return view(purpose);
    }

    /**
     * What was in force for a number, and by which records.
     *
     * @param phone as people write numbers
     * @param on a moment with its offset, or a day, whose end is meant
     */
    @GetMapping("/proof")
    ConsentProof prove(@RequestParam String phone, @RequestParam String on) {
        user.require(Role.CAMPAIGN_MANAGER, Role.AGENT);
        long msisdn =
                switch (numbers.parse(phone)) {
                    case NumberResult.Accepted accepted -> accepted.msisdn();
                    case NumberResult.Refused _ ->
                            throw new ProblemException(422, "consent-number").at("/phone");
                };
        Instant moment = moment(on);
        List<ConsentPerson> people = people(msisdn, moment);
        List<OptOut> silence = cards.optOuts(msisdn, moment);
        audit.record(
                "consents.proved",
                null,
                Map.of(
                        "on", moment.toString(),
                        "clients", people.stream().map(ConsentPerson::clientId).toList()));
        Locale locale = LocaleContextHolder.getLocale();
        return new ConsentProof(
                masking.phone(msisdn),
                moment,
                clock.instant(),
                user.user().name(),
                !silence.isEmpty() && silence.getFirst().optedOut(),
                people,
                silence.stream()
                        .map(one ->
                                new SilenceRecord(
                                        one.optedOut(),
                                        one.source(),
                                        ConsentAnswers.source(one.source(), locale),
                                        one.at()))
                        .toList());
    }

    private List<ConsentPerson> people(long msisdn, Instant moment) {
        var records = new LinkedHashMap<Long, List<Recorded>>();
        Map<Long, Clients.Holder> holders = clients.holders(msisdn, user.scope());
        holders.forEach((id, holder) -> {
            if (holder.now()) {
                records.put(id, new ArrayList<>());
            }
        });
        for (Recorded one : consents.until(moment, msisdn, user.scope())) {
            records.computeIfAbsent(one.clientId(), _ -> new ArrayList<>()).add(one);
        }
        List<ConsentPerson> people = new ArrayList<>();
        records.forEach((id, own) -> {
            Clients.Holder holder = holders.get(id);
            people.add(
                    new ConsentPerson(
                            Long.toString(id),
                            holder == null ? null : masking.name(holder.name()),
                            holder != null,
                            states(own),
                            own.stream().map(answers::view).toList()));
        });
        return people;
    }

    /** The first answer that counts of each purpose and channel: those given last come first. */
    private List<ConsentState> states(List<Recorded> records) {
        Locale locale = LocaleContextHolder.getLocale();
        var known = new LinkedHashSet<String>();
        List<ConsentState> states = new ArrayList<>();
        for (Recorded one : records) {
            Consents.Answer answer = one.answer();
            if (one.counts() && known.add(answer.purpose() + " " + answer.channel().code())) {
                states.add(
                        new ConsentState(
                                answer.purpose(),
                                answers.title(answer.purpose(), locale),
                                answer.channel().code(),
                                answer.given(),
                                Long.toString(one.id())));
            }
        }
        return states;
    }

    private Instant moment(String on) {
        try {
            return on.length() <= 10
                    ? LocalDate.parse(on).plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1)
                    : OffsetDateTime.parse(on).toInstant();
        } catch (DateTimeException e) {
            throw new ProblemException(422, "consent-moment").at("/on");
        }
    }

    /** Purposes are everybody's: practice does not change them. */
    private void requireAdministrator() {
        user.require();
        if (user.practice()) {
            throw new ProblemException(409, "consent-purposes-in-practice");
        }
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static PurposeView view(ConsentPurpose purpose) {
        return new PurposeView(
                purpose.key(),
                purpose.titleRu(),
                purpose.titleEn(),
                purpose.archived(),
                purpose.version());
    }
}

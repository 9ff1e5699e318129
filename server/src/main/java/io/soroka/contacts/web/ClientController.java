package io.soroka.contacts.web;

import static io.soroka.contacts.web.ClientSight.READERS;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.contacts.ClientCards;
import io.soroka.contacts.ClientCards.Card;
import io.soroka.contacts.ClientSearch;
import io.soroka.contacts.Clients;
import io.soroka.contacts.Consents;
import io.soroka.contacts.FieldCatalogue;
import io.soroka.contacts.web.ConsentAnswers.ConsentRecord;
import io.soroka.contacts.web.ConsentAnswers.WantedConsent;
import io.soroka.platform.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of clients, the search in it, and a client's card. */
@RestController
@RequestMapping("/api/v1/clients")
class ClientController {

    /** How the ledgers call what somebody did here rather than a file or an SMS. */
    private static final String BY_HAND = ConsentAnswers.BY_HAND;

    private static final int MOST = 200;

    private final ClientSearch search;
    private final ClientCards cards;
    private final Clients clients;
    private final Consents consents;
    private final ConsentAnswers answers;
    private final FieldCatalogue catalogue;
    private final ClientSight sight;
    private final CurrentUser user;
    private final Audit audit;

    ClientController(
            ClientSearch search,
            ClientCards cards,
            Clients clients,
            Consents consents,
            ConsentAnswers answers,
            FieldCatalogue catalogue,
            ClientSight sight,
            CurrentUser user,
            Audit audit) {
        this.search = search;
        this.cards = cards;
        this.clients = clients;
        this.consents = consents;
        this.answers = answers;
        this.catalogue = catalogue;
        this.sight = sight;
        this.user = user;
        this.audit = audit;
    }

    record ClientLine(
            String id,
            @Nullable String name,
            String phone,
            @Nullable String city,
            @Nullable String product,
            boolean optedOut,
            Instant updatedAt) {}

    record ClientPage(List<ClientLine> items, @Nullable String next, long total) {}

    /**
     * @param value as people read it; dots where it is hidden
     * @param raw as programs read it; null where it is hidden
     */
    record ClientValue(String key, String title, String value, @Nullable String raw) {}

    record ClientConsent(
            String purpose,
            String channel,
            boolean given,
            String source,
            String sourceText,
            Instant at) {}

    record ClientOptOut(boolean optedOut, String source, String sourceText, Instant at) {}

    record ClientCard(
            String id,
            @Nullable String name,
            String phone,
            @Nullable String externalId,
            boolean optedOut,
            List<ClientValue> fields,
            List<ClientConsent> consents,
            List<ClientOptOut> optOuts,
            Instant createdAt,
            Instant updatedAt,
            @Nullable String importId) {}

    @GetMapping
    ClientPage list(
            @RequestParam(required = false) @Nullable String query,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "50") int limit) {
        user.require(READERS);
        int size = Math.clamp(limit, 1, MOST);
        String wanted = query == null ? "" : query;
        boolean all = wanted.isBlank();
        ClientSearch.Page page =
                all
                        ? search.list(user.scope(), after, size)
                        : search.search(
                                user.scope(), wanted, after == null ? 0 : Math.max(0, after), size);
        audit.record(
                all ? "clients.listed" : "clients.searched",
                null,
                Map.of("shown", page.items().size()));
        return new ClientPage(
                page.items().stream()
                        .map(one ->
                                new ClientLine(
                                        Long.toString(one.id()),
                                        sight.name(one.name()),
                                        sight.phone(one.msisdn()),
                                        one.city(),
                                        one.product(),
                                        one.optedOut(),
                                        one.updatedAt()))
                        .toList(),
                page.next() == null ? null : page.next().toString(),
                page.total());
    }

    @GetMapping("/{id}")
    ClientCard view(@PathVariable long id) {
        user.require(READERS);
        Card card = find(id);
        audit.record("client.viewed", "client:" + id, Map.of());
        return view(card);
    }

    @Transactional
    @PostMapping("/{id}/opt-out")
    ClientCard optOut(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER, Role.AGENT);
        clients.optOut(find(id).client().msisdn(), BY_HAND);
        audit.record("client.opted-out", "client:" + id, Map.of());
        return view(find(id));
    }

    @Transactional
    @PostMapping("/{id}/opt-in")
    ClientCard optIn(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER, Role.AGENT);
        clients.optIn(find(id).client().msisdn(), BY_HAND);
        audit.record("client.opted-in", "client:" + id, Map.of());
        return view(find(id));
    }

    /** What the ledger has of a client, for whatever purpose, the answers given last first. */
    @GetMapping("/{id}/consents")
    List<ConsentRecord> consents(@PathVariable long id) {
        user.require(READERS);
        Card card = find(id);
        audit.record("client.consents-viewed", "client:" + id, Map.of());
        return consents.of(card.client().id(), MOST).stream().map(answers::view).toList();
    }

    /** Writes an answer down; without more than yes or no it is one to advertising by SMS, now. */
    @Transactional
    @PostMapping("/{id}/consent")
    ClientCard consent(@PathVariable long id, @RequestBody WantedConsent wanted) {
        user.require(Role.CAMPAIGN_MANAGER, Role.AGENT);
        Card card = find(id);
        Consents.Answer answer = answers.read(wanted);
        boolean ignored =
                consents.record(card.client().departmentId(), id, answer, user.user().name());
        audit.record(
                answer.given() ? "client.consent-given" : "client.consent-withdrawn",
                "client:" + id,
                Map.of("purpose", answer.purpose(), "channel", answer.channel().code()));
        return view(find(id));
    }

    private Card find(long id) {
        return cards.find(user.scope(), id)
                .orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    private ClientCard view(Card card) {
        Locale locale = LocaleContextHolder.getLocale();
        Map<String, Object> values = card.client().values();
        return new ClientCard(
                Long.toString(card.client().id()),
                sight.name(card.client().name()),
                sight.phone(card.client().msisdn()),
                card.client().externalId(),
                card.optedOut(),
                catalogue.fields().offered().stream()
                        .filter(field -> values.containsKey(field.key()))
                        .map(field -> {
                            Object value = Objects.requireNonNull(values.get(field.key()));
                            return new ClientValue(
                                    field.key(),
                                    field.title(locale),
                                    sight.value(field, value, locale),
                                    sight.raw(field, value));
                        })
                        .toList(),
                card.consents().stream()
                        .map(one ->
                                new ClientConsent(
                                        one.purpose(),
                                        one.channel(),
                                        one.given(),
                                        one.source(),
                                        ConsentAnswers.source(one.source(), locale),
                                        one.at()))
                        .toList(),
                card.optOuts().stream()
                        .map(one ->
                                new ClientOptOut(
                                        one.optedOut(),
                                        one.source(),
                                        ConsentAnswers.source(one.source(), locale),
                                        one.at()))
                        .toList(),
                card.createdAt(),
                card.updatedAt(),
                card.importId() == null ? null : card.importId().toString());
    }
}

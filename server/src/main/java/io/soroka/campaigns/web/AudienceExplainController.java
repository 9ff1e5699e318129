package io.soroka.campaigns.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Masking;
import io.soroka.access.Role;
import io.soroka.campaigns.AudienceExplanations;
import io.soroka.campaigns.AudienceExplanations.Verdict;
import io.soroka.contacts.ClientSearch;
import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.policy.MessageClass;
import io.soroka.policy.SuppressionReason;
import io.soroka.segments.Criteria;
import io.soroka.segments.Explanation;
import io.soroka.segments.PersonView;
import io.soroka.segments.Segments;
import io.soroka.segments.ValueWords;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Why somebody is among the recipients or is not. */
@RestController
@RequestMapping("/api/v1/audience/explain")
class AudienceExplainController {
    private static final int MOST_PEOPLE = 5;

    private final AudienceExplanations explanations;
    private final ClientSearch clients;
    private final Segments segments;
    private final CurrentUser user;
    private final Masking masking;
    private final Audit audit;
    private final Clock clock;

    AudienceExplainController(
            AudienceExplanations explanations,
            ClientSearch clients,
            Segments segments,
            CurrentUser user,
            Masking masking,
            Audit audit,
            Clock clock) {
        this.explanations = explanations;
        this.clients = clients;
        this.segments = segments;
        this.user = user;
        this.masking = masking;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whom it is about: a client by id, or up to five by what is remembered of them. */
    record ExplainQuestion(
            @Nullable JsonNode criteria,
            @OneOf(MessageClass.class) @Nullable String messageClass,
            @Nullable String query,
            @Nullable String clientId) {
        @Override
        public String toString() {
            return "ExplainQuestion";
        }
    }

    /** A line of the conditions; {@code actual} is what the person has, null for nothing. */
    record ExplainedLine(boolean holds, @Nullable String actual) {}

    record ExplainedPerson(
            PersonView person,
            boolean inSegment,
            List<ExplainedLine> lines,
            boolean gets,
            @Nullable String reason,
            @Nullable String reasonText) {}

    record ExplainedPeople(List<ExplainedPerson> items) {}

    @PostMapping
    ExplainedPeople explain(@RequestBody ExplainQuestion question) {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER);
        String word = question.messageClass() == null ? "" : question.messageClass();
        MessageClass messageClass =
                MessageClass.named(word)
                        .orElseThrow(() ->
                                new ProblemException(422, "campaign-bad-class", word)
                                        .at("/messageClass"));
        JsonNode criteria = question.criteria();
        String tree = criteria == null || criteria.isNull() ? "{}" : criteria.toString();
        segments.requireUsable(user.departmentId(), tree, user.user().role());
        Locale language = LocaleContextHolder.getLocale();
        ValueWords words = segments.words(user.departmentId(), language, tree, user.user().role());
        List<Verdict> verdicts =
                explanations.explain(user.departmentId(), tree, messageClass, people(question));
        audit.record("audience.explained", null, Map.of("people", verdicts.size()));
        return new ExplainedPeople(
                verdicts.stream().map(verdict -> view(verdict, words, language)).toList());
    }

    private List<Long> people(ExplainQuestion question) {
        String id = question.clientId();
        if (id != null) {
            try {
                return List.of(Long.valueOf(id));
            } catch (NumberFormatException e) {
                return List.of();
            }
        }
        String query = question.query() == null ? "" : question.query();
        return clients.few(user.departmentId(), query, MOST_PEOPLE).stream()
                .map(ClientSearch.Found::id)
                .toList();
    }

    private ExplainedPerson view(Verdict verdict, ValueWords words, Locale language) {
        Explanation conditions = verdict.conditions();
        SuppressionReason reason = verdict.reason();
        return new ExplainedPerson(
                PersonView.of(conditions.client(), masking, clock),
                conditions.holds(),
                conditions.lines().stream()
                        .map(line ->
                                new ExplainedLine(
                                        line.holds(),
                                        words.of(
                                                conditions.client(), Criteria.fields(line.line()))))
                        .toList(),
                verdict.gets(),
                reason == null ? null : reason.word(),
                reason == null ? null : Messages.text(language, "explain." + reason.word()));
    }
}

package io.soroka.campaigns.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Masking;
import io.soroka.access.Role;
import io.soroka.campaigns.ClientHistories;
import io.soroka.campaigns.PersonState;
import io.soroka.campaigns.Reasons;
import io.soroka.delivery.MessageState;
import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import io.soroka.policy.MessageClass;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a client got, wrote, and did not get. */
@RestController
class HistoryController {
    private final ClientHistories histories;
    private final CurrentUser user;
    private final Masking masking;
    private final Audit audit;

    HistoryController(ClientHistories histories, CurrentUser user, Masking masking, Audit audit) {
        this.histories = histories;
        this.user = user;
        this.masking = masking;
        this.audit = audit;
    }

    record Message(
            String id,
            @Nullable String runId,
            @Nullable String campaignName,
            Instant at,
            @OneOf(MessageClass.class) String messageClass,
            String text,
            int parts,
            @OneOf(value = MessageState.class, words = "queued") String state,
            @Nullable String reason) {}

    record Answer(String id, Instant at, String text, boolean optOut) {}

    record Suppressed(
            String runId, String campaignName, Instant at, String reason, String reasonText) {}

    record View(List<Message> messages, List<Answer> answers, List<Suppressed> suppressed) {}

    @GetMapping("/api/v1/clients/{id}/history")
    View history(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER, Role.AGENT);
        ClientHistories.History history = histories.of(id, user.scope());
        audit.record("client-history.viewed", "client:" + id, Map.of());
        Locale language = LocaleContextHolder.getLocale();
        return new View(
                history.messages().stream().map(one -> message(one, language)).toList(),
                history.answers().stream()
                        .map(one ->
                                new Answer(
                                        Long.toString(one.id()),
                                        one.at(),
                                        one.text(),
                                        one.optOut()))
                        .toList(),
                history.leftOut().stream()
                        .map(one ->
                                new Suppressed(
                                        Long.toString(one.runId()),
                                        one.campaignName(),
                                        one.at(),
                                        one.reason().word(),
                                        Messages.text(
                                                language, "suppressed." + one.reason().word())))
                        .toList());
    }

    private Message message(ClientHistories.Sent sent, Locale language) {
        Long run = sent.runId();
        Reasons.Reason reason = Reasons.of(sent.fate(), sent.connection(), language);
        return new Message(
                Long.toString(sent.id()),
                run == null ? null : Long.toString(run),
                sent.campaignName(),
                sent.at(),
                sent.messageClass().word(),
                masking.text(sent.text(), sent.msisdn()),
                sent.parts(),
                state(sent),
                reason == null ? null : reason.text());
    }

    private static String state(ClientHistories.Sent sent) {
        return PersonState.of(sent.fate()).word();
    }
}

package io.soroka.campaigns.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.campaigns.Reasons;
import io.soroka.delivery.MessageAttempts;
import io.soroka.delivery.MessageAttempts.Again;
import io.soroka.delivery.MessageAttempts.Answer;
import io.soroka.delivery.MessageAttempts.Attempt;
import io.soroka.delivery.MessageAttempts.Settled;
import io.soroka.delivery.MessageAttempts.Trail;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.providers.Connections;
import io.soroka.providers.Connector;
import io.soroka.providers.ReceiptState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Every attempt at one message, for whoever may see what became of it. */
@RestController
class AttemptController {
    private final MessageAttempts attempts;
    private final Connections connections;
    private final CurrentUser user;
    private final Audit audit;

    AttemptController(
            MessageAttempts attempts, Connections connections, CurrentUser user, Audit audit) {
        this.attempts = attempts;
        this.connections = connections;
        this.user = user;
        this.audit = audit;
    }

    /**
     * A provider's code.
     *
     * @param name in the protocol's standard; null when it has none
     * @param text what it means, in the reader's language; null when that is the provider's secret
     */
    record CodeView(String code, @Nullable String name, @Nullable String text) {}

    record ReceiptView(
            @OneOf(ReceiptState.class) String state,
            @Nullable CodeView code,
            Instant doneAt,
            Instant storedAt) {}

    /** How one without an answer was settled; by null when its class or its term did that. */
    record SettledView(boolean again, @Nullable String by, Instant at) {}

    record AttemptView(
            int part,
            int number,
            Instant at,
            String connection,
            @OneOf(Answer.class) String answer,
            @Nullable CodeView code,
            boolean proven,
            @Nullable SettledView settled,
            @OneOf(Again.class) @Nullable String again,
            List<ReceiptView> receipts) {}

    record WaitingView(int part, int number, Instant dueAt) {}

    record AttemptsView(int parts, List<AttemptView> attempts, List<WaitingView> waiting) {}

    @GetMapping("/api/v1/messages/{id}/attempts")
    AttemptsView attempts(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER, Role.ANALYST, Role.AGENT);
        Trail trail =
                attempts.of(id)
                        .filter(one -> user.seesAll() || one.departmentId() == user.departmentId())
                        .orElseThrow(() -> new ProblemException(404, "not-found"));
        audit.record("message-attempts.viewed", "message:" + id, Map.of());
        Locale language = LocaleContextHolder.getLocale();
        return new AttemptsView(
                trail.parts(),
                trail.attempts().stream().map(one -> view(one, language)).toList(),
                trail.waiting().stream()
                        .map(one -> new WaitingView(one.part() + 1, one.number(), one.dueAt()))
                        .toList());
    }

    private AttemptView view(Attempt attempt, Locale language) {
        Settled settled = attempt.settled();
        Again again = attempt.again();
        return new AttemptView(
                attempt.part() + 1,
                attempt.number(),
                attempt.at(),
                attempt.connection(),
                attempt.answer().name().toLowerCase(Locale.ROOT),
                refusal(attempt, language),
                attempt.proven(),
                settled == null
                        ? null
                        : new SettledView(settled.again(), settled.by(), settled.at()),
                again == null ? null : again.name().toLowerCase(Locale.ROOT),
                attempt.receipts().stream()
                        .map(one ->
                                new ReceiptView(
                                        one.state().name().toLowerCase(Locale.ROOT),
                                        error(one.code(), language),
                                        one.doneAt(),
                                        one.storedAt()))
                        .toList());
    }

    private @Nullable CodeView refusal(Attempt attempt, Locale language) {
        String code = attempt.code();
        if (code == null) {
            return null;
        }
        String name =
                connections.connectors().stream()
                        .filter(one -> one.kind().equals(attempt.connectionKind()))
                        .findFirst()
                        .map((Connector one) -> one.nameOf(code))
                        .orElse(null);
        return new CodeView(code, name, Reasons.ofStatus(code, language));
    }

    private static @Nullable CodeView error(@Nullable String code, Locale language) {
        return code == null || code.isBlank() || code.strip().matches("0+")
                ? null
                : new CodeView(code, null, Reasons.ofNetworkError(code, language));
    }
}

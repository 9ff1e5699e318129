package io.soroka.campaigns.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Masking;
import io.soroka.campaigns.UncertainPeople;
import io.soroka.delivery.UncertainMessages;
import io.soroka.delivery.UncertainMessages.Choice;
import io.soroka.delivery.UncertainMessages.Filter;
import io.soroka.delivery.UncertainReason;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.policy.MessageClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Messages of unknown fate: which there are, and what is to become of them. */
@RestController
@RequestMapping("/api/v1/uncertain")
class UncertainController {
    private static final int LONGEST_PAGE = 200;

    /** More chosen one by one than this are no choice of a person. */
    private static final int MOST_CHOSEN = 1_000;

    private final UncertainPeople people;
    private final UncertainMessages messages;
    private final PersonViews views;
    private final Masking masking;
    private final CurrentUser user;
    private final Audit audit;

    UncertainController(
            UncertainPeople people,
            UncertainMessages messages,
            PersonViews views,
            Masking masking,
            CurrentUser user,
            Audit audit) {
        this.people = people;
        this.messages = messages;
        this.views = views;
        this.masking = masking;
        this.user = user;
        this.audit = audit;
    }

    /** What a decision in force says, until the connection's owner has carried it out. */
    record DecidedView(@OneOf(Choice.class) String what, String by, Instant at) {}

    record Line(
            String id,
            PersonViews.@Nullable View person,
            String phone,
            @Nullable String runId,
            @Nullable String campaignName,
            @OneOf(MessageClass.class) String messageClass,
            int parts,
            int unclear,
            String connectionId,
            String connection,
            boolean connectionOn,
            @OneOf(UncertainReason.class) String reason,
            Instant since,
            Instant until,
            @Nullable DecidedView decided) {}

    record Page(List<Line> items, @Nullable String next) {}

    record Group(
            String connectionId,
            String connection,
            @OneOf(MessageClass.class) String messageClass,
            long waiting,
            Instant oldest) {}

    record Summary(
            long waiting,
            @Nullable Instant oldest,
            long decided,
            long termHours,
            List<Group> groups) {}

    /** All that are null are no condition. */
    record Which(
            @Nullable String connection,
            @OneOf(MessageClass.class) @Nullable String messageClass,
            @Nullable String run,
            @OneOf(UncertainReason.class) @Nullable String reason,
            @Nullable Long olderThanMinutes) {}

    /** Either some messages, or all that fit with how many of them were seen. */
    record Decision(
            @OneOf(Choice.class) @Nullable String what,
            @Nullable List<String> messages,
            @Nullable Which which,
            @Nullable Long seen) {}

    record Verdict(int decided, int gone, int stopped, int forbidden, int later) {}

    /**
     * The oldest messages first; those with a decision that is not carried out yet are among them.
     */
    @GetMapping
    Page list(
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable String messageClass,
            @RequestParam(required = false) @Nullable String run,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable Long olderThanMinutes,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "50") int limit) {
        user.require();
        Filter filter = filter(new Which(connection, messageClass, run, reason, olderThanMinutes));
        int size = Math.clamp(limit, 1, LONGEST_PAGE);
        List<UncertainPeople.Line> lines = people.page(filter, after, size);
        audit.record("uncertain.listed", null, Map.of("messages", lines.size()));
        return new Page(
                lines.stream().map(this::line).toList(),
                lines.size() < size ? null : Long.toString(lines.getLast().message().messageId()));
    }

    private Line line(UncertainPeople.Line line) {
        UncertainMessages.Line message = line.message();
        Long run = message.runId();
        UncertainMessages.Decided decided = message.decided();
        return new Line(
                Long.toString(message.messageId()),
                views.of(line.person()),
                masking.phone(message.msisdn()),
                run == null ? null : Long.toString(run),
                line.campaign(),
                message.messageClass().word(),
                message.parts(),
                message.unclear(),
                Integer.toString(message.connectionId()),
                message.connection(),
                message.connectionOn(),
                message.reason().word(),
                message.since(),
                message.until(),
                decided == null
                        ? null
                        : new DecidedView(decided.choice().word(), decided.by(), decided.at()));
    }

    /** How many wait for a decision, and since when; without anything personal. */
    @GetMapping("/summary")
    Summary summary(
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable String messageClass,
            @RequestParam(required = false) @Nullable String run,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable Long olderThanMinutes) {
        user.require();
        UncertainMessages.Summary summary =
                messages.summary(
                        filter(new Which(connection, messageClass, run, reason, olderThanMinutes)));
        return new Summary(
                summary.waiting(),
                summary.oldest(),
                summary.decided(),
                summary.term().toHours(),
                summary.groups().stream()
                        .map(group ->
                                new Group(
                                        Integer.toString(group.connectionId()),
                                        group.connection(),
                                        group.messageClass().word(),
                                        group.waiting(),
                                        group.oldest()))
                        .toList());
    }

    /** Decides once for one {@code Idempotency-Key}; the connections' owners carry it out. */
    @Transactional
    @PostMapping("/decisions")
    Verdict decide(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Decision decision) {
        user.require();
        Choice choice =
                Optional.ofNullable(decision.what())
                        .flatMap(Choice::named)
                        .orElseThrow(
                                () -> new ProblemException(422, "uncertain-no-choice").at("/what"));
        List<Long> chosen = chosen(decision.messages());
        Long seen = decision.seen();
        if (chosen == null && (seen == null || seen < 0 || seen > Integer.MAX_VALUE)) {
            throw new ProblemException(422, "uncertain-not-seen").at("/seen");
        }
        Which which = decision.which();
        UncertainMessages.Verdict verdict =
                messages.decide(
                        filter(which == null ? new Which(null, null, null, null, null) : which),
                        chosen,
                        choice,
                        seen == null ? 0 : seen,
                        key == null ? "" : key,
                        user.user().name());
        audit.record(
                "uncertain.decided",
                null,
                Map.of("what", choice.word(), "messages", verdict.decided()));
        return new Verdict(
                verdict.decided(),
                verdict.gone(),
                verdict.stopped(),
                verdict.forbidden(),
                verdict.later());
    }

    private static @Nullable List<Long> chosen(@Nullable List<String> ids) {
        if (ids == null) {
            return null;
        }
        if (ids.isEmpty() || ids.size() > MOST_CHOSEN) {
            throw new ProblemException(422, "uncertain-chosen", MOST_CHOSEN).at("/messages");
        }
        return ids.stream().map(one -> number(one, "messages")).toList();
    }

    private Filter filter(Which which) {
        Long minutes = which.olderThanMinutes();
        if (minutes != null && (minutes < 0 || minutes > Duration.ofDays(366).toMinutes())) {
            throw bad("olderThanMinutes");
        }
        Long connection = id(which.connection(), "connection");
        if (connection != null && connection > Short.MAX_VALUE) {
            throw bad("connection");
        }
        return new Filter(
                user.scope(),
                connection == null ? null : Integer.valueOf(connection.intValue()),
                word(which.messageClass(), MessageClass::named, "messageClass"),
                id(which.run(), "run"),
                word(which.reason(), UncertainReason::named, "reason"),
                minutes == null ? null : Duration.ofMinutes(minutes));
    }

    private static @Nullable Long id(@Nullable String id, String name) {
        return id == null || id.isEmpty() ? null : Long.valueOf(number(id, name));
    }

    private static long number(String id, String name) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw bad(name);
        }
    }

    private static <T> @Nullable T word(
            @Nullable String word, Function<String, Optional<T>> named, String name) {
        return word == null || word.isEmpty()
                ? null
                : named.apply(word).orElseThrow(() -> bad(name));
    }

    private static ProblemException bad(String name) {
        return new ProblemException(400, "uncertain-bad-filter", name);
    }
}

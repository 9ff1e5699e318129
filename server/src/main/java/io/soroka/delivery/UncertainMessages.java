package io.soroka.delivery;

import io.soroka.platform.ProblemException;
import io.soroka.policy.MessageClass;
import io.soroka.policy.Policies;
import io.soroka.policy.SuppressionReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Messages of which nobody knows whether the provider has them, and what people decide about them.
 * A decision is written down here and carried out by the connection's owner, which may take until
 * the connection is switched on. A class that repeats such messages by itself leaves none here.
 */
@Component
public class UncertainMessages {
    private static final int LONGEST_KEY = 200;

    private final JdbcClient sql;
    private final JdbcTemplate jdbc;
    private final Policies policies;
    private final Delivery delivery;
    private final DeliverySettings settings;
    private final Clock clock;

    UncertainMessages(
            JdbcTemplate jdbc,
            Policies policies,
            Delivery delivery,
            DeliverySettings settings,
            Clock clock) {
        this.sql = JdbcClient.create(jdbc);
        this.jdbc = jdbc;
        this.policies = policies;
        this.delivery = delivery;
        this.settings = settings;
        this.clock = clock;
    }

    /** What people can decide. That it was delivered is not among it: nobody knows that. */
    public enum Choice {
        /** Once more; the person may get it twice. */
        SEND_AGAIN,
        /** Counts as not delivered; the person may have got it. */
        GIVE_UP;

        /** The word used over the API and in the database. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The choice of a word. */
        public static Optional<Choice> named(String word) {
            for (Choice one : values()) {
                if (one.word().equals(word)) {
                    return Optional.of(one);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Which messages are meant; null stands for no condition.
     *
     * @param departmentId whose; null for those of every department that does not practise
     * @param olderThan how long they must have been uncertain
     */
    public record Filter(
            @Nullable Long departmentId,
            @Nullable Integer connectionId,
            @Nullable MessageClass messageClass,
            @Nullable Long runId,
            @Nullable UncertainReason reason,
            @Nullable Duration olderThan) {}

    /**
     * A message of unknown fate.
     *
     * @param parts of the whole message
     * @param unclear how many of these are of unknown fate
     * @param connectionOn whether the connection is switched on
     * @param since when that was found out
     * @param until when it will count as not delivered, if nothing happens
     * @param decided what somebody decided and the connection's owner has not carried out yet
     */
    public record Line(
            long messageId,
            @Nullable Long runId,
            @Nullable Long clientId,
            long msisdn,
            MessageClass messageClass,
            int parts,
            int unclear,
            int connectionId,
            String connection,
            boolean connectionOn,
            UncertainReason reason,
            Instant since,
            Instant until,
            @Nullable Decided decided) {
        @Override
        public String toString() {
            return "Line[" + messageId + "]";
        }
    }

    /** A decision. */
    public record Decided(Choice choice, String by, Instant at) {}

    /**
     * How many there are.
     *
     * @param waiting for a decision, in messages
     * @param oldest since when the oldest of these is uncertain; null when there is none
     * @param decided those with a decision that is not carried out yet
     * @param term how long they wait before they count as not delivered
     */
    public record Summary(
            long waiting,
            @Nullable Instant oldest,
            long decided,
            Duration term,
            List<Group> groups) {}

    /** Those of one connection and class that wait for a decision. */
    public record Group(
            int connectionId,
            String connection,
            MessageClass messageClass,
            long waiting,
            Instant oldest) {}

    /**
     * What came of a decision, in messages.
     *
     * @param decided to which it applies
     * @param gone that others decided about, or that were settled, before
     * @param stopped whose run was stopped: they are not sent again
     * @param forbidden whose rules do not let them go out any more, such as an opt-out meanwhile
     * @param later of the decided: their connection is switched off, and it is done when it is on
     */
    public record Verdict(int decided, int gone, int stopped, int forbidden, int later) {}

    /** The reason as a word, from what stands in the table. */
    private static final String REASON =
            """
            case when u.reason = :stopped then 'server_stopped'
                 when u.reason like 'response_timeout%' or u.reason like 'link_silent%' then 'no_answer'
                 else 'connection_lost' end
            """;

    /** Open rows that fit a filter, with their messages. */
    private static final String FITTING =
            """
              from uncertain u
              join message m on m.id = u.message_id
              join connection c on c.id = u.connection_id
              left join uncertain_decision d on d.id = u.decision_id
             where u.settled_at is null
               and (m.department_id = :department
                    or :department::bigint is null and m.department_id in (select id from department where practice_of is null))
               and (:connection::int is null or u.connection_id = :connection)
               and (:class::int is null or m.class = :class)
               and (:run::bigint is null or m.run_id = :run)
               and (:before::timestamptz is null or u.since < :before)
               and (:reason::text is null or :reason = \
            """
                    + REASON
                    + ")";

    private JdbcClient.StatementSpec statement(String head, Filter filter, String tail) {
        Duration olderThan = filter.olderThan();
        UncertainReason reason = filter.reason();
        MessageClass messageClass = filter.messageClass();
        return sql.sql(head + FITTING + tail)
                .param("department", filter.departmentId())
                .param("connection", filter.connectionId())
                .param("class", messageClass == null ? null : Integer.valueOf(messageClass.code()))
                .param("run", filter.runId())
                .param("reason", reason == null ? null : reason.word())
                .param("stopped", Recovery.REASON)
                .param("before", olderThan == null ? null : utc(clock.instant().minus(olderThan)));
    }

    /**
     * A page of them, the oldest messages first; those with a decision that is not carried out yet
     * are among them.
     *
     * @param after the last id of the page before; 0 for the first
     */
    public List<Line> page(Filter filter, long after, int limit) {
        return statement(
                        """
                        select u.message_id, m.run_id, m.client_id, m.msisdn, m.class, m.parts, count(*) as unclear,
                               min(u.connection_id) as connection_id, min(c.name) as connection, bool_and(c.enabled) as is_on,
                               min(%s) as reason, min(u.since) as since, count(*) filter (where d.id is null) as undecided,
                               max(d.what) as what, max(d.decided_by) as decided_by, max(d.decided_at) as decided_at
                        """
                                .formatted(REASON),
                        filter,
                        """
                           and u.message_id > :after
                         group by u.message_id, m.id, m.run_id, m.client_id, m.msisdn, m.class, m.parts
                         order by u.message_id limit :limit
                        """)
                .param("after", after)
                .param("limit", limit)
                .query(this::line)
                .list();
    }

    private Line line(ResultSet row, int number) throws SQLException {
        Instant since = row.getTimestamp("since").toInstant();
        return new Line(
                row.getLong("message_id"),
                row.getObject("run_id", Long.class),
                row.getObject("client_id", Long.class),
                row.getLong("msisdn"),
                MessageClass.of(row.getInt("class")),
                row.getInt("parts"),
                row.getInt("unclear"),
                row.getInt("connection_id"),
                row.getString("connection"),
                row.getBoolean("is_on"),
                UncertainReason.named(row.getString("reason")).orElseThrow(),
                since,
                since.plus(settings.uncertainAfter()),
                row.getInt("undecided") > 0
                        ? null
                        : new Decided(
                                Choice.named(row.getString("what")).orElseThrow(),
                                row.getString("decided_by"),
                                row.getTimestamp("decided_at").toInstant()));
    }

    /** How many fit a filter. */
    public Summary summary(Filter filter) {
        record Count(boolean waiting, Group group) {}
        List<Count> counts =
                statement(
                                """
                                select u.connection_id, c.name, m.class, d.id is null as waiting,
                                       count(distinct u.message_id) as messages, min(u.since) as oldest
                                """,
                                filter,
                                " group by 1, 2, 3, 4 order by 2, 3")
                        .query((row, number) ->
                                new Count(
                                        row.getBoolean("waiting"),
                                        new Group(
                                                row.getInt("connection_id"),
                                                row.getString("name"),
                                                MessageClass.of(row.getInt("class")),
                                                row.getLong("messages"),
                                                row.getTimestamp("oldest").toInstant())))
                        .list();
        List<Group> waiting = counts.stream().filter(Count::waiting).map(Count::group).toList();
        return new Summary(
                waiting.stream().mapToLong(Group::waiting).sum(),
                waiting.stream().map(Group::oldest).min(Instant::compareTo).orElse(null),
                counts.stream()
                        .filter(one -> !one.waiting())
                        .mapToLong(one -> one.group().waiting())
                        .sum(),
                settings.uncertainAfter(),
                waiting);
    }

    /**
     * Decides about messages that fit a filter and wait for a decision. The same key decides once
     * and gets the same answer again.
     *
     * @param messages which of them; null for all
     * @param seen how many somebody saw, when it is about all: there must not be more
     * @param by who decides
     * @throws ProblemException 400 without a usable key; 409 when there are more than were seen
     */
    @Transactional
    public Verdict decide(
            Filter filter,
            @Nullable Collection<Long> messages,
            Choice choice,
            long seen,
            String key,
            String by) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new ProblemException(400, "uncertain-bad-key", LONGEST_KEY);
        }
        Optional<Long> decision = begin(choice, key, by);
        if (decision.isEmpty()) {
            return verdict(key);
        }
        List<Open> open = lock(filter, messages);
        Set<Long> found = ids(open);
        if (messages == null && found.size() > seen) {
            throw new ProblemException(409, "uncertain-more", found.size(), seen);
        }
        Set<Long> stopped =
                choice == Choice.GIVE_UP ? Set.of() : ids(open.stream().filter(Open::stopped));
        List<Open> going = open.stream().filter(one -> !stopped.contains(one.messageId())).toList();
        Set<Long> forbidden = choice == Choice.GIVE_UP ? Set.of() : forbidden(going);
        List<Open> decided =
                going.stream().filter(one -> !forbidden.contains(one.messageId())).toList();
        mark(decided, decision.get());
        int asked = messages == null ? Math.toIntExact(seen) : new HashSet<>(messages).size();
        var verdict =
                new Verdict(
                        ids(decided).size(),
                        asked - found.size(),
                        stopped.size(),
                        forbidden.size(),
                        ids(decided.stream().filter(one -> !one.connectionOn())).size());
        end(decision.get(), verdict);
        wakeAfterCommit();
        return verdict;
    }

    /** Empty when the key has decided before; waits for the transaction that is about to. */
    private Optional<Long> begin(Choice choice, String key, String by) {
        return sql.sql(
                        """
                        insert into uncertain_decision (idempotency_key, what, decided_by, decided_at)
                        values (?, ?, ?, ?) on conflict (idempotency_key) do nothing returning id
                        """)
                .params(key, choice.word(), by, utc(clock.instant()))
                .query(Long.class)
                .optional();
    }

    private Verdict verdict(String key) {
        return sql.sql(
                        """
                        select messages, gone, stopped, forbidden, later
                          from uncertain_decision where idempotency_key = ?
                        """)
                .param(key)
                .query((row, number) ->
                        new Verdict(
                                row.getInt(1),
                                row.getInt(2),
                                row.getInt(3),
                                row.getInt(4),
                                row.getInt(5)))
                .single();
    }

    private record Open(
            long messageId,
            int part,
            int attempt,
            @Nullable Long clientId,
            long msisdn,
            MessageClass messageClass,
            boolean stopped,
            boolean connectionOn) {}

    private static Set<Long> ids(Collection<Open> rows) {
        return ids(rows.stream());
    }

    private static Set<Long> ids(Stream<Open> rows) {
        return rows.map(Open::messageId).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Never waits for a row: its connection's owner settles it right now, and must not be waited
     * for while it may wait for others.
     */
    private List<Open> lock(Filter filter, @Nullable Collection<Long> messages) {
        return statement(
                        """
                        select u.message_id, u.part, u.attempt, m.client_id, m.msisdn, m.class, c.enabled,
                               exists (select from run_hold h where h.run_id = m.run_id and h.cancelled) as is_stopped
                        """,
                        filter,
                        """
                           and u.decision_id is null
                           and (:messages::bigint[] is null or u.message_id = any(:messages::bigint[]))
                         order by u.message_id, u.part
                           for update of u skip locked
                        """)
                .param("messages", messages == null ? null : messages.toArray(Long[]::new))
                .query((row, number) ->
                        new Open(
                                row.getLong("message_id"),
                                row.getInt("part"),
                                row.getInt("attempt"),
                                row.getObject("client_id", Long.class),
                                row.getLong("msisdn"),
                                MessageClass.of(row.getInt("class")),
                                row.getBoolean("is_stopped"),
                                row.getBoolean("enabled")))
                .list();
    }

    /** What may not be said to somebody now must not be said to them again. */
    private Set<Long> forbidden(List<Open> open) {
        Map<MessageClass, List<Open>> byClass =
                open.stream()
                        .filter(one -> one.clientId() != null)
                        .collect(Collectors.groupingBy(Open::messageClass));
        var forbidden = new HashSet<Long>();
        byClass.forEach((messageClass, rows) -> {
            ConnectionCallback<@Nullable SuppressionReason[]> judging =
                    db ->
                            policies.judge(
                                    db,
                                    messageClass,
                                    rows.stream()
                                            .map(one ->
                                                    new Policies.Candidate(
                                                            Objects.requireNonNull(one.clientId()),
                                                            one.msisdn()))
                                            .toList());
            @Nullable SuppressionReason[] reasons = Objects.requireNonNull(jdbc.execute(judging));
            for (int i = 0; i < reasons.length; i++) {
                if (reasons[i] != null) {
                    forbidden.add(rows.get(i).messageId());
                }
            }
        });
        return forbidden;
    }

    private void mark(List<Open> decided, long decision) {
        sql.sql(
                        """
                        update uncertain u set decision_id = :decision
                          from unnest(:messages::bigint[], :parts::int[], :attempts::int[]) d(message_id, part, attempt)
                         where u.message_id = d.message_id and u.part = d.part and u.attempt = d.attempt
                        """)
                .param("decision", decision)
                .param("messages", decided.stream().map(Open::messageId).toArray(Long[]::new))
                .param("parts", decided.stream().map(Open::part).toArray(Integer[]::new))
                .param("attempts", decided.stream().map(Open::attempt).toArray(Integer[]::new))
                .update();
    }

    private void end(long decision, Verdict verdict) {
        sql.sql(
                        """
                        update uncertain_decision
                           set messages = ?, gone = ?, stopped = ?, forbidden = ?, later = ? where id = ?
                        """)
                .params(
                        verdict.decided(),
                        verdict.gone(),
                        verdict.stopped(),
                        verdict.forbidden(),
                        verdict.later(),
                        decision)
                .update();
    }

    private void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        delivery.wake();
                    }
                });
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

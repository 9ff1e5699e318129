package io.soroka.results;

import io.soroka.delivery.Fates;
import io.soroka.delivery.MessageState;
import io.soroka.delivery.SettledMessages;
import io.soroka.delivery.SettledMessages.Position;
import io.soroka.platform.Courtesy;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Collects results behind the facts of delivery and the answers, for clients of the sources that
 * get them. Whoever collects is the only one to do it, so that the ids of results come in order:
 * nobody who reads on behind one of them misses any.
 */
@Component
class Results {
    /** Before each chunk at the most, for the sake of people who wait for pages. */
    private static final Duration ASIDE = Duration.ofMillis(500);

    /** Long after nobody reads their facts again. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final SettledMessages settled;
    private final Fates fates;
    private final Courtesy courtesy;
    private final Clock clock;

    Results(SettledMessages settled, Fates fates, Courtesy courtesy, Clock clock) {
        this.settled = settled;
        this.fates = fates;
        this.courtesy = courtesy;
        this.clock = clock;
    }

    /**
     * Reads the facts that came since the last time. What is met again is there already.
     *
     * @param session one connection, whose owner is the only one to do this
     * @param goesOn asked between two chunks; what was not read then is read the next time
     */
    void collect(JdbcClient session, BooleanSupplier goesOn) {
        Position stored =
                session.sql("select horizon, since from result_position")
                        .query((row, number) ->
                                new Position(
                                        row.getLong("horizon"),
                                        row.getTimestamp("since").toInstant()))
                        .single();
        Position next = settled.now(session);
        // Of a database that was restored from a copy, transactions are numbered anew.
        Position from = stored.horizon() > next.horizon() ? Position.START : stored;
        boolean all =
                settled.each(
                        session,
                        from,
                        ids -> {
                            courtesy.stepAside(ASIDE);
                            keep(session, List.copyOf(fates.of(ids).values()));
                            return goesOn.getAsBoolean();
                        });
        answers(session, from);
        if (all) {
            session.sql("update result_position set horizon = ?, since = ?")
                    .param(next.horizon())
                    .param(Timestamp.from(next.since()))
                    .update();
        }
    }

    private static void keep(JdbcClient session, List<Fates.Fate> known) {
        List<Fates.Fate> over =
                known.stream()
                        .filter(fate ->
                                fate.clientId() != null
                                        && (fate.state() == MessageState.DELIVERED
                                                || fate.state() == MessageState.FAILED))
                        .toList();
        if (over.isEmpty()) {
            return;
        }
        session.sql(
                        """
                        insert into result (subject_id, client_id, kind, run_id, at, reason)
                        select u.message_id, u.client_id, u.kind, m.run_id, u.at, nullif(u.reason, '')
                          from unnest(cast(:messages as bigint[]), cast(:clients as bigint[]), cast(:kinds as smallint[]),
                                      cast(:times as timestamptz[]), cast(:reasons as text[]))
                               as u (message_id, client_id, kind, at, reason)
                          join message m on m.id = u.message_id
                         where m.id between :first and :last
                           and exists (select from client_source s join write_back w on w.source_id = s.source_id
                                        where s.client_id = u.client_id)
                         order by u.message_id
                        on conflict (subject_id, client_id, kind) do nothing
                        """)
                .param("messages", over.stream().map(Fates.Fate::messageId).toArray(Long[]::new))
                .param("clients", over.stream().map(Fates.Fate::clientId).toArray(Long[]::new))
                .param("kinds", over.stream().map(Results::code).toArray(Integer[]::new))
                .param(
                        "times",
                        over.stream()
                                .map(fate -> Objects.requireNonNull(fate.at()).toString())
                                .toArray(String[]::new))
                .param("reasons", over.stream().map(Results::reason).toArray(String[]::new))
                .param("first", over.getFirst().messageId())
                .param("last", over.getLast().messageId())
                .update();
    }

    private static int code(Fates.Fate fate) {
        return (fate.state() == MessageState.DELIVERED ? ResultKind.DELIVERED : ResultKind.FAILED)
                .code();
    }

    private static String reason(Fates.Fate fate) {
        Fates.Cause cause = fate.cause();
        if (cause == null) {
            return "";
        }
        String word = cause.kind().name().toLowerCase(Locale.ROOT);
        return cause.code() == null ? word : word + ":" + cause.code();
    }

    /**
     * Answers have a moment at which they were read, in a transaction that may have ended later;
     * all that can have come since are looked at again. A wish for no more counts for everybody
     * with the number.
     */
    private static void answers(JdbcClient session, Position from) {
        session.sql(
                        """
                        insert into result (subject_id, client_id, kind, run_id, at, reason)
                        select i.id, c.id, k.kind, case when p.message_id is not null then i.run_id end, i.received_at, null
                          from incoming i
                          join client c on c.msisdn = i.msisdn
                          left join run_person p on p.run_id = i.run_id and p.step = 0 and p.person_id = c.id
                                                and p.message_id = i.message_id
                          join (values (:replied), (:out)) k (kind)
                            on case k.kind when :out then i.opt_out else p.message_id is not null end
                         where i.read_at >= :since
                           and exists (select from client_source s join write_back w on w.source_id = s.source_id
                                        where s.client_id = c.id and w.begun_at <= i.read_at)
                         order by i.id
                        on conflict (subject_id, client_id, kind) do nothing
                        """)
                .param("replied", ResultKind.REPLIED.code())
                .param("out", ResultKind.OPTED_OUT.code())
                .param("since", Timestamp.from(from.since()))
                .update();
    }

    /** Forgets what everybody has had long ago. */
    void forget(JdbcClient session) {
        session.sql(
                        """
                        delete from result where at < ? and id <= (select coalesce(min(written_through), 9223372036854775807)
                                                                     from write_back)
                        """)
                .param(Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }
}

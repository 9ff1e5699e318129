package io.soroka.engagement;

import io.soroka.delivery.FailureKind;
import io.soroka.delivery.Fates;
import io.soroka.delivery.MessageState;
import io.soroka.delivery.SettledMessages;
import io.soroka.delivery.SettledMessages.Position;
import io.soroka.platform.Courtesy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps what became of the messages of runs, behind the facts of delivery. What is read again comes
 * out the same, so a crash in between costs nothing but the reading.
 */
@Component
class Outcomes {
    /** The fate of a message that is on the phone; others are those of {@link FailureKind}. */
    static final int DELIVERED = 0;

    /** Before each chunk at the most, for the sake of people who wait for pages. */
    private static final Duration ASIDE = Duration.ofMillis(500);

    private final SettledMessages settled;
    private final Fates fates;
    private final Courtesy courtesy;

    Outcomes(SettledMessages settled, Fates fates, Courtesy courtesy) {
        this.settled = settled;
        this.fates = fates;
        this.courtesy = courtesy;
    }

    /**
     * Reads the facts that came since the last time.
     *
     * @param session one connection, whose owner is the only one to do this: of two, the slower one
     *     would write what it read too long ago
     * @param goesOn asked between two chunks; what was not read then is read the next time
     */
    void catchUp(JdbcClient session, BooleanSupplier goesOn) {
        Position stored =
                session.sql("select horizon, since from outcome_position")
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
                            store(session, fates.of(ids));
                            return goesOn.getAsBoolean();
                        });
        if (all) {
            session.sql("update outcome_position set horizon = ?, since = ?")
                    .param(next.horizon())
                    .param(next.since().atOffset(java.time.ZoneOffset.UTC))
                    .update();
        }
    }

    private static void store(JdbcClient session, Map<Long, Fates.Fate> known) {
        List<Fates.Fate> settled = new ArrayList<>();
        List<Fates.Fate> open = new ArrayList<>();
        for (Fates.Fate fate : known.values()) {
            if (fate.runId() != 0 && fate.clientId() != null) {
                boolean over =
                        fate.state() == MessageState.DELIVERED
                                || fate.state() == MessageState.FAILED;
                (over ? settled : open).add(fate);
            }
        }
        if (!settled.isEmpty()) {
            session.sql(
                            """
                            insert into run_outcome (run_id, client_id, message_id, fate)
                            select * from unnest(cast(? as bigint[]), cast(? as bigint[]), cast(? as bigint[]),
                                                 cast(? as smallint[]))
                            on conflict (run_id, client_id) do update set fate = excluded.fate
                             where run_outcome.fate <> excluded.fate
                            """)
                    .params(
                            runs(settled),
                            clients(settled),
                            settled.stream().map(Fates.Fate::messageId).toArray(Long[]::new),
                            settled.stream().map(Outcomes::code).toArray(Integer[]::new))
                    .update();
        }
        if (!open.isEmpty()) {
            // Failed here, and sent again over another connection.
            session.sql(
                            """
                            delete from run_outcome o
                             using unnest(cast(? as bigint[]), cast(? as bigint[])) as u (run_id, client_id)
                             where o.run_id = u.run_id and o.client_id = u.client_id
                            """)
                    .params(runs(open), clients(open))
                    .update();
        }
    }

    private static int code(Fates.Fate fate) {
        return fate.state() == MessageState.DELIVERED
                ? DELIVERED
                : FailureKind.of(fate.cause()).code();
    }

    private static Long[] runs(Collection<Fates.Fate> fates) {
        return fates.stream().map(Fates.Fate::runId).toArray(Long[]::new);
    }

    private static Long[] clients(Collection<Fates.Fate> fates) {
        return fates.stream().map(Fates.Fate::clientId).toArray(Long[]::new);
    }
}

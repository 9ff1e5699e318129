package io.soroka.campaigns;

import io.soroka.campaigns.CampaignRefused.Reason;
import io.soroka.delivery.Fates;
import io.soroka.inbox.Inbox;
import io.soroka.platform.Ids;
import io.soroka.policy.MessageClass;
import io.soroka.policy.SuppressionReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a client got, wrote, and did not get and why; found by the key of the outcomes. */
@Component
public class ClientHistories {
    /** The department's latest runs are looked through. */
    private static final int RUNS = 300;

    private static final int SHOWN = 100;

    private final JdbcClient sql;
    private final Fates fates;
    private final Inbox inbox;
    private final RunPeople people;

    ClientHistories(JdbcClient sql, Fates fates, Inbox inbox, RunPeople people) {
        this.sql = sql;
        this.fates = fates;
        this.inbox = inbox;
        this.people = people;
    }

    /**
     * A message to the client.
     *
     * @param runId null for a single message
     * @param msisdn the number it was sent to
     * @param connection the connection's name; null when it is gone
     */
    public record Sent(
            long id,
            @Nullable Long runId,
            @Nullable String campaignName,
            MessageClass messageClass,
            long msisdn,
            String text,
            int parts,
            Fates.Fate fate,
            @Nullable String connection) {
        /** When it was planned. */
        public Instant at() {
            return Ids.time(id);
        }
    }

    /** A run that left the client out. */
    public record LeftOut(long runId, String campaignName, Instant at, SuppressionReason reason) {}

    /** All of it, the latest first. */
    public record History(List<Sent> messages, List<Inbox.Answer> answers, List<LeftOut> leftOut) {}

    private record Outcome(
            long runId,
            String name,
            Instant at,
            @Nullable Long messageId,
            @Nullable Integer reason) {}

    /**
     * The history of a client.
     *
     * @param departmentId the department that asks; null for someone who sees all
     * @throws CampaignRefused when there is no such client, or it is another department's
     */
    public History of(long clientId, @Nullable Long departmentId) {
        record Client(long department, long msisdn) {}
        Client client =
                sql.sql("select department_id, msisdn from client where id = ?")
                        .param(clientId)
                        .query((row, number) -> new Client(row.getLong(1), row.getLong(2)))
                        .optional()
                        .filter(one -> departmentId == null || one.department() == departmentId)
                        .orElseThrow(() -> new CampaignRefused(Reason.NO_CLIENT));
        List<Outcome> outcomes = outcomes(clientId, client.department());
        List<LeftOut> leftOut =
                outcomes.stream()
                        .filter(one -> one.reason() != null)
                        .map(one ->
                                new LeftOut(
                                        one.runId(),
                                        one.name(),
                                        one.at(),
                                        SuppressionReason.of(Objects.requireNonNull(one.reason()))))
                        .toList();
        return new History(
                messages(clientId, outcomes),
                inbox.answersFrom(client.msisdn(), client.department(), SHOWN),
                leftOut);
    }

    private List<Outcome> outcomes(long clientId, long department) {
        return sql.sql(
                        """
                        select r.id, r.name, r.started_at, p.message_id, p.reason
                          from (select id, name, started_at from run where department_id = ?
                                 order by id desc limit ?) r
                          join run_person p on p.run_id = r.id and p.step = 0 and p.person_id = ?
                         order by r.id desc
                         limit ?
                        """)
                .params(department, RUNS, clientId, SHOWN)
                .query((row, number) ->
                        new Outcome(
                                row.getLong(1),
                                row.getString(2),
                                row.getTimestamp(3).toInstant(),
                                row.getObject(4, Long.class),
                                row.getObject(5, Integer.class)))
                .list();
    }

    private List<Sent> messages(long clientId, List<Outcome> outcomes) {
        var runs = new HashMap<Long, Outcome>();
        outcomes.stream()
                .filter(one -> one.messageId() != null)
                .forEach(one -> runs.put(Objects.requireNonNull(one.messageId()), one));
        List<Long> single =
                sql.sql(
                                """
                                select id from message where client_id = ? and run_id is null
                                 order by id desc limit ?
                                """)
                        .params(clientId, SHOWN)
                        .query((row, number) -> row.getLong(1))
                        .list();
        long[] ids =
                LongStream.concat(
                                runs.keySet().stream().mapToLong(Long::longValue),
                                single.stream().mapToLong(Long::longValue))
                        .toArray();
        Map<Long, Fates.Fate> known = fates.of(ids);
        Map<Integer, String> names = people.connectionNames();
        var sent = new ArrayList<Sent>();
        if (ids.length > 0) {
            sql.sql(
                            """
                            select id, class, msisdn, text, parts from message where id = any(:ids)
                             order by id desc limit :limit
                            """)
                    .param("ids", LongStream.of(ids).boxed().toArray(Long[]::new))
                    .param("limit", SHOWN)
                    .query(row -> {
                        Fates.Fate fate = known.get(row.getLong(1));
                        Outcome run = runs.get(row.getLong(1));
                        if (fate != null) {
                            sent.add(
                                    new Sent(
                                            row.getLong(1),
                                            run == null ? null : run.runId(),
                                            run == null ? null : run.name(),
                                            MessageClass.of(row.getInt(2)),
                                            row.getLong(3),
                                            row.getString(4),
                                            row.getInt(5),
                                            fate,
                                            names.get(fate.connectionId())));
                        }
                    });
        }
        return sent;
    }
}

package io.soroka.inbox;

import io.soroka.contacts.Clients;
import io.soroka.delivery.IncomingStore;
import io.soroka.platform.CopyRows;
import io.soroka.platform.Ids;
import io.soroka.providers.Inbound;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps incoming messages and reads them: whose answer each one is, and whether it asks for no
 * more. Storing happens in the transaction after which the provider forgets the message; reading
 * follows at once, in order, and is taken up again after a crash.
 */
@Component
public class Inbox implements IncomingStore, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    /** An answer belongs to the last message that its number got within this time. */
    private static final Duration ANSWER_WITHIN = Duration.ofDays(7);

    /** How long the missing parts of a long message are waited for. */
    private static final Duration WHOLE_WITHIN = Duration.ofMinutes(10);

    private static final int CHUNK = 500;
    private static final long STOP_MILLIS = 1_000;
    private static final long LOOK_MILLIS = 2_000;

    private final Ids ids;
    private final Clock clock;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clients clients;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean running;
    private volatile Thread reader = Thread.currentThread();

    Inbox(Ids ids, Clock clock, JdbcClient sql, TransactionTemplate transactions, Clients clients) {
        this.ids = ids;
        this.clock = clock;
        this.sql = sql;
        this.transactions = transactions;
        this.clients = clients;
    }

    /**
     * Answers to a run.
     *
     * @param replies messages that came back
     * @param optOuts those of them that asked for no more
     */
    public record Replies(long replies, long optOuts) {}

    /** What came back to some runs so far, by run; nothing for those without answers. */
    public Map<Long, Replies> replies(Collection<Long> runs) {
        var replies = new HashMap<Long, Replies>();
        if (!runs.isEmpty()) {
            sql.sql("select run_id, replies, opt_outs from run_replies where run_id in (:runs)")
                    .param("runs", runs)
                    .query(row -> {
                        replies.put(row.getLong(1), new Replies(row.getLong(2), row.getLong(3)));
                    });
        }
        return replies;
    }

    /**
     * A message that came back.
     *
     * @param messageId what it answers
     * @param optOut whether it asked for no more
     */
    public record Answer(long id, long messageId, Instant at, String text, boolean optOut) {
        @Override
        public String toString() {
            return "Answer[" + id + "]";
        }
    }

    /** The answers to a run behind an id, in the order in which they came. */
    public List<Answer> answers(long runId, long after, int limit) {
        return sql.sql(
                        """
                        select id, message_id, received_at, text, opt_out from incoming
                         where run_id = ? and id > ? order by id limit ?
                        """)
                .params(runId, after, limit)
                .query(Inbox::answer)
                .list();
    }

    /** The latest messages from a number that answer something a department sent. */
    public List<Answer> answersFrom(long msisdn, long departmentId, int limit) {
        return sql.sql(
                        """
                        select i.id, i.message_id, i.received_at, i.text, i.opt_out
                          from incoming i join message m on m.id = i.message_id
                         where i.msisdn = ? and m.department_id = ?
                         order by i.id desc limit ?
                        """)
                .params(msisdn, departmentId, limit)
                .query(Inbox::answer)
                .list();
    }

    private static Answer answer(ResultSet row, int number) throws SQLException {
        return new Answer(
                row.getLong(1),
                row.getLong(2),
                row.getTimestamp(3).toInstant(),
                row.getString(4),
                row.getBoolean(5));
    }

    /** Whether something came in that has not been read yet. */
    public boolean hasUnread() {
        return sql.sql("select exists (select from incoming where read_at is null)")
                .query(Boolean.class)
                .single();
    }

    @Override
    public void store(Connection transaction, int connectionId, List<Inbound.Incoming> messages)
            throws SQLException {
        var rows =
                new CopyRows(
                        "incoming",
                        "id",
                        "connection_id",
                        "msisdn",
                        "recipient",
                        "text",
                        "reference",
                        "total",
                        "number",
                        "received_at");
        for (Inbound.Incoming message : messages) {
            Inbound.Piece piece = message.piece();
            rows.row()
                    .int8(ids.next())
                    .int2(connectionId)
                    .int8(message.msisdn())
                    .text(message.recipient())
                    // PostgreSQL's texts hold no zero character.
                    .text(message.text().replace("\0", ""))
                    .int4(piece == null ? null : piece.reference())
                    .int2(piece == null ? null : piece.total())
                    .int2(piece == null ? null : piece.number())
                    .time(clock.millis());
        }
        rows.copy(transaction);
    }

    @Override
    public void committed() {
        news.release();
    }

    private void read() {
        while (running) {
            try {
                if (readChunk() < CHUNK) {
                    boolean ignored = news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                    news.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) {
                    LOG.warn(
                            "Incoming messages can't be read now, trying again: {}",
                            e.getClass().getSimpleName());
                    news.drainPermits();
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            boolean ignored = news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Unread(long id, long msisdn, String text) {}

    /** Reads the oldest unread messages in one transaction; returns how many there were. */
    int readChunk() {
        Integer count =
                transactions.execute(status -> {
                    join();
                    List<Unread> unread =
                            sql.sql(
                                            """
                                            select id, msisdn, text from incoming
                                             where read_at is null and total is null
                                             order by id limit ?
                                               for update skip locked
                                            """)
                                    .param(CHUNK)
                                    .query((row, number) ->
                                            new Unread(
                                                    row.getLong(1),
                                                    row.getLong(2),
                                                    row.getString(3)))
                                    .list();
                    unread.forEach(this::readOne);
                    return unread.size();
                });
        return count == null ? 0 : count;
    }

    /**
     * Makes one message of the parts that are all there, and of those whose missing parts did not
     * come within {@link #WHOLE_WITHIN}: what was said so far still counts, above all a "stop". The
     * first part's row keeps the whole text.
     */
    private void join() {
        sql.sql(
                        """
                        with waiting as (
                            select id, msisdn, recipient, connection_id, reference, total, number, text, received_at
                              from incoming
                             where read_at is null and total is not null
                               for update skip locked),
                        whole as (
                            select min(id) as keeper, array_agg(id) as ids
                              from waiting
                             group by connection_id, msisdn, recipient, reference, total
                            having count(distinct number) = total or max(received_at) < :latest),
                        -- A part that came twice is said once.
                        said as (
                            select w.keeper, string_agg(p.text, '' order by p.number) as text
                              from whole w
                              join lateral (select distinct on (number) number, text
                                              from waiting i where i.id = any(w.ids) order by number, id) p on true
                             group by w.keeper),
                        gone as (
                            delete from incoming i using whole w where i.id = any(w.ids) and i.id <> w.keeper)
                        update incoming i set text = s.text, reference = null, total = null, number = null
                          from said s where i.id = s.keeper
                        """)
                .param("latest", clock.instant().minus(WHOLE_WITHIN).atOffset(ZoneOffset.UTC))
                .update();
    }

    private record Answered(long messageId, long runId) {}

    private void readOne(Unread message) {
        Optional<Answered> answered = answered(message.msisdn());
        boolean optOut = OptOutWords.in(message.text());
        if (optOut && message.msisdn() != 0) {
            clients.optOut(message.msisdn(), "sms");
        }
        sql.sql(
                        "update incoming set read_at = ?, message_id = ?, run_id = ?, opt_out = ? where id = ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(answered.map(Answered::messageId).orElse(null))
                .param(answered.map(Answered::runId).orElse(null))
                .param(optOut)
                .param(message.id())
                .update();
        answered.ifPresent(to ->
                sql.sql(
                                """
                                insert into run_replies as r (run_id, replies, opt_outs) values (:run, 1, :out)
                                on conflict (run_id) do update
                                   set replies = r.replies + 1, opt_outs = r.opt_outs + excluded.opt_outs
                                """)
                        .param("run", to.runId())
                        .param("out", optOut ? 1 : 0)
                        .update());
    }

    /**
     * The latest message to a number, found through its clients and the runs that have sent lately,
     * however long ago they were launched.
     */
    private Optional<Answered> answered(long msisdn) {
        return sql.sql(
                        """
                        select p.message_id, p.run_id
                          from client c
                          join (select distinct run_id from batch where first_id >= :since and run_id is not null) r on true
                          join run_person p on p.run_id = r.run_id and p.step = 0 and p.person_id = c.id
                         where c.msisdn = :msisdn and p.message_id >= :since
                         order by p.message_id desc
                         limit 1
                        """)
                .param("since", Ids.floor(clock.instant().minus(ANSWER_WITHIN)))
                .param("msisdn", msisdn)
                .query((row, number) -> new Answered(row.getLong(1), row.getLong(2)))
                .optional();
    }

    @Override
    public void start() {
        running = true;
        reader = Thread.ofPlatform().name("inbox").start(this::read);
    }

    @Override
    public void stop() {
        running = false;
        reader.interrupt();
        try {
            reader.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before delivery and stops after it. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }
}

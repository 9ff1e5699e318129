package io.soroka.delivery;

import io.soroka.platform.Ids;
import io.soroka.platform.ProblemException;
import io.soroka.policy.MessageClass;
import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connections;
import io.soroka.text.Senders;
import io.soroka.text.Texts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Single messages by which people try texts and connections. They are real: they go through the
 * same lanes as all others, as class transactional, and belong to no run.
 */
@Component
public class TestMessages {
    /** How many a user may send to their own phone in an hour. */
    public static final int AN_HOUR = 10;

    private static final int MOST_PARTS = 10;
    private static final Duration HOUR = Duration.ofHours(1);

    /** First key of the advisory locks under which a user's messages are counted. */
    private static final int LOCK_SPACE = 0x54455354;

    private final JdbcClient sql;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Clock clock;
    private final Connections connections;
    private final Delivery delivery;

    TestMessages(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Ids ids,
            Clock clock,
            Connections connections,
            Delivery delivery) {
        this.sql = JdbcClient.create(jdbc);
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.ids = ids;
        this.clock = clock;
        this.connections = connections;
        this.delivery = delivery;
    }

    /**
     * What is to be sent.
     *
     * @param text as it is to be read, without variables
     * @param sender null for the connection's own
     */
    public record Wanted(
            long userId, long departmentId, long msisdn, String text, @Nullable String sender) {
        @Override
        public String toString() {
            return "Wanted";
        }
    }

    /**
     * How far a test message is.
     *
     * @param queued whether it waits to be handed over, for the first time or again; its state is
     *     then {@code PENDING}
     * @param failure why it failed; null in other states
     * @param at when that was found out
     */
    public record Progress(
            long id, boolean queued, MessageState state, @Nullable Failure failure, Instant at) {}

    /**
     * Why a message failed.
     *
     * @param refused whether the provider did not take it; otherwise a receipt says so
     * @param code the provider's own; null when it gave none
     */
    public record Failure(boolean refused, @Nullable String code) {}

    /**
     * Sends, as often as asked.
     *
     * @return the message's id
     * @throws ProblemException 422 when text or sender can't be used
     */
    public long send(Wanted wanted, ConnectionSettings connection) {
        int parts = parts(wanted, connection);
        long id = ids.next();
        transaction.executeWithoutResult(ignored -> store(id, wanted, parts, connection));
        delivery.wake();
        return id;
    }

    /**
     * Sends, but at most {@value #AN_HOUR} an hour for each user.
     *
     * @return the message's id
     * @throws ProblemException 422 when text or sender can't be used; 429 after too many
     */
    public long sendSparingly(Wanted wanted, ConnectionSettings connection) {
        int parts = parts(wanted, connection);
        long id = ids.next();
        transaction.executeWithoutResult(ignored -> {
            count(wanted.userId());
            store(id, wanted, parts, connection);
        });
        delivery.wake();
        return id;
    }

    private int parts(Wanted wanted, ConnectionSettings connection) {
        if (wanted.text().isBlank()) {
            throw new ProblemException(422, "test-message-blank").at("/text");
        }
        int parts =
                Texts.parts(wanted.text(), connections.connector(connection).coding(connection));
        if (parts > MOST_PARTS) {
            throw new ProblemException(422, "test-message-too-long", parts, MOST_PARTS).at("/text");
        }
        String sender = wanted.sender();
        if (sender != null && !Senders.isUsable(sender)) {
            throw new ProblemException(422, "campaign-bad-sender", sender).at("/sender");
        }
        return parts;
    }

    /** Two at once must not both find room for the last one. */
    private void count(long userId) {
        var _ =
                sql.sql("select pg_advisory_xact_lock(?, hashint8(?))")
                        .params(LOCK_SPACE, userId)
                        .query((row, number) -> true)
                        .single();
        List<Instant> lately =
                sql.sql(
                                """
                                select at from test_message where user_id = ? and at > ? order by at
                                """)
                        .params(userId, utc(clock.instant().minus(HOUR)))
                        .query((row, number) -> row.getTimestamp(1).toInstant())
                        .list();
        if (lately.size() >= AN_HOUR) {
            Duration wait =
                    Duration.between(
                            clock.instant(), lately.get(lately.size() - AN_HOUR).plus(HOUR));
            throw new ProblemException(429, "test-messages-enough", wait, AN_HOUR);
        }
    }

    private void store(long id, Wanted wanted, int parts, ConnectionSettings connection) {
        sql.sql(
                        """
                        insert into message (id, department_id, msisdn, class, parts, sender, text)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        wanted.departmentId(),
                        wanted.msisdn(),
                        MessageClass.TRANSACTIONAL.code(),
                        parts)
                .param(wanted.sender())
                // PostgreSQL's texts hold no zero character.
                .param(wanted.text().replace("\0", ""))
                .update();
        sql.sql(
                        """
                        insert into batch (first_id, last_id, connection_id, class, taken_through, department_id)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        id,
                        connection.id(),
                        MessageClass.TRANSACTIONAL.code(),
                        id - 1,
                        wanted.departmentId())
                .update();
        sql.sql("insert into test_message (message_id, user_id, at) values (?, ?, ?)")
                .params(id, wanted.userId(), utc(clock.instant()))
                .update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * How far a test message is.
     *
     * @param userId whose it must be; null for anybody's
     */
    public Optional<Progress> progress(long id, @Nullable Long userId) {
        boolean known =
                sql.sql(
                                """
                                select exists (select from test_message
                                                where message_id = :id and (:user::bigint is null or user_id = :user))
                                """)
                        .param("id", id)
                        .param("user", userId)
                        .query(Boolean.class)
                        .single();
        ConnectionCallback<@Nullable Progress> reading = db -> progress(db, id);
        return known ? Optional.ofNullable(jdbc.execute(reading)) : Optional.empty();
    }

    private static @Nullable Progress progress(Connection db, long id) throws SQLException {
        Tracked message = new Facts(db).load(List.of(id)).messages().get(id);
        if (message == null) {
            return null;
        }
        boolean queued;
        try (PreparedStatement statement =
                db.prepareStatement(
                        """
                        select taken_through < ? or exists (select from put_back where message_id = ?)
                          from batch where first_id = ?
                        """)) {
            statement.setLong(1, id);
            statement.setLong(2, id);
            statement.setLong(3, id);
            try (ResultSet row = statement.executeQuery()) {
                queued = row.next() && row.getBoolean(1);
            }
        }
        Latest latest = latest(db, id);
        return new Progress(
                id,
                queued,
                message.state(),
                message.state() == MessageState.FAILED ? latest.failure() : null,
                latest.at());
    }

    private record Latest(@Nullable Failure failure, Instant at) {}

    /** The latest fact, and the latest one that says no. */
    private static Latest latest(Connection db, long id) throws SQLException {
        Failure failure = null;
        Instant at = Ids.time(id);
        try (PreparedStatement statement =
                db.prepareStatement(
                        """
                        select at, outcome = ? as refused, false as undelivered, error
                          from submission where message_id = ?
                        union all
                        select stored_at, false, state > 1, error from receipt where message_id = ?
                         order by 1
                        """)) {
            statement.setInt(1, Outcome.REFUSED.code());
            statement.setLong(2, id);
            statement.setLong(3, id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    at = row.getTimestamp(1).toInstant();
                    if (row.getBoolean(2) || row.getBoolean(3)) {
                        failure = new Failure(row.getBoolean(2), row.getString(4));
                    }
                }
            }
        }
        return new Latest(failure, at);
    }
}

package io.soroka.contacts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who agreed to what. Answers are added, never changed; of a client, a purpose and a channel the
 * one given last counts, however late it was written down. The field "consent to advertising" shows
 * what counts for advertising by SMS.
 */
@Component
public class Consents {
    /** The most characters of a source or a text's version. */
    public static final int LONGEST_SOURCE = 100;

    /** The most characters of an evidence. */
    public static final int LONGEST_EVIDENCE = 500;

    private static final int MOST_PROVING = 1_000;

    private final JdbcClient sql;
    private final Clock clock;

    /** Over a database; the clock tells when answers are written down. */
    public Consents(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * An answer to "may we".
     *
     * @param purpose the key of what was asked
     * @param source where it was given; no personal data
     * @param textVersion of the text that the person agreed to
     * @param evidence what proves it, for example a form's number
     * @param at when it was given
     */
    public record Answer(
            String purpose,
            ConsentChannel channel,
            boolean given,
            String source,
            @Nullable String textVersion,
            @Nullable String evidence,
            Instant at) {
        @Override
        public String toString() {
            return "Answer[" + purpose + " " + given + "]";
        }
    }

    /**
     * An answer in the ledger.
     *
     * @param msisdn the client's number at that time; null where it is not known, or no longer
     * @param recordedBy who wrote it down; null for a file or another system
     * @param annulledAt since when it counts no more, because it came by mistake
     */
    public record Recorded(
            long id,
            long clientId,
            @Nullable Long msisdn,
            Answer answer,
            Instant recordedAt,
            @Nullable String recordedBy,
            @Nullable Instant annulledAt) {

        /** Whether it counts among others. */
        public boolean counts() {
            return annulledAt == null;
        }
    }

    /**
     * Writes down a client's answer to advertising by SMS, given now.
     *
     * @see #record(long, long, Answer, String)
     */
    @Transactional
    public boolean record(long departmentId, long clientId, boolean given, String source) {
        return record(
                departmentId,
                clientId,
                new Answer(
                        ConsentPurpose.ADVERTISING,
                        ConsentChannel.SMS,
                        given,
                        source,
                        null,
                        null,
                        clock.instant()),
                null);
    }

    /**
     * Writes down a client's answer. The same answer of the same moment, told again, is written
     * once.
     *
     * @param by who does it
     * @return whether there is such a client
     */
    @Transactional
    public boolean record(long departmentId, long clientId, Answer answer, @Nullable String by) {
        // Whoever answers at the same time waits here.
        Optional<Long> number =
                sql.sql(
                                """
                                select msisdn from client where department_id = ? and id = ?
                                   for no key update
                                """)
                        .params(departmentId, clientId)
                        .query((row, n) -> row.getLong(1))
                        .optional();
        if (number.isEmpty()) {
            return false;
        }
        if (!isKnown(clientId, answer)) {
            sql.sql(
                            """
                            insert into consent (client_id, department_id, msisdn, purpose, channel, given, source,
                                                 text_version, evidence, at, recorded_at, recorded_by)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            Arrays.asList(
                                    clientId,
                                    departmentId,
                                    number.get(),
                                    answer.purpose(),
                                    answer.channel().code(),
                                    answer.given(),
                                    answer.source(),
                                    answer.textVersion(),
                                    answer.evidence(),
                                    answer.at().atOffset(ZoneOffset.UTC),
                                    now(),
                                    by))
                    .update();
        }
        if (answer.purpose().equals(ConsentPurpose.ADVERTISING)
                && answer.channel() == ConsentChannel.SMS) {
            sql.sql(
                            """
                            update client c set updated_at = ?, consent_advertising = (%s) where c.id = ?
                            """
                                    .formatted(LATEST_ADVERTISING))
                    .params(now(), clientId)
                    .update();
        }
        return true;
    }

    /** What {@code client c} answered last to advertising by SMS. */
    public static final String LATEST_ADVERTISING =
            """
            select k.given from consent k
             where k.client_id = c.id and k.purpose = 'advertising' and k.channel = 'sms'
               and k.annulled_at is null
             order by k.at desc, k.id desc limit 1\
            """;

    /** What a file said may be taken back with the file: an answer given to us is another one. */
    private boolean isKnown(long clientId, Answer answer) {
        return sql.sql(
                        """
                        select exists (
                            select from consent
                             where client_id = ? and purpose = ? and channel = ? and given = ? and at = ?
                               and import_id is null and annulled_at is null)
                        """)
                .params(
                        clientId,
                        answer.purpose(),
                        answer.channel().code(),
                        answer.given(),
                        answer.at().atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /** A client's answers, the ones given last first. */
    public List<Recorded> of(long clientId, int most) {
        return sql.sql(
                        """
                        select k.* from consent k where k.client_id = ? order by k.at desc, k.id desc limit ?
                        """)
                .params(clientId, most)
                .query(Consents::recorded)
                .list();
    }

    /**
     * Everything that was answered until a moment under a number, or by somebody who has it now, by
     * client, the ones given last first; at most {@value #MOST_PROVING}.
     *
     * @param departmentId whose clients; null for everybody's
     */
    public List<Recorded> until(Instant moment, long msisdn, @Nullable Long departmentId) {
        OffsetDateTime until = moment.atOffset(ZoneOffset.UTC);
        return sql.sql(
                        """
                        select k.* from (
                            select * from consent where msisdn = ?
                            union
                            select o.* from consent o join client c on c.id = o.client_id where c.msisdn = ?) k
                         where k.at <= ? and (?::bigint is null or k.department_id = ?)
                         order by k.client_id, k.at desc, k.id desc limit ?
                        """)
                .params(
                        Arrays.asList(
                                msisdn, msisdn, until, departmentId, departmentId, MOST_PROVING))
                .query(Consents::recorded)
                .list();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Recorded recorded(ResultSet row, int number) throws SQLException {
        OffsetDateTime annulled = row.getObject("annulled_at", OffsetDateTime.class);
        return new Recorded(
                row.getLong("id"),
                row.getLong("client_id"),
                row.getObject("msisdn", Long.class),
                new Answer(
                        row.getString("purpose"),
                        ConsentChannel.named(row.getString("channel")).orElse(ConsentChannel.SMS),
                        row.getBoolean("given"),
                        row.getString("source"),
                        row.getString("text_version"),
                        row.getString("evidence"),
                        row.getObject("at", OffsetDateTime.class).toInstant()),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("recorded_by"),
                annulled == null ? null : annulled.toInstant());
    }
}

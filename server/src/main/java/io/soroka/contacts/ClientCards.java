package io.soroka.contacts;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Everything that this room knows of one client. */
@Component
public class ClientCards {

    private static final int MOST_ANSWERS = 100;

    private final JdbcClient jdbc;
    private final FieldCatalogue catalogue;

    ClientCards(JdbcClient jdbc, FieldCatalogue catalogue) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
    }

    /**
     * A client's card.
     *
     * @param optedOut whether the number asked for silence
     * @param consents answers to advertising by SMS, the one given last first
     * @param optOuts what the number asked for, the latest first
     * @param importId the import that created the client, if one did
     */
    public record Card(
            Client client,
            boolean optedOut,
            List<Consent> consents,
            List<OptOut> optOuts,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Long importId) {}

    /** An answer to "may we". */
    public record Consent(
            String purpose, String channel, boolean given, String source, Instant at) {}

    /** Silence asked for, or taken back. */
    public record OptOut(boolean optedOut, String source, Instant at) {}

    /**
     * The card of one client.
     *
     * @param departmentId whose client it must be; null for anybody's
     */
    public Optional<Card> find(@Nullable Long departmentId, long id) {
        record Found(
                Client client, Instant createdAt, Instant updatedAt, @Nullable Long importId) {}
        Fields fields = catalogue.fields();
        RowMapper<Client> client = Clients.rowMapper(fields);
        // The ledgers are asked when this query has given its connection back: readers who each
        // held one and waited for a second would wait for each other.
        return jdbc.sql(
                        """
                        select %s, c.created_at, c.updated_at, c.import_id from client c
                        where c.id = ? and (?::bigint is null or c.department_id = ?)
                        """
                                .formatted(Clients.columns(fields)))
                .params(Arrays.asList(id, departmentId, departmentId))
                .query((row, number) ->
                        new Found(
                                client.mapRow(row, number),
                                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                                row.getObject("import_id", Long.class)))
                .optional()
                .map(found -> {
                    List<OptOut> optOuts = optOuts(found.client().msisdn(), null);
                    return new Card(
                            found.client(),
                            !optOuts.isEmpty() && optOuts.getFirst().optedOut(),
                            consents(found.client().id()),
                            optOuts,
                            found.createdAt(),
                            found.updatedAt(),
                            found.importId());
                });
    }

    private List<Consent> consents(long clientId) {
        return jdbc.sql(
                        """
                        select purpose, channel, given, source, at from consent
                        where client_id = ? and purpose = 'advertising' and channel = 'sms' and annulled_at is null
                        order by at desc, id desc limit ?
                        """)
                .params(clientId, MOST_ANSWERS)
                .query((row, number) ->
                        new Consent(
                                row.getString("purpose"),
                                row.getString("channel"),
                                row.getBoolean("given"),
                                row.getString("source"),
                                row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * What a number asked for, the latest first.
     *
     * @param until the last moment that is meant; null for now
     */
    public List<OptOut> optOuts(long msisdn, @Nullable Instant until) {
        OffsetDateTime last = until == null ? null : until.atOffset(ZoneOffset.UTC);
        return jdbc.sql(
                        """
                        select opted_out, source, at from opt_out
                        where msisdn = ? and (?::timestamptz is null or at <= ?)
                        order by id desc limit ?
                        """)
                .params(Arrays.asList(msisdn, last, last, MOST_ANSWERS))
                .query((row, number) ->
                        new OptOut(
                                row.getBoolean("opted_out"),
                                row.getString("source"),
                                row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }
}

package io.soroka.contacts.intake;

import io.soroka.contacts.ClientUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Clients whom another system has, and those whom it has no longer. Everything is to be called in a
 * transaction.
 */
public final class SourcedClients {
    private final JdbcClient jdbc;
    private final List<ClientUse> uses;

    /** Over a database; clients in use are not taken away. */
    public SourcedClients(JdbcClient jdbc, List<ClientUse> uses) {
        this.jdbc = jdbc;
        this.uses = uses.stream().filter(ClientUse::outlastsSource).toList();
    }

    /**
     * Notes that a full run has met those whom a fold in this transaction touched, and those with
     * these external ids, whose rows could not be folded.
     */
    public void seen(long runId, long departmentId, List<String> externalIds) {
        jdbc.sql(
                        """
                        insert into client_source_seen (run_id, client_id)
                        select ?, client_id from import_fold
                        union
                        select ?, id from client where department_id = ? and external_id = any (?)
                        on conflict do nothing
                        """)
                .params(runId, runId, departmentId, externalIds.toArray(String[]::new))
                .update();
    }

    /**
     * Whom a run has not met.
     *
     * @param known clients whom the source had so far
     * @param missing those of them whom it brought, no other source has, and the run did not meet
     */
    public record Missing(long known, long missing) {}

    /** Finds whom a full run has not met; for {@link #remove} in the same transaction. */
    public Missing missing(long sourceId, long runId) {
        jdbc.sql(
                        """
                        create temporary table missing_client on commit drop as
                        select s.client_id,
                               s.brought and c.id is not null
                               and not exists (
                                   select from client_source o
                                   where o.client_id = s.client_id and o.source_id <> s.source_id) as goes
                        from client_source s left join client c on c.id = s.client_id
                        where s.source_id = ?
                          and not exists (
                              select from client_source_seen n
                              where n.run_id = ? and n.client_id = s.client_id)
                        """)
                .params(sourceId, runId)
                .update();
        return jdbc.sql(
                        """
                        select (select count(*) from client_source where source_id = ?) as known,
                               (select count(*) from missing_client where goes) as missing
                        """)
                .param(sourceId)
                .query((row, number) -> new Missing(row.getLong("known"), row.getLong("missing")))
                .single();
    }

    /**
     * Removes those found missing, except whoever was written to or stands on a list: they stay
     * without belonging to the source any more.
     *
     * @return how many are gone
     */
    public long remove(long sourceId) {
        List<Object> parameters = new ArrayList<>();
        String used =
                uses.stream()
                        .map(use -> use.since(Instant.EPOCH))
                        .map(query -> {
                            parameters.addAll(query.parameters());
                            return " and not exists (select from ("
                                    + query.sql()
                                    + ") used (id) where used.id = c.id)";
                        })
                        .collect(Collectors.joining());
        long removed =
                jdbc.sql(
                                "delete from client c using missing_client m where m.goes and c.id = m.client_id"
                                        + used)
                        .params(parameters)
                        .update();
        jdbc.sql(
                        """
                        delete from client_source
                        where source_id = ? and client_id in (select client_id from missing_client)
                        """)
                .param(sourceId)
                .update();
        return removed;
    }

    /** Forgets whom a run has met. */
    public void forget(long runId) {
        jdbc.sql("delete from client_source_seen where run_id = ?").param(runId).update();
    }

    /** A source is gone: its clients stay, and belong to it no more. */
    public void release(long sourceId) {
        jdbc.sql("delete from client_source where source_id = ?").param(sourceId).update();
    }
}

package io.soroka.results;

import io.soroka.platform.Ids;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clients of a source, and facts of their messages, made by hand. */
final class MadeFacts {
    private static final int ACCEPTED = 0;
    private static final int REFUSED = 1;
    private static final int DELIVERED = 1;

    private final JdbcClient sql;
    private final long department;
    private final long run = Ids.floor(Instant.now().minusSeconds(600));

    MadeFacts(JdbcClient sql, long department) {
        this.sql = sql;
        this.department = department;
    }

    /** A campaign with one run, and messages to clients 1 to n with the ids c1 to cn. */
    void messages(String campaign, int clients) {
        sql.sql(
                        """
                        insert into client (id, department_id, external_id, msisdn, created_at, updated_at)
                        overriding system value
                        select 5000000 + n, ?, 'c' || n, 79160000000 + n, now(), now() from generate_series(1, ?) n
                        """)
                .params(department, clients)
                .update();
        sql.sql(
                        """
                        insert into campaign (id, department_id, name, class, text, created_at, created_by, changed_at)
                        values (?, ?, ?, 3, 'т', now(), 'я', now())
                        """)
                .params(run, department, campaign)
                .update();
        sql.sql(
                        """
                        insert into run (id, campaign_id, department_id, name, class, text, criteria, list, status, expected,
                                         launched_at, started_by, started_at, finished_at, planned_at, idempotency_key)
                        values (?, ?, ?, 'К', 3, 'т', '{}', 'frozen', 'finished', 1, now(), 'я', now(), now(), now(), ?)
                        """)
                .params(run, run, department, campaign)
                .update();
        sql.sql(
                        """
                        insert into message (id, department_id, run_id, client_id, msisdn, class, parts, text)
                        select ? + n, ?, ?, 5000000 + n, 79160000000 + n, 3, 1, 'т' from generate_series(1, ?) n
                        """)
                .params(run, department, run, clients)
                .update();
        sql.sql(
                        """
                        insert into run_person (run_id, step, person_id, message_id)
                        select ?, 0, 5000000 + n, ? + n from generate_series(1, ?) n
                        """)
                .params(run, run, clients)
                .update();
    }

    /** Says that the source has clients from to to. */
    void belong(long source, int from, int to) {
        sql.sql(
                        """
                        insert into client_source (source_id, client_id, brought)
                        select ?, 5000000 + n, true from generate_series(?, ?) n
                        """)
                .params(source, from, to)
                .update();
    }

    long message(int client) {
        return run + client;
    }

    /** The id that a result has in the other system. */
    String id(String kind, long subject, int client) {
        return kind + "-" + subject + "-" + (5_000_000 + client);
    }

    String id(String kind, int client) {
        return id(kind, message(client), client);
    }

    void delivered(int from, int to) {
        submitted(sql, from, to, ACCEPTED, null);
        received(from, to);
    }

    void received(int from, int to) {
        sql.sql(
                        """
                        insert into receipt (message_id, part, attempt, state, error, done_at, stored_at)
                        select ? + n, 0, 1, ?, null, now(), now() from generate_series(?, ?) n
                        """)
                .params(run, DELIVERED, from, to)
                .update();
    }

    void refused(int client) {
        submitted(sql, client, client, REFUSED, "0x0B");
    }

    static int refusal() {
        return REFUSED;
    }

    void submitted(
            JdbcClient session,
            int from,
            int to,
            int outcome,
            @org.jspecify.annotations.Nullable String error) {
        session.sql(
                        """
                        insert into submission (message_id, part, attempt, connection_id, outcome, error, at)
                        select :run + n, 0, 1, 1, :outcome, :error, now() from generate_series(:from, :to) n
                        """)
                .param("run", run)
                .param("outcome", outcome)
                .param("error", error, java.sql.Types.VARCHAR)
                .param("from", from)
                .param("to", to)
                .update();
    }

    /** An answer that has been read; its id. */
    long answered(int client, boolean optOut) {
        long id = run + 4_000_000L + client;
        sql.sql(
                        """
                        insert into incoming (id, connection_id, msisdn, recipient, text, received_at, read_at, message_id,
                                              run_id, opt_out)
                        values (?, 1, ?, '1', 'т', now(), now(), ?, ?, ?)
                        """)
                .params(id, 79_160_000_000L + client, message(client), run, optOut)
                .update();
        return id;
    }
}

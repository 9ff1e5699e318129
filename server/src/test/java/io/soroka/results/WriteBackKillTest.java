package io.soroka.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.bench.Stack;
import io.soroka.testing.Folders;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;

/** The server is killed after the other system has a batch and before ours knows of it. */
@Tag("slow")
class WriteBackKillTest {
    private static final int CLIENTS = 2_500;

    @Test
    void each_result_is_there_once() throws Exception {
        String writer = "writer_" + UUID.randomUUID().toString().substring(0, 8);
        var plan =
                new Stack.Plan(
                        "{\"operators\": [{\"name\": \"severs\"}]}",
                        1,
                        10,
                        List.of("-Xmx512m", "-Dsoroka.sources.addresses=127.0.0.0/8"));
        try (Stack stack = Stack.start(Folders.fresh("write-back"), plan);
                TestDatabase crm = TestDatabase.fresh();
                Connection owner =
                        DriverManager.getConnection(crm.url(), crm.owner(), crm.ownerPassword());
                Connection ours = stack.sql();
                Connection holder = stack.sql()) {
            JdbcClient theirs = JdbcClient.create(new SingleConnectionDataSource(owner, true));
            JdbcClient sql = JdbcClient.create(new SingleConnectionDataSource(ours, true));
            theirs.sql("create role %s login password 'writes'".formatted(writer)).update();
            theirs.sql(
                            "create table sms_results (result_id varchar(50) primary key, client_id text, kind text, at timestamptz)")
                    .update();
            theirs.sql("grant insert on sms_results to " + writer).update();
            try {
                long source = source(stack, crm);
                var facts =
                        new MadeFacts(
                                sql,
                                sql.sql("select department_id from app_user where login = 'anna'")
                                        .query(Long.class)
                                        .single());
                facts.messages("Осень", CLIENTS);
                facts.belong(source, 1, CLIENTS);
                JsonNode ignored =
                        stack.administrator()
                                .put(
                                        "/api/v1/sources/" + source + "/write-back",
                                        Map.of(
                                                "options",
                                                Map.of(
                                                        "table",
                                                        "public.sms_results",
                                                        "writer",
                                                        writer),
                                                "secret",
                                                "writes",
                                                "kinds",
                                                List.of("delivered"),
                                                "version",
                                                0));
                // Nobody can note how far it is.
                holder.setAutoCommit(false);
                run(holder, "select 1 from write_back for update");
                facts.delivered(1, CLIENTS);
                TestServer.await("a batch is theirs", () -> count(theirs) > 0);
                long first = count(theirs);
                assertThat(first).isLessThan(CLIENTS);
                assertThat(through(sql)).isZero();
                // The process is gone, and so is what it had asked of the database.
                stack.killAndRestartServer();
                run(
                        ours,
                        "select pg_terminate_backend(pid) from pg_stat_activity where query like '%update write_back%' and wait_event_type = 'Lock'");
                assertThat(through(sql)).isZero();
                holder.rollback();
                TestServer.await("the rest is theirs", () -> count(theirs) >= CLIENTS);
                TestServer.await(
                        "ours knows",
                        () ->
                                sql.sql("select written from write_back").query(Long.class).single()
                                        == CLIENTS);
                assertThat(count(theirs)).isEqualTo(CLIENTS);
                assertThat(
                                theirs.sql("select count(distinct client_id) from sms_results")
                                        .query(Long.class)
                                        .single())
                        .isEqualTo(CLIENTS);
            } finally {
                stack.server().kill();
                theirs.sql("drop owned by " + writer).update();
                theirs.sql("drop role " + writer).update();
            }
        }
    }

    private static long source(Stack stack, TestDatabase crm) throws Exception {
        String[] place = crm.url().replaceFirst("jdbc:postgresql://", "").split("[:/?]");
        return Long.parseLong(
                stack.administrator()
                        .post(
                                "/api/v1/sources",
                                Map.of(
                                        "name",
                                        "CRM",
                                        "kind",
                                        "postgresql",
                                        "options",
                                        Map.of(
                                                "host",
                                                "127.0.0.1",
                                                "port",
                                                place[1],
                                                "database",
                                                place[2],
                                                "user",
                                                crm.user()),
                                        "secret",
                                        crm.password(),
                                        "entity",
                                        "public.person",
                                        "key",
                                        "id",
                                        "mapping",
                                        List.of(Map.of("column", "mobile", "field", "phone"))),
                                "-")
                        .get("id")
                        .asString());
    }

    private static long count(JdbcClient theirs) {
        return theirs.sql("select count(*) from sms_results").query(Long.class).single();
    }

    private static long through(JdbcClient sql) {
        return sql.sql("select written_through from write_back").query(Long.class).single();
    }

    private static void run(Connection db, String query) throws SQLException {
        try (Statement statement = db.createStatement()) {
            boolean ignored = statement.execute(query);
        }
    }
}

package io.soroka.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.contacts.intake.Conflict;
import io.soroka.sources.Source;
import io.soroka.sources.Sources;
import io.soroka.testing.Browser;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Results go back to a real PostgreSQL, written by somebody who may insert and nothing else. */
class WriteBackTest {
    private static final String PASSWORD = "hush-seventeen";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TestServer server;
    private TestDatabase crm;
    private Connection owner;
    private JdbcClient theirs;
    private Browser admin;
    private MadeFacts facts;
    private Source source;
    private String writer;

    @BeforeEach
    void start() throws IOException, SQLException {
        server =
                TestServer.start(
                        "{\"operators\": [{\"name\": \"severs\"}]}",
                        "--soroka.sources.addresses=127.0.0.0/8");
        crm = TestDatabase.fresh();
        owner = DriverManager.getConnection(crm.url(), crm.owner(), crm.ownerPassword());
        theirs = JdbcClient.create(new SingleConnectionDataSource(owner, true));
        writer = "writer_" + UUID.randomUUID().toString().substring(0, 8);
        theirs.sql("create role %s login password '%s'".formatted(writer, PASSWORD)).update();
        theirs.sql(
                        """
                        create table sms_results (
                            result_id varchar(50) primary key, client_id text, phone bigint, kind text not null,
                            at timestamptz not null, campaign text, reason text)
                        """)
                .update();
        theirs.sql("grant insert on sms_results to " + writer).update();
        admin = server.browser("admin");
        long department =
                server.sql()
                        .sql("select department_id from app_user where login = 'anna'")
                        .query(Long.class)
                        .single();
        facts = new MadeFacts(server.sql(), department);
        source = source(department);
    }

    @AfterEach
    void stop() throws IOException, SQLException {
        theirs.sql("drop owned by " + writer).update();
        theirs.sql("drop role " + writer).update();
        owner.close();
        admin.close();
        server.close();
        crm.close();
    }

    private Source source(long department) {
        String[] place = crm.url().replaceFirst("jdbc:postgresql://", "").split("[:/?]");
        return server.bean(Sources.class)
                .create(
                        department,
                        new Source.Wanted(
                                "postgresql",
                                Map.of(
                                        "host",
                                        "127.0.0.1",
                                        "port",
                                        place[1],
                                        "database",
                                        place[2],
                                        "user",
                                        crm.user()),
                                crm.password(),
                                new Source.Plan(
                                        "CRM",
                                        60,
                                        0,
                                        "public.person",
                                        "id",
                                        null,
                                        List.of(
                                                new Source.Mapped(
                                                        "id", "external_id", Conflict.SOURCE),
                                                new Source.Mapped(
                                                        "mobile", "phone", Conflict.SOURCE)),
                                        0,
                                        null,
                                        false,
                                        100)),
                        "Анна");
    }

    private String path() {
        return "/api/v1/sources/" + source.id() + "/write-back";
    }

    private JsonNode set(String table, String kinds, int version, int status) {
        return answer(
                admin.send(
                        "PUT",
                        path(),
                        """
                        {"options": {"table": "%s", "writer": "%s"}, "secret": "%s", "kinds": [%s], "version": %d}
                        """
                                .formatted(table, writer, PASSWORD, kinds, version)),
                status);
    }

    private JsonNode on() {
        return set(
                "public.sms_results",
                "\"delivered\", \"failed\", \"replied\", \"opted_out\"",
                0,
                200);
    }

    private static JsonNode answer(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain(PASSWORD);
        return JSON.readTree(answer.body());
    }

    private List<String> written() {
        return theirs.sql(
                        """
                        select concat_ws(' ', result_id, client_id, phone, kind, campaign, reason)
                        from sms_results order by result_id collate "C"
                        """)
                .query(String.class)
                .list();
    }

    private void awaitWritten(String... expected) {
        TestServer.await("it is written", () -> written().size() >= expected.length);
        assertThat(written()).containsExactlyInAnyOrder(expected);
    }

    private String line(String kind, int client, @Nullable String reason) {
        return "%s c%d 7916000000%d %s Осень%s"
                .formatted(
                        facts.id(kind, client),
                        client,
                        client,
                        kind,
                        reason == null ? "" : " " + reason);
    }

    /** Whatever came before was read over: another result came behind it. */
    private void awaitTurn(int client) {
        facts.delivered(client, client);
        TestServer.await(
                "a turn is over",
                () -> written().stream().anyMatch(one -> one.contains(" c" + client + " ")));
    }

    @Test
    void results_go_back_each_once() throws SQLException {
        facts.messages("Осень", 9);
        facts.belong(source.id(), 1, 8);
        // Before anybody wanted results nothing is told.
        facts.delivered(8, 8);
        JsonNode before = answer(admin.get(path()), 200);
        assertThat(before.get("on").asBoolean()).isFalse();
        assertThat(before.get("asks").toString())
                .contains("\"key\":\"table\"", "Table of results", "\"type\":\"secret\"");
        JsonNode on = on();
        assertThat(on.get("on").asBoolean()).isTrue();
        assertThat(on.get("version").asInt()).isEqualTo(1);
        facts.delivered(1, 1);
        facts.refused(2);
        // Client 9 is in no source.
        facts.delivered(9, 9);
        awaitWritten(line("delivered", 1, null), line("failed", 2, "refused:0x0B"));
        assertThat(
                        theirs.sql(
                                        "select abs(extract(epoch from now() - max(at))) < 60 from sms_results")
                                .query(Boolean.class)
                                .single())
                .isTrue();
        // Told again, or another way round: what was delivered is delivered once.
        facts.received(1, 1);
        facts.received(2, 2);
        long reply = facts.answered(3, false);
        long stop = facts.answered(1, true);
        String campaign = " Осень";
        awaitWritten(
                line("delivered", 1, null),
                line("failed", 2, "refused:0x0B"),
                line("delivered", 2, null),
                facts.id("replied", reply, 3) + " c3 79160000003 replied" + campaign,
                facts.id("replied", stop, 1) + " c1 79160000001 replied" + campaign,
                facts.id("opted_out", stop, 1) + " c1 79160000001 opted_out" + campaign);
        // A fact that is committed late is told late.
        try (Connection slow =
                DriverManager.getConnection(
                        server.database().url(),
                        server.database().user(),
                        server.database().password())) {
            slow.setAutoCommit(false);
            facts.submitted(
                    JdbcClient.create(new SingleConnectionDataSource(slow, true)),
                    4,
                    4,
                    MadeFacts.refusal(),
                    null);
            awaitTurn(5);
            slow.commit();
        }
        awaitTurn(6);
        assertThat(written()).hasSize(9).contains(line("failed", 4, "refused"));
        JsonNode now = answer(admin.get(path()), 200);
        assertThat(now.get("written").asLong()).isEqualTo(9);
        assertThat(now.get("problem").isNull()).isTrue();
        assertThat(admin.send("DELETE", path(), null).statusCode()).isEqualTo(204);
        assertThat(admin.send("DELETE", path(), null).statusCode()).isEqualTo(404);
        assertThat(
                        server.sql()
                                .sql(
                                        "select action from audit where action like 'source.write%' order by id")
                                .query(String.class)
                                .list())
                .containsExactly("source.write-back-set", "source.write-back-removed");
    }

    @Test
    void only_the_kinds_that_are_wanted_and_many_of_them() {
        facts.messages("Осень", 5_000);
        facts.belong(source.id(), 1, 5_000);
        JsonNode ignored = set("public.sms_results", "\"delivered\"", 0, 200);
        facts.refused(1);
        facts.delivered(2, 5_000);
        TestServer.await("all are written", () -> written().size() >= 4_999);
        assertThat(written()).hasSize(4_999).noneMatch(one -> one.contains("failed"));
        // What was not wanted when it came is not told later.
        JsonNode more = set("public.sms_results", "\"failed\"", 1, 200);
        assertThat(more.get("version").asInt()).isEqualTo(2);
        assertThat(set("public.sms_results", "\"failed\"", 1, 409).get("code").asString())
                .isEqualTo("source-changed");
    }

    @Test
    void what_the_other_side_refuses_waits_and_is_told() {
        facts.messages("Осень", 3);
        facts.belong(source.id(), 1, 3);
        theirs.sql("revoke insert on sms_results from " + writer).update();
        JsonNode ignored = on();
        facts.delivered(1, 2);
        awaitProblem("may not read this");
        theirs.sql("grant insert on sms_results to " + writer).update();
        server.sql().sql("update write_back set again_at = null").update();
        awaitWritten(line("delivered", 1, null), line("delivered", 2, null));
        assertThat(answer(admin.get(path()), 200).get("problem").isNull()).isTrue();
    }

    private void awaitProblem(String words) {
        TestServer.await(
                "it is told: " + words,
                () -> {
                    JsonNode problem = answer(admin.get(path()), 200).get("problem");
                    return !problem.isNull() && problem.asString().contains(words);
                });
    }

    @Test
    void a_table_that_could_hold_a_result_twice_is_refused() {
        facts.messages("Осень", 1);
        facts.belong(source.id(), 1, 1);
        theirs.sql(
                        "create table short (result_id varchar(49) primary key, client_id text, kind text, at timestamp)")
                .update();
        theirs.sql("create table twice (result_id text, client_id text, kind text, at timestamp)")
                .update();
        theirs.sql("create unique index partly on twice (result_id) where kind = 'x'").update();
        theirs.sql("create unique index together on twice (result_id, kind)").update();
        theirs.sql("create table less (result_id text primary key, kind text)").update();
        theirs.sql(
                        "create table plain (result_id text unique, client_id text, kind text, at timestamp)")
                .update();
        theirs.sql("grant insert on short, twice, less, plain to " + writer).update();
        JsonNode ignored = on();
        facts.delivered(1, 1);
        awaitWritten(line("delivered", 1, null));
        int version = 1;
        for (String[] one :
                List.of(
                        new String[] {"short", "has to hold 50 characters"},
                        new String[] {"twice", "has to hold 50 characters"},
                        new String[] {"less", "lacks the columns at, client_id"},
                        new String[] {"nothing", "has no table"},
                        new String[] {
                            "plain (result_id) values (1); drop table plain; --", "has no table"
                        })) {
            JsonNode set = set("public." + one[0], "\"delivered\"", version++, 200);
            assertThat(set.get("problem").isNull()).isTrue();
            server.sql().sql("update write_back set written_through = 0").update();
            awaitProblem(one[1]);
        }
        JsonNode set = set("public.plain", "\"delivered\"", version, 200);
        assertThat(set.get("on").asBoolean()).isTrue();
        TestServer.await(
                "it is written there",
                () ->
                        theirs.sql(
                                                "select count(*) from plain where at > now() at time zone 'UTC' - interval '1 hour'")
                                        .query(Long.class)
                                        .single()
                                == 1);
    }

    @Test
    void what_can_not_be_is_refused_at_its_place() {
        assertThat(set("public.sms_results", "", 0, 422).get("code").asString())
                .isEqualTo("write-back-kinds");
        assertThat(set("public.sms_results", "\"sent\"", 0, 422).get("code").asString())
                .isEqualTo("write-back-kinds");
        JsonNode missing =
                answer(
                        admin.send("PUT", path(), "{\"kinds\": [\"failed\"], \"options\": {}}"),
                        422);
        assertThat(missing.toString()).contains("source-invalid", "/options/table");
        assertThat(
                        answer(
                                        admin.send(
                                                "PUT",
                                                path(),
                                                "{\"kinds\": [\"failed\"], \"options\": {\"table\": \"t\", \"writer\": \"w\", \"host\": \"h\"}}"),
                                        422)
                                .toString())
                .contains("/options/host");
        JsonNode ignored = on();
        // The kept secret is used by the same writer in the same table only.
        JsonNode elsewhere =
                answer(
                        admin.send(
                                "PUT",
                                path(),
                                "{\"kinds\": [\"failed\"], \"options\": {\"table\": \"t\", \"writer\": \"w\"}, \"version\": 1}"),
                        422);
        assertThat(elsewhere.get("code").asString()).isEqualTo("write-back-secret");
        assertThat(
                        server.sql()
                                .sql(
                                        "select count(*) from write_back where write_back::text like ?")
                                .param("%" + PASSWORD + "%")
                                .query(Long.class)
                                .single())
                .isZero();
        try (Browser anna = server.browser("anna")) {
            assertThat(anna.get(path()).statusCode()).isEqualTo(403);
        }
    }
}

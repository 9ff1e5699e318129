package io.soroka.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.contacts.intake.Conflict;
import io.soroka.sources.Source;
import io.soroka.sources.Sources;
import io.soroka.testing.MariaServer;
import io.soroka.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Results go back to a real MariaDB, written by somebody who may insert and nothing else. */
@Tag("slow")
class MariaWriteBackTest {
    @Test
    void results_go_back_each_once() throws Exception {
        try (MariaServer crm = MariaServer.start();
                TestServer server =
                        TestServer.start(
                                "{\"operators\": [{\"name\": \"severs\"}]}",
                                "--soroka.sources.addresses=127.0.0.1")) {
            crm.sql(
                    "create table sms_results (result_id varchar(50) primary key, client_id varchar(200), phone bigint,"
                            + " kind varchar(20) not null, at datetime(3) not null, reason varchar(50))",
                    "create user writer identified by 'writes'",
                    "grant insert on crm.sms_results to writer");
            long department =
                    server.sql()
                            .sql("select department_id from app_user where login = 'anna'")
                            .query(Long.class)
                            .single();
            Source source = source(server, crm, department);
            var facts = new MadeFacts(server.sql(), department);
            facts.messages("Осень", 3);
            facts.belong(source.id(), 1, 3);
            WriteBacks backs = server.bean(WriteBacks.class);
            WriteBack set =
                    backs.set(
                            source.id(),
                            0,
                            new WriteBack.Wanted(
                                    Map.of("table", "sms_results", "writer", "writer"),
                                    "writes",
                                    Set.of(ResultKind.DELIVERED, ResultKind.FAILED)),
                            "Анна");
            assertThat(set.written()).isZero();
            facts.delivered(1, 2);
            facts.refused(3);
            awaitThrough(server, backs, source, 3);
            List<String> expected =
                    List.of(
                            facts.id("delivered", 1) + " c1 79160000001 delivered null 1",
                            facts.id("delivered", 2) + " c2 79160000002 delivered null 1",
                            facts.id("failed", 3) + " c3 79160000003 failed refused:0x0B 1");
            assertThat(written(crm)).isEqualTo(expected);
            // As if ours had died before it knew: all of it is written again and is there once.
            server.sql().sql("update write_back set written_through = 0").update();
            awaitThrough(server, backs, source, 6);
            assertThat(written(crm)).isEqualTo(expected);
        }
    }

    private static void awaitThrough(
            TestServer server, WriteBacks backs, Source source, long written) {
        TestServer.await(
                "it is written",
                () -> {
                    WriteBack now = backs.find(source.id()).orElseThrow();
                    assertThat(now.failure()).isNull();
                    return now.written() >= written;
                });
    }

    private static Source source(TestServer server, MariaServer crm, long department) {
        return server.bean(Sources.class)
                .create(
                        department,
                        new Source.Wanted(
                                "mariadb",
                                Map.of(
                                        "host",
                                        "127.0.0.1",
                                        "port",
                                        String.valueOf(crm.port()),
                                        "database",
                                        "crm",
                                        "user",
                                        "soroka"),
                                MariaServer.PASSWORD,
                                new Source.Plan(
                                        "CRM",
                                        60,
                                        0,
                                        "person",
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

    private static List<String> written(MariaServer crm) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:mariadb://127.0.0.1:%d/crm".formatted(crm.port()),
                                "soroka",
                                MariaServer.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                select concat(result_id, ' ', client_id, ' ', phone, ' ', kind, ' ', coalesce(reason, 'null'), ' ',
                                              abs(timestampdiff(second, at, utc_timestamp())) < 120)
                                from sms_results order by result_id
                                """)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}

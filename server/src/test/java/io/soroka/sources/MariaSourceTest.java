package io.soroka.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.contacts.intake.Conflict;
import io.soroka.testing.MariaServer;
import io.soroka.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients come from a real MariaDB, from the first load to a removal. */
@Tag("slow")
class MariaSourceTest {
    @Test
    void from_the_first_load_to_a_removal() throws Exception {
        try (MariaServer crm = MariaServer.start();
                TestServer server =
                        TestServer.start(
                                "{\"operators\": [{\"name\": \"severs\"}]}",
                                "--soroka.sources.addresses=127.0.0.1")) {
            crm.sql(
                    "create table person (id char(8) primary key, phone varchar(40), debt decimal(10, 2), changed datetime(3),"
                            + " key (changed, id))",
                    "insert into person select lpad(seq, 8, '0'), concat('8916', lpad(seq, 7, '0')), seq / 4,"
                            + " date_add('2026-10-01', interval seq second) from seq_1_to_25000");
            long department =
                    server.sql().sql("select min(id) from department").query(Long.class).single();
            Sources sources = server.bean(Sources.class);
            Source source =
                    sources.create(
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
                                            "changed",
                                            List.of(
                                                    new Source.Mapped(
                                                            "id", "external_id", Conflict.SOURCE),
                                                    new Source.Mapped(
                                                            "phone", "phone", Conflict.SOURCE),
                                                    new Source.Mapped(
                                                            "debt", "debt", Conflict.SOURCE)),
                                            0,
                                            null,
                                            true,
                                            50)),
                            "Анна");
            assertThat(done(sources, source, Run.Mode.INCREMENTAL))
                    .isEqualTo(new Run.Counts(25_000, 25_000, 0, 0, 0, 0, 0));
            assertThat(
                            server.sql()
                                    .sql(
                                            "select msisdn || ' ' || debt from client where external_id = '00020001'")
                                    .query(String.class)
                                    .single())
                    .isEqualTo("79160020001 5000.25");
            crm.sql(
                    "update person set debt = null, changed = '2026-10-02 00:00:00' where id <= '00000100'",
                    "delete from person where id > '00024000'");
            // 25,000 seconds after midnight is the last one; five minutes of rows that are left:
            // none.
            assertThat(done(sources, source, Run.Mode.INCREMENTAL))
                    .isEqualTo(new Run.Counts(100, 0, 100, 0, 0, 0, 0));
            assertThat(done(sources, source, Run.Mode.FULL))
                    .isEqualTo(new Run.Counts(24_000, 0, 0, 24_000, 1_000, 0, 0));
            assertThat(
                            server.sql()
                                    .sql("select count(*) || ' ' || count(debt) from client")
                                    .query(String.class)
                                    .single())
                    .isEqualTo("24000 23900");
        }
    }

    private static Run.Counts done(Sources sources, Source source, Run.Mode mode) {
        Run begun = sources.run(source.id(), mode, "Анна");
        TestServer.await(
                "it has run",
                () -> sources.run(source.id(), begun.id()).status() != Run.Status.RUNNING);
        Run ended = sources.run(source.id(), begun.id());
        assertThat(ended.status()).as(String.valueOf(ended.failure())).isEqualTo(Run.Status.DONE);
        return ended.counts();
    }
}

package io.soroka.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.soroka.contacts.intake.Conflict;
import io.soroka.testing.Browser;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events come from a real PostgreSQL beside ours. */
class SourceEventsTest {
    private static TestServer server;
    private static TestDatabase crm;
    private static long department;
    private static int names;

    private final List<Long> made = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        server =
                TestServer.start(
                        "{\"operators\": [{\"name\": \"severs\"}]}",
                        "--soroka.sources.addresses=127.0.0.0/8");
        crm = TestDatabase.fresh();
        crm.sql()
                .sql(
                        """
                        create table sale (
                            id bigint primary key, code text, person text, mobile text, at timestamptz, total text,
                            shop text, items numeric, changed timestamptz)
                        """)
                .update();
        department =
                server.sql()
                        .sql("select department_id from app_user where login = 'anna'")
                        .query(Long.class)
                        .single();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        crm.close();
    }

    /** Clients c1 to c9 with the numbers 79160000001 to 79160000009. */
    @BeforeEach
    void empty() {
        crm.sql().sql("truncate sale").update();
        server.sql().sql("delete from client_event").update();
        server.sql().sql("delete from client where department_id = ?").param(department).update();
        server.sql()
                .sql(
                        """
                        insert into client (department_id, external_id, msisdn, created_at, updated_at)
                        select ?, 'c' || g, 79160000000 + g, now(), now() from generate_series(1, 9) g
                        """)
                .param(department)
                .update();
    }

    @AfterEach
    void deleteSources() {
        made.forEach(id -> sources().delete(id));
    }

    private static Sources sources() {
        return server.bean(Sources.class);
    }

    private static Source.Mapped mapped(String column, String field) {
        return new Source.Mapped(column, field, Conflict.SOURCE);
    }

    private static List<Source.Mapped> mapping(Source.Mapped... more) {
        return Stream.concat(
                        Stream.of(
                                mapped("person", "client_external_id"),
                                mapped("code", "external_id"),
                                mapped("at", "at")),
                        Stream.of(more))
                .toList();
    }

    private static final List<Source.Mapped> ALL =
            mapping(
                    mapped("total", "amount"),
                    mapped("shop", "attributes.shop"),
                    mapped("items", "attributes.items"));

    private static Source.Plan plan(
            String kind, int rowsPerSecond, boolean removes, List<Source.Mapped> mapping) {
        return new Source.Plan(
                "Sales " + ++names,
                60,
                rowsPerSecond,
                "public.sale",
                "id",
                "changed",
                mapping,
                0,
                null,
                removes,
                100,
                kind);
    }

    private static Source.Wanted wanted(Source.Plan plan) {
        String[] place = crm.url().replaceFirst("jdbc:postgresql://", "").split("[:/?]");
        return new Source.Wanted(
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
                plan);
    }

    private Source create(int rowsPerSecond, List<Source.Mapped> mapping) {
        Source source =
                sources()
                        .create(
                                department,
                                wanted(plan("purchase", rowsPerSecond, false, mapping)),
                                "Анна");
        made.add(source.id());
        return source;
    }

    private static Run await(Source source, Run run) {
        TestServer.await(
                "the run has ended",
                () -> sources().run(source.id(), run.id()).status() != Run.Status.RUNNING);
        return sources().run(source.id(), run.id());
    }

    private static Run.Counts done(Source source, Run.Mode mode) {
        Run run = await(source, sources().run(source.id(), mode, "Анна"));
        assertThat(run.status()).as(String.valueOf(run.failure())).isEqualTo(Run.Status.DONE);
        return run.counts();
    }

    private static Run.Counts counts(long read, long added, long changed, long same, long bad) {
        return new Run.Counts(read, added, changed, same, 0, 0, bad);
    }

    /** Sales 1 to n of the nine clients in turn, a second apart. */
    private static void sales(int from, int to) {
        crm.sql()
                .sql(
                        """
                        insert into sale
                        select g, 's' || g, 'c' || 1 + g % 9, '+7 916 000 00 0' || 1 + g % 9,
                               timestamptz '2026-03-31 23:59:50Z' + g * interval '1 second', g || '.50', 'Shop ' || g % 3, g % 4,
                               timestamptz '2026-04-01 00:00Z' + g * interval '1 second'
                        from generate_series(?, ?) g
                        """)
                .params(from, to)
                .update();
    }

    private static List<String> told() {
        return server.sql()
                .sql(
                        """
                        select concat_ws(' ', e.external_id, c.external_id, e.at at time zone 'UTC', e.amount, k.key,
                                         e.attributes ->> 'shop', e.attributes ->> 'items')
                        from client_event e join client c on c.id = e.client_id join event_kind k on k.id = e.kind
                        where e.department_id = ? order by e.external_id
                        """)
                .param(department)
                .query(String.class)
                .list();
    }

    private static long count() {
        return server.sql().sql("select count(*) from client_event").query(Long.class).single();
    }

    private List<String> problems(Source source) {
        List<String> problems = new ArrayList<>();
        sources()
                .problems(
                        source.id(),
                        sources().runs(source.id(), null, 1).getFirst().id(),
                        one ->
                                problems.add(
                                        one.key() + " " + one.column() + " " + one.messageKey()));
        return problems;
    }

    @Test
    void rows_become_events_once() {
        sales(1, 3);
        sales(20, 20);
        Source source = create(0, ALL);
        assertThat(done(source, Run.Mode.INCREMENTAL)).isEqualTo(counts(4, 4, 0, 0, 0));
        // By hand: sale 1 at 23:59:51 in March, sale 20 at 00:00:10 in April.
        List<String> expected =
                List.of(
                        "s1 c2 2026-03-31 23:59:51 1.50 purchase Shop 1 1",
                        "s2 c3 2026-03-31 23:59:52 2.50 purchase Shop 2 2",
                        "s20 c3 2026-04-01 00:00:10 20.50 purchase Shop 2 0",
                        "s3 c4 2026-03-31 23:59:53 3.50 purchase Shop 0 3");
        assertThat(told()).isEqualTo(expected);
        // The last five minutes are met again, and all of it in a full run; nothing is repeated.
        assertThat(done(source, Run.Mode.INCREMENTAL)).isEqualTo(counts(4, 0, 0, 4, 0));
        assertThat(done(source, Run.Mode.FULL)).isEqualTo(counts(4, 0, 0, 4, 0));
        assertThat(told()).isEqualTo(expected);
        // What the source forgets stays; what it tells otherwise is told otherwise.
        crm.sql().sql("delete from sale where id = 1").update();
        crm.sql()
                .sql("update sale set total = '7 000,00', at = '2026-05-01Z' where id = 2")
                .update();
        assertThat(done(source, Run.Mode.FULL)).isEqualTo(counts(3, 0, 1, 2, 0));
        assertThat(told())
                .hasSize(4)
                .contains(
                        "s1 c2 2026-03-31 23:59:51 1.50 purchase Shop 1 1",
                        "s2 c3 2026-05-01 00:00:00 7000.00 purchase Shop 2 2");
    }

    @Test
    void numbers_tell_whose_they_are_as_well() {
        sales(1, 2);
        crm.sql().sql("update sale set mobile = 'none' where id = 2").update();
        sales(3, 3);
        Source source =
                create(
                        0,
                        List.of(
                                mapped("mobile", "phone"),
                                mapped("id", "external_id"),
                                mapped("at", "at")));
        assertThat(done(source, Run.Mode.FULL)).isEqualTo(counts(3, 2, 0, 0, 1));
        assertThat(told())
                .containsExactly(
                        "1 c2 2026-03-31 23:59:51 purchase", "3 c4 2026-03-31 23:59:53 purchase");
    }

    @Test
    void rows_that_can_not_be_used_are_left_out_with_a_reason() {
        sales(1, 12);
        crm.sql().sql("update sale set person = 'nobody' where id = 2").update();
        crm.sql().sql("update sale set person = null where id = 3").update();
        crm.sql().sql("update sale set code = null where id = 4").update();
        crm.sql().sql("update sale set at = null where id = 5").update();
        crm.sql().sql("update sale set at = '1999-12-31Z' where id = 6").update();
        crm.sql().sql("update sale set at = '2098-12-31Z' where id = 7").update();
        crm.sql().sql("update sale set total = 'much' where id = 8").update();
        crm.sql().sql("update sale set shop = repeat('x', 201) where id = 9").update();
        crm.sql().sql("update sale set code = repeat('x', 101) where id = 10").update();
        crm.sql().sql("update sale set items = 1e20 where id = 11").update();
        crm.sql()
                .sql("update sale set total = null, shop = null, items = null where id = 12")
                .update();
        Source source = create(0, ALL);
        assertThat(done(source, Run.Mode.FULL)).isEqualTo(counts(12, 2, 0, 0, 10));
        assertThat(told())
                .containsExactly(
                        "s1 c2 2026-03-31 23:59:51 1.50 purchase Shop 1 1",
                        "s12 c4 2026-04-01 00:00:02 purchase");
        assertThat(problems(source))
                .containsExactlyInAnyOrder(
                        "2 person source.event-stranger",
                        "3 person source.event-incomplete",
                        "4 code source.event-incomplete",
                        "5 at source.event-incomplete",
                        "6 at source.event-time",
                        "7 at source.event-time",
                        "8 total import.cell.not-a-number",
                        "9 shop import.cell.text-too-long",
                        "10 code import.cell.text-too-long",
                        "11 items import.cell.number-too-large");
    }

    @Test
    void another_departments_clients_are_strangers() {
        sales(1, 1);
        server.sql()
                .sql(
                        """
                        with other as (insert into department (name) values ('Another') returning id)
                        update client set department_id = other.id from other
                        where department_id = :department and external_id = 'c2'
                        """)
                .param("department", department)
                .update();
        Source source = create(0, ALL);
        assertThat(done(source, Run.Mode.FULL)).isEqualTo(counts(1, 0, 0, 0, 1));
        assertThat(count()).isZero();
        server.sql().sql("delete from client where external_id = 'c2'").update();
    }

    @Test
    void a_dry_run_tells_what_a_run_then_does_and_keeps_nothing() {
        sales(1, 50);
        crm.sql().sql("update sale set person = 'nobody' where id = 7").update();
        Source source = create(0, ALL);
        Run.Counts dry = done(source, Run.Mode.DRY);
        assertThat(dry).isEqualTo(counts(50, 49, 0, 0, 1));
        assertThat(count()).isZero();
        assertThat(done(source, Run.Mode.FULL)).isEqualTo(dry);
        crm.sql().sql("update sale set total = '9' where id <= 5").update();
        sales(51, 53);
        List<String> before = told();
        Run.Counts second = done(source, Run.Mode.DRY);
        assertThat(second).isEqualTo(counts(53, 3, 5, 44, 1));
        assertThat(told()).isEqualTo(before);
        assertThat(done(source, Run.Mode.FULL)).isEqualTo(second);
    }

    @Test
    void sessions_that_are_killed_leave_no_half_batch() {
        sales(1, 4_000);
        Source source = create(1_000, ALL);
        Run begun = sources().run(source.id(), Run.Mode.FULL, "Анна");
        int killed = 0;
        while (sources().run(source.id(), begun.id()).status() == Run.Status.RUNNING
                && killed < 4) {
            killed +=
                    server.sql()
                            .sql(
                                    """
                                    select count(pg_terminate_backend(pid)) from pg_stat_activity
                                    where datname = current_database() and pid <> pg_backend_pid()
                                      and (query like '%told_event%' or query like '%known_event%')
                                      and state in ('active', 'idle in transaction')
                                    """)
                            .query(Integer.class)
                            .single();
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            long read = sources().run(source.id(), begun.id()).counts().read();
            assertThat(count()).isEqualTo(read);
        }
        Run ended = await(source, begun);
        assertThat(killed).isPositive();
        assertThat(ended.status()).as(String.valueOf(ended.failure())).isEqualTo(Run.Status.DONE);
        assertThat(ended.counts()).isEqualTo(counts(4_000, 4_000, 0, 0, 0));
        assertThat(count()).isEqualTo(4_000);
    }

    @Test
    void what_is_cut_off_goes_on_behind_the_last_whole_batch() {
        sales(1, 3_000);
        Source source = create(100, ALL);
        Run begun = sources().run(source.id(), Run.Mode.INCREMENTAL, "Анна");
        TestServer.await(
                "a batch is done",
                () -> sources().run(source.id(), begun.id()).counts().read() >= 500);
        server.sql().sql("update source set rows_per_second = 2000").update();
        server.restart();
        Run ended = await(source, begun);
        assertThat(ended.status()).isEqualTo(Run.Status.DONE);
        assertThat(ended.counts()).isEqualTo(counts(3_000, 3_000, 0, 0, 0));
        assertThat(count()).isEqualTo(3_000);
    }

    @Test
    void what_can_not_be_is_refused_at_its_place() {
        refused("/eventKind", "source.no-such-event-kind", plan("nothing", 0, false, ALL));
        refused("/removesMissing", "source.events-stay", plan("purchase", 0, true, ALL));
        refused(
                "/mapping/3/field",
                "source.no-such-event-field",
                plan("purchase", 0, false, mapping(mapped("x", "last_name"))));
        refused(
                "/mapping/3/field",
                "source.no-such-event-field",
                plan("payment", 0, false, mapping(mapped("x", "attributes.shop"))));
        refused(
                "/mapping/3/field",
                "source.field-twice",
                plan("purchase", 0, false, mapping(mapped("x", "at"))));
        refused(
                "/mapping/3/conflict",
                "source.events-as-told",
                plan(
                        "purchase",
                        0,
                        false,
                        mapping(new Source.Mapped("x", "amount", Conflict.KEEP))));
        refused(
                "/mapping",
                "source.event-client",
                plan("purchase", 0, false, mapping(mapped("mobile", "phone"))));
        for (int missing = 0; missing < 3; missing++) {
            List<Source.Mapped> less = new ArrayList<>(ALL);
            Source.Mapped ignored = less.remove(missing);
            refused(
                    "/mapping",
                    List.of("source.event-client", "source.event-id", "source.event-at")
                            .get(missing),
                    plan("purchase", 0, false, less));
        }
        Source source = create(0, ALL);
        Source.Plan clients =
                new Source.Plan(
                        "X",
                        60,
                        0,
                        "public.sale",
                        "id",
                        null,
                        List.of(mapped("mobile", "phone")),
                        0,
                        null,
                        false,
                        100);
        InvalidSource stays =
                catchThrowableOfType(
                        InvalidSource.class,
                        () -> sources().change(source.id(), 1, wanted(clients), "Анна"));
        assertThat(stays).hasMessage("/target source.target-stays");
    }

    private static void refused(String place, String key, Source.Plan plan) {
        InvalidSource refused =
                catchThrowableOfType(
                        InvalidSource.class,
                        () -> sources().create(department, wanted(plan), "Анна"));
        assertThat(refused).isNotNull();
        assertThat(refused).hasMessage(place + " " + key);
    }

    @Test
    void over_the_api() {
        try (Browser admin = server.browser("admin")) {
            String[] place = crm.url().replaceFirst("jdbc:postgresql://", "").split("[:/?]");
            String body =
                    """
                    {"kind": "postgresql", "secret": "%s", "name": "Payments", "target": "event", "eventKind": "payment",
                     "options": {"host": "127.0.0.1", "port": "%s", "database": "%s", "user": "%s"},
                     "entity": "public.sale", "key": "id",
                     "mapping": [{"column": "person", "field": "client_external_id"}, {"column": "code", "field": "external_id"},
                                 {"column": "at", "field": "at"}, {"column": "shop", "field": "attributes.method"}]}
                    """
                            .formatted(crm.password(), place[1], place[2], crm.user());
            String made = answer(admin, body, 201);
            assertThat(made)
                    .contains(
                            "\"target\":\"event\"",
                            "\"eventKind\":\"payment\"",
                            "\"match\":\"external_id\"",
                            "attributes.method");
            assertThat(answer(admin, body.replace("\"event\"", "\"dog\""), 422))
                    .contains("source-target-unknown", "/target");
            assertThat(answer(admin, body.replace("\"payment\"", "null"), 422))
                    .contains("source-invalid", "/eventKind");
        }
        sources().all().stream()
                .filter(one -> one.plan().name().equals("Payments"))
                .forEach(one -> made.add(one.id()));
        assertThat(made).hasSize(1);
    }

    private static String answer(Browser admin, @Nullable String body, int status) {
        var answer = admin.send("POST", "/api/v1/sources", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }
}

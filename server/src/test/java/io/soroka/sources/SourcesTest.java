package io.soroka.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.soroka.contacts.Consents;
import io.soroka.contacts.FieldCatalogue;
import io.soroka.contacts.intake.Conflict;
import io.soroka.events.Event;
import io.soroka.events.EventKinds;
import io.soroka.events.Events;
import io.soroka.platform.Ids;
import io.soroka.platform.ProblemException;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients come from a real PostgreSQL beside ours. */
class SourcesTest {
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
                        create table person (
                            id bigint primary key, mobile text, surname text, forename text, email text, debt numeric(12, 3),
                            born date, wants boolean, due timestamptz, changed timestamptz)
                        """)
                .update();
        crm.sql().sql("create index person_changed on person (changed, id)").update();
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

    @BeforeEach
    void empty() {
        crm.sql().sql("truncate person").update();
        server.sql().sql("delete from client where department_id = ?").param(department).update();
        server.sql().sql("delete from client_source").update();
    }

    @AfterEach
    void deleteSources() {
        for (long id : made) {
            stopRunning(id);
            sources().delete(id);
        }
    }

    private void stopRunning(long id) {
        Run last = sources().find(id).lastRun();
        if (last != null && last.status() == Run.Status.RUNNING) {
            server.sql()
                    .sql("update source_run set stopping = true where id = ?")
                    .param(last.id())
                    .update();
            Run ignored = await(id, last.id());
        }
    }

    private static Sources sources() {
        return server.bean(Sources.class);
    }

    private static Map<String, String> place() {
        String[] place = crm.url().replaceFirst("jdbc:postgresql://", "").split("[:/?]");
        return Map.of(
                "host", "127.0.0.1", "port", place[1], "database", place[2], "user", crm.user());
    }

    private static Source.Mapped mapped(String column, String field) {
        return new Source.Mapped(column, field, Conflict.SOURCE);
    }

    private static List<Source.Mapped> mapping(Source.Mapped... more) {
        return Stream.concat(
                        Stream.of(mapped("id", "external_id"), mapped("mobile", "phone")),
                        Arrays.stream(more))
                .toList();
    }

    private static Source.Plan plan(List<Source.Mapped> mapping) {
        return new Source.Plan(
                "CRM " + ++names,
                60,
                0,
                "public.person",
                "id",
                "changed",
                mapping,
                0,
                null,
                true,
                100);
    }

    private Source create(Source.Plan plan) {
        return create(plan, "postgresql", place(), crm.password());
    }

    private Source create(Source.Plan plan, String kind, Map<String, String> place, String secret) {
        Source source =
                sources().create(department, new Source.Wanted(kind, place, secret, plan), "Анна");
        made.add(source.id());
        return source;
    }

    private Source create(Source.Mapped... more) {
        return create(plan(mapping(more)));
    }

    private static Run run(Source source, Run.Mode mode) {
        Run begun = sources().run(source.id(), mode, "Анна");
        return await(source.id(), begun.id());
    }

    private static Run await(long source, long run) {
        TestServer.await(
                "the run has ended",
                () -> sources().run(source, run).status() != Run.Status.RUNNING);
        return sources().run(source, run);
    }

    private static Run done(Source source, Run.Mode mode) {
        Run run = run(source, mode);
        assertThat(run.status()).as(String.valueOf(run.failure())).isEqualTo(Run.Status.DONE);
        return run;
    }

    /** People 1 to n with numbers of their own; changed one second after the other. */
    private static void people(int from, int to) {
        crm.sql()
                .sql(
                        """
                        insert into person
                        select g, '+7 (916) ' || lpad(g::text, 7, '0'), 'Family ' || g, 'Name ' || g % 50, null,
                               g + 0.126, date '1990-01-01' + g % 3650, g % 2 = 0, timestamptz '2026-11-01 10:00Z',
                               timestamptz '2026-10-01 00:00Z' + g * interval '1 second'
                        from generate_series(?, ?) g
                        """)
                .params(from, to)
                .update();
    }

    private static String clients(String what) {
        return String.join(
                "; ",
                server.sql()
                        .sql(
                                "select "
                                        + what
                                        + " from client where department_id = ? order by external_id, msisdn")
                        .param(department)
                        .query(String.class)
                        .list());
    }

    private static long count() {
        return server.sql()
                .sql("select count(*) from client where department_id = ?")
                .param(department)
                .query(Long.class)
                .single();
    }

    @Test
    void a_first_load_brings_everybody_with_their_values() {
        people(1, 45_000);
        crm.sql().sql("update person set mobile = 'none' where id = 7").update();
        crm.sql().sql("update person set email = 'no address' where id in (8, 9)").update();
        Source source =
                create(
                        mapped("surname", "last_name"),
                        mapped("email", "email"),
                        mapped("debt", "debt"),
                        mapped("born", "birth_date"),
                        mapped("wants", "consent_advertising"),
                        mapped("due", "last_visit"));
        Run run = done(source, Run.Mode.INCREMENTAL);
        assertThat(run.counts()).isEqualTo(new Run.Counts(45_000, 44_999, 0, 0, 0, 0, 3));
        assertThat(count()).isEqualTo(44_999);
        assertThat(
                        server.sql()
                                .sql(
                                        """
                                        select concat_ws(' ', msisdn, last_name, debt, birth_date, consent_advertising,
                                               last_visit at time zone 'UTC')
                                        from client where department_id = ? and external_id = '4242'
                                        """)
                                .param(department)
                                .query(String.class)
                                .single())
                .isEqualTo("79160004242 Family 4242 4242.13 1991-08-16 t 2026-11-01 10:00:00");
        List<String> problems = new ArrayList<>();
        sources()
                .problems(
                        source.id(),
                        run.id(),
                        one ->
                                problems.add(
                                        one.key() + " " + one.column() + " " + one.messageKey()));
        assertThat(problems)
                .hasSize(3)
                .contains("8 email import.cell.not-an-email", "9 email import.cell.not-an-email")
                .anyMatch(one -> one.startsWith("7 mobile "));
        // Answers go to the ledger, once.
        assertThat(
                        server.sql()
                                .sql("select count(*) from consent where source = ?")
                                .param("source:" + source.id())
                                .query(Long.class)
                                .single())
                .isEqualTo(44_999);
    }

    @Test
    void only_what_changed_is_read_afterwards() {
        people(1, 2_000);
        Source source = create(mapped("surname", "last_name"));
        Run ignored = done(source, Run.Mode.INCREMENTAL);
        crm.sql()
                .sql(
                        "update person set surname = 'Other', changed = timestamptz '2026-10-02 00:00Z' where id <= 20")
                .update();
        people(2_001, 2_003);
        Run second = done(source, Run.Mode.INCREMENTAL);
        // Five minutes are met again: 300 seconds before the end, one person a second.
        assertThat(second.counts()).isEqualTo(new Run.Counts(324, 3, 20, 301, 0, 0, 0));
        assertThat(
                        server.sql()
                                .sql(
                                        """
                                        select count(*) from client
                                        where department_id = ? and (last_name = 'Other') = (external_id::int <= 20)
                                        """)
                                .param(department)
                                .query(Long.class)
                                .single())
                .isEqualTo(2_003);
        // Nothing new: nothing but the last minutes, and nobody is touched.
        String before = clients("updated_at::text");
        assertThat(done(source, Run.Mode.INCREMENTAL).counts().changed()).isZero();
        assertThat(clients("updated_at::text").equals(before)).isTrue();
    }

    /**
     * Rule; what the source had at first; what the client was changed to by hand, before or after
     * the source's own change; what the source has then; what must come of it.
     */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "SOURCE, a, -, -,      b, b",
                "SOURCE, a, h, after,  b, b",
                "SOURCE, a, h, after,  -, -",
                "SOURCE, a, -, -,      -, -",
                "FILLED, a, -, -,      b, b",
                "FILLED, a, h, after,  -, h",
                "FILLED, a, h, after,  b, b",
                "FILLED, a, -, -,      -, a",
                "NEWEST, a, -, -,      b, b",
                "NEWEST, a, -, -,      -, -",
                "NEWEST, a, h, before, b, b",
                "NEWEST, a, h, after,  b, h",
                "NEWEST, a, h, after,  -, h",
                "NEWEST, a, h, before, -, -",
                "KEEP,   a, -, -,      b, a",
                "KEEP,   a, h, before, b, h",
                "KEEP,   -, -, -,      b, b",
                "KEEP,   a, h, after,  -, h",
            })
    void whose_value_counts(
            Conflict rule,
            @Nullable String first,
            @Nullable String byHand,
            @Nullable String when,
            @Nullable String then,
            @Nullable String expected) {
        people(1, 1);
        change(first, "2026-10-05 00:00Z");
        Source source = create(new Source.Mapped("surname", "last_name", rule));
        Run ignored = done(source, Run.Mode.FULL);
        if (byHand != null) {
            server.sql()
                    .sql(
                            "update client set last_name = ?, updated_at = ?::timestamptz where department_id = ?")
                    .params(
                            byHand,
                            "after".equals(when) ? "2090-01-01 00:00Z" : "2026-10-06 00:00Z",
                            department)
                    .update();
        }
        change(then, "2026-10-07 00:00Z");
        for (Run.Mode mode : List.of(Run.Mode.DRY, Run.Mode.FULL, Run.Mode.FULL)) {
            Run again = done(source, mode);
            assertThat(again.counts().read()).isEqualTo(1);
        }
        assertThat(
                        server.sql()
                                .sql(
                                        "select coalesce(last_name, '-') from client where department_id = ?")
                                .param(department)
                                .query(String.class)
                                .single())
                .isEqualTo(expected == null ? "-" : expected);
    }

    /**
     * Rule; the source's first answer; the one given to us, after the source's own change or before
     * it; the source's answer then; what the field shows and what the ledger has.
     */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "KEEP,   -,     false, after,  true,  false, false",
                "KEEP,   true,  false, after,  true,  false, true false",
                "KEEP,   true,  -,     -,      false, true,  true",
                "KEEP,   -,     -,     -,      true,  true,  true",
                "NEWEST, true,  false, after,  true,  false, true false",
                "NEWEST, true,  false, before, true,  true,  true false true",
                "NEWEST, true,  -,     -,      false, false, true false",
                "NEWEST, true,  -,     -,      -,     true,  true",
                "NEWEST, -,     true,  before, -,     true,  true",
                "FILLED, -,     false, after,  true,  true,  false true",
                "FILLED, true,  false, after,  -,     false, true false",
                "SOURCE, true,  false, after,  -,     false, true false",
                "SOURCE, true,  false, after,  true,  true,  true false true",
            })
    void the_ledger_has_the_answers_that_the_field_takes(
            Conflict rule,
            @Nullable String first,
            @Nullable Boolean byHand,
            @Nullable String when,
            @Nullable String then,
            String shown,
            String ledger) {
        people(1, 1);
        answer(first, "2026-10-05 00:00Z");
        Source source = create(new Source.Mapped("wants", "consent_advertising", rule));
        Run ignored = done(source, Run.Mode.FULL);
        long client =
                server.sql()
                        .sql("select id from client where department_id = ?")
                        .param(department)
                        .query(Long.class)
                        .single();
        if (byHand != null) {
            assertThat(server.bean(Consents.class).record(department, client, byHand, "by hand"))
                    .isTrue();
            server.sql()
                    .sql("update client set updated_at = ?::timestamptz where id = ?")
                    .params(
                            "after".equals(when) ? "2090-01-01 00:00Z" : "2026-10-06 00:00Z",
                            client)
                    .update();
        }
        answer(then, "2026-10-07 00:00Z");
        for (Run.Mode mode : List.of(Run.Mode.DRY, Run.Mode.FULL, Run.Mode.FULL)) {
            Run again = done(source, mode);
            assertThat(again.counts().read()).isEqualTo(1);
        }
        assertThat(clients("consent_advertising::text")).isEqualTo(shown);
        assertThat(
                        server.sql()
                                .sql(
                                        "select string_agg(given::text, ' ' order by id) from consent where client_id = ?")
                                .param(client)
                                .query(String.class)
                                .single())
                .isEqualTo(ledger);
    }

    private static void answer(@Nullable String wants, String at) {
        crm.sql()
                .sql("update person set wants = :wants::boolean, changed = :at::timestamptz")
                .param("wants", wants, java.sql.Types.VARCHAR)
                .param("at", at)
                .update();
    }

    private static void change(@Nullable String surname, String at) {
        crm.sql()
                .sql("update person set surname = :name, changed = :at::timestamptz")
                .param("name", surname, java.sql.Types.VARCHAR)
                .param("at", at)
                .update();
    }

    @Test
    void numbers_follow_their_rule_and_bad_values_overwrite_nothing() {
        people(1, 3);
        Source source =
                create(
                        plan(
                                List.of(
                                        mapped("id", "external_id"),
                                        new Source.Mapped("mobile", "phone", Conflict.KEEP),
                                        mapped("email", "email"))));
        crm.sql().sql("update person set email = 'a@example.com'").update();
        Run ignored = done(source, Run.Mode.FULL);
        crm.sql().sql("update person set mobile = '+7 916 999 00 0' || id, email = 'bad'").update();
        Run second = done(source, Run.Mode.FULL);
        assertThat(second.counts()).isEqualTo(new Run.Counts(3, 0, 0, 3, 0, 0, 3));
        assertThat(clients("msisdn || email"))
                .isEqualTo(
                        "79160000001a@example.com; 79160000002a@example.com; 79160000003a@example.com");
    }

    @Test
    void without_ids_numbers_tell_people_apart_and_the_last_row_counts() {
        people(1, 3);
        crm.sql().sql("update person set mobile = '8 916 000 00 01' where id = 3").update();
        Source source =
                create(plan(List.of(mapped("mobile", "phone"), mapped("surname", "last_name"))));
        assertThat(done(source, Run.Mode.FULL).counts())
                .isEqualTo(new Run.Counts(3, 2, 0, 0, 0, 0, 0));
        assertThat(clients("msisdn || last_name"))
                .isEqualTo("79160000001Family 3; 79160000002Family 2");
    }

    @Test
    void a_full_run_removes_whom_the_source_brought_and_has_no_longer() {
        // Somebody was there before, and somebody belongs to another source too.
        server.sql()
                .sql(
                        """
                        insert into client (department_id, external_id, msisdn, created_at, updated_at)
                        values (?, '2', 79990000002, now(), now())
                        """)
                .param(department)
                .update();
        people(1, 12);
        Source source = create(mapped("surname", "last_name"));
        Run ignored = done(source, Run.Mode.FULL);
        crm.sql().sql("create view third as select * from person where id = 3").update();
        Source.Plan third = plan(mapping());
        Source other =
                create(
                        new Source.Plan(
                                third.name(),
                                60,
                                0,
                                "public.third",
                                "id",
                                null,
                                third.mapping(),
                                0,
                                null,
                                true,
                                100));
        Run alsoIgnored = done(other, Run.Mode.FULL);
        crm.sql().sql("delete from person where id in (1, 2, 3)").update();
        // Whose number became useless is still there.
        crm.sql().sql("update person set mobile = 'none' where id = 5").update();
        Run dry = done(source, Run.Mode.DRY);
        assertThat(dry.counts()).isEqualTo(new Run.Counts(9, 0, 0, 8, 1, 0, 1));
        assertThat(count()).isEqualTo(12);
        Run full = done(source, Run.Mode.FULL);
        assertThat(full.counts()).isEqualTo(new Run.Counts(9, 0, 0, 8, 1, 0, 1));
        assertThat(clients("external_id")).isEqualTo("10; 11; 12; 2; 3; 4; 5; 6; 7; 8; 9");
        assertThat(
                        server.sql()
                                .sql("select count(*) from client_source_seen")
                                .query(Long.class)
                                .single())
                .isZero();
        // Released by the first, the third goes with the second.
        crm.sql().sql("drop view third").update();
        crm.sql().sql("create view third as select * from person where false").update();
        assertThat(done(other, Run.Mode.FULL).counts().removed()).isZero();
        crm.sql().sql("drop view third").update();
    }

    private static Long id(String externalId) {
        return server.sql()
                .sql("select id from client where department_id = ? and external_id = ?")
                .params(department, externalId)
                .query(Long.class)
                .single();
    }

    @Test
    void who_was_written_to_stays() {
        people(1, 3);
        Source source = create();
        Run ignored = done(source, Run.Mode.FULL);
        server.sql()
                .sql(
                        """
                        insert into message (id, department_id, client_id, msisdn, class, parts, text)
                        values (?, ?, ?, 79160000002, 2, 1, 'Text')
                        """)
                .params(server.bean(Ids.class).next(), department, id("2"))
                .update();
        // What somebody did is no reason to stay.
        assertThat(
                        server.bean(Events.class)
                                .tell(
                                        department,
                                        List.of(
                                                new Event(
                                                        server.bean(EventKinds.class)
                                                                .find("visit")
                                                                .orElseThrow(),
                                                        "1",
                                                        null,
                                                        Instant.parse("2026-10-01T10:00:00Z"),
                                                        null,
                                                        null,
                                                        Map.of())))
                                .added())
                .isEqualTo(1);
        crm.sql().sql("delete from person where id in (1, 2)").update();
        Run full = done(source, Run.Mode.FULL);
        assertThat(full.counts()).isEqualTo(new Run.Counts(1, 0, 0, 1, 1, 1, 0));
        assertThat(clients("external_id")).isEqualTo("2; 3");
        // It belongs to the source no more, and is not counted again.
        assertThat(done(source, Run.Mode.FULL).counts())
                .isEqualTo(new Run.Counts(1, 0, 0, 1, 0, 0, 0));
    }

    @Test
    void too_many_missing_are_a_mistake() {
        people(1, 10);
        Source.Plan plan = plan(mapping());
        Source source =
                create(
                        new Source.Plan(
                                plan.name(),
                                60,
                                0,
                                "public.person",
                                "id",
                                null,
                                plan.mapping(),
                                0,
                                null,
                                true,
                                20));
        Run ignored = done(source, Run.Mode.FULL);
        crm.sql().sql("delete from person where id <= 3").update();
        Run refused = run(source, Run.Mode.FULL);
        assertThat(refused.status()).isEqualTo(Run.Status.FAILED);
        assertThat(refused.failure()).isEqualTo("source.too-many-missing");
        assertThat(refused.failureArguments()).containsExactly("3", "10", "20");
        assertThat(count()).isEqualTo(10);
        people(1, 1);
        assertThat(done(source, Run.Mode.FULL).counts().removed()).isEqualTo(2);
        assertThat(count()).isEqualTo(8);
    }

    @Test
    void a_dry_run_tells_what_a_run_then_does_and_changes_nothing() {
        people(1, 300);
        Source source = create(mapped("surname", "last_name"));
        Run.Counts dry = done(source, Run.Mode.DRY).counts();
        assertThat(count()).isZero();
        assertThat(done(source, Run.Mode.FULL).counts()).isEqualTo(dry);
        crm.sql().sql("update person set surname = 'Other' where id <= 30").update();
        crm.sql().sql("delete from person where id > 295").update();
        people(400, 401);
        String before = clients("client::text");
        Run.Counts second = done(source, Run.Mode.DRY).counts();
        assertThat(second).isEqualTo(new Run.Counts(297, 2, 30, 265, 5, 0, 0));
        assertThat(clients("client::text").equals(before)).isTrue();
        assertThat(done(source, Run.Mode.FULL).counts()).isEqualTo(second);
    }

    @Test
    void what_is_cut_off_goes_on_without_a_repeat() {
        people(1, 3_000);
        Source.Plan plan = plan(mapping(mapped("surname", "last_name")));
        Source source =
                create(
                        new Source.Plan(
                                plan.name(),
                                60,
                                100,
                                "public.person",
                                "id",
                                "changed",
                                plan.mapping(),
                                0,
                                null,
                                true,
                                100));
        Run begun = sources().run(source.id(), Run.Mode.INCREMENTAL, "Анна");
        TestServer.await(
                "a batch is done",
                () -> sources().run(source.id(), begun.id()).counts().read() >= 500);
        // Nobody holds it back any more; the server stops in the middle and starts again.
        server.sql().sql("update source set rows_per_second = 2000").update();
        server.restart();
        Run ended = await(source.id(), begun.id());
        assertThat(ended.status()).isEqualTo(Run.Status.DONE);
        assertThat(ended.counts()).isEqualTo(new Run.Counts(3_000, 3_000, 0, 0, 0, 0, 0));
        assertThat(sources().runs(source.id(), null, 10)).hasSize(1);
        assertThat(count()).isEqualTo(3_000);
    }

    @Test
    void sessions_that_are_killed_leave_no_half_batch() {
        people(1, 4_000);
        Source.Plan plan = plan(mapping(mapped("surname", "last_name")));
        Source source =
                create(
                        new Source.Plan(
                                plan.name(),
                                60,
                                1_000,
                                "public.person",
                                "id",
                                "changed",
                                plan.mapping(),
                                0,
                                null,
                                true,
                                100));
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
                                      and (query like '%import_%' or query like 'copy%')
                                      and state in ('active', 'idle in transaction')
                                    """)
                            .query(Integer.class)
                            .single();
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            long read = sources().run(source.id(), begun.id()).counts().read();
            assertThat(count()).isEqualTo(read);
        }
        Run ended = await(source.id(), begun.id());
        assertThat(killed).isPositive();
        assertThat(ended.status()).as(String.valueOf(ended.failure())).isEqualTo(Run.Status.DONE);
        assertThat(ended.counts()).isEqualTo(new Run.Counts(4_000, 4_000, 0, 0, 0, 0, 0));
        assertThat(count()).isEqualTo(4_000);
    }

    @Test
    void a_run_that_lost_its_place_to_another_server_changes_nothing_more() {
        people(1, 2_000);
        Source.Plan plan = plan(mapping());
        Source source =
                create(
                        new Source.Plan(
                                plan.name(),
                                60,
                                200,
                                "public.person",
                                "id",
                                null,
                                plan.mapping(),
                                0,
                                null,
                                false,
                                100));
        Run begun = sources().run(source.id(), Run.Mode.FULL, "Анна");
        TestServer.await(
                "a batch is done",
                () -> sources().run(source.id(), begun.id()).counts().read() > 0);
        server.sql()
                .sql("update source_run set owner = gen_random_uuid() where id = ?")
                .param(begun.id())
                .update();
        long read = sources().run(source.id(), begun.id()).counts().read();
        LockSupport.parkNanos(Duration.ofSeconds(6).toNanos());
        assertThat(sources().run(source.id(), begun.id()).counts().read()).isEqualTo(read);
        assertThat(count()).isEqualTo(read);
        server.sql()
                .sql("update source_run set beat_at = 'epoch' where id = ?")
                .param(begun.id())
                .update();
        server.sql().sql("update source set rows_per_second = 0").update();
        assertThat(await(source.id(), begun.id()).counts().read()).isEqualTo(2_000);
        assertThat(count()).isEqualTo(2_000);
    }

    @Test
    void one_run_at_a_time_which_can_be_stopped() {
        people(1, 5_000);
        Source.Plan plan = plan(mapping());
        Source source =
                create(
                        new Source.Plan(
                                plan.name(),
                                60,
                                10,
                                "public.person",
                                "id",
                                "changed",
                                plan.mapping(),
                                0,
                                null,
                                false,
                                100));
        Run begun = sources().run(source.id(), Run.Mode.INCREMENTAL, "Анна");
        assertThatThrownBy(() -> sources().run(source.id(), Run.Mode.FULL, "Анна"))
                .isInstanceOf(ProblemException.class)
                .hasMessage("source-running");
        assertThatThrownBy(() -> sources().delete(source.id())).hasMessage("source-running");
        assertThatThrownBy(() ->
                        sources()
                                .change(
                                        source.id(),
                                        1,
                                        new Source.Wanted("postgresql", place(), null, plan),
                                        "Анна"))
                .hasMessage("source-running");
        TestServer.await(
                "a batch is done",
                () -> sources().run(source.id(), begun.id()).counts().read() > 0);
        long began = System.nanoTime();
        Run ignored = sources().stop(source.id(), begun.id());
        Run ended = await(source.id(), begun.id());
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isLessThan(Duration.ofMillis(1_500));
        assertThat(ended.status()).isEqualTo(Run.Status.STOPPED);
        assertThat(ended.counts().read()).isEqualTo(count());
        assertThatThrownBy(() -> sources().stop(source.id(), begun.id()))
                .hasMessage("source-not-running");
    }

    @Test
    void runs_begin_when_it_is_time() {
        people(1, 5);
        Source.Plan plan = plan(mapping());
        Source source =
                create(
                        new Source.Plan(
                                plan.name(),
                                60,
                                0,
                                "public.person",
                                "id",
                                "changed",
                                plan.mapping(),
                                10,
                                LocalTime.of(3, 30),
                                false,
                                100));
        server.bean(Syncs.class).look();
        assertThat(sources().find(source.id()).lastRun()).isNull();
        // Made at two in the afternoon of Moscow: the first turn of everything is next night's.
        assertThat(turn(source, "2026-11-02T11:00:00Z", 10, "03:30"))
                .isEqualTo(new Source.Turn(Run.Mode.INCREMENTAL, at("2026-11-02T11:10:00Z")));
        assertThat(turn(source, "2026-11-02T11:00:00Z", 0, "03:30"))
                .isEqualTo(new Source.Turn(Run.Mode.FULL, at("2026-11-03T00:30:00Z")));
        assertThat(turn(source, "2026-11-02T00:30:00Z", 0, "03:30"))
                .isEqualTo(new Source.Turn(Run.Mode.FULL, at("2026-11-03T00:30:00Z")));
        assertThat(turn(source, "2026-11-02T00:29:59Z", 0, "03:30"))
                .isEqualTo(new Source.Turn(Run.Mode.FULL, at("2026-11-02T00:30:00Z")));
        assertThat(turn(source, "2026-11-02T00:25:00Z", 10, "03:30"))
                .isEqualTo(new Source.Turn(Run.Mode.FULL, at("2026-11-02T00:30:00Z")));
        assertThat(turn(source, "2026-11-02T11:00:00Z", 0, null)).isNull();
        server.sql()
                .sql(
                        "update source set created_at = created_at - interval '11 minutes', full_at = null where id = ?")
                .param(source.id())
                .update();
        TestServer.await("changes are read", () -> ran(source, Run.Mode.INCREMENTAL));
        server.sql()
                .sql(
                        "update source set created_at = created_at - interval '2 days', full_at = '03:30', every_minutes = 0 where id = ?")
                .param(source.id())
                .update();
        TestServer.await("everything is read", () -> ran(source, Run.Mode.FULL));
        server.bean(Syncs.class).look();
        assertThat(sources().runs(source.id(), null, 10))
                .hasSize(2)
                .allMatch(run -> run.startedBy().isEmpty());
    }

    /** What a source that never ran and is set up so would do next. */
    private static Source.@Nullable Turn turn(
            Source source, String made, int everyMinutes, @Nullable String fullAt) {
        Source.Plan plan = source.plan();
        return sources()
                .next(
                        new Source(
                                source.id(),
                                source.departmentId(),
                                source.kind(),
                                source.options(),
                                true,
                                new Source.Plan(
                                        plan.name(),
                                        60,
                                        0,
                                        plan.entity(),
                                        plan.key(),
                                        "changed",
                                        plan.mapping(),
                                        everyMinutes,
                                        fullAt == null ? null : LocalTime.parse(fullAt),
                                        false,
                                        100),
                                1,
                                at(made),
                                null))
                .orElse(null);
    }

    private static Instant at(String moment) {
        return Instant.parse(moment);
    }

    private static boolean ran(Source source, Run.Mode mode) {
        return sources().runs(source.id(), null, 10).stream()
                .anyMatch(run -> run.mode() == mode && run.status() == Run.Status.DONE);
    }

    @Test
    void what_is_read_otherwise_is_read_anew() {
        people(1, 600);
        Source source = create();
        Run ignored = done(source, Run.Mode.INCREMENTAL);
        Source.Plan more = plan(mapping(mapped("surname", "last_name")));
        Source changed =
                sources()
                        .change(
                                source.id(),
                                1,
                                new Source.Wanted("postgresql", place(), null, more),
                                "Анна");
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.hasSecret()).isTrue();
        assertThat(done(source, Run.Mode.INCREMENTAL).counts())
                .isEqualTo(new Run.Counts(600, 0, 600, 0, 0, 0, 0));
        assertThatThrownBy(() ->
                        sources()
                                .change(
                                        source.id(),
                                        1,
                                        new Source.Wanted("postgresql", place(), null, more),
                                        "Анна"))
                .hasMessage("source-changed");
    }

    @Test
    void a_source_that_fails_says_why_and_never_its_secret() {
        Source.Plan plan = plan(mapping());
        Source wrong = create(plan, "postgresql", place(), "wrong-secret-word");
        Run refused = run(wrong, Run.Mode.FULL);
        assertThat(refused.failure()).isEqualTo("source.login-refused");
        assertThat(
                        server.sql()
                                .sql(
                                        "select count(*) from source where source::text like '%wrong-secret-word%'")
                                .query(Long.class)
                                .single())
                .isZero();
        for (String hostile :
                List.of("public.person\"; drop table person; --", "public.person where true")) {
            Source injecting =
                    create(
                            new Source.Plan(
                                    plan(mapping()).name(),
                                    60,
                                    0,
                                    hostile,
                                    "id",
                                    null,
                                    mapping(),
                                    0,
                                    null,
                                    false,
                                    100));
            assertThat(run(injecting, Run.Mode.FULL).failure()).isEqualTo("source.no-such-entity");
            Source column =
                    create(mapped("surname\" from person; drop table person; --", "last_name"));
            assertThat(run(column, Run.Mode.FULL).failure()).isEqualTo("source.no-such-column");
        }
        people(1, 1);
        assertThat(done(create(), Run.Mode.FULL).counts().created()).isEqualTo(1);
    }

    @Test
    void a_file_on_its_way_in_is_waited_for() throws Exception {
        people(1, 10);
        Source source = create();
        Run begun;
        try (var connection = server.database().source().getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "select pg_advisory_xact_lock("
                                + 0x494d50
                                + ", hashint8("
                                + department
                                + "))");
            }
            begun = sources().run(source.id(), Run.Mode.FULL, "Анна");
            LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
            assertThat(sources().run(source.id(), begun.id()).status())
                    .isEqualTo(Run.Status.RUNNING);
            assertThat(count()).isZero();
            connection.rollback();
        }
        assertThat(await(source.id(), begun.id()).counts().created()).isEqualTo(10);
    }

    @Test
    void what_can_not_be_is_refused_at_its_place() {
        refused("/kind", "source.no-such-kind", wanted("nothing", place(), plan(mapping())));
        Map<String, String> more = new HashMap<>(place());
        more.put("secret", "x");
        refused(
                "/options/secret",
                "source.no-such-option",
                wanted("postgresql", more, plan(mapping())));
        refused("/options/host", "source.missing", wanted("postgresql", Map.of(), plan(mapping())));
        for (String hostile :
                List.of(
                        "db.example?sslmode=disable",
                        "a/b",
                        "a b",
                        "host\nname",
                        "x".repeat(300))) {
            more = new HashMap<>(place());
            more.put("host", hostile);
            refused(
                    "/options/host",
                    "source.option-unusable",
                    wanted("postgresql", more, plan(mapping())));
        }
        more = new HashMap<>(place());
        more.put("port", "70000");
        refused(
                "/options/port",
                "source.option-unusable",
                wanted("postgresql", more, plan(mapping())));
        more.put("port", "http");
        refused(
                "/options/port",
                "source.option-unusable",
                wanted("postgresql", more, plan(mapping())));
        more = new HashMap<>(place());
        more.put("tls", "maybe");
        refused(
                "/options/tls",
                "source.option-unusable",
                wanted("postgresql", more, plan(mapping())));
        refused("/name", "source.name-unusable", with(" ", "id", "changed", mapping(), 0, 20));
        refused("/key", "source.missing", with("a", "", "changed", mapping(), 0, 20));
        refused("/everyMinutes", "source.changed-needed", with("a", "id", null, mapping(), 5, 20));
        refused(
                "/everyMinutes",
                "source.number-unusable",
                with("a", "id", "changed", mapping(), -1, 20));
        refused(
                "/mostRemoved",
                "source.number-unusable",
                with("a", "id", "changed", mapping(), 0, 101));
        refused("/mapping", "source.mapping-size", with("a", "id", "changed", List.of(), 0, 20));
        refused(
                "/mapping",
                "source.no-number",
                with("a", "id", "changed", List.of(mapped("id", "external_id")), 0, 20));
        refused(
                "/mapping/2/field",
                "source.no-such-field",
                with("a", "id", "changed", mapping(mapped("x", "nope")), 0, 20));
        refused(
                "/mapping/2/field",
                "source.field-twice",
                with("a", "id", "changed", mapping(mapped("x", "phone")), 0, 20));
        refused(
                "/mapping/2/conflict",
                "source.changed-needed",
                with(
                        "a",
                        "id",
                        null,
                        mapping(new Source.Mapped("x", "last_name", Conflict.NEWEST)),
                        0,
                        20));
        Source one = create();
        assertThatThrownBy(() -> create(one.plan())).hasMessage("source-taken");
        assertThatThrownBy(() -> sources().find(-1)).hasMessage("not-found");
        Source.Plan plan = plan(mapping());
        Source full =
                create(
                        new Source.Plan(
                                plan.name(),
                                60,
                                0,
                                "public.person",
                                "id",
                                null,
                                mapping(),
                                0,
                                null,
                                false,
                                100));
        assertThatThrownBy(() -> sources().run(full.id(), Run.Mode.INCREMENTAL, "Анна"))
                .hasMessage("source-changes-unknown");
    }

    private static Source.Wanted with(
            String name,
            String key,
            @Nullable String changed,
            List<Source.Mapped> mapping,
            int every,
            int most) {
        return wanted(
                "postgresql",
                place(),
                new Source.Plan(
                        name,
                        60,
                        0,
                        "public.person",
                        key,
                        changed,
                        mapping,
                        every,
                        null,
                        true,
                        most));
    }

    private static Source.Wanted wanted(
            String kind, Map<String, String> options, Source.Plan plan) {
        return new Source.Wanted(kind, options, "secret", plan);
    }

    private static void refused(String place, String key, Source.Wanted wanted) {
        InvalidSource refused =
                catchThrowableOfType(
                        InvalidSource.class, () -> sources().create(department, wanted, "Анна"));
        assertThat(refused).isNotNull();
        assertThat(refused.place() + " " + refused.messageKey()).isEqualTo(place + " " + key);
    }

    @Test
    void a_kept_secret_goes_only_where_its_source_is() {
        people(1, 2);
        Source source = create();
        assertThat(sources().entities(new Sources.Place(source.id(), "postgresql", place(), null)))
                .contains(new Entity("public.person"));
        Map<String, String> elsewhere = new HashMap<>(place());
        elsewhere.put("port", "1");
        assertThatThrownBy(() ->
                        sources()
                                .entities(
                                        new Sources.Place(
                                                source.id(), "postgresql", elsewhere, null)))
                .isInstanceOf(InvalidSource.class)
                .hasMessage("/secret source.secret-anew");
        assertThat(new Sources.Place(null, "postgresql", place(), "hush").toString())
                .doesNotContain("hush");
        assertThat(wanted("postgresql", place(), plan(mapping())).toString())
                .doesNotContain("secret");
    }

    @Test
    void a_row_without_an_id_is_left_out_and_a_personal_key_is_not_shown() {
        people(1, 3);
        crm.sql().sql("update person set surname = null where id = 2").update();
        Source.Plan plan =
                plan(List.of(mapped("surname", "external_id"), mapped("mobile", "phone")));
        Source source =
                create(
                        new Source.Plan(
                                plan.name(),
                                60,
                                0,
                                "public.person",
                                "mobile",
                                null,
                                plan.mapping(),
                                0,
                                null,
                                false,
                                100));
        Run run = done(source, Run.Mode.FULL);
        assertThat(run.counts()).isEqualTo(new Run.Counts(3, 2, 0, 0, 0, 0, 1));
        List<String> problems = new ArrayList<>();
        sources()
                .problems(
                        source.id(),
                        run.id(),
                        one ->
                                problems.add(
                                        one.key() + "|" + one.column() + "|" + one.messageKey()));
        assertThat(problems).containsExactly("|surname|source.row-without-id");
    }

    @Test
    void a_field_that_is_gone_is_told() {
        people(1, 1);
        Source source = create(mapped("surname", "manager"));
        FieldCatalogue catalogue = server.bean(FieldCatalogue.class);
        int version =
                catalogue
                        .archive("manager", catalogue.find("manager").version(), true, "Анна")
                        .version();
        assertThat(run(source, Run.Mode.FULL).failure()).isEqualTo("source.field-gone");
        var ignored = catalogue.archive("manager", version, false, "Анна");
        assertThat(done(source, Run.Mode.FULL).counts().created()).isEqualTo(1);
    }

    @Test
    void old_runs_are_forgotten_but_the_newest_of_each_mode() {
        people(1, 1);
        Source source = create();
        for (Run.Mode mode : List.of(Run.Mode.FULL, Run.Mode.FULL, Run.Mode.INCREMENTAL)) {
            Run ignored = done(source, mode);
        }
        RunStore runs = server.bean(RunStore.class);
        runs.forget(Duration.ofDays(1));
        assertThat(sources().runs(source.id(), null, 10)).hasSize(3);
        server.sql()
                .sql("update source_run set finished_at = finished_at - interval '2 days'")
                .update();
        runs.forget(Duration.ofDays(1));
        assertThat(sources().runs(source.id(), null, 10).stream().map(Run::mode))
                .containsExactly(Run.Mode.INCREMENTAL, Run.Mode.FULL);
    }

    @Test
    void bad_values_are_counted_all_and_kept_up_to_a_limit() {
        people(1, 10_050);
        crm.sql().sql("update person set mobile = 'none'").update();
        Source.Plan plan = plan(mapping());
        Source source =
                create(
                        new Source.Plan(
                                plan.name(),
                                60,
                                1_000_000,
                                "public.person",
                                "id",
                                null,
                                plan.mapping(),
                                0,
                                null,
                                false,
                                100));
        Run run = done(source, Run.Mode.FULL);
        assertThat(run.counts().bad()).isEqualTo(10_050);
        long[] kept = {0};
        sources().problems(source.id(), run.id(), one -> kept[0]++);
        assertThat(kept[0]).isEqualTo(10_000);
    }

    @Test
    void only_the_owner_of_a_run_moves_it_on() {
        people(1, 1);
        Source source = create();
        RunStore runs = server.bean(RunStore.class);
        RunStore.Taken taken = runs.begin(source.id(), Run.Mode.FULL, "");
        var made = new Batches.Made(3, 1, 1, 2, List.of());
        assertThat(runs.advance(taken, "c", 6, made)).isTrue();
        assertThat(runs.beat(taken)).isTrue();
        server.sql()
                .sql("update source_run set owner = gen_random_uuid() where id = ?")
                .param(taken.run().id())
                .update();
        assertThat(runs.advance(taken, "d", 6, made)).isFalse();
        assertThat(runs.finish(taken, 1, 1)).isFalse();
        runs.stopped(taken);
        assertThat(runs.beat(taken)).isFalse();
        Run run = sources().run(source.id(), taken.run().id());
        assertThat(run.status()).isEqualTo(Run.Status.RUNNING);
        assertThat(run.counts()).isEqualTo(new Run.Counts(6, 3, 1, 1, 0, 0, 2));
        server.sql()
                .sql("update source_run set status = 'done' where id = ?")
                .param(run.id())
                .update();
    }
}

package io.soroka.selections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.soroka.contacts.intake.Conflict;
import io.soroka.platform.ProblemException;
import io.soroka.selections.Selection.Comparison;
import io.soroka.selections.Selection.Filter;
import io.soroka.selections.Selection.Match;
import io.soroka.selections.Selection.Parameter;
import io.soroka.selections.Selection.Question;
import io.soroka.selections.Selection.Variable;
import io.soroka.sources.Source;
import io.soroka.sources.SourceFailure;
import io.soroka.sources.Sources;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Selections over a real PostgreSQL beside ours. */
class SelectionsTest {
    private static final List<Variable> DEBT =
            List.of(
                    new Variable("долг", ValueType.MONEY, "debt"),
                    new Variable("срок", ValueType.DATE, "due"),
                    new Variable("order no", ValueType.TEXT, "ordered"));
    private static final String QUERY =
            "select phone, debt, due, ordered from debts where debt >= :min and due <= :until order by id";

    private static TestServer server;
    private static TestDatabase crm;
    private static long department;
    private static long source;
    private static int names;

    private final List<Long> made = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        server =
                TestServer.start(
                        "{\"operators\": [{\"name\": \"severs\"}]}",
                        "--soroka.sources.addresses=127.0.0.0/8");
        crm = TestDatabase.fresh();
        for (String statement :
                List.of(
                        "create table debts (id bigint primary key, phone text, card text, debt numeric(12, 3), due date, ordered text)",
                        "create table written (id bigint)",
                        "create sequence counted",
                        "create function write() returns bigint language sql as 'insert into written values (1) returning id'",
                        "create view slow as select '7916' || lpad(g::text, 7, '0') as phone, pg_sleep(0.05)::text as waited"
                                + " from generate_series(1, 4000) g")) {
            crm.sql().sql(statement).update();
        }
        department =
                server.sql()
                        .sql("select department_id from app_user where login = 'anna'")
                        .query(Long.class)
                        .single();
        String[] place = crm.url().replaceFirst("jdbc:postgresql://", "").split("[:/?]");
        source =
                server.bean(Sources.class)
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
                                                20,
                                                0,
                                                "public.debts",
                                                "id",
                                                null,
                                                List.of(
                                                        new Source.Mapped(
                                                                "phone", "phone", Conflict.SOURCE)),
                                                0,
                                                null,
                                                false,
                                                20)),
                                "Анна")
                        .id();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        crm.close();
    }

    @BeforeEach
    void empty() {
        crm.sql().sql("truncate debts, written").update();
        server.sql().sql("delete from client where department_id = ?").param(department).update();
    }

    @AfterEach
    void deleteSelections() {
        for (long id : made) {
            server.sql()
                    .sql("update selection_run set stopping = true where selection_id = ?")
                    .param(id)
                    .update();
            TestServer.await("it does not run", () -> !running(id));
            selections().delete(id);
        }
    }

    private static boolean running(long id) {
        SelectionRun last = selections().find(id, null).lastRun();
        return last != null && last.status() == SelectionRun.Status.RUNNING;
    }

    private static Selections selections() {
        return server.bean(Selections.class);
    }

    private static Selection.Plan plan(Question question, List<Parameter> parameters) {
        return new Selection.Plan(
                "Должники " + ++names,
                source,
                question,
                parameters,
                Match.PHONE,
                "phone",
                false,
                DEBT,
                0,
                null);
    }

    private static Selection.Plan sql(String query, Parameter... parameters) {
        return plan(new Question.Sql(query), List.of(parameters));
    }

    private static Selection.Plan debtors() {
        return sql(
                QUERY,
                new Parameter("min", ValueType.MONEY, "1000"),
                new Parameter("until", ValueType.DATE, "2026-12-01"));
    }

    private static Selection.Plan with(
            Selection.Plan plan, Match match, String column, boolean creates) {
        return new Selection.Plan(
                plan.name(),
                plan.sourceId(),
                plan.question(),
                plan.parameters(),
                match,
                column,
                creates,
                plan.variables(),
                plan.everyMinutes(),
                plan.dailyAt());
    }

    private Selection create(Selection.Plan plan) {
        Selection selection = selections().create(department, plan, "Анна");
        made.add(selection.id());
        return selection;
    }

    private static SelectionRun run(Selection selection, Map<String, String> values) {
        SelectionRun begun = selections().run(selection, values, "Анна");
        return await(selection, begun.id());
    }

    private static SelectionRun await(Selection selection, long run) {
        TestServer.await(
                "the run has ended",
                () -> selections().run(selection, run).status() != SelectionRun.Status.RUNNING);
        return selections().run(selection, run);
    }

    private static SelectionRun done(Selection selection) {
        SelectionRun run = run(selection, Map.of());
        assertThat(run.status())
                .as(String.valueOf(run.failure()) + run.failureArguments())
                .isEqualTo(SelectionRun.Status.DONE);
        return run;
    }

    private static void owes(
            int id,
            @Nullable String phone,
            String debt,
            @Nullable String due,
            @Nullable String ordered) {
        crm.sql()
                .sql("insert into debts values (?, ?, 'C-' || ?, ?::numeric, ?::date, ?)")
                .params(java.util.Arrays.asList(id, phone, id, debt, due, ordered))
                .update();
    }

    private static long client(long msisdn, @Nullable String externalId) {
        return server.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, external_id, created_at, updated_at)
                        values (?, ?, ?, now(), now()) returning id
                        """)
                .params(java.util.Arrays.asList(department, msisdn, externalId))
                .query(Long.class)
                .single();
    }

    /** The people of the last whole run with their values, by number. */
    private static List<String> people(Selection selection) {
        return server.sql()
                .sql(
                        """
                        select c.msisdn || ' ' || array_to_string(p.vals, ',', '?')
                          from selection s join selection_person p on p.run_id = s.last_run join client c on c.id = p.client_id
                         where s.id = ? order by c.msisdn, c.id
                        """)
                .param(selection.id())
                .query(String.class)
                .list();
    }

    private static long kept() {
        return server.sql().sql("select count(*) from selection_person").query(Long.class).single();
    }

    @Test
    void aRunFindsClientsAndWhatIsSaidOfThem() {
        client(79160000001L, null);
        client(79160000002L, null);
        client(79160000003L, null);
        long older = client(79160000004L, null);
        client(79160000004L, null);
        owes(1, "+7 (916) 000-00-01", "1234.567", "2026-11-30", "A-1;\t'\"\\");
        owes(2, "8 916 000 00 02", "1000", null, "too late is no day");
        owes(3, "89160000003", "999.99", "2026-11-30", "too little");
        owes(4, "89160000004", "5000", "2026-12-01", null);
        owes(5, "89160000004", "7000", "2026-11-01", "a second row of the same");
        owes(6, "89160000099", "5000", "2026-12-01", "nobody");
        owes(7, "no number", "5000", "2026-12-01", "unreadable");
        Selection selection = create(debtors());
        SelectionRun run = done(selection);
        assertThat(run.counts()).isEqualTo(new SelectionRun.Counts(5, 2, 0, 1, 1, 1));
        assertThat(people(selection))
                .containsExactly(
                        "79160000001 1234.57,2026-11-30,A-1; '\"\\",
                        "79160000004 5000.00,2026-12-01,?");
        assertThat(
                        server.sql()
                                .sql(
                                        "select client_id from selection_person where run_id = ? and vals[1] = '5000.00'")
                                .param(run.id())
                                .query(Long.class)
                                .single())
                .isEqualTo(older);
        List<String> problems = new ArrayList<>();
        selections().problems(run, one -> problems.add(one.key() + " " + one.column()));
        assertThat(problems).containsExactly("5 phone");
        // Other values of the parameters, for one run.
        SelectionRun other = run(selection, Map.of("min", "999", "until", "2026-11-30"));
        assertThat(other.parameters()).isEqualTo(Map.of("min", "999", "until", "2026-11-30"));
        assertThat(people(selection))
                .containsExactly(
                        "79160000001 1234.57,2026-11-30,A-1; '\"\\",
                        "79160000003 999.99,2026-11-30,too little",
                        "79160000004 7000.00,2026-11-01,a second row of the same");
        assertThat(selections().find(selection.id(), null).whole())
                .extracting(SelectionRun::id)
                .isEqualTo(other.id());
    }

    @Test
    void peopleCanBeKnownByTheirIdAndStrangersBecomeClients() {
        client(79160000001L, "C-1");
        owes(1, "89160000009", "2000", "2026-11-30", null);
        owes(2, "89160000002", "2000", "2026-11-30", null);
        Selection byId =
                create(
                        with(
                                sql("select card, debt, due, ordered, null as nothing from debts"),
                                Match.EXTERNAL_ID,
                                "card",
                                false));
        SelectionRun run = done(byId);
        assertThat(run.counts()).isEqualTo(new SelectionRun.Counts(2, 1, 0, 1, 0, 0));
        assertThat(people(byId)).containsExactly("79160000001 2000.00,2026-11-30,?");
        Selection making = create(with(debtors(), Match.PHONE, "phone", true));
        assertThat(done(making).counts()).isEqualTo(new SelectionRun.Counts(2, 2, 2, 0, 0, 0));
        assertThat(done(making).counts()).isEqualTo(new SelectionRun.Counts(2, 2, 0, 0, 0, 0));
        assertThat(people(making))
                .containsExactly(
                        "79160000002 2000.00,2026-11-30,?", "79160000009 2000.00,2026-11-30,?");
    }

    @Test
    void rowsOfATablePassFiltersWithoutSql() {
        for (int i = 1; i <= 6; i++) {
            client(79160000000L + i, null);
            owes(
                    i,
                    "8916000000" + i,
                    i + "000",
                    i == 4 ? null : "2026-11-2" + i,
                    i % 2 == 0 ? "Even" : null);
        }
        List<Filter> filters =
                List.of(
                        new Filter("debt", Comparison.GE, ":min"),
                        new Filter("debt", Comparison.LT, "6000"),
                        new Filter("due", Comparison.LE, ":until"),
                        new Filter("ordered", Comparison.EMPTY, ""));
        Selection selection =
                create(
                        plan(
                                new Question.Rows("public.debts", "id", filters),
                                List.of(
                                        new Parameter("min", ValueType.NUMBER, "2000"),
                                        new Parameter("until", ValueType.DATE, "2026-11-30"))));
        done(selection);
        assertThat(people(selection))
                .containsExactly(
                        "79160000003 3000.00,2026-11-23,?", "79160000005 5000.00,2026-11-25,?");
        assertThat(selections().preview(selection.plan(), Map.of("min", "5000")).rows()).hasSize(1);
    }

    /** What others see while a run goes on, and after it was cut off at any point. */
    @Test
    void nobodySeesHalfARun() {
        client(79160000001L, null);
        owes(1, "89160000001", "2000", "2026-11-30", "first");
        Selection selection = create(debtors());
        done(selection);
        crm.sql()
                .sql(
                        """
                        insert into debts select g, '7916' || lpad(g::text, 7, '0'), null, 3000, '2026-11-30', 'second'
                          from generate_series(2, 60000) g
                        """)
                .update();
        server.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, created_at, updated_at)
                        select ?, 79160000000 + g, now(), now() from generate_series(2, 60000) g
                        """)
                .param(department)
                .update();
        // The last row can't be read: everything before it has been written by then.
        crm.sql()
                .sql(
                        "create or replace view broken as select phone, debt, due, ordered, 1 / (60000 - id) as fails from debts")
                .update();
        long before = kept();
        Selection broken =
                selections()
                        .change(
                                selection.id(),
                                1,
                                sql("select phone, debt, due, ordered, fails from broken"),
                                "Анна");
        SelectionRun failed = run(broken, Map.of());
        assertThat(failed.status()).isEqualTo(SelectionRun.Status.FAILED);
        assertThat(failed.failure()).isEqualTo("source.failed");
        assertThat(failed.failureArguments()).containsExactly("22012");
        assertThat(kept()).isEqualTo(before);
        assertThat(people(selection)).containsExactly("79160000001 2000.00,2026-11-30,first");
        // The same when the run is somebody else's by the time it is to end.
        Selection whole =
                selections()
                        .change(
                                selection.id(),
                                2,
                                sql("select phone, debt, due, ordered from debts"),
                                "Анна");
        SelectionRuns.Taken taken =
                server.bean(SelectionRuns.class).begin(whole.id(), Map.of(), "Анна");
        server.sql()
                .sql("update selection_run set owner = gen_random_uuid() where id = ?")
                .param(taken.run().id())
                .update();
        try (var reader = server.bean(Sources.class).open(source)) {
            assertThatThrownBy(() ->
                            server.bean(SelectionWork.class)
                                    .work(whole, taken, reader, () -> false, rows -> {}))
                    .isInstanceOf(SourceFailure.class)
                    .hasMessage("source.stopped");
        }
        assertThat(kept()).isEqualTo(before);
        assertThat(people(selection)).hasSize(1);
        // Whose server died is taken over, begins anew and becomes whole at once.
        server.sql()
                .sql("update selection_run set beat_at = 'epoch' where id = ?")
                .param(taken.run().id())
                .update();
        TestServer.await(
                "it is taken over",
                () -> {
                    int seen = people(selection).size();
                    assertThat(seen).as("all or what there was").isIn(1, 60_000);
                    return seen == 60_000;
                });
        assertThat(await(whole, taken.run().id()).counts())
                .isEqualTo(new SelectionRun.Counts(60_000, 60_000, 0, 0, 0, 0));
    }

    @Test
    void aRunCanBeStoppedAndTheOtherSideStopsToo() {
        Selection selection =
                create(
                        new Selection.Plan(
                                "Slow " + ++names,
                                source,
                                new Question.Sql("select phone, waited from slow"),
                                List.of(),
                                Match.PHONE,
                                "phone",
                                false,
                                List.of(new Variable("w", ValueType.TEXT, "waited")),
                                0,
                                null));
        SelectionRun begun = selections().run(selection, Map.of(), "Анна");
        TestServer.await("it reads", SelectionsTest::isReading);
        assertThat(
                        catchThrowableOfType(
                                        ProblemException.class,
                                        () -> selections().run(selection, Map.of(), "Анна"))
                                .code())
                .isEqualTo("selection-running");
        assertThat(
                        catchThrowableOfType(
                                        ProblemException.class,
                                        () -> selections().delete(selection.id()))
                                .code())
                .isEqualTo("selection-running");
        selections().stop(selection, begun.id());
        assertThat(await(selection, begun.id()).status()).isEqualTo(SelectionRun.Status.STOPPED);
        TestServer.await("nothing runs there", () -> !isReading());
        assertThat(people(selection)).isEmpty();
    }

    private static boolean isReading() {
        return crm.sql()
                .sql(
                        "select exists (select from pg_stat_activity where datname = current_database() and application_name = 'soroka' and state = 'active')")
                .query(Boolean.class)
                .single();
    }

    @Test
    void itRunsWhenItIsTime() {
        client(79160000001L, null);
        owes(1, "89160000001", "2000", "2026-11-30", null);
        Selection.Plan plan = debtors();
        Selection selection =
                create(
                        new Selection.Plan(
                                plan.name(),
                                source,
                                plan.question(),
                                plan.parameters(),
                                Match.PHONE,
                                "phone",
                                false,
                                DEBT,
                                60,
                                LocalTime.of(3, 30)));
        assertThat(selections().runs(selection, null, 10)).isEmpty();
        server.sql()
                .sql("update selection set created_at = now() - interval '25 hours' where id = ?")
                .param(selection.id())
                .update();
        TestServer.await("it has run", () -> people(selection).size() == 1);
        assertThat(selections().runs(selection, null, 10))
                .singleElement()
                .extracting(SelectionRun::startedBy)
                .isEqualTo("");
    }

    @Test
    void valuesAreBoundWhateverTheySay() {
        client(79160000001L, null);
        owes(1, "89160000001", "2000", "2026-11-30", "' or 1=1 --");
        owes(2, "89160000002", "2000", "2026-11-30", "other");
        Selection selection =
                create(
                        sql(
                                "select phone, debt, due, ordered from debts where ordered = :wanted",
                                new Parameter("wanted", ValueType.TEXT, "' or 1=1 --")));
        assertThat(done(selection).counts().read()).isOne();
        for (String hostile :
                List.of(
                        "x' or '1'='1",
                        "x'; delete from debts; --",
                        "\\'; drop table debts --",
                        "$$; delete from debts; $$",
                        "?",
                        ":wanted",
                        "{fn now()}")) {
            SelectionRun run = run(selection, Map.of("wanted", hostile));
            assertThat(run.status()).as(hostile).isEqualTo(SelectionRun.Status.DONE);
            assertThat(run.counts().read()).as(hostile).isZero();
        }
        assertThat(crm.sql().sql("select count(*) from debts").query(Long.class).single())
                .isEqualTo(2);
    }

    /** What protects is the transaction that can only read, and what the user may do over there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select write() as phone, 1 as debt, null as due, null as ordered",
                "select nextval('counted') as phone, 1 as debt, null as due, null as ordered",
                "with gone as (delete from debts returning *) select * from gone",
                "with more as (update debts set debt = 0 returning *) select * from more",
                "select phone, debt, due, ordered from debts for update",
                "select set_config('transaction_read_only', 'off', false) as phone, write() as debt",
                "select set_config('transaction_read_only', 'off', true) as phone, write() as debt",
                "select query_to_xml('delete from debts', true, true, '') as phone",
                "with w as (select set_config('default_transaction_read_only', 'off', false)) select write() as phone from w",
                "select lo_create(0) as phone",
            })
    void nothingIsWrittenByAQuestion(String query) {
        owes(1, "89160000001", "2000", "2026-11-30", null);
        Selection selection = create(sql(query));
        SelectionRun run = run(selection, Map.of());
        assertThat(run.status()).as(query).isEqualTo(SelectionRun.Status.FAILED);
        assertThatThrownBy(() -> selections().preview(selection.plan(), Map.of()))
                .isInstanceOf(SourceFailure.class);
        assertThat(crm.sql().sql("select count(*) from written").query(Long.class).single())
                .isZero();
        assertThat(crm.sql().sql("select count(*) from debts").query(Long.class).single()).isOne();
        assertThat(
                        crm.sql()
                                .sql("select to_regclass('stolen') is null")
                                .query(Boolean.class)
                                .single())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 as phone; delete from debts",
                "commit; delete from debts",
                "select 1 as phone; commit; delete from debts; select 1",
                "select '; ' as phone",
                "delete from debts",
                "truncate debts",
                "select phone, debt, due, ordered into stolen from debts",
                "with more as (insert into written values (7) returning id) select id as phone from more",
                "select :unknown as phone",
                "select 1 /*",
            })
    void whatIsNotOneQuestionIsNotEvenKept(String query) {
        assertThat(
                        catchThrowableOfType(
                                        InvalidSelection.class,
                                        () -> selections().create(department, sql(query), "Анна"))
                                .place())
                .isEqualTo("/query");
        assertThatThrownBy(() -> selections().preview(sql(query), Map.of()))
                .isInstanceOf(InvalidSelection.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "1a", "x:y", "min) or (1=1", "имя", "", "a;b"})
    void namesOfParametersAreNames(String name) {
        assertThat(
                        catchThrowableOfType(
                                        InvalidSelection.class,
                                        () ->
                                                selections()
                                                        .create(
                                                                department,
                                                                sql(
                                                                        "select 1 as phone",
                                                                        new Parameter(
                                                                                name,
                                                                                ValueType.TEXT,
                                                                                "x")),
                                                                "Анна"))
                                .place())
                .isEqualTo("/parameters/0/name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"}{", "a|b", "{debt}", "1a", "", " ", "a\nb", "a'b"})
    void namesOfVariablesAreWhatTextsCanWrite(String name) {
        Selection.Plan plan = debtors();
        assertThat(
                        catchThrowableOfType(
                                        InvalidSelection.class,
                                        () ->
                                                selections()
                                                        .create(
                                                                department,
                                                                new Selection.Plan(
                                                                        plan.name(),
                                                                        source,
                                                                        plan.question(),
                                                                        plan.parameters(),
                                                                        Match.PHONE,
                                                                        "phone",
                                                                        false,
                                                                        List.of(
                                                                                new Variable(
                                                                                        name,
                                                                                        ValueType
                                                                                                .TEXT,
                                                                                        "debt")),
                                                                        0,
                                                                        null),
                                                                "Анна"))
                                .place())
                .isEqualTo("/variables/0/name");
    }

    @Test
    void columnsThatAreNotThereAreTold() {
        owes(1, "89160000001", "2000", "2026-11-30", null);
        SelectionRun run = run(create(sql("select phone, debt from debts")), Map.of());
        assertThat(run.failure()).isEqualTo("selection.no-such-column");
        assertThat(run.failureArguments()).containsExactly("due");
        // Names are compared, never pasted.
        Selection odd =
                create(
                        plan(
                                new Question.Rows(
                                        "public.debts",
                                        "id",
                                        List.of(
                                                new Filter(
                                                        "debt > 0) or (1=1", Comparison.EQ, "1"))),
                                List.of()));
        assertThat(run(odd, Map.of()).failure()).isEqualTo("selection.no-such-column");
        Selection table =
                create(
                        plan(
                                new Question.Rows("public.debts where false", "id", List.of()),
                                List.of()));
        assertThat(run(table, Map.of()).failure()).isEqualTo("source.no-such-entity");
    }

    @Test
    void oldPeopleAreForgottenButNotTheLastOnes() {
        client(79160000001L, null);
        owes(1, "89160000001", "2000", "2026-11-30", null);
        Selection selection = create(debtors());
        SelectionRun first = done(selection);
        SelectionRun second = done(selection);
        server.sql()
                .sql(
                        "update selection_run set finished_at = now() - interval '8 days' where selection_id = ?")
                .param(selection.id())
                .update();
        server.bean(SelectionRuns.class)
                .forget(java.time.Duration.ofDays(7), java.time.Duration.ofDays(90));
        assertThat(selections().run(selection, first.id()).hasPeople()).isFalse();
        assertThat(selections().run(selection, second.id()).hasPeople()).isTrue();
        assertThat(people(selection)).hasSize(1);
        assertThat(selections().ofRun(first.id())).isNull();
        assertThat(
                        server.sql()
                                .sql("select count(*) from selection_person where run_id = ?")
                                .param(first.id())
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void whatConditionsAskForStays() {
        Selection selection = create(debtors());
        server.sql()
                .sql(
                        "insert into segment (department_id, name, tree, created_at, changed_at) values (?, 'С долгом', ?::jsonb, now(), now())")
                .params(
                        department,
                        "{\"all\":[{\"not\":{\"about\":\"selection\",\"is\":\"in\",\"values\":[\"%d\"]}}]}"
                                .formatted(selection.id()))
                .update();
        ProblemException used =
                catchThrowableOfType(
                        ProblemException.class, () -> selections().delete(selection.id()));
        assertThat(used.code()).isEqualTo("selection-used");
        assertThat(used.arguments()).containsExactly("С долгом");
        assertThat(
                        catchThrowableOfType(
                                        ProblemException.class,
                                        () -> server.bean(Sources.class).delete(source))
                                .code())
                .isEqualTo("source-used");
        server.sql().sql("delete from segment where name = 'С долгом'").update();
    }
}

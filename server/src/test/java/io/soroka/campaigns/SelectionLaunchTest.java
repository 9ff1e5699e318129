package io.soroka.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.soroka.access.Role;
import io.soroka.contacts.intake.Conflict;
import io.soroka.platform.Messages;
import io.soroka.platform.ProblemException;
import io.soroka.policy.MessageClass;
import io.soroka.selections.Selection;
import io.soroka.selections.Selection.Match;
import io.soroka.selections.Selection.Question;
import io.soroka.selections.Selection.Variable;
import io.soroka.selections.SelectionRun;
import io.soroka.selections.Selections;
import io.soroka.selections.ValueType;
import io.soroka.sources.Source;
import io.soroka.sources.Sources;
import io.soroka.templates.TextCheck;
import io.soroka.templates.TextChecks;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a selection says of people in their messages, and campaigns that it launches by itself. */
@Tag("slow")
class SelectionLaunchTest {
    private static TestServer server;
    private static TestDatabase crm;
    private static long department;
    private static long source;
    private static int names;

    private Selection selection;

    @BeforeAll
    static void start() throws IOException {
        server =
                TestServer.start(
                        """
                        {"operators": [{"name": "severs", "receipts": {"minMs": 1, "maxMs": 20, "failedShare": 0.0}}]}\
                        """,
                        "--soroka.sources.addresses=127.0.0.0/8");
        crm = TestDatabase.fresh();
        crm.sql()
                .sql("create table debts (phone text, debt numeric, due date, ordered text)")
                .update();
        department = server.sql().sql("select min(id) from department").query(Long.class).single();
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
                                                "phone",
                                                null,
                                                List.of(
                                                        new Source.Mapped(
                                                                "phone", "phone", Conflict.SOURCE)),
                                                0,
                                                null,
                                                false,
                                                20)),
                                "test")
                        .id();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        crm.close();
    }

    /** Clients of earlier tests stay as history but belong to nobody any more. */
    @BeforeEach
    void forget() {
        server.sql().sql("update client set department_id = -1, external_id = null").update();
        server.sql().sql("delete from selection_campaign").update();
        crm.sql().sql("truncate debts").update();
        selection = create("select phone, debt, due, ordered from debts");
    }

    private static Selection create(String query) {
        return server.bean(Selections.class)
                .create(
                        department,
                        new Selection.Plan(
                                "Должники " + ++names,
                                source,
                                new Question.Sql(query),
                                List.of(),
                                Match.PHONE,
                                "phone",
                                false,
                                List.of(
                                        new Variable("debt", ValueType.MONEY, "debt"),
                                        new Variable("срок", ValueType.DATE, "due"),
                                        new Variable("order no", ValueType.TEXT, "ordered")),
                                0,
                                null),
                        "test");
    }

    private static long ran(Selection selection) {
        Selections selections = server.bean(Selections.class);
        SelectionRun begun = selections.run(selection, Map.of(), "test");
        TestServer.await(
                "the selection has run",
                () ->
                        selections.run(selection, begun.id()).status()
                                != SelectionRun.Status.RUNNING);
        SelectionRun run = selections.run(selection, begun.id());
        assertThat(run.status())
                .as(String.valueOf(run.failure()))
                .isEqualTo(SelectionRun.Status.DONE);
        return run.id();
    }

    private static Campaigns campaigns() {
        return server.bean(Campaigns.class);
    }

    private static SelectionTriggers triggers() {
        return server.bean(SelectionTriggers.class);
    }

    /** A client at whose place it is noon, or deep in the night. */
    private static void client(long number, boolean night) {
        int hour = LocalTime.now(Clock.systemUTC()).getHour();
        int offset = Math.floorMod((night ? 2 : 12) - hour + 11, 24) - 11;
        server.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, debt, time_zone, created_at, updated_at)
                        values (?, ?, 77, ?, now(), now())
                        """)
                .params(department, number, ZoneOffset.ofHours(offset).getId())
                .update();
    }

    private static void owes(
            long number, @Nullable String debt, @Nullable String due, @Nullable String ordered) {
        crm.sql()
                .sql("insert into debts values (?, ?::numeric, ?::date, ?)")
                .params(Arrays.asList(Long.toString(number), debt, due, ordered))
                .update();
    }

    private static String in(Selection... selections) {
        return "{\"about\":\"selection\",\"is\":\"in\",\"values\":[%s]}"
                .formatted(
                        String.join(
                                ",",
                                Arrays.stream(selections)
                                        .map(one -> "\"" + one.id() + "\"")
                                        .toList()));
    }

    private static Campaign draft(String text, String criteria, @Nullable Instant at) {
        return campaigns()
                .create(
                        department,
                        "test",
                        new Draft(
                                "Долги",
                                MessageClass.SERVICE,
                                null,
                                text,
                                null,
                                new Whom.Criteria(criteria),
                                false,
                                at,
                                null,
                                Campaign.Step.CHECK));
    }

    private Campaign draft(String text) {
        return draft(text, in(selection), null);
    }

    private static RunProgress finished(long run) {
        TestServer.await(
                "the run is finished",
                () -> campaigns().progress(run, null).status() == RunProgress.Status.FINISHED);
        return campaigns().progress(run, null);
    }

    private static List<String> texts(long run) {
        return server.sql()
                .sql(
                        "select msisdn % 10 || ' ' || text from message where run_id = ? order by msisdn")
                .param(run)
                .query(String.class)
                .list();
    }

    private static List<Long> runsOf(Campaign campaign) {
        return server.sql()
                .sql(
                        """
                        select run_id from selection_launch where campaign_id = :id and run_id is not null
                        union select id from run where campaign_id = :id order by 1
                        """)
                .param("id", campaign.id())
                .query((row, number) -> row.getLong(1))
                .list();
    }

    private static List<String> items(Campaign campaign) {
        TestServer.await(
                "counted",
                () -> {
                    Forecast forecast = campaigns().check(campaign, 1, Messages.ENGLISH).forecast();
                    return forecast == null || forecast.exact();
                });
        return campaigns().check(campaign, 1, Messages.ENGLISH).items().stream()
                .filter(item -> item.level() == Check.Level.BLOCK)
                .map(item -> item.code() + ": " + item.text())
                .toList();
    }

    @Test
    void textsNameWhatTheSelectionSaysOfEach() {
        client(79160000001L, false);
        client(79160000002L, false);
        client(79160000003L, false);
        owes(79160000001L, "12345.5", "2026-11-30", "A-1 {debt}");
        owes(79160000002L, "5000", "2026-12-01", null);
        long run = ran(selection);
        String text = "{debt} руб. до {Срок}, {долг} {ORDER NO|—}";
        Campaign campaign = draft(text);
        assertThat(items(campaign)).isEmpty();
        RunProgress launched =
                campaigns()
                        .launch(campaign, "test", Launch.unattended(UUID.randomUUID().toString()));
        finished(launched.id());
        // The selection's debt, not the client's of the same name; the client's by its title.
        assertThat(texts(launched.id()))
                .containsExactly(
                        "1 12 345,50 руб. до 30.11.2026, 77 A-1 {debt}",
                        "2 5 000 руб. до 01.12.2026, 77 —");
        assertThat(
                        server.sql()
                                .sql(
                                        "select selection_run from run where id = ? and list = 'frozen'")
                                .param(launched.id())
                                .query(Long.class)
                                .single())
                .isEqualTo(run);
        // Who is written to again is told the same values.
        Campaign repeated =
                campaigns()
                        .repeat(
                                launched.id(),
                                null,
                                Set.of(PersonState.DELIVERED),
                                "test",
                                Messages.ENGLISH);
        assertThat(items(repeated)).isEmpty();
    }

    @Test
    void whoLacksAValueIsTold() {
        client(79160000001L, false);
        client(79160000002L, false);
        owes(79160000001L, "1", "2026-11-30", "  ");
        owes(79160000002L, "2", "2026-11-30", "B");
        ran(selection);
        assertThat(items(draft("{order no}")))
                .singleElement()
                .asString()
                .startsWith("no-fallback: ")
                .contains("order no", "1");
        assertThat(items(draft("{order no|none}"))).isEmpty();
        TextCheck check =
                server.bean(TextChecks.class)
                        .check(
                                department,
                                Role.CAMPAIGN_MANAGER,
                                "{order no} {debt} {сроки}",
                                in(selection));
        assertThat(check.variables())
                .extracting(TextCheck.Variable::lacking)
                .containsExactly(1L, 0L, null);
        assertThat(check.problems()).hasSize(1);
        assertThat(check.problems().getFirst().what().message(Messages.ENGLISH)).contains("срок");
        assertThat(check.selected())
                .extracting(one -> one.title(Messages.ENGLISH) + " " + one.type())
                .containsExactly("debt MONEY", "срок DATE", "order no TEXT");
        // With two selections nobody could tell whose value is meant.
        Selection other = create("select phone, debt, due, ordered from debts");
        ran(other);
        String both = "{\"any\":[" + in(selection) + "," + in(other) + "]}";
        assertThat(items(draft("{order no|none}", both, null)))
                .singleElement()
                .asString()
                .startsWith("bad-text");
        assertThat(items(draft("{order no|none}", in(create("select 1 as phone")), null)))
                .anyMatch(one -> one.startsWith("bad-text"));
    }

    @Test
    void peopleAndValuesAreThoseOfTheLaunch() {
        client(79160000001L, false);
        client(79160000002L, false);
        owes(79160000001L, "1", "2026-11-30", "first");
        ran(selection);
        RunProgress held =
                campaigns()
                        .launch(
                                draft("{debt|?} {order no|?}"),
                                "test",
                                new Launch(
                                        UUID.randomUUID().toString(),
                                        1L,
                                        null,
                                        true,
                                        Messages.ENGLISH));
        crm.sql().sql("update debts set debt = 2, ordered = 'second'").update();
        owes(79160000002L, "3", "2026-11-30", "third");
        ran(selection);
        server.sql()
                .sql("update run set started_at = now() where id = ?")
                .param(held.id())
                .update();
        finished(held.id());
        assertThat(texts(held.id())).containsExactly("1 1 first");
    }

    @Test
    void eachWholeRunLaunchesTheCampaignOnce() {
        client(79160000001L, false);
        client(79160000002L, false);
        owes(79160000001L, "1", "2026-11-30", "one");
        ran(selection);
        Campaign campaign = draft("{debt} {order no}");
        SelectionTrigger set = triggers().set(selection, campaign.id(), campaign.version(), "Анна");
        assertThat(set.unchanged()).isTrue();
        // What had run before launches nothing.
        server.bean(SelectionLaunches.class).launchDue();
        assertThat(runsOf(campaign)).isEmpty();
        long second = ran(selection);
        TestServer.await("it is launched", () -> runsOf(campaign).size() == 1);
        finished(runsOf(campaign).getFirst());
        assertThat(texts(runsOf(campaign).getFirst())).containsExactly("1 1 one");
        owes(79160000002L, "2", "2026-11-30", "two");
        long third = ran(selection);
        TestServer.await("again", () -> runsOf(campaign).size() == 2);
        finished(runsOf(campaign).getLast());
        assertThat(texts(runsOf(campaign).getLast())).containsExactly("1 1 one", "2 2 two");
        assertThat(campaigns().find(campaign.id(), null).launched()).isFalse();
        assertThat(triggers().outcomes(selection))
                .extracting(one -> one.selectionRun() + " " + one.run() + " " + one.problem())
                .containsExactly(
                        third + " " + runsOf(campaign).getLast() + " null",
                        second + " " + runsOf(campaign).getFirst() + " null");
        // What went out is a campaign of its own, as others see it.
        assertThat(campaigns().list(department, null, 2))
                .allMatch(Campaign::launched)
                .allMatch(one -> one.name().matches("Долги, \\d\\d\\.\\d\\d\\.\\d{4}"))
                .extracting(one -> campaigns().latestRuns(List.of(one)).get(one.id()).id())
                .containsExactly(runsOf(campaign).getLast(), runsOf(campaign).getFirst());
        triggers().clear(selection);
        ran(selection);
        server.bean(SelectionLaunches.class).launchDue();
        assertThat(runsOf(campaign)).hasSize(2);
        campaigns().delete(campaign.id(), null);
    }

    /** Many servers look at once, and each of them is cut off within the launch first. */
    @Test
    void noRunOfASelectionLaunchesTwiceNorGetsLost() throws Exception {
        client(79160000001L, false);
        owes(79160000001L, "1", "2026-11-30", "one");
        Campaign campaign = draft("{debt}");
        triggers().set(selection, campaign.id(), campaign.version(), "Анна");
        server.sql()
                .sql(
                        """
                        create function cut_off() returns trigger language plpgsql as $$
                        begin raise exception 'cut off'; end $$
                        """)
                .update();
        for (String table : List.of("run_audience", "selection_launch", "run_event")) {
            server.sql()
                    .sql(
                            "create trigger cut_off before insert on "
                                    + table
                                    + " for each statement execute function cut_off()")
                    .update();
        }
        long before = launched();
        long whole = ran(selection);
        for (String table : List.of("run_event", "run_audience", "selection_launch")) {
            catchThrowableOfType(RuntimeException.class, () -> looker().launchDue());
            assertThat(runsOf(campaign)).as("cut off at " + table).isEmpty();
            assertThat(launched()).as("cut off at " + table).isEqualTo(before);
            server.sql().sql("drop trigger cut_off on " + table).update();
        }
        server.sql().sql("drop function cut_off").update();
        var lookers = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            lookers.add(Thread.ofVirtual().start(() -> looker().launchDue()));
        }
        for (Thread one : lookers) {
            one.join();
        }
        TestServer.await("it is launched", () -> !runsOf(campaign).isEmpty());
        looker().launchDue();
        assertThat(runsOf(campaign)).hasSize(1);
        assertThat(launched()).isEqualTo(before + 1);
        finished(runsOf(campaign).getFirst());
        assertThat(texts(runsOf(campaign).getFirst())).containsExactly("1 1");
        // Not even another campaign, and not by hand.
        Campaign other = draft("{debt} again");
        server.sql()
                .sql(
                        "update selection_campaign set campaign_id = ?, campaign_version = ? where selection_id = ?")
                .params(other.id(), other.version(), selection.id())
                .update();
        looker().launchDue();
        assertThat(runsOf(other)).isEmpty();
        catchThrowableOfType(
                RuntimeException.class,
                () -> server.bean(Launches.class).launch(other, "test", Launch.bySelection(whole)));
        assertThat(runsOf(other)).isEmpty();
        assertThat(launched()).isEqualTo(before + 1);
    }

    private static long launched() {
        return server.sql().sql("select count(*) from run").query(Long.class).single();
    }

    /** Another server's. */
    private static SelectionLaunches looker() {
        return new SelectionLaunches(
                server.bean(SelectionLaunchRows.class),
                server.bean(CampaignRows.class),
                server.bean(Launches.class),
                Clock.systemUTC());
    }

    @Test
    void aDraftThatSomebodyChangedIsNotLaunched() {
        client(79160000001L, false);
        owes(79160000001L, "1", "2026-11-30", "one");
        Campaign campaign = draft("{debt}");
        triggers().set(selection, campaign.id(), campaign.version(), "Анна");
        Campaign changed =
                campaigns()
                        .change(
                                campaign.id(),
                                null,
                                campaign.version(),
                                Draft.simple(
                                        "Other",
                                        MessageClass.SERVICE,
                                        "Something else",
                                        in(selection)));
        assertThat(triggers().find(selection).orElseThrow().unchanged()).isFalse();
        ran(selection);
        TestServer.await("it is told", () -> !triggers().outcomes(selection).isEmpty());
        assertThat(triggers().outcomes(selection).getFirst().problem())
                .isEqualTo("selection-campaign-changed");
        assertThat(runsOf(changed)).isEmpty();
        triggers().set(selection, changed.id(), changed.version(), "Анна");
        // What is wrong with a campaign is told as well.
        crm.sql().sql("truncate debts").update();
        ran(selection);
        TestServer.await("it is told", () -> triggers().outcomes(selection).size() == 2);
        assertThat(triggers().outcomes(selection).getFirst().problem())
                .isEqualTo("campaign-blocked");
        owes(79160000001L, "1", "2026-11-30", "one");
        ran(selection);
        TestServer.await("it is launched", () -> runsOf(changed).size() == 1);
        finished(runsOf(changed).getFirst());
    }

    @Test
    void nobodyIsWokenByASelection() {
        client(79160000001L, true);
        owes(79160000001L, "1", "2026-11-30", "one");
        Campaign campaign = draft("{debt}");
        triggers().set(selection, campaign.id(), campaign.version(), "Анна");
        ran(selection);
        looker().launchDue();
        assertThat(runsOf(campaign)).isEmpty();
        assertThat(triggers().outcomes(selection)).as("it waits").isEmpty();
        server.sql()
                .sql(
                        "update selection_run set finished_at = now() - interval '25 hours' where selection_id = ?")
                .param(selection.id())
                .update();
        looker().launchDue();
        assertThat(triggers().outcomes(selection))
                .singleElement()
                .extracting(SelectionTrigger.Outcome::problem)
                .isEqualTo("campaign-unconfirmed");
        // By day it would have been launched.
        server.sql().sql("delete from selection_launch").update();
        server.sql().sql("delete from client where department_id = ?").param(department).update();
        client(79160000001L, false);
        ran(selection);
        looker().launchDue();
        TestServer.await("it is launched", () -> runsOf(campaign).size() == 1);
        finished(runsOf(campaign).getFirst());
    }

    @Test
    void onlyADraftToThisSelectionIsLaunched() {
        ran(selection);
        Selection other = create("select phone, debt, due, ordered from debts");
        assertThat(refused(draft("x", in(other), null))).isEqualTo("selection-campaign-others");
        assertThat(refused(draft("x", "{}", null))).isEqualTo("selection-campaign-others");
        assertThat(refused(draft("x", in(selection, other), null)))
                .isEqualTo("selection-campaign-others");
        assertThat(refused(draft("x", in(selection), Instant.now().plusSeconds(600))))
                .isEqualTo("selection-campaign-time");
        Campaign campaign = draft("x");
        assertThat(
                        catchThrowableOfType(
                                        ProblemException.class,
                                        () -> triggers().set(selection, campaign.id(), 99, "x"))
                                .code())
                .isEqualTo("campaign-changed");
        server.sql()
                .sql("update campaign set department_id = -1 where id = ?")
                .param(campaign.id())
                .update();
        assertThat(refused(campaign)).isEqualTo("campaign-not-found");
    }

    private String refused(Campaign campaign) {
        return catchThrowableOfType(
                        ProblemException.class,
                        () -> triggers().set(selection, campaign.id(), campaign.version(), "x"))
                .code();
    }
}

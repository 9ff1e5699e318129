package io.soroka.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.soroka.contacts.ClientUse;
import io.soroka.policy.MessageClass;
import io.soroka.simulator.SimulatorLog;
import io.soroka.testing.Aside;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From draft to run and back; the operator's own log is the judge of what went out. */
@Tag("slow")
class LaunchTest {
    private static final String OPERATORS =
            """
            {"operators": [{"name": "severs", "receipts": {"minMs": 1, "maxMs": 20, "failedShare": 0.0}}]}\
            """;

    private static TestServer server;
    private static long department;
    private static String options;

    private long begun;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(OPERATORS);
        department = server.sql().sql("select min(id) from department").query(Long.class).single();
        options =
                server.sql()
                        .sql("select options::text from connection")
                        .query(String.class)
                        .single();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    /** Clients of earlier tests stay as history but belong to nobody any more. */
    @BeforeEach
    void forget() {
        begun = System.currentTimeMillis();
        server.sql().sql("update client set department_id = -1, external_id = null").update();
        server.sql().sql("delete from opt_out").update();
        // A connection without a price is one of the things to be noted.
        server.sql()
                .sql(
                        "update connection set unit_price = 0, enabled = true, options = cast(? as jsonb)")
                .param(options)
                .update();
    }

    /** Nobody waits for a run's time: it is moved to now. That it is kept to, RunsTest tells. */
    private void itsTimeHasCome(RunProgress run) {
        server.sql().sql("update run set started_at = now() where id = ?").param(run.id()).update();
    }

    private Campaigns campaigns() {
        return server.bean(Campaigns.class);
    }

    @Test
    void aHeldLaunchStartsByItselfAlsoAfterARestart() throws Exception {
        client(79160000001L);
        RunProgress held = launch(draft("Привет"), held(1));
        assertThat(held.status()).isEqualTo(RunProgress.Status.HELD);
        assertThat(Duration.between(Instant.now(), held.startsAt()))
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
        server.restart();
        assertThat(campaigns().progress(held.id(), null).status())
                .isEqualTo(RunProgress.Status.HELD);
        assertThat(sent()).isEmpty();
        assertThat(outcomes(held)).isZero();
        itsTimeHasCome(held);
        RunProgress done = finished(held.id());
        assertThat(sent()).containsExactly("79160000001");
        assertThat(done.happened())
                .extracting(RunProgress.Happening::kind)
                .contains("launched", "started", "planned", "finished");
    }

    @Test
    void aCancelledLaunchSendsNothingAndIsADraftAgain() throws Exception {
        client(79160000001L);
        Campaign draft = draft("Привет");
        RunProgress held = launch(draft, held(1));
        RunProgress cancelled = campaigns().cancel(held.id(), null, "test");
        assertThat(cancelled.status()).isEqualTo(RunProgress.Status.CANCELLED);
        Campaign again = campaigns().find(draft.id(), null);
        assertThat(again.launched()).isFalse();
        for (String verb : List.of("cancel", "pause", "resume", "stop")) {
            assertThatThrownBy(() -> steer(verb, held.id())).isInstanceOf(CampaignRefused.class);
        }
        // Beyond the time at which it would have started, and with another run gone through.
        itsTimeHasCome(held);
        long other = client(79160000002L);
        server.sql().sql("update client set city = 'Омск' where id = ?").param(other).update();
        RunProgress next =
                launch(
                        campaigns()
                                .create(
                                        department,
                                        "test",
                                        Draft.simple(
                                                "next",
                                                MessageClass.SERVICE,
                                                "Привет",
                                                "{\"field\": \"city\", \"is\": \"in\", \"values\": [\"Омск\"]}")),
                        Launch.unattended("next"));
        finished(next.id());
        assertThat(sent()).containsExactly("79160000002");
        assertThat(outcomes(held)).isZero();
        // The draft can be launched anew, or thrown away.
        campaigns().delete(draft.id(), null);
        assertThatThrownBy(() -> campaigns().find(draft.id(), null))
                .isInstanceOf(CampaignRefused.class);
    }

    private void steer(String verb, long run) {
        switch (verb) {
            case "cancel" -> campaigns().cancel(run, null, "test");
            case "pause" -> campaigns().pause(run, null, "test");
            case "resume" -> campaigns().resume(run, null, "test");
            default -> campaigns().stop(run, null, "test");
        }
    }

    @Test
    void whatIsScheduledWaitsForItsTimeAndCanBeCancelled() throws Exception {
        client(79160000001L);
        RunProgress tomorrow = launch(scheduled(Instant.now().plus(Duration.ofDays(1))), held(1));
        assertThat(tomorrow.status()).isEqualTo(RunProgress.Status.SCHEDULED);
        Instant soon = Instant.now().plusSeconds(600);
        RunProgress planned = launch(scheduled(soon), held(1));
        assertThat(planned.status()).isEqualTo(RunProgress.Status.SCHEDULED);
        assertThat(planned.startsAt()).isCloseTo(soon, within(1, ChronoUnit.MILLIS));
        assertThat(sent()).isEmpty();
        itsTimeHasCome(planned);
        finished(planned.id());
        assertThat(sent()).containsExactly("79160000001");
        campaigns().cancel(tomorrow.id(), null, "test");
        assertThatThrownBy(() -> launch(scheduled(Instant.now().minusSeconds(60)), held(1)))
                .isInstanceOfSatisfying(
                        CampaignRefused.class, e -> assertThat(e.arguments()).contains("past"));
    }

    @Test
    void aFrozenListIsTheListOfTheLaunchAndALiveOneThatOfTheStart() throws Exception {
        long listed = client(79160000001L);
        RunProgress frozen = launch(draft("frozen", true, null, null), held(1));
        RunProgress live = launch(draft("live", false, null, null), held(1));
        client(79160000002L);
        assertThat(inUse()).as("the undo of an import takes no one off the list").contains(listed);
        itsTimeHasCome(frozen);
        itsTimeHasCome(live);
        assertThat(finished(frozen.id()).messages()).isOne();
        assertThat(finished(live.id()).messages()).isEqualTo(2);
        assertThat(inUse()).doesNotContain(listed);
    }

    private List<Long> inUse() {
        ClientUse.Query query = server.bean(ListedClients.class).since(Instant.EPOCH);
        return server.sql().sql(query.sql()).params(query.parameters()).query(Long.class).list();
    }

    /** Whatever goes wrong in the lanes: a run never says that it is held while it sends. */
    @Test
    void aRunIsPausedOrStoppedAsAWholeOrNotAtAll() {
        client(79160000001L);
        client(79160000002L);
        RunProgress run = launch(draft("Привет", true, null, 1), Launch.unattended("steered"));
        server.sql()
                .sql(
                        """
                        create function broken() returns trigger language plpgsql as $$
                        begin raise exception 'broken'; end $$
                        """)
                .update();
        server.sql()
                .sql(
                        "create trigger broken before insert on run_hold for each row execute function broken()")
                .update();
        try {
            for (String verb : List.of("pause", "stop")) {
                assertThatThrownBy(() -> steer(verb, run.id()))
                        .isInstanceOf(DataAccessException.class);
                assertThat(campaigns().progress(run.id(), null).status())
                        .isIn(RunProgress.Status.PLANNING, RunProgress.Status.RUNNING);
            }
        } finally {
            server.sql().sql("drop trigger broken on run_hold").update();
            server.sql().sql("drop function broken()").update();
        }
        steer("stop", run.id());
    }

    /** Receipts are waited for from the last news on, however long ago the run began. */
    @Test
    void aLongRunStillWaitsForItsLastReceipts() throws Exception {
        client(79160000001L);
        RunProgress run = launch(draft("Привет"), Launch.unattended("long"));
        finished(run.id());
        RunWatch watch = server.bean(RunWatch.class);
        JdbcClient sql = server.sql();
        sql.sql("update run_tally set delivered = delivered - 1 where run_id = ?")
                .param(run.id())
                .update();
        sql.sql(
                        """
                        update run set status = 'active', finished_at = null, started_at = now() - interval '9 days'
                         where id = ?
                        """)
                .param(run.id())
                .update();
        watch.finishDone();
        assertThat(campaigns().progress(run.id(), null).status())
                .isEqualTo(RunProgress.Status.RUNNING);
        sql.sql("update run_tally set changed_at = now() - interval '8 days' where run_id = ?")
                .param(run.id())
                .update();
        finished(run.id());
    }

    @Test
    void aSegmentThatChangesWhileItIsLaunchedIsNotLaunched() throws Exception {
        client(79160000001L);
        long segment =
                server.sql()
                        .sql(
                                "insert into segment (department_id, name, tree, created_at, changed_at) values (?, 'moved', '{}', now(), now()) returning id")
                        .param(department)
                        .query(Long.class)
                        .single();
        Campaign campaign =
                campaigns()
                        .create(
                                department,
                                "test",
                                Draft.to(
                                        "s",
                                        MessageClass.SERVICE,
                                        "Привет",
                                        new Whom.Segment(segment)));
        try (Connection db = server.database().source().getConnection();
                var statement = db.createStatement()) {
            db.setAutoCommit(false);
            // It is counted, and now waits for whoever holds the draft.
            statement.execute("select from campaign where id = " + campaign.id() + " for update");
            var launching = Aside.run(() -> launch(campaign, held(1)));
            TestServer.await(
                    "the launch waits",
                    () ->
                            server.sql()
                                    .sql(
                                            """
                                            select exists (select from pg_stat_activity
                                                            where datname = current_database() and wait_event_type = 'Lock')
                                            """)
                                    .query(Boolean.class)
                                    .single());
            server.sql()
                    .sql("update segment set tree = cast(? as jsonb) where id = ?")
                    .param("{\"field\": \"city\", \"is\": \"empty\"}")
                    .param(segment)
                    .update();
            db.rollback();
            assertThatThrownBy(launching::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            CampaignRefused.class,
                            e -> assertThat(e.reason()).isEqualTo(CampaignRefused.Reason.CHANGED));
        }
        server.sql().sql("delete from segment").update();
    }

    @Test
    void whatIsLaunchedIsWhatWasSeen() {
        for (int i = 0; i < 200; i++) {
            client(79160000001L + i);
        }
        Campaign draft = draft("Привет");
        assertRefused(CampaignRefused.Reason.OTHER_AUDIENCE, () -> launch(draft, held(197)));
        assertRefused(
                CampaignRefused.Reason.UNCONFIRMED,
                () -> launch(draft, new Launch("key", 200L, Set.of(), true, Locale.ENGLISH)));
        campaigns().change(draft.id(), null, draft.version(), Draft.of(draft));
        assertRefused(CampaignRefused.Reason.CHANGED, () -> launch(draft, held(200)));
        assertRefused(
                CampaignRefused.Reason.CHANGED,
                () -> campaigns().change(draft.id(), null, draft.version(), Draft.of(draft)));
        RunProgress run = launch(campaigns().find(draft.id(), null), held(199));
        assertThat(run.expected()).isEqualTo(200);
        Campaign launched = campaigns().find(draft.id(), null);
        assertThat(launched.launched()).isTrue();
        assertRefused(
                CampaignRefused.Reason.WRONG_STATE,
                () ->
                        campaigns()
                                .change(
                                        launched.id(),
                                        null,
                                        launched.version(),
                                        Draft.of(launched)));
        assertRefused(
                CampaignRefused.Reason.WRONG_STATE, () -> campaigns().delete(launched.id(), null));
        Campaign copy = campaigns().copy(launched.id(), null, "test", Locale.of("ru"));
        assertThat(copy.launched()).isFalse();
        assertThat(copy.name()).isEqualTo("test (копия)");
        assertThat(copy.text()).isEqualTo(launched.text());
        assertThat(copy.whom()).isEqualTo(launched.whom());
        campaigns().cancel(run.id(), null, "test");
    }

    /** What "of N" means to whoever reads it: those found who have opted out are not waited for. */
    @Test
    void theRecipientsAreThoseWhoGetItBeforeAndAfterEveryoneIsJudged() throws Exception {
        for (int i = 0; i < 5; i++) {
            client(79160000001L + i);
        }
        client(79160000005L);
        server.sql()
                .sql(
                        "insert into opt_out (msisdn, opted_out, source, at) values (79160000001, true, 'test', now()), (79160000002, true, 'test', now())")
                .update();
        RunProgress held = launch(draft("Привет"), held(3));
        assertThat(held.status()).isEqualTo(RunProgress.Status.HELD);
        assertThat(held.expected()).isEqualTo(6);
        assertThat(held.recipients()).isEqualTo(3);
        assertThat(server.bean(Homes.class).of(department, true, false, Locale.ENGLISH).planned())
                .filteredOn(planned -> planned.runId() == held.id())
                .extracting(Homes.Planned::recipients)
                .containsExactly(3L);
        itsTimeHasCome(held);
        assertThat(finished(held.id()).recipients()).isEqualTo(sent().size()).isEqualTo(3);

        // Somebody thinks better of it between the launch and the start: then those who get it are
        // fewer.
        RunProgress fewer = launch(draft("Привет"), held(3));
        server.sql()
                .sql(
                        "insert into opt_out (msisdn, opted_out, source, at) values (79160000003, true, 'test', now())")
                .update();
        assertThat(campaigns().progress(fewer.id(), null).recipients()).isEqualTo(3);
        begun = System.currentTimeMillis();
        itsTimeHasCome(fewer);
        assertThat(finished(fewer.id()).recipients()).isEqualTo(sent().size()).isEqualTo(2);
    }

    @Test
    void aPacedRunIsSpreadOverTime() throws Exception {
        for (int i = 0; i < 40; i++) {
            client(79160000001L + i);
        }
        // Half of them have opted out: the pace is that of messages, not of people.
        server.sql()
                .sql(
                        "insert into opt_out (msisdn, opted_out, source, at) select 79160000001 + n * 2, true, 'test', now() from generate_series(0, 19) n")
                .update();
        RunProgress run = launch(draft("Привет", true, null, 600), Launch.unattended("paced"));
        RunProgress done = finished(run.id());
        assertThat(done.messages()).isEqualTo(20);
        assertThat(done.suppressed()).isEqualTo(20);
        TreeSet<Long> times = new TreeSet<>();
        SimulatorLog.read(
                server.simulatorLog(),
                event -> {
                    if (event.kind() == SimulatorLog.Kind.ACCEPTED && event.at() >= begun) {
                        times.add(event.at());
                    }
                });
        // Ten a second: twenty take more than a second and a half.
        assertThat(times.last() - times.first()).isGreaterThan(1_500);
    }

    @Test
    void theCheckNamesWhatStandsInTheWay() {
        Campaign empty =
                campaigns()
                        .create(
                                department,
                                "test",
                                new Draft(
                                        "",
                                        MessageClass.ADVERTISING,
                                        null,
                                        "",
                                        null,
                                        null,
                                        true,
                                        Instant.now().minusSeconds(5),
                                        null,
                                        Campaign.Step.WHO));
        assertThat(codes(empty)).containsExactly("no-audience", "no-text", "no-name", "past");

        client(79160000001L);
        assertThat(codes(draft("{Имя")))
                .contains("audience", "bad-text", "connections", "price-unknown");
        assertThat(codes(draft("Привет, {Имя}"))).contains("no-fallback");
        assertThat(codes(draft("a".repeat(140) + "—"))).contains("one-character");
        assertThat(codes(draft("я".repeat(300)))).contains("many-parts", "values");
        assertThat(codes(draft("я".repeat(1_000)))).contains("nobody-left", "too-long");
        Campaign advertising =
                campaigns()
                        .create(
                                department,
                                "test",
                                Draft.simple("a", MessageClass.ADVERTISING, "Скидки", "{}"));
        assertThat(codes(advertising)).contains("nobody-left", "no-consent");
        server.sql().sql("update connection set unit_price = 2.1, enabled = false").update();
        assertThat(codes(draft("Привет"))).contains("no-connection");
        server.sql().sql("update connection set enabled = true, options = '{}'").update();
        assertThat(codes(draft("Привет"))).doesNotContain("no-connection", "price-unknown");
        long segment =
                server.sql()
                        .sql(
                                "insert into segment (department_id, name, tree, created_at, changed_at) values (?, 's', '{}', now(), now()) returning id")
                        .param(department)
                        .query(Long.class)
                        .single();
        Campaign segmented =
                campaigns()
                        .create(
                                department,
                                "test",
                                Draft.to(
                                        "s",
                                        MessageClass.SERVICE,
                                        "Привет",
                                        new Whom.Segment(segment)));
        assertThat(codes(segmented)).contains("audience");
        server.sql().sql("delete from segment").update();
        assertThat(codes(segmented)).contains("audience-gone");
    }

    /** Set-wise, over everyone who gets it: "Your debt is 0" is worse than no message. */
    @Test
    void zeroInPlaceOfAnAmountIsToldBeforehand() {
        for (int i = 0; i < 5; i++) {
            client(79160000001L + i);
        }
        server.sql()
                .sql("update client set debt = 100 where msisdn in (79160000001, 79160000002)")
                .update();
        server.sql().sql("update client set debt = 0 where msisdn = 79160000003").update();
        assertThat(item(draft("Долг {Долг|0} руб."), "zero")).contains("«Долг»", "3 человека");
        assertThat(item(draft("Долг {Долг|} руб."), "zero")).contains("3 человека");
        assertThat(item(draft("Долг {Долг|уточните} руб."), "zero")).contains("1 человек");
        assertThat(codes(draft("Срок {Срок оплаты|0}"))).doesNotContain("zero");
        server.sql().sql("update client set debt = 100").update();
        // Another text, for what was counted before is known for a while.
        assertThat(codes(draft("Ваш долг {Долг|0} руб."))).doesNotContain("zero");
    }

    @Test
    void whoeverWouldGetItOutsideTheDayIsCounted() {
        client(79160000001L);
        long far = client(79160000002L);
        server.sql()
                .sql("update client set region = 'Приморский край' where id = ?")
                .param(far)
                .update();
        LocalDate tomorrow = LocalDate.now(ZoneId.of("Europe/Moscow")).plusDays(1);
        // 16:00 in Moscow is 23:00 in Vladivostok, noon 19:00, and 2:00 is 9:00.
        assertThat(item(scheduled(moscow(tomorrow, 16)), "night")).contains("1 человек");
        assertThat(codes(scheduled(moscow(tomorrow, 12)))).doesNotContain("night");
        assertThat(item(scheduled(moscow(tomorrow, 2)), "night")).contains("1 человек");
        assertThat(item(scheduled(moscow(tomorrow, 22)), "night")).contains("2 человека");
        // It begins by day and ends at night.
        ZoneId moscow = ZoneId.of("Europe/Moscow");
        assertThat(Checks.reachesNight(moscow(tomorrow, 20), moscow(tomorrow, 22), moscow))
                .isTrue();
        assertThat(Checks.reachesNight(moscow(tomorrow, 9), moscow(tomorrow, 20), moscow))
                .isFalse();
        assertThat(
                        Checks.reachesNight(
                                moscow(tomorrow, 12), moscow(tomorrow.plusDays(1), 12), moscow))
                .isTrue();
    }

    private static Instant moscow(LocalDate day, int hour) {
        return day.atTime(hour, 0).atZone(ZoneId.of("Europe/Moscow")).toInstant();
    }

    private String item(Campaign campaign, String code) {
        return check(campaign).items().stream()
                .filter(item -> item.code().equals(code))
                .map(Check.Item::text)
                .findFirst()
                .orElse("none");
    }

    private List<String> codes(Campaign campaign) {
        return check(campaign).items().stream().map(Check.Item::code).toList();
    }

    private Check check(Campaign campaign) {
        Check[] last = new Check[1];
        TestServer.await(
                "an exact forecast",
                () -> {
                    last[0] = campaigns().check(campaign, 1, Locale.of("ru"));
                    Forecast forecast = last[0].forecast();
                    return forecast == null || forecast.exact();
                });
        assertThat(last[0].items()).allMatch(item -> !item.text().isBlank());
        return last[0];
    }

    private static void assertRefused(
            CampaignRefused.Reason reason,
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CampaignRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private Set<String> sent() throws IOException {
        var numbers = new TreeSet<String>();
        SimulatorLog.read(
                server.simulatorLog(),
                event -> {
                    if (event.kind() == SimulatorLog.Kind.ACCEPTED && event.at() >= begun) {
                        numbers.add(event.destination());
                    }
                });
        return numbers;
    }

    private RunProgress launch(Campaign campaign, Launch launch) {
        return campaigns().launch(campaign, "test", launch);
    }

    private static Launch held(long expected) {
        return new Launch(UUID.randomUUID().toString(), expected, null, true, Locale.ENGLISH);
    }

    private Campaign draft(String text) {
        return draft(text, true, null, null);
    }

    private Campaign scheduled(Instant at) {
        return draft("Привет", true, at, null);
    }

    private Campaign draft(String text, boolean frozen, Instant startAt, Integer perMinute) {
        return campaigns()
                .create(
                        department,
                        "test",
                        new Draft(
                                "test",
                                MessageClass.SERVICE,
                                null,
                                text,
                                null,
                                new Whom.Criteria("{}"),
                                frozen,
                                startAt,
                                perMinute,
                                Campaign.Step.CHECK));
    }

    private long client(long number) {
        return server.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, created_at, updated_at)
                        values (?, ?, now(), now()) returning id
                        """)
                .params(department, number)
                .query(Long.class)
                .single();
    }

    private long outcomes(RunProgress run) {
        return server.sql()
                .sql("select count(*) from run_person where run_id = ?")
                .param(run.id())
                .query(Long.class)
                .single();
    }

    private RunProgress finished(long run) {
        TestServer.await(
                "the run is finished",
                () -> campaigns().progress(run, null).status() == RunProgress.Status.FINISHED);
        return campaigns().progress(run, null);
    }
}

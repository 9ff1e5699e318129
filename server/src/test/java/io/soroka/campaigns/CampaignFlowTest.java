package io.soroka.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.bench.Crowd;
import io.soroka.contacts.Clients;
import io.soroka.contacts.Consents;
import io.soroka.policy.MessageClass;
import io.soroka.policy.SuppressionReason;
import io.soroka.simulator.SimulatorLog;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Campaigns from clients in the database to stored receipts, over real SMPP. The simulator's log is
 * the judge.
 */
@Tag("slow")
class CampaignFlowTest {
    private static final String OPERATORS =
            """
            {"operators": [
              {"name": "severs", "latency": {"minMs": 0, "maxMs": 5},
               "receipts": {"minMs": 10, "maxMs": 200, "failedShare": 0.1, "repeatedShare": 0.05}},
              {"name": "raduga", "latency": {"minMs": 0, "maxMs": 5}, "errorShare": 0.05,
               "receipts": {"minMs": 10, "maxMs": 200, "failedShare": 0.0}}]}\
            """;

    private static TestServer server;
    private static long department;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(OPERATORS);
        department = server.sql().sql("select min(id) from department").query(Long.class).single();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    /** Clients of earlier tests stay as history but belong to nobody any more. */
    @BeforeEach
    void forgetClients() {
        server.sql().sql("update client set department_id = -1, external_id = null").update();
    }

    @Test
    void everyoneWhoGetsNothingHasOneReason() {
        long plain = client("79160000001", "Анна");
        long sameNumber = client("79160000001", "Пётр");
        long optedOut = client("79160000002", "Лев");
        long back = client("79160000003", "Нина");
        Clients clients = server.bean(Clients.class);
        clients.optOut(79160000002L, "test");
        clients.optOut(79160000003L, "test");
        clients.optIn(79160000003L, "test");

        RunProgress done =
                finished(launch(MessageClass.SERVICE, "{Имя|клиент}, здравствуйте", "{}"));

        assertThat(outcomes(done))
                .isEqualTo(
                        Map.of(
                                plain,
                                "message",
                                sameNumber,
                                "SAME_NUMBER",
                                optedOut,
                                "OPTED_OUT",
                                back,
                                "message"));
        assertThat(done.messages()).isEqualTo(2);
        assertThat(done.suppressed()).isEqualTo(2);
        assertThat(done.suppressedBy()).extracting(RunProgress.Suppressed::count).containsOnly(1L);
    }

    /** A chunk of the planner holds 5,000 people. */
    @Test
    void aNumberThatAnEarlierChunkSendsToIsNotSentToAgain() throws Exception {
        try (var db = server.database().source().getConnection()) {
            Crowd.add(db, 5_010);
        }
        server.sql()
                .sql(
                        """
                        update client c set msisdn = d.msisdn from client d
                         where c.external_id = 'B-' || (substr(d.external_id, 3)::int + 5000)
                           and c.department_id = ? and d.department_id = ?
                        """)
                .params(department, department)
                .update();
        RunProgress done = finished(launch(MessageClass.SERVICE, "Привет", "{}"));
        assertThat(done.suppressedBy())
                .containsExactly(new RunProgress.Suppressed(SuppressionReason.SAME_NUMBER, 10));
        assertThat(done.messages()).isEqualTo(5_000);
        assertThat(
                        server.sql()
                                .sql("select count(distinct msisdn) from message where run_id = ?")
                                .param(done.id())
                                .query(Long.class)
                                .single())
                .isEqualTo(5_000L);
    }

    @Test
    void theSecondOwnerOfANumberGetsItWhenTheFirstMayNot() {
        long refused = client("79160000011", "Анна");
        long agreed = client("79160000011", "Пётр");
        server.bean(Consents.class).record(department, agreed, true, "test");
        RunProgress done = finished(launch(MessageClass.ADVERTISING, "Скидки", "{}"));
        assertThat(outcomes(done)).isEqualTo(Map.of(refused, "NO_CONSENT", agreed, "message"));
    }

    @Test
    void advertisingNeedsConsentThatWasNotTakenBack() {
        long never = client("79160000021", "Анна");
        long agreed = client("79160000022", "Пётр");
        long tookBack = client("79160000023", "Лев");
        long agreedAndOptedOut = client("79160000024", "Нина");
        Clients clients = server.bean(Clients.class);
        Consents consents = server.bean(Consents.class);
        consents.record(department, agreed, true, "test");
        consents.record(department, tookBack, true, "test");
        consents.record(department, tookBack, false, "test");
        consents.record(department, agreedAndOptedOut, true, "test");
        clients.optOut(79160000024L, "test");
        RunProgress done = finished(launch(MessageClass.ADVERTISING, "Скидки", "{}"));
        assertThat(outcomes(done))
                .isEqualTo(
                        Map.of(
                                never,
                                "NO_CONSENT",
                                agreed,
                                "message",
                                tookBack,
                                "NO_CONSENT",
                                agreedAndOptedOut,
                                "OPTED_OUT"));
    }

    @Test
    void anAlarmReachesThoseWhoOptedOut() {
        long optedOut = client("79160000031", "Анна");
        server.bean(Clients.class).optOut(79160000031L, "test");
        assertThat(outcomes(finished(launch(MessageClass.ALARM, "Тревога", "{}"))))
                .isEqualTo(Map.of(optedOut, "message"));
    }

    @Test
    void everyoneGetsTheTextRenderedForThem() {
        long whole = client("79160000041", "Анна");
        long nameless = client("79160000042", null);
        server.sql()
                .sql(
                        "update client set debt = 1234.5, due_date = '2026-11-25', sex = 'female', app_user = true,"
                                + " bonus_points = 12, last_visit = '2026-11-20 22:30:00+00' where id = ?")
                .param(whole)
                .update();
        RunProgress done =
                finished(
                        launch(
                                MessageClass.SERVICE,
                                "{Имя|клиент}: {Долг|0}; {Срок оплаты|-}; {Пол|-}; {Пользуется приложением|-}; {Бонусы|0}; {Последний визит|-};"
                                        + " {Телефон}",
                                "{}"));
        Map<Long, String> texts =
                server
                        .sql()
                        .sql("select client_id, text from message where run_id = ?")
                        .param(done.id())
                        .query((row, number) -> Map.entry(row.getLong(1), row.getString(2)))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(texts.get(whole).replace('\u00a0', ' '))
                // 22:30 in Greenwich is the next day in Moscow.
                .isEqualTo("Анна: 1 234,50; 25.11.2026; женский; да; 12; 21.11.2026; 79160000041");
        assertThat(texts.get(nameless)).isEqualTo("клиент: 0; -; -; -; 0; -; 79160000042");
    }

    @Test
    void onlyThoseWhoMeetTheConditionsAreInTheAudience() {
        long kazan = client("79160000051", "Анна");
        client("79160000052", "Пётр");
        server.sql().sql("update client set city = 'Казань' where id = ?").param(kazan).update();
        RunProgress done =
                finished(
                        launch(
                                MessageClass.SERVICE,
                                "Привет",
                                "{\"field\": \"city\", \"is\": \"in\", \"values\": [\"Казань\"]}"));
        assertThat(outcomes(done)).isEqualTo(Map.of(kazan, "message"));
        assertThat(done.expected()).isOne();
    }

    @Test
    void aTextTooLongForSomebodyIsNotSentToThem() {
        long shortOne = client("79160000061", "Анна");
        long longOne = client("79160000062", "Я".repeat(900));
        assertThat(outcomes(finished(launch(MessageClass.SERVICE, "{Имя|клиент}", "{}"))))
                .isEqualTo(Map.of(shortOne, "message", longOne, "TOO_LONG"));
    }

    @Test
    void aLaunchIsRefusedWhenSomebodyLacksAValueOrNobodyIsThere() {
        assertThatThrownBy(() -> launch(MessageClass.SERVICE, "Привет", "{}"))
                .isInstanceOfSatisfying(CampaignRefused.class, e -> assertBlocked(e, "nobody"));
        client("79160000071", "Анна");
        client("79160000072", null);
        assertThatThrownBy(() -> launch(MessageClass.SERVICE, "{Имя}, привет", "{}"))
                .isInstanceOfSatisfying(
                        CampaignRefused.class,
                        e -> {
                            assertBlocked(e, "no-fallback");
                            assertThat(e.arguments().getFirst().toString())
                                    .contains("“First name” is empty: 1 person.");
                        });
        assertThat(
                        server.sql()
                                .sql("select count(*) from run where text = '{Имя}, привет'")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    private static void assertBlocked(CampaignRefused refused, String code) {
        assertThat(refused.reason()).isEqualTo(CampaignRefused.Reason.BLOCKED);
        assertThat(refused.arguments()).contains(code);
    }

    @Test
    void theSameKeyLaunchesOnce() {
        client("79160000081", "Анна");
        Campaigns campaigns = server.bean(Campaigns.class);
        Campaign campaign = campaign(MessageClass.SERVICE, "Привет", "{}");
        RunProgress first = campaigns.launch(campaign, "test", Launch.unattended("key"));
        assertThat(campaigns.launch(campaign, "test", Launch.unattended("key")).id())
                .isEqualTo(first.id());
        // Another key is another launch, and what is launched is no draft any more.
        for (Campaign seen : List.of(campaign, campaigns.find(campaign.id(), null))) {
            assertThatThrownBy(() -> campaigns.launch(seen, "test", Launch.unattended("other key")))
                    .isInstanceOf(CampaignRefused.class);
        }
        finished(first);
        assertThatThrownBy(() -> campaigns.launch(campaign, "test", Launch.unattended(" ")))
                .isInstanceOf(CampaignRefused.class);
    }

    @Test
    void aPausedRunSendsNothingAndGoesOnWithoutRepeating() throws Exception {
        try (var db = server.database().source().getConnection()) {
            Crowd.add(db, 20_000);
        }
        Campaigns campaigns = server.bean(Campaigns.class);
        RunProgress run = launch(MessageClass.SERVICE, Crowd.ONE_PART, "{}");
        TestServer.await(
                "some are out", () -> campaigns.progress(run.id(), null).submitted() > 500);
        campaigns.pause(run.id(), null, "test");
        // One group a connection may still be on its way.
        TestServer.await(
                "nothing is on its way", () -> campaigns.progress(run.id(), null).pending() == 0);
        long submitted = campaigns.progress(run.id(), null).submitted();
        server.bean(io.soroka.delivery.Delivery.class).wake();
        TestServer.await(
                "the dispatchers have looked again",
                () ->
                        server.sql()
                                .sql(
                                        "select now() - max(changed_at) > interval '700 ms' from run_tally where run_id = ?")
                                .param(run.id())
                                .query(Boolean.class)
                                .single());
        assertThat(campaigns.progress(run.id(), null).submitted()).isEqualTo(submitted);
        assertThat(campaigns.progress(run.id(), null).status())
                .isEqualTo(RunProgress.Status.PAUSED);
        assertThatThrownBy(() -> campaigns.pause(run.id(), null, "test"))
                .isInstanceOf(CampaignRefused.class);

        campaigns.resume(run.id(), null, "test");
        RunProgress done = finished(run);
        assertThat(done.submitted()).isEqualTo(20_000);
        assertThat(
                        server.sql()
                                .sql("select count(*) from run_hold where not cancelled")
                                .query(Long.class)
                                .single())
                .isZero();
        assertThatThrownBy(() -> campaigns.resume(run.id(), null, "test"))
                .isInstanceOf(CampaignRefused.class);
    }

    @Test
    void aStoppedRunSendsNothingMoreAndItsSumsHold() throws Exception {
        try (var db = server.database().source().getConnection()) {
            Crowd.add(db, 20_000);
        }
        Campaigns campaigns = server.bean(Campaigns.class);
        RunProgress run = launch(MessageClass.SERVICE, Crowd.ONE_PART, "{}");
        TestServer.await(
                "some are out", () -> campaigns.progress(run.id(), null).submitted() > 500);
        campaigns.stop(run.id(), null, "test");
        TestServer.await(
                "nothing is on its way", () -> campaigns.progress(run.id(), null).pending() == 0);
        RunProgress done = campaigns.progress(run.id(), null);
        assertThat(done.status()).isEqualTo(RunProgress.Status.STOPPED);
        assertThat(done.over()).isTrue();
        assertThat(done.queued()).isZero();
        assertThat(done.cancelled()).isPositive();
        assertThat(done.submitted() + done.cancelled()).isEqualTo(done.messages());
        assertThat(done.delivered() + done.failed()).isEqualTo(done.submitted());
        assertThatThrownBy(() -> campaigns.resume(run.id(), null, "test"))
                .isInstanceOf(CampaignRefused.class);
    }

    @Test
    void anOrderlyRestartInTheMiddleLeavesNothingUncertain() throws Exception {
        try (var db = server.database().source().getConnection()) {
            Crowd.add(db, 20_000);
        }
        RunProgress run = launch(MessageClass.SERVICE, Crowd.ONE_PART, "{}");
        TestServer.await(
                "some are out",
                () -> server.bean(Campaigns.class).progress(run.id(), null).submitted() > 500);
        server.restart();
        RunProgress done = finished(run);
        assertThat(done.uncertain()).isZero();
        assertThat(done.submitted()).isEqualTo(20_000);
        Map<String, Long> taken = new java.util.HashMap<>();
        SimulatorLog.read(
                server.simulatorLog(),
                event -> {
                    if (event.kind() == SimulatorLog.Kind.ACCEPTED
                            && event.at() >= run.startedAt().toEpochMilli()) {
                        taken.merge(event.destination(), 1L, Long::sum);
                    }
                });
        assertThat(taken.values()).allMatch(count -> count == 1);
    }

    @Test
    void campaignsThatMakeNoSenseAreRefused() {
        assertRefused(
                CampaignRefused.Reason.BAD_NAME, () -> create("я".repeat(201), null, "Привет"));
        assertRefused(CampaignRefused.Reason.BAD_SENDER, () -> create("a", "Сорока", "Привет"));
        Campaigns campaigns = server.bean(Campaigns.class);
        assertRefused(CampaignRefused.Reason.NOT_FOUND, () -> campaigns.find(1, null));
        assertRefused(CampaignRefused.Reason.NOT_FOUND, () -> campaigns.progress(1, null));
        Campaign mine = create("mine", "Soroka", "Привет");
        assertThat(campaigns.find(mine.id(), department).sender()).isEqualTo("Soroka");
        assertRefused(
                CampaignRefused.Reason.NOT_FOUND, () -> campaigns.find(mine.id(), department + 1));
    }

    private static void assertRefused(
            CampaignRefused.Reason reason,
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CampaignRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static Campaign create(String name, String sender, String text) {
        return server.bean(Campaigns.class)
                .create(
                        department,
                        "test",
                        new Draft(
                                name,
                                MessageClass.SERVICE,
                                sender,
                                text,
                                null,
                                null,
                                true,
                                null,
                                null,
                                Campaign.Step.WHO));
    }

    private static long client(String msisdn, String firstName) {
        return server.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, first_name, created_at, updated_at)
                        values (?, ?, ?, now(), now()) returning id
                        """)
                .param(department)
                .param(Long.valueOf(msisdn))
                .param(firstName)
                .query(Long.class)
                .single();
    }

    private static Campaign campaign(MessageClass messageClass, String text, String criteria) {
        return server.bean(Campaigns.class)
                .create(department, "test", Draft.simple("test", messageClass, text, criteria));
    }

    private static RunProgress launch(MessageClass messageClass, String text, String criteria) {
        return server.bean(Campaigns.class)
                .launch(
                        campaign(messageClass, text, criteria),
                        "test",
                        Launch.unattended(UUID.randomUUID().toString()));
    }

    private static RunProgress finished(RunProgress run) {
        TestServer.await(
                "the run is finished",
                () ->
                        server.bean(Campaigns.class).progress(run.id(), null).status()
                                == RunProgress.Status.FINISHED);
        return server.bean(Campaigns.class).progress(run.id(), null);
    }

    private static Map<Long, String> outcomes(RunProgress run) {
        record Outcome(long person, Integer reason) {}
        List<Outcome> rows =
                server.sql()
                        .sql("select person_id, reason from run_person where run_id = ?")
                        .param(run.id())
                        .query((row, number) ->
                                new Outcome(row.getLong(1), row.getObject(2, Integer.class)))
                        .list();
        return rows.stream()
                .collect(
                        Collectors.toMap(
                                Outcome::person,
                                row ->
                                        row.reason() == null
                                                ? "message"
                                                : SuppressionReason.of(row.reason()).name()));
    }
}

package io.soroka.campaigns.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.soroka.access.Role;
import io.soroka.access.Users;
import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Draft;
import io.soroka.campaigns.Forecasts;
import io.soroka.campaigns.Launch;
import io.soroka.campaigns.PersonState;
import io.soroka.campaigns.RunPeople;
import io.soroka.campaigns.RunProgress;
import io.soroka.campaigns.Whom;
import io.soroka.contacts.Clients;
import io.soroka.policy.MessageClass;
import io.soroka.simulator.SimulatorLog;
import io.soroka.testing.Aside;
import io.soroka.testing.Browser;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What became of a run's people, over HTTP; the operators' own log is the judge. */
@Tag("slow")
class RunPeopleApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PEOPLE = 600;

    private static TestServer server;
    private static Browser anna;
    private static RunProgress run;
    private static long department;

    @BeforeAll
    static void start() throws IOException {
        server =
                TestServer.start(
                        """
                        {"operators": [
                          {"name": "severs", "errorShare": 0.05,
                           "receipts": {"minMs": 1, "maxMs": 50, "failedShare": 0.1},
                           "replies": {"share": 0.1, "minMs": 1, "maxMs": 10}},
                          {"name": "raduga", "receipts": {"minMs": 1, "maxMs": 50, "failedShare": 0.2}}]}\
                        """);
        department = server.sql().sql("select min(id) from department").query(Long.class).single();
        server.sql()
                .sql(
                        """
                        insert into client (department_id, external_id, msisdn, first_name, last_name, city, region,
                                            created_at, updated_at)
                        select :department, 'T-' || n, 79160000000 + n, case when n = 7 then '=1+1' else 'Анна' end,
                               case when n = 7 then null else 'Сорокина' end, 'Казань',
                               case when n % 2 = 0 then 'Приморский край' end, now(), now()
                          from generate_series(1, :people) n
                        """)
                .param("department", department)
                .param("people", PEOPLE)
                .update();
        server.sql().sql("update connection set unit_price = 2").update();
        for (int i = 1; i <= 20; i++) {
            server.bean(Clients.class).optOut(79160000000L + i * 10, "test");
        }
        Users users = server.bean(Users.class);
        users.createForDemo("agent", "Agent", Role.AGENT, department, TestServer.PASSWORD);
        users.createForDemo("analyst", "Analyst", Role.ANALYST, department, TestServer.PASSWORD);
        anna = server.browser("anna");
        Campaigns campaigns = server.bean(Campaigns.class);
        Campaign campaign =
                campaigns.create(
                        department,
                        "test",
                        Draft.simple("people", MessageClass.SERVICE, "Привет, {Имя|клиент}", "{}"));
        RunProgress launched = campaigns.launch(campaign, "test", Launch.unattended("once"));
        TestServer.await(
                "the run is finished",
                () ->
                        campaigns.progress(launched.id(), null).status()
                                == RunProgress.Status.FINISHED);
        run = campaigns.progress(launched.id(), null);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    /** Numbers by what the operators say of them. */
    private static Map<String, Set<String>> judged() throws IOException {
        var delivered = new TreeSet<String>();
        var failed = new TreeSet<String>();
        var gone = new TreeSet<String>();
        var numbers = new HashMap<String, String>();
        SimulatorLog.read(
                server.simulatorLog(),
                event -> {
                    switch (event.kind()) {
                        case ACCEPTED ->
                                numbers.put(event.operator() + event.id(), event.destination());
                        case REFUSED -> {
                            failed.add(event.destination());
                            // No such number.
                            if (event.result().equalsIgnoreCase("0x0B")) {
                                gone.add(event.destination());
                            }
                        }
                        case RECEIPT -> {
                            String number = numbers.get(event.operator() + event.id());
                            (event.result().equals("DELIVRD") ? delivered : failed).add(number);
                            // So the simulator says of every fourth number that gets nothing.
                            if (!event.result().equals("DELIVRD")
                                    && Long.parseLong(number) % 4 == 0) {
                                gone.add(number);
                            }
                        }
                        default -> {}
                    }
                });
        return Map.of("delivered", delivered, "failed", failed, "gone", gone);
    }

    @Test
    void thePeopleOfEachStateAreThoseTheOperatorsName() throws IOException {
        Map<String, Set<String>> judged = judged();
        for (String state : List.of("delivered", "failed")) {
            assertThat(numbers(state, 37)).as(state).isEqualTo(judged.get(state));
        }
        assertThat(numbers("suppressed", 7)).hasSize(20);
        assertThat(numbers("", 200)).hasSize(PEOPLE);
        for (String state : List.of("queued", "pending", "uncertain", "cancelled")) {
            assertThat(numbers(state, 100)).as(state).isEmpty();
        }
        assertThat(judged.get("failed")).hasSizeGreaterThan(20);
        assertThat(run.failed()).isEqualTo(judged.get("failed").size());
    }

    /** Who held one and waited for another would wait for ever once everybody did. */
    @Test
    void whoLooksAtPeopleTakesOneConnectionAtATime() throws Exception {
        HikariDataSource pool = (HikariDataSource) server.bean(DataSource.class);
        var taken = new ArrayList<Connection>();
        try {
            for (int i = 1; i < pool.getMaximumPoolSize(); i++) {
                taken.add(pool.getConnection());
            }
            RunPeople people = server.bean(RunPeople.class);
            Forecasts forecasts = server.bean(Forecasts.class);
            var whom = new Whom.EarlierRun(run.id(), Set.of(PersonState.FAILED));
            var looking =
                    Aside.get(() -> people.page(run.id(), null, 0, 10).items())
                            .thenApply(items -> {
                                forecasts.now(1, department, whom, "a", MessageClass.SERVICE, null);
                                return items.size();
                            });
            assertThat(looking.get(1, TimeUnit.MINUTES)).isEqualTo(10);
        } finally {
            for (Connection one : taken) {
                one.close();
            }
        }
    }

    /**
     * Digits of a state's people, by pages of a size; as the administrator, who sees them whole.
     */
    private static Set<String> numbers(String state, int limit) {
        Browser admin = server.browser("admin");
        var numbers = new TreeSet<String>();
        int seen = 0;
        String after = "0";
        while (after != null) {
            JsonNode page =
                    json(admin, "/people?state=" + state + "&limit=" + limit + "&after=" + after);
            for (JsonNode line : page.get("items")) {
                numbers.add(line.get("person").get("phone").asString().replaceAll("\\D", ""));
                seen++;
                if (!state.isEmpty()) {
                    assertThat(line.get("state").asString()).isEqualTo(state);
                }
            }
            after = page.get("next").isNull() ? null : page.get("next").asString();
        }
        assertThat(seen).as("nobody twice").isEqualTo(numbers.size());
        return numbers;
    }

    @Test
    void reasonsAreWordsAndNumbersAreMasked() {
        JsonNode failed = json(anna, "/people?state=failed&limit=200");
        Set<String> reasons = new HashSet<>();
        failed.get("items")
                .forEach(line -> {
                    reasons.add(line.get("reason").get("text").asString());
                    assertThat(line.get("person").get("phone").asString())
                            .matches("\\+7 ··· ··· \\d\\d-\\d\\d");
                    assertThat(line.get("connection").asString()).isIn("severs", "raduga");
                    assertThat(line.get("at").isNull()).isFalse();
                });
        assertThat(reasons)
                .hasSizeGreaterThan(1)
                .allMatch(text -> text.endsWith("."))
                .doesNotContain("");
        JsonNode suppressed = json(anna, "/people?state=suppressed&limit=1");
        assertThat(suppressed.get("items").get(0).get("reason").get("code").asString())
                .isEqualTo("opted_out");
        assertThat(json(server.browser("analyst"), "/people?limit=1").get("items")).hasSize(1);
        assertThat(
                        server.sql()
                                .sql(
                                        "select count(*) from audit where action = 'clients.listed' and object = ?")
                                .param("run:" + run.id())
                                .query(Long.class)
                                .single())
                .isPositive();
    }

    @Test
    void theTableOpensInExcelAndNothingInItIsAFormula() {
        String csv = anna.get("/api/v1/runs/" + run.id() + "/people.csv").body();
        assertThat(csv)
                .startsWith("\ufeffClient;Name;Phone;City;State;Reason;Parts;Connection;Time\r\n");
        List<String> lines = csv.lines().toList();
        assertThat(lines).hasSize(PEOPLE + 1);
        assertThat(csv).contains(";'=1+1;").doesNotContain(";=").doesNotContain("79160000007");
        assertThat(csv).contains("'+7 ··· ··· 00-07");
        String failed = anna.get("/api/v1/runs/" + run.id() + "/people.csv?state=failed").body();
        assertThat(failed.lines().count()).isEqualTo(run.failed() + 1);
        String whole =
                server.browser("admin").get("/api/v1/runs/" + run.id() + "/people.csv").body();
        assertThat(whole).contains("'+7 916 000-00-07");
    }

    @Test
    void failuresZonesAndTheReportAddUp() {
        JsonNode failures = json(anna, "/failures").get("items");
        long sum = 0;
        for (JsonNode one : failures) {
            sum += one.get("count").asLong();
        }
        assertThat(sum).isEqualTo(run.failed());

        Map<String, Long> zones = new HashMap<>();
        json(anna, "/zones")
                .get("items")
                .forEach(one -> {
                    zones.put(one.get("title").asString(), one.get("messages").asLong());
                    assertThat(one.get("submitted")).isEqualTo(one.get("messages"));
                    assertThat(one.get("localTime").asString()).matches("\\d\\d:\\d\\d");
                });
        // Every tenth person of the first 200 is even, lives in the Far East and opted out.
        assertThat(zones).isEqualTo(Map.of("Vladivostok", 280L, "Moscow", 300L));

        JsonNode report = json(anna, "/report");
        assertThat(report.get("cost").get("total").asDouble()).isEqualTo(run.parts() * 2.0);
        assertThat(report.get("run").get("cost").get("planned").asDouble()).isEqualTo(580 * 2.0);
        assertThat(report.get("failures")).isEqualTo(failures);
        assertThat(report.get("answers").get("total").asLong())
                .isEqualTo(server.bean(Campaigns.class).progress(run.id(), null).replies());
        assertThat(report.get("medianDeliverySeconds").asLong()).isBetween(0L, 10L);
        long[] sums = new long[3];
        report.get("timeline")
                .forEach(point -> {
                    sums[0] += point.get("submitted").asLong();
                    sums[1] += point.get("delivered").asLong();
                    sums[2] += point.get("failed").asLong();
                });
        assertThat(sums).containsExactly(run.submitted(), run.delivered(), run.failed());
    }

    @Test
    void answersAreListedWithWhoGaveThem() {
        List<JsonNode> answers = new ArrayList<>();
        TestServer.await(
                "answers are read",
                () -> {
                    answers.clear();
                    json(anna, "/answers?limit=200").get("items").forEach(answers::add);
                    return !answers.isEmpty();
                });
        assertThat(answers)
                .allMatch(one -> one.get("person").get("phone").asString().startsWith("+7 ···"))
                .allMatch(one -> !one.get("text").asString().isEmpty());
        JsonNode second =
                json(anna, "/answers?limit=1&after=" + answers.getFirst().get("id").asString());
        if (answers.size() > 1) {
            assertThat(second.get("items").get(0).get("id")).isEqualTo(answers.get(1).get("id"));
        }
    }

    @Test
    void aRepeatReachesExactlyThoseItFailedForAndThatCanBeReached() throws IOException {
        Set<String> gone = judged().get("gone");
        Set<String> failed = new TreeSet<>(judged().get("failed"));
        assertThat(gone).isNotEmpty();
        long forGood = 0;
        for (JsonNode one : json(anna, "/failures").get("items")) {
            forGood += one.get("forGood").asBoolean() ? one.get("count").asLong() : 0;
        }
        assertThat(forGood).isEqualTo(gone.size());
        failed.removeAll(gone);
        assertThat(failed).isNotEmpty();
        JsonNode draft =
                JSON.readTree(
                        anna.send(
                                        "POST",
                                        "/api/v1/runs/" + run.id() + "/repeat",
                                        "{\"states\": [\"failed\"]}")
                                .body());
        assertThat(draft.get("status").asString()).isEqualTo("draft");
        assertThat(draft.get("audience").get("kind").asString()).isEqualTo("run");
        // Phones answer STOP whether or not they show the message.
        long stopped =
                server
                        .sql()
                        .sql("select distinct msisdn::text from opt_out")
                        .query(String.class)
                        .list()
                        .stream()
                        .filter(failed::contains)
                        .count();
        Campaigns campaigns = server.bean(Campaigns.class);
        Campaign campaign = campaigns.find(Long.parseLong(draft.get("id").asString()), null);
        RunProgress repeated =
                campaigns.launch(
                        campaign,
                        "test",
                        new Launch(
                                UUID.randomUUID().toString(),
                                failed.size() - stopped,
                                null,
                                false,
                                Locale.ENGLISH));
        TestServer.await(
                "everyone has an outcome",
                () -> {
                    RunProgress now = campaigns.progress(repeated.id(), null);
                    return now.planned() && now.queued() == 0;
                });
        var reached =
                new TreeSet<>(
                        server.sql()
                                .sql("select msisdn::text from message where run_id = ?")
                                .param(repeated.id())
                                .query(String.class)
                                .list());
        var suppressed =
                server.sql()
                        .sql(
                                "select c.msisdn::text from run_person p join client c on c.id = p.person_id where p.run_id = ? and p.reason is not null")
                        .param(repeated.id())
                        .query(String.class)
                        .list();
        reached.addAll(suppressed);
        assertThat(reached).isEqualTo(failed);
        assertThat(campaigns.progress(repeated.id(), null).audience()).isEqualTo(failed.size());
    }

    @Test
    void aClientsHistoryTellsWhatTheyGotAndWhyNot() {
        long got =
                server.sql()
                        .sql("select id from client where msisdn = 79160000001")
                        .query(Long.class)
                        .single();
        long left =
                server.sql()
                        .sql("select id from client where msisdn = 79160000010")
                        .query(Long.class)
                        .single();
        // A message that belongs to no run, as somebody's test of a text is.
        server.sql()
                .sql(
                        """
                        insert into message (id, department_id, client_id, msisdn, class, parts, text)
                        select max(id) + 1, min(department_id), ?, 79160000001, 1, 1, 'Single' from message
                        """)
                .param(got)
                .update();
        Browser agent = server.browser("agent");
        JsonNode history = JSON.readTree(agent.get("/api/v1/clients/" + got + "/history").body());
        assertThat(history.get("messages"))
                .extracting(one -> one.get("text").asString())
                .contains("Single", "Привет, Анна");
        assertThat(history.get("messages"))
                .extracting(one -> one.get("campaignName").asString(""))
                .contains("people");
        JsonNode other = JSON.readTree(agent.get("/api/v1/clients/" + left + "/history").body());
        assertThat(other.get("messages")).isEmpty();
        assertThat(other.get("suppressed").get(0).get("reason").asString()).isEqualTo("opted_out");
        assertThat(
                        server.browser("analyst")
                                .get("/api/v1/clients/" + got + "/history")
                                .statusCode())
                .isEqualTo(403);
        assertThat(agent.get("/api/v1/runs/" + run.id() + "/people").statusCode()).isEqualTo(403);
    }

    @Test
    void theHomePageIsThatOfTheRole() {
        JsonNode home = JSON.readTree(anna.get("/api/v1/home").body());
        assertThat(home.get("finished"))
                .extracting(one -> one.get("campaignName").asString())
                .contains("people");
        assertThat(home.get("tasks"))
                .extracting(one -> one.get("kind").asString())
                .contains("run-failed");
        JsonNode agents = JSON.readTree(server.browser("agent").get("/api/v1/home").body());
        for (String list : List.of("tasks", "drafts", "running", "planned", "finished")) {
            assertThat(agents.get(list)).as(list).isEmpty();
        }
        JsonNode analysts = JSON.readTree(server.browser("analyst").get("/api/v1/home").body());
        assertThat(analysts.get("finished")).isNotEmpty();
        assertThat(analysts.get("tasks")).isEmpty();
        assertThat(PersonState.named("nothing")).isEmpty();
    }

    private static JsonNode json(Browser browser, String path) {
        var answer = browser.get("/api/v1/runs/" + run.id() + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}

package io.soroka.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.bench.Crowd;
import io.soroka.contacts.Clients;
import io.soroka.contacts.Consents;
import io.soroka.contacts.Fields;
import io.soroka.policy.MessageClass;
import io.soroka.policy.SuppressionReason;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A forecast says what a run then does. */
@Tag("slow")
class ForecastTest {
    private static final String OPERATORS =
            """
            {"operators": [{"name": "severs", "receipts": {"minMs": 1, "maxMs": 20, "failedShare": 0.0}},
                           {"name": "raduga", "receipts": {"minMs": 1, "maxMs": 20, "failedShare": 0.0}}]}\
            """;

    private static final List<String> TEXTS =
            List.of(
                    "Привет",
                    "{Имя|клиент}, к оплате {Долг|0} руб.",
                    "{Имя|клиент}, {Город|ваш город}: приходите в наш новый магазин на углу улиц Мира и Садовой, ждём вас",
                    "Dear {Имя|client}, your balance is {Баланс|0}",
                    "{Имя|клиент} — it costs {Долг|0} €");

    private static TestServer server;
    private static long department;
    private static long other;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(OPERATORS);
        department = server.sql().sql("select min(id) from department").query(Long.class).single();
        other =
                server.sql()
                        .sql("insert into department (name) values ('Other') returning id")
                        .query(Long.class)
                        .single();
        server.sql()
                .sql(
                        "update connection set unit_price = 1.25 + id, prefixes = case when name = 'severs' then '{7916}' else prefixes end")
                .update();
        server.bean(io.soroka.delivery.Delivery.class).reload();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    /** Clients of earlier tests stay as history but belong to nobody any more. */
    @BeforeEach
    void forgetClients() {
        server.sql().sql("delete from opt_out").update();
        server.sql()
                .sql("update client set department_id = -1, msisdn = 70000000000 + id")
                .update();
    }

    @Test
    void whatIsForecastIsWhatHappens() {
        for (int seed = 1; seed <= 12; seed++) {
            forgetClients();
            var random = new Random(seed);
            company(random);
            check(
                    "seed " + seed,
                    MessageClass.values()[random.nextInt(4)],
                    TEXTS.get(random.nextInt(TEXTS.size())),
                    random.nextBoolean()
                            ? "{}"
                            : "{\"field\": \"city\", \"is\": \"in\", \"values\": [\"Казань\", \"Омск\"]}",
                    random.nextBoolean());
        }
    }

    /** Few people, few numbers, and everything that can be missing missing now and then. */
    private static void company(Random random) {
        Clients clients = server.bean(Clients.class);
        Consents consents = server.bean(Consents.class);
        int size = random.nextInt(1, 80);
        for (int i = 0; i < size; i++) {
            long number = (random.nextBoolean() ? 79160000000L : 79250000000L) + random.nextInt(40);
            long id =
                    client(
                            random.nextInt(10) == 0 ? other : department,
                            number,
                            any(random, null, "Анна", "Константин", "Я".repeat(700)),
                            any(random, null, "Казань", "Омск", "Пермь"),
                            random.nextInt(3) == 0 ? null : random.nextInt(100_000));
            if (random.nextInt(3) > 0) {
                consents.record(department, id, random.nextInt(4) > 0, "test");
            }
            if (random.nextInt(8) == 0) {
                clients.optOut(number, "test");
            }
        }
    }

    private static String any(Random random, String... values) {
        return values[
                random.nextInt(10) == 0 ? values.length - 1 : random.nextInt(values.length - 1)];
    }

    private static void check(
            String what, MessageClass messageClass, String text, String criteria, boolean frozen) {
        Campaigns campaigns = server.bean(Campaigns.class);
        Forecast forecast = exact(new Whom.Criteria(criteria), text, messageClass);
        if (forecast.recipients() == 0) {
            return;
        }
        Campaign campaign =
                campaigns.create(
                        department,
                        "test",
                        new Draft(
                                what,
                                messageClass,
                                null,
                                text,
                                null,
                                new Whom.Criteria(criteria),
                                frozen,
                                null,
                                null,
                                Campaign.Step.CHECK));
        RunProgress run =
                campaigns.launch(campaign, "test", Launch.unattended(UUID.randomUUID().toString()));
        TestServer.await(
                what,
                () -> campaigns.progress(run.id(), null).status() == RunProgress.Status.FINISHED);
        RunProgress done = campaigns.progress(run.id(), null);
        assertThat(forecast.found()).as(what).isEqualTo(done.audience()).isEqualTo(done.expected());
        assertThat(forecast.recipients()).as(what).isEqualTo(done.messages());
        assertThat(sorted(forecast.suppressed())).as(what).isEqualTo(sorted(done.suppressedBy()));
        assertThat(forecast.parts())
                .as(what)
                .isEqualTo(
                        server.sql()
                                .sql("select sum(parts) from message where run_id = ?")
                                .param(run.id())
                                .query(Long.class)
                                .single());
        assertThat(forecast.price()).as(what).isEqualByComparingTo(done.cost().planned());
        assertThat(done.cost().spent()).as(what).isEqualByComparingTo(done.cost().planned());
        for (Forecast.Connection connection : forecast.byConnection()) {
            assertThat(
                            done.connections().stream()
                                    .filter(one -> one.id() == connection.id())
                                    .findFirst()
                                    .orElseThrow()
                                    .messages())
                    .as(what)
                    .isEqualTo(connection.people());
        }
        assertThat(forecast.byZone().stream().mapToLong(Forecast.Zone::people).sum())
                .as(what)
                .isEqualTo(forecast.recipients());
    }

    private static List<RunProgress.Suppressed> sorted(List<RunProgress.Suppressed> all) {
        return all.stream().sorted(Comparator.comparing(RunProgress.Suppressed::reason)).toList();
    }

    @Test
    void aNumberSharedAcrossChunksIsCountedOnce() throws Exception {
        try (var db = server.database().source().getConnection()) {
            Crowd.add(db, 12_000);
        }
        // The last thousand people have the numbers of the first.
        server.sql()
                .sql(
                        """
                        update client c set msisdn = d.msisdn from client d
                         where c.external_id = 'B-' || (substr(d.external_id, 3)::int + 11000)
                           and c.department_id = ? and d.department_id = ?
                        """)
                .params(department, department)
                .update();
        Forecast forecast = exact(new Whom.Criteria("{}"), "Привет", MessageClass.SERVICE);
        assertThat(forecast.found()).isEqualTo(12_000);
        assertThat(forecast.suppressedBy(SuppressionReason.SAME_NUMBER)).isEqualTo(1_000);
        assertThat(forecast.recipients()).isEqualTo(11_000);
        assertThat(forecast.parts()).isEqualTo(11_000);
    }

    @Test
    void peopleAreCountedWhereTheyLive() {
        zoned(79160000001L, null, "Asia/Omsk", "Приморский край");
        zoned(79160000002L, null, null, "Приморский край");
        zoned(375291234567L, null, null, null);
        zoned(79160000003L, null, null, null);
        Forecast forecast = exact(new Whom.Criteria("{}"), null, MessageClass.SERVICE);
        assertThat(forecast.byZone())
                .containsExactlyInAnyOrder(
                        new Forecast.Zone(ZoneId.of("Asia/Omsk"), 1),
                        new Forecast.Zone(ZoneId.of("Asia/Vladivostok"), 1),
                        new Forecast.Zone(ZoneId.of("Europe/Minsk"), 1),
                        new Forecast.Zone(ZoneId.of("Europe/Moscow"), 1));
        assertThat(forecast.parts()).isNull();
        assertThat(forecast.price()).isNull();
        assertThat(forecast.examples()).isEmpty();
    }

    @Test
    void examplesAndLackingValuesAreThoseOfRecipients() {
        client(department, 79160000001L, "Ия", null, 10);
        client(department, 79160000002L, "Константин", null, 10);
        client(department, 79160000003L, null, null, 10);
        long gone = client(department, 79160000004L, "Максимилиан", null, null);
        server.bean(Clients.class).optOut(79160000004L, "test");
        Forecast forecast =
                exact(new Whom.Criteria("{}"), "{Имя|Вы}: {Долг|0}", MessageClass.SERVICE);
        assertThat(forecast.examples())
                .extracting(one -> one.kind() + " " + one.text())
                .containsExactlyInAnyOrder(
                        "SHORTEST Ия: 10", "LONGEST Константин: 10", "INCOMPLETE Вы: 10");
        assertThat(forecast.examples()).noneMatch(one -> one.person().id() == gone);
        assertThat(forecast.lacking())
                .containsExactly(
                        new Forecast.Lacking(Fields.standard().get("first_name"), 1, false));
    }

    @Test
    void aLargeAudienceIsEstimatedFirstAndOnlyTheNewestQuestionIsWorkedOn() throws Exception {
        try (var db = server.database().source().getConnection()) {
            Crowd.add(db, 150_000);
        }
        Forecasts forecasts = server.bean(Forecasts.class);
        Forecast first = ask(forecasts, "{Имя|клиент}");
        assertThat(first.exact()).isFalse();
        assertThat(first.found()).isBetween(100_000L, 200_000L);
        assertThat(first.recipients()).isBetween(100_000L, 200_000L);
        assertThat(first.share()).isBetween(0.001, 0.5);
        for (int i = 0; i < 5; i++) {
            Forecast ignored = ask(forecasts, "{Имя|клиент} " + i);
        }
        TestServer.await("the exact one is there", () -> ask(forecasts, "{Имя|клиент} 5").exact());
        assertThat(ask(forecasts, "{Имя|клиент} 5").found()).isEqualTo(150_000);
        assertThat(ask(forecasts, "{Имя|клиент} 5").recipients()).isEqualTo(150_000);
    }

    private static Forecast ask(Forecasts forecasts, String text) {
        return forecasts.now(
                1, department, new Whom.Criteria("{}"), text, MessageClass.SERVICE, null);
    }

    @Test
    void aForecastFollowsPricesAndPeople() {
        client(department, 79160000001L, "Анна", null, 1);
        Forecast before = exact(new Whom.Criteria("{}"), "Привет", MessageClass.SERVICE);
        BigDecimal price = before.byConnection().getFirst().unitPrice();
        assertThat(before.price()).isEqualByComparingTo(price);
        client(department, 79160000002L, "Анна", null, 1);
        TestServer.await(
                "the newcomer is counted",
                () -> exact(new Whom.Criteria("{}"), "Привет", MessageClass.SERVICE).found() == 2);
    }

    @Test
    void whatIsNotTheDepartmentsIsNotThere() {
        assertThatThrownBy(() -> exact(new Whom.Segment(987_654), null, MessageClass.SERVICE))
                .isInstanceOf(CampaignRefused.class);
        assertThatThrownBy(() ->
                        exact(
                                new Whom.EarlierRun(5, java.util.Set.of(PersonState.FAILED)),
                                null,
                                MessageClass.SERVICE))
                .isInstanceOf(CampaignRefused.class);
    }

    private static Forecast exact(Whom whom, String text, MessageClass messageClass) {
        Forecast[] last = new Forecast[1];
        TestServer.await(
                "the exact forecast",
                () -> {
                    last[0] =
                            server.bean(Forecasts.class)
                                    .now(7, department, whom, text, messageClass, null);
                    return last[0].exact();
                });
        return last[0];
    }

    private static void zoned(long number, String name, String zone, String region) {
        long id = client(department, number, name, null, 1);
        server.sql()
                .sql("update client set time_zone = ?, region = ? where id = ?")
                .params(zone, region, id)
                .update();
    }

    private static long client(
            long department, long number, String firstName, String city, Integer debt) {
        return server.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, first_name, city, debt, created_at, updated_at)
                        values (?, ?, ?, ?, ?, now(), now()) returning id
                        """)
                .params(department, number, firstName, city, debt)
                .query(Long.class)
                .single();
    }
}

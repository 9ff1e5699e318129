package io.soroka.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.soroka.access.Role;
import io.soroka.contacts.Client;
import io.soroka.contacts.Field;
import io.soroka.contacts.Fields;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestFields;
import io.soroka.testing.TestSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Estimates and samples of a department large enough not to be read whole. */
class SegmentCountsTest {
    private static final long LARGE = 7;
    private static final long SMALL = 8;
    private static final long OTHER = 10;
    private static final int PEOPLE = 120_000;
    private static final String EVERY_THIRD =
            "{\"field\":\"city\",\"is\":\"in\",\"values\":[\"Орёл\"]}";

    private static final SettableClock CLOCK =
            new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
    private static TestDatabase database;
    private static Segments segments;
    private static SegmentCounts counts;

    @BeforeAll
    static void people() {
        database = TestDatabase.fresh();
        // What its statistics say is this test's business.
        database.sql().sql("alter table client set (autovacuum_enabled = off)").update();
        add(LARGE, PEOPLE);
        add(SMALL, 30);
        add(OTHER, 30);
        database.sql().sql("analyze client").update();
        segments =
                new Segments(
                        database.sql(),
                        TestFields.of(database, CLOCK),
                        List.of(),
                        CLOCK,
                        TestSettings.in("Europe/Moscow"));
        counts = TestCounts.of(database, segments, CLOCK);
    }

    private static void add(long department, int people) {
        database.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, created_at, updated_at, city, first_name)
                        select ?, 79450000000 + n, now(), now(), (array['Казань', 'Пермь', 'Орёл'])[1 + n % 3], 'Имя ' || n % 70
                          from generate_series(1, ?) n
                        """)
                .params(department, people)
                .update();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void anEstimateComesCloseAndStaysTheSame() {
        String tree = "{\"all\":[" + EVERY_THIRD + ",{\"field\":\"city\",\"is\":\"filled\"}]}";
        SegmentCount estimate = counts.estimate(LARGE, tree);
        assertThat(estimate.exact()).isFalse();
        assertThat(estimate.found()).isCloseTo(PEOPLE / 3, within(PEOPLE / 3 / 20L));
        assertThat(estimate.lines().get(1).matched()).isCloseTo(PEOPLE, within((long) PEOPLE / 20));
        assertThat(counts.estimate(LARGE, tree)).isEqualTo(estimate);
        SegmentCount exact = counts.count(LARGE, tree);
        assertThat(exact.exact()).isTrue();
        assertThat(exact.found()).isEqualTo(PEOPLE / 3);
        assertThat(exact.lines())
                .containsExactly(
                        new SegmentCount.Line(PEOPLE / 3, PEOPLE / 3),
                        new SegmentCount.Line(PEOPLE / 3, PEOPLE));
        assertThat(exact.countedAt()).isEqualTo(CLOCK.instant());
    }

    /** A vacuum amid an import leaves such numbers behind until the next analysis. */
    @ParameterizedTest
    @ValueSource(doubles = {0.6, 1.57})
    void statisticsThatAreOutOfDateDoNotCarryAnEstimateAway(double off) throws SQLException {
        try (Connection owner =
                        DriverManager.getConnection(
                                database.url(), database.owner(), database.ownerPassword());
                Statement statement = owner.createStatement()) {
            statement.execute(
                    "update pg_class set reltuples = reltuples * %s where oid = 'client'::regclass"
                            .formatted(off));
            SegmentCount estimate = counts.estimate(LARGE, EVERY_THIRD);
            assertThat(estimate.exact()).isFalse();
            assertThat(estimate.found()).isCloseTo(PEOPLE / 3, withinPercentage(15));
        } finally {
            database.sql().sql("analyze client").update();
        }
    }

    @Test
    void aSmallDepartmentOfALargeCompanyIsCounted() {
        SegmentCount counted = counts.estimate(SMALL, EVERY_THIRD);
        assertThat(counted.exact()).isTrue();
        assertThat(counted.found()).isEqualTo(10);
    }

    @Test
    void aSeedGivesItsOwnPeopleAndAlwaysTheSame() {
        List<Client> five = segments.sample(LARGE, EVERY_THIRD, 5, 1);
        assertThat(five).hasSize(5).allMatch(one -> one.values().get("city").equals("Орёл"));
        assertThat(segments.sample(LARGE, EVERY_THIRD, 5, 1)).isEqualTo(five);
        assertThat(segments.sample(LARGE, EVERY_THIRD, 5, 2)).isNotEqualTo(five);
        // None of them need stand in the part that is looked at first.
        assertThat(segments.sample(SMALL, EVERY_THIRD, 5, 3)).hasSize(5);
        assertThat(segments.sample(9, EVERY_THIRD, 5, 3)).isEmpty();
    }

    @Test
    void valuesAreRememberedForAMinute() {
        var values = new FieldValues(database.sql(), CLOCK);
        Field city = Fields.standard().get("city");
        long before = values.of(OTHER, city, "орё").items().getFirst().count();
        database.sql()
                .sql("update client set city = 'Орёл' where department_id = ? and city = 'Пермь'")
                .param(OTHER)
                .update();
        assertThat(values.of(OTHER, city, "ОРЁ").items().getFirst().count()).isEqualTo(before);
        CLOCK.advance(Duration.ofSeconds(61));
        assertThat(values.of(OTHER, city, "орё").items().getFirst().count()).isEqualTo(before + 10);
        database.sql()
                .sql("update client set product = 'П ' || id where department_id = ?")
                .param(LARGE)
                .update();
        FieldValues.Values many = values.of(LARGE, Fields.standard().get("product"), "");
        assertThat(many.items()).hasSize(50);
        assertThat(many.more()).isTrue();
        assertThat(values.of(LARGE, city, "x".repeat(101)).items()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24, сегодня, today",
        "2026-11-23, 1 день назад, 1 day ago",
        "2026-11-12, 12 дней назад, 12 days ago",
        "2026-08-12, 104 дня назад, 104 days ago",
        "2026-11-27, через 3 дня, in 3 days",
        "2025-11-24, 1 год назад, 1 year ago",
        "2025-09-20, 1 год 2 мес. назад, 1 year 2 mo. ago",
        "2021-11-01, 5 лет назад, 5 years ago",
        "2029-01-30, через 2 года 2 мес., in 2 years 2 mo.",
    })
    void daysAreWrittenFromToday(LocalDate day, String russian, String english) {
        String tree = "{\"field\":\"due_date\",\"is\":\"within_days\",\"days\":3}";
        Client client = new Client(1, LARGE, "К-1", 79450000000L, Map.of("due_date", day));
        Field due = Fields.standard().get("due_date");
        assertThat(segments.words(LARGE, Locale.of("ru"), tree, Role.ADMINISTRATOR).of(client, due))
                .isEqualTo(russian);
        assertThat(segments.words(LARGE, Locale.ENGLISH, tree, Role.ADMINISTRATOR).of(client, due))
                .isEqualTo(english);
    }

    @Test
    void valuesAreWrittenInTheReadersLanguage() {
        Client client =
                new Client(
                        1,
                        LARGE,
                        "К-1",
                        79450000000L,
                        Map.of(
                                "due_date",
                                LocalDate.of(2026, 11, 5),
                                "debt",
                                new java.math.BigDecimal("1234567.50"),
                                "bonus_points",
                                new java.math.BigDecimal("12000"),
                                "app_user",
                                false,
                                "sex",
                                "male",
                                "last_visit",
                                Instant.parse("2026-11-20T22:30:00Z")));
        ValueWords russian = segments.words(LARGE, Locale.of("ru"), "{}", Role.ADMINISTRATOR);
        ValueWords english = segments.words(LARGE, Locale.ENGLISH, "{}", Role.ADMINISTRATOR);
        assertThat(written(russian, client))
                .isEqualTo("К-1|05.11.2026|1 234 567,50 ₽|12 000|нет|мужской|21.11.2026|null");
        assertThat(written(english, client))
                .isEqualTo("К-1|5 Nov 2026|1,234,567.50 ₽|12,000|no|male|21 Nov 2026|null");
        assertThat(russian.of(client, List.of())).isNull();
    }

    /** No-break spaces are shown as spaces here. */
    private static String written(ValueWords words, Client client) {
        var written = new StringBuilder();
        for (String key :
                List.of(
                        "external_id",
                        "due_date",
                        "debt",
                        "bonus_points",
                        "app_user",
                        "sex",
                        "last_visit",
                        "city")) {
            written.append(written.isEmpty() ? "" : "|")
                    .append(words.of(client, Fields.standard().get(key)));
        }
        return written.toString().replace('\u00a0', ' ');
    }
}

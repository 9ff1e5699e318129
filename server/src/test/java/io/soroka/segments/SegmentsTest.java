package io.soroka.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.contacts.Client;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestFields;
import io.soroka.testing.TestSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {

    private static final long DEPARTMENT = 7;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private static TestDatabase database;
    private static Segments segments;

    /**
     * Anna, Boris, Vera and Gleb; of Gleb nothing is known. Another department has one like Anna.
     */
    @BeforeAll
    static void people() {
        if (database != null) {
            // Mutation testing runs this class some thousand times in one process.
            database.sql().sql("delete from segment").update();
            return;
        }
        database = TestDatabase.fresh();
        segments =
                new Segments(
                        database.sql(),
                        TestFields.of(database, Clock.systemUTC()),
                        List.of(),
                        Clock.fixed(Instant.parse("2026-11-23T21:30:00Z"), ZoneOffset.UTC),
                        TestSettings.in("Europe/Moscow"));
        for (long department : new long[] {DEPARTMENT, 8}) {
            database.sql()
                    .sql(
                            """
                            insert into client (department_id, msisdn, created_at, updated_at, first_name,
                                city, sex, debt, bonus_points, due_date, last_visit, app_user)
                            values
                                (?, 79450000001, now(), now(), 'А', 'Казань', 'female', 100.50, 5,
                                 '2026-11-24', '2026-11-23 21:00:00Z', true),
                                (?, 79450000002, now(), now(), 'Б', 'ПЕРМЬ', 'male', 2000, 50,
                                 '2026-11-14', '2026-11-23 20:59:59Z', false),
                                (?, 79450000003, now(), now(), 'В', 'Набережные Челны', 'female', 0, -1,
                                 '2026-12-04', '2026-12-31 21:00:00Z', null),
                                (?, 79450000004, now(), now(), 'Г', null, null, null, null,
                                 null, null, null)
                            """)
                    .params(department, department, department, department)
                    .update();
        }
    }

    private static String found(String tree) {
        SqlCondition where = segments.where(DEPARTMENT, tree, TODAY);
        return String.join(
                "",
                database.sql()
                        .sql(
                                "select c.first_name from client c where c.department_id = ? and "
                                        + where.sql()
                                        + " order by c.id")
                        .param(DEPARTMENT)
                        .params(where.values())
                        .query(String.class)
                        .list());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nobody",
            value = {
                "\"city\",\"is\":\"in\",\"values\":[\"Казань\",\"пермь\"] | АБ",
                "\"city\",\"is\":\"in\",\"values\":[\"Каза\"] | nobody",
                "\"city\",\"is\":\"not_in\",\"values\":[\"КАЗАНЬ\",\"Пермь\"] | ВГ",
                "\"city\",\"is\":\"contains\",\"value\":\"ЧЕЛ\" | В",
                "\"city\",\"is\":\"contains\",\"value\":\"%\" | nobody",
                "\"city\",\"is\":\"starts_with\",\"value\":\"наб\" | В",
                "\"city\",\"is\":\"starts_with\",\"value\":\"Чел\" | nobody",
                "\"city\",\"is\":\"starts_with\",\"value\":\"_\" | nobody",
                "\"city\",\"is\":\"empty\" | Г",
                "\"city\",\"is\":\"filled\" | АБВ",
                "\"sex\",\"is\":\"in\",\"values\":[\"female\"] | АВ",
                "\"sex\",\"is\":\"not_in\",\"values\":[\"female\"] | БГ",
                "\"sex\",\"is\":\"empty\" | Г",
                "\"debt\",\"is\":\"eq\",\"value\":100.5 | А",
                "\"debt\",\"is\":\"ne\",\"value\":100.5 | БВГ",
                "\"debt\",\"is\":\"lt\",\"value\":100.5 | В",
                "\"debt\",\"is\":\"le\",\"value\":100.5 | АВ",
                "\"debt\",\"is\":\"gt\",\"value\":100.5 | Б",
                "\"debt\",\"is\":\"ge\",\"value\":1.005e2 | АБ",
                "\"debt\",\"is\":\"between\",\"from\":0,\"to\":100.5 | АВ",
                "\"debt\",\"is\":\"empty\" | Г",
                "\"debt\",\"is\":\"filled\" | АБВ",
                "\"bonus_points\",\"is\":\"lt\",\"value\":0 | В",
                "\"due_date\",\"is\":\"before\",\"value\":\"2026-11-24\" | Б",
                "\"due_date\",\"is\":\"after\",\"value\":\"2026-11-24\" | В",
                "\"due_date\",\"is\":\"on\",\"value\":\"2026-11-24\" | А",
                "\"due_date\",\"is\":\"between\",\"from\":\"2026-11-14\",\"to\":\"2026-11-24\" | АБ",
                "\"due_date\",\"is\":\"days_ago_more\",\"days\":10 | nobody",
                "\"due_date\",\"is\":\"days_ago_more\",\"days\":9 | Б",
                "\"due_date\",\"is\":\"days_ago_less\",\"days\":10 | А",
                "\"due_date\",\"is\":\"days_ago_less\",\"days\":11 | АБ",
                "\"due_date\",\"is\":\"within_days\",\"days\":9 | А",
                "\"due_date\",\"is\":\"within_days\",\"days\":10 | АВ",
                "\"due_date\",\"is\":\"within_days\",\"days\":0 | А",
                "\"due_date\",\"is\":\"empty\" | Г",
                "\"due_date\",\"is\":\"filled\" | АБВ",
                "\"last_visit\",\"is\":\"on\",\"value\":\"2026-11-24\" | А",
                "\"last_visit\",\"is\":\"on\",\"value\":\"2026-11-23\" | Б",
                "\"last_visit\",\"is\":\"on\",\"value\":\"2027-01-01\" | В",
                "\"last_visit\",\"is\":\"before\",\"value\":\"2026-11-24\" | Б",
                "\"last_visit\",\"is\":\"after\",\"value\":\"2026-11-23\" | АВ",
                "\"last_visit\",\"is\":\"between\",\"from\":\"2026-11-23\",\"to\":\"2026-11-24\" | АБ",
                "\"last_visit\",\"is\":\"days_ago_less\",\"days\":1 | А",
                "\"last_visit\",\"is\":\"days_ago_more\",\"days\":0 | Б",
                "\"last_visit\",\"is\":\"within_days\",\"days\":38 | АВ",
                "\"last_visit\",\"is\":\"anniversary_within\",\"days\":0 | А",
                "\"last_visit\",\"is\":\"anniversary_within\",\"days\":38 | АВ",
                "\"last_visit\",\"is\":\"anniversary_within\",\"days\":364 | АБВ",
                "\"app_user\",\"is\":\"true\" | А",
                "\"app_user\",\"is\":false | Б",
                "\"app_user\",\"is\":\"empty\" | ВГ",
                "\"app_user\",\"is\":\"filled\" | АБ",
            })
    void findsWhomEachComparisonMeans(String condition, String expected) {
        assertThat(found("{\"field\":" + condition + "}"))
                .isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void combinesConditions() {
        String kazan = "{\"field\":\"city\",\"is\":\"in\",\"values\":[\"Казань\"]}";
        String debt = "{\"field\":\"debt\",\"is\":\"gt\",\"value\":50}";
        assertThat(found("{}")).isEqualTo("АБВГ");
        assertThat(found("{\"all\":[" + kazan + "," + debt + "]}")).isEqualTo("А");
        assertThat(found("{\"any\":[" + kazan + "," + debt + "]}")).isEqualTo("АБ");
        assertThat(found("{\"not\":" + kazan + "}")).isEqualTo("БВГ");
        assertThat(found("{\"not\":{\"not\":" + kazan + "}}")).isEqualTo("А");
        assertThat(found("{\"not\":{\"any\":[" + kazan + "," + debt + "]}}")).isEqualTo("ВГ");
        assertThat(found("{\"all\":[{\"not\":" + kazan + "}," + debt + "]}")).isEqualTo("Б");
    }

    @Test
    void bindsEveryValue() {
        String hostile = "x' or '1'='1'; drop table client; --";
        SqlCondition where =
                segments.where(
                        DEPARTMENT,
                        "{\"any\":[{\"field\":\"city\",\"is\":\"contains\",\"value\":\"%s\"},{\"field\":\"city\",\"is\":\"in\",\"values\":[\"%s\"]}]}"
                                .formatted(hostile, hostile),
                        TODAY);
        assertThat(where.sql()).doesNotContain("drop");
        assertThat(where.values()).hasSize(2);
        assertThat(
                        found(
                                "{\"field\":\"city\",\"is\":\"starts_with\",\"value\":\"%s\"}"
                                        .formatted(hostile)))
                .isEmpty();
        assertThat(found("{}")).isEqualTo("АБВГ");
    }

    @Test
    void samplesOneDepartment() {
        String women = "{\"field\":\"sex\",\"is\":\"in\",\"values\":[\"female\"]}";
        assertThat(segments.today()).isEqualTo(TODAY);
        List<Client> sample = segments.sample(DEPARTMENT, women, 5, 1);
        assertThat(sample)
                .hasSize(2)
                .allMatch(client -> client.departmentId() == DEPARTMENT)
                .allMatch(client -> client.values().get("sex").equals("female"));
        assertThat(segments.sample(DEPARTMENT, women, 1, 1)).containsExactly(sample.getFirst());
        assertThat(segments.sample(DEPARTMENT, null, 100, 1)).hasSize(4);
        assertThat(segments.sample(9, "{}", 100, 1)).isEmpty();
        assertThatThrownBy(() -> segments.sample(DEPARTMENT, women, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> segments.sample(DEPARTMENT, women, 101, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void savesUnderAName() {
        String tree = "{\"field\":\"debt\",\"is\":\"gt\",\"value\":5000}";
        Segment saved = segments.save(20, " Должники ", tree, "Анна");
        assertThat(saved.name()).isEqualTo("Должники");
        assertThat(saved.departmentId()).isEqualTo(20);
        assertThat(saved.createdBy()).isEqualTo("Анна");
        assertThat(saved.createdAt()).isEqualTo("2026-11-23T21:30:00Z");
        assertThat(segments.parse(DEPARTMENT, saved.tree()))
                .isEqualTo(segments.parse(DEPARTMENT, tree));
        assertThat(segments.find(20, saved.id())).contains(saved);
        assertThat(segments.find(saved.id())).contains(saved);
        assertThat(segments.find(21, saved.id())).isEmpty();
        Segment all = segments.save(20, "Все", "{}", null);
        assertThat(all.createdBy()).isNull();
        assertThat(segments.list(20)).containsExactly(all, saved);
        assertThat(segments.save(21, "Все", "{}", null).id()).isNotEqualTo(all.id());
        assertRefused("ВСЕ", "segment.name-taken");
        assertRefused("  ", "segment.name-unusable");
        assertRefused("x".repeat(201), "segment.name-unusable");
        assertRefused("a\u0000b", "segment.name-unusable");
        assertThat(segments.save(20, "x".repeat(200), "{}", null).name()).hasSize(200);
        assertThatThrownBy(() -> segments.save(20, "Новый", "{\"all\":[]}", null))
                .isInstanceOf(CriteriaRefused.class);
    }

    private static void assertRefused(String name, String messageKey) {
        assertThatThrownBy(() -> segments.save(20, name, "{}", null))
                .isInstanceOfSatisfying(
                        SegmentRefused.class,
                        refused -> assertThat(refused.messageKey()).isEqualTo(messageKey));
    }
}

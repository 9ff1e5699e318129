package io.soroka.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestFields;
import io.soroka.testing.TestSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions on what is no field, with people made by hand. */
class OtherCriteriaTest {
    private static final long DEPARTMENT = 7;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private TestDatabase database;
    private SettableClock clock;
    private Segments segments;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
        segments =
                new Segments(
                        database.sql(),
                        TestFields.of(database, clock),
                        List.of(
                                new OptOutCriteria(),
                                new ImportCriteria(database.sql()),
                                new PhoneCriteria(),
                                new ZoneCriteria(database.sql(), clock)),
                        clock,
                        TestSettings.in("Europe/Moscow"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void run(String statement) {
        database.sql().sql(statement).update();
    }

    /** Twenty people of the department, numbered by their debt, and one of another. */
    private void twenty() {
        run(
                """
                insert into client (id, department_id, msisdn, debt, city, created_at, updated_at) overriding system value
                select n, 7, 79160000000 + n, n, case when n % 2 = 0 then 'Казань' else 'Пермь' end, now(), now()
                  from generate_series(1, 20) n
                union all
                select 99, 8, 79160000099, 1000, 'Казань', now(), now()
                """);
    }

    private List<Long> found(String tree) {
        return new EveryWay(database, segments, DEPARTMENT, TODAY).found(tree);
    }

    private static void refused(Runnable action, String key) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        CriteriaRefused.class,
                        refused -> assertThat(refused.messageKey()).isEqualTo(key));
    }

    /** Expected ages by the calendar itself. */
    @ParameterizedTest
    @CsvSource({
        "2008-11-24, 18",
        "2008-11-25, 17",
        "2008-11-23, 18",
        "2007-11-25, 18",
        "2007-11-24, 19",
        "2004-02-29, 22",
        "2026-11-24, 0",
    })
    void age(LocalDate born, int age) {
        assertThat(Period.between(born, TODAY).getYears()).isEqualTo(age);
        database.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, birth_date, created_at, updated_at)
                        values (7, 79161234567, ?, now(), now())
                        """)
                .param(born)
                .update();
        String asked = "{\"field\":\"birth_date\",\"is\":\"age_between\",\"from\":%d,\"to\":%d}";
        assertThat(found(asked.formatted(age, age))).hasSize(1);
        assertThat(found(asked.formatted(age + 1, 150))).isEmpty();
        assertThat(found("{\"not\":" + asked.formatted(age, 150) + "}")).isEmpty();
        if (age > 0) {
            assertThat(found(asked.formatted(0, age - 1))).isEmpty();
        }
    }

    @Test
    void tenthsAreThoseOfTheDepartment() {
        twenty();
        String asked = "{\"field\":\"debt\",\"is\":\"decile_between\",\"from\":%d,\"to\":%d}";
        assertThat(found(asked.formatted(1, 1))).containsExactly(1L, 2L);
        assertThat(found(asked.formatted(10, 10))).containsExactly(19L, 20L);
        assertThat(found(asked.formatted(3, 4))).containsExactly(5L, 6L, 7L, 8L);
        assertThat(found(asked.formatted(1, 10))).hasSize(20);
        assertThat(found("{\"field\":\"balance\",\"is\":\"decile_between\",\"from\":1,\"to\":10}"))
                .isEmpty();
        run("update client set debt = null where id <= 10");
        assertThat(found(asked.formatted(1, 1))).as("remembered for a while").isEmpty();
        clock.advance(Duration.ofMinutes(10));
        assertThat(found(asked.formatted(1, 1))).containsExactly(11L);
        assertThat(found("{\"not\":" + asked.formatted(1, 1) + "}")).hasSize(19);
    }

    @Test
    void aSegmentStandsInAnother() {
        twenty();
        Segment kazan =
                segments.save(
                        DEPARTMENT,
                        "Казань",
                        "{\"field\":\"city\",\"is\":\"in\",\"values\":[\"Казань\"]}",
                        null);
        String in = "{\"about\":\"segment\",\"is\":\"%s\",\"values\":[\"%d\"]}";
        assertThat(found(in.formatted("in", kazan.id()))).hasSize(10).allMatch(id -> id % 2 == 0);
        String owing = "{\"field\":\"debt\",\"is\":\"gt\",\"value\":15}";
        Segment both =
                segments.save(
                        DEPARTMENT,
                        "Оба",
                        "{\"all\":[" + in.formatted("in", kazan.id()) + "," + owing + "]}",
                        null);
        assertThat(found(in.formatted("in", both.id()))).containsExactly(16L, 18L, 20L);
        assertThat(found(in.formatted("not_in", both.id()))).hasSize(17);
        assertThat(new SegmentsInSegments(segments).usedBy(kazan.id())).containsExactly("Оба");
        assertThat(new SegmentsInSegments(segments).usedBy(both.id())).isEmpty();
        refused(
                () -> segments.change(kazan, "Казань", in.formatted("in", both.id())),
                "criteria.segment-circle");
        refused(
                () -> segments.change(kazan, "Казань", in.formatted("in", kazan.id())),
                "criteria.segment-circle");
        refused(() -> found(in.formatted("in", 12345)), "criteria.segment-gone");
        Segment foreign = segments.save(8, "Чужой", "{}", null);
        refused(() -> found(in.formatted("in", foreign.id())), "criteria.segment-gone");
    }

    @Test
    void segmentsAreNestedSoDeepAndNoDeeper() {
        twenty();
        long id =
                segments.save(
                                DEPARTMENT,
                                "0",
                                "{\"field\":\"debt\",\"is\":\"le\",\"value\":3}",
                                null)
                        .id();
        String in = "{\"about\":\"segment\",\"is\":\"in\",\"values\":[\"%d\"]}";
        for (int i = 1; i < 10; i++) {
            id = segments.save(DEPARTMENT, "s" + i, in.formatted(id), null).id();
        }
        String last = in.formatted(id);
        assertThat(found(last)).containsExactly(1L, 2L, 3L);
        long tenth = segments.save(DEPARTMENT, "last", last, null).id();
        refused(() -> found(in.formatted(tenth)), "criteria.segment-circle");
    }

    @Test
    void writtenOutTheyStayAsTheyAre() {
        twenty();
        Segment everyone = segments.save(DEPARTMENT, "Все", "{}", null);
        Segment owing =
                segments.save(
                        DEPARTMENT,
                        "Должны",
                        "{\"field\":\"debt\",\"is\":\"gt\",\"value\":17}",
                        null);
        Segment nested =
                segments.save(
                        DEPARTMENT,
                        "В другом",
                        "{\"about\":\"segment\",\"is\":\"in\",\"values\":[\"%d\"]}"
                                .formatted(owing.id()),
                        null);
        String tree =
                """
                {"all":[{"about":"segment","is":"in","values":["%d"]},{"not":{"about":"segment","is":"not_in","values":["%d","%d"]}}]}\
                """
                        .formatted(everyone.id(), nested.id(), owing.id());
        assertThat(found(tree)).containsExactly(18L, 19L, 20L);
        String written = segments.inlined(DEPARTMENT, tree);
        assertThat(written).doesNotContain("segment");
        assertThat(found(written)).containsExactly(18L, 19L, 20L);
        segments.change(owing, "Должны", "{\"field\":\"debt\",\"is\":\"lt\",\"value\":3}");
        assertThat(found(tree)).containsExactly(1L, 2L);
        assertThat(found(written)).containsExactly(18L, 19L, 20L);
        assertThat(segments.inlined(DEPARTMENT, "{}")).isEqualTo("{}");
    }

    @Test
    void aShareIsDrawnByEachClientsOwnLot() {
        run(
                """
                insert into client (department_id, msisdn, created_at, updated_at)
                select 7, 79160000000 + n, now(), now() from generate_series(1, 20000) n
                """);
        String asked = "{\"about\":\"random\",\"is\":\"share\",\"percent\":%s,\"seed\":%d}";
        List<Long> tenth = found(asked.formatted("10", 1));
        // Four deviations of chance: 4 × √(20 000 × 0.1 × 0.9) ≈ 170.
        assertThat(tenth.size()).isBetween(1_830, 2_170);
        assertThat(found(asked.formatted("10", 1))).isEqualTo(tenth);
        assertThat(found(asked.formatted("20", 1))).containsAll(tenth);
        Set<Long> both = new HashSet<>(found(asked.formatted("10", 2)));
        both.retainAll(tenth);
        assertThat(both.size()).as("another seed draws others").isBetween(140, 260);
        assertThat(found(asked.formatted("100", 1))).hasSize(20_000);
        run("delete from client where id % 2 = 0");
        assertThat(found(asked.formatted("10", 1)))
                .as("who is drawn stays drawn")
                .isEqualTo(tenth.stream().filter(id -> id % 2 == 1).toList());
    }

    @Test
    void soManyAreDrawnAmongThoseWhoMeetTheRest() {
        twenty();
        String kazan = "{\"field\":\"city\",\"is\":\"in\",\"values\":[\"Казань\"]}";
        String drawn = "{\"about\":\"random\",\"is\":\"people\",\"people\":%d,\"seed\":%d}";
        String asked = "{\"all\":[" + kazan + "," + drawn + "]}";
        List<Long> four = found(asked.formatted(4, 1));
        assertThat(four).hasSize(4).allMatch(id -> id % 2 == 0);
        assertThat(found(asked.formatted(4, 1))).isEqualTo(four);
        assertThat(found(asked.formatted(6, 1))).containsAll(four).hasSize(6);
        Set<List<Long>> others =
                java.util.stream.IntStream.range(2, 8)
                        .mapToObj(seed -> found(asked.formatted(4, seed)))
                        .collect(Collectors.toSet());
        assertThat(others.size()).isGreaterThan(2);
        assertThat(found(asked.formatted(100, 1))).hasSize(10);
        assertThat(found(drawn.formatted(5, 1))).as("of everybody").hasSize(5);
        SegmentCount count =
                TestCounts.of(database, segments, clock).count(DEPARTMENT, asked.formatted(4, 1));
        assertThat(count.found()).isEqualTo(4);
        assertThat(count.lines())
                .containsExactly(new SegmentCount.Line(10, 10), new SegmentCount.Line(4, 4));
        assertThat(segments.explain(DEPARTMENT, asked.formatted(4, 1), List.of(four.getFirst())))
                .allMatch(Explanation::holds);
    }

    @Test
    void whoAskedForSilence() {
        twenty();
        run(
                """
                insert into opt_out (msisdn, opted_out, source, at)
                values (79160000003, true, 'sms', now()), (79160000004, true, 'sms', now()),
                       (79160000004, false, 'sms', now()), (79160000099, true, 'sms', now())
                """);
        assertThat(found("{\"about\":\"opt_out\",\"is\":true}")).containsExactly(3L);
        assertThat(found("{\"about\":\"opt_out\",\"is\":\"false\"}"))
                .hasSize(19)
                .doesNotContain(3L);
    }

    @Test
    void whomAFileBroughtOrMet() {
        twenty();
        run("update client set import_id = 41 where id in (1, 2)");
        run("update client set import_id = 42 where id = 3");
        run("insert into client_import_met (import_id, client_id) values (41, 5), (43, 6)");
        assertThat(found("{\"about\":\"import\",\"is\":\"in\",\"values\":[\"41\"]}"))
                .containsExactly(1L, 2L, 5L);
        assertThat(found("{\"about\":\"import\",\"is\":\"in\",\"values\":[\"42\",\"43\"]}"))
                .containsExactly(3L, 6L);
        assertThat(found("{\"about\":\"import\",\"is\":\"not_in\",\"values\":[\"41\"]}"))
                .hasSize(17)
                .doesNotContain(1L, 2L, 5L);
    }

    @Test
    void whoseNumberAnEarlierClientHas() {
        twenty();
        run("update client set msisdn = 79160000001 where id in (7, 9)");
        run("update client set msisdn = 79160000002 where department_id = 8");
        assertThat(found("{\"about\":\"phone\",\"is\":\"repeated\"}")).containsExactly(7L, 9L);
        assertThat(found("{\"about\":\"phone\",\"is\":\"single\"}")).hasSize(18).contains(1L);
    }

    /** The record comes before the region, the region before the number; the company's at last. */
    @Test
    void whereTheClockStands() {
        twenty();
        run("delete from client where id between 8 and 20");
        run("update client set time_zone = 'Asia/Omsk', region = 'г. Москва' where id = 1");
        run("update client set region = 'Омская область' where id = 2");
        run("update client set msisdn = 77010000003, time_zone = ' ' where id = 3");
        run("update client set time_zone = 'Asia/Nowhere', region = 'МОСКВА' where id = 5");
        run("update client set time_zone = 'Asia/Nowhere' where id = 6");
        run("update client set time_zone = 'Asia/Omsk' where id = 99");
        String in = "{\"about\":\"zone\",\"is\":\"%s\",\"values\":[\"%s\"]}";
        assertThat(found(in.formatted("in", "Asia/Omsk"))).containsExactly(1L, 2L);
        assertThat(found(in.formatted("in", "Asia/Almaty"))).containsExactly(3L);
        assertThat(found(in.formatted("in", "Europe/Moscow"))).containsExactly(4L, 5L, 6L, 7L);
        assertThat(found(in.formatted("in", "Asia/Omsk\",\"Asia/Almaty")))
                .containsExactly(1L, 2L, 3L);
        assertThat(found(in.formatted("not_in", "Europe/Moscow"))).containsExactly(1L, 2L, 3L);
        assertThat(found(in.formatted("in", "Asia/Magadan"))).isEmpty();
        run("update client set region = 'Магаданская область' where id = 7");
        assertThat(found(in.formatted("in", "Asia/Magadan")))
                .as("at once, for nothing is remembered")
                .containsExactly(7L);
        refused(() -> found(in.formatted("in", "Asia/Atlantis")), "criteria.not-a-zone");
        refused(() -> found(in.formatted("is", "Asia/Omsk")), "criteria.unknown-operator");
    }

    @Test
    void zonesAreOfferedByHowManyLiveThere() {
        twenty();
        run("update client set region = 'Омская область' where id <= 7");
        run("update client set time_zone = 'Asia/Magadan' where id > 15");
        assertThat(segments.choices(DEPARTMENT, "zone", "", 50))
                .containsExactly(
                        new CriterionSource.Choice("Asia/Omsk", "Asia/Omsk", 7L),
                        new CriterionSource.Choice("Asia/Magadan", "Asia/Magadan", 5L));
        assertThat(segments.choices(DEPARTMENT, "zone", "OMSK", 50)).hasSize(1);
        assertThat(segments.choices(DEPARTMENT, "zone", "", 1)).hasSize(1);
        assertThat(segments.title(DEPARTMENT, "zone", "Asia/Omsk")).contains("Asia/Omsk");
        assertThat(segments.title(DEPARTMENT, "zone", "Omsk")).isEmpty();
    }
}

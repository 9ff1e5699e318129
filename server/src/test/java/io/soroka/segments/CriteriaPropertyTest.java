package io.soroka.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestFields;
import io.soroka.testing.TestSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compiled conditions against a slow reading of the same JSON, person by person. */
class CriteriaPropertyTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final List<String> CITIES = List.of("Казань", "ПЕРМЬ", "Пермь", "Орёл", "Omsk");
    private static final List<Person> PEOPLE = new ArrayList<>();
    private static final List<LocalDate> BIRTHDAYS = new ArrayList<>();

    private static TestDatabase database;
    private static Segments segments;

    record Person(
            long id,
            @Nullable String city,
            @Nullable BigDecimal debt,
            @Nullable LocalDate due,
            @Nullable Boolean app) {}

    @BeforeContainer
    static void people() {
        database = TestDatabase.fresh();
        segments =
                new Segments(
                        database.sql(),
                        TestFields.of(database, Clock.systemUTC()),
                        List.of(),
                        Clock.systemUTC(),
                        TestSettings.in("Europe/Moscow"));
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            String city = random.nextInt(5) == 0 ? null : CITIES.get(random.nextInt(5));
            BigDecimal debt = random.nextInt(5) == 0 ? null : BigDecimal.valueOf(random.nextInt(5));
            LocalDate due = random.nextInt(5) == 0 ? null : TODAY.plusDays(random.nextInt(9) - 4L);
            Boolean app = random.nextInt(3) == 0 ? null : random.nextBoolean();
            long id =
                    database.sql()
                            .sql(
                                    """
                                    insert into client (department_id, msisdn, created_at, updated_at,
                                        city, debt, due_date, app_user)
                                    values (7, 79450000000, now(), now(), ?, ?, ?, ?) returning id
                                    """)
                            .param(city)
                            .param(debt)
                            .param(due)
                            .param(app)
                            .query(Long.class)
                            .single();
            PEOPLE.add(new Person(id, city, debt, due, app));
        }
        birthdays();
    }

    /** Every day of a leap year, and nobody's. */
    private static void birthdays() {
        for (int day = 0; day < 366; day++) {
            LocalDate born = LocalDate.of(1996, 1, 1).plusDays(day);
            BIRTHDAYS.add(born);
        }
        database.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, created_at, updated_at, birth_date)
                        select 8, 79450000000, now(), now(), day
                          from unnest(cast(? as date[])) day
                        union all select 8, 79450000000, now(), now(), null
                        """)
                .param(BIRTHDAYS.stream().map(LocalDate::toString).toArray(String[]::new))
                .update();
    }

    @AfterContainer
    static void stop() {
        database.close();
    }

    @Provide
    Arbitrary<String> trees() {
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 4);
        Arbitrary<LocalDate> day = number.map(n -> TODAY.plusDays(n * 2 - 4));
        Arbitrary<String> city = Arbitraries.of("казань", "Пермь", "орёл", "OMSK", "Тверь");
        Arbitrary<String> leaf =
                Arbitraries.oneOf(
                        Combinators.combine(
                                        Arbitraries.of("in", "not_in"),
                                        city,
                                        Arbitraries.of("", ",\"Elsewhere\"".repeat(20)))
                                .as(
                                        "{\"field\":\"city\",\"is\":\"%s\",\"values\":[\"%s\"%s]}"
                                                ::formatted),
                        Combinators.combine(
                                        Arbitraries.of("contains", "starts_with"),
                                        Arbitraries.of("п", "ОР", "М", "ь", "%"))
                                .as(
                                        "{\"field\":\"city\",\"is\":\"%s\",\"value\":\"%s\"}"
                                                ::formatted),
                        Combinators.combine(
                                        Arbitraries.of("city", "debt", "due_date", "app_user"),
                                        Arbitraries.of("empty", "filled"))
                                .as("{\"field\":\"%s\",\"is\":\"%s\"}"::formatted),
                        Combinators.combine(
                                        Arbitraries.of("eq", "ne", "lt", "le", "gt", "ge"), number)
                                .as("{\"field\":\"debt\",\"is\":\"%s\",\"value\":%d}"::formatted),
                        Combinators.combine(number, number)
                                .as((from, span) ->
                                        "{\"field\":\"debt\",\"is\":\"between\",\"from\":%d,\"to\":%d}"
                                                .formatted(from, from + span)),
                        Combinators.combine(Arbitraries.of("before", "after", "on"), day)
                                .as(
                                        "{\"field\":\"due_date\",\"is\":\"%s\",\"value\":\"%s\"}"
                                                ::formatted),
                        Combinators.combine(day, number)
                                .as((from, span) ->
                                        "{\"field\":\"due_date\",\"is\":\"between\",\"from\":\"%s\",\"to\":\"%s\"}"
                                                .formatted(from, from.plusDays(span))),
                        Combinators.combine(
                                        Arbitraries.of(
                                                "days_ago_more", "days_ago_less", "within_days"),
                                        number)
                                .as(
                                        "{\"field\":\"due_date\",\"is\":\"%s\",\"days\":%d}"
                                                ::formatted),
                        Arbitraries.of(true, false)
                                .map("{\"field\":\"app_user\",\"is\":%b}"::formatted));
        return TestTrees.of(leaf);
    }

    @Property(tries = 500)
    void findsTheSamePeople(@ForAll("trees") String tree) {
        List<Long> found = new EveryWay(database, segments, 7, TODAY).found(tree);
        JsonNode json = JsonMapper.shared().readTree(tree);
        assertThat(found)
                .isEqualTo(
                        PEOPLE.stream()
                                .filter(p -> TestTrees.meets(json, leaf -> meets(p, leaf)))
                                .map(Person::id)
                                .toList());
    }

    /** Who has an anniversary on the day itself or one of the days behind it, counted by hand. */
    @Property(tries = 300)
    void findsThoseWhoseDayComesRound(
            @ForAll @IntRange(min = 0, max = 4 * 366) int later,
            @ForAll @IntRange(min = 0, max = 370) int days,
            @ForAll boolean aroundFebruary) {
        LocalDate today =
                aroundFebruary
                        ? LocalDate.of(2025 + later % 4, 2, 26).plusDays(later % 5)
                        : LocalDate.of(2025, 1, 1).plusDays(later);
        int within = aroundFebruary ? days % 4 : days;
        SqlCondition where =
                segments.where(
                        8,
                        "{\"field\":\"birth_date\",\"is\":\"anniversary_within\",\"days\":%d}"
                                .formatted(within),
                        today);
        List<LocalDate> found =
                database.sql()
                        .sql(
                                "select c.birth_date from client c where c.department_id = 8 and "
                                        + where.sql()
                                        + " order by 1")
                        .params(where.values())
                        .query(LocalDate.class)
                        .list();
        assertThat(found)
                .isEqualTo(
                        BIRTHDAYS.stream()
                                .filter(born ->
                                        IntStream.rangeClosed(0, within)
                                                .mapToObj(today::plusDays)
                                                .anyMatch(day ->
                                                        born.withYear(day.getYear()).equals(day)))
                                .toList());
    }

    private static boolean meets(Person person, JsonNode tree) {
        String is = tree.get("is").asString();
        Object value =
                switch (tree.get("field").asString()) {
                    case "city" -> person.city;
                    case "debt" -> person.debt;
                    case "due_date" -> person.due;
                    default -> person.app;
                };
        if (value == null) {
            return is.equals("empty") || is.equals("not_in") || is.equals("ne");
        }
        return switch (is) {
            case "empty" -> false;
            case "filled" -> true;
            case "true", "false" -> value.toString().equals(is);
            default ->
                    switch (value) {
                        case String city -> meets(lower(city), is, tree);
                        case BigDecimal debt -> meets(debt.intValueExact(), is, tree);
                        default -> meets((LocalDate) value, is, tree);
                    };
        };
    }

    private static boolean meets(String city, String is, JsonNode tree) {
        return switch (is) {
            case "in" ->
                    tree.get("values")
                            .valueStream()
                            .anyMatch(v -> lower(v.asString()).equals(city));
            case "not_in" ->
                    tree.get("values")
                            .valueStream()
                            .noneMatch(v -> lower(v.asString()).equals(city));
            case "contains" -> city.contains(lower(tree.get("value").asString()));
            default -> city.startsWith(lower(tree.get("value").asString()));
        };
    }

    private static boolean meets(int debt, String is, JsonNode tree) {
        if (is.equals("between")) {
            return debt >= tree.get("from").asInt() && debt <= tree.get("to").asInt();
        }
        int value = tree.get("value").asInt();
        return switch (is) {
            case "eq" -> debt == value;
            case "ne" -> debt != value;
            case "lt" -> debt < value;
            case "le" -> debt <= value;
            case "gt" -> debt > value;
            default -> debt >= value;
        };
    }

    private static boolean meets(LocalDate due, String is, JsonNode tree) {
        long ago = due.until(TODAY, java.time.temporal.ChronoUnit.DAYS);
        return switch (is) {
            case "between" ->
                    !due.isBefore(LocalDate.parse(tree.get("from").asString()))
                            && !due.isAfter(LocalDate.parse(tree.get("to").asString()));
            case "before" -> due.isBefore(LocalDate.parse(tree.get("value").asString()));
            case "after" -> due.isAfter(LocalDate.parse(tree.get("value").asString()));
            case "on" -> due.equals(LocalDate.parse(tree.get("value").asString()));
            case "days_ago_more" -> ago > tree.get("days").asInt();
            case "days_ago_less" -> ago >= 0 && ago < tree.get("days").asInt();
            default -> ago <= 0 && -ago <= tree.get("days").asInt();
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}

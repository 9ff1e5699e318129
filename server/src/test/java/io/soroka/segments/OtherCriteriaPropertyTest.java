package io.soroka.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.numbering.Zones;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Conditions on what is no field against a slow reading of made-up people. */
class OtherCriteriaPropertyTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private static final List<String> ZONES =
            List.of("Asia/Omsk", "Europe/Moscow", "Asia/Almaty", "UTC+3");

    private static final List<String> REGIONS =
            List.of("Омская область", "ОМСК", "г. Москва", "Республика Алтай", "Нигде");

    /** Of Russia, where the number tells no zone, Kazakhstan and Belarus. */
    private static final List<Long> PREFIXES =
            List.of(79160000000L, 79260000000L, 79030000000L, 79000000000L, 77010000000L);

    private static final List<Person> PEOPLE = new ArrayList<>();
    private static final Map<Long, Boolean> SILENT = new HashMap<>();
    private static final Map<Long, Set<Long>> IMPORTS = new HashMap<>();
    private static final Map<Integer, Set<Long>> SHARES = new HashMap<>();

    private static TestDatabase database;
    private static Segments segments;

    record Person(
            long id,
            long msisdn,
            @Nullable String zone,
            @Nullable String region,
            @Nullable Integer debt) {}

    @BeforeContainer
    static void people() {
        database = TestDatabase.fresh();
        var clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
        segments =
                TestSegments.of(
                        database,
                        clock,
                        List.of(
                                new OptOutCriteria(),
                                new ImportCriteria(database.sql()),
                                new PhoneCriteria(),
                                new ZoneCriteria(database.sql(), clock)));
        Random random = new Random(17);
        // Some are in the sample, some are not; the number of each prefix's few is often another's.
        LongStream.concat(LongStream.rangeClosed(1, 50), LongStream.rangeClosed(60, 110))
                .forEach(id -> add(random, id));
        for (int i = 0; i < 60; i++) {
            long number = PEOPLE.get(random.nextInt(PEOPLE.size())).msisdn();
            boolean silent = random.nextInt(3) > 0;
            SILENT.put(number, silent);
            database.sql()
                    .sql(
                            "insert into opt_out (msisdn, opted_out, source, at) values (?, ?, 'sms', now())")
                    .params(number, silent)
                    .update();
        }
        for (Person person : PEOPLE) {
            imports(random, person.id());
        }
        for (int percent : new int[] {10, 40, 75}) {
            SHARES.put(
                    percent,
                    Set.copyOf(
                            database.sql()
                                    .sql(
                                            """
                                            select id from client
                                             where mod(hashint8extended(id, 5) & 9223372036854775807, 1000000) < ? * 10000
                                            """)
                                    .param(percent)
                                    .query((row, number) -> row.getLong(1))
                                    .list()));
        }
    }

    private static void add(Random random, long id) {
        long msisdn = PREFIXES.get(random.nextInt(PREFIXES.size())) + random.nextInt(12);
        String zone = random.nextInt(3) > 0 ? null : ZONES.get(random.nextInt(ZONES.size()));
        zone = zone == null && random.nextInt(4) == 0 ? "Asia/Nowhere" : zone;
        String region = random.nextInt(3) == 0 ? null : REGIONS.get(random.nextInt(5));
        Integer debt = random.nextInt(4) == 0 ? null : random.nextInt(30);
        database.sql()
                .sql(
                        """
                        insert into client (id, department_id, msisdn, time_zone, region, debt, created_at, updated_at)
                        overriding system value values (?, 7, ?, ?, ?, ?, now(), now())
                        """)
                .param(id)
                .param(msisdn)
                .param(zone)
                .param(region)
                .param(debt)
                .update();
        PEOPLE.add(new Person(id, msisdn, zone, region, debt));
    }

    private static void imports(Random random, long client) {
        if (random.nextBoolean()) {
            long file = 41 + random.nextInt(3);
            database.sql()
                    .sql("update client set import_id = ? where id = ?")
                    .params(file, client)
                    .update();
            IMPORTS.computeIfAbsent(file, ignored -> new HashSet<>()).add(client);
        }
        for (long file = 41; file <= 43; file++) {
            if (random.nextInt(5) == 0) {
                database.sql()
                        .sql("insert into client_import_met (import_id, client_id) values (?, ?)")
                        .params(file, client)
                        .update();
                IMPORTS.computeIfAbsent(file, ignored -> new HashSet<>()).add(client);
            }
        }
    }

    @AfterContainer
    static void stop() {
        database.close();
    }

    private static String share(int percent) {
        return "{\"about\":\"random\",\"is\":\"share\",\"percent\":%d,\"seed\":5}"
                .formatted(percent);
    }

    private static List<Long> found(String tree) {
        return new EveryWay(database, segments, 7, TODAY).found(tree);
    }

    private static Arbitrary<String> some(List<String> values) {
        return Arbitraries.of(values)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(list -> "[\"" + String.join("\",\"", list) + "\"]");
    }

    @Provide
    Arbitrary<String> trees() {
        Arbitrary<Integer> tenth = Arbitraries.integers().between(1, 10);
        return TestTrees.of(
                Arbitraries.oneOf(
                        Arbitraries.of("true", "false")
                                .map("{\"about\":\"opt_out\",\"is\":\"%s\"}"::formatted),
                        Combinators.combine(
                                        Arbitraries.of("in", "not_in"),
                                        some(List.of("41", "42", "43", "99")))
                                .as(
                                        "{\"about\":\"import\",\"is\":\"%s\",\"values\":%s}"
                                                ::formatted),
                        Arbitraries.of("repeated", "single")
                                .map("{\"about\":\"phone\",\"is\":\"%s\"}"::formatted),
                        Combinators.combine(
                                        Arbitraries.of("in", "not_in"),
                                        some(
                                                List.of(
                                                        "Asia/Omsk",
                                                        "Europe/Moscow",
                                                        "Asia/Krasnoyarsk",
                                                        "Asia/Almaty",
                                                        "UTC+3",
                                                        "Asia/Magadan")))
                                .as("{\"about\":\"zone\",\"is\":\"%s\",\"values\":%s}"::formatted),
                        Combinators.combine(tenth, tenth)
                                .as((one, other) ->
                                        "{\"field\":\"debt\",\"is\":\"decile_between\",\"from\":%d,\"to\":%d}"
                                                .formatted(
                                                        Math.min(one, other),
                                                        Math.max(one, other))),
                        Arbitraries.of(10, 40, 75).map(OtherCriteriaPropertyTest::share)));
    }

    /** Tenths of a sample are the sample's own, so that these are asked in the other ways only. */
    @Property(tries = 400)
    void findsTheSamePeople(@ForAll("trees") String tree) {
        List<Long> found = tree.contains("decile") ? whole(tree) : found(tree);
        JsonNode json = JsonMapper.shared().readTree(tree);
        assertThat(found)
                .isEqualTo(
                        PEOPLE.stream()
                                .filter(person ->
                                        TestTrees.meets(json, leaf -> meets(person, leaf)))
                                .map(Person::id)
                                .toList());
    }

    private static List<Long> whole(String tree) {
        SqlCondition where = segments.where(7, tree, TODAY);
        return database.sql()
                .sql(
                        "select c.id from client c where c.department_id = 7 and %s order by c.id"
                                .formatted(where.sql()))
                .params(where.values())
                .query((row, number) -> row.getLong(1))
                .list();
    }

    private static boolean meets(Person person, JsonNode leaf) {
        if (leaf.has("field")) {
            return isOfTenths(person, leaf.get("from").asInt(), leaf.get("to").asInt());
        }
        String is = leaf.get("is").asString();
        return switch (leaf.get("about").asString()) {
            case "opt_out" ->
                    SILENT.getOrDefault(person.msisdn(), false) == Boolean.parseBoolean(is);
            case "import" ->
                    is.equals("in")
                            == lists(
                                    leaf,
                                    file ->
                                            IMPORTS.getOrDefault(Long.valueOf(file), Set.of())
                                                    .contains(person.id()));
            case "phone" ->
                    is.equals("repeated")
                            == PEOPLE.stream()
                                    .anyMatch(other ->
                                            other.msisdn() == person.msisdn()
                                                    && other.id() < person.id());
            case "zone" -> {
                ZoneId own =
                        Zones.find(person.zone(), person.region(), person.msisdn())
                                .orElse(ZoneId.of("Europe/Moscow"));
                yield is.equals("in") == lists(leaf, zone -> ZoneId.of(zone).equals(own));
            }
            default ->
                    SHARES.getOrDefault(leaf.get("percent").asInt(), Set.of())
                            .contains(person.id());
        };
    }

    private static boolean lists(JsonNode leaf, java.util.function.Predicate<String> fits) {
        return leaf.get("values").valueStream().anyMatch(one -> fits.test(one.asString()));
    }

    /** In the order of debts: the one up to which so many tenths reach ends them. */
    private static boolean isOfTenths(Person person, int from, int to) {
        Integer own = person.debt();
        if (own == null) {
            return false;
        }
        List<Integer> debts =
                PEOPLE.stream().map(Person::debt).filter(debt -> debt != null).sorted().toList();
        return (from == 1 || own > end(debts, from - 1)) && (to == 10 || own <= end(debts, to));
    }

    private static int end(List<Integer> debts, int tenths) {
        return debts.get((debts.size() * tenths + 9) / 10 - 1);
    }
}

package io.soroka.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.segments.EveryWay;
import io.soroka.segments.Segments;
import io.soroka.segments.TestSegments;
import io.soroka.segments.TestTrees;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Conditions on events against a slow reading of made-up ones. */
class EventPropertyTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final List<String> KINDS = List.of("purchase", "call");
    private static final List<String> TEXTS = List.of("Центр", "ЦЕНТР", "Север", "Юг");

    /** Some of them are in the sample, some are not. */
    private static final List<Long> PEOPLE =
            LongStream.concat(LongStream.rangeClosed(1, 30), LongStream.rangeClosed(60, 80))
                    .boxed()
                    .toList();

    private static final Map<Long, List<Event>> EVENTS = new HashMap<>();

    private static TestDatabase database;
    private static Segments segments;

    @BeforeContainer
    static void history() {
        database = TestDatabase.fresh();
        var clock = new SettableClock(Instant.parse("2026-11-24T20:30:00Z"));
        var kinds = new EventKinds(database.sql(), clock);
        segments = TestSegments.of(database, clock, List.of(new EventCriteria(kinds)));
        for (long client : PEOPLE) {
            database.sql()
                    .sql(
                            """
                            insert into client (id, department_id, msisdn, external_id, created_at, updated_at)
                            overriding system value values (?, 7, 79160000000, 'K' || ?::bigint, now(), now())
                            """)
                    .params(client, client)
                    .update();
        }
        Random random = new Random(3);
        List<Event> all = new ArrayList<>();
        for (int i = 0; i < 260; i++) {
            long client = PEOPLE.get(random.nextInt(PEOPLE.size() - 5));
            Event event = event(random, kinds, client);
            all.add(event);
            EVENTS.computeIfAbsent(client, ignored -> new ArrayList<>()).add(event);
        }
        assertThat(TestEvents.of(database).tell(7, all).added()).isEqualTo(all.size());
    }

    private static Event event(Random random, EventKinds kinds, long client) {
        EventKind kind = kinds.find(KINDS.get(random.nextInt(3) / 2)).orElseThrow();
        LocalDate day = TODAY.minusDays(random.nextInt(20));
        Instant midnight = day.atStartOfDay(MOSCOW).toInstant();
        Instant at =
                random.nextBoolean()
                        ? midnight.plusMillis(random.nextInt(3) - 1L)
                        : midnight.plusSeconds(random.nextInt(86_400));
        Map<String, Object> attributes = new HashMap<>();
        boolean bought = kind.key().equals("purchase");
        if (random.nextInt(4) > 0) {
            attributes.put(bought ? "shop" : "topic", TEXTS.get(random.nextInt(4)));
        }
        if (random.nextInt(4) > 0) {
            attributes.put(bought ? "items" : "minutes", random.nextInt(5));
        }
        BigDecimal amount =
                random.nextInt(4) == 0 ? null : new BigDecimal(random.nextInt(5) + ".50");
        return new Event(kind, "K" + client, null, at, amount, null, attributes);
    }

    @AfterContainer
    static void stop() {
        database.close();
    }

    @Provide
    Arbitrary<String> trees() {
        Arbitrary<Integer> days = Arbitraries.integers().between(1, 25);
        Arbitrary<String> period =
                Arbitraries.oneOf(
                        Arbitraries.just(""),
                        days.map(",\"days\":%d"::formatted),
                        days.map(n -> ",\"from\":\"" + TODAY.minusDays(n) + "\""),
                        days.map(n -> ",\"to\":\"" + TODAY.minusDays(n) + "\""),
                        Combinators.combine(days, days)
                                .as((n, span) ->
                                        ",\"from\":\"%s\",\"to\":\"%s\""
                                                .formatted(
                                                        TODAY.minusDays(n),
                                                        TODAY.minusDays(n).plusDays(span))));
        Arbitrary<String> purchase =
                with("purchase", "shop", "items").map("\"kind\":\"purchase\"%s"::formatted);
        Arbitrary<String> call =
                with("call", "topic", "minutes").map("\"kind\":\"call\"%s"::formatted);
        Arbitrary<String> kind = Arbitraries.oneOf(purchase, call);
        return TestTrees.of(
                Arbitraries.oneOf(
                        Combinators.combine(
                                        kind, Arbitraries.of("happened", "not_happened"), period)
                                .as("{\"about\":\"event\",%s,\"is\":\"%s\"%s}"::formatted),
                        Combinators.combine(kind, TestTrees.bounds(4), period)
                                .as("{\"about\":\"event\",%s,\"is\":\"count\",%s%s}"::formatted),
                        Combinators.combine(kind, TestTrees.bounds(9), period)
                                .as("{\"about\":\"event\",%s,\"is\":\"sum\",%s%s}"::formatted),
                        Combinators.combine(kind, TestTrees.bounds(12))
                                .as("{\"about\":\"event\",%s,\"is\":\"last\",%s}"::formatted)));
    }

    private static Arbitrary<String> with(String kind, String text, String number) {
        Arbitrary<String> said =
                Arbitraries.of("центр", "Север\",\"юг", "Запад")
                        .map(value ->
                                "{\"attribute\":\"%s\",\"values\":[\"%s\"]}"
                                        .formatted(text, value));
        Arbitrary<String> counted =
                TestTrees.bounds(3)
                        .map(bounds -> "{\"attribute\":\"%s\",%s}".formatted(number, bounds));
        return Arbitraries.oneOf(
                Arbitraries.just(""),
                Arbitraries.oneOf(said, counted)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(2)
                        .map(list -> ",\"with\":[%s]".formatted(String.join(",", list))));
    }

    @Property(tries = 400)
    void findsTheSamePeople(@ForAll("trees") String tree) {
        List<Long> found = new EveryWay(database, segments, 7, TODAY).found(tree);
        JsonNode json = JsonMapper.shared().readTree(tree);
        assertThat(found)
                .isEqualTo(
                        PEOPLE.stream()
                                .filter(client ->
                                        TestTrees.meets(json, leaf -> meets(client, leaf)))
                                .toList());
    }

    private static boolean meets(long client, JsonNode leaf) {
        List<Event> meant =
                EVENTS.getOrDefault(client, List.of()).stream()
                        .filter(event -> isMeant(event, leaf))
                        .toList();
        return switch (leaf.get("is").asString()) {
            case "happened" -> !meant.isEmpty();
            case "not_happened" -> meant.isEmpty();
            case "count" -> TestTrees.within(leaf, meant.size());
            case "sum" ->
                    meant.stream()
                            .map(Event::amount)
                            .filter(amount -> amount != null)
                            .reduce(BigDecimal::add)
                            .filter(sum -> TestTrees.within(leaf, sum.doubleValue()))
                            .isPresent();
            default ->
                    meant.stream()
                            .map(event -> ago(event))
                            .min(Long::compare)
                            .filter(days -> TestTrees.within(leaf, days))
                            .isPresent();
        };
    }

    private static long ago(Event event) {
        return ChronoUnit.DAYS.between(LocalDate.ofInstant(event.at(), MOSCOW), TODAY);
    }

    private static boolean isMeant(Event event, JsonNode leaf) {
        LocalDate day = LocalDate.ofInstant(event.at(), MOSCOW);
        return event.kind().key().equals(leaf.get("kind").asString())
                && (!leaf.has("days") || ago(event) < leaf.get("days").asInt())
                && (!leaf.has("from")
                        || !day.isBefore(LocalDate.parse(leaf.get("from").asString())))
                && (!leaf.has("to") || !day.isAfter(LocalDate.parse(leaf.get("to").asString())))
                && (!leaf.has("with")
                        || leaf.get("with").valueStream().allMatch(one -> tells(event, one)));
    }

    private static boolean tells(Event event, JsonNode with) {
        Object value = event.attributes().get(with.get("attribute").asString());
        if (value == null) {
            return false;
        }
        return value instanceof Integer number
                ? TestTrees.within(with, number)
                : with.get("values")
                        .valueStream()
                        .anyMatch(one ->
                                one.asString()
                                        .toLowerCase(Locale.ROOT)
                                        .equals(value.toString().toLowerCase(Locale.ROOT)));
    }
}

package io.soroka.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.platform.Ids;
import io.soroka.platform.Partitions;
import io.soroka.segments.EveryWay;
import io.soroka.segments.Segments;
import io.soroka.segments.TestSegments;
import io.soroka.segments.TestTrees;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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

/** Conditions on messages and campaigns against a slow reading of a made-up history. */
class EngagementPropertyTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final List<String> REASONS =
            List.of("", "gone", "absent", "refused", "expired", "other");
    private static final List<String> TEXTS = List.of("Да, жду", "стоп", "Кто это?", "ДА");

    /** Some of them are in the sample, some are not. */
    private static final List<Long> PEOPLE =
            LongStream.concat(LongStream.rangeClosed(1, 30), LongStream.rangeClosed(60, 80))
                    .boxed()
                    .toList();

    private static final List<Message> MESSAGES = new ArrayList<>();
    private static final List<Answer> ANSWERS = new ArrayList<>();

    private static TestDatabase database;
    private static Segments segments;

    /**
     * A message.
     *
     * @param campaign 0 for none
     * @param fate null while it is not over
     */
    record Message(long client, long campaign, LocalDate day, @Nullable Integer fate) {}

    record Answer(long number, long campaign, LocalDate day, String text) {}

    @BeforeContainer
    static void history() {
        database = TestDatabase.fresh();
        var clock = new SettableClock(Instant.parse("2026-11-24T20:30:00Z"));
        var sent = new Sent(database.sql());
        segments =
                TestSegments.of(
                        database,
                        clock,
                        List.of(new MessageCriteria(sent), new CampaignCriteria(sent)));
        new Partitions(
                        database.source(),
                        new SettableClock(Instant.parse("2026-10-24T09:00:00Z")),
                        Set.of("message", "run_person", "run_outcome"))
                .ensure();
        run("insert into department (id, name) overriding system value values (7, 'А'), (8, 'Б')");
        run("insert into connection (name, kind, secret) values ('А', 'smpp', '')");
        for (long client : PEOPLE) {
            run(
                    """
                    insert into client (id, department_id, msisdn, created_at, updated_at)
                    overriding system value values (%d, 7, %d, now(), now())
                    """
                            .formatted(client, number(client)));
        }
        Random random = new Random(11);
        for (long campaign = 1; campaign <= 4; campaign++) {
            campaign(campaign, campaign == 4 ? 8 : 7);
            for (int i = 0; i < 3; i++) {
                // A run's messages are of its day and some days after.
                Instant begins = moment(random, 20).plusMillis(campaign * 10 + i);
                run(random, campaign, begins);
            }
        }
        for (int i = 0; i < 15; i++) {
            long client = PEOPLE.get(random.nextInt(PEOPLE.size()));
            Instant at = moment(random, 20);
            long id = Ids.floor(at) + 500_000 + i;
            message(id, client, null, 7);
            MESSAGES.add(new Message(client, 0, day(at), null));
        }
    }

    /** Two have one number. */
    private static long number(long client) {
        return 79160000000L + (client == 61 ? 3 : client);
    }

    /** Often around midnight in Moscow. */
    private static Instant moment(Random random, int days) {
        LocalDate day = TODAY.minusDays(random.nextInt(days));
        Instant midnight = day.atStartOfDay(MOSCOW).toInstant();
        return random.nextBoolean()
                ? midnight.plusMillis(random.nextInt(3) - 1L)
                : midnight.plusSeconds(random.nextInt(86_400));
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, MOSCOW);
    }

    private static void run(String statement) {
        database.sql().sql(statement).update();
    }

    private static void campaign(long id, long department) {
        run(
                """
                insert into campaign (id, department_id, name, class, text, created_at, created_by, changed_at)
                values (%d, %d, 'К', 3, 'т', now(), 'я', now())
                """
                        .formatted(id, department));
    }

    private static void run(Random random, long campaign, Instant begins) {
        long department = campaign == 4 ? 8 : 7;
        long run = Ids.floor(begins);
        run(
                """
                insert into run (id, campaign_id, department_id, name, class, text, criteria, list, status, expected,
                                 launched_at, started_by, started_at, idempotency_key)
                values (%d, %d, %d, 'К', 3, 'т', '{}', 'frozen', 'finished', 1, now(), 'я', now(), 'k%1$d')
                """
                        .formatted(run, campaign, department));
        int n = 0;
        for (long client : PEOPLE) {
            int what = random.nextInt(5);
            if (what == 0) {
                continue;
            }
            if (what == 1) {
                run(
                        "insert into run_person (run_id, step, person_id, reason) values (%d, 0, %d, 1)"
                                .formatted(run, client));
                continue;
            }
            Instant at = begins.plusSeconds(random.nextInt(3 * 86_400));
            if (at.isAfter(Instant.parse("2026-11-24T20:00:00Z"))) {
                at = begins;
            }
            long id = Ids.floor(at) + ++n;
            message(id, client, run, department);
            run(
                    "insert into run_person (run_id, step, person_id, message_id) values (%d, 0, %d, %d)"
                            .formatted(run, client, id));
            Integer fate = random.nextInt(4) == 0 ? null : Math.max(0, random.nextInt(11) - 5);
            if (fate != null) {
                run(
                        "insert into run_outcome (run_id, client_id, message_id, fate) values (%d, %d, %d, %d)"
                                .formatted(run, client, id, fate));
            }
            if (department == 7) {
                MESSAGES.add(new Message(client, campaign, day(at), fate));
            }
            if (random.nextInt(4) == 0) {
                answer(random, client, campaign, run, id, at);
            }
        }
    }

    private static void message(long id, long client, @Nullable Long run, long department) {
        run(
                """
                insert into message (id, department_id, run_id, client_id, msisdn, class, parts, text)
                values (%d, %d, %s, %d, %d, 3, 1, 'т')
                """
                        .formatted(id, department, run, client, number(client)));
        run(
                """
                insert into batch (first_id, last_id, connection_id, class, run_id, taken_through, department_id)
                values (%d, %1$d, (select min(id) from connection), 3, %s, %1$d, %d)
                """
                        .formatted(id, run, department));
    }

    private static void answer(
            Random random, long client, long campaign, long run, long message, Instant at) {
        Instant when = at.plusSeconds(random.nextInt(3 * 86_400));
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        run(
                """
                insert into incoming (id, connection_id, msisdn, recipient, text, received_at, read_at, message_id, run_id)
                values (%d, 1, %d, 'C', '%s', now(), now(), %d, %d)
                """
                        .formatted(
                                Ids.floor(when) + random.nextInt(1_000_000) + 1,
                                number(client),
                                text,
                                message,
                                run));
        if (campaign != 4) {
            ANSWERS.add(new Answer(number(client), campaign, day(when), text));
        }
    }

    @AfterContainer
    static void stop() {
        database.close();
    }

    @Provide
    Arbitrary<String> trees() {
        Arbitrary<Integer> days = Arbitraries.integers().between(1, 25);
        Arbitrary<String> lately =
                Arbitraries.oneOf(Arbitraries.just(""), days.map(",\"days\":%d"::formatted));
        Arbitrary<String> campaigns =
                Arbitraries.oneOf(
                        Arbitraries.just(""),
                        Arbitraries.of("1", "2", "3", "4", "99")
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3)
                                .map(ids ->
                                        ",\"values\":[\"%s\"]"
                                                .formatted(String.join("\",\"", ids))));
        Arbitrary<String> reasons =
                Arbitraries.oneOf(
                        Arbitraries.just(""),
                        Arbitraries.of(REASONS.subList(1, REASONS.size()))
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3)
                                .map(words ->
                                        ",\"reasons\":[\"%s\"]"
                                                .formatted(String.join("\",\"", words))));
        Arbitrary<String> text = Arbitraries.of("", ",\"text\":\"да\"", ",\"text\":\"СТОП\"");
        String campaign = "{\"about\":\"campaign\",\"is\":\"%s\"%s%s%s}";
        return TestTrees.of(
                Arbitraries.oneOf(
                        Combinators.combine(
                                        Arbitraries.of(
                                                "received",
                                                "not_received",
                                                "delivered",
                                                "not_delivered",
                                                "silent"),
                                        campaigns,
                                        lately,
                                        Arbitraries.just(""))
                                .as(campaign::formatted),
                        Combinators.combine(
                                        Arbitraries.of("failed", "not_failed"),
                                        campaigns,
                                        lately,
                                        reasons)
                                .as(campaign::formatted),
                        Combinators.combine(
                                        Arbitraries.of("replied", "not_replied"),
                                        campaigns,
                                        lately,
                                        text)
                                .as(campaign::formatted),
                        Combinators.combine(Arbitraries.of("none", "undelivered"), days)
                                .as(
                                        "{\"about\":\"messages\",\"is\":\"%s\",\"days\":%d}"
                                                ::formatted),
                        Combinators.combine(days, TestTrees.bounds(4))
                                .as(
                                        "{\"about\":\"messages\",\"is\":\"count\",\"days\":%d,%s}"
                                                ::formatted),
                        TestTrees.bounds(20)
                                .map("{\"about\":\"messages\",\"is\":\"last\",%s}"::formatted)));
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

    private static boolean lately(LocalDate day, JsonNode leaf) {
        return !leaf.has("days") || ChronoUnit.DAYS.between(day, TODAY) < leaf.get("days").asInt();
    }

    private static Stream<Message> messages(long client) {
        return MESSAGES.stream().filter(message -> message.client() == client);
    }

    private static boolean meets(long client, JsonNode leaf) {
        String is = leaf.get("is").asString();
        return leaf.get("about").asString().equals("messages")
                ? ofMessages(client, is, leaf)
                : is.startsWith("not_")
                        ? !ofCampaigns(client, is.substring(4), leaf)
                        : ofCampaigns(client, is, leaf);
    }

    private static boolean ofMessages(long client, String is, JsonNode leaf) {
        List<Message> all =
                messages(client).filter(message -> lately(message.day(), leaf)).toList();
        return switch (is) {
            case "none" -> all.isEmpty();
            case "count" -> TestTrees.within(leaf, all.size());
            case "undelivered" ->
                    !all.isEmpty()
                            && all.stream().noneMatch(one -> one.fate() != null && one.fate() == 0);
            default ->
                    all.stream()
                            .map(Message::day)
                            .max(LocalDate::compareTo)
                            .filter(day ->
                                    TestTrees.within(leaf, ChronoUnit.DAYS.between(day, TODAY)))
                            .isPresent();
        };
    }

    private static boolean isMeant(long campaign, JsonNode leaf) {
        return campaign != 0
                && (!leaf.has("values")
                        || leaf.get("values")
                                .valueStream()
                                .anyMatch(id -> id.asString().equals(Long.toString(campaign))));
    }

    private static boolean ofCampaigns(long client, String is, JsonNode leaf) {
        List<Message> meant =
                messages(client)
                        .filter(message ->
                                isMeant(message.campaign(), leaf) && lately(message.day(), leaf))
                        .toList();
        return switch (is) {
            case "received" -> !meant.isEmpty();
            case "delivered" ->
                    meant.stream().anyMatch(one -> one.fate() != null && one.fate() == 0);
            case "failed" ->
                    meant.stream()
                            .anyMatch(one ->
                                    one.fate() != null && one.fate() > 0 && fits(one.fate(), leaf));
            case "silent" ->
                    ofCampaigns(client, "delivered", leaf) && !ofCampaigns(client, "replied", leaf);
            default ->
                    ANSWERS.stream()
                            .anyMatch(answer ->
                                    answer.number() == number(client)
                                            && isMeant(answer.campaign(), leaf)
                                            && lately(answer.day(), leaf)
                                            && says(answer, leaf));
        };
    }

    private static boolean fits(int fate, JsonNode leaf) {
        return !leaf.has("reasons")
                || leaf.get("reasons")
                        .valueStream()
                        .anyMatch(word -> word.asString().equals(REASONS.get(fate)));
    }

    private static boolean says(Answer answer, JsonNode leaf) {
        return !leaf.has("text")
                || answer.text()
                        .toLowerCase(Locale.ROOT)
                        .contains(leaf.get("text").asString().toLowerCase(Locale.ROOT));
    }
}

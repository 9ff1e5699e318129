package io.soroka.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.contacts.ConsentPurposes;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions on what people agreed to. */
class ConsentCriteriaTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private static TestDatabase database;
    private static Segments segments;

    /** What somebody answered, as it was written down one after the other. */
    private record Said(
            int client,
            String purpose,
            String channel,
            boolean given,
            OffsetDateTime at,
            String source,
            boolean annulled) {}

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        var clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
        var purposes = new ConsentPurposes(database.sql(), clock);
        segments = TestSegments.of(database, clock, List.of(new ConsentCriteria(purposes)));
        var _ = purposes.add("surveys", "Опросы", "Surveys", "Анна");
        database.sql()
                .sql(
                        """
                        insert into client (id, department_id, msisdn, created_at, updated_at) overriding system value
                        select n, 7, 79160000000 + n, now(), now() from generate_series(1, 9) n
                        union all select n, 9, 79160000000 + n, now(), now() from generate_series(100, 139) n
                        union all select 99, 8, 79160000099, now(), now()
                        """)
                .update();
        // 1 gave it; 2 gave it and took it back; 3 took it back, which was written down before the
        // older yes; 4 gave it to calls; 5 to surveys; 6 by mistake; 7 on the first minute of a day
        // in Moscow; 8 through a file; 9 never answered. 99 is another department's.
        for (Said said :
                List.of(
                        said(1, true, "2026-01-10T12:00+03:00", "site"),
                        said(2, true, "2026-01-10T12:00+03:00", "site"),
                        said(2, false, "2026-02-10T12:00+03:00", "call"),
                        said(3, false, "2026-02-10T12:00+03:00", "call"),
                        said(3, true, "2026-01-10T12:00+03:00", "site"),
                        new Said(
                                4,
                                "advertising",
                                "call",
                                true,
                                at("2026-01-10T12:00+03:00"),
                                "site",
                                false),
                        new Said(
                                5,
                                "surveys",
                                "sms",
                                true,
                                at("2026-01-10T12:00+03:00"),
                                "site",
                                false),
                        new Said(
                                6,
                                "advertising",
                                "sms",
                                true,
                                at("2026-01-10T12:00+03:00"),
                                "import:4",
                                true),
                        said(7, true, "2026-11-18T00:00+03:00", "Сайт"),
                        said(8, false, "2026-01-10T12:00+03:00", "site"),
                        said(8, true, "2026-11-17T23:59:59+03:00", "import:12"),
                        email(1, "by hand"),
                        email(2, "source:3"),
                        email(3, "api"),
                        email(4, "sms"),
                        said(99, true, "2026-01-10T12:00+03:00", "site"))) {
            insert(said);
        }
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static OffsetDateTime at(String text) {
        return OffsetDateTime.parse(text);
    }

    private static Said said(int client, boolean given, String at, String source) {
        return new Said(client, "advertising", "sms", given, at(at), source, false);
    }

    private static Said email(int client, String source) {
        return new Said(
                client, "advertising", "email", true, at("2026-01-10T12:00+03:00"), source, false);
    }

    private static void insert(Said said) {
        database.sql()
                .sql(
                        """
                        insert into consent (client_id, purpose, channel, given, source, at, recorded_at, annulled_at)
                        values (?, ?, ?, ?, ?, ?, now(), case when ? then now() end)
                        """)
                .params(
                        said.client(),
                        said.purpose(),
                        said.channel(),
                        said.given(),
                        said.source(),
                        said.at(),
                        said.annulled())
                .update();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'is':'given' | 1 7 8",
                "'is':'not_given' | 2 3 4 5 6 9",
                "'is':'withdrawn' | 2 3",
                "'is':'unknown' | 4 5 6 9",
                "'is':'given','channel':'call' | 4",
                "'is':'withdrawn','channel':'call' | ",
                "'is':'given','to':'2026-01-09' | ",
                "'is':'given','to':'2026-01-10' | 1",
                "'is':'given','from':'2026-11-17' | 7 8",
                "'is':'given','from':'2026-11-18' | 7",
                "'is':'given','from':'2026-11-17','to':'2026-11-17' | 8",
                "'is':'given','days':7 | 7",
                "'is':'given','days':8 | 7 8",
                "'is':'given','through':['site'] | 1",
                "'is':'given','through':['сайт','SITE'] | 1 7",
                "'is':'given','through':['import'] | 8",
                "'is':'given','through':['import:12'] | 8",
                "'is':'given','through':['import:1'] | ",
                "'is':'given','through':['operator'] | ",
                "'is':'given','channel':'email','through':['operator'] | 1",
                "'is':'given','channel':'email','through':['API'] | 2 3",
                "'is':'given','channel':'email','through':['source:3','message'] | 2 4",
                "'is':'given','through':['%'] | ",
                "'is':'given','through':['x\\') or true --'] | ",
            })
    void findsWhomItMeans(String condition, @Nullable String expected) {
        List<Long> ids =
                expected == null
                        ? List.of()
                        : Arrays.stream(expected.split(" ")).map(Long::valueOf).toList();
        assertThat(found(7, "advertising", condition)).isEqualTo(ids);
    }

    @Test
    void purposesAndDepartmentsAreApart() {
        assertThat(found(7, "surveys", "'is':'given'")).containsExactly(5L);
        assertThat(found(8, "advertising", "'is':'given'")).containsExactly(99L);
    }

    private static List<Long> found(long department, String purpose, String condition) {
        return new EveryWay(database, segments, department, TODAY)
                .found(
                        "{\"about\":\"consent\",\"purpose\":\"%s\",%s}"
                                .formatted(purpose, condition.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'purpose':'advertising' | criteria.no-operator | /is",
                "'is':'given' | criteria.value-missing | ",
                "'purpose':'none','is':'given' | criteria.unknown-purpose | /purpose",
                "'purpose':'advertising\" or 1=1 --','is':'given' | criteria.not-json | ",
                "'purpose':'advertising;drop table consent','is':'given' | criteria.unknown-purpose | /purpose",
                "'purpose':'advertising','is':'given','channel':'fax' | criteria.unknown-channel | /channel",
                "'purpose':'advertising','is':'given','days':7,'to':'2026-01-01' | criteria.two-periods | /days",
                "'purpose':'advertising','is':'given','through':'site' | criteria.not-texts | /through",
                "'purpose':'advertising','is':'given','through':[] | criteria.not-texts | /through",
                "'purpose':'advertising','is':'given','through':[' '] | criteria.not-text | /through/0",
                "'purpose':'advertising','is':'withdrawn','days':7 | criteria.surplus | ",
                "'purpose':'advertising','is':'unknown','through':['site'] | criteria.surplus | ",
                "'purpose':'advertising','is':'agreed' | criteria.unknown-operator | /is",
            })
    void refusesWhatMeansNothing(String condition, String key, @Nullable String pointer) {
        assertThatThrownBy(() ->
                        segments.parse(
                                7, "{\"about\":\"consent\"," + condition.replace('\'', '"') + "}"))
                .isInstanceOfSatisfying(
                        CriteriaRefused.class,
                        refused -> {
                            assertThat(refused.messageKey()).isEqualTo(key);
                            assertThat(refused.pointer()).isEqualTo(pointer == null ? "" : pointer);
                        });
    }

    /** Ledgers by chance against a slow reading of the same, person by person. */
    @Test
    void agreesWithASlowReading() {
        var random = new Random(7);
        List<Said> ledger = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int day = random.nextInt(20);
            ledger.add(
                    new Said(
                            100 + random.nextInt(40),
                            oneOf(random, "advertising", "surveys"),
                            oneOf(random, "sms", "sms", "call"),
                            random.nextBoolean(),
                            TODAY.minusDays(day)
                                    .atTime(day % 3 == 0 ? 0 : 15, 0)
                                    .atZone(MOSCOW)
                                    .toOffsetDateTime(),
                            oneOf(random, "site", "Сайт", "import:1", "source:2"),
                            random.nextInt(4) == 0));
        }
        ledger.forEach(ConsentCriteriaTest::insert);
        for (int i = 0; i < 300; i++) {
            var wanted =
                    new Wanted(
                            oneOf(random, "advertising", "surveys"),
                            oneOf(random, "sms", "call"),
                            oneOf(random, "given", "given", "not_given", "withdrawn", "unknown"),
                            random.nextBoolean() ? null : random.nextInt(20),
                            random.nextBoolean() ? null : random.nextInt(20),
                            random.nextBoolean()
                                    ? null
                                    : oneOf(
                                            random,
                                            "site",
                                            "сайт",
                                            "import",
                                            "api",
                                            "source:2",
                                            "none"));
            assertThat(found(9, wanted.purpose(), wanted.json()))
                    .as(wanted.json())
                    .isEqualTo(
                            LongStream.range(100, 140)
                                    .filter(id -> wanted.holds((int) id, ledger))
                                    .boxed()
                                    .toList());
        }
    }

    private static String oneOf(Random random, String... words) {
        return words[random.nextInt(words.length)];
    }

    private record Wanted(
            String purpose,
            String channel,
            String is,
            @Nullable Integer from,
            @Nullable Integer to,
            @Nullable String through) {

        String json() {
            var json = new ArrayList<String>();
            json.add("'is':'" + is + "','channel':'" + channel + "'");
            if (is.equals("given")) {
                if (from != null) {
                    json.add("'from':'" + TODAY.minusDays(from) + "'");
                }
                if (to != null) {
                    json.add("'to':'" + TODAY.minusDays(to) + "'");
                }
                if (through != null) {
                    json.add("'through':['" + through + "']");
                }
            }
            return String.join(",", json);
        }

        boolean holds(int client, List<Said> ledger) {
            Optional<Said> last = Optional.empty();
            for (Said one : ledger) {
                if (one.client() == client
                        && one.purpose().equals(purpose)
                        && one.channel().equals(channel)
                        && !one.annulled()
                        && last.filter(said -> said.at().isAfter(one.at())).isEmpty()) {
                    last = Optional.of(one);
                }
            }
            return switch (is) {
                case "unknown" -> last.isEmpty();
                case "withdrawn" -> last.isPresent() && !last.get().given();
                case "not_given" -> last.isEmpty() || !last.get().given();
                default -> last.isPresent() && last.get().given() && fits(last.get());
            };
        }

        private boolean fits(Said said) {
            LocalDate day = said.at().atZoneSameInstant(MOSCOW).toLocalDate();
            String source = said.source().toLowerCase(Locale.ROOT);
            return (from == null || !day.isBefore(TODAY.minusDays(from)))
                    && (to == null || !day.isAfter(TODAY.minusDays(to)))
                    && (through == null
                            || source.equals(through)
                            || (through.equals("import") && source.startsWith("import:"))
                            || (through.equals("api") && source.startsWith("source:")));
        }
    }
}

package io.soroka.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.segments.CriteriaRefused;
import io.soroka.segments.EveryWay;
import io.soroka.segments.Segments;
import io.soroka.segments.TestSegments;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients did, with people and events made by hand. */
class EventCriteriaTest {
    private static final long DEPARTMENT = 7;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private TestDatabase database;
    private EventKinds kinds;
    private Events events;
    private Segments segments;

    @BeforeEach
    void people() {
        database = TestDatabase.fresh();
        var clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
        kinds = new EventKinds(database.sql(), clock);
        events = TestEvents.of(database);
        segments = TestSegments.of(database, clock, List.of(new EventCriteria(kinds)));
        // 1 buys much, 2 buys little, 3 bought long ago, 4 only visits, 5 does nothing.
        database.sql()
                .sql(
                        """
                        insert into client (id, department_id, msisdn, external_id, created_at, updated_at)
                        overriding system value
                        select n, 7, 79160000000 + n, 'K-' || n, now(), now() from generate_series(1, 5) n
                        union all select 99, 8, 79160000001, 'K-1', now(), now()
                        """)
                .update();
        tell(
                purchase(1, "2026-11-24T08:00:00+03:00", "700", "Центр", 2),
                purchase(1, "2026-11-20T12:00:00+03:00", "300.50", "Север", 5),
                purchase(1, "2026-10-26T00:00:00+03:00", "100", "центр", 1),
                purchase(2, "2026-11-23T23:59:59+03:00", "50", "Север", 9),
                purchase(3, "2025-03-01T12:00:00+03:00", "9000", "Центр", 3),
                new Event(
                        kind("visit"),
                        "K-4",
                        null,
                        at("2026-11-10T10:00:00+03:00"),
                        null,
                        null,
                        Map.of()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private EventKind kind(String key) {
        return kinds.find(key).orElseThrow();
    }

    private static Instant at(String time) {
        return java.time.OffsetDateTime.parse(time).toInstant();
    }

    private Event purchase(int client, String time, String amount, String shop, int items) {
        return new Event(
                kind("purchase"),
                "K-" + client,
                null,
                at(time),
                new BigDecimal(amount),
                null,
                Map.of("shop", shop, "items", items));
    }

    private void tell(Event... told) {
        assertThat(events.tell(DEPARTMENT, List.of(told)).added()).isEqualTo(told.length);
    }

    private List<Long> found(String more) {
        return new EveryWay(database, segments, DEPARTMENT, TODAY)
                .found(
                        "{\"about\":\"event\",\"kind\":\"purchase\","
                                + more.replace('\'', '"')
                                + "}");
    }

    /** Thirty days are today and the 29 before it: from 26 October on, in the company's zone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'is':'happened' | 1 2 3",
                "'is':'not_happened' | 4 5",
                "'is':'happened','days':1 | 1",
                "'is':'happened','days':2 | 1 2",
                "'is':'happened','days':30 | 1 2",
                "'is':'not_happened','days':30 | 3 4 5",
                "'is':'happened','from':'2025-03-01','to':'2025-03-01' | 3",
                "'is':'happened','to':'2026-10-25' | 3",
                "'is':'happened','from':'2026-11-24' | 1",
                "'is':'count','at_least':2 | 1",
                "'is':'count','at_least':3,'days':30 | 1",
                "'is':'count','at_least':3,'days':29 | ",
                "'is':'count','at_least':1,'at_most':1 | 2 3",
                "'is':'count','at_most':1 | 2 3 4 5",
                "'is':'count','at_most':0 | 4 5",
                "'is':'count','at_least':0 | 1 2 3 4 5",
                "'is':'sum','at_least':1100.5 | 1 3",
                "'is':'sum','at_least':1100.51 | 3",
                "'is':'sum','at_most':100 | 2",
                "'is':'sum','at_least':1000,'at_most':2000,'days':7 | 1",
                "'is':'last','at_least':1 | 2 3",
                "'is':'last','at_least':1,'at_most':1 | 2",
                "'is':'last','at_most':0 | 1",
                "'is':'last','at_least':0 | 1 2 3",
                "'is':'happened','with':[{'attribute':'shop','values':['ЦЕНТР']}] | 1 3",
                "'is':'count','at_least':2,'with':[{'attribute':'shop','values':['центр']}] | 1",
                "'is':'happened','with':[{'attribute':'items','at_least':5}] | 1 2",
                "'is':'happened','with':[{'attribute':'items','at_least':5},{'attribute':'shop','values':['Юг','Север']}] | 1 2",
                "'is':'happened','with':[{'attribute':'items','at_least':3,'at_most':3}] | 3",
                "'is':'last','at_least':20,'with':[{'attribute':'shop','values':['Центр']}] | 3",
            })
    void findsWhomItMeans(String condition, String expected) {
        List<Long> ids =
                expected == null
                        ? List.of()
                        : java.util.Arrays.stream(expected.split(" ")).map(Long::valueOf).toList();
        assertThat(found(condition)).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'is':'bought' | criteria.unknown-operator | /is",
                "'is':'count' | criteria.value-missing | ",
                "'is':'happened','days':0 | criteria.not-whole | /days",
                "'is':'happened','days':3,'to':'2026-01-01' | criteria.two-periods | /days",
                "'is':'happened','at_least':3 | criteria.surplus | ",
                "'is':'last','at_least':3,'days':3 | criteria.surplus | ",
                "'is':'happened','with':{} | criteria.not-a-list | /with",
                "'is':'happened','with':[3] | criteria.not-a-list | /with/0",
                "'is':'happened','with':[{'attribute':'colour','values':['x']}] | criteria.unknown-attribute | /with/0/attribute",
                "'is':'happened','with':[{'attribute':'shop','values':[]}] | criteria.no-values | /with/0/values",
                "'is':'happened','with':[{'attribute':'shop','values':['x'],'is':'in'}] | criteria.surplus | /with/0",
                "'is':'happened','with':[{'attribute':'items'}] | criteria.value-missing | /with/0",
                "'is':'happened','with':[{'attribute':'shop)::int; drop table client; --','values':['x']}] | criteria.unknown-attribute | /with/0/attribute",
            })
    void refusesWhatMeansNothing(String condition, String key, String pointer) {
        assertThatThrownBy(() -> found(condition))
                .isInstanceOfSatisfying(
                        CriteriaRefused.class,
                        refused -> {
                            assertThat(refused.messageKey()).isEqualTo(key);
                            assertThat(refused.pointer()).isEqualTo(pointer == null ? "" : pointer);
                        });
    }

    @Test
    void knowsItsKindsOnly() {
        assertThatThrownBy(() ->
                        segments.parse(
                                DEPARTMENT,
                                "{\"about\":\"event\",\"kind\":\"x';drop table client\",\"is\":\"happened\"}"))
                .isInstanceOfSatisfying(
                        CriteriaRefused.class,
                        refused -> assertThat(refused.pointer()).isEqualTo("/kind"));
    }
}

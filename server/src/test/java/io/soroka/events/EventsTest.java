package io.soroka.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.platform.ProblemException;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events are kept once, with their clients, in their months. */
class EventsTest {
    private static final long DEPARTMENT = 7;

    private TestDatabase database;
    private EventKind payment;
    private EventKind visit;
    private Events events;

    @BeforeEach
    void people() {
        database = TestDatabase.fresh();
        var kinds =
                new EventKinds(
                        database.sql(), new SettableClock(Instant.parse("2026-11-24T09:00:00Z")));
        payment = kinds.find("payment").orElseThrow();
        visit = kinds.find("visit").orElseThrow();
        events = TestEvents.of(database);
        database.sql()
                .sql(
                        """
                        insert into client (id, department_id, msisdn, external_id, created_at, updated_at)
                        overriding system value
                        values (1, 7, 79160000001, 'K-1', now(), now()), (2, 7, 79160000002, 'K-2', now(), now()),
                               (3, 7, 79160000002, null, now(), now()), (9, 8, 79160000001, 'K-1', now(), now())
                        """)
                .update();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Event paid(
            String client, String time, String amount, @Nullable String id, String method) {
        return new Event(
                payment,
                client,
                null,
                Instant.parse(time),
                new BigDecimal(amount),
                id,
                Map.of("method", method));
    }

    private List<String> kept() {
        return database.sql()
                .sql(
                        """
                        select concat_ws(' ', department_id, client_id, kind, at at time zone 'UTC', amount, external_id,
                                         attributes ->> 'method')
                          from client_event order by 1
                        """)
                .query(String.class)
                .list();
    }

    @Test
    void keepsAnEventOnceHoweverOftenItIsTold() {
        Event first = paid("K-1", "2026-11-24T08:00:00Z", "700", "P-1", "card");
        assertThat(events.tell(DEPARTMENT, List.of(first)))
                .isEqualTo(new Events.Told(1, 0, 0, List.of()));
        assertThat(events.tell(DEPARTMENT, List.of(first, first)))
                .isEqualTo(new Events.Told(0, 0, 2, List.of()));
        assertThat(kept()).containsExactly("7 1 1 2026-11-24 08:00:00 700.00 P-1 card");
        // Another kind, and another department, may use the same id.
        events.tell(
                DEPARTMENT,
                List.of(
                        new Event(
                                visit,
                                "K-1",
                                null,
                                Instant.parse("2026-11-24T08:00:00Z"),
                                null,
                                "P-1",
                                Map.of())));
        events.tell(8, List.of(first));
        assertThat(kept()).hasSize(3);
    }

    @Test
    void whatIsToldDifferentlyReplacesWhatWasTold() {
        events.tell(
                DEPARTMENT,
                List.of(
                        paid("K-1", "2026-11-24T08:00:00Z", "700", "P-1", "card"),
                        paid("K-1", "2026-11-23T08:00:00Z", "100", "P-2", "cash")));
        // Another sum, another month, another client; the last of several counts.
        assertThat(
                        events.tell(
                                DEPARTMENT,
                                List.of(
                                        paid("K-1", "2026-11-24T08:00:00Z", "701", "P-1", "card"),
                                        paid("K-2", "2025-01-31T23:59:59Z", "702", "P-1", "cash"))))
                .isEqualTo(new Events.Told(0, 1, 1, List.of()));
        assertThat(kept())
                .containsExactly(
                        "7 1 1 2026-11-23 08:00:00 100.00 P-2 cash",
                        "7 2 1 2025-01-31 23:59:59 702.00 P-1 cash");
    }

    @Test
    void withoutAnIdEveryTellingIsAnother() {
        Event event = paid("K-1", "2026-11-24T08:00:00Z", "700", null, "card");
        assertThat(events.tell(DEPARTMENT, List.of(event, event)).added()).isEqualTo(2);
        assertThat(kept()).hasSize(2);
    }

    @Test
    void findsClientsByIdOrNumberWithinTheDepartment() {
        Instant at = Instant.parse("2026-11-24T08:00:00Z");
        List<Event> told =
                List.of(
                        new Event(visit, null, 79160000002L, at, null, "V-1", Map.of()),
                        new Event(visit, "K-3", null, at, null, "V-2", Map.of()),
                        new Event(visit, null, 79169999999L, at, null, "V-3", Map.of()),
                        new Event(visit, "K-1", null, at, null, "V-4", Map.of()));
        assertThat(events.tell(DEPARTMENT, told))
                .isEqualTo(new Events.Told(2, 0, 0, List.of(1, 2)));
        assertThat(kept())
                .as("of two with one number the earlier")
                .containsExactly("7 1 2 2026-11-24 08:00:00 V-4", "7 2 2 2026-11-24 08:00:00 V-1");
    }

    @Test
    void twoWhoTellTheSameAtOnceDoNotDoubleIt() throws Exception {
        List<Event> told = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            told.add(paid("K-1", "2026-11-24T08:00:00Z", "1", "P-" + i, "card"));
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<Integer> tell = () -> events.tell(DEPARTMENT, told).added();
            int added = 0;
            for (var result : threads.invokeAll(Collections.nCopies(4, tell))) {
                added += result.get();
            }
            assertThat(added).isEqualTo(500);
        }
        assertThat(kept()).hasSize(500);
    }

    @Test
    void theLatestComeFirst() {
        events.tell(
                DEPARTMENT,
                List.of(
                        paid("K-1", "2026-11-20T08:00:00Z", "1", "P-1", "card"),
                        paid("K-1", "2026-11-24T08:00:00Z", "2.50", "P-2", "card"),
                        paid("K-2", "2026-11-24T09:00:00Z", "3", "P-3", "card")));
        assertThat(events.latest(1, DEPARTMENT, 10))
                .extracting(Events.Seen::amount)
                .containsExactly(new BigDecimal("2.50"), new BigDecimal("1.00"));
        assertThat(events.latest(1, null, 1))
                .containsExactly(
                        new Events.Seen(
                                payment.id(),
                                Instant.parse("2026-11-24T08:00:00Z"),
                                new BigDecimal("2.50"),
                                Map.of("method", "card")));
        assertThatThrownBy(() -> events.latest(1, DEPARTMENT + 1, 10))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> events.latest(12_345, null, 10))
                .isInstanceOf(ProblemException.class);
    }

    /** Partition by partition, so that a year's can be dropped. */
    @Test
    void eachMonthHasItsPlace() {
        events.tell(
                DEPARTMENT,
                List.of(
                        paid("K-1", "2000-01-01T00:00:00Z", "1", "P-1", "card"),
                        paid("K-1", "2026-10-31T23:59:59Z", "1", "P-2", "card"),
                        paid("K-1", "2026-11-01T00:00:00Z", "1", "P-3", "card")));
        assertThat(
                        database.sql()
                                .sql(
                                        "select distinct tableoid::regclass::text from client_event order by 1")
                                .query(String.class)
                                .list())
                .containsExactly(
                        "client_event_200001", "client_event_202610", "client_event_202611");
    }
}

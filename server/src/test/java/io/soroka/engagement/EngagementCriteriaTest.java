package io.soroka.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.platform.Ids;
import io.soroka.platform.Partitions;
import io.soroka.segments.CriteriaRefused;
import io.soroka.segments.EveryWay;
import io.soroka.segments.Segments;
import io.soroka.segments.TestSegments;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was sent and came back, with runs, messages and answers made by hand. */
class EngagementCriteriaTest {
    private static final long DEPARTMENT = 7;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private static TestDatabase database;
    private static Segments segments;

    /**
     * 1 got the old campaign and was out of reach when the new one came, 2 got the old one, 3 was
     * left out of the new one, 4 was sent a message of no run, 5 nothing; to 9 of another
     * department its campaign failed.
     */
    @BeforeAll
    static void sent() {
        database = TestDatabase.fresh();
        var clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
        var sent = new Sent(database.sql());
        segments =
                TestSegments.of(
                        database,
                        clock,
                        List.of(new MessageCriteria(sent), new CampaignCriteria(sent)));
        new Partitions(
                        database.source(),
                        new SettableClock(Instant.parse("2026-09-24T09:00:00Z")),
                        Set.of("message", "run_person", "run_outcome"))
                .ensure();
        run(
                """
                insert into client (id, department_id, msisdn, created_at, updated_at) overriding system value
                select n, 7, 79160000000 + n, now(), now() from generate_series(1, 5) n
                union all select 9, 8, 79160000009, now(), now()
                """);
        campaign(11, 7, "2026-10-26T12:00:00+03:00");
        campaign(12, 7, "2026-11-18T00:00:00+03:00");
        campaign(13, 8, "2026-11-20T12:00:00+03:00");
        message("2026-10-26T12:00:01+03:00", 1, 11);
        long old = message("2026-10-26T12:00:02+03:00", 2, 11);
        long late = message("2026-11-18T00:00:00+03:00", 1, 12);
        message("2026-11-20T12:00:00+03:00", 9, 13);
        message("2026-11-24T08:00:00+03:00", 4, null);
        run(
                "insert into run_person (run_id, step, person_id, reason) values (%d, 0, 3, 1)"
                        .formatted(runOf(12)));
        run(
                """
                insert into run_outcome (run_id, client_id, message_id, fate)
                select run_id, client_id, id, case when client_id = 1 and id = %d then 2 when client_id = 9 then 1 else 0 end
                  from message where run_id is not null
                """
                        .formatted(late));
        answer(2, 11, old, "2026-10-27T12:00:00+03:00", "Да, жду");
        answer(1, 12, late, "2026-11-19T12:00:00+03:00", "стоп");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static void run(String statement) {
        database.sql().sql(statement).update();
    }

    private static long id(String time) {
        return Ids.floor(OffsetDateTime.parse(time).toInstant());
    }

    private static long runOf(long campaign) {
        return database.sql()
                .sql("select id from run where campaign_id = ?")
                .param(campaign)
                .query(Long.class)
                .single();
    }

    private static void campaign(long id, long department, String time) {
        run(
                """
                insert into department (id, name) overriding system value
                select %d, 'Отдел %1$d' where not exists (select from department where id = %1$d)
                """
                        .formatted(department));
        run(
                """
                insert into campaign (id, department_id, name, class, text, created_at, created_by, changed_at)
                values (%d, %d, 'К', 3, 'т', now(), 'я', now())
                """
                        .formatted(id, department));
        run(
                """
                insert into run (id, campaign_id, department_id, name, class, text, criteria, list, status, expected,
                                 launched_at, started_by, started_at, idempotency_key)
                values (%d, %d, %d, 'К', 3, 'т', '{}', 'frozen', 'finished', 1, now(), 'я', now(), 'k%2$d')
                """
                        .formatted(id(time), id, department));
    }

    private static long message(String time, int client, @Nullable Integer campaign) {
        long id = id(time) + client;
        long department = client == 9 ? 8 : 7;
        Long run = campaign == null ? null : runOf(campaign);
        run(
                """
                insert into message (id, department_id, run_id, client_id, msisdn, class, parts, text)
                values (%d, %d, %s, %d, 79160000000, 3, 1, 'т')
                """
                        .formatted(id, department, run, client));
        run(
                """
                insert into connection (name, kind, secret) select 'А', 'smpp', '' where not exists (select from connection)
                """);
        run(
                """
                insert into batch (first_id, last_id, connection_id, class, run_id, taken_through, department_id)
                values (%d, %1$d, (select min(id) from connection), 3, %s, %1$d, %d)
                """
                        .formatted(id, run, department));
        if (run != null) {
            run(
                    "insert into run_person (run_id, step, person_id, message_id) values (%d, 0, %d, %d)"
                            .formatted(run, client, id));
        }
        return id;
    }

    private static void answer(int client, long campaign, long message, String time, String text) {
        run(
                """
                insert into incoming (id, connection_id, msisdn, recipient, text, received_at, read_at, message_id, run_id)
                values (%d, 1, %d, 'C', '%s', now(), now(), %d, %d)
                """
                        .formatted(
                                id(time), 79160000000L + client, text, message, runOf(campaign)));
    }

    /** Seven days are today and the six before it: from 18 November on, in the company's zone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'about':'messages','is':'none','days':7 | 2 3 5",
                "'about':'messages','is':'none','days':6 | 1 2 3 5",
                "'about':'messages','is':'none','days':30 | 3 5",
                "'about':'messages','is':'count','days':30,'at_least':1 | 1 2 4",
                "'about':'messages','is':'count','days':30,'at_least':2 | 1",
                "'about':'messages','is':'count','days':29,'at_least':2 | ",
                "'about':'messages','is':'count','days':30,'at_least':1,'at_most':1 | 2 4",
                "'about':'messages','is':'count','days':30,'at_most':1 | 2 3 4 5",
                "'about':'messages','is':'count','days':30,'at_least':0 | 1 2 3 4 5",
                "'about':'messages','is':'undelivered','days':7 | 1 4",
                "'about':'messages','is':'undelivered','days':6 | 4",
                "'about':'messages','is':'undelivered','days':30 | 4",
                "'about':'messages','is':'last','at_least':6 | 1 2",
                "'about':'messages','is':'last','at_least':7 | 2",
                "'about':'messages','is':'last','at_most':6 | 1 4",
                "'about':'messages','is':'last','at_most':0 | 4",
                "'about':'messages','is':'last','at_least':1,'at_most':10 | 1",
                "'about':'campaign','is':'received','values':['11'] | 1 2",
                "'about':'campaign','is':'received','values':['12'] | 1",
                "'about':'campaign','is':'received','values':['11','12'],'days':7 | 1",
                "'about':'campaign','is':'not_received','values':['12'] | 2 3 4 5",
                "'about':'campaign','is':'received','values':['13'] | ",
                "'about':'campaign','is':'received','values':['99'] | ",
                "'about':'campaign','is':'received' | 1 2",
                "'about':'campaign','is':'received','days':7 | 1",
                "'about':'campaign','is':'delivered' | 1 2",
                "'about':'campaign','is':'delivered','values':['11'] | 1 2",
                "'about':'campaign','is':'delivered','values':['12','13'] | ",
                "'about':'campaign','is':'delivered','days':7 | ",
                "'about':'campaign','is':'delivered','days':30 | 1 2",
                "'about':'campaign','is':'not_delivered','values':['12'] | 1 2 3 4 5",
                "'about':'campaign','is':'not_delivered' | 3 4 5",
                "'about':'campaign','is':'not_failed' | 2 3 4 5",
                "'about':'campaign','is':'not_failed','reasons':['gone'] | 1 2 3 4 5",
                "'about':'campaign','is':'failed' | 1",
                "'about':'campaign','is':'failed','values':['11'] | ",
                "'about':'campaign','is':'failed','reasons':['absent'] | 1",
                "'about':'campaign','is':'failed','reasons':['expired','absent'],'values':['12'] | 1",
                "'about':'campaign','is':'failed','reasons':['gone','refused','expired','other'] | ",
                "'about':'campaign','is':'failed','days':7 | 1",
                "'about':'campaign','is':'failed','days':6 | ",
                "'about':'campaign','is':'silent' | ",
                "'about':'campaign','is':'silent','values':['11'] | 1",
                "'about':'campaign','is':'silent','values':['12'] | ",
                "'about':'campaign','is':'replied' | 1 2",
                "'about':'campaign','is':'replied','values':['11'] | 2",
                "'about':'campaign','is':'replied','text':'ДА' | 2",
                "'about':'campaign','is':'replied','text':'%' | ",
                "'about':'campaign','is':'replied','days':7 | 1",
                "'about':'campaign','is':'not_replied','values':['12'] | 2 3 4 5",
            })
    void findsWhomItMeans(String condition, @Nullable String expected) {
        List<Long> ids =
                expected == null
                        ? List.of()
                        : Arrays.stream(expected.split(" ")).map(Long::valueOf).toList();
        assertThat(
                        new EveryWay(database, segments, DEPARTMENT, TODAY)
                                .found("{" + condition.replace('\'', '"') + "}"))
                .isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'about':'messages','is':'many' | criteria.unknown-operator | /is",
                "'about':'messages','is':'none' | criteria.value-missing | ",
                "'about':'messages','is':'count','days':3 | criteria.value-missing | ",
                "'about':'messages','is':'last','days':3,'at_most':1 | criteria.surplus | ",
                "'about':'campaign','is':'received','values':[\"x\"] | criteria.not-an-id | /values/0",
                "'about':'campaign','is':'received','text':'да' | criteria.surplus | ",
                "'about':'campaign','is':'failed','reasons':[] | criteria.no-values | /reasons",
                "'about':'campaign','is':'failed','reasons':['gone','lost'] | criteria.not-an-option | /reasons/1",
                "'about':'campaign','is':'delivered','reasons':['gone'] | criteria.surplus | ",
                "'about':'messages','is':'undelivered' | criteria.value-missing | ",
                "'about':'campaign','is':'opened' | criteria.unknown-operator | /is",
            })
    void refusesWhatMeansNothing(String condition, String key, @Nullable String pointer) {
        assertThatThrownBy(
                        () -> segments.parse(DEPARTMENT, "{" + condition.replace('\'', '"') + "}"))
                .isInstanceOfSatisfying(
                        CriteriaRefused.class,
                        refused -> {
                            assertThat(refused.messageKey()).isEqualTo(key);
                            assertThat(refused.pointer()).isEqualTo(pointer == null ? "" : pointer);
                        });
    }

    /** Another department's campaign says nothing to this one, and its own runs to it. */
    @Test
    void staysWithinTheDepartment() {
        assertThat(
                        new EveryWay(database, segments, 8, TODAY)
                                .found("{\"about\":\"campaign\",\"is\":\"received\"}"))
                .containsExactly(9L);
    }
}

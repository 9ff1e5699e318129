package io.soroka.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.policy.MessageClass;
import io.soroka.policy.Policies;
import io.soroka.policy.SuppressionReason;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger: what counts, what is kept, and what the database refuses. */
class ConsentsTest {
    private static final long PHONE = 79160000001L;

    private TestDatabase database;
    private SettableClock clock;
    private Consents consents;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
        consents = new Consents(database.sql(), clock);
        database.sql()
                .sql(
                        """
                        insert into client (id, department_id, msisdn, created_at, updated_at) overriding system value
                        values (1, 7, 79160000001, now(), now()), (2, 8, 79160000001, now(), now())
                        """)
                .update();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void answer(String purpose, ConsentChannel channel, boolean given, String at) {
        assertThat(
                        consents.record(
                                7,
                                1,
                                new Consents.Answer(
                                        purpose,
                                        channel,
                                        given,
                                        "form",
                                        "v1",
                                        "№ 1",
                                        Instant.parse(at)),
                                "Анна"))
                .isTrue();
    }

    private @Nullable SuppressionReason judged() throws SQLException {
        try (Connection db = database.source().getConnection()) {
            return new Policies()
                    .judge(db, MessageClass.ADVERTISING, List.of(new Policies.Candidate(1, PHONE)))[
                    0];
        }
    }

    private String shown() {
        return database.sql()
                .sql(
                        "select coalesce(consent_advertising::text, 'nothing') from client where id = 1")
                .query(String.class)
                .single();
    }

    /**
     * Answers in the order in which they are written down, each with its day of November; whether
     * advertising may go out, and what the field shows.
     */
    @ParameterizedTest
    @CsvSource({
        "yes 1, true",
        "no 1, false",
        "yes 1 no 2, false",
        "no 1 yes 2, true",
        "yes 2 no 1, true",
        "no 2 yes 1, false",
        "yes 1 no 3 yes 2, false",
        "no 1 yes 3 no 2, true",
        "yes 1 no 1, false",
        "no 1 yes 1, true",
    })
    void whatWasAnsweredLastCounts(String answers, boolean allowed) throws SQLException {
        String[] words = answers.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            answer(
                    "advertising",
                    ConsentChannel.SMS,
                    words[i].equals("yes"),
                    "2026-11-0%sT10:00:00Z".formatted(words[i + 1]));
        }
        assertThat(judged()).isEqualTo(allowed ? null : SuppressionReason.NO_CONSENT);
        assertThat(shown()).isEqualTo(Boolean.toString(allowed));
        assertThat(consents.of(1, 100)).hasSize(words.length / 2);
    }

    @Test
    void purposesAndChannelsAreApart() throws SQLException {
        answer("advertising", ConsentChannel.CALL, true, "2026-11-01T10:00:00Z");
        answer("surveys", ConsentChannel.SMS, true, "2026-11-02T10:00:00Z");
        assertThat(judged()).isEqualTo(SuppressionReason.NO_CONSENT);
        assertThat(shown()).isEqualTo("nothing");
        answer("advertising", ConsentChannel.SMS, true, "2026-10-01T10:00:00Z");
        answer("surveys", ConsentChannel.SMS, false, "2026-11-03T10:00:00Z");
        assertThat(judged()).isNull();
        assertThat(shown()).isEqualTo("true");
    }

    @Test
    void keepsWhoWhatWhenAndHow() {
        answer("advertising", ConsentChannel.SMS, true, "2026-11-01T10:00:00Z");
        database.sql().sql("update client set msisdn = 79160000009 where id = 1").update();
        answer("advertising", ConsentChannel.SMS, true, "2026-11-02T10:00:00Z");
        List<Consents.Recorded> all = consents.of(1, 100);
        assertThat(all).extracting(Consents.Recorded::msisdn).containsExactly(79160000009L, PHONE);
        Consents.Recorded first = all.getLast();
        assertThat(first.answer())
                .isEqualTo(
                        new Consents.Answer(
                                "advertising",
                                ConsentChannel.SMS,
                                true,
                                "form",
                                "v1",
                                "№ 1",
                                Instant.parse("2026-11-01T10:00:00Z")));
        assertThat(first.recordedAt()).isEqualTo(clock.instant());
        assertThat(first.recordedBy()).isEqualTo("Анна");
        assertThat(first.counts()).isTrue();
        // By the number of that time and by the one that the client has now.
        Instant later = Instant.parse("2026-11-03T00:00:00Z");
        assertThat(consents.until(later, PHONE, 7L)).hasSize(1);
        assertThat(consents.until(later, 79160000009L, 7L)).hasSize(2);
        assertThat(consents.until(Instant.parse("2026-11-01T09:59:59Z"), 79160000009L, 7L))
                .isEmpty();
        assertThat(consents.until(later, 79160000009L, 8L)).as("another department").isEmpty();
    }

    @Test
    void isAnsweredOnlyForOnesOwn() {
        assertThat(consents.record(7, 2, true, "web")).isFalse();
        assertThat(consents.record(7, 3, true, "web")).isFalse();
        assertThat(consents.of(2, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update consent set given = not given",
                "update consent set at = now()",
                "update consent set client_id = 2",
                "update consent set source = 'x'",
                "update consent set text_version = null",
                "update consent set recorded_at = now()",
                "update consent set recorded_by = null",
                "update consent set evidence = 'x'",
                "update consent set msisdn = 79160000002",
                "update consent set annulled_at = null",
                "update consent set annulled_at = now()",
                "delete from consent",
                "delete from consent where false",
                "truncate consent",
            })
    void nothingIsOverwritten(String slip) throws SQLException {
        answer("advertising", ConsentChannel.SMS, true, "2026-11-01T10:00:00Z");
        assertThat(
                        database.sql()
                                .sql("update consent set annulled_at = timestamptz '2026-11-02Z'")
                                .update())
                .isEqualTo(1);
        // The application has no right to, and the trigger stops its owner's slips.
        assertThatThrownBy(() -> database.sql().sql(slip).update())
                .rootCause()
                .hasMessageMatching("(?s).*(permission denied|append-only).*");
        try (Connection owner =
                        DriverManager.getConnection(
                                database.url(), database.owner(), database.ownerPassword());
                var statement = owner.createStatement()) {
            assertThatThrownBy(() -> statement.execute(slip)).hasMessageContaining("append-only");
        }
        assertThat(consents.of(1, 10).getFirst().answer().given()).isTrue();
    }

    @Test
    void whatNamesThePersonCanGo() {
        answer("advertising", ConsentChannel.SMS, true, "2026-11-01T10:00:00Z");
        assertThat(database.sql().sql("update consent set msisdn = null, evidence = null").update())
                .isEqualTo(1);
        Consents.Recorded left = consents.of(1, 10).getFirst();
        assertThat(Arrays.asList(left.msisdn(), left.answer().evidence())).containsOnlyNulls();
        assertThat(left.answer().given()).isTrue();
    }
}

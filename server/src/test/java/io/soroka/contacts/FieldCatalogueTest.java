package io.soroka.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.access.Role;
import io.soroka.contacts.FieldCatalogue.Listed;
import io.soroka.platform.ProblemException;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestFields;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class FieldCatalogueTest {
    private static final String BY = "Сергей";
    private static final List<Field.Option> SIZES =
            List.of(
                    new Field.Option("s", "малый", "small"),
                    new Field.Option("l", "большой", "large"));

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient sql = database.sql();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-27T09:00:00Z"));
    private final FieldCatalogue catalogue = TestFields.of(database, clock);

    @AfterEach
    void close() {
        database.close();
    }

    private static FieldWanted wanted(String titleRu, String titleEn, Field.Option... options) {
        return new FieldWanted(
                titleRu, titleEn, PersonalData.NONE, Set.of(), "", List.of(), List.of(options));
    }

    private static FieldWanted with(List<Field.Option> options) {
        return wanted("Размер", "Size", options.toArray(Field.Option[]::new));
    }

    private List<String> columns(String column) {
        return sql.sql(
                        """
                        select table_name || ' ' || data_type from information_schema.columns
                         where column_name = ? order by 1
                        """)
                .param(column)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static void refused(Runnable change, int status, String code, String pointer) {
        assertThatThrownBy(change::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> {
                            assertThat(problem).hasMessage(code);
                            assertThat(problem.status()).isEqualTo(status);
                            assertThat(String.valueOf(problem.pointer())).isEqualTo(pointer);
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "TEXT, text",
        "NUMBER, numeric",
        "MONEY, numeric",
        "DATE, date",
        "MOMENT, timestamp with time zone",
        "YES_NO, boolean",
        "ONE_OF, text",
        "MANY_OF, ARRAY",
    })
    void a_field_is_a_column_of_its_type(FieldType type, String column) {
        boolean chosen = type == FieldType.ONE_OF || type == FieldType.MANY_OF;
        Field added =
                catalogue.add("size", type, chosen ? with(SIZES) : with(List.of()), BY).field();
        assertThat(columns("x_size"))
                .containsExactly("client " + column, "client_change " + column);
        assertThat(added.type()).isEqualTo(type);
        assertThat(added.options()).isEqualTo(chosen ? SIZES : List.of());
        assertThat(catalogue.fields().find("Размер")).contains(added);
        assertThat(catalogue.fields().find("SIZE")).contains(added);
        assertThat(catalogue.fields().guess("размер")).contains(added);
        assertThat(catalogue.fields().offered())
                .endsWith(added)
                .hasSize(Fields.standard().every().size() + 1);
    }

    @Test
    void another_server_learns_of_it_within_a_second() {
        FieldCatalogue other = TestFields.of(database, clock);
        assertThat(other.fields().find("size")).isEmpty();
        catalogue.add("size", FieldType.TEXT, with(List.of()), BY);
        clock.advance(Duration.ofSeconds(1));
        assertThat(other.fields().find("size")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Size",
                "1size",
                "_size",
                "размер",
                "size text; drop table client; --",
                "size\"",
                "a b",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddX"
            })
    void a_key_is_a_plain_word(String key) {
        refused(
                () -> catalogue.add(key, FieldType.TEXT, with(List.of()), BY),
                422,
                "field-key",
                "/key");
        assertThat(sql.sql("select count(*) from client").query(Long.class).single()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'', Size, /titleRu",
        "Размер, '', /titleEn",
        "'{Размер}', Size, /titleRu",
        "Размер, Size|small, /titleEn",
        "---, Size, /titleRu",
        "Размер, abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijX, /titleEn",
    })
    void a_title_can_stand_in_a_text(String ru, String en, String pointer) {
        refused(
                () -> catalogue.add("size", FieldType.TEXT, wanted(ru, en), BY),
                422,
                "field-title",
                pointer);
    }

    @ParameterizedTest
    @CsvSource({
        "city, Размер, Size, /key",
        "size, Город, Size, /titleRu",
        "size, Размер, Customer ID, /titleEn",
        "size, МОБИЛЬНЫЙ, Size, /titleRu",
    })
    void no_two_fields_answer_to_a_name(String key, String ru, String en, String pointer) {
        refused(
                () -> catalogue.add(key, FieldType.TEXT, wanted(ru, en), BY),
                409,
                "field-name-taken",
                pointer);
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_OF", "MANY_OF"})
    void options_have_codes_and_titles_of_their_own(FieldType type) {
        var unusable = new Field.Option("ма лый", "малый", "small");
        var twice = new Field.Option("m", "Большой", "medium");
        var untitled = new Field.Option("m", "", "medium");
        refused(
                () -> catalogue.add("size", type, with(List.of()), BY),
                422,
                "field-options",
                "/options");
        refused(
                () -> catalogue.add("size", type, with(List.of(unusable)), BY),
                422,
                "field-option-code",
                "/options/0/code");
        refused(
                () ->
                        catalogue.add(
                                "size",
                                type,
                                with(List.of(SIZES.getFirst(), SIZES.getLast(), twice)),
                                BY),
                422,
                "field-option-twice",
                "/options/2");
        refused(
                () -> catalogue.add("size", type, with(List.of(untitled)), BY),
                422,
                "field-title",
                "/options/0/titleRu");
        refused(
                () -> catalogue.add("size", FieldType.TEXT, with(SIZES), BY),
                422,
                "field-without-options",
                "/options");
        assertThat(columns("x_size")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ONE_OF, 's'", "MANY_OF, '{l,s}'"})
    void an_option_that_clients_have_stays(FieldType type, String held) {
        Listed size = catalogue.add("size", type, with(SIZES), BY);
        sql.sql(
                        """
                        insert into client (department_id, msisdn, created_at, updated_at, x_size)
                        values (7, 79161234567, now(), now(), cast(? as %s))
                        """
                                .formatted(type.sqlType()))
                .param(held)
                .update();
        List<Field.Option> large = List.of(SIZES.getLast());
        refused(
                () -> catalogue.change("size", size.version(), with(large), BY),
                409,
                "field-option-held",
                "/options");
        sql.sql("update client set x_size = null").update();
        assertThat(catalogue.change("size", size.version(), with(large), BY).field().options())
                .isEqualTo(large);
    }

    @Test
    void a_former_title_goes_on_to_be_understood() {
        Listed size = catalogue.add("size", FieldType.TEXT, with(List.of()), BY);
        Listed renamed = catalogue.change("size", size.version(), wanted("Габарит", "Measure"), BY);
        assertThat(renamed.field().synonyms()).containsExactly("Размер", "Size");
        assertThat(catalogue.fields().guess("Размер")).contains(renamed.field());
        assertThat(catalogue.fields().find("Габарит")).contains(renamed.field());
        refused(
                () -> catalogue.add("other", FieldType.TEXT, wanted("Размер", "Other"), BY),
                409,
                "field-name-taken",
                "/titleRu");
        refused(
                () -> catalogue.change("size", size.version(), wanted("Рост", "Height"), BY),
                409,
                "field-changed",
                "null");
    }

    @Test
    void a_standard_field_is_treated_as_the_company_wants() {
        var wanted =
                new FieldWanted(
                        "другое",
                        "other",
                        PersonalData.PERSONAL,
                        Set.of(Role.AGENT),
                        "CRM",
                        List.of("Населённый пункт"),
                        List.of());
        Listed city = catalogue.change("city", 0, wanted, BY);
        Field field = city.field();
        assertThat(field.titleRu()).isEqualTo("Город");
        assertThat(field.personalData()).isEqualTo(PersonalData.PERSONAL);
        assertThat(field.source()).isEqualTo("CRM");
        assertThat(field.isSeenBy(Role.AGENT)).isTrue();
        assertThat(field.isSeenBy(Role.ADMINISTRATOR)).isTrue();
        assertThat(field.isSeenBy(Role.CAMPAIGN_MANAGER)).isFalse();
        assertThat(catalogue.fields().guess("населенный пункт")).contains(field);
        refused(() -> catalogue.change("city", 0, wanted, BY), 409, "field-changed", "null");
        assertThat(catalogue.change("city", 1, wanted, BY).version()).isEqualTo(2);
        refused(() -> catalogue.remove("city", List.of()), 422, "field-standard", "null");
    }

    @Test
    void special_data_are_for_administrators_unless_readers_are_named() {
        var health =
                new FieldWanted(
                        "Диагноз",
                        "Diagnosis",
                        PersonalData.SPECIAL,
                        Set.of(),
                        "",
                        List.of(),
                        List.of());
        Field field = catalogue.add("diagnosis", FieldType.TEXT, health, BY).field();
        for (Role role : Role.values()) {
            assertThat(field.isSeenBy(role)).isEqualTo(role == Role.ADMINISTRATOR);
            assertThat(field.isUsableBy(role)).isEqualTo(role == Role.ADMINISTRATOR);
        }
        assertThat(Fields.standard().get("sex").isUsableBy(Role.APPROVER)).isTrue();
        assertThat(Fields.standard().get("sex").isSeenBy(Role.APPROVER)).isFalse();
    }

    @Test
    void what_is_in_the_archive_is_not_offered_and_only_it_can_be_removed() {
        Listed size = catalogue.add("size", FieldType.TEXT, with(List.of()), BY);
        refused(() -> catalogue.remove("size", List.of()), 409, "field-not-archived", "null");
        Listed archived = catalogue.archive("size", size.version(), true, BY);
        assertThat(catalogue.fields().offered()).doesNotContain(archived.field());
        assertThat(catalogue.fields().every()).contains(archived.field());
        assertThat(catalogue.fields().find("size")).contains(archived.field());
        assertThat(catalogue.fields().find("Размер")).isEmpty();
        Listed back = catalogue.archive("size", archived.version(), false, BY);
        assertThat(catalogue.fields().offered()).contains(back.field());
        catalogue.archive("size", back.version(), true, BY);
        refused(
                () -> catalogue.remove("size", List.of(field -> List.of("Должники"))),
                409,
                "field-in-use",
                "null");
        assertThat(columns("x_size")).hasSize(2);
        catalogue.remove("size", List.of(field -> List.of()));
        assertThat(catalogue.fields().find("size")).isEmpty();
        clock.advance(Duration.ofSeconds(4));
        catalogue.sweep();
        assertThat(columns("x_size")).as("somebody may just be asking for it").hasSize(2);
        clock.advance(Duration.ofSeconds(1));
        catalogue.sweep();
        assertThat(columns("x_size")).isEmpty();
        catalogue.sweep();
        assertThat(catalogue.add("size", FieldType.DATE, with(List.of()), BY).field().type())
                .isEqualTo(FieldType.DATE);
        refused(() -> catalogue.archive("phone", 0, true, BY), 422, "field-needed", "null");
        refused(() -> catalogue.find("nothing"), 404, "not-found", "null");
    }

    @Test
    void a_key_is_free_again_at_once_and_its_values_are_gone() {
        catalogue.add("size", FieldType.TEXT, with(List.of()), BY);
        sql.sql(
                        """
                        insert into client (department_id, msisdn, created_at, updated_at, x_size)
                        values (7, 79161234567, now(), now(), 'XL')
                        """)
                .update();
        catalogue.archive("size", 1, true, BY);
        catalogue.remove("size", List.of());
        catalogue.add("size", FieldType.NUMBER, with(List.of()), BY);
        assertThat(columns("x_size")).containsExactly("client numeric", "client_change numeric");
        assertThat(sql.sql("select count(x_size) from client").query(Long.class).single()).isZero();
        clock.advance(Duration.ofMinutes(1));
        catalogue.sweep();
        assertThat(columns("x_size")).hasSize(2);
    }

    /** Readers and writers at work see no field come or go but by its values. */
    @Test
    void fields_come_and_go_while_everything_goes_on() throws Exception {
        Clients clients = new Clients(sql, catalogue, clock);
        Consents consents = new Consents(sql, clock);
        sql.sql(
                        """
                        insert into client (id, department_id, msisdn, created_at, updated_at)
                        overriding system value values (1, 7, 79161234567, now(), now())
                        """)
                .update();
        var stop = new AtomicBoolean();
        var failure = new AtomicReference<Throwable>();
        var turns = new AtomicIntegerArray(3);
        Runnable reading = () -> assertThat(clients.find(7, 1)).isPresent();
        Runnable writing =
                () -> assertThat(consents.record(7, 1, turns.get(2) % 2 == 0, "test")).isTrue();
        List<Runnable> works = List.of(reading, reading, writing);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < works.size(); i++) {
            int number = i;
            workers.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    while (!stop.get()) {
                                        works.get(number).run();
                                        turns.incrementAndGet(number);
                                    }
                                } catch (Throwable e) {
                                    failure.set(e);
                                }
                            }));
        }
        try {
            for (int i = 0; i < 10; i++) {
                catalogue.add("size", FieldType.TEXT, with(List.of()), BY);
                sql.sql("update client set x_size = 'XL'").update();
                assertThat(clients.find(7, 1).orElseThrow().values()).containsEntry("size", "XL");
                awaitTwoMore(turns, failure);
                catalogue.archive("size", 1, true, BY);
                catalogue.remove("size", List.of());
                // Whoever knew it has asked for it by now.
                awaitTwoMore(turns, failure);
                clock.advance(Duration.ofSeconds(5));
                catalogue.sweep();
            }
        } finally {
            stop.set(true);
            for (Thread worker : workers) {
                worker.join();
            }
        }
        assertThat(failure.get()).isNull();
    }

    /** Until each has finished a turn that it began after this. */
    private static void awaitTwoMore(AtomicIntegerArray turns, AtomicReference<Throwable> failure) {
        int[] before = IntStream.range(0, turns.length()).map(turns::get).toArray();
        for (int i = 0; i < before.length; i++) {
            while (turns.get(i) < before[i] + 2 && failure.get() == null) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_long_reader_is_not_waited_for_for_ever_and_holds_up_nobody_else() throws Exception {
        try (Connection reader = database.source().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            assertThat(statement.execute("select count(*) from client")).isTrue();
            var others = new AtomicReference<Throwable>();
            var stop = new AtomicBoolean();
            Thread other =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    while (!stop.get()) {
                                        read();
                                    }
                                } catch (SQLException e) {
                                    others.set(e);
                                }
                            });
            refused(
                    () -> catalogue.add("size", FieldType.TEXT, with(List.of()), BY),
                    503,
                    "field-busy",
                    "null");
            stop.set(true);
            other.join();
            assertThat(others.get()).isNull();
            assertThat(columns("x_size")).isEmpty();
            assertThat(catalogue.fields().find("size")).isEmpty();
            reader.rollback();
        }
        assertThat(catalogue.add("size", FieldType.TEXT, with(List.of()), BY).version())
                .isEqualTo(1);
    }

    /** Whoever comes while a column waits for the long reader gets an answer soon. */
    private void read() throws SQLException {
        try (Connection db = database.source().getConnection();
                Statement statement = db.createStatement()) {
            statement.execute("set statement_timeout = '5s'");
            assertThat(statement.execute("select count(*) from client")).isTrue();
        }
    }
}

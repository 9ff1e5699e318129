package io.soroka.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.imports.ImportsFixture;
import io.soroka.platform.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Finding people whom this test made up, as people write their names. */
class ClientSearchTest {

    private static ImportsFixture contacts;
    private static ClientSearch search;

    @BeforeAll
    static void start() {
        contacts = new ImportsFixture();
        search =
                new ClientSearch(
                        contacts.sql,
                        new JdbcTransactionManager(contacts.database.source()),
                        contacts.clock);
        contacts.run(
                """
                ID;Телефон;Фамилия;Имя;Отчество;ФИО;Город
                ivanov;9161234567;Иванов;Иван;Петрович;;Казань
                petrov;9162221840;Петров;Пётр;Иванович;;Пермь
                soloviova;9031111840;Соловьёва;Анна;;;
                double;9030000001;Римский-Корсаков;Николай;;;
                whole;9030000002;;;;Кузнецова Екатерина Львовна;
                latin;9030000003;O'Neil;Shaun;;;
                percent;9030000004;100%;_;;;
                nameless;9030000005;;;;;
                """);
        contacts.sql
                .sql(
                        """
                        insert into client (department_id, external_id, msisdn, last_name, created_at, updated_at)
                        values (8, 'foreign', 79161234567, 'Иванов', now(), now())
                        """)
                .update();
    }

    @AfterAll
    static void stop() {
        contacts.close();
    }

    private static List<String> found(String query) {
        return search.search(7L, query, 0, 50).items().stream()
                .map(one ->
                        contacts.sql
                                .sql("select external_id from client where id = ?")
                                .param(one.id())
                                .query(String.class)
                                .single())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "Иванов, ivanov",
                "иванов, ivanov",
                "Ивонов, ivanov",
                "Ивнов, ivanov",
                "Иваноов, ivanov",
                "Иавнов, ivanov",
                "Иванво, ivanov",
                "Вианов, ivanov",
                "Иванов Иван, ivanov",
                "Иван Иванов, ivanov",
                "Иван  Ивонов, ivanov",
                "Петрович Иван Иванов, ivanov",
                "пётр петров, petrov",
                "петр петров, petrov",
                "Соловьева, soloviova",
                "СОЛОВЬЁВА, soloviova",
                "Саловьёва, soloviova",
                "Саловёва Анна, soloviova",
                "соловь, soloviova",
                "Ана Соловьёва, soloviova",
                "Римский Корсаков, double",
                "Корсаков-Римский, double",
                "Карсаков, double",
                "Катерина Кузнецова, whole",
                "Екатирина Кузнецова, whole",
                "кузнецова е, whole",
                "oneil, latin",
                "O'Neil, latin",
                "\"O’Neil\" , latin",
                "100%, percent",
            })
    void findsPeople(String query, String externalId) {
        assertThat(found(query)).contains(externalId);
    }

    @Test
    void findsAllWhoFitAndTheNearestFirst() {
        assertThat(found("Иван")).startsWith("ivanov").contains("petrov");
        assertThat(found("Петров")).startsWith("petrov").contains("ivanov");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Сидоров", "Соловьёва Иван", "%", "И%", "____", "%%%%%%%%%%", "\\"})
    void findsNobodyElse(String query) {
        assertThat(found(query)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4567",
                "34567",
                "+7 916 123-45-67",
                "8 (916) 123-45-67",
                "9161234567",
                "+7 ··· ··· 45-67",
                "45-67",
                "+7916•••••4567",
                "Иванов 4567",
                "4567 Ивонов"
            })
    void findsByTheEndOfANumber(String query) {
        assertThat(found(query)).containsExactly("ivanov");
    }

    @Test
    void severalMayHaveTheSameEnd() {
        assertThat(found("1840")).containsExactly("soloviova", "petrov");
        assertThat(found("21840")).containsExactly("petrov");
        assertThat(found("Петров 1840")).containsExactly("petrov");
        assertThat(found("840")).isEmpty();
        assertThat(found("00840")).isEmpty();
    }

    @Test
    void findsByTheIdInAnotherSystem() {
        assertThat(found("nameless")).containsExactly("nameless");
        assertThat(found("foreign")).isEmpty();
    }

    @Test
    void seesOnlyTheOwnDepartmentUnlessItIsEverybodys() {
        assertThat(search.search(8L, "Иванов", 0, 9).items()).hasSize(1);
        assertThat(search.search(null, "Иванов", 0, 9).total())
                .as("two of that name, and one whose father's name begins so")
                .isEqualTo(3);
        assertThat(search.search(null, "Ивонов", 0, 9).total()).isEqualTo(2);
        assertThat(search.search(null, "4567", 0, 9).total()).isEqualTo(2);
        assertThat(search.search(null, "foreign", 0, 9).total()).isEqualTo(1);
    }

    @Test
    void refusesNothingAndTooMuch() {
        assertThatThrownBy(() -> search.search(7L, " \u00a0 ", 0, 9))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo("search-empty"));
        assertThatThrownBy(() -> search.search(7L, "я".repeat(101), 0, 9))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo("search-too-long"));
        assertThat(search.search(7L, "а б в г д е ж з и", 0, 9).items()).isEmpty();
        assertThat(search.search(7L, "😀😀😀", 0, 9).items()).isEmpty();
    }

    @Test
    void pagesThroughFindsAndTheList() {
        ClientSearch.Page first = search.search(7L, "Иван", 0, 1);
        assertThat(first.total()).isEqualTo(2);
        ClientSearch.Page second = search.search(7L, "Иван", first.next(), 1);
        assertThat(second.next()).isNull();
        assertThat(second.items()).hasSize(1).doesNotContainAnyElementsOf(first.items());

        ClientSearch.Page list = search.list(7L, null, 5);
        assertThat(list.total()).isEqualTo(8);
        ClientSearch.Page rest = search.list(7L, list.next(), 5);
        assertThat(rest.items()).hasSize(3);
        assertThat(rest.next()).isNull();
        assertThat(list.items())
                .extracting(ClientSearch.Found::id)
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(search.list(null, null, 50).total()).isEqualTo(9);
        assertThat(rest.items())
                .anySatisfy(one -> {
                    assertThat(one.name()).isEqualTo("Иванов Иван Петрович");
                    assertThat(one.city()).isEqualTo("Казань");
                    assertThat(one.optedOut()).isFalse();
                });
    }

    @Test
    void aSearchEndsAtAThousand() {
        contacts.sql
                .sql(
                        """
                        insert into client (department_id, msisdn, last_name, created_at, updated_at)
                        select 9, 79300000000 + n, 'Смирнов', now(), now() from generate_series(1, 12000) n
                        """)
                .update();
        assertThat(search.search(9L, "Смирнов", 0, 50).total()).isEqualTo(1_000);
        assertThat(search.list(9L, null, 50).total()).isEqualTo(12_000);
        contacts.sql
                .sql("delete from client where department_id = 9 and msisdn > 79300000100")
                .update();
        assertThat(search.list(9L, null, 50).total()).as("counted a moment ago").isEqualTo(12_000);
        contacts.clock.advance(Duration.ofSeconds(31));
        assertThat(search.list(9L, null, 50).total()).isEqualTo(100);
        assertThat(search.list(9L, null, 50).total()).isEqualTo(100);
        contacts.sql.sql("delete from client where department_id = 9").update();
    }

    @Test
    void thoseOnlyAlikeAreShownWhereFewAreAsWritten() {
        contacts.sql
                .sql(
                        """
                        insert into client (department_id, msisdn, last_name, created_at, updated_at)
                        select 10, 79300000000 + n, case n when 0 then 'Мороков' else 'Морозов' end, now(), now()
                          from generate_series(0, 100) n
                        """)
                .update();
        contacts.sql
                .sql(
                        "insert into name_word (department_id, word) values (10, 'мороков'), (10, 'морозов')")
                .update();
        assertThat(search.search(10L, "Морозов", 0, 50).total()).isEqualTo(100);
        contacts.sql
                .sql("delete from client where department_id = 10 and msisdn = 79300000001")
                .update();
        assertThat(search.search(10L, "Морозов", 0, 50).total()).isEqualTo(99 + 1);
        assertThat(search.search(10L, "Морозов", 99, 50).items())
                .singleElement()
                .satisfies(one -> assertThat(one.name()).isEqualTo("Мороков"));
    }

    /** What edits cost, by hand. */
    @ParameterizedTest
    @CsvSource({
        "анна, анна, 0",
        "анна, ана, 1",
        "анна, наан, 2",
        "анна, нана, 1",
        "иванов, ивонов, 1",
        "иванов, иванова, 1",
        "кот, собака, 3"
    })
    void countsMistakes(String a, String b, int distance) {
        assertThat(NameWords.distance(a, b, 2)).isEqualTo(distance);
        assertThat(NameWords.distance(b, a, 2)).isEqualTo(distance);
    }
}

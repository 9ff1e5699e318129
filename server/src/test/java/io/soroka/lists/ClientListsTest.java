package io.soroka.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.lists.ClientList.Origin;
import io.soroka.numbering.Numbers;
import io.soroka.platform.ProblemException;
import io.soroka.segments.CriteriaRefused;
import io.soroka.segments.EveryWay;
import io.soroka.segments.Segment;
import io.soroka.segments.Segments;
import io.soroka.segments.TestSegments;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Lists, with people made by hand and by chance. */
class ClientListsTest {
    private static final long DEPARTMENT = 7;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private static TestDatabase database;
    private static Segments segments;
    private static ClientLists lists;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        var clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
        segments = TestSegments.of(database, clock, List.of(new ListCriteria(database.sql())));
        lists =
                new ClientLists(
                        new JdbcTemplate(database.source()),
                        new JdbcTransactionManager(database.source()),
                        new Numbers("RU"),
                        segments,
                        List.of(),
                        clock);
        run(
                """
                insert into department (id, name) overriding system value values (7, 'Семь'), (8, 'Восемь')
                """);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** Twenty people, 20 with the number of 19; 99 and 98 are another department's. */
    @BeforeEach
    void people() {
        run("truncate client, client_list, client_list_member");
        run(
                """
                insert into client (id, department_id, msisdn, debt, created_at, updated_at) overriding system value
                select n, 7, 79160000000 + least(n, 19), n, now(), now() from generate_series(1, 20) n
                union all select n, 8, 79160000000 + n - 90, n, now(), now() from generate_series(98, 99) n
                """);
    }

    private static void run(String statement) {
        database.sql().sql(statement).update();
    }

    private static ClientLists.Wanted wanted(String name) {
        return new ClientLists.Wanted(DEPARTMENT, name, "Анна");
    }

    private static ClientList of(String name, long... people) {
        return lists.ofNumbers(
                wanted(name),
                LongStream.of(people).mapToObj(n -> Long.toString(79160000000L + n)).toList());
    }

    private static List<Long> members(ClientList list) {
        return database.sql()
                .sql("select client_id from client_list_member where list_id = ? order by 1")
                .param(list.id())
                .query((row, number) -> row.getLong(1))
                .list();
    }

    private static List<Long> found(String tree) {
        return new EveryWay(database, segments, DEPARTMENT, TODAY).found(tree.replace('\'', '"'));
    }

    private static void problem(Runnable action, int status, String code) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> {
                            assertThat(problem.code()).isEqualTo(code);
                            assertThat(problem.status()).isEqualTo(status);
                        });
    }

    @Test
    void numbersFindClientsAndTellWhomNobodyHas() {
        ClientList list =
                lists.ofNumbers(
                        wanted("  Гости  "),
                        List.of(
                                "8 (916) 000-00-03",
                                "+79160000003",
                                "79160000019",
                                "9160000008",
                                "89169999999",
                                "8 916 999 99 99",
                                "Иванов",
                                ""));
        assertThat(members(list)).containsExactly(3L, 8L, 19L, 20L);
        assertThat(list.name()).isEqualTo("Гости");
        assertThat(list.members()).isEqualTo(4);
        assertThat(list.unknown()).isEqualTo(1);
        assertThat(list.unreadable()).isEqualTo(2);
        assertThat(list.origin()).isEqualTo(Origin.NUMBERS);
        assertThat(list.createdBy()).isEqualTo("Анна");
        assertThat(lists.find(7L, list.id())).contains(list);
        assertThat(lists.find(null, list.id())).contains(list);
        assertThat(lists.find(8L, list.id())).isEmpty();
        assertThat(lists.all(7L)).containsExactly(list);
        assertThat(lists.all(8L)).isEmpty();
        assertThat(lists.all(null)).containsExactly(list);
    }

    @Test
    void aSegmentIsFrozen() {
        Segment owing =
                segments.save(
                        DEPARTMENT,
                        "Должны",
                        "{\"field\":\"debt\",\"is\":\"gt\",\"value\":17}",
                        null);
        ClientList list = lists.ofSegment(wanted("Должники"), owing);
        run("update client set debt = 0");
        assertThat(members(list)).containsExactly(18L, 19L, 20L);
        assertThat(list.members()).isEqualTo(3);
        assertThat(list.madeOf()).containsExactly("Должны");
        segments.delete(owing);
    }

    @Test
    void listsAreCombined() {
        ClientList a = of("А", 1, 2, 3);
        ClientList b = of("Б", 2, 3, 4);
        ClientList c = of("В", 3, 5);
        List<ClientList> all = List.of(a, b, c);
        ClientList union = lists.ofLists(wanted("все"), Origin.UNION, all);
        assertThat(members(union)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(union.members()).isEqualTo(5);
        assertThat(union.madeOf()).containsExactly("А", "Б", "В");
        assertThat(members(lists.ofLists(wanted("общие"), Origin.INTERSECTION, all)))
                .containsExactly(3L);
        assertThat(members(lists.ofLists(wanted("без"), Origin.DIFFERENCE, all)))
                .containsExactly(1L);
        assertThat(members(lists.ofLists(wanted("без 2"), Origin.DIFFERENCE, List.of(c, a))))
                .containsExactly(5L);
        assertThat(members(a)).as("those it is made of stay").containsExactly(1L, 2L, 3L);
    }

    /** Against sets of the language's own. */
    @Test
    void combinesAsSetsDo() {
        run("truncate client");
        run(
                """
                insert into client (id, department_id, msisdn, created_at, updated_at) overriding system value
                select n, 7, 79160000000 + n, now(), now() from generate_series(1, 30) n
                """);
        var random = new Random(11);
        for (int turn = 0; turn < 40; turn++) {
            List<Set<Long>> sets = new ArrayList<>();
            List<ClientList> made = new ArrayList<>();
            int size = 2 + random.nextInt(3);
            for (int i = 0; i < size; i++) {
                Set<Long> set = new TreeSet<>();
                for (long person = 1; person <= 30; person++) {
                    if (random.nextInt(3) > 0) {
                        set.add(person);
                    }
                }
                sets.add(set);
                made.add(of(turn + "." + i, set.stream().mapToLong(Long::longValue).toArray()));
            }
            Set<Long> union = new TreeSet<>();
            sets.forEach(union::addAll);
            Set<Long> intersection = new TreeSet<>(sets.getFirst());
            sets.forEach(intersection::retainAll);
            Set<Long> difference = new TreeSet<>(sets.getFirst());
            sets.subList(1, size).forEach(difference::removeAll);
            check(turn + "u", Origin.UNION, made, union);
            check(turn + "i", Origin.INTERSECTION, made, intersection);
            check(turn + "d", Origin.DIFFERENCE, made, difference);
        }
    }

    private static void check(
            String name, Origin origin, List<ClientList> made, Set<Long> expected) {
        ClientList list = lists.ofLists(wanted(name), origin, made);
        assertThat(members(list)).as(name).isEqualTo(List.copyOf(expected));
        assertThat(list.members()).isEqualTo(expected.size());
    }

    @Test
    void whoIsGoneIsOnNoList() {
        ClientList a = of("А", 1, 2, 3);
        ClientList b = of("Б", 3, 4);
        ClientList other = of("В", 9);
        run("delete from client where id in (2, 3)");
        assertThat(lists.all(7L))
                .extracting(list -> list.name() + " " + list.members())
                .containsExactly("А 1", "Б 1", "В 1");
        assertThat(members(a)).containsExactly(1L);
        assertThat(members(b)).containsExactly(4L);
        assertThat(members(other)).containsExactly(9L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb", "\ud800"})
    void refusesNamesThatAreNone(String name) {
        problem(() -> of(name, 1), 422, "list-name");
        assertThat(lists.all(7L)).isEmpty();
    }

    @Test
    void namesAreTakenOnceInADepartment() {
        ClientList list = of("Гости", 1);
        problem(() -> of("ГОСТИ", 2), 409, "list-name-taken");
        ClientList second = of("Друзья", 2);
        problem(() -> lists.rename(second, "гости"), 409, "list-name-taken");
        assertThat(lists.rename(list, "Гости 2").name()).isEqualTo("Гости 2");
        assertThat(
                        lists.ofNumbers(
                                        new ClientLists.Wanted(8, "Друзья", "Анна"),
                                        List.of("89160000008"))
                                .members())
                .as("another department's person")
                .isEqualTo(1);
        problem(() -> of("x".repeat(201), 1), 422, "list-name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'); drop table client_list; --",
                "\"; delete from client; --",
                "x' || (select secret from connection) || '",
                "$$;select 1;$$",
            })
    void whatIsWrittenIsOnlyText(String hostile) {
        ClientList list = lists.ofNumbers(wanted(hostile), List.of(hostile, "89160000001"));
        assertThat(list.name()).isEqualTo(hostile);
        assertThat(list.unreadable()).isEqualTo(1);
        assertThat(members(list)).containsExactly(1L);
        assertThat(new ListCriteria(database.sql()).choices(7, hostile, 10))
                .extracting(choice -> choice.title())
                .containsExactly(hostile);
        assertThat(new ListCriteria(database.sql()).title(7, hostile)).isEmpty();
        assertThatThrownBy(() ->
                        segments.parse(
                                7,
                                "{\"about\":\"list\",\"is\":\"in\",\"values\":[\"1) or (1=1\"]}"))
                .isInstanceOfSatisfying(
                        CriteriaRefused.class,
                        refused ->
                                assertThat(refused.messageKey()).isEqualTo("criteria.not-an-id"));
    }

    @Test
    void conditionsAskWhoIsOnAList() {
        ClientList a = of("А", 1, 2, 3);
        ClientList b = of("Б", 3, 4);
        String asked = "{'about':'list','is':'%s','values':[%s]}";
        assertThat(found(asked.formatted("in", "'" + a.id() + "'"))).containsExactly(1L, 2L, 3L);
        assertThat(found(asked.formatted("in", "'" + a.id() + "','" + b.id() + "'")))
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(found(asked.formatted("not_in", "'" + a.id() + "','" + b.id() + "'")))
                .hasSize(16)
                .doesNotContain(1L, 2L, 3L, 4L);
        assertThat(found(asked.formatted("in", "'999'"))).isEmpty();
        assertThat(found(asked.formatted("not_in", "'999'"))).hasSize(20);
    }

    /** A list of another department is as good as none, even if it had our people on it. */
    @Test
    void listsOfOthersAreEmptyHere() {
        ClientList foreign =
                lists.ofNumbers(new ClientLists.Wanted(8, "Чужой", "Пётр"), List.of("89160000008"));
        assertThat(members(foreign)).containsExactly(98L);
        run("insert into client_list_member values (%d, 5)".formatted(foreign.id()));
        String asked = "{'about':'list','is':'%s','values':['%d']}";
        assertThat(found(asked.formatted("in", foreign.id()))).isEmpty();
        assertThat(found(asked.formatted("not_in", foreign.id()))).hasSize(20);
        assertThat(new ListCriteria(database.sql()).choices(7, "", 10)).isEmpty();
        assertThat(new ListCriteria(database.sql()).title(7, Long.toString(foreign.id())))
                .isEmpty();
        assertThat(new ListCriteria(database.sql()).title(8, Long.toString(foreign.id())))
                .contains("Чужой");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'is':'has','values':['1'] | criteria.unknown-operator | /is",
                "'is':'in' | criteria.no-values | /values",
                "'is':'in','values':[] | criteria.no-values | /values",
                "'is':'in','values':['x'] | criteria.not-an-id | /values/0",
                "'is':'in','values':['1'],'days':3 | criteria.surplus | ",
            })
    void refusesWhatMeansNothing(String condition, String key, String pointer) {
        assertThatThrownBy(() ->
                        segments.parse(
                                7, "{\"about\":\"list\"," + condition.replace('\'', '"') + "}"))
                .isInstanceOfSatisfying(
                        CriteriaRefused.class,
                        refused -> {
                            assertThat(refused.messageKey()).isEqualTo(key);
                            assertThat(refused.pointer()).isEqualTo(pointer == null ? "" : pointer);
                        });
    }

    /** Trees of lists by chance against sets of the language's own. */
    @Test
    void agreesWithASlowReading() {
        var random = new Random(13);
        List<Set<Long>> sets = new ArrayList<>();
        List<ClientList> made = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Set<Long> set = new HashSet<>();
            for (long person = 1; person <= 18; person++) {
                if (random.nextInt(3) == 0) {
                    set.add(person);
                }
            }
            sets.add(set);
            made.add(of("l" + i, set.stream().mapToLong(Long::longValue).toArray()));
        }
        for (int turn = 0; turn < 200; turn++) {
            Asked tree = tree(random, sets, made, 3);
            assertThat(found(tree.json()))
                    .as(tree.json())
                    .isEqualTo(List.copyOf(new TreeSet<>(tree.people())));
        }
    }

    private record Asked(String json, Set<Long> people) {}

    private static Asked tree(
            Random random, List<Set<Long>> sets, List<ClientList> made, int depth) {
        Set<Long> everyone = new HashSet<>(LongStream.rangeClosed(1, 20).boxed().toList());
        if (depth == 0 || random.nextInt(3) == 0) {
            int first = random.nextInt(6);
            int second = random.nextInt(6);
            Set<Long> people = new HashSet<>(sets.get(first));
            people.addAll(sets.get(second));
            boolean in = random.nextBoolean();
            if (!in) {
                everyone.removeAll(people);
            }
            return new Asked(
                    "{'about':'list','is':'%s','values':['%d','%d']}"
                            .formatted(
                                    in ? "in" : "not_in",
                                    made.get(first).id(),
                                    made.get(second).id()),
                    in ? people : everyone);
        }
        if (random.nextInt(4) == 0) {
            Asked part = tree(random, sets, made, depth - 1);
            everyone.removeAll(part.people());
            return new Asked("{'not':" + part.json() + "}", everyone);
        }
        Asked one = tree(random, sets, made, depth - 1);
        Asked other = tree(random, sets, made, depth - 1);
        boolean all = random.nextBoolean();
        Set<Long> people = new HashSet<>(one.people());
        if (all) {
            people.retainAll(other.people());
        } else {
            people.addAll(other.people());
        }
        return new Asked(
                "{'%s':[%s,%s]}".formatted(all ? "all" : "any", one.json(), other.json()), people);
    }
}

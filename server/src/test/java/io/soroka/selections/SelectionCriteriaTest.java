package io.soroka.selections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.segments.CriteriaRefused;
import io.soroka.segments.CriterionSource;
import io.soroka.segments.EveryWay;
import io.soroka.segments.Segments;
import io.soroka.segments.TestSegments;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Who is in a selection, with people made by hand. */
class SelectionCriteriaTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private TestDatabase database;
    private Segments segments;
    private EveryWay people;

    @BeforeProperty
    void open() {
        database = TestDatabase.fresh();
        segments =
                TestSegments.of(
                        database,
                        new SettableClock(Instant.parse("2026-11-24T09:00:00Z")),
                        List.of(new SelectionCriteria(database.sql())));
        people = new EveryWay(database, segments, 7, TODAY);
        run(
                "insert into department (id, name) overriding system value values (7, 'Seven'), (8, 'Eight')");
        run(
                """
                insert into client (id, department_id, msisdn, created_at, updated_at) overriding system value
                select n, 7, 79160000000 + n, now(), now() from generate_series(1, 20) n
                union all select 5000, 7, 79160005000, now(), now()
                union all select 99, 8, 79160000099, now(), now()
                """);
        run(
                """
                insert into source (department_id, name, kind, options, secret, statement_seconds, rows_per_second, target,
                                    entity, key_column, mapping, every_minutes, removes_missing, most_removed, created_at,
                                    changed_by)
                values (7, 'CRM', 'postgresql', '{}', '', 60, 0, 'client', 'a.b', 'id', '[]', 0, false, 20, now(), 'x')
                """);
    }

    @AfterProperty
    void close() {
        database.close();
    }

    private void run(String statement) {
        database.sql().sql(statement).update();
    }

    private long selection(long department, String name) {
        return database.sql()
                .sql(
                        """
                        insert into selection (department_id, source_id, name, query, filters, parameters, match,
                                               match_column, creates_unknown, variables, every_minutes, created_at, changed_by)
                        select ?, id, ?, 'select 1', '[]', '[]', 'phone', 'phone', false, '[]', 0, now(), 'x' from source
                        returning id
                        """)
                .params(department, name)
                .query(Long.class)
                .single();
    }

    /** A run with these people, which becomes the selection's or not. */
    private void ran(long selection, String status, boolean last, Set<Long> clients) {
        long id =
                database.sql()
                        .sql(
                                """
                                insert into selection_run (selection_id, status, started_at, started_by, owner, beat_at,
                                                           parameters, variables, has_people)
                                values (?, ?, now(), '', gen_random_uuid(), now(), '{}', '[]', true) returning id
                                """)
                        .params(selection, status)
                        .query(Long.class)
                        .single();
        database.sql()
                .sql(
                        "insert into selection_person select ?, c, '{}' from unnest(cast(? as bigint[])) c")
                .params(id, clients.toArray(Long[]::new))
                .update();
        if (last) {
            database.sql()
                    .sql("update selection set last_run = ? where id = ?")
                    .params(id, selection)
                    .update();
        }
    }

    private static String asked(String is, Object... ids) {
        return "{\"about\":\"selection\",\"is\":\"%s\",\"values\":[%s]}"
                .formatted(
                        is,
                        Arrays.stream(ids)
                                .map(id -> "\"" + id + "\"")
                                .collect(Collectors.joining(",")));
    }

    @Example
    void peopleOfTheLastWholeRunAreInIt() {
        long debtors = selection(7, "Должники");
        assertThat(people.found(asked("in", debtors))).as("before the first run").isEmpty();
        assertThat(people.found(asked("not_in", debtors))).hasSize(21);
        ran(debtors, "done", true, Set.of(1L, 2L, 3L, 99L));
        assertThat(people.found(asked("in", debtors))).containsExactly(1L, 2L, 3L);
        ran(debtors, "done", true, Set.of(3L, 4L, 5000L));
        assertThat(people.found(asked("in", debtors))).containsExactly(3L, 4L, 5000L);
        assertThat(people.found(asked("not_in", debtors)))
                .hasSize(18)
                .doesNotContain(3L, 4L, 5000L);
        ran(debtors, "failed", false, Set.of(7L));
        ran(debtors, "running", false, Set.of(8L));
        assertThat(people.found(asked("in", debtors))).containsExactly(3L, 4L, 5000L);
        long guests = selection(7, "Гости");
        ran(guests, "done", true, Set.of(4L, 5L));
        assertThat(people.found(asked("in", debtors, guests))).containsExactly(3L, 4L, 5L, 5000L);
        assertThat(people.found(asked("in", guests, guests))).containsExactly(4L, 5L);
        assertThat(people.found(asked("not_in", debtors, guests))).hasSize(17);
        assertThat(
                        people.found(
                                "{\"all\":["
                                        + asked("in", debtors)
                                        + ","
                                        + asked("in", guests)
                                        + "]}"))
                .containsExactly(4L);
    }

    @Example
    void anotherDepartmentsAndWhatIsGone() {
        long foreign = selection(8, "Чужая");
        ran(foreign, "done", true, Set.of(1L, 99L));
        assertThat(people.found(asked("in", foreign))).isEmpty();
        assertThat(new EveryWay(database, segments, 8, TODAY).found(asked("in", foreign)))
                .containsExactly(99L);
        refused(asked("in", 12345), "criteria.selection-gone");
        refused(asked("not_in", foreign, 12345), "criteria.selection-gone");
        refused(asked("in", "1) or (true"), "criteria.not-an-id");
        refused(asked("is", foreign), "criteria.unknown-operator");
        refused("{\"about\":\"selection\",\"is\":\"in\"}", "criteria.no-values");
        CriterionSource source = new SelectionCriteria(database.sql());
        assertThat(source.choices(8, "чУж", 5))
                .containsExactly(new CriterionSource.Choice(Long.toString(foreign), "Чужая"));
        assertThat(source.choices(7, "", 5)).isEmpty();
        assertThat(source.title(8, Long.toString(foreign))).contains("Чужая");
        assertThat(source.title(7, Long.toString(foreign))).isEmpty();
    }

    private void refused(String tree, String key) {
        assertThatThrownBy(() -> people.found(tree))
                .isInstanceOfSatisfying(
                        CriteriaRefused.class,
                        refused -> assertThat(refused.messageKey()).isEqualTo(key));
    }

    /** Against sets in memory. */
    @Property(tries = 40)
    void anyPeopleAnyTree(@ForAll @IntRange(max = 1_000_000) int seed) {
        var random = new Random(seed);
        run("delete from selection");
        run("delete from selection_person");
        List<Long> everyone = LongStream.rangeClosed(1, 20).boxed().collect(Collectors.toList());
        everyone.add(5000L);
        List<Long> ids = List.of(selection(7, "a"), selection(7, "b"), selection(7, "c"));
        List<Set<Long>> members = List.of(new HashSet<>(), new HashSet<>(), new HashSet<>());
        for (int i = 0; i < 3; i++) {
            for (int runs = random.nextInt(3); runs > 0; runs--) {
                Set<Long> drawn =
                        everyone.stream()
                                .filter(id -> random.nextBoolean())
                                .collect(Collectors.toSet());
                boolean whole = random.nextInt(4) > 0;
                ran(ids.get(i), whole ? "done" : "stopped", whole, drawn);
                if (whole) {
                    members.get(i).clear();
                    members.get(i).addAll(drawn);
                }
            }
        }
        Set<Long> meant = new TreeSet<>(everyone);
        StringBuilder tree = new StringBuilder("{\"all\":[");
        for (int parts = 1 + random.nextInt(3); parts > 0; parts--) {
            int first = random.nextInt(3);
            int second = random.nextInt(3);
            boolean in = random.nextBoolean();
            meant.removeIf(id ->
                    in != (members.get(first).contains(id) || members.get(second).contains(id)));
            tree.append(asked(in ? "in" : "not_in", ids.get(first), ids.get(second)))
                    .append(parts > 1 ? "," : "]}");
        }
        assertThat(people.found(tree.toString())).containsExactlyElementsOf(meant);
    }
}

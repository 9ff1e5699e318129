package io.soroka.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.soroka.platform.Messages;
import io.soroka.testing.Aside;
import io.soroka.testing.TestServer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every kind of source keeps. The other system has an entity {@code people}: id 1 to {@value
 * #PEOPLE}, name "person 7", balance 7.25, born 1990-01-07, wants (even ids), and updated_at, one
 * minute of 2026-11-01 for three ids.
 */
public abstract class SourceContract {
    protected static final int PEOPLE = 50;
    private static final List<String> ID_AND_NAME = List.of("id", "name");

    /** The kind, which may reach the other system. */
    protected abstract SourceKind kind();

    /** How the other system is reached. */
    protected abstract SourceSettings settings();

    /** The same with another option. */
    protected SourceSettings with(String option, String value) {
        Map<String, String> options = new HashMap<>(settings().options());
        options.put(option, value);
        return new SourceSettings(options, settings().secret(), settings().statementSeconds());
    }

    /** What the kind calls the entity of this name. */
    protected abstract String entity(String name);

    /** Changes rows: a row of this id gets the name and a later updated_at, or is made. */
    protected abstract void put(int id, String name, String updatedAt);

    /** A row disappears. */
    protected abstract void remove(int id);

    /** Puts {@code people} back as it was. */
    protected abstract void reset();

    /** An entity of {@code id} and {@code name} each row of which takes a second. */
    protected abstract String slow();

    /** An entity of 60,000 rows of {@code id} and {@code name}, names of 20,000 letters. */
    protected abstract String wide();

    /** The column that tells of changes. */
    protected String changed() {
        return "updated_at";
    }

    /** What {@code people} consists of. */
    protected List<Column> columnsOfPeople() {
        return List.of(
                new Column("id", ColumnType.NUMBER, true),
                new Column("name", ColumnType.TEXT, false),
                new Column("balance", ColumnType.NUMBER, false),
                new Column("born", ColumnType.DATE, false),
                new Column("wants", ColumnType.YES_NO, false),
                new Column("updated_at", ColumnType.MOMENT, false),
                new Column("photo", ColumnType.OTHER, false));
    }

    /** The values of a person, without the last change. */
    protected List<Object> person(int id) {
        return List.of(
                new BigDecimal(id),
                "person " + id,
                new BigDecimal(id + ".25"),
                LocalDate.of(1990, 1, 1).plusDays(id - 1),
                id % 2 == 0);
    }

    /**
     * The first id that is met again a little earlier than the end. Three a minute, the last two in
     * the last one: five minutes back begin with 34.
     */
    protected int metAgain() {
        return 34;
    }

    private static SourceQuery byKey(String entity) {
        return new SourceQuery(entity, ID_AND_NAME, "id", null);
    }

    private static long id(@Nullable Object value) {
        return new BigDecimal(String.valueOf(value)).longValueExact();
    }

    private SourceQuery changes() {
        return new SourceQuery(entity("people"), ID_AND_NAME, "id", changed());
    }

    @Test
    void tells_what_there_is_to_read() {
        try (SourceReader reader = kind().open(settings())) {
            assertThat(reader.entities()).contains(new Entity(entity("people")));
            assertThat(reader.columns(entity("people"))).isEqualTo(columnsOfPeople());
        }
    }

    @Test
    void shows_real_rows() {
        reset();
        try (SourceReader reader = kind().open(settings())) {
            List<List<@Nullable Object>> rows = reader.preview(entity("people"), 3);
            assertThat(rows).hasSize(3);
            List<@Nullable Object> one = rows.getFirst();
            assertThat(one.subList(0, 5)).isEqualTo(person((int) id(one.getFirst())));
            assertThat(one).hasSize(columnsOfPeople().size());
            for (int i = 0; i < one.size(); i++) {
                if (columnsOfPeople().get(i).type() == ColumnType.OTHER) {
                    assertThat(one.get(i)).isNull();
                }
            }
        }
    }

    @Test
    void pages_give_each_row_once_and_go_on_from_any_of_them() {
        reset();
        try (SourceReader reader = kind().open(settings())) {
            for (SourceQuery query : List.of(byKey(entity("people")), changes())) {
                List<@Nullable String> cursors = new ArrayList<>();
                List<Long> seen = walk(reader, query, null, 7, cursors);
                assertThat(seen).isEqualTo(LongStream.rangeClosed(1, PEOPLE).boxed().toList());
                assertThat(cursors.size()).isBetween(7, 9);
                int behind = 0;
                for (String cursor : cursors) {
                    List<Long> rest = walk(reader, query, cursor, 1_000, new ArrayList<>());
                    assertThat(rest).isEqualTo(seen.subList(PEOPLE - rest.size(), PEOPLE));
                    assertThat(PEOPLE - rest.size()).isGreaterThan(behind);
                    behind = PEOPLE - rest.size();
                }
            }
        }
        // Another connection goes on where one ended.
        String cursor;
        try (SourceReader reader = kind().open(settings())) {
            cursor = reader.read(byKey(entity("people")), null, 20, row -> {}).cursor();
        }
        try (SourceReader reader = kind().open(settings())) {
            assertThat(walk(reader, byKey(entity("people")), cursor, 20, new ArrayList<>()))
                    .isEqualTo(LongStream.rangeClosed(21, PEOPLE).boxed().toList());
            assertThatThrownBy(() ->
                            reader.read(byKey(entity("people")), "{\"key\":\"x", 20, row -> {}))
                    .hasMessage("source.cursor-unusable");
        }
    }

    private static List<Long> walk(
            SourceReader reader,
            SourceQuery query,
            @Nullable String from,
            int most,
            List<@Nullable String> cursors) {
        List<Long> ids = new ArrayList<>();
        SourceReader.Page page;
        String cursor = from;
        do {
            int before = ids.size();
            page = reader.read(query, cursor, most, row -> ids.add(id(row.getFirst())));
            assertThat(page.rows()).isEqualTo(ids.size() - before);
            cursor = page.cursor();
            if (page.rows() > 0) {
                cursors.add(cursor);
            }
        } while (!page.last());
        return ids;
    }

    @Test
    void rows_that_change_meanwhile_are_neither_lost_nor_doubled() {
        reset();
        try (SourceReader reader = kind().open(settings())) {
            List<Long> ids = new ArrayList<>();
            String cursor = null;
            SourceReader.Page page;
            int turn = 0;
            do {
                page =
                        reader.read(
                                byKey(entity("people")),
                                cursor,
                                10,
                                row -> ids.add(id(row.getFirst())));
                cursor = page.cursor();
                turn++;
                // One that was read goes, one that was read changes, a new one comes at the end.
                remove(turn);
                put(turn + 5, "other", "2026-11-02 00:00:00");
                put(1_000 + turn, "new", "2026-11-02 00:00:00");
            } while (!page.last());
            assertThat(ids).doesNotHaveDuplicates();
            assertThat(ids).containsAll(LongStream.rangeClosed(1, PEOPLE).boxed().toList());
        }
        reset();
        try (SourceReader reader = kind().open(settings())) {
            Map<Long, String> names = new HashMap<>();
            String cursor = null;
            SourceReader.Page page;
            int turn = 0;
            do {
                page =
                        reader.read(
                                changes(),
                                cursor,
                                10,
                                row -> names.put(id(row.getFirst()), (String) row.get(1)));
                cursor = page.cursor();
                turn++;
                if (turn <= 3) {
                    put(turn, "moved " + turn, "2026-11-02 00:00:0" + turn);
                    put(40 + turn, "moved " + (40 + turn), "2026-11-02 00:00:1" + turn);
                }
            } while (!page.last());
            assertThat(names).hasSize(PEOPLE);
            for (long moved : new long[] {1, 2, 3, 41, 42, 43}) {
                assertThat(names).containsEntry(moved, "moved " + moved);
            }
        } finally {
            reset();
        }
    }

    @Test
    void changes_are_met_again_from_a_little_earlier() {
        reset();
        try (SourceReader reader = kind().open(settings())) {
            List<@Nullable String> cursors = new ArrayList<>();
            List<Long> ignored = walk(reader, changes(), null, 1_000, cursors);
            String end = cursors.getLast();
            assertThat(walk(reader, changes(), end, 1_000, new ArrayList<>())).isEmpty();
            assertThat(walk(reader, changes(), reader.earlier(end), 1_000, new ArrayList<>()))
                    .isEqualTo(LongStream.rangeClosed(metAgain(), PEOPLE).boxed().toList());
            String byKey = reader.read(byKey(entity("people")), null, 3, row -> {}).cursor();
            assertThat(reader.earlier(byKey)).isEqualTo(byKey);
        }
    }

    @Test
    void a_page_does_not_stand_in_memory() {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThan(1_200_000_000L);
        // A busy machine takes its time for so much.
        var patient = new SourceSettings(settings().options(), settings().secret(), 300);
        try (SourceReader reader = kind().open(patient)) {
            long[] letters = {0};
            SourceReader.Page page =
                    reader.read(
                            byKey(wide()),
                            null,
                            100_000,
                            row -> letters[0] += ((String) row.get(1)).length());
            assertThat(page.rows()).isEqualTo(60_000);
            assertThat(letters[0]).isEqualTo(1_200_000_000L);
        }
    }

    @Test
    void a_stop_takes_effect_within_a_second() {
        try (SourceReader reader = kind().open(settings())) {
            var reading =
                    Aside.get(() ->
                            catchThrowableOfType(
                                    SourceFailure.class,
                                    () -> reader.read(byKey(slow()), null, 1_000, row -> {})));
            TestServer.await("it reads", this::isReadingSlowly);
            long began = System.nanoTime();
            reader.cancel();
            assertThat(reading.join()).hasMessage("source.stopped");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(1));
            assertThatThrownBy(() -> reader.read(byKey(entity("people")), null, 1, row -> {}))
                    .hasMessage("source.stopped");
        }
    }

    /** Whether the other system works at {@link #slow}. */
    protected abstract boolean isReadingSlowly();

    @Test
    void what_takes_too_long_ends() {
        reset();
        var hurried = new SourceSettings(settings().options(), settings().secret(), 1);
        try (SourceReader reader = kind().open(hurried)) {
            long began = System.nanoTime();
            fails("source.too-slow", () -> reader.read(byKey(slow()), null, 1_000, row -> {}));
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(5));
            // And the connection goes on to be of use.
            assertThat(reader.preview(entity("people"), 1)).hasSize(1);
        }
    }

    /** Fails so, without a word of the secret anywhere. */
    protected void fails(String key, ThrowingCallable what) {
        SourceFailure failure = catchThrowableOfType(SourceFailure.class, what);
        assertThat(failure).isNotNull();
        assertThat(failure.messageKey()).isEqualTo(key);
        assertThat(failure.getCause()).isNull();
        assertThat(failure.getSuppressed()).isEmpty();
        if (!settings().secret().isEmpty()) {
            assertThat(failure + String.join(" ", failure.arguments()))
                    .doesNotContain(settings().secret());
        }
        for (var language : List.of(Messages.RUSSIAN, Messages.ENGLISH)) {
            assertThat(Messages.text(language, key, failure.arguments().toArray())).isNotBlank();
        }
    }

    @Test
    void names_are_names_and_nothing_else() {
        reset();
        try (SourceReader reader = kind().open(settings())) {
            for (String hostile :
                    List.of(
                            "people; drop table people",
                            "people\"; drop table people; --",
                            "people`; drop table people; --",
                            "people where 1 = 1",
                            "(select 1 as id, 'x' as name) x",
                            "")) {
                fails("source.no-such-entity", () -> reader.columns(hostile));
                fails(
                        "source.no-such-entity",
                        () -> reader.read(byKey(hostile), null, 1, row -> {}));
                fails("source.no-such-entity", () -> reader.preview(hostile, 1));
                var column = new SourceQuery(entity("people"), List.of("id", hostile), "id", null);
                fails("source.no-such-column", () -> reader.read(column, null, 1, row -> {}));
                var key = new SourceQuery(entity("people"), ID_AND_NAME, hostile, null);
                fails("source.no-such-column", () -> reader.read(key, null, 1, row -> {}));
                var changed = new SourceQuery(entity("people"), ID_AND_NAME, "id", hostile);
                fails("source.no-such-column", () -> reader.read(changed, null, 1, row -> {}));
            }
            var picture = new SourceQuery(entity("people"), List.of("photo"), "id", null);
            fails("source.no-such-column", () -> reader.read(picture, null, 1, row -> {}));
            assertThat(walk(reader, byKey(entity("people")), null, 100, new ArrayList<>()))
                    .hasSize(PEOPLE);
        }
    }

    @Test
    void its_own_words_are_complete() {
        for (SourceOption option : kind().options()) {
            String key = "source." + kind().kind() + "." + option.key();
            assertThat(Messages.text(Messages.RUSSIAN, key + ".title")).isNotBlank();
            assertThat(Messages.text(Messages.RUSSIAN, key + ".help")).isNotBlank();
            for (String choice : option.choices()) {
                assertThat(Messages.text(Messages.RUSSIAN, key + "." + choice)).isNotBlank();
            }
        }
        assertThat(Messages.text(Messages.RUSSIAN, "source." + kind().kind() + ".title"))
                .isNotBlank();
    }

    /** Ids and a moment of each as a literal, for filling. */
    protected static List<String> rows() {
        return IntStream.rangeClosed(1, PEOPLE)
                .mapToObj(id ->
                        "(%d, 'person %d', %d.25, '%s', %s, '2026-11-01 10:%02d:00')"
                                .formatted(
                                        id,
                                        id,
                                        id,
                                        LocalDate.of(1990, 1, 1).plusDays(id - 1),
                                        id % 2 == 0,
                                        (id - 1) / 3))
                .toList();
    }
}

package io.soroka.sources.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.soroka.sources.Column;
import io.soroka.sources.ColumnType;
import io.soroka.sources.Entity;
import io.soroka.sources.ServerSourceContract;
import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceKind;
import io.soroka.sources.SourceQuery;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SourceSettings;
import io.soroka.sources.SourcesSettings;
import io.soroka.sources.SqlReader;
import io.soroka.testing.Aside;
import io.soroka.testing.Stalling;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestServer;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresKindTest extends ServerSourceContract {
    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        for (String statement :
                List.of(
                        "create table people (id bigint primary key, name text, balance numeric(17, 2), born date,"
                                + " wants boolean, updated_at timestamptz, photo bytea)",
                        "create view slow as select g as id, pg_sleep(1)::text as name from generate_series(1, 60) g",
                        "create view wide as select g as id, repeat('x', 20000) as name from generate_series(1, 60000) g",
                        "create table \"odd \"\" ' ; -- name\" (\"i\"\"d\" uuid primary key, \"sel ect\" text)",
                        "insert into \"odd \"\" ' ; -- name\" values"
                                + " ('00000000-0000-0000-0000-000000000002', 'b'),"
                                + " ('00000000-0000-0000-0000-000000000001', 'a'),"
                                + " ('ffffffff-0000-0000-0000-000000000003', 'c')",
                        "create table written (id bigint)",
                        "create function write() returns bigint language sql as 'insert into written values (1) returning id'",
                        "create view writing as select write() as id, 'x' as name",
                        "create table alike (id int, name text)",
                        "insert into alike select 5, g::text from generate_series(1, 20) g",
                        "insert into alike select 6, 'last'",
                        "create table too_alike (id int, name text)",
                        "insert into too_alike select 5, g::text from generate_series(1, 3000) g",
                        "create table kinds (id int primary key, a_small smallint, a_double double precision,"
                                + " a_time time, a_day timestamp, a_moment timestamptz, a_list text[], a_uuid uuid,"
                                + " a_json jsonb, a_bit bit(1), n numeric)",
                        "insert into kinds values (1, 7, 1.5, '10:20', '2026-11-01 10:20', '2026-11-01 10:20+03',"
                                + " '{a}', '00000000-0000-0000-0000-000000000001', '{\"a\": 1}', '1', 'NaN')")) {
            database.sql().sql(statement).update();
        }
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Override
    protected SourceKind kind(String... addresses) {
        return new PostgresKind(new SourcesSettings(List.of(addresses), null, List.of()));
    }

    static SourceSettings settingsOf(TestDatabase database) {
        String[] place = database.url().replaceFirst("jdbc:postgresql://", "").split("[:/?]");
        return new SourceSettings(
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        place[1],
                        "database",
                        place[2],
                        "user",
                        database.user()),
                database.password(),
                20);
    }

    @Override
    protected SourceSettings settings() {
        return settingsOf(database);
    }

    @Override
    protected String entity(String name) {
        return "public." + name;
    }

    @Override
    protected void put(int id, String name, String updatedAt) {
        database.sql()
                .sql(
                        """
                        insert into people (id, name, updated_at) values (:id, :name, :at::timestamptz)
                        on conflict (id) do update set name = :name, updated_at = :at::timestamptz
                        """)
                .param("id", id)
                .param("name", name)
                .param("at", updatedAt + "Z")
                .update();
    }

    @Override
    protected void remove(int id) {
        database.sql().sql("delete from people where id = ?").param(id).update();
    }

    @Override
    protected void reset() {
        database.sql().sql("truncate people").update();
        database.sql()
                .sql(
                        "insert into people (id, name, balance, born, wants, updated_at) values "
                                + String.join(",", rows()))
                .update();
    }

    @Override
    protected String slow() {
        return entity("slow");
    }

    @Override
    protected String wide() {
        return entity("wide");
    }

    @Override
    protected boolean isReadingSlowly() {
        return database.sql()
                .sql(
                        "select exists (select from pg_stat_activity where wait_event = 'PgSleep' and application_name = 'soroka')")
                .query(Boolean.class)
                .single();
    }

    @Test
    void odd_names_are_quoted() {
        try (SourceReader reader = kind().open(settings())) {
            String odd = "public.odd \" ' ; -- name";
            assertThat(reader.entities()).contains(new Entity(odd));
            assertThat(reader.columns(odd))
                    .containsExactly(
                            new Column("i\"d", ColumnType.TEXT, true),
                            new Column("sel ect", ColumnType.TEXT, false));
            List<@Nullable Object> names = new ArrayList<>();
            var query = new SourceQuery(odd, List.of("sel ect"), "i\"d", null);
            var first = reader.read(query, null, 2, row -> names.add(row.getFirst()));
            var second = reader.read(query, first.cursor(), 2, row -> names.add(row.getFirst()));
            assertThat(names).containsExactly("a", "b", "c");
            assertThat(second.last()).isTrue();
        }
    }

    @Test
    void nothing_is_written() {
        try (SourceReader reader = kind().open(settings())) {
            // The database's word for a transaction that can only read.
            fails("source.failed", () -> reader.preview("public.writing", 1));
        }
        assertThat(database.sql().sql("select count(*) from written").query(Long.class).single())
                .isZero();
    }

    private List<List<@Nullable Object>> asked(String sql, Object... values) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (SourceReader reader = kind().open(settings())) {
            ((SqlReader) reader)
                    .ask(
                            sql,
                            List.of(values),
                            3,
                            new SqlReader.Answer() {
                                @Override
                                public void columns(List<Column> columns) {
                                    rows.add(new ArrayList<>(columns));
                                }

                                @Override
                                public void row(List<@Nullable Object> row) {
                                    rows.add(row);
                                }
                            });
        }
        return rows;
    }

    @Test
    void a_question_is_answered_with_bound_values() {
        reset();
        assertThat(
                        asked(
                                "select id, name, born from people where balance > ? and born < ? and name <> ? order by id",
                                new BigDecimal("3.3"),
                                LocalDate.of(1990, 1, 9),
                                "' or 1=1 --"))
                .containsExactly(
                        List.of(
                                new Column("id", ColumnType.NUMBER, false),
                                new Column("name", ColumnType.TEXT, false),
                                new Column("born", ColumnType.DATE, false)),
                        List.of(new BigDecimal(4), "person 4", LocalDate.of(1990, 1, 4)),
                        List.of(new BigDecimal(5), "person 5", LocalDate.of(1990, 1, 5)),
                        List.of(new BigDecimal(6), "person 6", LocalDate.of(1990, 1, 6)));
        assertThat(asked("select 1 as one where false")).hasSize(1);
        fails("source.failed", () -> asked("select nothing from nowhere"));
    }

    @Test
    void a_question_writes_nothing_even_if_it_leaves_its_transaction() {
        for (String sql :
                List.of(
                        "select write()",
                        "insert into written values (1) returning id",
                        "with x as (insert into written values (1) returning id) select * from x",
                        "select set_config('transaction_read_only', 'off', false), write()")) {
            fails("source.failed", () -> asked(sql));
        }
        assertThat(database.sql().sql("select count(*) from written").query(Long.class).single())
                .isZero();
    }

    @Test
    void rows_of_one_key_stay_on_one_page() {
        var query = new SourceQuery("public.alike", List.of("name"), "id", null);
        try (SourceReader reader = kind().open(settings())) {
            var page = reader.read(query, null, 3, row -> {});
            assertThat(page.rows()).isEqualTo(20);
            List<@Nullable Object> rest = new ArrayList<>();
            assertThat(reader.read(query, page.cursor(), 3, row -> rest.add(row.getFirst())).last())
                    .isTrue();
            assertThat(rest).containsExactly("last");
            var many = new SourceQuery("public.too_alike", List.of("name"), "id", null);
            fails("source.key-repeats", () -> reader.read(many, null, 3, row -> {}));
        }
    }

    @Test
    void values_come_as_what_they_are() {
        try (SourceReader reader = kind().open(settings())) {
            assertThat(reader.preview("public.kinds", 5))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row)
                                    .containsExactly(
                                            BigDecimal.ONE,
                                            new BigDecimal(7),
                                            new BigDecimal("1.5"),
                                            "10:20:00",
                                            LocalDateTime.parse("2026-11-01T10:20"),
                                            row.get(5),
                                            null,
                                            "00000000-0000-0000-0000-000000000001",
                                            "{\"a\": 1}",
                                            null,
                                            "NaN"));
            assertThat(
                            ((OffsetDateTime) reader.preview("public.kinds", 5).getFirst().get(5))
                                    .toInstant())
                    .isEqualTo(Instant.parse("2026-11-01T07:20:00Z"));
            // Each kind of key can be gone on from.
            for (String key : List.of("a_small", "a_double", "a_day", "a_moment", "a_uuid", "id")) {
                var query = new SourceQuery("public.kinds", List.of(key), key, null);
                var page = reader.read(query, null, 5, row -> {});
                assertThat(page.rows()).isEqualTo(1);
                assertThat(reader.read(query, page.cursor(), 5, row -> {}).rows()).isZero();
            }
        }
    }

    @Test
    void a_missing_database_and_missing_rights_are_told() {
        fails("source.no-such-database", () -> kind().open(with("database", "nothing_here")));
        try (SourceReader reader = kind().open(settings())) {
            database.sql().sql("create table closed (id int primary key)").update();
            database.sql().sql("revoke all on closed from current_user").update();
            fails("source.not-permitted", () -> reader.preview("public.closed", 1));
        }
    }

    @Test
    void a_server_that_falls_silent_is_hung_up_on() throws Exception {
        try (var between = new Stalling(Integer.parseInt(settings().options().get("port")));
                SourceReader reader = kind().open(with("port", String.valueOf(between.port())))) {
            var reading =
                    Aside.get(() ->
                            catchThrowableOfType(
                                    SourceFailure.class,
                                    () ->
                                            reader.read(
                                                    new SourceQuery(
                                                            slow(), List.of("id"), "id", null),
                                                    null,
                                                    1_000,
                                                    row -> {})));
            TestServer.await("it reads", this::isReadingSlowly);
            between.stall();
            long began = System.nanoTime();
            reader.cancel();
            assertThat(reading.join()).hasMessage("source.stopped");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void sockets_lead_nowhere_but_where_they_are_allowed() {
        var none = new GuardedSockets();
        InetAddress here = InetAddress.getLoopbackAddress();
        assertThatThrownBy(() -> none.createSocket("localhost", 1))
                .isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> none.createSocket("localhost", 1, here, 0))
                .isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> none.createSocket(here, 1)).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> none.createSocket(here, 1, here, 0))
                .isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> none.createSocket().connect(new InetSocketAddress(here, 1)))
                .isInstanceOf(GuardedSockets.AddressRefused.class);
    }
}

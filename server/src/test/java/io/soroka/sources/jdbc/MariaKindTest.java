package io.soroka.sources.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.soroka.sources.Column;
import io.soroka.sources.ColumnType;
import io.soroka.sources.ServerSourceContract;
import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceKind;
import io.soroka.sources.SourceQuery;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SourceSettings;
import io.soroka.sources.SourcesSettings;
import io.soroka.sources.SqlReader;
import io.soroka.testing.MariaServer;
import java.math.BigDecimal;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class MariaKindTest extends ServerSourceContract {
    private static MariaServer server;

    @BeforeAll
    static void start() throws Exception {
        server = MariaServer.start();
        server.sql(
                "create table people (id bigint primary key, name varchar(200), balance decimal(17, 2), born date,"
                        + " wants boolean, updated_at datetime(6), photo blob)",
                "create view slow as select seq as id, concat('x', sleep(1)) as name from seq_1_to_60",
                "create view wide as select seq as id, repeat('x', 20000) as name from seq_1_to_60000",
                "create table `odd `` ' ; -- name` (`i``d` char(3) primary key, `sel ect` text)",
                "insert into `odd `` ' ; -- name` values ('b', 'Б'), ('a', 'А'), ('c', 'В')",
                "create table written (id bigint)",
                "create function write_it() returns bigint begin insert into written values (1); return 1; end",
                "create view writing as select write_it() as id, 'x' as name",
                "create table kinds (id int unsigned primary key, t tinyint, y year, d double, m datetime, ts timestamp,"
                        + " tm time, e enum('a', 'b'), j json, zero date)",
                "set sql_mode = ''",
                "set time_zone = '+03:00'",
                "insert into kinds values (4000000000, 7, 1999, 1.5, '2026-11-01 10:20', '2026-11-01 10:20', '10:20',"
                        + " 'b', '{\"a\": 1}', '0000-00-00')");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.close();
    }

    @Override
    protected SourceKind kind(String... addresses) {
        return new MariaKind(new SourcesSettings(List.of(addresses), null, List.of()));
    }

    @Override
    protected SourceSettings settings() {
        return new SourceSettings(
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        String.valueOf(server.port()),
                        "database",
                        "crm",
                        "user",
                        "soroka"),
                MariaServer.PASSWORD,
                20);
    }

    @Override
    protected String entity(String name) {
        return name;
    }

    @Override
    protected void put(int id, String name, String updatedAt) {
        server.sql(
                "insert into people (id, name, updated_at) values (%1$d, '%2$s', '%3$s') on duplicate key update name = '%2$s', updated_at = '%3$s'"
                        .formatted(id, name, updatedAt));
    }

    @Override
    protected void remove(int id) {
        server.sql("delete from people where id = " + id);
    }

    @Override
    protected void reset() {
        server.sql(
                "delete from people",
                "insert into people (id, name, balance, born, wants, updated_at) values "
                        + String.join(",", rows()));
    }

    @Override
    protected String slow() {
        return "slow";
    }

    @Override
    protected String wide() {
        return "wide";
    }

    @Override
    protected boolean isReadingSlowly() {
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:mariadb://127.0.0.1:" + server.port() + "/crm", "root", "");
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*) from information_schema.processlist where state = 'User sleep'")) {
            rows.next();
            return rows.getInt(1) > 0;
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void odd_names_are_quoted() {
        try (SourceReader reader = kind().open(settings())) {
            String odd = "odd ` ' ; -- name";
            assertThat(reader.columns(odd))
                    .containsExactly(
                            new Column("i`d", ColumnType.TEXT, true),
                            new Column("sel ect", ColumnType.TEXT, false));
            List<@Nullable Object> names = new ArrayList<>();
            var query = new SourceQuery(odd, List.of("sel ect"), "i`d", null);
            var first = reader.read(query, null, 2, row -> names.add(row.getFirst()));
            var second = reader.read(query, first.cursor(), 2, row -> names.add(row.getFirst()));
            assertThat(names).containsExactly("А", "Б", "В");
            assertThat(second.last()).isTrue();
        }
    }

    @Test
    void nothing_is_written() {
        try (SourceReader reader = kind().open(settings())) {
            fails("source.failed", () -> reader.preview("writing", 1));
            assertThat(reader.preview("written", 1)).isEmpty();
        }
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
    void a_question_is_answered_with_bound_values_and_writes_nothing() {
        reset();
        assertThat(
                        asked(
                                "select id, name as called from people where balance > ? and born < ? and name <> ? order by id",
                                new BigDecimal("3.3"),
                                LocalDate.of(1990, 1, 6),
                                "\\' or 1=1 -- "))
                .containsExactly(
                        List.of(
                                new Column("id", ColumnType.NUMBER, false),
                                new Column("called", ColumnType.TEXT, false)),
                        List.of(new BigDecimal(4), "person 4"),
                        List.of(new BigDecimal(5), "person 5"));
        for (String sql :
                List.of(
                        "select write_it()",
                        "insert into written values (1) returning id",
                        "select 1; delete from people")) {
            assertThat(catchThrowable(() -> asked(sql))).as(sql).isInstanceOf(SourceFailure.class);
        }
        assertThat(asked("select count(*) from people").get(1))
                .containsExactly(new BigDecimal(PEOPLE));
        assertThat(asked("select count(*) from written").get(1)).containsExactly(BigDecimal.ZERO);
    }

    @Test
    void values_come_as_what_they_are() {
        try (SourceReader reader = kind().open(settings())) {
            assertThat(reader.preview("kinds", 5))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row)
                                    .containsExactly(
                                            new BigDecimal("4000000000"),
                                            new BigDecimal(7),
                                            new BigDecimal(1999),
                                            new BigDecimal("1.5"),
                                            LocalDateTime.parse("2026-11-01T10:20"),
                                            // It was written at half past one hour of Moscow.
                                            LocalDateTime.parse("2026-11-01T07:20")
                                                    .atOffset(ZoneOffset.UTC),
                                            "10:20:00",
                                            "b",
                                            "{\"a\": 1}",
                                            null));
            for (String key : List.of("m", "ts", "id", "e")) {
                var query = new SourceQuery("kinds", List.of(key), key, null);
                var page = reader.read(query, null, 5, row -> {});
                assertThat(page.rows()).isEqualTo(1);
                assertThat(reader.read(query, page.cursor(), 5, row -> {}).rows()).isZero();
            }
        }
    }

    @Test
    void a_missing_database_is_told() {
        fails("source.no-such-database", () -> kind().open(with("database", "nothing_here")));
    }
}

package io.soroka.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.soroka.testing.Folders;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class DatabaseBasicsTest {
    @Test
    void copiedRowsReadBackAsTheyWere() throws SQLException {
        try (var database = TestDatabase.fresh();
                var connection = database.source().getConnection()) {
            database.sql()
                    .sql(
                            "create table copied (a bigint, b integer, c smallint, d text, e timestamptz, f bigint[], g bigint)")
                    .update();
            var rows = new CopyRows("copied", "a", "b", "c", "d", "e", "f", "g");
            rows.copy(connection);
            Instant at = Instant.parse("2026-11-23T10:15:30.123Z");
            rows.row()
                    .int8(Long.MIN_VALUE)
                    .int4(-5)
                    .int2(-7)
                    .text("Привет 👋")
                    .time(at)
                    .int8s(new long[] {1, -2})
                    .nothing();
            rows.row()
                    .int8(7)
                    .int4(0)
                    .int2(0)
                    .text(null)
                    .time((Instant) null)
                    .int8s(new long[0])
                    .int8((Long) null);
            // Larger than the first buffer.
            rows.row()
                    .int8(8)
                    .int4(1)
                    .int2(1)
                    .text("я".repeat(100_000))
                    .time(0L)
                    .int8s(new long[20_000])
                    .int8(Long.valueOf(9));
            assertThat(rows.rows()).isEqualTo(3);
            rows.copy(connection);
            assertThat(rows.rows()).isZero();
            assertThat(
                            database.sql()
                                    .sql(
                                            "select row_to_json(copied)::text from copied where a < 8 order by a")
                                    .query(String.class)
                                    .list())
                    .containsExactly(
                            "{\"a\":-9223372036854775808,\"b\":-5,\"c\":-7,\"d\":\"Привет 👋\","
                                    + "\"e\":\"2026-11-23T10:15:30.123+00:00\",\"f\":[1,-2],\"g\":null}",
                            "{\"a\":7,\"b\":0,\"c\":0,\"d\":null,\"e\":null,\"f\":[],\"g\":null}");
            assertThat(
                            database.sql()
                                    .sql(
                                            "select length(d) + cardinality(f) + g from copied where a = 8 and e = 'epoch'")
                                    .query(Long.class)
                                    .single())
                    .isEqualTo(120_009);
        }
    }

    @Test
    void aRefusedCopyLeavesTheRowsForgottenAndTheConnectionUsable() throws SQLException {
        try (var database = TestDatabase.fresh();
                var connection = database.source().getConnection()) {
            database.sql().sql("create table copied (a bigint primary key)").update();
            var rows = new CopyRows("copied", "a");
            rows.row().int8(1);
            rows.row().int8(1);
            assertThatThrownBy(() -> rows.copy(connection)).isInstanceOf(SQLException.class);
            rows.row().int8(2);
            rows.copy(connection);
            assertThat(database.sql().sql("select a from copied").query(Long.class).list())
                    .containsExactly(2L);
        }
    }

    @Test
    void partitionsAreReadyForThisMonthAndTheNextTwo() {
        try (var database = TestDatabase.fresh()) {
            var clock = new SettableClock(Instant.parse("2027-12-31T23:59:00Z"));
            var partitions = new Partitions(database.source(), clock, Set.of("message"));
            partitions.ensure();
            partitions.ensure();
            assertThat(
                            database.sql()
                                    .sql(
                                            "select inhrelid::regclass::text from pg_inherits where inhparent = 'message'::regclass")
                                    .query(String.class)
                                    .list())
                    .containsExactlyInAnyOrder(
                            "message_202712", "message_202801", "message_202802");
        }
    }

    @Test
    void secretsOpenWithTheirKeyOnly() throws Exception {
        Path folder = Folders.fresh("secrets");
        var secrets = new Secrets(folder.resolve("a/secrets.key"));
        byte[] sealed = secrets.seal("пароль");
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("пароль");
        assertThat(secrets.seal("пароль")).isNotEqualTo(sealed);
        assertThat(new Secrets(folder.resolve("a/secrets.key")).open(sealed)).isEqualTo("пароль");
        assertThat(Files.getPosixFilePermissions(folder.resolve("a/secrets.key"))).hasSize(2);
        var other = new Secrets(folder.resolve("b/secrets.key"));
        assertThatThrownBy(() -> other.open(sealed))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("secrets.key");
        Files.write(folder.resolve("short.key"), new byte[5]);
        assertThatThrownBy(() -> new Secrets(folder.resolve("short.key")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("32 bytes");
    }

    @Test
    void oneInstanceHoldsTheFolder() throws Exception {
        Path folder = Folders.fresh("held");
        try (var ignored = DataFolder.hold(folder)) {
            assertThatThrownBy(() -> DataFolder.hold(folder))
                    .isInstanceOfAny(
                            StartRefused.class,
                            java.nio.channels.OverlappingFileLockException.class);
        }
        try (var again = DataFolder.hold(folder)) {
            assertThat(again).isNotNull();
        }
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> DataFolder.hold(file))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("--data");
    }

    @Test
    void wrongSettingsNameTheFieldAndItsLimits() {
        assertThatThrownBy(() -> new Settings.Database("http://db", null, null, null, null, 10))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("jdbc:postgresql:");
        assertThatThrownBy(() -> new Settings.Database(null, null, null, null, null, 1))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("between 2 and 200");
        var settings =
                new Settings(
                        Path.of("data"),
                        0,
                        ZoneId.of("UTC"),
                        new Settings.Database(
                                "jdbc:postgresql://127.0.0.1:1/none",
                                "user",
                                "hidden-word",
                                null,
                                null,
                                2));
        assertThat(settings.toString()).doesNotContain("hidden-word");
        assertThatThrownBy(() -> new Database(settings, new PrometheusRegistry()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("soroka.database.url")
                .hasMessageNotContaining("hidden-word");
    }

    @Test
    void anExternalDatabaseIsUsedWhenOneIsNamed() throws Exception {
        try (var external = TestDatabase.fresh()) {
            var settings =
                    new Settings(
                            Folders.fresh("external"),
                            0,
                            ZoneId.of("UTC"),
                            new Settings.Database(
                                    external.url(),
                                    external.user(),
                                    external.password(),
                                    null,
                                    null,
                                    2));
            try (var database = new Database(settings, new PrometheusRegistry());
                    var one = database.dedicated("test")) {
                assertThat(List.of(one.isValid(1), database.pool().getConnection().isValid(1)))
                        .containsOnly(true);
            }
        }
    }
}

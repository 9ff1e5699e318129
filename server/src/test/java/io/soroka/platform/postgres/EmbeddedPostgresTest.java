package io.soroka.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.platform.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class EmbeddedPostgresTest {
    private static final Path PROGRAMS = Path.of("target/postgresql").toAbsolutePath();

    @Test
    void takesOverAServerLeftBehindAndKeepsWhatWasCommitted() throws Exception {
        Path folder = folder();
        try (var first = EmbeddedPostgres.start(folder, PROGRAMS, Map.of())) {
            execute(first, "create table kept (n int)");
            execute(first, "insert into kept values (42)");
            // The JVM died without stopping it: the next start finds it running.
            var second = EmbeddedPostgres.start(folder, PROGRAMS, Map.of());
            assertThat(second.pid()).isEqualTo(first.pid());
            assertThat(query(second, "select n from kept")).isEqualTo("42");
        }
    }

    @Test
    void startsAgainAfterAHardKillOfPostgres() throws Exception {
        Path folder = folder();
        var first = EmbeddedPostgres.start(folder, PROGRAMS, Map.of());
        execute(first, "create table kept (n int)");
        execute(first, "insert into kept values (42)");
        ProcessHandle process = ProcessHandle.of(first.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(30, TimeUnit.SECONDS);
        try (var second = EmbeddedPostgres.start(folder, PROGRAMS, Map.of())) {
            assertThat(second.pid()).isNotEqualTo(process.pid());
            assertThat(query(second, "select n from kept")).isEqualTo("42");
        }
    }

    @Test
    void runsDurablyAndAsksForThePassword() throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder(), PROGRAMS, Map.of())) {
            assertThat(query(postgres, "show fsync")).isEqualTo("on");
            assertThat(query(postgres, "show synchronous_commit")).isEqualTo("on");
            assertThat(query(postgres, "show full_page_writes")).isEqualTo("on");
            assertThat(query(postgres, "show data_checksums")).isEqualTo("on");
            assertThatThrownBy(() ->
                            DriverManager.getConnection(postgres.url(), postgres.user(), "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("authentication");
        }
    }

    @Test
    void aFolderThatCannotBeUsedIsRefusedWithTheReason() throws Exception {
        Path file = Files.createFile(folder().resolve("file"));
        assertThatThrownBy(() -> EmbeddedPostgres.start(file, PROGRAMS, Map.of()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aSettingPostgresRefusesIsNamed() throws Exception {
        Path folder = folder();
        assertThatThrownBy(() ->
                        EmbeddedPostgres.start(folder, PROGRAMS, Map.of("shared_buffers", "many")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("shared_buffers");
    }

    private static Path folder() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "postgres-own");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

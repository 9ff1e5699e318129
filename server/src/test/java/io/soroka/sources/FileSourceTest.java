package io.soroka.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.contacts.intake.Conflict;
import io.soroka.testing.Folders;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients come from files that another system writes each day, each with everybody in it. */
@Tag("slow")
class FileSourceTest {
    private static Path folder;

    @Test
    void each_day_a_file_with_everybody() throws Exception {
        folder = Folders.fresh("daily");
        try (TestServer server =
                TestServer.start(
                        "{\"operators\": [{\"name\": \"severs\"}]}",
                        "--soroka.sources.folders=" + folder)) {
            long department =
                    server.sql().sql("select min(id) from department").query(Long.class).single();
            Sources sources = server.bean(Sources.class);
            write("clients_1.csv", 1, 25_000, "2026-11-01T03:00:00Z");
            Source source =
                    sources.create(
                            department,
                            new Source.Wanted(
                                    "files",
                                    Map.of(
                                            "folder",
                                            folder.toString(),
                                            "patterns",
                                            "clients_*.csv"),
                                    "",
                                    new Source.Plan(
                                            "CRM",
                                            60,
                                            0,
                                            "clients_*.csv",
                                            "Код",
                                            "file_time",
                                            List.of(
                                                    new Source.Mapped(
                                                            "Код", "external_id", Conflict.SOURCE),
                                                    new Source.Mapped(
                                                            "Телефон", "phone", Conflict.SOURCE),
                                                    new Source.Mapped(
                                                            "Фамилия",
                                                            "last_name",
                                                            Conflict.SOURCE)),
                                            0,
                                            null,
                                            true,
                                            50)),
                            "Анна");
            assertThat(done(sources, source, Run.Mode.INCREMENTAL))
                    .isEqualTo(new Run.Counts(25_000, 25_000, 0, 0, 0, 0, 0));
            // Nothing new.
            assertThat(done(sources, source, Run.Mode.INCREMENTAL))
                    .isEqualTo(new Run.Counts(0, 0, 0, 0, 0, 0, 0));
            write("clients_2.csv", 1_001, 25_010, "2026-11-02T03:00:00Z");
            assertThat(done(sources, source, Run.Mode.INCREMENTAL))
                    .isEqualTo(new Run.Counts(24_010, 10, 0, 24_000, 0, 0, 0));
            assertThat(done(sources, source, Run.Mode.FULL))
                    .isEqualTo(new Run.Counts(24_010, 0, 0, 24_010, 1_000, 0, 0));
            assertThat(
                            server.sql()
                                    .sql(
                                            "select msisdn || ' ' || last_name from client where external_id = '20001'")
                                    .query(String.class)
                                    .single())
                    .isEqualTo("79160020001 Петрова 20001");
        }
    }

    private static void write(String name, int from, int to, String modified) throws IOException {
        String text =
                IntStream.rangeClosed(from, to)
                        .mapToObj(id -> "%d;8 916 %07d;Петрова %d".formatted(id, id, id))
                        .collect(Collectors.joining("\r\n", "Код;Телефон;Фамилия\r\n", "\r\n"));
        Path file = Files.writeString(folder.resolve(name), text, Charset.forName("windows-1251"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(modified)));
    }

    private static Run.Counts done(Sources sources, Source source, Run.Mode mode) {
        Run begun = sources.run(source.id(), mode, "Анна");
        TestServer.await(
                "it has run",
                () -> sources.run(source.id(), begun.id()).status() != Run.Status.RUNNING);
        Run ended = sources.run(source.id(), begun.id());
        assertThat(ended.status()).as(String.valueOf(ended.failure())).isEqualTo(Run.Status.DONE);
        return ended.counts();
    }
}

package io.soroka.sources.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.platform.Messages;
import io.soroka.platform.StartRefused;
import io.soroka.sources.Column;
import io.soroka.sources.SourceContract;
import io.soroka.sources.SourceKind;
import io.soroka.sources.SourceQuery;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SourceSettings;
import io.soroka.testing.Folders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class FilesKindTest extends SourceContract {
    private static CrmFolder crm;

    @BeforeAll
    static void start() throws IOException {
        crm = new CrmFolder();
        crm.wide();
        crm.people(PEOPLE);
    }

    @AfterAll
    static void stop() throws IOException {
        crm.close();
    }

    @AfterEach
    void no_copy_is_left() {
        assertThat(crm.copies()).isZero();
    }

    @Override
    protected SourceKind kind() {
        return kind(crm.folder);
    }

    private static SourceKind kind(Path... folders) {
        return new FilesKind(new FilesSettings(List.of(folders), 2_000), crm.temporary, crm.clock);
    }

    @Override
    protected SourceSettings settings() {
        return settings(crm.folder, CrmFolder.PATTERNS, "all");
    }

    private static SourceSettings settings(Path folder, String patterns, String take) {
        return new SourceSettings(
                Map.of("folder", folder.toString(), "patterns", patterns, "take", take), "", 60);
    }

    @Override
    protected String entity(String name) {
        return name.equals("people") ? "people*.csv" : name;
    }

    @Override
    protected String changed() {
        return FolderReader.FILE_TIME;
    }

    @Override
    protected List<Column> columnsOfPeople() {
        return CrmFolder.COLUMNS;
    }

    @Override
    protected List<Object> person(int id) {
        return List.copyOf(CrmFolder.person(id));
    }

    /** A file of a time that has gone by does not appear any more. */
    @Override
    protected int metAgain() {
        return PEOPLE + 1;
    }

    @Override
    protected void put(int id, String name, String updatedAt) {
        crm.change(id, name, updatedAt);
    }

    /** No row disappears from a file. */
    @Override
    protected void remove(int id) {}

    @Override
    protected void reset() {
        crm.people(PEOPLE);
    }

    @Override
    protected String slow() {
        return "wide.csv";
    }

    @Override
    protected String wide() {
        return "wide.csv";
    }

    @Override
    protected boolean isReadingSlowly() {
        return crm.copied() > 10_000_000;
    }

    private static final SourceQuery CHANGES =
            new SourceQuery("day*", List.of("id"), "id", FolderReader.FILE_TIME);
    private static final SourceQuery ALL = new SourceQuery("day*", List.of("id"), "id", null);

    private static List<String> ids(int from, int to) {
        List<String> ids = new ArrayList<>();
        for (int id = from; id <= to; id++) {
            ids.add(String.valueOf(id));
        }
        return ids;
    }

    private static String csv(int from, int to) {
        return "id\n" + String.join("\n", ids(from, to)) + "\n";
    }

    /** Reads with a new connection, as behind a crash, so many pages. */
    private static @Nullable String pages(
            String take,
            CrmFolder days,
            SourceQuery query,
            @Nullable String from,
            int pages,
            List<@Nullable Object> ids) {
        String cursor = from;
        for (int i = 0; i < pages; i++) {
            try (SourceReader reader =
                    new FilesKind(
                                    new FilesSettings(List.of(days.folder), 1),
                                    days.temporary,
                                    days.clock)
                            .open(settings(days.folder, "day*", take))) {
                var page = reader.read(query, cursor, 4, row -> ids.add(row.getFirst()));
                cursor = page.cursor();
                if (page.last()) {
                    return cursor;
                }
            }
        }
        return cursor;
    }

    @Test
    void files_of_changes_come_one_after_another_and_a_crash_loses_and_repeats_nothing()
            throws IOException {
        var days = new CrmFolder();
        // By their names they would come the other way round.
        days.write("day-b", csv(1, 10), "2026-11-01 00:00:00");
        days.write("day-a", csv(11, 13), "2026-11-02 00:00:00");
        days.write("day-0", "", "2026-11-02 12:00:00");
        days.write("day-1", "id\n", "2026-11-02 13:00:00");
        List<@Nullable Object> ids = new ArrayList<>();
        String cursor = pages("all", days, CHANGES, null, 2, ids);
        assertThat(ids).isEqualTo(ids(1, 8));
        cursor = pages("all", days, CHANGES, cursor, 9, ids);
        assertThat(ids).isEqualTo(ids(1, 13));
        assertThat(pages("all", days, CHANGES, cursor, 9, ids)).isEqualTo(cursor);
        days.write("day-c", csv(14, 14), "2026-11-03 00:00:00");
        pages("all", days, CHANGES, cursor, 9, ids);
        assertThat(ids).isEqualTo(ids(1, 14));
        // Everything is everything that was there when it began.
        List<@Nullable Object> all = new ArrayList<>();
        cursor = pages("all", days, ALL, null, 1, all);
        days.write("day-d", csv(15, 15), "2026-11-04 00:00:00");
        pages("all", days, ALL, cursor, 9, all);
        assertThat(all).isEqualTo(ids(1, 14));
    }

    @Test
    void of_whole_files_the_newest_counts() throws IOException {
        var days = new CrmFolder();
        days.write("day-1", csv(1, 10), "2026-11-01 00:00:00");
        days.write("day-2", csv(11, 20), "2026-11-02 00:00:00");
        List<@Nullable Object> ids = new ArrayList<>();
        String cursor = pages("newest", days, CHANGES, null, 2, ids);
        assertThat(ids).isEqualTo(ids(11, 18));
        // The rest of it, and then what is new: not what lies between.
        days.write("day-3", csv(21, 30), "2026-11-03 00:00:00");
        days.write("day-4", csv(31, 33), "2026-11-04 00:00:00");
        cursor = pages("newest", days, CHANGES, cursor, 1, ids);
        assertThat(ids).isEqualTo(ids(11, 20));
        cursor = pages("newest", days, CHANGES, cursor, 9, ids);
        assertThat(ids.subList(10, 13)).isEqualTo(ids(31, 33));
        assertThat(pages("newest", days, CHANGES, cursor, 9, ids)).isEqualTo(cursor);
        assertThat(ids).hasSize(13);
        List<@Nullable Object> all = new ArrayList<>();
        pages("newest", days, ALL, null, 9, all);
        assertThat(all).isEqualTo(ids(31, 33));
        // As if everybody were gone: no.
        days.write("day-5", "", "2026-11-05 00:00:00");
        fails("source.table.file-empty", () -> pages("newest", days, ALL, null, 9, all));
    }

    @Test
    void a_file_that_changed_or_went_before_it_was_read_to_its_end() throws IOException {
        var days = new CrmFolder();
        days.write("day-1", csv(1, 10), "2026-11-01 00:00:00");
        List<@Nullable Object> ids = new ArrayList<>();
        String changes = pages("all", days, CHANGES, null, 1, ids);
        String all = pages("all", days, ALL, null, 1, ids);
        // Written anew it is a new file.
        days.write("day-1", csv(101, 103), "2026-11-02 00:00:00");
        ids.clear();
        pages("all", days, CHANGES, changes, 9, ids);
        assertThat(ids).isEqualTo(ids(101, 103));
        fails("source.file-changed", () -> pages("all", days, ALL, all, 9, ids));
        Files.delete(days.folder.resolve("day-1"));
        fails("source.file-changed", () -> pages("all", days, CHANGES, changes, 9, ids));
        fails("source.file-changed", () -> pages("newest", days, CHANGES, changes, 9, ids));
        ids.clear();
        days.write("day-2", csv(7, 9), "2026-11-02 00:00:00");
        pages("newest", days, CHANGES, changes, 9, ids);
        assertThat(ids).isEqualTo(ids(7, 9));
        fails("source.file-changed", () -> pages("all", days, CHANGES, changes, 9, ids));
    }

    @Test
    void what_is_still_being_written_waits() throws IOException {
        var days = new CrmFolder();
        days.write("day-1", csv(1, 2), "2026-11-30 23:59:01");
        List<@Nullable Object> ids = new ArrayList<>();
        assertThat(pages("all", days, CHANGES, null, 9, ids)).isNull();
        fails("source.no-file", () -> pages("all", days, ALL, null, 9, ids));
        days.clock.advance(Duration.ofSeconds(1));
        pages("all", days, CHANGES, null, 9, ids);
        assertThat(ids).isEqualTo(ids(1, 2));
        // And it must be the very file that was found, to its last byte.
        var folder = new ServerFolder(List.of(days.folder), days.folder.toString());
        Instant then = Instant.parse("2026-11-30T23:59:01Z");
        for (FoundFile other :
                List.of(
                        new FoundFile("day-1", 6, then),
                        new FoundFile("day-1", 8, then),
                        new FoundFile("day-1", 7, then.plusNanos(1)),
                        new FoundFile("day-2", 7, then))) {
            fails(
                    "source.file-changed",
                    () -> folder.copy(other, OutputStream.nullOutputStream(), () -> {}));
        }
        var copy = new ByteArrayOutputStream();
        folder.copy(new FoundFile("day-1", 7, then), copy, () -> {});
        assertThat(copy).hasToString("id\n1\n2\n");
    }

    @Test
    void nothing_outside_of_the_folders_is_read() throws Exception {
        Path top = Folders.fresh("allowed");
        Path inside = Files.createDirectories(top.resolve("crm/in"));
        Path outside = Folders.fresh("allowed-not");
        Files.writeString(outside.resolve("secret.csv"), "id\n1\n");
        Files.writeString(inside.resolve("good.csv"), "id\n1\n");
        Files.createSymbolicLink(top.resolve("crm/link"), outside);
        Files.createSymbolicLink(inside.resolve("link.csv"), outside.resolve("secret.csv"));
        Files.writeString(inside.resolve(".hidden.csv"), "id\n1\n");
        Files.createDirectory(inside.resolve("folder.csv"));
        assertThat(
                        new ProcessBuilder("mkfifo", inside.resolve("pipe.csv").toString())
                                .start()
                                .waitFor())
                .isZero();
        SourceKind kind = kind(top.resolve("crm"));
        for (String refused :
                List.of(
                        outside.toString(),
                        top.toString(),
                        top + "/crm/../../" + outside.getFileName(),
                        top + "/crm/in/../../..",
                        top + "/crm2",
                        "crm/in",
                        "/",
                        "/etc",
                        "\0")) {
            fails("source.folder-refused", () -> kind.open(with("folder", refused)));
        }
        fails("source.folder-refused", () -> kind().open(with("folder", inside.toString())));
        fails("source.folder-unreadable", () -> kind.open(with("folder", top + "/crm/link")));
        fails("source.folder-unreadable", () -> kind.open(with("folder", top + "/crm/link/x")));
        fails("source.folder-unreadable", () -> kind.open(with("folder", top + "/crm/none")));
        fails("source.folder-unreadable", () -> kind.open(with("folder", inside + "/good.csv")));
        List<String> found = new ArrayList<>();
        var folder = new ServerFolder(List.of(top.resolve("crm")), inside.toString());
        folder.list(file -> found.add(file.name()));
        assertThat(found).containsExactly("good.csv");
        var secret = Files.getLastModifiedTime(outside.resolve("secret.csv")).toInstant();
        for (String way :
                List.of("link.csv", "../../../" + outside.getFileName() + "/secret.csv")) {
            var into = new ByteArrayOutputStream();
            assertThatThrownBy(() -> folder.copy(new FoundFile(way, 5, secret), into, () -> {}));
            assertThat(into.size()).isZero();
        }
        // A folder that becomes a link while we know it.
        Files.move(inside, top.resolve("crm/away"));
        Files.createSymbolicLink(inside, outside);
        fails("source.folder-unreadable", () -> folder.list(file -> {}));
    }

    @Test
    void workbooks_and_old_encodings_are_read_alike() throws IOException {
        var days = new CrmFolder();
        var book = new ByteArrayOutputStream();
        try (var writer = new org.dhatim.fastexcel.Workbook(book, "test", "1.0")) {
            var sheet = writer.newWorksheet("Лист");
            sheet.value(0, 0, "id");
            sheet.value(0, 1, "Имя");
            sheet.value(0, 3, "Имя");
            sheet.value(1, 0, 7);
            sheet.value(1, 1, "Анна");
            sheet.value(1, 3, "другая");
            writer.finish();
        }
        days.write("day-1.xlsx", book.toByteArray(), "2026-11-01 00:00:00");
        days.write(
                "day-2.csv",
                "Имя;id\nЮлия;8\n;9\n".getBytes(Charset.forName("windows-1251")),
                "2026-11-02 00:00:00");
        var query =
                new SourceQuery("day*", List.of("id", "Имя", FolderReader.FILE_TIME), "id", null);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (SourceReader reader = kind(days.folder).open(settings(days.folder, "day*", "all"))) {
            var page = reader.read(query, null, 9, rows::add);
            assertThat(reader.read(query, page.cursor(), 9, rows::add).last()).isTrue();
            fails(
                    "source.no-such-column",
                    () ->
                            reader.read(
                                    new SourceQuery("day*", List.of("other"), "id", null),
                                    null,
                                    9,
                                    row -> {}));
        }
        List<@Nullable Object> last = new ArrayList<>();
        last.add("9");
        last.add(null);
        last.add(OffsetDateTime.parse("2026-11-02T00:00Z"));
        assertThat(rows)
                .containsExactly(
                        List.of("7", "Анна", OffsetDateTime.parse("2026-11-01T00:00Z")),
                        List.of("8", "Юлия", OffsetDateTime.parse("2026-11-02T00:00Z")),
                        last);
    }

    @Test
    void damaged_files_are_named_with_what_is_wrong() throws IOException {
        var days = new CrmFolder();
        Map<String, byte[]> damaged = new HashMap<>();
        damaged.put("quote-unclosed", "id\n\"1\n2\n".getBytes());
        damaged.put("quote-inside", "id;x\n\"1\"2\";3\n".getBytes());
        damaged.put("row-too-long", ("id\n" + "x".repeat(40_000) + "\n").getBytes());
        damaged.put("file-nul", ("id\n" + "1\n".repeat(4_000) + "\0\n").getBytes());
        damaged.put(
                "file-damaged",
                new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, 'i', '\n', (byte) 0xc3});
        damaged.put(
                "file-damaged-somewhere",
                new byte[] {(byte) 0xff, (byte) 0xfe, 'i', 0, '\n', 0, 0, (byte) 0xd8, 'x', 0});
        damaged.put("file-not-text", new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        damaged.put("file-zip", Files.readAllBytes(zip()));
        damaged.put("workbook-damaged", new byte[] {'P', 'K', 3, 4, 5, 6, 7, 8});
        damaged.put("workbook-old", new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0});
        damaged.put("file-too-large", new byte[1_000_001]);
        for (var one : damaged.entrySet()) {
            days.write("day-1", one.getValue(), "2026-11-01 00:00:00");
            List<@Nullable Object> ids = new ArrayList<>();
            fails("source.table." + one.getKey(), () -> pages("all", days, CHANGES, null, 9, ids));
            assertThat(days.copies()).isZero();
        }
        for (String other :
                List.of(
                        "file-empty",
                        "file-workbook",
                        "workbook-hostile",
                        "workbook-protected",
                        "workbook-too-large")) {
            for (var language : List.of(Messages.RUSSIAN, Messages.ENGLISH)) {
                assertThat(Messages.text(language, "source.table." + other, "day-1", ""))
                        .contains("day-1");
            }
        }
    }

    private static Path zip() throws IOException {
        Path file = Folders.fresh("zip").resolve("a.zip");
        try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new java.util.zip.ZipEntry("a.csv"));
            zip.write("id\n".getBytes());
            zip.closeEntry();
        }
        return file;
    }

    @Test
    void patterns_fit_names_and_take_no_time() {
        assertThat(FolderOptions.fits("*.csv", "a.csv")).isTrue();
        assertThat(FolderOptions.fits("*.csv", ".csv")).isTrue();
        assertThat(FolderOptions.fits("*.csv", "a.csv.part")).isFalse();
        assertThat(FolderOptions.fits("a?c*", "abcd")).isTrue();
        assertThat(FolderOptions.fits("a?c*", "acd")).isFalse();
        assertThat(FolderOptions.fits("[a].csv", "a.csv")).isFalse();
        assertThat(FolderOptions.fits("a*b*c", "a-b-b-c")).isTrue();
        assertThat(FolderOptions.fits("", "a")).isFalse();
        assertThat(FolderOptions.fits("*a".repeat(100) + "b", "a".repeat(255))).isFalse();
    }

    @Test
    void settings_that_can_not_be_are_refused() {
        for (Path folder : List.of(Path.of("crm"), Path.of("/srv/../etc"), Path.of("/"))) {
            assertThatThrownBy(() -> new FilesSettings(List.of(folder), 1))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("soroka.sources.folders");
        }
        for (int megabytes : List.of(0, 100_001)) {
            assertThatThrownBy(() -> new FilesSettings(List.of(), megabytes))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("soroka.sources.max-megabytes");
        }
    }
}

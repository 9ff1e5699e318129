package io.soroka.sources.files;

import io.soroka.platform.Settings;
import io.soroka.sources.Column;
import io.soroka.sources.ColumnType;
import io.soroka.tables.TemporaryFiles;
import io.soroka.testing.Folders;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestSettings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A folder that a CRM writes files into, filled as the contract of sources wants it. */
public final class CrmFolder implements AutoCloseable {
    /** Its entities. */
    public static final String PATTERNS = "people*.csv\nwide.csv\nnone*.csv";

    /** The columns of its people, as both kinds that read files tell them. */
    public static final List<Column> COLUMNS =
            List.of(
                    new Column("id", ColumnType.TEXT, false),
                    new Column("name", ColumnType.TEXT, false),
                    new Column("balance", ColumnType.TEXT, false),
                    new Column("born", ColumnType.TEXT, false),
                    new Column("wants", ColumnType.TEXT, false),
                    new Column(FolderReader.FILE_TIME, ColumnType.MOMENT, false));

    private static final String HEADER = "id;name;balance;born;wants\n";

    /** Where the files are. */
    public final Path folder;

    /** For copies. */
    public final TemporaryFiles temporary;

    /** Long after everything was written. */
    public final SettableClock clock = new SettableClock(Instant.parse("2026-12-01T00:00:00Z"));

    private final Path data;
    private int files;

    /** An empty one. */
    public CrmFolder() throws IOException {
        folder = Folders.fresh("crm");
        data = Folders.fresh("crm-data");
        var defaults = TestSettings.in("UTC");
        temporary =
                new TemporaryFiles(new Settings(data, 0, defaults.timeZone(), defaults.database()));
    }

    /** Writes a file that was changed last at this moment of UTC. */
    public Path write(String name, String text, String modified) {
        return write(name, text.getBytes(StandardCharsets.UTF_8), modified);
    }

    /** The same with bytes. */
    public Path write(String name, byte[] bytes, String modified) {
        try {
            Path file = Files.write(folder.resolve(name), bytes);
            Files.setLastModifiedTime(
                    file, FileTime.from(Instant.parse(modified.replace(' ', 'T') + "Z")));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The people of the contract in one file, and no other file of people. */
    public void people(int most) {
        try (Stream<Path> old = Files.list(folder)) {
            for (Path file :
                    old.filter(one -> one.getFileName().toString().startsWith("people")).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(
                "people.csv",
                HEADER
                        + IntStream.rangeClosed(1, most)
                                .mapToObj(id -> String.join(";", person(id)))
                                .collect(Collectors.joining("\n")),
                "2026-11-01 10:17:00");
    }

    /** The cells of a person. */
    public static List<String> person(int id) {
        return List.of(
                String.valueOf(id),
                "person " + id,
                id + ".25",
                LocalDate.of(1990, 1, 1).plusDays(id - 1).toString(),
                id % 2 == 0 ? "да" : "нет");
    }

    /** A file of changes with one person. */
    public void change(int id, String name, String modified) {
        write("people-%05d.csv".formatted(++files), HEADER + id + ";" + name + ";;;\n", modified);
    }

    /** More than fits into memory. */
    public void wide() {
        String name = "x".repeat(20_000);
        Path file = folder.resolve("wide.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id;name\n");
            for (int id = 1; id <= 60_000; id++) {
                out.write(id + ";" + name + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-01T00:00:00Z")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The largest copy that is under way, in bytes; 0 if there is none. */
    public long copied() {
        try (Stream<Path> copies = Files.list(data.resolve("uploads"))) {
            return copies.mapToLong(copy -> copy.toFile().length()).max().orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many copies there are. */
    public long copies() {
        try (Stream<Path> copies = Files.list(data.resolve("uploads"))) {
            return copies.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.resolve("wide.csv"));
    }
}

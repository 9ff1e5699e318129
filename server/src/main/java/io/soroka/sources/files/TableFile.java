package io.soroka.sources.files;

import io.soroka.sources.SourceFailure;
import io.soroka.tables.CsvRows;
import io.soroka.tables.CsvShape;
import io.soroka.tables.TableRefused;
import io.soroka.tables.TemporaryFiles;
import io.soroka.tables.TextFile;
import io.soroka.tables.Workbook;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file under way: a copy of it, so that what is read can't change meanwhile, and the row that
 * comes next.
 */
final class TableFile implements AutoCloseable {
    /** As many as {@link CsvRows} takes. */
    private static final int MOST_COLUMNS = 500;

    private final FoundFile found;
    private final TemporaryFiles.Temporary copy;
    private final CsvRows rows;

    /** Where each column stands; of columns of one name the first. */
    private final Map<String, Integer> columns = new LinkedHashMap<>();

    private CsvRows.@Nullable Row next;
    private long taken;

    private TableFile(FoundFile found, TemporaryFiles.Temporary copy, CsvRows rows) {
        this.found = found;
        this.copy = copy;
        this.rows = rows;
    }

    /**
     * Copies a file and opens it behind its header.
     *
     * @param goOn asked all the time; what it throws ends the work, and it has to throw it again
     */
    static TableFile open(Folder folder, FoundFile found, TemporaryFiles temporary, Runnable goOn) {
        return refusing(
                found,
                () -> {
                    TemporaryFiles.Temporary copy = temporary.temporary();
                    try {
                        try (OutputStream out =
                                new BufferedOutputStream(
                                        Files.newOutputStream(copy.path()), 1 << 16)) {
                            folder.copy(found, out, goOn);
                        }
                        return opened(found, copy, temporary, goOn);
                    } catch (IOException | RuntimeException e) {
                        copy.close();
                        throw e;
                    }
                });
    }

    private static TableFile opened(
            FoundFile found, TemporaryFiles.Temporary copy, TemporaryFiles temporary, Runnable goOn)
            throws IOException {
        boolean workbook = Workbook.isOne(copy.path());
        if (workbook) {
            try (TemporaryFiles.Temporary text = temporary.temporary()) {
                Workbook.toCsv(copy.path(), text.path(), MOST_COLUMNS, goOn);
                Files.move(
                        text.path(),
                        copy.path(),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        TextFile text = TextFile.examine(() -> watched(copy.path(), goOn));
        CsvShape shape = workbook ? Workbook.SHAPE : CsvShape.of(text, header -> false);
        var file = new TableFile(found, copy, new CsvRows(text, shape));
        try {
            file.readHeader();
            return file;
        } catch (RuntimeException e) {
            file.rows.close();
            throw e;
        }
    }

    private void readHeader() {
        CsvRows.Row header = rows.next();
        if (header == null) {
            throw new SourceFailure("source.table.file-empty", found.name());
        }
        for (int i = 0; i < header.cells().size(); i++) {
            String name = header.cells().get(i).strip();
            if (!name.isEmpty()) {
                columns.putIfAbsent(name, i);
            }
        }
        next = rows.next();
        endOrRow();
    }

    private void endOrRow() {
        if (next == null) {
            rows.requireClosedQuotes();
        }
    }

    private static InputStream watched(Path path, Runnable goOn) throws IOException {
        return new FilterInputStream(Files.newInputStream(path)) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                goOn.run();
                return super.read(bytes, offset, length);
            }
        };
    }

    FoundFile found() {
        return found;
    }

    /** The columns by name, in order, each with its place in a row. */
    Map<String, Integer> columns() {
        return columns;
    }

    /** How many rows were taken. */
    long taken() {
        return taken;
    }

    /** Whether no row is left. */
    boolean isWhole() {
        return next == null;
    }

    /** The next row; there must be one. */
    CsvRows.Row take() {
        CsvRows.Row row = next;
        if (row == null) {
            throw new IllegalStateException();
        }
        refusing(
                found,
                () -> {
                    next = rows.next();
                    endOrRow();
                    return true;
                });
        taken++;
        return row;
    }

    @FunctionalInterface
    private interface Work<T> {
        T done() throws IOException;
    }

    private static <T> T refusing(FoundFile found, Work<T> work) {
        try {
            return work.done();
        } catch (TableRefused e) {
            throw new SourceFailure(
                    "source.table." + e.reason(),
                    found.name(),
                    e.arguments().isEmpty() ? "" : e.arguments().getFirst());
        } catch (CharacterCodingException e) {
            throw new SourceFailure("source.table.file-damaged-somewhere", found.name());
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new SourceFailure("source.table.file-damaged-somewhere", found.name());
            }
            throw e;
        } catch (IOException e) {
            // Our own copy: the disk is full, for one.
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (copy) {
            rows.close();
        } catch (IOException e) {
            // It is only a copy; what is left is removed at the next start.
        }
    }
}

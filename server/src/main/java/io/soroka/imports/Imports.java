package io.soroka.imports;

import io.soroka.contacts.ClientUse;
import io.soroka.contacts.Field;
import io.soroka.contacts.FieldCatalogue;
import io.soroka.contacts.Fields;
import io.soroka.contacts.Tidy;
import io.soroka.contacts.intake.CellReader;
import io.soroka.numbering.NumberResult;
import io.soroka.numbering.Numbers;
import io.soroka.platform.ProblemException;
import io.soroka.tables.CsvShape;
import io.soroka.tables.TableRefused;
import io.soroka.tables.TemporaryFiles;
import io.soroka.tables.TextFile;
import io.soroka.tables.Workbook;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files of clients as people bring them: uploaded, their columns matched with fields, imported in
 * the background whole or not at all, and taken back if it was a mistake.
 */
@Component
public class Imports {

    private static final int SAMPLE_ROWS = 20;
    private static final int SAMPLES = 3;
    private static final int LONGEST_SHOWN = 200;
    private static final int LONGEST_NAME = 200;

    private final ImportStore store;
    private final ImportRunner runner;
    private final ClientImport clients;
    private final ImportFiles files;
    private final TemporaryFiles uploads;
    private final ImportSettings settings;
    private final FieldCatalogue catalogue;
    private final Numbers numbers;
    private final Clock clock;
    private final ImportUndo undo;
    private final TransactionTemplate transaction;

    Imports(
            ImportStore store,
            ImportRunner runner,
            ImportFiles files,
            ClientImport clients,
            TemporaryFiles uploads,
            ImportSettings settings,
            FieldCatalogue catalogue,
            Numbers numbers,
            Clock clock,
            JdbcClient jdbc,
            List<ClientUse> uses,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.runner = runner;
        this.files = files;
        this.clients = clients;
        this.uploads = uploads;
        this.settings = settings;
        this.catalogue = catalogue;
        this.numbers = numbers;
        this.clock = clock;
        this.undo = new ImportUndo(jdbc, catalogue, uses);
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Takes a CSV file or an Excel workbook, told apart by their content, and guesses from the
     * headers what its columns bring. If anything fails nothing is kept.
     *
     * @param fileName as the person's computer calls it
     * @throws ImportRefused if the file cannot be imported, with the reason
     * @throws IOException if the content breaks off
     */
    public Import upload(long departmentId, String createdBy, String fileName, InputStream content)
            throws IOException {
        Path file = uploads.create();
        Path text = uploads.create();
        try {
            long size = fill(file, content, settings);
            boolean workbook = Workbook.isOne(file);
            if (workbook) {
                Workbook.toCsv(file, text, settings.maxColumns(), () -> {});
            }
            return keep(
                    departmentId,
                    createdBy,
                    name(fileName),
                    size,
                    workbook ? text : file,
                    workbook ? Workbook.SHAPE : null);
        } catch (TableRefused e) {
            throw new ImportRefused(e);
        } catch (CharacterCodingException e) {
            throw new ImportRefused("import.file-damaged-somewhere");
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new ImportRefused("import.file-damaged-somewhere");
            }
            throw e.getCause();
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(text);
        }
    }

    /**
     * Writes a stream to a file.
     *
     * @return how many bytes there were
     * @throws ImportRefused if there are more than the limit
     */
    static long fill(Path file, InputStream content, ImportSettings settings) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                size += n;
                if (size > settings.maxBytes()) {
                    throw new ImportRefused("import.file-too-large", settings.maxMegabytes());
                }
                out.write(buffer, 0, n);
            }
        }
        return size;
    }

    /**
     * @param known how the text is cut; null when its look has to tell
     */
    private Import keep(
            long departmentId,
            String createdBy,
            String fileName,
            long size,
            Path file,
            @Nullable CsvShape known)
            throws IOException {
        TextFile text = TextFile.examine(file);
        // Asked in any case: an empty text is refused here.
        Fields fields = catalogue.fields();
        CsvShape judged = CsvShape.of(text, header -> fields.guess(header).isPresent());
        CsvShape shape = known == null ? judged : known;
        List<ImportStore.Sample> sample = new ArrayList<>();
        List<String> header = ClientFile.head(text, shape, SAMPLE_ROWS, settings, sample);
        if (header.stream()
                .anyMatch(cell -> numbers.parse(cell) instanceof NumberResult.Accepted)) {
            throw new ImportRefused("import.no-header");
        }
        long textBytes = Files.size(file);
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    long id =
                            store.insert(
                                    new ImportStore.NewImport(
                                            departmentId,
                                            createdBy,
                                            fileName,
                                            size,
                                            text,
                                            textBytes,
                                            shape,
                                            header,
                                            CsvColumns.guess(header, sample, fields, numbers),
                                            sample));
                    try (OutputStream out = files.write(id, false)) {
                        Files.copy(file, out);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return view(store.find(id, departmentId).orElseThrow());
                }));
    }

    /** The last part of a path, without what cannot be shown. */
    private static String name(String given) {
        String name =
                given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        name = name.replaceAll("\\p{C}", "").strip();
        if (name.isEmpty()) {
            return "file";
        }
        int most = Math.min(LONGEST_NAME, name.codePointCount(0, name.length()));
        return name.substring(0, name.offsetByCodePoints(0, most));
    }

    /**
     * One import.
     *
     * @param departmentId whose it must be; null for anybody's
     * @throws ProblemException 404 if there is none
     */
    public Import find(long id, @Nullable Long departmentId) {
        runner.failDead();
        return view(row(id, departmentId));
    }

    /** The newest first, those older than {@code before} if that is given. */
    public List<Import> list(@Nullable Long departmentId, @Nullable Long before, int limit) {
        runner.failDead();
        return store.list(departmentId, before, limit).stream().map(this::view).toList();
    }

    /**
     * Says what columns bring.
     *
     * @param fields keys of fields by the columns' index, null to ignore a column; columns not
     *     named keep what they have
     * @throws ProblemException 404, 409 if it runs or is done, 422 if a column or field is unknown,
     *     or a field has two columns
     */
    public Import setColumns(
            long id, @Nullable Long departmentId, Map<Integer, @Nullable String> fields) {
        ImportStore.Row row = row(id, departmentId);
        Set<String> offered =
                catalogue.fields().offered().stream().map(Field::key).collect(Collectors.toSet());
        List<@Nullable String> wanted = new ArrayList<@Nullable String>(row.fields());
        List<Boolean> guessed = new ArrayList<>(row.guessed());
        fields.forEach((index, key) -> {
            if (index < 0 || index >= wanted.size()) {
                throw new ProblemException(422, "import-column-unknown", index).at("/columns");
            }
            if (key != null && !offered.contains(key)) {
                throw new ProblemException(422, "import-field-unknown", key).at("/columns");
            }
            if (!Objects.equals(wanted.get(index), key)) {
                wanted.set(index, key);
                guessed.set(index, false);
            }
        });
        Set<String> seen = new HashSet<>();
        for (String key : wanted) {
            if (key != null && !seen.add(key)) {
                throw new ProblemException(422, "import-field-twice", key).at("/columns");
            }
        }
        if (!store.setColumns(id, wanted, guessed)) {
            throw new ProblemException(409, "import-wrong-state");
        }
        return view(row(id, departmentId));
    }

    /**
     * Lets it run in the background.
     *
     * @throws ProblemException 404, 409 if it has run or another runs in the department, 422 if no
     *     column brings the number
     */
    public Import start(long id, @Nullable Long departmentId) {
        runner.failDead();
        if (!row(id, departmentId).fields().contains("phone")) {
            throw new ProblemException(422, "import-no-number");
        }
        try {
            if (!store.begin(id)) {
                throw new ProblemException(409, "import-wrong-state");
            }
        } catch (DuplicateKeyException e) {
            throw new ProblemException(409, "import-busy");
        }
        // Only now do its columns stay as they are.
        ImportStore.Row begun = row(id, departmentId);
        runner.run(begun);
        return view(begun);
    }

    /**
     * Takes it back.
     *
     * @throws ProblemException 404, 409 if it is not done, is done too long ago, or an import runs
     *     in the department
     */
    public Import undo(long id, @Nullable Long departmentId) {
        long owner = row(id, departmentId).departmentId();
        transaction.executeWithoutResult(status -> {
            try {
                clients.lock(owner);
            } catch (ImportRefused e) {
                throw new ProblemException(409, "import-busy");
            }
            // Only now does it stay as it is.
            ImportStore.Row row = row(id, departmentId);
            if (!row.undoable() || !store.undone(id, undo.undo(row, clock.instant()))) {
                throw new ProblemException(409, "import-wrong-state");
            }
        });
        return view(row(id, departmentId));
    }

    /**
     * Forgets one that has not run.
     *
     * @throws ProblemException 404, or 409 if it runs or is done
     */
    public void delete(long id, @Nullable Long departmentId) {
        ImportStore.Row row = row(id, departmentId);
        if (!store.delete(row.id())) {
            throw new ProblemException(409, "import-wrong-state");
        }
    }

    /** Writes a file. */
    @FunctionalInterface
    public interface Output {
        void write(Writer out) throws IOException;
    }

    /**
     * The rows that could not be used, as they were, with the reason in one more column.
     *
     * @throws ProblemException 404 if there is no such import or no such row is kept
     */
    public Output rejected(long id, @Nullable Long departmentId, Locale language) {
        ImportStore.Row row = row(id, departmentId);
        if (!files.has(id, true)) {
            throw new ProblemException(404, "not-found");
        }
        return out -> {
            try (InputStream stored = files.read(id, true)) {
                RejectedRows.write(stored, row.header(), row.shape().separator(), language, out);
            }
        };
    }

    private ImportStore.Row row(long id, @Nullable Long departmentId) {
        return store.find(id, departmentId)
                .orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    private Import view(ImportStore.Row row) {
        boolean running = row.status() == Import.Status.RUNNING;
        boolean open =
                row.status() == Import.Status.UPLOADED || row.status() == Import.Status.FAILED;
        return new Import(
                row.id(),
                row.departmentId(),
                row.fileName(),
                row.sizeBytes(),
                row.status(),
                row.createdAt(),
                row.createdBy(),
                row.finishedAt(),
                IntStream.range(0, row.header().size())
                        .mapToObj(i -> column(row, i, open))
                        .toList(),
                open ? preview(row) : List.of(),
                running ? new Import.Progress(row.rowsRead(), row.share(), row.folding()) : null,
                row.result(),
                row.failure(),
                row.undoable(),
                row.undo());
    }

    private static Import.Column column(ImportStore.Row row, int index, boolean open) {
        return new Import.Column(
                index,
                Tidy.text(row.header().get(index)),
                open ? samples(row, index) : List.of(),
                row.fields().get(index),
                row.guessed().get(index));
    }

    private static List<String> samples(ImportStore.Row row, int index) {
        return row.sample().stream()
                .map(one -> shown(one.cell(index)))
                .filter(cell -> !cell.isEmpty())
                .distinct()
                .limit(SAMPLES)
                .toList();
    }

    private List<Import.Preview> preview(ImportStore.Row row) {
        int phone = row.fields().indexOf("phone");
        return row.sample().stream()
                .map(one -> {
                    List<String> cells =
                            IntStream.range(0, row.header().size())
                                    .mapToObj(i -> shown(one.cell(i)))
                                    .toList();
                    if (phone < 0) {
                        return new Import.Preview(one.row(), null, null, cells);
                    }
                    return switch (numbers.parse(one.cell(phone))) {
                        case NumberResult.Accepted number ->
                                new Import.Preview(one.row(), number.msisdn(), null, cells);
                        case NumberResult.Refused refused ->
                                new Import.Preview(
                                        one.row(),
                                        null,
                                        new Import.Failure(
                                                refused.reason().messageKey(), refused.arguments()),
                                        cells);
                    };
                })
                .toList();
    }

    /** As it will be taken: an error that a spreadsheet shows is no value. */
    private static String shown(String cell) {
        String tidy = Tidy.text(cell);
        if (CellReader.isError(tidy)) {
            return "";
        }
        return tidy.codePointCount(0, tidy.length()) > LONGEST_SHOWN
                ? tidy.substring(0, tidy.offsetByCodePoints(0, LONGEST_SHOWN)) + "…"
                : tidy;
    }
}

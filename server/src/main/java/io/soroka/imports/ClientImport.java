package io.soroka.imports;

import io.soroka.contacts.FieldCatalogue;
import io.soroka.contacts.intake.CellReader;
import io.soroka.contacts.intake.ClientFold;
import io.soroka.contacts.intake.DepartmentLock;
import io.soroka.imports.CsvColumns.Column;
import io.soroka.numbering.Numbers;
import io.soroka.platform.Settings;
import io.soroka.tables.CsvShape;
import io.soroka.tables.TableRefused;
import io.soroka.tables.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Imports files of clients: CSV in UTF-8, UTF-16 or Windows-1251, of any size in bounded memory. A
 * file is imported whole or not at all. A row is rejected only for lack of a usable number; any
 * other bad value is left out with a warning and overwrites nothing.
 */
@Component
public class ClientImport {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final FieldCatalogue catalogue;
    private final Numbers numbers;
    private final Clock clock;
    private final ZoneId zone;

    /**
     * @param settings whose time zone is where times of day in files were written, unless they tell
     *     their offset
     */
    ClientImport(
            JdbcTemplate template,
            PlatformTransactionManager transactions,
            FieldCatalogue catalogue,
            Numbers numbers,
            Clock clock,
            Settings settings) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transaction = new TransactionTemplate(transactions);
        this.catalogue = catalogue;
        this.numbers = numbers;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /**
     * Imports a file into a department's clients.
     *
     * @param source where the file comes from, for the consent ledger; no personal data
     * @throws ImportRefused if the file as a whole is unusable, or another import into this
     *     department is running
     * @throws UncheckedIOException if the file cannot be read
     */
    public ImportResult run(Path file, long departmentId, String source) {
        return refusing(() -> {
            ImportNotes notes = new ImportNotes();
            try (ClientFile clients =
                    new ClientFile(
                            TextFile.examine(file), catalogue.fields(), numbers, cells(), notes)) {
                ClientFold fold = fold(departmentId, source, clients, null);
                return transaction.execute(status -> {
                    ClientFold.Counts counts = load(departmentId, clients, fold, share -> {});
                    return notes.result(clients.rows(), counts.touched(), counts.created());
                });
            }
        });
    }

    /**
     * What an import of the kind that people see needs to know.
     *
     * @param fields for each column its field's key, or null
     */
    record Order(
            long id,
            long departmentId,
            String source,
            TextFile file,
            CsvShape shape,
            List<@Nullable String> fields) {}

    /** Says that everything is folded, within the transaction. */
    @FunctionalInterface
    interface Finish {
        void done(ImportResult result, ClientFold.Counts counts) throws IOException;
    }

    /**
     * Imports an uploaded file.
     *
     * @param finish the last step of the transaction; what it throws undoes everything
     */
    void run(Order order, ClientFile.Watcher watcher, DoubleConsumer folded, Finish finish) {
        ImportResult ignored =
                refusing(() -> {
                    ImportNotes notes = new ImportNotes();
                    try (ClientFile clients =
                            new ClientFile(
                                    order.file(),
                                    order.shape(),
                                    catalogue.fields(),
                                    numbers,
                                    cells(),
                                    notes,
                                    order.fields(),
                                    watcher)) {
                        ClientFold fold =
                                fold(order.departmentId(), order.source(), clients, order.id());
                        return transaction.execute(status -> {
                            ClientFold.Counts counts =
                                    load(order.departmentId(), clients, fold, folded);
                            ImportResult result =
                                    notes.result(
                                            clients.rows(), counts.touched(), counts.created());
                            try {
                                finish.done(result, counts);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                            return result;
                        });
                    }
                });
    }

    private CellReader cells() {
        return new CellReader(LocalDate.ofInstant(clock.instant(), zone), zone);
    }

    private ClientFold fold(
            long departmentId, String source, ClientFile clients, @Nullable Long importId) {
        return new ClientFold(
                jdbc,
                ClientFold.Order.ofFile(
                        departmentId,
                        source,
                        OffsetDateTime.ofInstant(clock.instant(), zone),
                        importId),
                clients.columns().stream().map(Column::field).toList());
    }

    private ClientFold.Counts load(
            long departmentId, ClientFile clients, ClientFold fold, DoubleConsumer folded) {
        lock(departmentId);
        fold.createTables();
        fold.stage(template, clients::copyTo);
        return fold.fold(folded);
    }

    @FunctionalInterface
    private interface Work {
        ImportResult run() throws IOException;
    }

    private static ImportResult refusing(Work work) {
        try {
            return work.run();
        } catch (TableRefused e) {
            throw new ImportRefused(e);
        } catch (CharacterCodingException e) {
            throw new ImportRefused("import.file-damaged-somewhere");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new ImportRefused("import.file-damaged-somewhere");
            }
            throw e;
        }
    }

    /**
     * Keeps others out of the department until the end of the transaction. Waits a moment, because
     * an import that is done is seen to be before the database lets go of its lock.
     *
     * @throws ImportRefused if another is running
     */
    void lock(long departmentId) {
        if (!DepartmentLock.take(jdbc, departmentId, PATIENCE)) {
            throw new ImportRefused("import.busy");
        }
    }
}

package io.soroka.imports;

import io.soroka.contacts.FieldCatalogue;
import io.soroka.numbering.Numbers;
import io.soroka.tables.TableRefused;
import io.soroka.tables.TemporaryFiles;
import io.soroka.tables.TextFile;
import io.soroka.tables.Workbook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.springframework.stereotype.Component;

/** Opens files of rows with telephone numbers that people bring, for this room and others. */
@Component
public class PhoneFiles {
    private final TemporaryFiles uploads;
    private final ImportSettings settings;
    private final FieldCatalogue catalogue;
    private final Numbers numbers;

    PhoneFiles(
            TemporaryFiles uploads,
            ImportSettings settings,
            FieldCatalogue catalogue,
            Numbers numbers) {
        this.uploads = uploads;
        this.settings = settings;
        this.catalogue = catalogue;
        this.numbers = numbers;
    }

    /** Works with an open file. */
    @FunctionalInterface
    public interface Work<T> {
        /** Reads rows until there are no more. */
        T on(PhoneRows rows);
    }

    /**
     * Takes CSV or a workbook, told apart by their content; nothing of it is kept afterwards.
     *
     * @throws ImportRefused if the file can't be read, with the reason
     * @throws IOException if the content breaks off
     */
    public <T> T read(InputStream content, Work<T> work) throws IOException {
        try (PhoneRows rows = open(content)) {
            return work.on(rows);
        } catch (TableRefused e) {
            throw new ImportRefused(e);
        } catch (CharacterCodingException e) {
            throw new ImportRefused("import.file-damaged-somewhere");
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new ImportRefused("import.file-damaged-somewhere");
            }
            throw e;
        }
    }

    private PhoneRows open(InputStream content) throws IOException {
        TemporaryFiles.Temporary text = uploads.temporary();
        try {
            boolean workbook;
            try (TemporaryFiles.Temporary file = uploads.temporary()) {
                long size = Imports.fill(file.path(), content, settings);
                workbook = size > 0 && Workbook.isOne(file.path());
                if (workbook) {
                    Workbook.toCsv(file.path(), text.path(), settings.maxColumns(), () -> {});
                } else {
                    Files.move(file.path(), text.path(), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return new PhoneRows(
                    text,
                    TextFile.examine(text.path()),
                    workbook ? Workbook.SHAPE : null,
                    catalogue.fields(),
                    numbers,
                    settings.maxRows());
        } catch (IOException | RuntimeException e) {
            text.close();
            throw e;
        }
    }
}

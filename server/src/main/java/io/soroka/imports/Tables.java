package io.soroka.imports;

import io.soroka.contacts.FieldCatalogue;
import io.soroka.numbering.Numbers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import org.springframework.stereotype.Component;

/** Opens files of rows with telephone numbers that people bring, for this room and others. */
@Component
public class Tables {
    private final Uploads uploads;
    private final ImportSettings settings;
    private final FieldCatalogue catalogue;
    private final Numbers numbers;

    Tables(Uploads uploads, ImportSettings settings, FieldCatalogue catalogue, Numbers numbers) {
        this.uploads = uploads;
        this.settings = settings;
        this.catalogue = catalogue;
        this.numbers = numbers;
    }

    /** Works with an open table. */
    @FunctionalInterface
    public interface Work<T> {
        /** Reads rows until there are no more. */
        T on(Table table);
    }

    /**
     * Takes CSV or a workbook, told apart by their content; nothing of it is kept afterwards.
     *
     * @throws ImportRefused if the file can't be read, with the reason
     * @throws IOException if the content breaks off
     */
    public <T> T read(InputStream content, Work<T> work) throws IOException {
        try (Table table = open(content)) {
            return work.on(table);
        } catch (CharacterCodingException e) {
            throw new ImportRefused("import.file-damaged-somewhere");
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new ImportRefused("import.file-damaged-somewhere");
            }
            throw e;
        }
    }

    private Table open(InputStream content) throws IOException {
        Uploads.Temporary text = uploads.temporary();
        try {
            boolean workbook;
            try (Uploads.Temporary file = uploads.temporary()) {
                long size = Uploads.fill(file.path(), content, settings);
                workbook = size > 0 && Workbook.isOne(file.path());
                if (workbook) {
                    Workbook.toCsv(file.path(), text.path(), settings);
                } else {
                    java.nio.file.Files.move(
                            file.path(),
                            text.path(),
                            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return new Table(
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

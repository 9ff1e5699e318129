package io.soroka.imports;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.soroka.contacts.intake.Formulas;
import io.soroka.platform.Messages;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rows that an import could not use: collected in a file beside the import, kept in the
 * database, given out in the shape of the file they came from with one more column that says what
 * is wrong.
 */
final class RejectedRows implements AutoCloseable {

    private static final String BETWEEN_ARGUMENTS = "\u001f";
    private static final int LONGEST_CELL = 40_000;
    private static final int LONGEST_ROW = 300_000;

    private final Path file;
    private final CsvWriter csv;
    private long count;
    private boolean open = true;

    RejectedRows(Path file) throws IOException {
        this.file = file;
        this.csv =
                CsvWriter.builder()
                        .build(
                                new BufferedWriter(
                                        new OutputStreamWriter(
                                                new BufferedOutputStream(
                                                        Files.newOutputStream(file)),
                                                StandardCharsets.UTF_8)));
    }

    void add(String messageKey, List<String> arguments, List<String> cells) {
        List<String> record = new ArrayList<>(cells.size() + 2);
        record.add(messageKey);
        record.add(String.join(BETWEEN_ARGUMENTS, arguments));
        record.addAll(cells);
        csv.writeRecord(record);
        count++;
    }

    /** Copies what has been collected, if anything has. */
    void store(ImportFiles files, long importId) throws IOException {
        finish();
        if (count > 0) {
            try (OutputStream out = files.write(importId, true)) {
                Files.copy(file, out);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            finish();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void finish() throws IOException {
        if (open) {
            open = false;
            csv.close();
        }
    }

    /** Writes stored rows as a file that can be mended and sent again. */
    static void write(
            InputStream stored, List<String> header, char separator, Locale language, Writer out)
            throws IOException {
        // Without the mark a spreadsheet would take the letters for another encoding.
        out.write('\ufeff');
        CsvWriter csv = CsvWriter.builder().fieldSeparator(separator).build(out);
        String reason = CsvColumns.REASONS.get(language.getLanguage().equals("en") ? 1 : 0);
        csv.writeRecord(row(header, header.size(), reason));
        try (CsvReader<CsvRecord> rows =
                CsvReader.builder()
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .build(
                                CsvRecordHandler.of(limits ->
                                        limits.maxFields(1_000)
                                                .maxFieldSize(LONGEST_CELL)
                                                .maxRecordSize(LONGEST_ROW)),
                                new InputStreamReader(stored, StandardCharsets.UTF_8))) {
            for (CsvRecord one : rows) {
                String arguments = one.getField(1);
                Object[] given =
                        arguments.isEmpty()
                                ? new Object[0]
                                : arguments.split(BETWEEN_ARGUMENTS, -1);
                csv.writeRecord(
                        row(
                                one.getFields().subList(2, one.getFieldCount()),
                                header.size(),
                                Messages.text(language, one.getField(0), given)));
            }
        }
        csv.flush();
    }

    /** The cells, as many as the header has, and the reason behind them. */
    private static List<String> row(List<String> cells, int width, String reason) {
        List<String> row = new ArrayList<>(width + 1);
        for (int i = 0; i < width; i++) {
            row.add(i < cells.size() ? Formulas.neutral(cells.get(i)) : "");
        }
        row.add(reason);
        return row;
    }
}

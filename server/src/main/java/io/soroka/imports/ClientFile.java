package io.soroka.imports;

import io.soroka.contacts.Fields;
import io.soroka.contacts.intake.Cell;
import io.soroka.contacts.intake.CellReader;
import io.soroka.contacts.intake.TextCopy;
import io.soroka.imports.CsvColumns.Column;
import io.soroka.numbering.NumberResult;
import io.soroka.numbering.NumberResult.Accepted;
import io.soroka.numbering.NumberResult.Refused;
import io.soroka.numbering.Numbers;
import io.soroka.tables.CsvRows;
import io.soroka.tables.CsvShape;
import io.soroka.tables.TextFile;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CSV file of clients, read row by row. */
final class ClientFile implements AutoCloseable {

    private final Numbers numbers;
    private final CellReader cells;
    private final ImportNotes notes;
    private final CsvRows csv;
    private final List<String> header;
    private final CsvColumns columns;
    private final Watcher watcher;
    private long rows;

    /** Learns what happens while the rows are read. */
    interface Watcher {
        /** Another row was read; all of them so far. */
        default void read(long rows) {}

        /** A row without a usable number, with all its cells. */
        default void rejected(
                long line, String messageKey, List<String> arguments, List<String> cells)
                throws IOException {}
    }

    /** Opens the file and understands its header. */
    ClientFile(TextFile file, Fields fields, Numbers numbers, CellReader cells, ImportNotes notes)
            throws IOException {
        this(
                file,
                CsvShape.of(file, header -> fields.guess(header).isPresent()),
                fields,
                numbers,
                cells,
                notes,
                null,
                new Watcher() {});
    }

    /**
     * Opens a file whose shape is known.
     *
     * @param chosen keys of what each column brings, null for nothing; or null to be told by the
     *     header
     */
    ClientFile(
            TextFile file,
            CsvShape shape,
            Fields fields,
            Numbers numbers,
            CellReader cells,
            ImportNotes notes,
            @Nullable List<@Nullable String> chosen,
            Watcher watcher)
            throws IOException {
        this.numbers = numbers;
        this.cells = cells;
        this.notes = notes;
        this.watcher = watcher;
        this.csv = new CsvRows(file, shape);
        try {
            CsvRows.Row first = csv.next();
            if (first == null) {
                throw new ImportRefused("import.file-empty");
            }
            this.header = first.cells();
            this.columns =
                    chosen == null
                            ? CsvColumns.of(header, first.line(), fields, numbers, notes)
                            : CsvColumns.chosen(header, chosen, fields);
        } catch (RuntimeException e) {
            csv.close();
            throw e;
        }
    }

    /**
     * Reads only the beginning.
     *
     * @param sample takes the first rows, blank lines not among them
     * @return the header
     */
    static List<String> head(
            TextFile file,
            CsvShape shape,
            int rows,
            ImportSettings settings,
            List<ImportStore.Sample> sample)
            throws IOException {
        try (var csv = new CsvRows(file, shape)) {
            CsvRows.Row header = csv.next();
            if (header == null) {
                throw new ImportRefused("import.file-empty");
            }
            if (header.cells().size() > settings.maxColumns()) {
                throw new ImportRefused("import.too-many-columns", settings.maxColumns());
            }
            for (CsvRows.Row row = csv.next();
                    row != null && sample.size() < rows;
                    row = csv.next()) {
                int width = Math.min(row.cells().size(), header.cells().size());
                sample.add(new ImportStore.Sample(row.line(), row.cells().subList(0, width)));
            }
            return header.cells();
        }
    }

    /** The columns that bring fields other than the number. */
    List<Column> columns() {
        return columns.others();
    }

    /** Rows read so far, blank lines not among them. */
    long rows() {
        return rows;
    }

    /** Hands every usable row on; what is wrong with the others goes to the notes. */
    void copyTo(TextCopy staging) throws SQLException, IOException {
        for (CsvRows.Row row = csv.next(); row != null; row = csv.next()) {
            rows++;
            watcher.read(rows);
            Accepted number = number(row);
            if (number != null) {
                copy(row, number, staging);
            }
        }
        csv.requireClosedQuotes();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    private void copy(CsvRows.Row row, Accepted number, TextCopy staging) throws SQLException {
        long line = row.line();
        staging.add(rows);
        staging.add(number.msisdn());
        for (Column column : columns.others()) {
            String raw = row.cell(column.index());
            Cell cell = cells.read(column.field(), raw);
            if (cell.problem() != null) {
                notes.warn(
                        line,
                        column.header(),
                        cell.problem(),
                        cell.arguments(),
                        raw,
                        column.field().personal());
            }
            staging.add(cell.value());
        }
        staging.endRow();
        for (int i = header.size(); i < row.cells().size(); i++) {
            if (!row.cell(i).isBlank()) {
                List<String> counts =
                        List.of(
                                Integer.toString(row.cells().size()),
                                Integer.toString(header.size()));
                notes.warn(line, "", "import.row-too-wide", counts, row.cell(i), true);
                break;
            }
        }
    }

    private @Nullable Accepted number(CsvRows.Row row) throws IOException {
        Refused refused = null;
        Column refusedIn = null;
        for (Column column : columns.phones()) {
            String raw = row.cell(column.index());
            NumberResult result = numbers.parse(raw);
            if (result instanceof Accepted accepted) {
                if (accepted.several()) {
                    notes.warn(
                            row.line(),
                            column.header(),
                            "import.cell.several-numbers",
                            List.of(),
                            raw,
                            true);
                }
                return accepted;
            }
            // What stands in the fullest column says more than an empty one beside it.
            if (refusedIn == null || row.cell(refusedIn.index()).isBlank()) {
                refused = (Refused) result;
                refusedIn = column;
            }
        }
        if (refused != null && refusedIn != null) {
            notes.reject(
                    row.line(),
                    refusedIn.header(),
                    refused.reason().messageKey(),
                    refused.arguments(),
                    row.cell(refusedIn.index()));
            watcher.rejected(
                    row.line(), refused.reason().messageKey(), refused.arguments(), row.cells());
        }
        return null;
    }
}

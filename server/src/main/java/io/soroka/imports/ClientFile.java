package io.soroka.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import io.soroka.contacts.Fields;
import io.soroka.contacts.intake.Cell;
import io.soroka.contacts.intake.CellReader;
import io.soroka.contacts.intake.TextCopy;
import io.soroka.imports.CsvColumns.Column;
import io.soroka.numbering.NumberResult;
import io.soroka.numbering.NumberResult.Accepted;
import io.soroka.numbering.NumberResult.Refused;
import io.soroka.numbering.Numbers;
import java.io.IOException;
import java.io.Reader;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A CSV file of clients, read row by row. */
final class ClientFile implements AutoCloseable {

    private static final int MOST_COLUMNS = 500;
    private static final int LONGEST_CELL = 32_000;
    private static final int LONGEST_ROW = 256_000;

    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private final Numbers numbers;
    private final CellReader cells;
    private final ImportNotes notes;
    private final QuoteWatch quotes;
    private final CsvReader<CsvRecord> csv;
    private final Iterator<CsvRecord> records;
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
                CsvShape.of(file, fields),
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
        this.quotes = new QuoteWatch(file.open(), shape.separator());
        this.csv = reader(quotes, shape);
        try {
            csv.skipLines(shape.leadingLines());
            this.records = csv.iterator();
            CsvRecord first = next();
            if (first == null) {
                throw new ImportRefused("import.file-empty");
            }
            this.header = first.getFields();
            this.columns =
                    chosen == null
                            ? CsvColumns.of(
                                    header, first.getStartingLineNumber(), fields, numbers, notes)
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
        try (CsvReader<CsvRecord> csv = reader(file.open(), shape)) {
            csv.skipLines(shape.leadingLines());
            Iterator<CsvRecord> records = csv.iterator();
            CsvRecord header = next(records);
            if (header == null) {
                throw new ImportRefused("import.file-empty");
            }
            if (header.getFieldCount() > settings.maxColumns()) {
                throw new ImportRefused("import.too-many-columns", settings.maxColumns());
            }
            for (CsvRecord row = next(records);
                    row != null && sample.size() < rows;
                    row = next(records)) {
                int width = Math.min(row.getFieldCount(), header.getFieldCount());
                sample.add(
                        new ImportStore.Sample(
                                row.getStartingLineNumber(), row.getFields().subList(0, width)));
            }
            return header.getFields();
        }
    }

    private static CsvReader<CsvRecord> reader(Reader text, CsvShape shape) {
        return CsvReader.builder()
                .fieldSeparator(shape.separator())
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(
                        CsvRecordHandler.of(limits ->
                                limits.maxFields(MOST_COLUMNS)
                                        .maxFieldSize(LONGEST_CELL)
                                        .maxRecordSize(LONGEST_ROW)),
                        text);
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
        for (CsvRecord row = next(); row != null; row = next()) {
            rows++;
            watcher.read(rows);
            Accepted number = number(row);
            if (number != null) {
                copy(row, number, staging);
            }
        }
        if (quotes.unclosedLine() > 0) {
            throw new ImportRefused("import.quote-unclosed", quotes.unclosedLine());
        }
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    private void copy(CsvRecord row, Accepted number, TextCopy staging) throws SQLException {
        long line = row.getStartingLineNumber();
        staging.add(rows);
        staging.add(number.msisdn());
        for (Column column : columns.others()) {
            String raw = cell(row, column);
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
        for (int i = header.size(); i < row.getFieldCount(); i++) {
            if (!row.getField(i).isBlank()) {
                List<String> counts =
                        List.of(
                                Integer.toString(row.getFieldCount()),
                                Integer.toString(header.size()));
                notes.warn(line, "", "import.row-too-wide", counts, row.getField(i), true);
                break;
            }
        }
    }

    private @Nullable Accepted number(CsvRecord row) throws IOException {
        Refused refused = null;
        Column refusedIn = null;
        for (Column column : columns.phones()) {
            String raw = cell(row, column);
            NumberResult result = numbers.parse(raw);
            if (result instanceof Accepted accepted) {
                if (accepted.several()) {
                    notes.warn(
                            row.getStartingLineNumber(),
                            column.header(),
                            "import.cell.several-numbers",
                            List.of(),
                            raw,
                            true);
                }
                return accepted;
            }
            // What stands in the fullest column says more than an empty one beside it.
            if (refusedIn == null || cell(row, refusedIn).isBlank()) {
                refused = (Refused) result;
                refusedIn = column;
            }
        }
        if (refused != null && refusedIn != null) {
            notes.reject(
                    row.getStartingLineNumber(),
                    refusedIn.header(),
                    refused.reason().messageKey(),
                    refused.arguments(),
                    cell(row, refusedIn));
            watcher.rejected(
                    row.getStartingLineNumber(),
                    refused.reason().messageKey(),
                    refused.arguments(),
                    row.getFields());
        }
        return null;
    }

    private static String cell(CsvRecord row, Column column) {
        return column.index() < row.getFieldCount() ? row.getField(column.index()) : "";
    }

    private @Nullable CsvRecord next() {
        return next(records);
    }

    /** The next record that is not a blank line, or null at the end. */
    private static @Nullable CsvRecord next(Iterator<CsvRecord> records) {
        try {
            while (records.hasNext()) {
                CsvRecord row = records.next();
                if (row.getFieldCount() > 1 || !row.getField(0).isBlank()) {
                    return row;
                }
            }
            return null;
        } catch (CsvParseException e) {
            throw broken(e);
        }
    }

    /**
     * The parser tells the line, and one of two things that can be wrong, only in its sentences.
     */
    private static ImportRefused broken(CsvParseException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        Matcher line = LINE.matcher(e.getMessage() + " " + cause.getMessage());
        String where = line.find() ? line.group(1) : "?";
        String what = String.valueOf(cause.getMessage());
        return what.contains("closing quote")
                ? new ImportRefused("import.quote-inside", where)
                : new ImportRefused("import.row-too-long", where);
    }
}

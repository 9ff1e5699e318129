package io.soroka.contacts;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import io.soroka.contacts.CsvColumns.Column;
import io.soroka.numbering.NumberResult;
import io.soroka.numbering.NumberResult.Accepted;
import io.soroka.numbering.NumberResult.Refused;
import io.soroka.numbering.Numbers;
import java.io.IOException;
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
    private long rows;

    /** Opens the file and understands its header. */
    ClientFile(TextFile file, Numbers numbers, CellReader cells, ImportNotes notes)
            throws IOException {
        this.numbers = numbers;
        this.cells = cells;
        this.notes = notes;
        CsvShape shape = CsvShape.of(file);
        this.quotes = new QuoteWatch(file.open(), shape.separator());
        this.csv =
                CsvReader.builder()
                        .fieldSeparator(shape.separator())
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .build(
                                CsvRecordHandler.of(limits ->
                                        limits.maxFields(MOST_COLUMNS)
                                                .maxFieldSize(LONGEST_CELL)
                                                .maxRecordSize(LONGEST_ROW)),
                                quotes);
        try {
            csv.skipLines(shape.leadingLines());
            this.records = csv.iterator();
            CsvRecord first = next();
            if (first == null) {
                throw new ImportRefused("import.file-empty");
            }
            this.header = first.getFields();
            this.columns = CsvColumns.of(header, first.getStartingLineNumber(), numbers, notes);
        } catch (RuntimeException e) {
            csv.close();
            throw e;
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
    void copyTo(RowCopy staging) throws SQLException, IOException {
        for (CsvRecord row = next(); row != null; row = next()) {
            rows++;
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

    private void copy(CsvRecord row, Accepted number, RowCopy staging) throws SQLException {
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

    private @Nullable Accepted number(CsvRecord row) {
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
        }
        return null;
    }

    private static String cell(CsvRecord row, Column column) {
        return column.index() < row.getFieldCount() ? row.getField(column.index()) : "";
    }

    /** The next record that is not a blank line, or null at the end. */
    private @Nullable CsvRecord next() {
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

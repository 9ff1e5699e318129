package io.soroka.imports;

import io.soroka.contacts.FieldType;
import io.soroka.contacts.Fields;
import io.soroka.contacts.Tidy;
import io.soroka.numbering.NumberResult;
import io.soroka.numbering.Numbers;
import io.soroka.tables.CsvRows;
import io.soroka.tables.CsvShape;
import io.soroka.tables.TemporaryFiles;
import io.soroka.tables.TextFile;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of rows of which at least one column holds telephone numbers, read row by row: CSV in
 * whatever encoding, or a workbook.
 */
public final class PhoneRows implements AutoCloseable {
    private final TemporaryFiles.Temporary text;
    private final CsvRows csv;
    private final Numbers numbers;
    private final long mostRows;
    private final List<String> header;
    private final int phone;
    private CsvRows.@Nullable Row first;
    private long rows;

    /**
     * One row.
     *
     * @param line of the file on which it begins, the first being 1
     * @param number what stands in the column of numbers
     * @param cells all of them, as they stand there
     */
    public record Row(long line, NumberResult number, List<String> cells) {
        /** What stands in a column, tidied; empty where the row is shorter. */
        public String cell(int column) {
            return column < 0 || column >= cells.size() ? "" : Tidy.text(cells.get(column));
        }

        @Override
        public String toString() {
            return "Row[" + line + "]";
        }
    }

    PhoneRows(
            TemporaryFiles.Temporary text,
            TextFile file,
            @Nullable CsvShape known,
            Fields fields,
            Numbers numbers,
            long mostRows)
            throws IOException {
        CsvShape judged = CsvShape.of(file, header -> fields.guess(header).isPresent());
        this.text = text;
        this.numbers = numbers;
        this.mostRows = mostRows;
        this.csv = new CsvRows(file, known == null ? judged : known);
        try {
            CsvRows.Row head = csv.next();
            if (head == null) {
                throw new ImportRefused("import.file-empty");
            }
            int bare = number(head);
            if (bare >= 0) {
                // A number where the header should be: there is none.
                this.first = head;
                this.header = List.of();
                this.phone = bare;
            } else {
                this.header = head.cells().stream().map(Tidy::text).toList();
                this.phone = phone(header, fields);
            }
        } catch (RuntimeException e) {
            csv.close();
            throw e;
        }
    }

    private int number(CsvRows.Row row) {
        for (int i = 0; i < row.cells().size(); i++) {
            if (numbers.parse(row.cell(i)) instanceof NumberResult.Accepted) {
                return i;
            }
        }
        return -1;
    }

    private static int phone(List<String> header, Fields fields) {
        for (int i = 0; i < header.size(); i++) {
            if (fields.guess(header.get(i)).filter(f -> f.type() == FieldType.PHONE).isPresent()) {
                return i;
            }
        }
        for (int i = 0; i < header.size(); i++) {
            if (Fields.soundsLikePhone(header.get(i))) {
                return i;
            }
        }
        throw new ImportRefused("import.no-phone-column", String.join(", ", header));
    }

    /**
     * The column with one of some headers, whatever the case.
     *
     * @return -1 if there is none
     */
    public int column(Set<String> titles) {
        for (int i = 0; i < header.size(); i++) {
            if (i != phone && titles.contains(header.get(i).toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    /** The header of a column; empty where there is none. */
    public String header(int column) {
        return column < 0 || column >= header.size() ? "" : header.get(column);
    }

    /** The header of the column of numbers; empty where the file has none. */
    public String phoneHeader() {
        return header(phone);
    }

    /** Rows read so far. */
    public long rows() {
        return rows;
    }

    /**
     * The next row, blank lines left out; null at the end.
     *
     * @throws ImportRefused if the file is too long
     * @throws io.soroka.tables.TableRefused if it is broken
     */
    public @Nullable Row next() {
        CsvRows.Row row = first == null ? csv.next() : first;
        first = null;
        if (row == null) {
            csv.requireClosedQuotes();
            return null;
        }
        if (++rows > mostRows) {
            throw new ImportRefused("import.too-many-rows", mostRows);
        }
        return new Row(row.line(), numbers.parse(row.cell(phone)), row.cells());
    }

    @Override
    public void close() throws IOException {
        try (text) {
            csv.close();
        }
    }
}

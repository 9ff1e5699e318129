package io.soroka.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV text, one by one, in bounded memory. */
public final class CsvRows implements AutoCloseable {
    private static final int MOST_COLUMNS = 500;
    private static final int LONGEST_CELL = 32_000;
    private static final int LONGEST_ROW = 256_000;

    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private final QuoteWatch quotes;
    private final CsvReader<CsvRecord> csv;
    private final Iterator<CsvRecord> records;

    /**
     * A row.
     *
     * @param line the line on which it begins, the first being 1
     * @param cells as many as it has, at least one
     */
    public record Row(long line, List<String> cells) {
        /** A cell, empty where the row is shorter. */
        public String cell(int index) {
            return index < cells.size() ? cells.get(index) : "";
        }
    }

    /** Opens a text whose shape is known, before its first row. */
    public CsvRows(TextFile file, CsvShape shape) throws IOException {
        quotes = new QuoteWatch(file.open(), shape.separator());
        csv =
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
            records = csv.iterator();
        } catch (RuntimeException e) {
            csv.close();
            throw e;
        }
    }

    /**
     * The next row that is no blank line, or null at the end.
     *
     * @throws TableRefused if the text is broken here
     */
    public @Nullable Row next() {
        try {
            while (records.hasNext()) {
                CsvRecord row = records.next();
                if (row.getFieldCount() > 1 || !row.getField(0).isBlank()) {
                    return new Row(row.getStartingLineNumber(), row.getFields());
                }
            }
            return null;
        } catch (CsvParseException e) {
            throw broken(e);
        }
    }

    /**
     * To be asked behind the last row.
     *
     * @throws TableRefused if the text ends inside quotes, which looks like a last long cell
     */
    public void requireClosedQuotes() {
        if (quotes.unclosedLine() > 0) {
            throw new TableRefused("quote-unclosed", quotes.unclosedLine());
        }
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    /**
     * The parser tells the line, and one of two things that can be wrong, only in its sentences.
     */
    private static TableRefused broken(CsvParseException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        Matcher line = LINE.matcher(e.getMessage() + " " + cause.getMessage());
        String where = line.find() ? line.group(1) : "?";
        String what = String.valueOf(cause.getMessage());
        return what.contains("closing quote")
                ? new TableRefused("quote-inside", where)
                : new TableRefused("row-too-long", where);
    }
}

package io.soroka.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How a CSV text is cut into cells.
 *
 * @param separator between two cells
 * @param leadingLines how many lines come before the header: one if the text tells its separator
 */
public record CsvShape(char separator, int leadingLines) {

    private static final char[] SEPARATORS = {';', ',', '\t', '|'};
    private static final int SAMPLE_CHARS = 1 << 16;
    private static final int SAMPLE_RECORDS = 50;

    /**
     * Judges the separator by the first records: known headers first, then equal widths.
     *
     * @param known whether somebody knows a header
     * @throws TableRefused if there is nothing
     */
    public static CsvShape of(TextFile file, Predicate<String> known) throws IOException {
        String sample = sample(file);
        if (sample.isBlank()) {
            throw new TableRefused("file-empty");
        }
        // Excel writes and reads a first line that names the separator.
        if (sample.length() > 5
                && sample.regionMatches(true, 0, "sep=", 0, 4)
                && (sample.charAt(5) == '\n' || sample.charAt(5) == '\r')) {
            return new CsvShape(sample.charAt(4), 1);
        }
        char best = SEPARATORS[0];
        Score bestScore = new Score(-1, 0, 0);
        for (char separator : SEPARATORS) {
            Score score = score(sample, separator, known);
            if (score.compareTo(bestScore) > 0) {
                best = separator;
                bestScore = score;
            }
        }
        return new CsvShape(best, 0);
    }

    private static String sample(TextFile file) throws IOException {
        char[] chars = new char[SAMPLE_CHARS];
        int length = 0;
        try (Reader text = file.open()) {
            for (int n = 0; n >= 0 && length < chars.length; length += Math.max(n, 0)) {
                n = text.read(chars, length, chars.length - length);
            }
        }
        return new String(chars, 0, length);
    }

    private static Score score(String sample, char separator, Predicate<String> knowing) {
        List<CsvRecord> records = records(sample, separator);
        if (records.isEmpty()) {
            return new Score(0, 0, 0);
        }
        CsvRecord header = records.getFirst();
        int known = 0;
        for (String cell : header.getFields()) {
            known += knowing.test(cell) ? 1 : 0;
        }
        int even = 0;
        for (CsvRecord row : records) {
            even += row.getFieldCount() == header.getFieldCount() ? 1 : 0;
        }
        boolean splits = header.getFieldCount() > 1;
        // One column is what every wrong separator gives; it wins only if nothing else fits.
        int evenPercent = 100 * even / records.size();
        return new Score(known, splits || known > 0 ? evenPercent : 0, header.getFieldCount());
    }

    private static List<CsvRecord> records(String sample, char separator) {
        List<CsvRecord> records = new ArrayList<>();
        try (CsvReader<CsvRecord> csv =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .allowExtraCharsAfterClosingQuote(true)
                        .ofCsvRecord(sample)) {
            for (CsvRecord row : csv) {
                if (records.size() == SAMPLE_RECORDS) {
                    break;
                }
                records.add(row);
            }
        } catch (CsvParseException | IOException e) {
            // What could be read up to there is judged; the import itself will name the place.
            return records;
        }
        if (sample.length() == SAMPLE_CHARS
                && records.size() > 1
                && records.size() < SAMPLE_RECORDS) {
            records.removeLast();
        }
        return records;
    }

    private record Score(int known, int evenPercent, int columns) implements Comparable<Score> {
        @Override
        public int compareTo(Score other) {
            int order = Integer.compare(known, other.known);
            order = order == 0 ? Integer.compare(evenPercent, other.evenPercent) : order;
            return order == 0 ? Integer.compare(columns, other.columns) : order;
        }
    }
}

package io.soroka.contacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/**
 * Writes a sheet of an Excel workbook as CSV in which a row of the sheet is the line of the same
 * number, so that everything behind it knows one kind of file only.
 */
final class Workbook {

    private static final char SEPARATOR = ';';

    /** How the text that comes of a workbook is cut. */
    static final CsvShape SHAPE = new CsvShape(SEPARATOR, 0);

    /** The last row of a sheet in Excel. */
    private static final int LAST_ROW = 1_048_576;

    /** As many digits as a spreadsheet's number has. */
    private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

    private static final int MOST_EXPONENT = 30;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final ImportSettings settings;

    /** Tells a disk that is full from a workbook that cannot be read. */
    private record Sink(Writer out) implements AutoCloseable {
        void put(String text) {
            try {
                out.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void put(char c) {
            try {
                out.write(c);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Workbook(ImportSettings settings) {
        this.settings = settings;
    }

    /**
     * Converts the first visible sheet that holds anything.
     *
     * @throws ImportRefused if the file is no workbook, or a hostile or damaged one
     */
    static void toCsv(Path workbook, Path csv, ImportSettings settings) throws IOException {
        WorkbookGuard.check(workbook);
        try (ReadableWorkbook book =
                        new ReadableWorkbook(workbook.toFile(), new ReadingOptions(true, true));
                Sink out = new Sink(Files.newBufferedWriter(csv, StandardCharsets.UTF_8))) {
            new Workbook(settings).write(withData(book), out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (ImportRefused e) {
            throw e;
        } catch (Exception e) {
            // The library meets a damaged part in many ways, some of them undeclared.
            throw new ImportRefused("import.workbook-damaged");
        }
    }

    private static Sheet withData(ReadableWorkbook book) throws IOException {
        List<Sheet> sheets = book.getSheets().toList();
        List<Sheet> visible =
                sheets.stream()
                        .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
                        .toList();
        for (Sheet sheet : visible.isEmpty() ? sheets : visible) {
            try (Stream<Row> rows = sheet.openStream()) {
                if (rows.anyMatch(row -> row.stream().anyMatch(Workbook::filled))) {
                    return sheet;
                }
            }
        }
        throw new ImportRefused("import.file-empty");
    }

    private static boolean filled(@Nullable Cell cell) {
        return cell != null && !text(cell).isBlank();
    }

    private void write(Sheet sheet, Sink out) throws IOException {
        int line = 1;
        try (Stream<Row> rows = sheet.openStream()) {
            for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
                Row row = all.next();
                if (row.getRowNum() < line || row.getRowNum() > LAST_ROW) {
                    throw new ImportRefused("import.workbook-damaged");
                }
                for (; line < row.getRowNum(); line++) {
                    out.put('\n');
                }
                write(row, out);
                out.put('\n');
                line++;
            }
        }
    }

    private void write(Row row, Sink out) {
        int last = Math.min(row.getCellCount(), settings.maxColumns() + 1) - 1;
        while (last >= 0 && !filled(row.getCell(last))) {
            last--;
        }
        for (int i = 0; i <= last; i++) {
            if (i > 0) {
                out.put(SEPARATOR);
            }
            Cell cell = row.getCell(i);
            if (cell != null) {
                quoted(text(cell), out);
            }
        }
    }

    private static void quoted(String text, Sink out) {
        out.put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.put("\"\"");
                // Rows of the sheet stay lines of the file.
                case '\n', '\r', '\0' -> out.put(' ');
                default -> out.put(Character.isSurrogate(c) && !paired(text, i) ? '?' : c);
            }
        }
        out.put('"');
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    /** What the person sees in the cell, as the reader of CSV files expects it. */
    static String text(Cell cell) {
        String raw = cell.getRawValue();
        if (raw == null || raw.isEmpty()) {
            return "";
        }
        return switch (cell.getType()) {
            case STRING -> raw;
            case NUMBER -> number(cell, raw);
            case BOOLEAN -> yesOrNo(raw.equals("1"));
            // The value that was computed last; it may be a text, a number or a word for an error.
            case FORMULA ->
                    cell.getValue() instanceof BigDecimal
                            ? number(cell, raw)
                            : cell.getValue() instanceof Boolean yes
                                    ? yesOrNo(yes)
                                    : raw.startsWith("#") ? "" : raw;
            case ERROR, EMPTY -> "";
        };
    }

    private static String yesOrNo(boolean yes) {
        return yes ? "да" : "нет";
    }

    private static String number(Cell cell, String raw) {
        BigDecimal number;
        try {
            number = new BigDecimal(raw);
        } catch (NumberFormatException e) {
            return raw;
        }
        int exponent = number.precision() - number.scale();
        if (Math.abs((long) exponent) > MOST_EXPONENT) {
            return number.signum() == 0 ? "0" : raw;
        }
        if (isDate(cell.getDataFormatString())) {
            return date(cell, number).orElseGet(() -> plain(number));
        }
        return plain(number);
    }

    private static String plain(BigDecimal number) {
        BigDecimal rounded = number.round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static Optional<String> date(Cell cell, BigDecimal number) {
        // Day 1 is the first of 1900, and after the last day of 9999 there is none.
        if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(2_958_466)) >= 0) {
            return Optional.empty();
        }
        LocalDateTime moment = cell.asDate();
        return Optional.of(
                moment.toLocalTime().equals(LocalTime.MIDNIGHT)
                        ? moment.toLocalDate().toString()
                        : moment.format(MOMENT));
    }

    /**
     * Whether a format shows days; what stands in quotes or brackets or behind a backslash is text.
     */
    static boolean isDate(@Nullable String format) {
        if (format == null) {
            return false;
        }
        String codes =
                format.toLowerCase(Locale.ROOT).replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.", "");
        return codes.indexOf('y') >= 0
                || codes.indexOf('г') >= 0
                || (codes.indexOf('d') >= 0 && codes.indexOf('m') >= 0);
    }
}
